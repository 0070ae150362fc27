"""A composed selection of changes, its rendering for one channel, and how sending it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal

from ipscwatch.model.change import Change
from ipscwatch.model.item import Item
from ipscwatch.model.ledger import FactChange, Flag, Question, Standing
from ipscwatch.model.row import RowChange
from ipscwatch.model.source import Health, Source, SourceState
from ipscwatch.model.story import Event, Story
from ipscwatch.model.term import Mention

Language = Literal["en", "ja"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALERT = "alert:"
"""How the schedule id of an alert begins; no configured id can."""
NOTICE = "notice:"
"""How that of a notice begins, which says through other channels that a digest did not arrive."""
TEST = "test:"
"""How that of a test message begins; the channel it tries follows."""


Occasion = Literal["day", "alert", "notice", "test"]
_OCCASIONS: tuple[tuple[str, Occasion], ...] = ((ALERT, "alert"), (NOTICE, "notice"), (TEST, "test"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSchedule:
    """When a digest is due and to whom it goes."""

    schedule_id: str
    at: time = time(8, 0)
    """Local time in `zone`."""
    days: tuple[Day, ...] = DAYS
    zone: str = "Asia/Tokyo"
    channels: tuple[str, ...] = ()
    language: Language = "en"
    quiet_days: bool = True
    """Send a short digest when nothing happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """An item with what was found in it, as a digest shows it."""

    item: Item
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Everything a digest is composed from: the changes since the last one and what they refer to."""

    changes: tuple[Change, ...]
    stories: Mapping[str, Story]
    items: Mapping[str, ItemView]
    sources: tuple[Source, ...]
    """The enabled ones."""
    states: Mapping[str, SourceState]
    questions: tuple[Question, ...]
    """The open ones, and those answered in the period."""
    polled: int
    """How many enabled sources had a good poll in the period."""
    mentions_per_day: Mapping[date, int] = field(default_factory=dict)
    """How many items that mention a watch term are dated on each of the last days, by the source's own calendar."""
    told_before: frozenset[str] = frozenset()
    """Ids of the sources whose present trouble an earlier digest of the schedule told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """One fact that moved or is disputed."""

    subject: str
    """The subject's display name."""
    change: FactChange
    first_at: datetime
    alerted_at: datetime | None = None
    """When an alert told it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One story: its lead, what it says, who else carries it."""

    story: Story
    lead: ItemView
    others: tuple[ItemView, ...]
    outlets: tuple[str, ...]
    """Names of the other voices, each once."""
    quote: str
    """The sentence of the lead that holds the first mention, shortened to one line."""
    aliases: tuple[str, ...]
    """Which words were seen."""
    flags: tuple[Flag, ...]
    grew: bool
    """It was told before and gained something."""
    edits: tuple[str, ...] = ()
    """What was edited at its sources, a sentence each."""
    subjects: tuple[str, ...] = ()
    """Display names of those its event happened to."""
    alerted_at: datetime | None = None
    """When an alert told it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSection:
    """The stories of one topic, the gravest first."""

    topic: str
    stories: tuple[StoryLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source that was added, is in trouble, or is well again."""

    source: Source
    kind: Literal["added", "failing", "silent", "recovered"]
    health: Health
    since_at: datetime | None
    note: str
    items: int = 0
    mentions: int = 0
    reminder: bool = False
    """An earlier digest told this trouble; it is brought to mind again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """What changed in the table of one source."""

    source_id: str
    name: str
    """Of the source."""
    url: str
    priced: bool
    """Whether it is a price list."""
    total: int = 0
    """How many rows it has; 0 where that is not known."""
    watched: tuple[RowChange, ...] = ()
    """The rows that are watched, a line each."""
    alerted_at: tuple[datetime | None, ...] = ()
    """Of each of them when an alert told it already; empty where none did."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """The changes of all other rows, by kind."""
    largest: tuple[RowChange, ...] = ()
    """The largest moves of a price among these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """An open question on which something in the digest bears."""

    question: Question
    fact: FactLine | None = None
    """The gravest fact that bears on it."""
    story: StoryLine | None = None
    """The gravest story that does, where no fact does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A composed selection, the same for every channel; values only, no layout and no escaping."""

    digest_id: str
    """``daily-2026-05-20``: the schedule and the local day; unique."""
    schedule_id: str
    local_on: date
    zone: str
    language: Language
    since_at: datetime | None
    """The end of the last digest's period; None for the first."""
    until_at: datetime
    upto_change_id: int
    """The last change it covers."""
    polled: int
    sources_total: int
    facts: tuple[FactLine, ...] = ()
    topics: tuple[TopicSection, ...] = ()
    questions: tuple[Question, ...] = ()
    """Those that were answered in the period."""
    moved: tuple[QuestionLine, ...] = ()
    """The open ones on which a fact or a story of this digest bears."""
    waiting: tuple[Question, ...] = ()
    """All that are open on its day, the oldest first; that they are is no news."""
    tables: tuple[TableLine, ...] = ()
    """Those in which rows changed, price lists first."""
    sources: tuple[SourceLine, ...] = ()
    """Those that were added, fell into trouble, are brought to mind again, or are well again."""
    troubled: tuple[SourceLine, ...] = ()
    """Those whose trouble was told before and lasts."""
    mentions_per_day: tuple[tuple[date, int], ...] = ()
    """The last days, the oldest first, each with how many items that mention a watch term are dated on it."""
    notices: tuple[str, ...] = ()
    """Sentences about the service itself: a failed delivery, an invalid configuration, the seeding."""

    @property
    def occasion(self) -> Occasion:
        """Why it was composed: its day came, it could not wait, a digest did not arrive, or a channel is tried."""
        return next((name for begin, name in _OCCASIONS if self.schedule_id.startswith(begin)), "day")

    @property
    def quiet(self) -> bool:
        """Nothing moved: no fact, story, question, row or source."""
        return not (self.facts or self.topics or self.questions or self.tables or self.sources or self.notices)

    @property
    def row_changes(self) -> tuple[RowChange, ...]:
        """The watched rows of all tables."""
        return tuple(row for table in self.tables for row in table.watched)

    @property
    def row_counts(self) -> Mapping[str, int]:
        """The changes of all other rows of all tables, by kind, the most first."""
        counts: Counter[str] = Counter()
        for table in self.tables:
            counts.update(table.counts)
        return dict(counts.most_common())

    @property
    def stories_n(self) -> int:
        """How many stories it tells."""
        return sum(len(topic.stories) for topic in self.topics)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One part of a digest, rendered for one recipient of one channel; `content` is JSON for the channel."""

    message_id: str
    """The key: ``<digest_id>.<channel_id>.<recipient hash>.<part>``; stable, so a repeat can be recognised."""
    digest_id: str
    channel_id: str
    recipient: str
    """An address, or empty where the channel has but one receiver."""
    part: int = 1
    parts: int = 1
    content: Mapping[str, Any]


DeliveryState = Literal["waiting", "sending", "delivered", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message in the outbox and how sending it stands."""

    message: Message
    state: DeliveryState
    attempts: int
    enqueued_at: datetime
    next_try_at: datetime | None
    last_error: str | None = None
    delivered_at: datetime | None = None
    receipt: str = ""
    """What the receiver answered, shortened."""


__all__ = [
    "ALERT",
    "DAYS",
    "NOTICE",
    "TEST",
    "Day",
    "Delivery",
    "DeliveryState",
    "Digest",
    "DigestSchedule",
    "FactLine",
    "Gathered",
    "ItemView",
    "Language",
    "Message",
    "Occasion",
    "QuestionLine",
    "SourceLine",
    "Standing",
    "StoryLine",
    "TableLine",
    "TopicSection",
]
