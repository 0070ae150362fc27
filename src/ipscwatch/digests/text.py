"""A page as plain text of 72 columns, with Japanese characters counted as two; as complete as the HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from ipscwatch.digests.charts import bar, sparkline
from ipscwatch.digests.columns import wrap
from ipscwatch.digests.page import Entry, Line, Page, Tone

COLUMNS = 72
BAR = 24
"""The longest bar of a step, in columns."""
_MARKS: Mapping[Tone, str] = {
    "held": "●",
    "disputed": "◐",
    "proposed": "○",
    "answered": "✓",
    "story": "■",
    "brief": "-",
    "trouble": "▲",
    "plain": "-",
}
_INDENT = "   "


def text(page: Page, *, message_id: str = "") -> str:
    """Return the page as plain text that ends with a newline; lines are broken, addresses never."""
    blocks = [
        *_intro(page),
        *(block for section in page.sections for block in _section(section.title, section.entries)),
    ]
    said = [*page.foot, message_id] if message_id else page.foot
    foot = "\n".join(line for sentence in said for line in wrap(sentence, COLUMNS))
    return "\n\n".join([*blocks, "-- \n" + foot]) + "\n"


def _intro(page: Page) -> Iterator[str]:
    head = [page.headline, " · ".join(page.counts)]
    yield "\n".join(line for sentence in head for line in wrap(sentence, COLUMNS))
    yield "\n".join(line for sentence in page.intro for line in wrap(sentence, COLUMNS))
    if page.chart is not None:
        yield "\n".join([sparkline(page.chart), *wrap(page.chart.sentence, COLUMNS)])


def _section(title: str, entries: tuple[Entry, ...]) -> Iterator[str]:
    yield title.upper()
    given: set[str] = set()
    for short, group in groupby(entries, key=lambda entry: entry.tone == "brief" and len(entry.lines) == 1):
        told = ["\n".join(_entry(entry, given)) for entry in group]
        yield from ["\n".join(told)] if short else told


def _entry(entry: Entry, given: set[str]) -> Iterator[str]:
    mark = _MARKS[entry.tone]
    first = True
    for line in entry.lines:
        lead = f" {mark} " if first else _INDENT
        for row in _line(line, given):
            yield lead + row
            lead = _INDENT
        first = False


def _line(line: Line, given: set[str]) -> Iterator[str]:
    """Yield a line's rows and then its addresses, but for those the section has given already."""
    room = COLUMNS - len(_INDENT)
    if line.kind == "quote":
        yield from (f"> {row}" for row in wrap(line.text, room - 2))
    elif line.kind == "step":
        yield bar(line.share, BAR)
        yield from wrap(line.text, room)
    else:
        yield from wrap(line.text, room)
    for piece in line.pieces:
        if piece.url and piece.url not in given:
            given.add(piece.url)
            yield piece.url
