"""What one poll makes of a source's rows: those it read, those it leaves, and what changed.

A list comes in files that change on days of their own, so a poll seldom reads all of it. What was not modified
stays; what was read is compared, category by category; what should have come and did not, or came damaged, stays as
it was and is a fault. Nothing is ever delisted because a file was missing.
"""

from __future__ import annotations

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

    rows: tuple[Row, ...]
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
    is_watched: Callable[[Row], bool] = unwatched,
) -> RowUpdate:
    """Return what becomes of the `known` rows of a source when a poll has `read` these.

    `unmodified` are the addresses whose documents were as before, `missed` what went wrong with others, a sentence
    each; `former` are the rows before their last change.
    """
    fresh = {row.key: row for row in read}
    kept = {key: row for key, row in known.items() if row.url in unmodified and key not in fresh}
    before = {key: row for key, row in known.items() if key not in kept}
    if not known:
        return RowUpdate(rows=tuple(fresh.values()), fresh=tuple(fresh.values()), faults=tuple(missed))
    old, new = _by_category(before), _by_category(fresh)
    judged = _judge(old, new, former or {})
    believed = {key: row for category in new.keys() - judged.keys() for key, row in new[category].items()}
    left = {key: row for category in judged for key, row in old.get(category, {}).items() if key not in believed}
    after = {**kept, **left, **believed}
    begun = {category for category in new if category and not _held(known, category) and len(new[category]) >= MANY}
    return RowUpdate(
        rows=tuple(after.values()),
        comparison=compare({**known, **_first_met(believed, known, begun)}, after, is_watched),
        fresh=tuple(believed.values()),
        faults=(*missed, *(f"{wrong}; what was known is kept" for wrong in judged.values())),
        doubted=frozenset(row.url for category in judged for row in new.get(category, {}).values()),
    )


def _by_category(rows: Rows) -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = {}
    for key, row in rows.items():
        found.setdefault(row.cells.get(CATEGORY, ""), {})[key] = row
    return found


def _judge(old: Mapping[str, Rows], new: Mapping[str, Rows], former: Rows) -> dict[str, str]:
    """Return the categories that are not believed, each with a clause that says why."""
    everything = {key: row for rows in new.values() for key, row in rows.items()}
    judged = {}
    for category in sorted(old.keys() | new.keys()):
        before, after = old.get(category, {}), new.get(category, {})
        there = {key: everything[key] for key in before if key in everything} | dict(after)
        wrong = [*faults(before, there)] if there else [f"none of its {len(before):,} rows came"]
        if old_again := reverted(before, after, {k: r for k, r in former.items() if _is_of(r, category)}):
            wrong.append(old_again)
        if wrong:
            judged[category] = f"{category}: {'; '.join(wrong)}" if category else "; ".join(wrong)
    return judged


def doubts(before: Rows, after: Rows) -> tuple[str, ...]:
    """Return what makes the second of two lists look broken beside the first, a clause for each category."""
    return tuple(_judge(_by_category(before), _by_category(after), {}).values())


def _is_of(row: Row, category: str) -> bool:
    return row.cells.get(CATEGORY, "") == category


def _held(known: Rows, category: str) -> bool:
    return any(_is_of(row, category) for row in known.values())


def _first_met(believed: Rows, known: Rows, begun: Collection[str]) -> dict[str, Row]:
    """Return the rows of categories never met before: they are where comparing begins, not news."""
    return {key: row for key, row in believed.items() if key not in known and row.cells.get(CATEGORY, "") in begun}
