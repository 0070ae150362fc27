"""Changes of rows as the digest tells them: a line for each watched row, one for all others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ipscwatch.model.change import Change
from ipscwatch.model.row import RowChangeKind
from ipscwatch.model.term import Severity
from ipscwatch.watching.rows.comparison import RowComparison

LARGEST = 5
"""How many of the other rows' price moves are named, the largest."""
_SEVERITY: dict[RowChangeKind, Severity] = {"listed": "critical", "delisted": "critical", "revised": "critical"}


def tell(source_id: str, comparison: RowComparison, now: datetime) -> Iterator[Change]:
    """Yield a change of kind `row` for each watched row's change, and one of kind `rows` for all others.

    The latter counts them by kind and holds the largest moves of a price among them; both say how long the list is.
    """
    note = f"{comparison.total:,} rows"
    for change in comparison.watched:
        severity = _SEVERITY.get(change.kind, "high")
        yield Change(kind="row", at=now, severity=severity, source_id=source_id, rows=(change,), note=note)
    others = RowComparison(changes=comparison.others, total=comparison.total)
    counts: dict[str, int] = {kind: n for kind, n in others.counts().items() if n}
    if counts:
        yield Change(
            kind="rows",
            at=now,
            severity="low",
            source_id=source_id,
            counts=counts,
            rows=others.largest(LARGEST),
            note=note,
        )
