"""Entries to items: recognising what was seen before, whatever its source did to ids, addresses and order.

An entry has up to three keys: its own id, its canonical address, and a hash of its title, text and date. It is a
known item when

- its id and one more key agree with one item, or its id alone and the titles are alike;
- its address agrees, no other entry of the reading has that address, and the titles are alike or it has no id;
- its hash agrees: the same words on the same day, whatever id and address it has now.

An id that comes back with another address and another title is a new item: publishers reuse ids.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from ipscwatch.model.document import Document
from ipscwatch.model.item import Edit, Item, KnownItem
from ipscwatch.model.reading import Entry, Reading
from ipscwatch.model.source import Source, Tier
from ipscwatch.text.fold import fold
from ipscwatch.text.language import detect
from ipscwatch.text.sentences import one_line
from ipscwatch.text.urls import canonical, host

ALIKE = 60.0
"""Likeness of two folded titles, 0–100, above which one may be an edit of the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes at a host, so that an aggregator's entry is weighed by its own publisher."""

    name: str
    tier: Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalised:
    """A reading in our own terms: what is new or edited, and known items met under a further key."""

    items: tuple[Item, ...]
    edits: tuple[Edit, ...]
    seen: tuple[KnownItem, ...]


def outlets(sources: Iterable[Source]) -> Mapping[str, Outlet]:
    """Return the publishers of all configured sources by host."""
    return {host(source.url): Outlet(name=source.outlet, tier=source.tier) for source in sources}


class Keyed(NamedTuple):
    """An entry with all it may be recognised by, and its language; working that out takes longest of all here.

    A tuple, because many of them come from a child with every reading.
    """

    entry: Entry
    text: str
    keys: tuple[str, ...]
    content_hash: str
    language: str | None


def read_keyed(
    read: Callable[[Source, Document, datetime], Reading], source: Source, document: Document, now: datetime
) -> tuple[Reading, tuple[Keyed, ...]]:
    """Read a document by `read`, and key its entries: in a child, because that takes as long as storing them."""
    reading = read(source, document, now)
    return reading, keyed(source, reading)


def keyed(source: Source, reading: Reading) -> tuple[Keyed, ...]:
    """Return the entries with their keys."""
    own = canonical(source.url)
    return tuple(_keyed(entry, own, source.language) for entry in reading.entries)


def all_keys(entries: Iterable[Keyed]) -> tuple[str, ...]:
    """Return the keys of all entries, to ask the store for what it knows."""
    return tuple(dict.fromkeys(key for entry in entries for key in entry.keys))


def _keyed(entry: Entry, own: str | None, language: str | None) -> Keyed:
    text = entry_text(entry)
    words = f"{_plain(entry.title)}\n{_plain(text)}\n"
    keys = []
    if entry.entry_id:
        keys.append(f"id:{canonical(entry.entry_id) or entry.entry_id}")
    if entry.url and (address := canonical(entry.url)) and address != own:
        keys.append(f"url:{address}")
    keys.append(f"hash:{_digest(words + _day(entry))}")
    return Keyed(
        entry=entry,
        text=text,
        keys=tuple(dict.fromkeys(keys)),
        content_hash=_digest(words),
        language=detect(f"{entry.title}\n{text}", hint=entry.language or language),
    )


def normalise(
    source: Source,
    reading: Reading,
    known: Sequence[KnownItem],
    *,
    now: datetime,
    publishers: Mapping[str, Outlet] | None = None,
) -> Normalised:
    """Return the reading's new items, the edits of known ones, and the known ones met under a new key."""
    return recognised(source, keyed(source, reading), known, now=now, publishers=publishers)


def recognised(
    source: Source,
    entries: Sequence[Keyed],
    known: Sequence[KnownItem],
    *,
    now: datetime,
    publishers: Mapping[str, Outlet] | None = None,
) -> Normalised:
    """Do what `normalise` does, with entries whose keys are known already."""
    by_key: dict[str, list[KnownItem]] = {}
    for former in known:
        _remember(by_key, former)
    shared = _shared_addresses(entries)
    items: dict[str, Item] = {}
    edits: dict[str, Edit] = {}
    seen: dict[str, KnownItem] = {}
    for one in entries:
        match = _recognise(one, by_key, shared)
        if match is None:
            item = _item(source, one, now, publishers or {})
            items.setdefault(item.item_id, item)
            _remember(by_key, _as_known(item))
            continue
        if match.item_id in items:
            continue
        if one.content_hash != match.content_hash:
            fresh = replace(_item(source, one, now, publishers or {}), item_id=match.item_id)
            edits[match.item_id] = Edit(item=fresh, note=_what_changed(match, fresh))
        if set(one.keys) - set(match.keys):
            seen[match.item_id] = replace(match, keys=tuple(dict.fromkeys(match.keys + one.keys)))
    return Normalised(items=tuple(items.values()), edits=tuple(edits.values()), seen=tuple(seen.values()))


