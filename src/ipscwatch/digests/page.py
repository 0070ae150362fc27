"""What a digest says, in words and without markup: the one text that every medium gives its own form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from ipscwatch.model.digest import Language

LineKind = Literal["kicker", "title", "rival", "step", "by", "quote", "note", "warning"]
Tone = Literal["held", "disputed", "proposed", "answered", "story", "brief", "trouble", "plain"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `url` makes it a link (always http or https), `language` says whose words it is."""

    text: str
    url: str | None = None
    language: str | None = None
    host: str = ""
    """Shown beside a link, so that nobody has to trust its text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an entry, made of pieces that follow each other without a gap."""

    kind: LineKind
    pieces: tuple[Piece, ...]
    share: float = 0.0
    """Of a step: its bar's length, as a part of the longest."""

    @property
    def text(self) -> str:
        """The line without its links."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing told: a fact, a story, a row, a source, a notice."""

    key: str
    """Unique on a page: by it one can see that every thing is told once."""
    tone: Tone
    lines: tuple[Line, ...]


SectionKind = Literal["facts", "stories", "rest"]


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one heading."""

    title: str
    entries: tuple[Entry, ...]
    kind: SectionKind = "rest"


@dataclass(frozen=True, slots=True)
class Bar:
    """One day of a chart."""

    label: str
    n: int
    share: float
    """Its height, as a part of the tallest; 0 for none."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A few bars, and the sentence that says the same."""

    bars: tuple[Bar, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Page:
    """A digest, or one part of it, ready to be given a form."""

    language: Language
    subject: str
    """The whole in a line, for the head of a mail."""
    headline: str
    """Its gravest thing."""
    counts: tuple[str, ...]
    """How many further things it tells, kind by kind."""
    intro: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: tuple[str, ...]
    chart: Chart | None = None
    part: int = 1
    parts: int = 1

    @property
    def preheader(self) -> str:
        """What a mail program shows beside the subject: the first thing told, else the introduction."""
        section = next((section for section in self.sections if section.entries), None)
        if section is None:
            return " ".join(self.intro)
        return " · ".join((section.title, *(line.text for line in section.entries[0].lines[:3])))

    @property
    def entries_n(self) -> int:
        """How many things it tells."""
        return sum(len(section.entries) for section in self.sections)


def weight(entry: Entry) -> int:
    """Return roughly how much room an entry takes, in characters of any medium."""
    links = sum(len(piece.url or "") for line in entry.lines for piece in line.pieces)
    return 200 + links + sum(120 + len(line.text) for line in entry.lines)


def split(page: Page, parts: int, *, continued: str) -> tuple[Page, ...]:
    """Divide a page into at most `parts` of about equal weight: every entry once, in order."""
    total = sum(weight(entry) for section in page.sections for entry in section.entries)
    share = total / parts
    chunks: list[list[tuple[Section, Entry]]] = [[]]
    room = share
    for section in page.sections:
        for entry in section.entries:
            if chunks[-1] and room < weight(entry) / 2:
                chunks.append([])
                room += share
            chunks[-1].append((section, entry))
            room -= weight(entry)
    begun: set[str] = set()
    return tuple(
        replace(page, chart=None if part else page.chart, sections=_sections(chunk, begun, continued))
        for part, chunk in enumerate(chunks)
    )


def numbered(pages: Iterable[Page], form: str) -> tuple[Page, ...]:
    """Return the pages, each saying which part of the whole it is; a single page says nothing."""
    every = tuple(pages)
    if len(every) == 1:
        return every
    return tuple(
        replace(
            page,
            part=part,
            parts=len(every),
            subject=f"{page.subject} ({part}/{len(every)})",
            headline=f"{page.headline} ({part}/{len(every)})",
            foot=(form.format(part=part, parts=len(every)), *page.foot),
        )
        for part, page in enumerate(every, 1)
    )


def _sections(chunk: list[tuple[Section, Entry]], begun: set[str], continued: str) -> tuple[Section, ...]:
    """Gather a part's entries under their headings again; one that began in an earlier part says so."""
    found: dict[str, tuple[Section, list[Entry]]] = {}
    for section, entry in chunk:
        found.setdefault(section.title, (section, []))[1].append(entry)
    sections = []
    for title, (section, entries) in found.items():
        shown = f"{title} ({continued})" if title in begun else title
        sections.append(replace(section, title=shown, entries=tuple(entries)))
    begun.update(found)
    return tuple(sections)
