"""Watch terms, the subjects they belong to, and where they were found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Severity = Literal["critical", "high", "medium", "low", "log"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low", "log")
"""From the gravest; `log` is stored and searchable, never told."""

SubjectKind = Literal["product", "company", "pathway", "trial", "law", "institution", "field"]

FlagName = Literal[
    "F-COND-OMITTED",
    "F-STAGE",
    "F-COVER-AS-PROOF",
    "F-EFFICACY-PROVEN",
    "F-SMALL-N-OMITTED",
    "F-OPEN-LABEL-OMITTED",
    "F-MECH-REPLACE",
    "F-SAFE",
    "F-GENERALISE",
    "F-AVAILABLE",
    "F-COST-INVENTED",
    "F-HYPE",
    "F-JURIS",
    "F-COI",
]
"""The kinds of overclaims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is so of one product where a text overclaims: told beside the flag."""

    flag: FlagName
    en: str
    ja: str = ""
    """In Japanese; the English where it is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something facts are held about; a third product is one more of these, and no code."""

    subject_id: str
    kind: SubjectKind
    name: str
    """As the digest writes it."""
    names: tuple[str, ...]
    """Every name that means it alone: brand, INN, 和名, code names, names in other scripts."""
    misspellings: tuple[str, ...] = ()
    """Wrong spellings that were seen; they count only beside a cue."""
    generics: tuple[str, ...] = ()
    """Descriptions that mean it only where no other subject of its kind is named."""
    cues: tuple[str, ...] = ()
    """Words one of which must stand near a misspelling or a weak name."""
    weak: tuple[str, ...] = ()
    """Names that are also other words: outside tiers 1 and 2 they count only beside a cue."""
    company: str | None = None
    """The subject id of its company."""
    indication: str | None = None
    registry_ids: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """Securities codes."""
    price_code_prefix: str | None = None
    approved_on: date | None = None
    """The day it was approved in Japan; a text that tells of an approval before it overclaims."""
    available_on: date | None = None
    """The day from which it can be had; None while it cannot."""
    price_jpy: int | None = None
    """Its price on record, in yen."""
    notes: tuple[Note, ...] = ()
    """What is so of it, by the kind of overclaim."""
    watched: bool = False
    """Its events are told with full severity; those of other products more quietly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Two groups of words, one of each within `within` characters (Japanese) or words × 6 (Latin) of the other."""

    a: tuple[str, ...]
    b: tuple[str, ...]
    within: int = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A configured expression: it is found where one of `any` is, all of `all` are and none of `none` is."""

    term_id: str
    label: str
    subject_id: str | None = None
    """Its subject's names count as `any`, its misspellings as `fuzzy`, its cues as `cues`."""
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    cues: tuple[str, ...] = ()
    """Second cues (`with` in the file): one must be in the text for a name of `cues_for` or `fuzzy` to count."""
    cues_for: tuple[str, ...] = ()
    """The names that need a cue; empty with `cues` given: all of them."""
    cues_tiers: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    """The tiers in which a cue is needed."""
    fuzzy: tuple[str, ...] = ()
    """Named misspellings; they always need a cue."""
    case: bool = False
    """Letters must match in case."""
    fields: tuple[Literal["title", "text"], ...] = ("title", "text")
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tiers: tuple[int, ...] = ()
    regex: str | None = None
    """A linear-time expression (RE2 syntax) over the folded text, counted like one of `any`."""
    topic: str = "field"
    severity: Severity = "medium"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One occurrence of a watch term; `start` and `end` are offsets into ``Item.full_text``."""

    term_id: str
    alias: str
    """Which of the term's words was seen, as configured."""
    quote: str
    """The original characters."""
    start: int
    end: int
