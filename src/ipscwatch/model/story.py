"""What happened: the event an item tells of, and the story that items about one event make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ipscwatch.model.source import Tier
from ipscwatch.model.term import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What kind of thing an item says happened, to which subject, and why we think so."""

    name: str
    """One of ``watching.events.CLASSES``, such as ``approval_conditional``."""
    subject_id: str | None
    severity: Severity
    reasons: tuple[str, ...]
    """Which words, which rule; for `explain`."""
    doubtful: str | None = None
    """Why it may be wrong, such as a late stage told by a low tier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryKey:
    """What grouping looks at: small enough to hold for every item of the last weeks."""

    item_id: str
    story_id: str
    source_id: str
    outlet: str
    tier: Tier
    language: str | None
    dated_at: datetime
    keys: tuple[str, ...]
    """The item's own keys; two items with a common ``url:`` or ``wire:`` key are one story."""
    title: str
    """Folded, without an outlet's tail."""
    shingles: frozenset[int]
    """Hashes of overlapping pieces of the folded text, a bounded sample."""
    events: tuple[tuple[str, str | None], ...]
    """(event, subject)."""
    event_on: date | None
    """The day the item says it happened."""
    figures: frozenset[str]
    """Amounts and counts found, normalised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Items about one event, across outlets and languages."""

    story_id: str
    """The id of the item that began it."""
    item_ids: tuple[str, ...]
    lead_id: str
    """The item of the highest tier, then the earliest."""
    topic: str
    event: Event | None
    subject_ids: tuple[str, ...]
    first_at: datetime
    baseline: bool
    """It came with a source's first poll."""
