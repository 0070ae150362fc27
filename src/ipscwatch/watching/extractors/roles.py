"""Which role a date plays: the happening it belongs to, of those the sentence tells of.

Japanese puts the date before the verb (``6日に承認した``), English after it (``approved on March 6``) or at the
head of the sentence; both join it closely in nouns (``the March 6 approval``, ``承認日：3月6日``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_CJK = re.compile(r"[\u3041-\u9fff\uac00-\ud7a3]")
_LINK = re.compile(
    r"^[\s,(（:：「」]*(?:by [\w' ]{2,40}?)?(?:(?:was|is|were|will be|to be)? ?(?:on|in|by|from|of|dated|since|effective|at|as of|for|until|around|about|early|late|mid|le|du|en|starting|beginning)\b[\s\w-]{0,12})?[\s,(（]*(?:the )?$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?:^|[.;:)\n]|\b(?:then|and|but|later|dateline))\s*(?:(?:on|in|by|as of|since|from|le|en|effective)\s+)?(?:\w+day,? )?$", re.IGNORECASE)  # fmt: skip
_BARRIER = re.compile(r"[;；。]|, (?:and|but|while|after|which|who|with)\b|、一方")
_FAR = 10_000
_REACH_CJK = 90
_REACH = 130


@dataclass(frozen=True, slots=True)
class Cue:
    """A happening the sentence tells of; `role` names it, offsets are within the sentence."""

    role: str
    start: int
    end: int


def assign(sentence: str, dates: Sequence[tuple[int, int]], cues: Sequence[Cue]) -> list[Cue | None]:
    """Return for each date the cue it belongs to, or None where none is close enough."""
    return [_best(sentence, number, dates, cues) for number in range(len(dates))]


def _best(sentence: str, number: int, dates: Sequence[tuple[int, int]], cues: Sequence[Cue]) -> Cue | None:
    scored = [(_distance(sentence, number, dates, cue), cue.start, cue) for cue in cues]
    best = min(scored, default=None, key=lambda one: one[:2])
    return best[2] if best is not None and best[0] < _FAR else None


def _distance(sentence: str, number: int, dates: Sequence[tuple[int, int]], cue: Cue) -> int:
    start, end = dates[number]
    first, gap = (end, sentence[end : cue.start]) if cue.start >= end else (cue.end, sentence[cue.end : start])
    last = max(cue.start, start)
    if any(first <= other[0] and other[1] <= last for other in dates):
        return _FAR
    barriers = 60 * len(_BARRIER.findall(gap))
    if _CJK.search(sentence[cue.start : cue.end]):
        return _cjk_distance(cue.start >= end, gap) + barriers
    return _latin_distance(sentence[:start], cue.start >= end, gap) + barriers


def _cjk_distance(date_first: bool, gap: str) -> int:
    if date_first:
        return len(gap) if len(gap) <= _REACH_CJK else _FAR
    return len(gap) + 5 if len(gap) <= 8 else _FAR


def _latin_distance(before: str, date_first: bool, gap: str) -> int:
    if len(gap) > _REACH:
        return _FAR
    if not date_first:
        return len(gap) // 4 if _LINK.match(gap) else len(gap) + 15
    if len(gap) <= 28 and re.match(r"^[\s\w'’-]*$", gap):
        return len(gap) + 2
    return len(gap) // 2 + 10 if _HEAD.search(before) else len(gap) + 30
