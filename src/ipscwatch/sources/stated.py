"""An entry's own words, as some format spells them, made into an `Entry` in one place for all kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from ipscwatch.model.reading import Entry
from ipscwatch.model.source import Source
from ipscwatch.sources.options import Options, options_of
from ipscwatch.text.clean import clean_line
from ipscwatch.text.fold import fold
from ipscwatch.text.timestamps import read_timestamp
from ipscwatch.text.urls import absolute

ENTRIES = 2_000
"""More entries than this in one document are not read: no publisher needs them, a hostile one sends them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What an entry says: texts already plain, links and dates still as written."""

    entry_id: str | None = None
    link: str | None = None
    title: str = ""
    summary: str = ""
    content: str = ""
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    outlet_url: str | None = None
    language: str | None = None
    categories: tuple[str, ...] = ()


class FeedError(Exception):
    """A text is no feed at all, or nothing of it could be read; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed states of itself, and its entries."""

    title: str = ""
    link: str | None = None
    """Its web site, as written."""
    language: str | None = None
    ttl: timedelta | None = None
    entries: tuple[Stated, ...] = ()
    warnings: tuple[str, ...] = ()


def settle(
    stated: Iterable[Stated], *, base: str, source: Source, now: datetime
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return the entries the source wants, and what was wrong with some of them, one sentence each.

    Links are made absolute against `base` and dropped unless http(s); dates without a zone are in the source's.
    """
    only = options_of(source, Options).only
    wanted = (one for one in stated if holds_one(only, one.title, one.summary, one.content, one.link, one.outlet))
    entries = tuple(_settle(each, base, source, now) for each in islice(wanted, ENTRIES))
    return entries, tuple(_warnings(entries, more=next(wanted, None) is not None))


def minutes(stated: str | None) -> timedelta | None:
    """Return how long a feed says it stays fresh; None for nonsense (RSS 2.0, ``ttl``)."""
    number = (stated or "").strip()
    if not (number.isascii() and number.isdigit() and 0 < len(number) <= 5):
        return None
    return timedelta(minutes=int(number)) or None


def holds_one(only: tuple[str, ...], *texts: str | None) -> bool:
    """Say whether the texts hold one of the words, whatever its width and case; without words they do."""
    if not only:
        return True
    told = fold("\n".join(filter(None, texts))).text
    return any(fold(word).text in told for word in only)


def _warnings(entries: tuple[Entry, ...], *, more: bool) -> Iterator[str]:
    doubted = [entry.date_raw for entry in entries if entry.date_raw]
    if doubted:
        dates = "one date was" if len(doubted) == 1 else f"{len(doubted)} dates were"
        yield f"{dates} not believed, such as «{doubted[0]}»"
    if more:
        yield f"only the first {ENTRIES} entries were read"


def _settle(stated: Stated, base: str, source: Source, now: datetime) -> Entry:
    published = read_timestamp(stated.published, zone=source.zone, now=now) if stated.published else None
    updated = read_timestamp(stated.updated, zone=source.zone, now=now) if stated.updated else None
    doubted = [stamp.raw for stamp in (published, updated) if stamp and stamp.at is None]
    published_at = published.at if published else None
    updated_at = updated.at if updated else None
    outlet = clean_line(stated.outlet) if stated.outlet else ""
    title = _without_tail(clean_line(stated.title), outlet)
    return Entry(
        entry_id=clean_line(stated.entry_id, limit=2_000) or None if stated.entry_id else None,
        url=absolute(stated.link, base) if stated.link else None,
        title=title,
        summary=stated.summary if stated.summary.replace(title, "").replace(outlet, "").strip() else "",
        content="" if stated.content == stated.summary else stated.content,
        published_at=published_at or updated_at,
        updated_at=updated_at,
        date_raw=clean_line(doubted[0], limit=100) if doubted else None,
        authors=_names(stated.authors),
        outlet=outlet or None,
        outlet_url=absolute(stated.outlet_url, base) if stated.outlet_url else None,
        language=primary_subtag(stated.language),
        categories=_names(stated.categories),
    )


def _without_tail(title: str, outlet: str) -> str:
    """Drop the `` - Outlet`` that aggregators append to a title, where the entry names that outlet itself."""
    return title.removesuffix(f" - {outlet}").rstrip() if outlet else title


def _names(names: Iterable[str]) -> tuple[str, ...]:
    cleaned = (clean_line(name, limit=200) for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))[:50]


def primary_subtag(language: str | None) -> str | None:
    """Return ``ja`` for ``ja-JP``, ``ja_JP`` or ``JA``; None for what is no language tag (BCP 47)."""
    tag = (language or "").strip().replace("_", "-").split("-")[0].lower()
    return tag if tag.isascii() and tag.isalpha() and 2 <= len(tag) <= 3 else None