def _shared_addresses(entries: Iterable[Keyed]) -> frozenset[str]:
    """Return the address keys that more than one entry has: rows of a list that link to one page."""
    counts = Counter(key for one in entries for key in one.keys if key.startswith("url:"))
    return frozenset(key for key, n in counts.items() if n > 1)


def _recognise(one: Keyed, by_key: Mapping[str, list[KnownItem]], shared: frozenset[str]) -> KnownItem | None:
    usable = [key for key in one.keys if key in by_key and key not in shared]
    if not usable:
        return None
    agreeing: Counter[KnownItem] = Counter(item for key in usable for item in by_key[key])
    for item, n in agreeing.most_common():
        if n > 1 or _same(one, item, next(key for key in usable if key in item.keys)):
            return item
    return None


def _same(one: Keyed, item: KnownItem, only: str) -> bool:
    """Decide on an item that agrees in one key only."""
    if only.startswith("hash:"):
        return _telling(one) or not _has_other_address(one.keys, item)
    if only.startswith("url:") and not any(key.startswith("id:") for key in one.keys):
        return True
    return _alike(one.entry.title, item.title)


def _telling(one: Keyed) -> bool:
    """Say whether the words alone identify the entry: a bare «Notice» without a date does not."""
    return one.entry.published_at is not None or len(one.entry.title) + len(one.text) >= 40


def _has_other_address(keys: tuple[str, ...], item: KnownItem) -> bool:
    """Say whether both have addresses, and they differ in more than the host: a site that moved keeps its paths."""
    ours = {_path(key) for key in keys if key.startswith("url:")}
    theirs = {_path(key) for key in item.keys if key.startswith("url:")}
    return bool(ours and theirs and not ours & theirs)


def _path(key: str) -> str:
    return key.partition("//")[2].partition("/")[2]


def _alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # noqa: PLC0415 - few entries need it, and it is the largest import of a pass

    return fuzz.ratio(fold(one).text, fold(other).text) >= ALIKE


def _item(source: Source, one: Keyed, now: datetime, publishers: Mapping[str, Outlet]) -> Item:
    entry, keys, text = one.entry, one.keys, one.text
    outlet, tier = _publisher(source, entry, publishers)
    return Item(
        item_id=hashlib.sha256(f"{source.source_id}\n{keys[0]}\n{keys[-1]}".encode()).hexdigest()[:16],
        source_id=source.source_id,
        keys=keys,
        url=entry.url,
        title=entry.title or _in_place_of_a_title(entry, text),
        text=text,
        language=one.language,
        outlet=outlet,
        tier=tier,
        published_at=entry.published_at or entry.updated_at,
        received_at=now,
        content_hash=one.content_hash,
        authors=entry.authors,
        zone=source.zone,
    )


def _in_place_of_a_title(entry: Entry, text: str) -> str:
    """Return what a nameless entry (a short post, a page of a sitemap) is called: its beginning or its address."""
    return one_line(text, 0, 1, 80) if text else (entry.url or entry.entry_id or "")


def _publisher(source: Source, entry: Entry, publishers: Mapping[str, Outlet]) -> tuple[str, Tier]:
    """Return who speaks: for an aggregator's entry its own publisher, where we know that host."""
    if entry.outlet_url and (known := publishers.get(host(entry.outlet_url))):
        return known.name, known.tier
    return (entry.outlet or source.outlet), source.tier


def entry_text(entry: Entry) -> str:
    """Return summary and full text, the summary only where the full text does not begin with it."""
    if not entry.content:
        return entry.summary
    if not entry.summary or entry.summary.rstrip("…. ")[:200] in entry.content:
        return entry.content
    return f"{entry.summary}\n\n{entry.content}"


def _day(entry: Entry) -> str:
    return entry.published_at.date().isoformat() if entry.published_at else ""


def _plain(text: str) -> str:
    """Return a text folded, on one line: what counts when two are compared."""
    return " ".join(fold(text).text.split())


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:24]


def _as_known(item: Item) -> KnownItem:
    return KnownItem(item_id=item.item_id, keys=item.keys, title=item.title, content_hash=item.content_hash)


def _remember(by_key: dict[str, list[KnownItem]], item: KnownItem) -> None:
    for key in item.keys:
        by_key.setdefault(key, []).append(item)


def _what_changed(former: KnownItem, fresh: Item) -> str:
    if " ".join(former.title.split()) != " ".join(fresh.title.split()):
        return f"the title was «{former.title}»"
    return "the text was edited"
