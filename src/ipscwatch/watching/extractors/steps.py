"""The steps towards approval a sentence tells of: filed, on the agenda, endorsed, approved, refused, withdrawn.

What a verb means depends on who acts and on what: a panel's «approves» is an endorsement, a clinical study's
approval is no product's, and another country's regulator decides for another country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ipscwatch.model.ledger import Modality
from ipscwatch.watching.extractors.assertion import stage_modality
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.roles import Cue
from ipscwatch.watching.extractors.sentence import Sentence

_APPROVE_LATIN = (
    r"\b(?:approv(?:e|ed|es|als?|ing)\b|authori[sz](?:ed|es|ations?)\b|green-?lights?(?:ed)?\b|greenlit\b"
    r"|OKs?\b|OK'd\b|licen[sc]ed\b|cleared\b(?= (?:for (?:use|sale|market)|by))"
    r"|gives? (?:the )?(?:green light|nod)\b|gave (?:the )?(?:green light|nod)\b|approbation\b|autoris\w+)"
    r"|approuv\w+"
)
_APPROVE = (
    r"承認(?!申請|審査|後|の可否|の是非|へ向け|番号|事項|品目|制度|プロセス|基準|要件|取得を目指|整理"
    r"|(?:の|を)?取り?(?:消|下げ)|案件|前)|仮免許|批准|核准|승인(?! ?신청| ?심사)"
)
_CUES: tuple[tuple[str, str], ...] = (
    (
        "refused",
        (
            r"不承認|(?:本|正式)?承認(?:は|が|を|する(?:こと)?は)?(?:適切でな|適当でな|見送|拒否)"
            r"|\b(?:refused|rejected"
            r"|denied) (?:full |formal |regular )?approval|\b(?:refus|reject)(?:ed|es|al"
            r"|ion)\b(?= (?:\w+ ){0,3}(?:approval|application|conversion|by the|for (?:formal|full"
            r"|regular)))|(?<=approval )(?:was |is )?(?:refused|rejected|denied)\b"
        ),
    ),
    (
        "withdrawn",
        (
            r"\b(?:pulled from|taken off|exit(?:s|ed)) (?:the )?(?:\w+ )?market\b|取り?下げ(?!る予定)"
            r"|(?:市場(?:から)?)?撤退|承認整理|販売(?:を)?(?:終了|中止)|承認(?:の)?取り?消し?"
            r"|\bwithdr(?:awn|ew|awal)\b(?! (?:from"
            r"|of) (?:the )?(?:trial|study|consent))|\bdiscontinu(?:ed|es|ation)\b(?= (?:of )?(?:sale"
            r"|market))|\brevoked\b|\blapsed\b|失効"
        ),
    ),
    (
        "endorsed",
        (
            r"了承|承認(?:して|を与えて|を認めて)?(?:も)?差し?支えな|可とする|\bendors(?:ed|es|ement|ing)\b|"
            r"\brecommend(?:ed|s|ing|ation)? (?:[\w-]+ ){0,4}approv\w+"
            r"|\bback(?:ed|s)\b(?= )|선정|심의(?:를)? ?통과|建議批准"
        ),
    ),
    (
        "filed",
        (
            r"承認(?:を|の|について)?[^。、「」]{0,24}?申請(?!書|者)|(?<!保険)(?<!適用)申請(?!書"
            r"|者|中の(?:他|別))|\b(?:fil(?:e|es|ed"
            r"|ing) (?:[\w-]+ ){0,3}for (?:[\w-]+ ){0,5}(?:approval|authori[sz]ation)|appl(?:y|ies|ied"
            r"|ying|ication) for (?:[\w-]+ ){0,5}(?:approval|authori[sz]ation)|seek(?:s"
            r"|ing)? (?:[\w-]+ ){0,4}(?:approval|authori[sz]ation)|sought (?:[\w-]+ ){0,4}approval"
            r"|(?:filed|files|submitted|submits|applied)\b(?! (?:for )?(?:ind|a trial))|(?:submission"
            r"|filing)\b|application\b(?= (?:was|for|to|on|in|filed"
            r"|submitted|dated)))|승인 ?신청|허가 ?신청|新藥申請"
            r"|提出申请|提出申請"
        ),
    ),
    (
        "agenda",
        (
            r"(?:部会|審議会|分科会)(?:を|が|の)?(?:開催|開く|開か)|(?:開かれる|開催される|開催の"
            r"|開く)[^。、]{0,12}(?:部会|審議会)|審議(?:する|され(?!た)|予定|事項"
            r"|に入|へ|の予定)|議題|\bagenda\b"
            r"|\b(?:deliberat\w+|discuss(?:ed|es)?|review(?:ed|s)?)\b(?= (?:\w+ ){0,6}(?:on|at|by|in) )"
            r"|심의(?:할|한다| 예정)"
        ),
    ),
    ("approved", _APPROVE_LATIN),
    ("approved", _APPROVE),
)
_EXPRESSIONS = tuple((role, Expression(cue, re.IGNORECASE)) for role, cue in _CUES)

_PANEL = Expression(
    r"\bpanel|\bcommittee|\bsub-?committee|\bcouncil|\badvis(?:e|o)r|\bexperts?\b(?! say)|部会|審議会"
    r"|分科会|専門家会議|調査会|패널|위원회|심의회|자문|專家|专家|委員會|委员会|審議會|审议会|comité"
    r"|\bgroupe d'experts",
    re.IGNORECASE,
)
_STATE = Expression(
    r"\bminist(?:ry|ries|ers?)\b|\bMHLW\b|\bgovernment\b|\bregulators?\b|\bauthorit(?:y|ies)\b"
    r"|(?<!\bin )\bJapan\b(?!ese)|厚労省|厚生労働省|厚労相|厚生労働相|厚生労働大臣|大臣|政府|후생노동성|정부"
    r"|일본|厚生勞動省|厚生劳动省|日本(?:政府)?"
    r"|\bministère|\bJapon",
    re.IGNORECASE,
)
_PANELS_OWN = Expression(r"(?:部会|審議会)の(?:了承|承認|審議)[^。]{0,30}?(?:、|後)")
"""A panel's act told as a noun: what follows is another's."""
_STATES_PANEL = Expression(
    r"\bpreliminary $|(?:panel|committee|council|experts?|advisers?)\b[^.;]{0,20}? (?:of|at|under|from|for"
    r"|to) (?:the |Japan['’]s )?"
    r"(?:[\w&'’-]+,? ){0,8}?(?:ministry|MHLW|government|regulator)"
    r"|(?:ministry|government|MHLW|regulator)(?:['’]s)? (?:[\w-]+ ){0,3}(?:panel|committee|council"
    r"|advis)|(?:厚労省|厚生労働省|厚労相|大臣|政府|国)(?:の|が設置した)?(?:諮問機関|有識者|専門|薬事|部会|審議会)",
    re.IGNORECASE,
)
_PRICE = Expression(
    r"薬価|価格|償還|保険適用|保険収載|\bprice|\bpricing|reimburse|insurance coverage|中医協|chuikyo"
    r"|social insurance medical|약가|藥價|药价",
    re.IGNORECASE,
)
_STUDY = Expression(
    (
        r"approv\w* (?!after|on\b|based|following|from|in\b|despite|with)(?:of |for |to )?(?:(?:start|begin"
        r"|conduct|launch|run) )?(?:an? |the |its "
        r"|their )?(?:[\w-]+ ){0,4}(?:trial|stud(?:y|ies)|research|IND)\b"
        r"|(?:trial|study|research plan|IND)(?: application)? (?:was |were |has been "
        r"|had been )?(?:approved|cleared)|\bIND\b"
        r"|(?:治験|臨床研究|臨床試験|研究)(?:計画|の実施|の開始|届)*(?:を|が|は"
        r"|の)?(?:[^\sで、。]{0,8})?(?:承認|了承|申請)|임상시험 ?승인|临床试验批准|研究計画"
    ),
    re.IGNORECASE,
)
_ABROAD = Expression(
    r"\bFDA\b|\bEMA\b|\bMHRA\b|\bEuropean\b|\bU\.?S\.? (?:approv|regulat)|\bUnited States\b"
    r"|\bEurope\b|\bin the US\b|\bChina'?s\b|米国|米FDA|欧州|英国|中国|미국|유럽|美國|美国",
    re.IGNORECASE,
)
_GENERIC = Expression(
    r"^(?:,? ?(?:and )?(?:conditional|time-limited) )?[ -]?(?:pathway|system|framework|process"
    r"|applications?|filings?|reviews?|decisions?|requests?|bids?|hopes|prospects|criteria|requirements|standards"
    r"|holders?|hurdles?|mechanism|scheme|route|programme|program|track|letter|rate|conditions?\b)"
    r"|^(?:の)?(?:制度|仕組み|枠組み"
    r"|プロセス|の対象|ルート)|^ ?제도",
    re.IGNORECASE,
)
_NOUN = Expression(r"approvals?|authori[sz]ations?|approbation", re.IGNORECASE)
_NOUN_LED = Expression(
    r"\b(?:grant\w*|receiv\w*|w[io]n\w*|obtain\w*|gain\w*|secur\w*|issu\w*|g[ai]v\w*|got|the|its"
    r"|this|these|their|first|following|after|since|with|earn\w*|award\w*)\b[^.;]{0,45}$"
    r"|'s [^.;]{0,25}$|\d{4} (?:\w+ )?$|^\W*(?:\w+ ){0,5}$",
    re.IGNORECASE,
)
_SINCE = Expression(
    r"\b(?:since|after|following|before|until|upon|pending"
    r"|prior to) (?:(?:full|conditional|regulatory|marketing) )?$",
    re.IGNORECASE,
)
"""A bare approval in a phrase of time tells of no approval."""
_NOUN_FOLLOWED = Expression(
    r"^ (?:of|for|to|on|was|were|came|comes|granted|given|in japan|is real)\b|^ ?[(,–—-]", re.IGNORECASE
)
_FULL = Expression(
    r"本承認|通常承認|通常の承認|本승인|본승인|\b(?:full|regular|unconditional) (?:\w+ )?(?:approv|authori)",
    re.IGNORECASE,
)
_FORMAL = Expression(r"正式承認|正式な承認|正式批准|\bformal (?:\w+ )?(?:approv|authori)", re.IGNORECASE)
_ACTOR = Expression(
    r"(?:^|[,.;:] |\b(?:and|but|while|as|that|when|after) )"
    r"(?!(?:It|The|This|That|They|He|She|We|In|On|After|Both|Two|Its|Also|Now|Then|Tokyo|Approval)\b)"
    r"[A-Z][\w&.-]+(?: [A-Z][\w&.-]+){0,3} (?:has |had |have )?$"
)
_BY = Expression(r"(?:['’]d)?\s*(?:\w+ ){0,4}by (?:an? |the )?(?:[\w'-]+ ){0,4}")
_SEEKS = Expression(r"see?k|sought", re.IGNORECASE)


class Step(NamedTuple):
    """One step the sentence tells of, and how it is meant."""

    cue: Cue
    modality: Modality


def steps(passages: Passages, sentence: Sentence) -> Iterator[Step]:
    """Yield the steps, each place read by the first role that fits it."""
    taken: list[tuple[int, int]] = []
    endorsed = False
    for role, expression in _EXPRESSIONS:
        for match in sentence.finditer(expression):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            actual = _actual_role(role, sentence, match)
            if actual is None or (actual == "endorsed" != role and endorsed):
                continue
            endorsed = endorsed or actual == "endorsed"
            if not _by_stranger(passages, sentence, match.start()):
                yield Step(Cue(actual, match.start(), match.end()), _meant(sentence, match))


def _by_stranger(passages: Passages, sentence: Sentence, start: int) -> bool:
    """Say whether a name that is none of ours stands right before the verb, as its subject."""
    match = _ACTOR.search(sentence.text[max(0, start - 50) : start])
    if match is None:
        return False
    end = sentence.start + start
    first = end - len(match[0])
    ours = any(one.subject_id and one.start < end and first < one.end for one in passages.namings)
    return not ours and not _STATE.search(match[0]) and not _PANEL.search(match[0])


def _meant(sentence: Sentence, match: re.Match[str]) -> Modality:
    """Return how the step is meant; a company that seeks approval may have filed for it or may not."""
    return "planned" if _SEEKS.match(match[0]) else stage_modality(sentence, *match.span())


def _actual_role(role: str, sentence: Sentence, match: re.Match[str]) -> str | None:
    """Return what the words mean where they stand; None when they are not of a product's approval in Japan."""
    if _is_of_something_else(role, sentence, match):
        return None
    if role != "approved":
        return role
    if _by_panel(sentence, match):
        return "endorsed"
    return "approved in full" if _in_full(sentence, match) else "approved"


