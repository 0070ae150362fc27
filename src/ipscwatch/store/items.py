"""Items: their texts and keys, former versions, and what was found in them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from ipscwatch.model.change import Draft
from ipscwatch.model.digest import ItemView
from ipscwatch.model.item import Item, KnownItem
from ipscwatch.model.ledger import Claim, Flag
from ipscwatch.model.story import Event
from ipscwatch.model.term import Mention
from ipscwatch.store import codec, search


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """An item that could not be stored, and why."""

    source_id: str
    item_id: str
    at: datetime
    title: str
    """As far as it could be kept."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What an item said until a poll saw it changed, and what changed then."""

    title: str
    text: str
    until_at: datetime
    note: str


POISON = (ValueError, OverflowError, sqlite3.DataError, sqlite3.IntegrityError)
"""What storing one item may raise because of that item alone; a lone surrogate is a ValueError too."""

PAGE = 500
"""Items read at a time."""
_KINDS: Mapping[str, type[Any]] = {"mention": Mention, "event": Event, "claim": Claim, "flag": Flag}


def known(db: Database, source_id: str, keys: Iterable[str]) -> tuple[KnownItem, ...]:
    """Return the items of a source that have one of `keys`, each with all of its keys."""
    found = db.execute(
        "SELECT item_id, title, content_hash FROM items WHERE item_id IN (SELECT item_id FROM item_keys "
        "WHERE source_id = ? AND key IN (SELECT value FROM json_each(?)))",
        [source_id, codec.listed(keys)],
    ).fetchall()
    held = _keys(db, (item_id for item_id, _, _ in found))
    return tuple(
        KnownItem(item_id=item_id, keys=held[item_id], title=title, content_hash=content_hash)
        for item_id, title, content_hash in found
    )


def by_id(db: Database, ids: Iterable[str]) -> dict[str, Item]:
    """Return the items with these ids, in their order; unknown ids are left out."""
    wanted = tuple(ids)
    rows = db.query("SELECT * FROM items WHERE item_id IN (SELECT value FROM json_each(?))", [codec.listed(wanted)])
    found = {row["item_id"]: row for row in rows}
    keys = _keys(db, found)
    return {item_id: _item(found[item_id], keys[item_id]) for item_id in wanted if item_id in found}


def views(db: Database, ids: Iterable[str]) -> dict[str, ItemView]:
    """Return the items with these ids, in their order, with what was found in them."""
    items = by_id(db, ids)
    found = _findings(db, items)
    return {
        item_id: ItemView(
            item=item,
            mentions=tuple(found[item_id, "mention"]),
            events=tuple(found[item_id, "event"]),
            flags=tuple(found[item_id, "flag"]),
        )
        for item_id, item in items.items()
    }


def claims(db: Database, item_id: str) -> tuple[Claim, ...]:
    """Return what an item asserts, the rejected claims included."""
    return tuple(_findings(db, [item_id])[item_id, "claim"])


def since(db: Database, at: datetime) -> Iterator[Item]:
    """Yield the items dated at `at` or later, the oldest first; those whose text was dropped are left out."""
    last = search.first_id(at) - 1
    while rows := _page(db, last):
        keys = _keys(db, (row["item_id"] for row in rows))
        yield from (_item(row, keys[row["item_id"]]) for row in rows)
        last = rows[-1]["search_id"]


def quarantined(db: Database, limit: int) -> tuple[Quarantined, ...]:
    """Return what was set aside, the newest first."""
    rows = db.execute(
        "SELECT source_id, item_id, at, title, reason FROM quarantine ORDER BY n DESC LIMIT ?", [limit]
    )
    return tuple(
        Quarantined(source_id=source_id, item_id=item_id, at=codec.moment(at), title=title, reason=reason)
        for source_id, item_id, at, title, reason in rows
    )


def versions(db: Database, item_id: str) -> tuple[Version, ...]:
    """Return what an item said before it was edited, the oldest first."""
    rows = db.execute(
        "SELECT title, text, until_at, note FROM item_versions WHERE item_id = ? ORDER BY until_at", [item_id]
    )
    return tuple(
        Version(title=title, text=text, until_at=codec.moment(until_at), note=note)
        for title, text, until_at, note in rows
    )


