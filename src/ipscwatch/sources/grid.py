"""HTML tables as rows of cells under column names, cells that span several rows or columns repeated."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ipscwatch.sources.page import attribute, words
from ipscwatch.text.clean import clean_line

if TYPE_CHECKING:
    from bs4 import Tag

_SPAN = 200
"""Columns or rows one cell may span; HTML allows 1,000 and 65,534, which is an attack and no table."""
_CELLS = 500_000
"""More cells than this in one table are not read, and the table says so."""


@dataclass(frozen=True, slots=True)
class Line:
    """One data row: its ``tr`` and its cells by column name."""

    tag: Tag
    cells: Mapping[str, Tag]


@dataclass(frozen=True)
class Grid:
    """A table: the names of its columns, each once, and its data rows."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    named: bool
    """It has a header row; otherwise the columns are called ``1``, ``2``, …."""
    cut: bool = False
    """It has more cells than are read."""

    def line(self, tag: Tag) -> Line | None:
        """Return the row of a ``tr`` where the columns have names."""
        return self._by_tag.get(id(tag)) if self.named else None

    @cached_property
    def _by_tag(self) -> Mapping[int, Line]:
        return {id(line.tag): line for line in self.lines}


def read(table: Tag, expected: Collection[str] = ()) -> Grid:
    """Read a table; without a header row its columns are called ``1``, ``2``, ….

    A first row that holds all `expected` names is a header row, whatever its markup.
    """
    rows, cut = _rows(table)
    heads = _heads(rows) or int(len(rows) > 1 and _holds(rows[0][1], expected))
    width = max((len(cells) for _, cells in rows), default=0)
    columns = _columns([cells for _, cells in rows[:heads]], width)
    lines = tuple(Line(tag, dict(zip(columns, cells, strict=False))) for tag, cells in rows[heads:])
    return Grid(columns, lines, named=heads > 0, cut=cut)


def _rows(table: Tag) -> tuple[list[tuple[Tag, list[Tag]]], bool]:
    """Return the table's own rows with their cells laid out, spans filled, and whether there were too many."""
    hanging: dict[int, tuple[int, Tag]] = {}
    rows: list[tuple[Tag, list[Tag]]] = []
    room = _CELLS
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        cells = _laid_out(row.find_all(["td", "th"], recursive=False), hanging)
        room -= len(cells)
        if room < 0:
            return rows, True
        if cells:
            rows.append((row, cells))
    return rows, False


def _laid_out(own: list[Tag], hanging: dict[int, tuple[int, Tag]]) -> list[Tag]:
    """Put the row's own cells into the columns that cells hanging down from above leave free."""
    cells: list[Tag] = []
    waiting = iter(own)
    while True:
        above = hanging.get(len(cells))
        if above is not None:
            _hang(hanging, len(cells), above[0] - 1, above[1])
            cells.append(above[1])
            continue
        cell = next(waiting, None)
        if cell is None:
            return cells
        for _ in range(_span(cell, "colspan")):
            _hang(hanging, len(cells), _span(cell, "rowspan") - 1, cell)
            cells.append(cell)


def _hang(hanging: dict[int, tuple[int, Tag]], column: int, rows: int, cell: Tag) -> None:
    if rows > 0:
        hanging[column] = (rows, cell)
    else:
        hanging.pop(column, None)


def _span(cell: Tag, name: str) -> int:
    stated = attribute(cell, name).strip()
    return min(max(int(stated), 1), _SPAN) if stated.isascii() and stated.isdigit() and len(stated) < 6 else 1


def _heads(rows: list[tuple[Tag, list[Tag]]]) -> int:
    """Return how many of the first rows are header rows: in a ``thead``, or of ``th`` or bold words only."""
    heads = 0
    for row, cells in rows:
        if not (row.find_parent("thead") or all(map(_is_head, cells))):
            break
        heads += 1
    return heads if heads < len(rows) else 0


def _is_head(cell: Tag) -> bool:
    bold = cell.find(["b", "strong"])
    return cell.name == "th" or (bold is not None and bold.get_text(strip=True) == cell.get_text(strip=True))


def _holds(cells: list[Tag], names: Collection[str]) -> bool:
    return bool(names) and set(names) <= {clean_line(words(cell)) for cell in cells}


def _columns(heads: list[list[Tag]], width: int) -> tuple[str, ...]:
    """Return a name for each column; names of several header rows are joined, repeated ones numbered."""
    names: list[str] = []
    for n in range(width):
        parts = dict.fromkeys(clean_line(words(cells[n])) for cells in heads if n < len(cells))
        name = " ".join(filter(None, parts)) or str(n + 1)
        names.append(name if name not in names else f"{name} {n + 1}")
    return tuple(names)