def _in_full(sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether it is the approval without conditions; the minister's «formal» approval follows a panel's."""
    start, end = match.start() - 12, match.end()
    return sentence.near(_FULL, start, end) is not None or (
        sentence.near(_FORMAL, start, end) is not None and sentence.search(_STATE) is None
    )


def _is_of_something_else(role: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether a study, a price, the pathway at large or another country's regulator is spoken of."""
    start, end = match.span()
    if sentence.may_hold(_STUDY) and _of_study(sentence.text, start, end):
        return True
    if (sentence.may_hold(_GENERIC) and _GENERIC.match(sentence.text[end:])) or _abroad(sentence, start, end):
        return True
    if role in ("endorsed", "approved") and sentence.may_hold(_PRICE) and _of_price(sentence.text, match):
        return True
    if sentence.near(_SINCE, start - 40, start):
        return True
    if _NOUN.fullmatch(match[0]) is None:
        return False
    before, after = sentence.text[max(0, start - 110) : start], sentence.text[end:]
    return not (_NOUN_LED.search(before) or _NOUN_FOLLOWED.search(after))


def _of_study(text: str, start: int, end: int) -> bool:
    """Say whether it is a clinical study that is approved or filed for."""
    left = max(0, start - 60)
    around = text[left : end + 90]
    return any(hit.start() < end - left and start - left < hit.end() for hit in _STUDY.finditer(around))


def _of_price(text: str, match: re.Match[str]) -> bool:
    """Say whether a price is approved: it stands before the Japanese verb, around the English one."""
    after = text[match.end() : match.end() + 28] if match[0].isascii() else ""
    return _PRICE.search(text[max(0, match.start() - 40) : match.start()] + " " + after) is not None


def _abroad(sentence: Sentence, start: int, end: int) -> bool:
    around = (start - 60, end + 30)
    return sentence.near(_ABROAD, *around) is not None and sentence.near(_STATE, *around) is None


def _by_panel(sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether a panel acts: it is the nearest actor before the verb, or follows «by»."""
    start, end = match.span()
    before, after = sentence.text[max(0, start - 110) : start], sentence.text[end : end + 90]
    if by := _BY.match(after):
        tail = after[: by.end() + 12]
        if _PANEL.search(tail) or _STATE.search(tail):
            return _PANEL.search(tail) is not None
    if not sentence.may_hold(_PANEL) and not before.endswith("preliminary "):
        return False
    before = _PANELS_OWN.sub("", before)
    panels = [hit.end() for hit in _PANEL.finditer(before)]
    states = [hit.end() for hit in _STATE.finditer(before)]
    if not panels and not before.endswith("preliminary "):
        return False
    return _STATES_PANEL.search(before) is not None or not states or max(panels) > max(states)
