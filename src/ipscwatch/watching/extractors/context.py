"""The steps of a whole text, each read with what was told before it.

«This approval» and «the approved products» are those of the act just told, a panel's too; and a headline's
«approves» is what the text below it tells of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipscwatch.watching.extractors.actors import PANEL, PRICE_COUNCIL, STATE
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.other_acts import STUDY
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.roles import Cue
from ipscwatch.watching.extractors.sentence import Sentence
from ipscwatch.watching.extractors.steps import Step, steps

_ACTS = ("endorsed", "approved", "approved in full")
_PRICED = "priced"
"""What the price council did: no step towards approval."""
_TAKEN_UP = Expression(
    r"\b(?:the|this|that|these|those|its|their|newly) (?:\w+ )?$|今回(?:の|、)?$|(?:この|同)$|이번에? ?$|해당 ?$"
    r"|[该該]$|[这這]次被?$|此次$|本次$|\b(?:cette|ces|l['’])\s?$",
    re.IGNORECASE,
)
_FOLLOWED = Expression(
    r"^(?:された|を受けた|が了承された)(?:のは|(?:2|二)?(?:製品|品目|つ))|^된 ?(?:제품|치료제|것은)|^的是"
    r"|^ (?:products?|therap\w+|treatments?) (?:is|are|was|were|include)\b",
    re.IGNORECASE,
)
_DECISION = Expression(
    r"\b(?:the|this|that|its|their) (?:decision|move|ruling|endorsement|recommendation)\b"
    r"(?= (?:was )?(?:made |taken |came |announced )?(?:on|last) )",
    re.IGNORECASE,
)
"""The act just told, taken up for its date."""
_TEAM = Expression(
    r"\b(?:teams?|universit(?:y|ies)|researchers?|scientists?|professors?)\b|大学|チーム|教授|研究所|[京阪慶]大|(?<=[一-龥])大(?=[のはが、]|など|病院)"
    r"|대학|연구팀|교수|大學|团队|團隊",
    re.IGNORECASE,
)
_TO_STUDY = Expression(
    r"\b(?:allow|permit|authori[sz]|clear)\w* [^.;]{0,60}\bto (?:test|try|study|begin|start|conduct|carry out"
    r"|implant|transplant|treat)\b"
    r"|\b(?:permission|clearance|approval) (?:[\w'-]+ ){0,3}to (?:test|treat|graft|implant|transplant|try)\b"
    r"|\b(?:solicit|recruit)\w*|\b(?:first use|study|trials?|test(?:s|ing)?|clinical (?:research|application))\b"
    r"|臨床研究|治験|臨床試験|臨床応用|手術計画|移植計画|임상|수술 ?계획|이식 ?계획|临床|臨床",
    re.IGNORECASE,
)
_TO_SELL = Expression(
    r"製造|販売|発売|市販|商品|商用|製品|品目|再生医療等|薬価|価格|保険|申請|条件(?:及び|・|や)?期限|早期承認|薬事|仮免許"
    r"|\bmarket|\bsales?\b|\bsell|\bsold\b|\bcommerci|\bmanufactur|\bproducts?\b|\bpric(?:e|ing)|\binsur"
    r"|\bconditional|\btime-limited|\bappl(?:y|ied|ication)s?\b|\bfiled\b|\bSumitomo\b|\bCuorips\b"
    r"|판매|시판|제품|신청|조건|약가|上市|产品|產品|销售|銷售|申请|附條件|附条件",
    re.IGNORECASE,
)
"""Words of one who makes or sells: in a text without any, a team's approval is that of its study."""
_BARE = re.compile(
    r"approvals?|authori[sz]ations?|approved|承認|批准|核准|獲批|获批|승인|허가|approbation|autorisation",
    re.IGNORECASE,
)


