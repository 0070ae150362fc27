"""What one poll makes of a source's rows: those it read, those it leaves, and what changed.

A list comes in files that change on days of their own, so a poll seldom reads all of it. What was not modified
stays; what was read is compared, category by category; what should have come and did not, or came damaged, stays as
it was and is a fault. Nothing is ever delisted because a file was missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from ipscwatch.model.reading import Row
from ipscwatch.model.row import CATEGORY
from ipscwatch.watching.rows.comparison import RowComparison, compare, unwatched
from ipscwatch.watching.rows.faults import MANY, faults, reverted

Rows = Mapping[str, Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowUpdate:
    """A source's rows after a poll."""

    rows: tuple[Row, ...] = ()
    """All of them, as they are from now on."""
    comparison: RowComparison = field(default_factory=RowComparison)
    """What changed; nothing at a source's first poll, nor in a category that is met for the first time."""
    fresh: tuple[Row, ...] = ()
    """The rows that were read anew and believed."""
    faults: tuple[str, ...] = ()
    """What was wrong, a sentence each; the rows it concerns are as they were."""
    doubted: frozenset[str] = frozenset()
    """Addresses of documents that were read and not believed: they must be read again, modified or not."""


def update(
    known: Rows,
    read: Iterable[Row],
    *,
    unmodified: Collection[str] = (),
    missed: Collection[str] = (),
    former: Rows | None = None,
    believe: bool = False,
    is_watched: Callable[[Row], bool] = unwatched,
) -> RowUpdate:
    """Return what becomes of the `known` rows of a source when a poll has `read` these.

    `unmodified` are the addresses whose documents were as before, `missed` what went wrong with others, a sentence
    each; `former` are the rows before their last change. With `believe` nothing that was read is doubted.
    """
    fresh = {row.key: row for row in read}
    if not known:
        return RowUpdate(rows=tuple(fresh.values()), fresh=tuple(fresh.values()), faults=tuple(missed))
    kept = {key: row for key, row in known.items() if key not in fresh and _is_unmodified(row, unmodified)}
    old, new = _by_category({key: row for key, row in known.items() if key not in kept}), _by_category(fresh)
    judged = _judge(old, new, former or {}, believe=believe)
    believed = {key: row for category in new.keys() - judged.keys() for key, row in new[category].items()}
    left = {key: row for category in judged for key, row in old.get(category, {}).items() if key not in believed}
    after = {**kept, **left, **believed}
    return RowUpdate(
        rows=tuple(after.values()),
        comparison=compare({**known, **_first_met(believed, known)}, after, is_watched),
        fresh=tuple(believed.values()),
        faults=(*missed, *(f"{wrong}; what was known is kept" for wrong in judged.values())),
        doubted=frozenset(row.url for category in judged for row in new.get(category, {}).values()),
    )


def doubts(before: Rows, after: Rows) -> tuple[str, ...]:
    """Return what makes the second of two lists look broken beside the first, a clause for each category."""
    return tuple(_judge(_by_category(before), _by_category(after), {}, believe=False).values())


def _is_unmodified(row: Row, unmodified: Collection[str]) -> bool:
    """Say whether the row's document was as before; a row that does not name its document stays where any was."""
    return row.url in unmodified if row.url else bool(unmodified)


def _by_category(rows: Rows) -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = {}
    for key, row in rows.items():
        found.setdefault(_category(row), {})[key] = row
    return found


def _category(row: Row) -> str:
    return row.cells.get(CATEGORY, "")


def _judge(old: Mapping[str, Rows], new: Mapping[str, Rows], former: Rows, *, believe: bool) -> dict[str, str]:
    """Return the categories that are not believed, each with a clause that says why."""
    everything = {key: row for rows in new.values() for key, row in rows.items()}
    earlier = _by_category(former)
    judged = {}
    for category in sorted(old.keys() | new.keys()):
        before, after = old.get(category, {}), new.get(category, {})
        there = {**{key: everything[key] for key in before if key in everything}, **after}
        wrong = [f"none of its {len(before):,} rows came"] if not there else []
        if there and not believe:
            wrong = [*faults(before, there)]
            wrong += filter(None, [reverted(before, after, earlier.get(category, {}))])
        if wrong:
            judged[category] = f"{category}: {'; '.join(wrong)}" if category else "; ".join(wrong)
    return judged


def _first_met(believed: Rows, known: Rows) -> dict[str, Row]:
    """Return the rows of categories never met before: they are where comparing begins, not news."""
    met = {_category(row) for row in known.values()} | {""}
    sizes = Counter(map(_category, believed.values()))
    begun = {category for category, n in sizes.items() if n >= MANY and category not in met}
    return {key: row for key, row in believed.items() if key not in known and _category(row) in begun}
