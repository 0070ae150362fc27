"""Stories, the keys they are grouped by, and which became part of which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from ipscwatch.model.change import Draft
from ipscwatch.model.story import Story, StoryKey
from ipscwatch.store import codec


def keys_since(db: Database, since: datetime) -> tuple[StoryKey, ...]:
    """Return the keys of the items dated at `since` or later, by time, each with its story of now."""
    rows = db.execute(
        "SELECT story_id, value FROM story_keys WHERE dated_at >= ? ORDER BY dated_at, item_id",
        [codec.stamp(since)],
    )
    return tuple(_key(story_id, value) for story_id, value in rows)


def keys_sharing(db: Database, keys: Iterable[str]) -> tuple[StoryKey, ...]:
    """Return the keys of the items, however old, that have one of these item keys in common."""
    rows = db.execute(
        "SELECT DISTINCT story_keys.story_id, story_keys.value FROM item_keys JOIN story_keys USING (item_id) "
        "WHERE item_keys.key IN (SELECT value FROM json_each(?)) AND item_keys.key NOT LIKE 'id:%'",
        [codec.listed(keys)],
    )
    return tuple(_key(story_id, value) for story_id, value in rows)


def by_id(db: Database, ids: Iterable[str]) -> dict[str, Story]:
    """Return the stories with these ids; unknown and merged ones are left out."""
    rows = db.execute(
        "SELECT story_id, value FROM stories WHERE story_id IN (SELECT value FROM json_each(?))",
        [codec.listed(ids)],
    )
    return {story_id: codec.decode(Story, value) for story_id, value in rows}


def of_items(db: Database, item_ids: Iterable[str]) -> dict[str, Story]:
    """Return the stories these items belong to now, by story id."""
    rows = db.execute(
        "SELECT DISTINCT story_id FROM story_keys WHERE item_id IN (SELECT value FROM json_each(?))",
        [codec.listed(item_ids)],
    )
    return by_id(db, [story_id for (story_id,) in rows.fetchall()])


def survivors(db: Database, ids: Iterable[str]) -> dict[str, str]:
    """Return, for each of `ids` that is no more, the story it is part of now."""
    rows = db.execute(
        "WITH RECURSIVE became (story_id, into_id) AS ("
        "  SELECT story_id, into_id FROM merged_stories WHERE story_id IN (SELECT value FROM json_each(?))"
        "  UNION SELECT became.story_id, merged_stories.into_id FROM became"
        "  JOIN merged_stories ON merged_stories.story_id = became.into_id"
        ") SELECT became.story_id, became.into_id FROM became"
        " WHERE became.into_id NOT IN (SELECT story_id FROM merged_stories)",
        [codec.listed(ids)],
    )
    return dict(rows)


def of_item(db: Database, item_id: str) -> Story | None:
    """Return the story an item belongs to, or None."""
    row = db.execute(
        "SELECT stories.value FROM stories JOIN story_keys USING (story_id) WHERE item_id = ?", [item_id]
    ).fetchone()
    return codec.decode(Story, row[0]) if row else None


def write_keys(db: Database, drafts: Iterable[Draft]) -> None:
    """Store the grouping keys of drafts; an edited item stays in its story."""
    db.conn.executemany(
        "INSERT INTO story_keys (item_id, story_id, value) VALUES (?, ?, ?) "
        "ON CONFLICT (item_id) DO UPDATE SET value = excluded.value",
        [
            (draft.item.item_id, draft.story_key.story_id, codec.encode(draft.story_key))
            for draft in drafts
            if draft.story_key is not None
        ],
    )


def write(db: Database, stories: Iterable[Story]) -> None:
    """Store stories as they are now, and which items are theirs."""
    stories = tuple(stories)
    db.conn.executemany(
        "INSERT OR REPLACE INTO stories (story_id, value) VALUES (?, ?)",
        [(story.story_id, codec.encode(story)) for story in stories],
    )
    db.conn.executemany(
        "UPDATE story_keys SET story_id = ? WHERE item_id = ?",
        [(story.story_id, item_id) for story in stories for item_id in story.item_ids],
    )


def merge(db: Database, merged: Mapping[str, str]) -> None:
    """Let each story of `merged` be part of another from now on."""
    db.conn.executemany("INSERT OR REPLACE INTO merged_stories (story_id, into_id) VALUES (?, ?)", merged.items())
    db.conn.executemany("DELETE FROM stories WHERE story_id = ?", [(story_id,) for story_id in merged])
    db.conn.executemany(
        "UPDATE story_keys SET story_id = ? WHERE story_id = ?",
        [(into_id, story_id) for story_id, into_id in merged.items()],
    )


def _key(story_id: str, value: str) -> StoryKey:
    key = codec.decode(StoryKey, value)
    return key if key.story_id == story_id else replace(key, story_id=story_id)
