"""Keeping a database well: is it whole, how much is in it, what may go, and tidying up."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from ipscwatch.store import codec, search

_COUNTS = """
SELECT 'items', count(*) FROM items
UNION ALL SELECT 'items_pruned', count(*) FROM items WHERE pruned
UNION ALL SELECT 'stories', count(*) FROM stories
UNION ALL SELECT 'observations', count(*) FROM observations
UNION ALL SELECT 'facts', count(*) FROM standings
UNION ALL SELECT 'facts_' || state, count(*) FROM standings GROUP BY state
UNION ALL SELECT 'questions_open', count(*) FROM questions WHERE answered_by IS NULL
UNION ALL SELECT 'rows', count(*) FROM rows WHERE until_at IS NULL
UNION ALL SELECT 'changes', count(*) FROM changes
UNION ALL SELECT 'digests', count(*) FROM digests
UNION ALL SELECT 'messages_' || state, count(*) FROM messages GROUP BY state
UNION ALL SELECT 'messages_repeated', coalesce(sum(repeats), 0) FROM messages
UNION ALL SELECT 'quarantined', count(*) FROM quarantine
UNION ALL SELECT 'bytes', page_count * page_size FROM pragma_page_count, pragma_page_size
"""
_OLD = """
SELECT item_id FROM items
WHERE received_at < :before AND NOT pruned
AND item_id NOT IN (SELECT item_id FROM observations WHERE item_id IS NOT NULL)
AND item_id NOT IN (
    SELECT json_each.value FROM changes, json_each(changes.value, '$.item_ids')
    WHERE change_id > :told
)
"""


class Flaw(NamedTuple):
    """Something that is wrong with a database."""

    said: str
    mended_by_upkeep: bool = False
    """Nothing is lost: what is wrong can be made anew from the rest."""


class Pruned(NamedTuple):
    """How much was dropped."""

    items: int
    """Items that lost their text."""
    messages: int
    """Messages settled long ago."""


def counts(db: Database) -> dict[str, int]:
    """Return how much is stored, by name."""
    return dict(db.execute(_COUNTS).fetchall())


def check(db: Database) -> tuple[Flaw, ...]:
    """Return what is wrong with the file, its references and its search index; nothing: it is whole."""
    pages = [Flaw(row[0]) for row in db.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    references = [
        Flaw(f"a row of {table} refers to one of {parent} that is not there")
        for table, _, parent, _ in db.execute("PRAGMA foreign_key_check")
    ]
    wanting = search.wanting(db)
    return (*pages, *references, *([Flaw(wanting, mended_by_upkeep=True)] if wanting else ()))


def prune(db: Database, before: datetime, told: int) -> Pruned:
    """Drop the texts, versions and findings of items received before a time, and old settled messages.

    Kept are items that the ledger cites or that a change after `told` names. What is left of a pruned item is its
    title and its keys, so that it is never news again.
    """
    at = codec.stamp(before)
    old = [row[0] for row in db.execute(_OLD, {"before": at, "told": told})]
    for item_id in old:
        _forget(db, item_id)
    search.index(db, old)
    settled = db.execute(
        "DELETE FROM messages WHERE state IN ('delivered', 'failed') AND coalesce(delivered_at, enqueued_at) < ?",
        [at],
    )
    db.execute("DELETE FROM quarantine WHERE at < ?", [at])
    return Pruned(len(old), settled.rowcount)


def tidy_search(db: Database) -> None:
    """Merge the search index a little, or make it anew where it is wanting."""
    if search.wanting(db) or search.is_worn(db):
        search.rebuild(db)
    else:
        db.execute("INSERT INTO search (search, rank) VALUES ('merge', 200)")


def _forget(db: Database, item_id: str) -> None:
    dated_at = db.execute("SELECT coalesce(published_at, received_at) FROM items WHERE item_id = ?", [item_id])
    (search_id,) = search.new_ids(db, [codec.moment(dated_at.fetchone()[0])])
    db.execute("UPDATE items SET search_id = ?, text = '', pruned = 1 WHERE item_id = ?", [search_id, item_id])
    db.execute("DELETE FROM item_versions WHERE item_id = ?", [item_id])
    db.execute("DELETE FROM story_keys WHERE item_id = ?", [item_id])
    db.execute("DELETE FROM findings WHERE item_id = ? AND kind <> 'event'", [item_id])
