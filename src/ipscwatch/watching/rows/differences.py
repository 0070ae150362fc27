"""What two versions of one row differ in, as a reader of the list would see it.

Width and spacing are no difference, nor is binary noise in a price (two prices are compared to the hundredth of a
yen), nor the same day written in another era. A name that is blank on one side was not read, not changed; a maker
may well be blank, as in the rows that stand for a generic name.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ipscwatch.model.reading import Row
from ipscwatch.model.row import (
    CATEGORY,
    LIMIT,
    MAKER,
    NAME,
    PRICE,
    SPECIFICATION,
    RowChange,
    RowChangeKind,
)
from ipscwatch.sheets import cells
from ipscwatch.sheets.cells import squeezed

_WORDS: tuple[tuple[RowChangeKind, str], ...] = (
    ("renamed", NAME),
    ("maker_changed", MAKER),
    ("respecified", SPECIFICATION),
    ("moved", CATEGORY),
)


def differences(before: Row, after: Row) -> Iterator[RowChangeKind]:
    """Yield each kind of difference once; a row of a list that states no prices is only `changed`."""
    if before.cells == after.cells:
        return
    if PRICE not in before.cells or PRICE not in after.cells:
        if _any_cell(before, after):
            yield "changed"
        return
    if _price(before.cells[PRICE]) != _price(after.cells[PRICE]):
        yield "revised"
    yield from (kind for kind, column in _WORDS if _words_differ(before, after, column))
    if _limits_differ(before, after):
        yield "limit_changed"


def moved_by(change: RowChange) -> Decimal | None:
    """Return by how many per cent a revised price moved; None where there are no two prices."""
    if change.kind != "revised" or change.before is None or change.after is None:
        return None
    old, new = cells.price(change.before.cells.get(PRICE, "")), cells.price(change.after.cells.get(PRICE, ""))
    return None if not old or new is None else (new - old) / old * 100


def _price(text: str) -> Decimal | str:
    """Return a price, or what stands in its place."""
    read = cells.price(text)
    return _bare(text) if read is None else read


def _words_differ(before: Row, after: Row, column: str) -> bool:
    """Say whether the words differ; a cell that one row has not, or has blank where it cannot be, was not read."""
    old, new = before.cells.get(column), after.cells.get(column)
    if old is None or new is None or old == new or not ((old and new) or column == MAKER):
        return False
    return _bare(old) != _bare(new)


def _limits_differ(before: Row, after: Row) -> bool:
    """Say whether a limit was set, removed or moved; a list without that column says nothing of limits."""
    if LIMIT not in before.cells or LIMIT not in after.cells:
        return False
    old, new = before.cells[LIMIT], after.cells[LIMIT]
    return old != new and _bare(old) != _bare(new) and (cells.day(old) or old) != (cells.day(new) or new)


def _any_cell(before: Row, after: Row) -> bool:
    """Say whether the rows differ in any column; one that a row lacks is blank there."""
    columns = before.cells.keys() | after.cells.keys()
    return any(_bare(before.cells.get(one, "")) != _bare(after.cells.get(one, "")) for one in columns)


def _bare(text: str) -> str:
    return squeezed(text, fold_case=False)
