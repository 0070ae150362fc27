"""Claims, the facts they bear on, and how a fact stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ipscwatch.model.term import FlagName

Precision = Literal["exact", "about", "at_least", "at_most", "range"]
Modality = Literal["asserted", "denied", "planned", "hearsay", "conditional"]

FactKey = tuple[str, str, str]
"""(subject id, attribute, qualifier); the qualifier is empty where the attribute needs none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value in canonical form, comparable as text, with bounds where it is a number.

    Dates are ISO 8601, possibly reduced (``2026-05``, ``2014``); amounts and counts plain decimals; a ratio
    is ``4/6``; everything else is a short phrase.
    """

    text: str
    unit: str = ""
    precision: Precision = "exact"
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one item (or document, or table cell) asserts about one attribute of one subject."""

    subject_id: str
    attribute: str
    qualifier: str = ""
    value: Value
    as_of_on: date | None = None
    """The day the value is for; None when the text gives none."""
    modality: Modality = "asserted"
    quote: str
    """The sentence or cell that says so, shortened to one line."""
    start: int | None = None
    end: int | None = None
    """The value's offsets in ``Item.full_text``; None for a cell or a baseline row."""
    extractor: str
    version: int = 1
    rejected: str | None = None
    """Why it may not enter the ledger: an impossible date, a unit that does not fit."""

    @property
    def key(self) -> FactKey:
        """The fact it bears on."""
        return (self.subject_id, self.attribute, self.qualifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A claim with who made it and when it was first seen; nothing in the ledger is ever deleted."""

    observation_id: str
    """16 hex digits over the claim and its origin: the same claim from the same page is one observation."""
    claim: Claim
    tier: int
    """1–6 as for sources; 0 is the user's own ruling."""
    outlet: str
    voice: str
    """Whose voice it is: copies of one wire story share one, so that they count once."""
    url: str | None
    item_id: str | None
    origin: str
    """``item``, ``documents``, ``record``, ``seed`` or ``ruling``."""
    published_on: date | None
    seen_at: datetime


FactState = Literal["held", "proposed", "disputed", "superseded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one fact stands, weighed from all its observations; a pure function of them."""

    key: FactKey
    state: FactState
    """`held`: it stands unopposed; `disputed`: it stands, another is asserted; `proposed`: no one may set it."""
    value: Value | None
    """The value held, or the best proposal."""
    since_on: date | None
    held_by: tuple[Observation, ...]
    """Who says so, the most trusted first."""
    disputed_by: tuple[Observation, ...] = ()
    superseded: tuple[Observation, ...] = ()
    reason: str = ""
    """The rule that decided, in a sentence."""


FactOutcome = Literal["new", "changed", "confirmed", "proposed", "disputed", "settled", "answered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """A difference in how a fact stands that is worth telling."""

    key: FactKey
    outcome: FactOutcome
    before: Standing | None
    after: Standing
    because: Observation
    """The observation that made the difference."""
    note: str = ""
    """What it does not mean, where the reader should be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """An overclaim in a text: which kind, the words that raised it, and what the reader is told beside it."""

    name: FlagName
    quote: str
    start: int
    end: int
    note: str
    """What holds for every product."""
    own: str = ""
    """What is so of the products concerned, from their configuration; in English."""
    own_ja: str = ""
    """The same in Japanese, as far as it is given."""

    @property
    def told(self) -> str:
        """The note and what is so of the products."""
        return f"{self.note} {self.own}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something not yet known that the watcher waits for."""

    question_id: str
    subject_id: str | None
    text: str
    text_ja: str = ""
    """The question in Japanese, where somebody wrote it."""
    attributes: tuple[str, ...] = ()
    """A tier 1–2 claim of one of these answers it."""
    words: tuple[str, ...] = ()
    """Items with one of these words bear on it."""
    opened_on: date | None = None
    answered_by: str | None = None
    """The observation id that answered it."""
