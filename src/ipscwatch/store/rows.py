"""The rows of price lists and other tables: as they are, and as each was from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from ipscwatch.model.reading import Row
from ipscwatch.store import codec


@dataclass(frozen=True, slots=True, kw_only=True)
class RowVersion:
    """A row as it was seen from one poll on, until the poll that saw it otherwise or gone; None: still."""

    source_id: str
    row: Row
    from_at: datetime
    until_at: datetime | None


def of_source(db: Database, source_id: str) -> dict[str, Row]:
    """Return the rows of a source as they are now, by key."""
    return _by_key(
        db.execute("SELECT key, cells, place, url FROM rows WHERE source_id = ? AND until_at IS NULL", [source_id])
    )


def before_last_change(db: Database, source_id: str) -> dict[str, Row]:
    """Return the rows of a source as they were before they last changed, by key; none where they never did."""
    return _by_key(
        db.execute(
            "WITH change AS "
            "(SELECT max(max(from_at), coalesce(max(until_at), '')) AS at FROM rows WHERE source_id = ?1) "
            "SELECT key, cells, place, url FROM rows, change "
            "WHERE source_id = ?1 AND from_at < change.at AND (until_at IS NULL OR until_at >= change.at)",
            [source_id],
        )
    )


def _by_key(found: Iterable[tuple[str, str, str, str]]) -> dict[str, Row]:
    return {key: Row(key=key, cells=codec.parse(cells), place=place, url=url) for key, cells, place, url in found}


def history(db: Database, text: str, source_id: str | None) -> tuple[RowVersion, ...]:
    """Return all versions of the rows with this key, or with this text in one of their cells, by time."""
    found = db.execute(
        "SELECT source_id, key, cells, place, url, from_at, until_at FROM rows "
        "WHERE (?2 IS NULL OR source_id = ?2) AND key IN "
        "(SELECT key FROM rows WHERE key = ?1 UNION "
        "SELECT rows.key FROM rows, json_each(cells) AS cell WHERE instr(cell.value, ?1)) "
        "ORDER BY source_id, key, from_at",
        [text, source_id],
    )
    return tuple(
        RowVersion(
            source_id=source,
            row=Row(key=key, cells=codec.parse(cells), place=place, url=url),
            from_at=codec.moment(from_at),
            until_at=codec.moment_or_none(until_at),
        )
        for source, key, cells, place, url, from_at, until_at in found
    )


def replace(db: Database, source_id: str, rows: Iterable[Row], now: datetime) -> None:
    """Let these be the rows of a source from `now` on; what they were before is kept."""
    after = {row.key: row for row in rows}
    before = of_source(db, source_id)
    ended = [key for key, row in before.items() if key not in after or after[key].cells != row.cells]
    begun = [row for key, row in after.items() if key not in before or before[key].cells != row.cells]
    ends = frozenset(ended)
    staying = [row for key, row in after.items() if key in before and key not in ends]
    moved = [row for row in staying if _stands(row) != _stands(before[row.key])]
    at = codec.stamp(now)
    db.conn.executemany(
        "UPDATE rows SET place = ?, url = ? WHERE source_id = ? AND key = ? AND until_at IS NULL",
        [(*_stands(row), source_id, row.key) for row in moved],
    )
    db.conn.executemany(
        "UPDATE rows SET until_at = ? WHERE source_id = ? AND key = ? AND until_at IS NULL",
        [(at, source_id, key) for key in ended],
    )
    db.conn.executemany(
        "INSERT OR REPLACE INTO rows (source_id, key, from_at, place, url, cells) VALUES (?, ?, ?, ?, ?, ?)",
        [(source_id, row.key, at, *_stands(row), codec.encode(row.cells)) for row in begun],
    )


def _stands(row: Row) -> tuple[str, str]:
    return row.place, row.url
