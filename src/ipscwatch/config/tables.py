"""The tables of the three files as pydantic models, and the values they become.

The docstring under each key is what an editor shows for it.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from ipscwatch.config.fields import (
    Address,
    Clock,
    Day,
    Duration,
    Expression,
    HeaderValue,
    Id,
    LanguageTag,
    Line,
    TierNumber,
    Zone,
    between,
)
from ipscwatch.config.operation import AlertTable, HealthTable, PingTable, UpkeepTable
from ipscwatch.config.table import Table
from ipscwatch.model.digest import Day as Weekday
from ipscwatch.model.digest import DigestSchedule, Language
from ipscwatch.model.ledger import Question
from ipscwatch.model.settings import Channel, Polling
from ipscwatch.model.source import Source
from ipscwatch.model.term import FlagName, Near, Note, Severity, Subject, SubjectKind, Term

Interval = Annotated[Duration, between("1m", "60d")]
Words = list[Line]


class PollingTable(Table):
    """How the web is asked."""

    contact: str = ""
    """A mail address or page for the User-Agent, so that a publisher can reach you."""
    workers: int = Field(default=10, ge=1, le=100)
    """How many polls may be under way at once."""
    interval: Interval = timedelta(hours=1)
    """Time between two polls of a source that states none."""
    host_gap: Annotated[Duration, between("0s", "10m")] = timedelta(seconds=2)
    """The least time between two requests to one host."""
    timeout: Annotated[Duration, between("1s", "10m")] = timedelta(seconds=45)
    """The longest one request may take, from the first byte sent to the last read."""
    proxy: Address | None = None
    """A proxy all requests go through."""

    def value(self) -> Polling:
        """Return the settings for the web."""
        return Polling(**self.given())


class ChannelTable(Table):
    """A way to reach people; the other keys belong to its kind."""

    id: Id
    """What digests call it."""
    kind: str
    """How it delivers, such as file or email."""
    enabled: bool = True
    """Whether anything is sent to it."""

    def value(self, options: object) -> Channel:
        """Return the channel with the options of its kind."""
        return Channel(channel_id=self.id, options=options, **self.given("id"))


class DigestTable(Table):
    """When a digest is due and to whom it goes."""

    id: Id
    """Its name in the archive, such as daily."""
    at: Clock = time(8, 0)
    """The local time it is composed at."""
    days: Annotated[list[Weekday], Field(min_length=1)] | None = None
    """The days it is due on; every day when left out."""
    zone: Zone = "Asia/Tokyo"
    """The IANA time zone of `at`."""
    channels: Annotated[list[str], Field(min_length=1)]
    """The ids of the channels it goes to."""
    language: Language = "en"
    """The language of its headings and dates."""
    quiet_days: bool = True
    """Send a short digest when nothing happened, so that silence is never success."""

    def value(self) -> DigestSchedule:
        """Return the schedule."""
        return DigestSchedule(schedule_id=self.id, **self.given("id"))


class SourceTable(Table):
    """A thing to poll."""

    id: Id
    """What commands and messages call it; items keep it, so choose it once."""
    name: Line
    """Its name for readers."""
    kind: str
    """How it is read, such as feed or links."""
    url: Address
    """The address to poll."""
    tier: TierNumber
    """Who speaks: 1 regulator, gazette, registry; 2 company; 3 journal, newswire, newspaper, university;
    4 trade press, mirror; 5 aggregator, blog; 6 clinic or promotion."""
    outlet: Line | None = None
    """Who publishes it; its name when left out."""
    language: LanguageTag | None = None
    """The language it is written in; left out when it differs by entry."""
    zone: Zone = "UTC"
    """The IANA time zone of times it writes without one."""
    interval: Interval | None = None
    """The usual time between two polls; the one of [polling] when left out."""
    quiet_after: Annotated[Duration, between("1h", "3650d")] | None = None
    """How long without a new entry is still normal; learned from its rhythm when left out."""
    topic: Line | None = None
    """The digest section its stories go to, whatever the term says."""
    enabled: bool = True
    """Whether it is polled."""
    reason: Line | None = None
    """Why it is disabled."""
    follow: bool = False
    """Fetch the page behind every entry, not only behind those that mention a term."""
    allow_private: bool = False
    """It may live on a loopback or private address."""
    robots: bool = True
    """Obey its robots.txt."""
    headers: dict[str, HeaderValue] = Field(default_factory=dict)
    """Request headers to add; a value that is a secret as { env = "NAME" } or { file = "path" }."""
    options: dict[str, Any] = Field(default_factory=dict)
    """What its kind needs to know, such as selectors."""

    def value(self, options: object, polling: Polling) -> Source:
        """Return the source with the options of its kind."""
        values = {"outlet": self.name, "interval": polling.interval, **self.given("id", "options")}
        return Source(source_id=self.id, options=options, **values)


class NoteTable(Table):
    """What is so of a product where a text overclaims, such as how many patients there were."""

    en: Line
    """In English."""
    ja: Line | None = None
    """In Japanese; the English is shown where it is left out."""


class SubjectTable(Table):
    """Something facts are held about: a product, a company, a trial, a law."""

    id: Id
    """The first part of every fact about it, as in amchepry.price."""
    kind: SubjectKind
    """What sort of thing it is."""
    name: Line
    """As the digest writes it."""
    names: Words
    """Every name that means it alone: brand, INN, 和名, code names, names in other scripts."""
    misspellings: Words = Field(default_factory=list)
    """Wrong spellings that were seen; they count only beside a cue."""
    generics: Words = Field(default_factory=list)
    """Descriptions that mean it only where no other subject of its kind is named."""
    cues: Words = Field(default_factory=list)
    """Words one of which must stand near a misspelling or a weak name."""
    weak: Words = Field(default_factory=list)
    """Names that are also other words: outside tiers 1 and 2 they count only beside a cue."""
    watched: bool = False
    """Its events are told with full severity; those of others more quietly."""
    company: str | None = None
    """The id of the subject that is its company."""
    indication: Line | None = None
    """What it is for."""
    registry_ids: Words = Field(default_factory=list)
    """Trial registrations, such as jRCT2090220384."""
    codes: Words = Field(default_factory=list)
    """Securities codes."""
    price_code_prefix: Line | None = None
    """How its code in the price list begins."""
    approved_on: date | None = None
    """The day it was approved in Japan, as 2026-03-06; a text that tells of an earlier approval overclaims."""
    available_on: date | None = None
    """The day from which it can be had; leave it out while it cannot."""
    price_jpy: int | None = None
    """Its price on record, in yen; another one from a blog or a clinic is flagged."""
    notes: dict[FlagName, NoteTable] = Field(default_factory=dict)
    """What is so of it, by the flag beside which it is told."""

    def value(self) -> Subject:
        """Return the subject."""
        notes = tuple(Note(flag=flag, **table.given()) for flag, table in self.notes.items())
        return Subject(subject_id=self.id, notes=notes, **self.given("id", "notes"))


class NearTable(Table):
    """Two groups of words, one of each close to the other."""

    a: Annotated[Words, Field(min_length=1)]
    """One of these words …"""
    b: Annotated[Words, Field(min_length=1)]
    """… and one of these."""
    within: int = Field(default=40, ge=1, le=2000)
    """How far apart, in Japanese characters; six of them make a Latin word."""

    def value(self) -> Near:
        """Return the two groups."""
        return Near(**self.given())


class TermTable(Table):
    """A watch term: found where one of `any` is, all of `all` are and none of `none` is."""

    id: Id
    """What commands and messages call it."""
    label: Line
    """As the digest writes it."""
    subject: str | None = None
    """The id of a subject: its names count as `any`, its misspellings as `fuzzy`, its cues as `with`."""
    any: Words = Field(default_factory=list)
    """One of these must be there."""
    all: Words = Field(default_factory=list)
    """All of these must be there."""
    none: Words = Field(default_factory=list)
    """None of these may be there."""
    near: list[NearTable] = Field(default_factory=list)
    """Groups of words that must stand close to each other."""
    cues: Words = Field(default_factory=list, alias="with")
    """Second cues: one must be in the text for a name of `with_for` or `fuzzy` to count."""
    cues_for: Words = Field(default_factory=list, alias="with_for")
    """The names that need a cue; all of them when left out."""
    cues_tiers: list[TierNumber] | None = Field(default=None, alias="with_tiers")
    """The tiers in which a cue is needed; all of them when left out."""
    fuzzy: Words = Field(default_factory=list)
    """Named misspellings; they always need a cue."""
    case: bool = False
    """Letters must match in case."""
    fields: Annotated[list[Literal["title", "text"]], Field(min_length=1)] | None = None
    """Where to look; title and text when left out."""
    languages: list[LanguageTag] = Field(default_factory=list)
    """Only items in these languages; any when left out."""
    sources: list[str] = Field(default_factory=list)
    """Only these sources, by id; any when left out."""
    tiers: list[TierNumber] = Field(default_factory=list)
    """Only sources of these tiers; any when left out."""
    regex: Expression | None = None
    """A linear-time expression (RE2 syntax), counted like one of `any`; text is folded before."""
    topic: Line = "field"
    """The digest section its stories go to."""
    severity: Severity = "medium"
    """How grave a mention is; `log` is stored and searchable, never told."""

    @model_validator(mode="after")
    def _can_match(self) -> TermTable:
        if not (self.subject or self.any or self.all or self.near or self.fuzzy or self.regex):
            raise ValueError("has nothing to look for: give it words in `any`, or the `subject` it watches")
        return self

    def value(self) -> Term:
        """Return the term."""
        near = tuple(pair.value() for pair in self.near)
        return Term(term_id=self.id, subject_id=self.subject, near=near, **self.given("id", "subject", "near"))


class QuestionTable(Table):
    """Something not yet known that the watcher waits for."""

    id: Id
    """What commands and messages call it."""
    subject: str | None = None
    """The id of the subject it is about."""
    text: Line
    """The question as the digest writes it."""
    attributes: Words = Field(default_factory=list)
    """A regulator's or company's claim of one of these attributes answers it."""
    words: Words = Field(default_factory=list)
    """Items with one of these words bear on it."""
    opened: Day | None = None
    """Since when it is open."""

    def value(self) -> Question:
        """Return the question."""
        return Question(
            question_id=self.id,
            subject_id=self.subject,
            opened_on=self.opened,
            **self.given("id", "subject", "opened"),
        )


class MainFile(Table):
    """config/ipscwatch.toml: how to poll, where digests go, and when."""

    polling: PollingTable = Field(default_factory=PollingTable)
    channel: list[ChannelTable] = Field(default_factory=list)
    digest: list[DigestTable] = Field(default_factory=list)
    alert: list[AlertTable] = Field(default_factory=list)
    ping: PingTable = Field(default_factory=PingTable)
    health: HealthTable = Field(default_factory=HealthTable)
    upkeep: UpkeepTable = Field(default_factory=UpkeepTable)


class SourcesFile(Table):
    """config/sources.toml: what is polled."""

    source: list[SourceTable] = Field(default_factory=list)


class TermsFile(Table):
    """config/terms.toml: what to look for, and what facts are held about."""

    subject: list[SubjectTable] = Field(default_factory=list)
    term: list[TermTable] = Field(default_factory=list)
    question: list[QuestionTable] = Field(default_factory=list)


FILES: dict[str, type[Table]] = {"ipscwatch": MainFile, "sources": SourcesFile, "terms": TermsFile}
"""The three files by their stem."""
