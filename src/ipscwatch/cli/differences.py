"""The differences of two lists as text, JSON, CSV and a workbook; nothing of it can run as a formula."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO

from ipscwatch.cli.tables import aligned, visible
from ipscwatch.model.reading import Row
from ipscwatch.model.row import (
    COLUMN_OF,
    MAKER,
    NAME,
    PRICE,
    SPECIFICATION,
    RowChange,
    RowChangeKind,
)
from ipscwatch.sheets.cells import price, squeezed
from ipscwatch.sources.listing import Listing
from ipscwatch.watching.rows import RowComparison, compare, moved_by
from ipscwatch.watching.rows.update import doubts

LARGEST = 5
_ABOUT: Mapping[RowChangeKind, str] = {"listed": PRICE, "delisted": PRICE, **COLUMN_OF}
"""The cell that a kind of change is about."""
_WORDS: Mapping[RowChangeKind, str] = {
    "listed": "listed",
    "delisted": "delisted",
    "revised": "price revised",
    "renamed": "renamed",
    "maker_changed": "maker changed",
    "respecified": "specification changed",
    "limit_changed": "transitional limit changed",
    "moved": "moved to another category",
    "changed": "changed",
}
_HEAD = ("kind", "key", "name", "specification", "maker", "before", "after", "percent")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Two lists and what differs."""

    old: str
    new: str
    rows: tuple[int, int]
    comparison: RowComparison
    notes: tuple[str, ...]
    """What the reader should doubt."""

    @property
    def counts(self) -> dict[str, int]:
        """Changes by kind; `changed` only where a table is no price list."""
        return {kind: n for kind, n in self.comparison.counts().items() if n or kind != "changed"}


def between(old: str, new: str, before: Listing, after: Listing, only: Iterable[str] = ()) -> Told:
    """Compare two lists by key; `only` keeps rows whose key begins so, or whose name or ingredient holds it."""
    wanted = [squeezed(word) for word in only]
    known, fresh = ({row.key: row for row in each.rows if _is_wanted(row, wanted)} for each in (before, after))
    return Told(
        old=old,
        new=new,
        rows=(len(known), len(fresh)),
        comparison=compare(known, fresh),
        notes=(*before.warnings, *after.warnings, *doubts(known, fresh)),
    )


def as_json(told: Told) -> str:
    """Return all changes as one JSON object."""
    value = {
        "old": told.old,
        "new": told.new,
        "counts": told.counts,
        "changes": [
            {
                "kind": change.kind,
                "key": change.key,
                "name": change.name,
                "before": _plain(change.before),
                "after": _plain(change.after),
            }
            for change in told.comparison.changes
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1)


def as_csv(told: Told) -> str:
    """Return all changes as CSV (RFC 4180), a cell that a spreadsheet would run behind an apostrophe."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEAD)
    writer.writerows([_safe(cell) for cell in _line(change)] for change in told.comparison.changes)
    return out.getvalue()


def as_workbook(told: Told) -> bytes:
    """Return a workbook with a sheet of counts and a sheet of changes; all words are text, never formulas."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    counts, changes = book.create_sheet("counts"), book.create_sheet("changes")
    tables: tuple[tuple[object, Iterator[tuple[str, ...]]], ...] = (
        (counts, iter([(told.old, "→", told.new), *((kind, str(n)) for kind, n in told.counts.items())])),
        (changes, iter([_HEAD, *map(_line, told.comparison.changes)])),
    )
    for sheet, lines in tables:
        for line in lines:
            cells = []
            for value in line:
                number = _NUMBER.fullmatch(value) if value else None
                cell = WriteOnlyCell(sheet, float(value) if number else visible(value))
                if not number:
                    cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)  # type: ignore[attr-defined]  # the library ships no types
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_text(told: Told, limit: int = 10) -> str:
    """Return a summary: counts, the largest moves, then at most `limit` lines of each kind (0: all)."""
    return "\n".join(_text(told, limit))


