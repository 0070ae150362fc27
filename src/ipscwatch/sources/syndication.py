"""XML feeds of every dialect: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0, CDF.

A feed as it should be is read by `wellformed`; all others are feedparser's, which knows the dialects. What it does
with dates, links and markup is not used: dates are taken as written, links are resolved by `stated`, markup becomes
plain text. It is given bytes in a stream and nothing else, because it opens what looks like a path and fetches what
looks like an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.sax import SAXParseException  # the exception only; nothing is parsed with it

from ipscwatch.sources import wellformed
from ipscwatch.sources.stated import ENTRIES, Feed, FeedError, Stated, minutes
from ipscwatch.sources.tree import declares_entities, mended
from ipscwatch.text.clean import clean, clean_line, plain

_ENTRY = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(?:\w+:)?(item|entry)[\s/>]", re.DOTALL | re.IGNORECASE
)
_ASIDE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(image|textinput)(?:\s[^<>]*)?>(?:\s*<(?:\w+)>[^<]*</\w+>)*\s*</\1>",
    re.DOTALL | re.IGNORECASE,
)
_ROOT = re.compile(r"<((?:[\w.-]+:)?(?:rss|rdf|feed|channel))[\s>]", re.IGNORECASE)

_PUBLISHED = ("published", "created", "prism_publicationdate", "prism_coverdate")
"""Where entries say when they came out, journals by PRISM; ``prism`` is how they all call its namespaces."""


def read(text: str) -> Feed:
    """Read a feed from its decoded text; raises `FeedError` where it holds nothing a feed holds.

    An XML document that declares entities is refused whole: no feed needs them, and every expansion attack does.
    """
    if declares_entities(text):
        raise FeedError("it declares XML entities, which no feed needs; it was not read")
    whole, cut = _first_entries(mended(text))
    if not whole.strip():
        raise FeedError("the answer is empty")
    feed = wellformed.read(whole) or _parsed(whole, truncated=not cut and not _is_closed(text))
    return replace(feed, warnings=(*feed.warnings, f"only the first {ENTRIES} entries were read")) if cut else feed


def _parsed(text: str, *, truncated: bool) -> Feed:
    """Read a feed of any dialect and in any state."""
    parsed = _parse(_ASIDE.sub(_without_aside, text))
    atom = str(parsed["version"]).startswith("atom")
    entries = tuple(_entry(entry, atom=atom) for entry in parsed["entries"])
    if not entries and not parsed["version"]:
        raise FeedError(_what_instead(text))
    if truncated and entries and entries[-1].link is None and entries[-1].entry_id is None:
        entries = entries[:-1]
    fault = _fault(parsed, truncated=truncated)
    if fault and not entries:
        raise FeedError(f"the feed is damaged ({fault}) and no entry of it could be read")
    feed = parsed["feed"]
    return Feed(
        title=_text(_own(feed, "title_detail")),
        link=_own(feed, "link"),
        language=_own(feed, "language"),
        ttl=minutes(_own(feed, "ttl")),
        entries=entries,
        warnings=(f"the feed is damaged ({fault}); {len(entries)} entries could be read",) if fault else (),
    )


def _first_entries(text: str) -> tuple[str, bool]:
    """Cut the text after the entries we are willing to read, and close what the cut left open."""
    starts = (found.start() for found in _ENTRY.finditer(text) if found[1])
    cut = next((start for n, start in enumerate(starts) if n == ENTRIES), None)
    root = _ROOT.search(text)
    if cut is None or root is None:
        return text, False
    inside = "</channel>" if root[1].lower() == "rss" else ""
    return f"{text[:cut]}{inside}</{root[1]}>", True


def _without_aside(found: re.Match[str]) -> str:
    """Drop a picture's or form's own title and link: inside an item feedparser takes them for the item's."""
    return "" if found[1] else found[0]


