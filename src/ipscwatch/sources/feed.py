"""Feeds: RSS, Atom, CDF and JSON Feed, told apart by what they hold and not by their media type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ipscwatch.errors import ReadError
from ipscwatch.model.document import Document
from ipscwatch.model.kinds import SourceKind
from ipscwatch.model.reading import Reading
from ipscwatch.model.source import Source
from ipscwatch.sources import jsonfeed, syndication
from ipscwatch.sources.address import ask, next_page
from ipscwatch.sources.options import Options
from ipscwatch.sources.stated import FeedError, primary_subtag, settle
from ipscwatch.text.charset import decode
from ipscwatch.text.clean import clean_line
from ipscwatch.text.urls import absolute


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOptions(Options):
    """A feed needs none of its own: it says itself what it holds."""


def read(source: Source, document: Document, now: datetime) -> Reading:
    """Read a feed of any dialect; raises `ReadError` where the answer is none, or nothing of it survived.

    Relative links are resolved against ``xml:base``, else the feed's own web site, else the feed's address.
    """
    decoded = decode(document.body, declared=document.charset, media_type=document.media_type)
    try:
        feed = jsonfeed.read(decoded.text) if _is_json(decoded.text) else syndication.read(decoded.text)
    except FeedError as e:
        raise ReadError(source.source_id, f"{source.url}: {e}") from e
    base = (absolute(feed.link, document.url) if feed.link else None) or document.url
    entries, warnings = settle(feed.entries, base=base, source=source, now=now)
    return Reading(
        title=clean_line(feed.title),
        entries=entries,
        more=next_page(source, document, now) if entries else (),
        warnings=(*decoded.warnings, *feed.warnings, *warnings),
        language=primary_subtag(feed.language),
        ttl=feed.ttl,
    )


def _is_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}


KIND = SourceKind(
    name="feed",
    summary="an RSS, Atom or JSON feed",
    options=FeedOptions,
    ask=ask,
    read=read,
)
