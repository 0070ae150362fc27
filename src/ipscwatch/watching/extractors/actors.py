"""Who acts in a sentence about an approval: a panel that only advises, the state, a stranger."""

from __future__ import annotations

import re

from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Sentence

PANEL = Expression(
    r"\bpanel|\bcommittee|\bsub-?committee|\bcouncil|\badvis(?:e|o)r|\bexperts?\b(?! say)|部会|審議会"
    r"|分科会|部會|专家组|専門家会議|調査会|패널|위원회|심의회|부회|자문|專家|专家|委員會|委员会|審議會|审议会|comité"
    r"|\bgroupe d'experts",
    re.IGNORECASE,
)
STATE = Expression(
    r"\bminist(?:ry|ries|ers?)\b|\bMHLW\b|\bgovernment\b|\bregulators?\b|\bauthorit(?:y|ies)\b"
    r"|(?<!\bin )\bJapan\b(?!ese)|厚労省|厚生労働省|厚労相|厚生労働相|厚生労働大臣|大臣|政府|후생노동성|정부"
    r"|일본|厚生勞動省|厚生劳动省|日本(?:政府)?"
    r"|\bministère|(?<!\bau )\bJapon\b",
    re.IGNORECASE,
)
SUBPANEL = Expression(r"部会|\bpanel\b|\bsub-?committee\b|\bexperts?\b", re.IGNORECASE)
"""Those who only advise: what they find unfit is not yet refused."""
PRICE_COUNCIL = Expression(
    r"中医協|中央社会保険医療協議会|chuikyo|(?:social|central) insurance medical|중앙사회보험"
    r"|中央社會保險|中央社会保险",
    re.IGNORECASE,
)
_PANELS_OWN = Expression(r"(?:部会|審議会)の(?:了承|承認|審議)[^。]{0,30}?(?:、|後)")
"""A panel's act told as a noun: what follows is another's."""
_OBTAINED = Expression(r"(?:を)?(?:取得|得(?:た|て|ら)|受け)")
"""What a company obtains is the state's."""
_STATES_PANEL = Expression(
    r"\bpreliminary $|(?:panel|committee|council|experts?|advisers?)\b[^.;]{0,20}? (?:of|at|in|within"
    r"|under|from|for"
    r"|to) (?:the |Japan['’]s )?"
    r"(?:[\w&'’-]+,? ){0,8}?(?:minist(?:ry|er)|MHLW|government|regulator)"
    r"|(?:ministry|government|MHLW|regulator)(?:['’]s)? (?:[\w-]+ ){0,3}(?:panel|committee|council"
    r"|advis|experts?)|(?:厚労省|厚生労働省|厚労相|大臣|政府|国)(?:の|が設置した)?(?:諮問機関|有識者|専門"
    r"|薬事|部会|審議会)",
    re.IGNORECASE,
)
_ONCE_APPROVED = Expression(r"(?:年|月)(?:に|、)[^、。]{0,12}$")
_APPROVED_ONE = re.compile(r"(?:され|を受け|を得)(?:た|ていた)[^、。]{0,12}[「『ァ-ヶA-Za-z]")
_WON = Expression(
    r"\b(?:that|which|who) (?:had |has )?(?:won|received|gained|obtained|got|secured|earned|was given|were given) "
    r"(?:(?:an?|the|its) )?(?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
"""Before an approval in a clause that says which product is meant: it is not what the sentence's panel did."""
_AFTER_PANEL = re.compile(r"\b(?:after|following|since|once) [^,;]{3,80}, ", re.IGNORECASE)
"""«after a panel backed them, A and B won approval»: what came before is another act."""
_BY = Expression(r"(?:['’]d)?\s*(?:\w+ ){0,4}by (?:an? |the )?(?:[\w'-]+ ){0,4}")
_PASSIVE = Expression(r"\b(?:been|was|were|being) (?:\w+ly )?$", re.IGNORECASE)
_ACTOR = Expression(
    r"(?:^|[,.;:] |\b(?:and|but|while|as|that|when|after) )"
    r"(?!(?:It|The|This|That|They|He|She|We|In|On|After|Both|Two|Its|Also|Now|Then|Tokyo|Approval)\b)"
    r"[A-Z][\w&.-]+(?: [A-Z][\w&.-]+){0,3} (?:has |had |have )?$"
)
_OBJECT = 90
"""Characters after a verb in which its object is named."""


def by_panel(sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether a panel acts: it is the nearest actor before the verb, or follows «by»."""
    start, end = match.span()
    before, after = sentence.text[max(0, start - 110) : start], sentence.text[end : end + 90]
    if by := _BY.match(after):
        tail = after[: by.end() + 12]
        if PANEL.search(tail) or STATE.search(tail):
            return PANEL.search(tail) is not None
    if _OBTAINED.match(sentence.text[end:]) and not _PANELS_OWN.search(before):
        return False
    if _WON.search(before) or (_ONCE_APPROVED.search(before) and _APPROVED_ONE.match(sentence.text[end:])):
        return False
    if not sentence.may_hold(PANEL) and not before.endswith("preliminary "):
        return False
    before = _AFTER_PANEL.sub("", _PANELS_OWN.sub("", before))
    if _PASSIVE.search(before):
        before = before.rpartition(", which ")[2]
    panels = [hit.end() for hit in PANEL.finditer(before)]
    states = [hit.end() for hit in STATE.finditer(before)]
    if not panels and not before.endswith("preliminary "):
        return False
    return _STATES_PANEL.search(before) is not None or not states or max(panels) > max(states)


def by_stranger(passages: Passages, sentence: Sentence, start: int) -> bool:
    """Say whether a name that is none of ours stands right before the verb, and none of ours behind it."""
    match = _ACTOR.search(sentence.text[max(0, start - 50) : start])
    if match is None:
        return False
    end = sentence.start + start
    first = end - len(match[0])
    reach = min(sentence.end, end + _OBJECT)
    ours = any(one.subject_id and one.start < end and first < one.end for one in passages.namings) or any(
        one.subject_id and one.kind == "name" and end <= one.start < reach for one in passages.namings
    )
    return not ours and not STATE.search(match[0]) and not PANEL.search(match[0])
