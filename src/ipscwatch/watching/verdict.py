"""Is an item told, and if not, why not: in a word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from ipscwatch.model.change import Draft
from ipscwatch.model.term import SEVERITIES, Severity, Term
from ipscwatch.watching.plan import OLD_AFTER

Verdict = Literal["reported", "no watch term", "too old", "log only"]


def verdict(draft: Draft, terms: Sequence[Term], now: datetime) -> Verdict:
    """Return whether an item that comes in at `now` would be told by itself, else what stands against it."""
    item = draft.item
    if not draft.mentions:
        return "no watch term"
    if item.tier > 2 and item.published_at is not None and now - item.published_at > OLD_AFTER:
        return "too old"
    return "log only" if _severity(draft, terms) == "log" else "reported"


def _severity(draft: Draft, terms: Sequence[Term]) -> Severity:
    """Return how grave an item is: by its event, else by the gravest term it mentions."""
    if draft.events:
        gravest = min(
            draft.events, key=lambda event: (event.doubtful is not None, SEVERITIES.index(event.severity))
        )
        return gravest.severity
    mentioned = {mention.term_id for mention in draft.mentions}
    return min(
        (term.severity for term in terms if term.term_id in mentioned), key=SEVERITIES.index, default="medium"
    )
