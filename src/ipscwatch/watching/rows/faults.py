"""When the list is wrong and not the world: cut short, half empty, a column gone, an old edition again.

The measures leave room for a day of revisions, which delists up to a tenth of a list and revises two thirds of it;
they are taken category by category, because each comes in a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ipscwatch.model.reading import Row
from ipscwatch.model.row import LIMIT, MAKER, NAME, PRICE, SPECIFICATION
from ipscwatch.sheets.cells import file_day
from ipscwatch.watching.rows.comparison import compare

MANY = 20
"""A category of fewer rows may lose any of them."""
LOST = 0.25
"""The share of its rows that no category loses in one day."""
TAIL = 0.02
"""The share of its rows, at least `MANY`, that no category loses all at its end."""
EMPTIED = 0.2
"""The share of its rows in which no column loses its content in one day."""
REVERSALS = 3
"""So many changes that all lead back to how the list was before are an old list, not news."""
_COLUMNS = (NAME, PRICE, SPECIFICATION, MAKER)
"""Columns whose cells do not become blank; a limit does."""


def faults(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[str]:
    """Yield what is wrong with one category's rows, a clause each, beside the rows it had."""
    if older := _older(before.values(), after.values()):
        yield older
    if len(before) >= MANY:
        yield from _shrunken(before, after)
        yield from _emptied(before, after)


def reverted(before: Mapping[str, Row], after: Mapping[str, Row], former: Mapping[str, Row]) -> str | None:
    """Say that the list is again what it was before its last change (`former`), under no newer date; else None."""
    changes = len(compare(before, after).changes)
    known, fresh = _edition(before.values()), _edition(after.values())
    newer = fresh is not None and (known is None or fresh > known)
    if newer or not former or changes < REVERSALS or compare(former, after).changes:
        return None
    return f"all {changes:,} changes lead back to the edition before: an old list is served again"


def _older(before: Iterable[Row], after: Iterable[Row]) -> str | None:
    known, fresh = _edition(before), _edition(after)
    if known is None or fresh is None or fresh >= known:
        return None
    return f"the edition of {fresh} is older than that of {known}"


def _edition(rows: Iterable[Row]) -> date | None:
    """Return the newest day in the names of the files that the rows stand in."""
    urls = {row.url for row in rows}
    return max((on for url in urls if (on := file_day(url)) is not None), default=None)


def _shrunken(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[str]:
    gone = [key not in after for key in sorted(before)]
    lost, tail = sum(gone), _tail(gone)
    if lost > LOST * len(before):
        yield f"{lost:,} of {len(before):,} rows are missing"
    elif tail >= max(MANY, TAIL * len(before)):
        yield f"the last {tail:,} of {len(before):,} rows are missing: it seems cut short"


def _tail(gone: Sequence[bool]) -> int:
    return next((n for n, missing in enumerate(reversed(gone)) if not missing), len(gone))


def _emptied(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[str]:
    """Yield the columns that are gone, or blank in many rows that had something there."""
    common = [(before[key].cells, after[key].cells) for key in before.keys() & after.keys()]
    for column in _COLUMNS:
        filled = [new for old, new in common if old.get(column)]
        blank = sum(1 for new in filled if not new.get(column))
        if len(filled) >= MANY and blank > EMPTIED * len(filled):
            gone = not any(column in new for new in filled)
            yield f"the column «{column}» is gone" if gone else f"the column «{column}» is blank in {blank:,} rows"
    if any(LIMIT in old for old, _ in common) and not any(LIMIT in new for _, new in common):
        yield f"the column «{LIMIT}» is gone"
