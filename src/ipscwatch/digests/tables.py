"""What changed in tables, source by source: the rows that are watched, all others counted, the largest moves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ipscwatch.model.change import Change
from ipscwatch.model.digest import TableLine
from ipscwatch.model.row import PRICE, RowChange
from ipscwatch.model.source import Source
from ipscwatch.watching.rows.comparison import RowComparison
from ipscwatch.watching.rows.telling import LARGEST

_TOTAL = re.compile(r"([\d,]+) rows")


def table_lines(changes: Iterable[Change], sources: Iterable[Source]) -> tuple[TableLine, ...]:
    """Return a line for each table in which a row changed: price lists first, then those with watched rows."""
    by_source: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind in ("row", "rows"):
            by_source.setdefault(change.source_id or "", []).append(change)
    known = {source.source_id: source for source in sources}
    lines = (_line(source_id, some, known) for source_id, some in by_source.items())
    return tuple(sorted(lines, key=lambda line: (not line.priced, not line.watched)))


def _line(source_id: str, changes: Sequence[Change], sources: Mapping[str, Source]) -> TableLine:
    source = sources.get(source_id)
    rows = tuple(row for change in changes for row in change.rows)
    others = tuple(row for change in changes if change.kind == "rows" for row in change.rows)
    return TableLine(
        source_id=source_id,
        name=source.name if source else source_id,
        url=source.url if source else "",
        priced=(source is not None and source.kind == "price_list") or any(map(_is_priced, rows)),
        total=next((total for change in reversed(changes) if (total := _total(change.note))), 0),
        watched=tuple(row for change in changes if change.kind == "row" for row in change.rows),
        counts=_counts(changes),
        largest=RowComparison(changes=others).largest(LARGEST),
    )


def _is_priced(change: RowChange) -> bool:
    return any(side is not None and PRICE in side.cells for side in (change.before, change.after))


def _total(note: str) -> int:
    """Return how many rows the table has, as the change says in words; 0 where it does not."""
    found = _TOTAL.fullmatch(note)
    return int(found[1].replace(",", "")) if found else 0


def _counts(changes: Iterable[Change]) -> dict[str, int]:
    """Return how many changes of rows nobody watches there were, by kind, the most first."""
    counts: Counter[str] = Counter()
    for change in changes:
        if change.kind == "rows":
            counts.update(change.counts)
    return dict(counts.most_common())
