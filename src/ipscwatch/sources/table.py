"""HTML tables whose rows are compared one by one: approved products, trial records, price tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from ipscwatch.errors import NothingFoundError
from ipscwatch.model.document import Document
from ipscwatch.model.kinds import SourceKind
from ipscwatch.model.reading import Reading, Row
from ipscwatch.model.source import Source
from ipscwatch.sources import grid, page
from ipscwatch.sources.address import ask, next_page
from ipscwatch.sources.grid import Grid, Line
from ipscwatch.sources.listed import Selector
from ipscwatch.sources.options import Options, options_of
from ipscwatch.sources.page import words
from ipscwatch.sources.stated import holds_one, primary_subtag
from ipscwatch.text.clean import clean_line

ROWS = 20_000
_FIELD = ("field", "value")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions(Options):
    """Which table, and which of its columns name a row."""

    table: Annotated[Selector, Field(description="CSS selector of the table or tables")] = "table"
    key: Annotated[
        tuple[str, ...],
        Field(description="The columns that together name a row; without them the first column does"),
    ] = ()
    columns: Annotated[tuple[str, ...], Field(description="The columns to compare; without them all of them")] = ()


def read(source: Source, document: Document, now: datetime) -> Reading:
    """Read the rows of a page's tables; raises `NothingFoundError` where the table or its key column is gone.

    A row of a table without column names that begins with a ``th`` is a field and its value, as registries show
    one record. Rows with the same key are numbered, with a warning.
    """
    options = options_of(source, TableOptions)
    seen = page.parse(document)
    tables = [table for table in seen.soup.select(options.table) if table.name == "table"]
    grids = [grid.read(table, (*options.key, *options.columns)) for table in tables]
    if not any(laid_out.lines for laid_out in grids):
        raise NothingFoundError(
            source.source_id, f"{source.url}: the selector «{options.table}» finds no table with rows; {seen}"
        )
    _check_columns(source, options, grids)
    rows = [row for n, laid_out in enumerate(grids, 1) for row in _rows(laid_out, options, n)]
    kept = [row for row in rows if holds_one(options.only, row.key, *row.cells.values())]
    numbered, warnings = with_own_keys(kept[:ROWS])
    if len(kept) > ROWS or any(laid_out.cut for laid_out in grids):
        warnings = (*warnings, f"the table is too large; its first {len(numbered)} rows were read")
    return Reading(
        title=seen.title,
        rows=numbered,
        more=next_page(source, document, now),
        warnings=(*seen.warnings, *warnings),
        language=primary_subtag(seen.language),
    )


def with_own_keys(rows: Iterable[Row]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Number the keys that several rows share, in the order of the rows, and say so."""
    seen: Counter[str] = Counter()
    numbered = []
    for row in rows:
        seen[row.key] += 1
        again = seen[row.key] > 1
        numbered.append(Row(key=f"{row.key} ({seen[row.key]})", cells=row.cells, place=row.place) if again else row)
    shared = [key for key, n in seen.items() if n > 1]
    return tuple(numbered), (f"{len(shared)} keys name several rows, such as «{shared[0]}»",) if shared else ()


def _check_columns(source: Source, options: TableOptions, grids: Iterable[Grid]) -> None:
    """Raise where a configured column is in none of the tables: without it every row would look changed."""
    there = {column for laid_out in grids for column in (laid_out.columns if laid_out.named else _FIELD)}
    for column in (*options.key, *options.columns):
        if column not in there:
            names = ", ".join(f"«{name}»" for name in sorted(there)[:20])
            raise NothingFoundError(source.source_id, f"{source.url}: no column «{column}»; there are {names}")


def _rows(laid_out: Grid, options: TableOptions, n: int) -> Iterator[Row]:
    for position, line in enumerate(laid_out.lines, 1):
        cells = (
            _field(line)
            if not laid_out.named
            else {name: clean_line(words(line.cells[name])) for name in line.cells}
        )
        key = _key(cells, options.key)
        compared = {name: cells[name] for name in cells if not options.columns or name in options.columns}
        if key:
            yield Row(key=key, cells=compared, place=f"table {n}, row {position}")


def _key(cells: Mapping[str, str], columns: tuple[str, ...]) -> str:
    named = columns or tuple(cells)[:1]
    return " / ".join(filter(None, (cells.get(name, "") for name in named)))


def _field(line: Line) -> Mapping[str, str]:
    """Return a row of a table without column names: label and value where it begins with a ``th``."""
    cells = list({id(cell): cell for cell in line.cells.values()}.values())  # equal cells are not the same cell
    texts = [clean_line(words(cell), limit=5_000) for cell in cells]
    if len(cells) > 1 and cells[0].name == "th":
        return dict(zip(_FIELD, (texts[0], " / ".join(filter(None, texts[1:]))), strict=True))
    return dict(zip(map(str, range(1, len(texts) + 1)), texts, strict=True))


KIND = SourceKind(
    name="table",
    summary="an HTML table whose rows are compared one by one",
    options=TableOptions,
    ask=ask,
    read=read,
)