def in_context(passages: Passages) -> list[tuple[Sentence, list[Step]]]:
    """Return the sentences of a text that tell of steps, with the steps."""
    told = [(sentence, [*steps(passages, sentence)]) for sentence in passages.sentences]
    if not any(found for _, found in told):
        return []
    if _is_of_a_study(passages):
        return [(sentence, [one for one in found if one.cue.role not in _ACTS]) for sentence, found in told]
    told = [(sentence, [_advised(passages, sentence, one) for one in found]) for sentence, found in _taken_up(told)]
    body = {
        one.cue.role
        for sentence, found in told
        if not passages.is_headline(sentence)
        for one in found
        if _done(one)
    }
    if not body.isdisjoint(_ACTS[1:]):
        return told
    of_study = body.isdisjoint(_ACTS) and any(sentence.search(STUDY) for sentence in passages.sentences)
    if "endorsed" not in body and not of_study:
        return told
    return [
        (
            sentence,
            [_as_below(one, of_study=of_study) for one in found] if passages.is_headline(sentence) else found,
        )
        for sentence, found in told
    ]


def _is_of_a_study(passages: Passages) -> bool:
    """Say whether the text names no product and no maker, and tells of a team and its study."""
    if any(one.kind == "name" and one.subject_id in passages.ready.products for one in passages.namings):
        return False
    text = passages.text
    return bool(_TEAM.search(text) and _TO_STUDY.search(text)) and not _TO_SELL.search(text)


def _as_below(step: Step, *, of_study: bool) -> Step:
    """Return a headline's step as the text below it has it: a panel's, or a study's and so none."""
    if of_study and step.cue.role in _ACTS:
        return step._replace(cue=step.cue._replace(role=""))
    return _endorsed(step)


def _taken_up(told: list[tuple[Sentence, list[Step]]]) -> Iterator[tuple[Sentence, list[Step]]]:
    """Yield the steps, an approval that takes up a panel's act as that act, the price council's as none."""
    last = ""
    for sentence, found in told:
        kept = []
        last = _PRICED if not found and sentence.search(PRICE_COUNCIL) else last
        dated = sentence.search(_DECISION) if last else None
        again = [Step(Cue(last, dated.start(), dated.end()), "asserted")] if dated else []
        for one in sorted([*found, *again], key=lambda step: step.cue.start):
            step = _as_told(one, last) if last in ("endorsed", _PRICED) and _takes_up(sentence, one) else one
            last = step.cue.role if step.cue.role in _ACTS and _done(step) else last
            kept.append(step)
        yield sentence, kept


def _advised(passages: Passages, sentence: Sentence, step: Step) -> Step:
    """Return what a panel found unfit as refused where it is told of a year gone by, else as an opinion."""
    if step.cue.role != "advised against":
        return step
    years = {one.text[:4] for one in passages.dates_of(sentence)} - {""}
    past = passages.published_on is not None and any(year < str(passages.published_on.year) for year in years)
    return step._replace(cue=step.cue._replace(role="refused" if past else ""))


_GOT_ITS = re.compile(r"\b(?:got|gets|won|wins|receiv\w+|obtain\w+|gain\w+|secur\w+) (?:its|their) (?:\w+ )?$")
"""Before an approval: that it is the company's own, whatever a panel did before."""


def _takes_up(sentence: Sentence, step: Step) -> bool:
    start, end = step.cue.start, step.cue.end
    if _GOT_ITS.search(sentence.text[:start]):
        return False
    if not _BARE.fullmatch(sentence.text[start:end]) or (sentence.search(STATE) and not sentence.search(PANEL)):
        return False
    before, after = sentence.text[max(0, start - 24) : start], sentence.text[end : end + 24]
    if STATE.search(before) and not PANEL.search(before):
        return False
    return _TAKEN_UP.search(before) is not None or _FOLLOWED.match(after) is not None


def _done(step: Step) -> bool:
    return step.modality == "asserted"


def _as_told(step: Step, last: str) -> Step:
    """Return an approval as the act it takes up."""
    return step._replace(cue=step.cue._replace(role="")) if last == _PRICED else _endorsed(step)


def _endorsed(step: Step) -> Step:
    return step._replace(cue=step.cue._replace(role="endorsed")) if step.cue.role == "approved" else step
