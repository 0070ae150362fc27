"""Full-text search in Japanese and English, words of two characters included.

SQLite's own tokenizers find no Japanese word shorter than three characters (trigram) or none at all
(unicode61), so the text is cut here: runs of Japanese, Chinese or Korean characters into overlapping pairs,
everything else into words. The index (FTS5, https://sqlite.org/fts5.html) holds only these and the tags an
item can be filtered by. Its row numbers ascend with the items' dates, so that the newest come first without
sorting and a period is a range of rows. An edited item gets a new row; the old one is without an item and
is never found, and `rebuild` clears such rows away.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import get_args

from sqlite_utils import Database

from ipscwatch.model.item import Item
from ipscwatch.model.source import Tier
from ipscwatch.store import codec
from ipscwatch.text.fold import fold
from ipscwatch.text.sentences import one_line

_CJK = (
    "\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(rf"([{_CJK}]+)|([^\W_{_CJK}]+)")
_WORD = re.compile(rf"(?=([{_CJK}]{{1,2}}|[^\W_{_CJK}]+))(?:[{_CJK}]|[^\W_{_CJK}]+)")
"""A Japanese character, with the next where there is one; or a Latin word."""
_MIDDLE_DOT = re.compile(f"(?<=[{_CJK}])・(?=[{_CJK}])")
"""Written or not inside one name, as it pleases the writer."""
_PART = re.compile(r'"([^"]*)"?|(\S+)')
_BITS = 20
"""Of a row number, for items of one and the same second."""
WORN = 100
"""So many rows without an item are left alone however small the index is."""
SNIPPET = 160
"""Characters of a snippet."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An item that was found, and the sentence around the first word that was looked for."""

    item: Item
    snippet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What an item must be to be found, beside holding the words; None: anything."""

    since: datetime | None = None
    until: datetime | None = None
    source: str | None = None
    tier: int | None = None
    term: str | None = None
    event: str | None = None


def first_id(at: datetime) -> int:
    """Return the least row number of items of this second."""
    return ((at - _EPOCH) // timedelta(seconds=1)) << _BITS


def new_ids(db: Database, dates: Iterable[datetime]) -> tuple[int, ...]:
    """Return a free row number for an item of each of these dates."""
    firsts = [first_id(at) for at in dates]
    newest = "(SELECT max(id) FROM search_docsize WHERE id BETWEEN value AND value + ?)"
    taken = dict(
        db.execute(
            f"SELECT value, coalesce({newest}, value - 1) FROM json_each(?)",  # noqa: S608 - no part comes from outside
            [2**_BITS - 1, codec.listed(set(firsts))],
        ).fetchall()
    )
    return tuple(_taken(taken, first) for first in firsts)


def _taken(newest: dict[int, int], first: int) -> int:
    newest[first] += 1
    return newest[first]


def index(db: Database, ids: Iterable[str]) -> None:
    """Add stored items to the index, each under its row number, with what was found in them as tags."""
    wanted = codec.listed(ids)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for item_id, name in db.execute(
        "SELECT item_id, kind || ' ' || name FROM findings "
        "WHERE item_id IN (SELECT value FROM json_each(?)) AND kind IN ('mention', 'event')",
        [wanted],
    ):
        found[item_id].add(name)
    rows = db.execute(
        "SELECT search_id, item_id, title || ' ' || text, source_id, tier "
        "FROM items WHERE item_id IN (SELECT value FROM json_each(?)) ORDER BY search_id",
        [wanted],
    ).fetchall()
    db.conn.executemany(
        "INSERT INTO search (rowid, words, tags) VALUES (?, ?, ?)",
        (
            (
                search_id,
                " ".join(words(text)),
                " ".join(map(_tag, (f"source {source_id}", f"tier {tier}", *sorted(found.get(item_id, ()))))),
            )
            for search_id, item_id, text, source_id, tier in rows
        ),
    )


def words(text: str) -> list[str]:
    """Cut text into the words of the index: pairs of Japanese characters, and Latin words, folded.

    The last character of a Japanese run is a word too, so that one that stands alone is found.
    """
    return _WORD.findall(_folded(text))


def find(db: Database, query: str, wanted: Filter, limit: int) -> list[str]:
    """Return the ids of the newest items that match; any text is a valid query."""
    parts = _parts(query)
    phrases = [phrase for part in parts if (phrase := _phrase(part))]
    if parts and not phrases:
        return []
    match = " AND ".join([*(f"words : {phrase}" for phrase in phrases), *_asked(wanted)])
    first = first_id(wanted.since) if wanted.since else -(2**63)
    last = first_id(wanted.until) - 1 if wanted.until else 2**63 - 1
    if not match:
        newest = "SELECT item_id FROM items WHERE search_id BETWEEN ? AND ? ORDER BY search_id DESC LIMIT ?"
        return [row[0] for row in db.execute(newest, [first, last, limit])]
    rows = db.execute(
        "SELECT item_id FROM search CROSS JOIN items ON items.search_id = search.rowid "
        "WHERE search MATCH ? AND search.rowid BETWEEN ? AND ? ORDER BY search.rowid DESC LIMIT ?",
        [match, first, last, limit],
    )
    return [row[0] for row in rows]


def snippet(item: Item, query: str) -> str:
    """Return the sentence of an item that holds the first part of a query, else its first, on one line."""
    text = item.full_text
    folded = fold(text)
    for part in _parts(query):
        sought = fold(part).text.strip(" *")
        at = folded.text.find(sought)
        if sought and at >= 0:
            start, end = folded.original(at, at + len(sought))
            return one_line(text, start, end, SNIPPET)
    body = len(text) - len(item.text) if item.text else 0
    return one_line(text, body, body + 1, SNIPPET)


def wanting(db: Database) -> str:
    """Return what is wrong with the index, damage or items that it does not find; nothing: it is whole."""
    try:
        db.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        return f"the search index is damaged ({error})"
    missing = (
        "SELECT count(*) FROM items WHERE search_id NOT IN (SELECT id FROM search_docsize) "
        "OR search_id NOT IN (SELECT rowid FROM search WHERE search MATCH ?)"
    )
    any_tier = " OR ".join(tag for tier in get_args(Tier) for tag in _asked(Filter(tier=tier)))
    count = db.execute(missing, [any_tier]).fetchone()[0]
    return f"{count} items are missing from the search index" if count else ""


def is_worn(db: Database) -> bool:
    """Return whether a good part of the index's rows are of items as they no longer are."""
    counts = "SELECT (SELECT count(*) FROM search_docsize), (SELECT count(*) FROM items)"
    rows, items = db.execute(counts).fetchone()
    return bool(rows - items > WORN + items // 4)


def rebuild(db: Database) -> None:
    """Make the index anew from the stored items, in one transaction; old rows of edited items go."""
    db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    last = -(2**63)
    while ids := _after(db, last):
        index(db, ids)
        last = db.execute("SELECT search_id FROM items WHERE item_id = ?", [ids[-1]]).fetchone()[0]
    db.execute("INSERT INTO search (search) VALUES ('optimize')")


def _after(db: Database, search_id: int) -> list[str]:
    rows = db.execute("SELECT item_id FROM items WHERE search_id > ? ORDER BY search_id LIMIT 500", [search_id])
    return [row[0] for row in rows]


def _parts(query: str) -> tuple[str, ...]:
    """Return the phrases in quotes, and each word outside them."""
    found = (quoted or word for quoted, word in _PART.findall(query))
    return tuple(part for part in found if part.strip())


@lru_cache(maxsize=1024)
def _tag(name: str) -> str:
    # A hash, because a name may hold characters that the index would cut at.
    return blake2b(name.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _asked(wanted: Filter) -> list[str]:
    asked = {"source": wanted.source, "tier": wanted.tier, "mention": wanted.term, "event": wanted.event}
    return [f'tags : "{_tag(f"{kind} {name}")}"' for kind, name in asked.items() if name is not None]


def _phrase(part: str) -> str:
    """Return one part of a query as an FTS5 phrase, or nothing where it holds no word."""
    runs = _RUN.findall(_folded(part))
    if not runs:
        return ""
    tokens = words(part)
    last, _ = runs[-1]
    if last and len(last) > 1:
        tokens.pop()  # in the text the run may go on
    # One character alone begins a pair wherever the run goes on.
    open_ended = " *" if (last and len(last) == 1) or part.endswith("*") else ""
    return f'"{" ".join(tokens)}"{open_ended}'


def _folded(text: str) -> str:
    folded = fold(text).text
    return _MIDDLE_DOT.sub("", folded) if "・" in folded else folded
