"""Whose a figure is, of the subjects that its sentence names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.sentence import Group, Owners, Sentence, distinct

_IN_ORDER = Expression(r"respectively|それぞれ|각각|分别|分別|順に", re.IGNORECASE)
_LEANS_ON = Expression(
    r"^\s*(?:patients?|people|persons?|cases|participants|individuals|subjects|人|例|名|症例|명|例患者|年"
    r"|years?|円|yen)?\s*[\s(（]*"
    r"(?:for|of|with|on|in|to|receiving|given|who (?:got|received)|treated with|taking|from"
    r"|at)?\s*(?:the\s+)?[「『\"']?$",
    re.IGNORECASE,
)


def owners_of(sentence: Sentence, spans: Sequence[tuple[int, int]], text: str) -> list[Owners]:
    """Return whose each of these figures is; figures of one kind in one sentence are shared out together."""
    groups = sentence.groups
    if len(groups) == 0:
        return [sentence.inherited] * len(spans)
    if len(groups) == 1:
        return _shared(groups[0], spans)
    order = _in_order(sentence, spans)
    if order is not None:
        return order
    leaning = bool(spans) and spans[0][0] < groups[0].start and len(spans) == len(groups)
    return [_nearest(groups, span, text, leaning=leaning) for span in spans]


def _shared(group: Group, spans: Sequence[tuple[int, int]]) -> list[Owners]:
    """Share figures out over one group: one each where there are as many as subjects, else all to all."""
    if len(group.owners) == len(spans) > 1:
        return [(owner,) for owner in group.owners]
    return [group.owners] * len(spans)


def _in_order(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> list[Owners] | None:
    """Pair figures with subjects where the sentence says «respectively»."""
    if len(spans) < 2 or not sentence.search(_IN_ORDER):
        return None
    owners = distinct(sentence.groups)
    return [(owner,) for owner in owners] if len(owners) == len(spans) else None


def _nearest(groups: Sequence[Group], span: tuple[int, int], text: str, *, leaning: bool) -> Owners:
    """Return the group before the figure, or the one after it that it leans on."""
    before = [group for group in groups if group.start <= span[0]]
    after = [group for group in groups if group.start > span[0]]
    if after and (leaning or _LEANS_ON.match(text[span[1] : after[0].start])):
        return after[0].owners
    return before[-1].owners if before else distinct(groups)
