"""Sitemaps, with the news extension where there is one (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from ipscwatch.errors import NothingFoundError, ReadError
from ipscwatch.model.document import Document, Request
from ipscwatch.model.kinds import SourceKind
from ipscwatch.model.reading import Reading
from ipscwatch.model.source import Source
from ipscwatch.sources import tree
from ipscwatch.sources.address import ask, fill
from ipscwatch.sources.options import Options, options_of
from ipscwatch.sources.stated import ENTRIES, Stated, settle
from ipscwatch.text.charset import decode
from ipscwatch.text.clean import clean
from ipscwatch.text.urls import absolute

_NEWS = "sitemap-news"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapOptions(Options):
    """For an index of sitemaps, `pages` says how many of them to read, the newest first."""


def read(source: Source, document: Document, now: datetime) -> Reading:
    """Read a sitemap or an index of them; raises `ReadError` where it is neither, `NothingFoundError` if empty."""
    decoded = decode(document.body, declared=document.charset, media_type=document.media_type)
    try:
        parsed = tree.parse(decoded.text)
    except tree.TreeError as e:
        raise ReadError(source.source_id, f"{source.url}: {e}") from e
    root = tree.local_name(parsed.root)
    if root not in {"urlset", "sitemapindex"}:
        raise ReadError(source.source_id, f"{source.url}: the answer is no sitemap: its root is <{root}>")
    places = [_fields(place) for place in parsed.root.iterchildren("{*}url", "{*}sitemap")]
    if not places and _NEWS not in decoded.text:  # one of news is empty when there is none
        raise NothingFoundError(source.source_id, f"{source.url}: the sitemap names no address")
    warnings = (*decoded.warnings, *parsed.warnings)
    if root == "sitemapindex":
        return Reading(more=_sitemaps(source, document, places), warnings=warnings)
    if len(places) > ENTRIES:
        places.sort(key=_when, reverse=True)
    entries, doubts = settle(map(_stated, places), base=document.url, source=source, now=now)
    return Reading(entries=entries, warnings=(*warnings, *doubts))


def _sitemaps(source: Source, document: Document, places: list[dict[str, str]]) -> tuple[Request, ...]:
    """Return the newest sitemaps of an index; an index inside an index is not followed."""
    if document.request.url != fill(source.url):
        return ()
    newest = sorted(places, key=_when, reverse=True)
    urls = dict.fromkeys(url for place in newest if (url := absolute(place.get("loc", ""), document.url)))
    return tuple(Request(url=url) for url in list(urls)[: options_of(source, Options).pages])


def _stated(place: dict[str, str]) -> Stated:
    return Stated(
        link=place.get("loc"),
        title=clean(place.get("title", "")),
        summary=clean(place.get("keywords", "")),
        published=place.get("publication_date"),
        updated=place.get("lastmod"),
        outlet=place.get("name"),
        language=place.get("language"),
    )


def _when(place: dict[str, str]) -> str:
    """Return when it was published or changed as it is written: dates of the W3C's form sort as they are."""
    return place.get("publication_date") or place.get("lastmod") or ""


def _fields(place: etree._Element) -> dict[str, str]:
    """Return what a place says by name, the first of each: its own words and those of the news extension.

    Pictures and films have addresses and titles as well, which are not the page's.
    """
    return dict(reversed([(tree.local_name(part), (part.text or "").strip()) for part in _texts(place)]))


def _texts(place: etree._Element) -> Iterator[etree._Element]:
    parts = (*place.iterchildren("*"), *(part for news in place.iterchildren("{*}news") for part in news.iter("*")))
    return (part for part in parts if part.text and part.text.strip())


KIND = SourceKind(
    name="sitemap",
    summary="a sitemap, best one with news",
    options=SitemapOptions,
    ask=ask,
    read=read,
)