def add_keys(db: Database, source_id: str, seen: Iterable[KnownItem]) -> None:
    """Remember further keys under which known items were met."""
    _write_keys(db, ((source_id, key, item.item_id) for item in seen for key in item.keys))


def write(db: Database, drafts: Iterable[Draft], now: datetime) -> frozenset[str]:
    """Store drafts, the oldest first; return the ids of those that had to be set aside.

    All together, and only where that fails one by one, so that one that cannot be stored stops no other.
    """
    ordered = sorted(drafts, key=lambda draft: (draft.item.dated_at, draft.item.item_id))
    aside = frozenset[str]() if _stored(db, ordered, now) is None else frozenset(_one_by_one(db, ordered, now))
    stored = [draft.item.item_id for draft in ordered if draft.item.item_id not in aside]
    db.execute("DELETE FROM quarantine WHERE item_id IN (SELECT value FROM json_each(?))", [codec.listed(stored)])
    return aside


def refind(db: Database, drafts: Iterable[Draft]) -> None:
    """Store what is found in items now, in place of what was; items that are not stored are left out."""
    for draft in drafts:
        item = draft.item
        (new_id,) = search.new_ids(db, [item.dated_at])
        moved = db.execute("UPDATE items SET search_id = ? WHERE item_id = ?", [new_id, item.item_id])
        if moved.rowcount:
            _write_findings(db, [draft])
            search.index(db, [item.item_id])


def _page(db: Database, after: int) -> list[dict[str, Any]]:
    page = "SELECT * FROM items WHERE search_id > ? AND NOT pruned ORDER BY search_id LIMIT ?"
    return list(db.query(page, [after, PAGE]))


def _one_by_one(db: Database, drafts: Iterable[Draft], now: datetime) -> Iterator[str]:
    """Store what can be stored, set aside the rest; yield the ids of the latter."""
    for draft in drafts:
        if (error := _stored(db, [draft], now)) is not None:
            _set_aside(db, draft.item, now, error)
            yield draft.item.item_id


def _stored(db: Database, drafts: Sequence[Draft], now: datetime) -> Exception | None:
    """Store all the drafts, or nothing and return why."""
    try:
        with db.atomic():
            _write(db, drafts, now)
    except POISON as error:
        return error
    return None


def _write(db: Database, drafts: Sequence[Draft], now: datetime) -> None:
    stored = db.execute(
        "SELECT item_id, content_hash, text FROM items WHERE item_id IN (SELECT value FROM json_each(?))",
        [codec.listed(draft.item.item_id for draft in drafts)],
    )
    known = {item_id: (content_hash, text) for item_id, content_hash, text in stored}
    fresh = [draft for draft in drafts if known.get(draft.item.item_id) != _content(draft.item)]
    for draft in fresh:
        if draft.item.item_id in known and draft.edit is not None:
            _keep_version(db, draft.item.item_id, draft.edit.note, now)
    _write_items(db, [draft.item for draft in fresh])
    _write_findings(db, fresh)
    search.index(db, [draft.item.item_id for draft in fresh])
    held = ((draft.item, key) for draft in drafts for key in draft.item.keys)
    _write_keys(db, ((item.source_id, key, item.item_id) for item, key in held))


def _write_keys(db: Database, keys: Iterable[tuple[str, str, str]]) -> None:
    """Store keys, each as source, key and item; one that is known stays with its item."""
    db.conn.executemany("INSERT OR IGNORE INTO item_keys (source_id, key, item_id) VALUES (?, ?, ?)", keys)


def _content(item: Item) -> tuple[str, str]:
    """Return by what an item is new or edited; its page may come later than what it is recognised by."""
    return item.content_hash, item.text


