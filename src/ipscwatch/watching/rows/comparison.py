"""Two versions of a list compared by key: order, layout and file do not matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from ipscwatch.model.reading import Row
from ipscwatch.model.row import NAME, RowChange, RowChangeKind
from ipscwatch.watching.rows.differences import differences, moved_by

KINDS: tuple[RowChangeKind, ...] = get_args(RowChangeKind)
"""In the order in which changes are told."""


def unwatched(_row: Row) -> bool:
    """Return False: no row gets a line of its own."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowComparison:
    """What changed between two versions of a list; a row that changed in two ways is two changes."""

    changes: tuple[RowChange, ...] = ()
    """The watched ones first, then by kind and key."""
    total: int = 0
    """How many rows the list has now."""

    @property
    def watched(self) -> tuple[RowChange, ...]:
        """The changes of watched rows."""
        return tuple(change for change in self.changes if change.watched)

    @property
    def others(self) -> tuple[RowChange, ...]:
        """The changes of all other rows."""
        return tuple(change for change in self.changes if not change.watched)

    def counts(self) -> dict[RowChangeKind, int]:
        """Return how many changes there are of each kind, kinds without any included."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in KINDS}

    def largest(self, n: int) -> tuple[RowChange, ...]:
        """Return the `n` revisions that moved a price by the most per cent, the largest move first."""
        moves = [(abs(move), change) for change in self.changes if (move := moved_by(change)) is not None]
        return tuple(change for _, change in sorted(moves, key=lambda move: (-move[0], move[1].key))[:n])


def compare(
    before: Mapping[str, Row], after: Mapping[str, Row], is_watched: Callable[[Row], bool] = unwatched
) -> RowComparison:
    """Return what changed from one version of a list to the next, both by key."""
    found = [
        RowChange(
            kind=kind,
            key=key,
            name=_name(before.get(key), after.get(key)),
            before=before.get(key),
            after=after.get(key),
            watched=any(row is not None and is_watched(row) for row in (before.get(key), after.get(key))),
        )
        for key, kind in _found(before, after)
    ]
    ordered = sorted(found, key=lambda change: (not change.watched, KINDS.index(change.kind), change.key))
    return RowComparison(changes=tuple(ordered), total=len(after))


def _found(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[tuple[str, RowChangeKind]]:
    for key, row in after.items():
        if key not in before:
            yield key, "listed"
        else:
            for kind in differences(before[key], row):
                yield key, kind
    for key in before:
        if key not in after:
            yield key, "delisted"


def _name(before: Row | None, after: Row | None) -> str:
    """Return what a reader knows the row by: its name now, else before, else its first cell that says something."""
    rows = [row for row in (after, before) if row is not None]
    named = next((row.cells[NAME] for row in rows if row.cells.get(NAME)), "")
    return named or next((cell for row in rows for cell in row.cells.values() if cell), "")