def _parse(text: str) -> Mapping[str, Any]:
    import feedparser  # noqa: PLC0415 - only the children that read need it; the service stays small

    body = BytesIO(text.encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        parsed: Mapping[str, Any] = feedparser.parse(
            body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as e:
        raise FeedError(f"the parser gave up on it ({type(e).__name__})") from e
    return parsed


def _entry(entry: Mapping[str, Any], *, atom: bool) -> Stated:
    """Return an entry; outside Atom its only date (``dc:date``) is when it was published."""
    published = next(filter(None, (_own(entry, name) for name in _PUBLISHED)), None)
    updated = _own(entry, "updated")
    source = _own(entry, "source") or {}
    title = _own(entry, "title_detail") or {}
    return Stated(
        entry_id=_own(entry, "id"),
        link=_link(entry),
        title=_text(title),
        summary=_text(_own(entry, "summary_detail")),
        content="\n\n".join(filter(None, (_text(part) for part in _own(entry, "content") or ()))),
        published=published or (None if atom else updated),
        updated=updated if atom or published else None,
        authors=tuple(_authors(entry)),
        outlet=_text(_own(source, "title_detail")) or _own(source, "title"),
        outlet_url=_own(source, "href") or _own(source, "link"),
        language=_own(entry, "language") or _own(title, "language"),
        categories=tuple(tag.get("label") or tag.get("term") or "" for tag in _own(entry, "tags") or ()),
    )


def _own(stated: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - feedparser has no types
    """Return what is stated under this very name; feedparser's own ``get`` answers with look-alikes."""
    return dict.get(stated, name) if isinstance(stated, dict) else None


def _link(entry: Mapping[str, Any]) -> str | None:
    """Return the address of what the entry is about: its alternate link, else what else it links to."""
    if link := _own(entry, "link"):
        return str(link)
    links = [(link.get("rel"), link.get("href")) for link in _own(entry, "links") or ()]
    others = (href for rel in ("canonical", "related", "via", "enclosure") for has, href in links if has == rel)
    sources = (part.get("src") for part in _own(entry, "content") or ())
    return next(filter(None, [*others, *sources]), None)


def _authors(entry: Mapping[str, Any]) -> Iterator[str]:
    named = [author.get("name") for author in _own(entry, "authors") or ()]
    yield from filter(None, named)
    if not any(named) and (author := _own(entry, "author")):
        yield author


def _text(part: Mapping[str, Any] | None) -> str:
    """Return a text construct as plain text, by the type it states or feedparser guessed."""
    if not part or not (value := part.get("value")):
        return ""
    kind = str(part.get("type") or "text/plain").lower()
    if kind.startswith(("image/", "audio/", "video/")):
        return ""
    return clean(value) if kind == "text/plain" else plain(value)


def _fault(parsed: Mapping[str, Any], *, truncated: bool) -> str | None:
    if truncated:
        return "it ends in the middle"
    if not parsed["bozo"]:
        return None
    fault = parsed.get("bozo_exception")
    if isinstance(fault, SAXParseException):
        return f"line {fault.getLineNumber()}: {fault.getMessage()}"
    return clean_line(str(fault), limit=100)


def _is_closed(text: str) -> bool:
    """Say whether the root element ends, or there is none to end."""
    root = _ROOT.search(text)
    return root is None or re.search(rf"</{re.escape(root[1])}\s*>", text, re.IGNORECASE) is not None


def _what_instead(text: str) -> str:
    """Say what the text is, when it is no feed."""
    start = text[:2_000].lower()
    if "<html" in start or "<!doctype html" in start:
        title = re.search(r"<title[^>]*>([^<]{1,200})", text[:50_000], re.IGNORECASE)
        return (
            f"the answer is an HTML page, «{clean_line(title[1], limit=100)}»"
            if title
            else "the answer is an HTML page"
        )
    if root := re.search(r"<([A-Za-z][\w:.-]{0,60})", start):
        return f"the answer is XML, but no feed: its root is <{root[1]}>"
    return "the answer is no XML"