def _keep_version(db: Database, item_id: str, note: str, now: datetime) -> None:
    db.execute(
        "INSERT OR REPLACE INTO item_versions (item_id, content_hash, until_at, note, title, text) "
        "SELECT item_id, content_hash, ?, ?, title, text FROM items WHERE item_id = ?",
        [codec.stamp(now), note, item_id],
    )


def _write_items(db: Database, items: Sequence[Item]) -> None:
    db.conn.executemany(
        "INSERT INTO items (search_id, item_id, source_id, url, title, text, language, outlet, tier, "
        "published_at, received_at, content_hash, authors, zone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (item_id) DO UPDATE SET search_id = excluded.search_id, url = excluded.url, "
        "title = excluded.title, text = excluded.text, language = excluded.language, outlet = excluded.outlet, "
        "tier = excluded.tier, published_at = excluded.published_at, content_hash = excluded.content_hash, "
        "authors = excluded.authors, zone = excluded.zone, pruned = 0",
        [
            (
                search_id,
                item.item_id,
                item.source_id,
                item.url,
                item.title,
                item.text,
                item.language,
                item.outlet,
                item.tier,
                codec.stamp_or_none(item.published_at),
                codec.stamp(item.received_at),
                item.content_hash,
                _authors(item.authors),
                item.zone,
            )
            for item, search_id in zip(items, search.new_ids(db, [item.dated_at for item in items]), strict=True)
        ],
    )


@lru_cache(maxsize=1024)
def _authors(names: tuple[str, ...]) -> str:
    return codec.encode(names)  # most items name none, and those of one source the same few


def _write_findings(db: Database, drafts: Iterable[Draft]) -> None:
    """Store what was found in items in place of what was found in them before."""
    found = {
        draft.item.item_id: {
            "mention": draft.mentions,
            "event": draft.events,
            "claim": draft.claims,
            "flag": draft.flags,
        }
        for draft in drafts
    }
    db.execute("DELETE FROM findings WHERE item_id IN (SELECT value FROM json_each(?))", [codec.listed(found)])
    db.conn.executemany(
        "INSERT INTO findings (item_id, kind, n, value) VALUES (?, ?, ?, ?)",
        [
            (item_id, kind, n, codec.encode(value))
            for item_id, kinds in found.items()
            for kind, values in kinds.items()
            for n, value in enumerate(values)
        ],
    )


def _set_aside(db: Database, item: Item, now: datetime, error: Exception) -> None:
    db.execute(
        "INSERT OR REPLACE INTO quarantine (source_id, item_id, at, reason, title) VALUES (?, ?, ?, ?, ?)",
        [
            item.source_id,
            item.item_id,
            codec.stamp(now),
            f"{type(error).__name__}: {error}",
            codec.storable(item.title),
        ],
    )


def _keys(db: Database, ids: Iterable[str]) -> defaultdict[str, tuple[str, ...]]:
    held: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    rows = db.execute(
        "SELECT item_id, key FROM item_keys WHERE item_id IN (SELECT value FROM json_each(?)) ORDER BY rowid",
        [codec.listed(ids)],
    )
    for item_id, key in rows:
        held[item_id] += (key,)
    return held


def _findings(db: Database, ids: Iterable[str]) -> defaultdict[tuple[str, str], list[Any]]:
    found: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    rows = db.execute(
        "SELECT item_id, kind, value FROM findings WHERE item_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY item_id, kind, n",
        [codec.listed(ids)],
    )
    for item_id, kind, value in rows:
        found[item_id, kind].append(codec.decode(_KINDS[kind], value))
    return found


def _item(row: Mapping[str, Any], keys: tuple[str, ...]) -> Item:
    return Item(
        item_id=row["item_id"],
        source_id=row["source_id"],
        keys=keys,
        url=row["url"],
        title=row["title"],
        text=row["text"],
        language=row["language"],
        outlet=row["outlet"],
        tier=row["tier"],
        published_at=codec.moment_or_none(row["published_at"]),
        received_at=codec.moment(row["received_at"]),
        content_hash=row["content_hash"],
        authors=tuple(codec.parse(row["authors"])),
        zone=row["zone"],
    )
