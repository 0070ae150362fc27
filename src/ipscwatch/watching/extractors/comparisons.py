"""What a sentence is about, without the products it only compares with: «lower than that of B»."""

from __future__ import annotations

import re

from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.sentence import Owners, Sentence, distinct

_THAN = Expression(
    r"\b(?:than|unlike|compared (?:with|to)|versus|following|joins|joined|behind|besides"
    r"|in the wake of|(?:same|very) (?:day|time|month|meeting|year) as|rivals?(?: to)?"
    r"|competitors?(?: to| of)?)\b(?:[^,.;]|[.,](?=\d))*$",
    re.IGNORECASE,
)
_COMPARED = Expression(
    r"(?:[^、。(（]{0,12}[」』])?(?:[(（][^)）]{0,60}[)）])?[^、。]{0,22}(?:を(?:やや|大幅に|大きく)?(?:上回|下回|超え)|より|に比べ|と比べ"
    r"|と同じ日に|と同(?:日|時)に|に続(?:く|き|いて)|に次(?:ぐ|いで))"
)


_SET_AGAINST = Expression(
    r"[;；]|\b(?:while|whereas|but|than|compared|yet)\b|一方|に対し|だが|(?<!です)が、", re.IGNORECASE
)
_IS_MORE = Expression(r"[」』]?(?:より|の(?:方|ほう)が|を(?:上回|下回)|に次ぐ)")


def is_of_unnamed(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether a figure is told before any name, and the first name only set against it: «32m; B is dearer»."""
    if not sentence.groups or sentence.groups[0].start < start:
        return False
    first, offset = sentence.groups[0], sentence.start
    gap = sentence.text[end - offset : first.start - offset]
    return _SET_AGAINST.search(gap) is not None or _IS_MORE.match(sentence.text[first.end - offset :]) is not None


def uncompared(sentence: Sentence) -> Owners:
    """Return what the sentence is about, without a product it only compares with: «lower than that of B»."""
    if len(sentence.groups) < 2 or not sentence.topic:
        return sentence.topic
    text, offset = sentence.text, sentence.start
    kept = [
        group
        for group in sentence.groups
        if not _THAN.search(text[max(0, group.start - offset - 45) : group.start - offset])
        and not _COMPARED.match(text[group.end - offset :])
    ]
    return distinct(kept) or sentence.topic
