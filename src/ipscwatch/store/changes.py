"""Changes: append-only, numbered in the order they were written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b

from sqlite_utils import Database

from ipscwatch.model.change import Change
from ipscwatch.store import codec, stories


def append(db: Database, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Add changes and return them with their ids; one that was written before is the one it was."""
    return tuple(_append(db, replace(change, change_id=None)) for change in changes)


def last_id(db: Database) -> int:
    """Return the id of the newest change; 0 before the first."""
    return int(db.execute("SELECT coalesce(max(change_id), 0) FROM changes").fetchone()[0])


def newest(db: Database, kinds: Iterable[str]) -> Change | None:
    """Return the newest change of one of these kinds, or None."""
    row = db.execute(
        "SELECT change_id, value FROM changes WHERE kind IN (SELECT value FROM json_each(?)) "
        "ORDER BY change_id DESC LIMIT 1",
        [codec.listed(kinds)],
    ).fetchone()
    return replace(codec.decode(Change, row[1]), change_id=row[0]) if row else None


def between(db: Database, after: int, upto: int) -> tuple[Change, ...]:
    """Return the changes with ``after < change_id <= upto``, in order, each with its story of now."""
    rows = db.execute(
        "SELECT change_id, value FROM changes WHERE change_id > ? AND change_id <= ? ORDER BY change_id",
        [after, upto],
    )
    found = [replace(codec.decode(Change, value), change_id=change_id) for change_id, value in rows]
    return _in_stories_of_now(db, found)


def _append(db: Database, change: Change) -> Change:
    value = codec.encode(change)
    fingerprint = blake2b(value.encode(), digest_size=16).hexdigest()
    db.execute("INSERT OR IGNORE INTO changes (fingerprint, value) VALUES (?, ?)", [fingerprint, value])
    row = db.execute("SELECT change_id FROM changes WHERE fingerprint = ?", [fingerprint]).fetchone()
    return replace(change, change_id=row[0])


def _in_stories_of_now(db: Database, changes: Sequence[Change]) -> tuple[Change, ...]:
    became = stories.survivors(db, {change.story_id for change in changes if change.story_id})
    return tuple(
        replace(change, story_id=became[change.story_id]) if change.story_id in became else change
        for change in changes
    )
