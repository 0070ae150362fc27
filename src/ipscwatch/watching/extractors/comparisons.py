"""What a sentence is about, without the products it only compares with: «lower than that of B»."""

from __future__ import annotations

import re

from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.sentence import Owners, Sentence, distinct

_THAN = Expression(r"\b(?:than|unlike|compared (?:with|to)|versus)\b(?:[^,.;]|[.,](?=\d))*$", re.IGNORECASE)
_COMPARED = Expression(
    r"(?:[^、。(（]{0,12}[」』])?(?:[(（][^)）]{0,60}[)）])?[^、。]{0,22}(?:を(?:やや|大幅に|大きく)?(?:上回|下回|超え)|より|に比べ|と比べ)"
)


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
