"""Whose a trial's figures are where the sentence says nothing of it: the trial that was being told of goes on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.namings import ELSEWHERE
from ipscwatch.watching.extractors.owners import owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Group, Owners, Sentence

_BACK = 3
"""Sentences that are looked back over."""
_GOES_ON = Expression(
    r"\b(?:the|these|all|their|of them|of whom|researchers|participants|subjects|patients|side effects?|adverse"
    r"|follow"
    r"|monitor\w*|symptoms?)\b|患者|症例|副作用|有害事象|追跡|経過|改善|환자|부작용|患者|随访|隨訪|不良",
    re.IGNORECASE,
)
_PARTS = Expression(r"[;；]|, (?:and|while|but|whereas)\b", re.IGNORECASE)
_LEADS_TO = Expression(r"[^,.;；、。]{0,50}\b(?:for|of|with|on|to|receiving|given) (?:the )?[\"“']?", re.IGNORECASE)
_TRIAL_TALK = Expression(
    r"trial|\bstud(?:y|ies)\b|patients|participants|\bessai\b|治験|試験|患者|症例|移植|임상|환자|临床|臨床",
    re.IGNORECASE,
)
_AT_LARGE = Expression(
    r"\b(?:an?|any|such|some|many|most|other|all|traditional|conventional) (?:[\w-]+ ){0,3}"
    r"(?:therap(?:y|ies)|products?|treatments?|drugs?|compan(?:y|ies)|trials?|studies)\b"
    r"|(?-i:\b[A-Z][\w-]+) (?:trial|study)\b|worldwide|nationwide|population|一般に|世界で|国内に",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of something else than the trial before it."""


def trial_owners(passages: Passages, sentence: Sentence, spans: Sequence[tuple[int, int]]) -> list[Owners]:
    """Return whose each of these figures of a trial is: the sentence's own, else the trial's that was told of."""
    found = owners_of(sentence, spans, passages.text)
    if len(sentence.groups) > 1:
        return [_ahead(passages, sentence, span) or owners for span, owners in zip(spans, found, strict=True)]
    if sentence.groups or any(found) or not sentence.search(_GOES_ON):
        return found
    if sentence.search(ELSEWHERE) or sentence.search(_AT_LARGE):
        return found
    return [_told_of(passages, sentence)] * len(spans)


def _ahead(passages: Passages, sentence: Sentence, span: tuple[int, int]) -> Owners:
    """Return the product of the figure's own clause, named behind it: «…; 35 patients are to be studied for B»."""
    before = max((group.end for group in sentence.groups if group.end <= span[0]), default=sentence.start)
    after = min((group for group in sentence.groups if group.start >= span[1]), key=_start, default=None)
    if after is None or not _PARTS.search(passages.text[before : span[0]]):
        return ()
    return after.owners if _LEADS_TO.fullmatch(passages.text[span[1] : after.start]) else ()


def _start(group: Group) -> int:
    return group.start


def _told_of(passages: Passages, sentence: Sentence) -> Owners:
    place = bisect_left(passages.sentences, sentence.start, key=lambda one: one.start)
    for one in reversed(passages.sentences[max(0, place - _BACK) : place]):
        if one.topic:
            return one.topic if len(one.topic) == 1 and one.search(_TRIAL_TALK) else ()
        if one.search(ELSEWHERE):
            return ()
    return ()


_COHORT = re.compile(
    r"(?:用量群|コホート|投与群|対照群)[^。、]{0,16}$|[低中高]用量[をはでの]?[^。、]{0,6}$"
    r"|\b(?:low|lower|high|higher|half|full|first|second|single)[- ]doses?\b[^.;,]{0,40}$"
    r"|(?:cohort|arm|dose group)s?\b[^.;]{0,12}$",
    re.IGNORECASE,
)
_ARM = re.compile(r"用量群|コホート|\b(?:cohort|arm|dose group)\b|-dose\b", re.IGNORECASE)
_IN_COHORT = re.compile(
    r"\s?(?:patients?|participants?|people)? ?(?:in|from|of) (?:the|an?|each) (?:[\w-]+ ){0,3}(?:cohort|arm"
    r"|group)\b"
    r"|(?:の|が)?[^。、]{0,8}(?:用量群|コホート)",
    re.IGNORECASE,
)


def is_of_a_part(text: str, start: int, end: int, *, wide: bool = False) -> bool:
    """Say whether the people at ``text[start:end]`` are of one arm; `wide` where the arm was told before."""
    if wide and _ARM.search(text[: start or None]):
        return True
    return _COHORT.search(text[max(0, start - 28) : start]) is not None or _IN_COHORT.match(text, end) is not None
