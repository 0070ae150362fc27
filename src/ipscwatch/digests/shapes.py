"""The shape of a digest as JSON, field by field: what programs may rely on, and the published schema made from it.

Times are ISO 8601 with an offset, days ISO dates. A new field may come at any time; one that goes or changes its
meaning changes `FORMAT`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

FORMAT: Literal["ipscwatch.digest/1"] = "ipscwatch.digest/1"
MESSAGE_FORMAT: Literal["ipscwatch.message/1"] = "ipscwatch.message/1"
JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


class Value(TypedDict):
    """A value in canonical form, with bounds where it is a number."""

    text: str
    unit: str
    precision: Literal["exact", "about", "at_least", "at_most", "range"]
    low: float | None
    high: float | None


class Observation(TypedDict):
    """Who says a value, where, and in which words."""

    observation_id: str
    value: Value | None
    quote: str
    outlet: str
    tier: int
    """1 regulator … 6 promotion; 0 is the user's own ruling."""
    url: str | None
    item_id: str | None
    published_on: str | None
    seen_at: str | None


class Standing(TypedDict):
    """How a fact stands."""

    state: Literal["held", "proposed", "disputed", "superseded"]
    value: Value | None
    since_on: str | None
    held_by: list[Observation]
    disputed_by: list[Observation]
    reason: str


class Fact(TypedDict):
    """A fact that moved."""

    subject_id: str
    subject: str
    attribute: str
    qualifier: str
    outcome: Literal["new", "changed", "confirmed", "proposed", "disputed", "settled", "answered"]
    first_at: str | None
    alerted_at: str | None
    before: Standing | None
    after: Standing | None
    because: Observation
    note: str


class Item(TypedDict):
    """One item of one source."""

    item_id: str
    source_id: str
    title: str
    url: str | None
    language: str | None
    outlet: str
    tier: int
    published_at: str | None
    received_at: str | None


class Flag(TypedDict):
    """An overclaim, with the words that raised it."""

    name: str
    quote: str
    note: str


class Story(TypedDict):
    """Items about one event."""

    story_id: str
    event: str | None
    subject_ids: list[str]
    subjects: list[str]
    """Display names of those the event happened to."""
    severity: Literal["critical", "high", "medium", "low", "log"] | None
    doubtful: str | None
    grew: bool
    edits: list[str]
    """What was edited at its sources, a sentence each."""
    alerted_at: str | None
    quote: str
    aliases: list[str]
    flags: list[Flag]
    lead: Item
    others: list[Item]


class Topic(TypedDict):
    """The stories of one topic."""

    topic: str
    stories: list[Story]


class AnsweredQuestion(TypedDict):
    """A question answered in the period."""

    question_id: str
    text: str


class OpenQuestion(AnsweredQuestion):
    """A question that is open, and whether something in the digest bears on it."""

    opened_on: str | None
    moved: bool


class Questions(TypedDict):
    """The questions."""

    answered: list[AnsweredQuestion]
    open: list[OpenQuestion]


class Row(TypedDict):
    """A row that changed in a table."""

    source_id: str
    kind: str
    key: str
    name: str
    before: dict[str, str] | None
    after: dict[str, str] | None
    percent: float | None
    """By how much a revised price moved."""
    list_on: str | None
    """The day in the name of the file, from which the list applies."""
    alerted_at: str | None
    place: str
    url: str


class Table(TypedDict):
    """A table in which rows changed: how long it is, how many changes nobody watches, and the largest moves."""

    source_id: str
    name: str
    url: str
    price_list: bool
    rows: int
    others: dict[str, int]
    largest: list[Row]


class Rows(TypedDict):
    """The rows that are watched, the number of all other changes by kind, and the same table by table."""

    watched: list[Row]
    others: dict[str, int]
    tables: list[Table]


class Source(TypedDict):
    """A source that needs a word."""

    source_id: str
    name: str
    url: str
    kind: Literal["added", "failing", "silent", "recovered"]
    since_at: str | None
    note: str
    items: int
    mentions: int
    reminder: bool


class Sources(TypedDict):
    """The sources."""

    told: list[Source]
    still_in_trouble: list[Source]


class Digest(TypedDict):
    """A whole digest."""

    format: Literal["ipscwatch.digest/1"]
    digest_id: str
    schedule_id: str
    local_on: str
    zone: str
    language: Literal["en", "ja"]
    since_at: str | None
    until_at: str | None
    polled: int
    sources_total: int
    quiet: bool
    facts: list[Fact]
    topics: list[Topic]
    questions: Questions
    rows: Rows
    sources: Sources
    mentions_per_day: dict[str, int]
    notices: list[str]


class Message(TypedDict):
    """What a webhook receives."""

    format: Literal["ipscwatch.message/1"]
    message_id: str
    """The same for every try of one message."""
    subject: str
    text: str
    digest: Digest


class _Untitled(GenerateJsonSchema):
    """Titles would only repeat the names of the fields."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - the base class's signature
        return False


def schema() -> Mapping[str, Any]:
    """Return the JSON Schema of what a webhook receives; that of a digest alone is its definition ``Digest``."""
    made = TypeAdapter(Message).json_schema(schema_generator=_Untitled)
    return {"$schema": JSON_SCHEMA, **made, "title": "What an ipscwatch webhook receives"}