def _text(told: Told, limit: int) -> Iterator[str]:
    yield f"{visible(told.old)} ({told.rows[0]:,} rows) → {visible(told.new)} ({told.rows[1]:,} rows)"
    yield ""
    counts = {kind: n for kind, n in told.comparison.counts().items() if n}
    if not counts:
        yield "no row changed"
        return
    width = max(len(_WORDS[kind]) for kind in counts)
    for kind, n in counts.items():
        yield f"{_WORDS[kind]:{width}}  {n:>7,}{_direction(told.comparison) if kind == 'revised' else ''}"
    if counts.get("revised", 0) > LARGEST:
        yield ""
        yield "LARGEST MOVES"
        yield from _lines(told.comparison.largest(LARGEST))
    for kind, n in counts.items():
        yield ""
        found = [change for change in told.comparison.changes if change.kind == kind]
        shown = found[:limit] if limit else found
        yield f"{_WORDS[kind].upper()}{f' (first {len(shown)} of {n:,})' if len(shown) < n else ''}"
        yield from _lines(shown)


def _direction(comparison: RowComparison) -> str:
    moves = [move for change in comparison.changes if (move := moved_by(change)) is not None]
    return f"  (up {sum(move > 0 for move in moves):,}, down {sum(move < 0 for move in moves):,})"


def _lines(changes: Iterable[RowChange]) -> Iterator[str]:
    rows = [[visible(cell) for cell in _told_in_text(change)] for change in changes]
    yield from (f"  {line}" for line in aligned(rows[0], rows[1:])) if rows else ()


def _told_in_text(change: RowChange) -> tuple[str, ...]:
    before, after = _sides(change)
    step = f"{_yen(change, before)} → {_yen(change, after)}" if change.before and change.after else ""
    percent = _percent(change)
    return (
        change.key,
        change.name,
        _cell(change.after or change.before, MAKER),
        step or _yen(change, after or before),
        f"{percent} %" if percent else "",
    )


def _yen(change: RowChange, text: str) -> str:
    """Return a price with its thousands parted; anything else as it is, «–» for nothing."""
    amount = price(text) if _ABOUT.get(change.kind) == PRICE else None
    return f"{amount:,}" if amount is not None else text or "–"


def _line(change: RowChange) -> tuple[str, ...]:
    row = change.after or change.before
    before, after = _sides(change)
    return (
        change.kind,
        change.key,
        change.name,
        _cell(row, SPECIFICATION),
        _cell(row, MAKER),
        before,
        after,
        _percent(change).lstrip("+"),
    )


def _sides(change: RowChange) -> tuple[str, str]:
    """Return what stood and stands in the cell the change is about; of other tables in all cells that differ."""
    about = _ABOUT.get(change.kind, "")
    if about in _cells(change.before) or about in _cells(change.after):
        return _cell(change.before, about), _cell(change.after, about)
    old, new = _cells(change.before), _cells(change.after)
    differing = [column for column in {**old, **new} if old.get(column, "") != new.get(column, "")]
    one, other = ("; ".join(f"{c}: {side[c]}" for c in differing if side.get(c)) for side in (old, new))
    return one, other


def _percent(change: RowChange) -> str:
    move = moved_by(change)
    return "" if move is None else f"{move.quantize(Decimal('0.01')):+}"


def _cells(row: Row | None) -> Mapping[str, str]:
    return row.cells if row is not None else {}


def _cell(row: Row | None, column: str) -> str:
    return _cells(row).get(column, "")


def _plain(row: Row | None) -> dict[str, str] | None:
    return None if row is None else {**row.cells, "place": row.place}


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def _is_wanted(row: Row, words: Iterable[str]) -> bool:
    told = squeezed(f"{row.cells.get(NAME, '')}\n{row.cells.get('ingredient', '')}")
    return not words or any(squeezed(row.key).startswith(word) or word in told for word in words)
