"""A difference worth telling, and everything one poll asks the store to write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from ipscwatch.model.item import Edit, Item, KnownItem
from ipscwatch.model.ledger import Claim, FactChange, FactKey, Flag, Observation, Question, Standing
from ipscwatch.model.reading import Row
from ipscwatch.model.row import RowChange
from ipscwatch.model.source import SourceState
from ipscwatch.model.story import Event, Story, StoryKey
from ipscwatch.model.term import Mention, Severity

ChangeKind = Literal[
    "seeded",
    "source_added",
    "story_new",
    "story_grew",
    "fact",
    "row",
    "rows",
    "question",
    "source_failing",
    "source_silent",
    "source_recovered",
    "network_down",
    "network_up",
    "delivery_failed",
    "config_invalid",
    "restored",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference worth telling; append-only, so that a digest is «all changes after the last one told»."""

    kind: ChangeKind
    at: datetime
    severity: Severity = "medium"
    change_id: int | None = None
    """Given by the store; ascending."""
    source_id: str | None = None
    story_id: str | None = None
    item_ids: tuple[str, ...] = ()
    fact: FactChange | None = None
    rows: tuple[RowChange, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """`source_added`: ``items``, ``mentions``; `rows`: rows by kind of change; `seeded`: facts by origin."""
    note: str = ""
    """One sentence for the reader, where the kind needs one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A new or edited item with all that reading it alone can say: no knowledge of other items yet."""

    item: Item
    edit: Edit | None = None
    """Set when the item was known and its text changed."""
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    flags: tuple[Flag, ...] = ()
    story_key: StoryKey | None = None
    """Its grouping key, story id still its own item id; None for an item without mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store holds that bears on a batch of drafts."""

    story_keys: tuple[StoryKey, ...] = ()
    """Of the items that may belong to one story with a draft, by time."""
    stories: Mapping[str, Story] = field(default_factory=dict)
    """The stories of `story_keys`."""
    observations: Mapping[FactKey, tuple[Observation, ...]] = field(default_factory=dict)
    """All observations of every fact that a draft's claims bear on."""
    questions: tuple[Question, ...] = ()
    """The open ones."""
    rows: Mapping[str, Row] = field(default_factory=dict)
    """The last rows of the source, by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUpdate:
    """All that one poll writes, in one transaction: validators, items, stories, observations, changes."""

    source_id: str
    polled_at: datetime
    state: SourceState
    seen: tuple[KnownItem, ...] = ()
    """Known items that were met under a key not stored yet."""
    drafts: tuple[Draft, ...] = ()
    stories: tuple[Story, ...] = ()
    """Stories that are new or gained an item, as they are after this poll."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """Story id that is no more → the story it became part of."""
    observations: tuple[Observation, ...] = ()
    standings: tuple[Standing, ...] = ()
    """Facts whose standing differs from the stored one."""
    answered: Mapping[str, str] = field(default_factory=dict)
    """Question id → observation id."""
    rows: tuple[Row, ...] | None = None
    """The source's rows as they are now; None: leave them."""
    changes: tuple[Change, ...] = ()
