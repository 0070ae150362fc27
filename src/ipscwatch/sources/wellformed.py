"""Feeds as they should be: well-formed RSS and Atom of the usual elements, read at a fraction of feedparser's cost.

Anything unusual (another dialect, markup inside an element, a second title, languages or bases of their own) makes
`read` give up, and feedparser reads the feed. What is read here is what feedparser would have read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from ipscwatch.sources.stated import Feed, Stated, minutes
from ipscwatch.text.clean import clean, plain

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_RSS1 = "{http://purl.org/rss/1.0/}"
_ATOM = "{http://www.w3.org/2005/Atom}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = f"{_RDF}about"
_ASIDE = (
    "{http://purl.org/rss/1.0/modules/slash/}",
    "{http://purl.org/rss/1.0/modules/syndication/}",
    "{http://wellformedweb.org/CommentAPI/}",
)
"""Namespaces whose elements say nothing that is read."""

_ODD = tuple(
    map(
        re.compile,
        (
            r"[\x80-\x9f]",
            r"[\xc2-\xf4][\x80-\xbf]",
            r"&#(?:[xX]0*[89a-fA-F][0-9a-fA-F]|0*(?:12[89]|1[3-9]\d|2[0-4]\d|25[0-5]));",
        ),
    )
)
"""Characters that may be bytes of another encoding, which feedparser mends."""
_ODD_ADDRESS = re.compile(r":///|&\w+;")
_MARKUP = re.compile(r"</\w|&#?\w+;")
"""What makes feedparser ask whether a plain text is HTML."""
_HTML = frozenset(("text/html", "application/xhtml+xml"))
_TYPES = {"text": "text/plain", "text/plain": "text/plain", "html": "text/html", "text/html": "text/html"}

# What elements hold. Those with nothing behind them hold text that is not read.
_RSS_ITEM = {
    "title": "title",
    "link": "link",
    "description": "summary",
    "guid": "id",
    "pubDate": "published",
    "author": "author",
    "category": "category",
    "source": "source",
    "comments": "",
    "enclosure": "enclosure",
    f"{_DC}date": "updated",
    f"{_DC}creator": "author",
    f"{_DC}subject": "category",
    f"{_CONTENT}encoded": "content",
}
_RSS_FEED = {
    **dict.fromkeys(("description", "pubDate", "lastBuildDate", "generator", "copyright", "docs"), ""),
    **dict.fromkeys(("category", "managingEditor", "webMaster"), ""),
    **dict.fromkeys((f"{_DC}date", f"{_DC}creator", f"{_DC}rights", f"{_DC}publisher"), ""),
    "title": "title",
    "link": "link",
    "language": "language",
    f"{_DC}language": "language",
    "ttl": "ttl",
    "item": "entry",
    "items": "items",
    "image": "image",
    f"{_ATOM}link": "elsewhere",
}
_ATOM_ENTRY = {
    "title": "title",
    "link": "link",
    "id": "id",
    "summary": "summary",
    "content": "content",
    "published": "published",
    "updated": "updated",
    "author": "author",
    "category": "category",
    "rights": "",
}
_ATOM_FEED = {
    **dict.fromkeys(("subtitle", "updated", "generator", "icon", "logo", "rights", "category"), ""),
    "title": "title",
    "link": "link",
    "id": "id",
    "author": "author",
    "entry": "entry",
}
_IMAGE = frozenset(("title", "url", "link", "width", "height", "description"))
_PERSON = frozenset(("name", "uri", "email"))

_Parts = Mapping[str, list[etree._Element]]  # noqa: SLF001 - the type has no other name


class _UnusualError(Exception):
    """The feed holds something whose meaning is left to feedparser."""


def read(text: str) -> Feed | None:
    """Return the feed that `text` is, or None where feedparser has to look at it; it declares no entities."""
    if "<!DOCTYPE" in text or any(odd.search(text) for odd in _ODD):
        return None
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return _feed(etree.fromstring(text.encode(), parser))
    except (etree.XMLSyntaxError, _UnusualError):
        return None


def _feed(root: etree._Element) -> Feed | None:
    _may_state(root, "version", _LANGUAGE)
    language = root.get(_LANGUAGE) or None
    spaces = {f"{{{space}}}" for space in root.nsmap.values()} & {_RSS1, _ATOM}
    if root.tag == "rss" and _RSS1 not in spaces and len(root) == 1 and root[0].tag == "channel":
        _may_state(root[0])
        return _syndicated(_parts(root[0], _RSS_FEED), language, space="")
    if root.tag == f"{_RDF}RDF" and spaces == {_RSS1}:
        site = _parts(root, {"channel": "channel", "item": "entry", "image": "image"}, _RSS1)
        _require(len(site.get("channel", ())) == 1)
        (channel,) = site["channel"]
        _may_state(channel, _ABOUT)
        return _syndicated({**_parts(channel, _RSS_FEED, _RSS1), **site}, language, space=_RSS1)
    if root.tag == f"{_ATOM}feed" and spaces == {_ATOM}:
        return _atom(_parts(root, _ATOM_FEED, _ATOM), language)
    return None


def _syndicated(feed: _Parts, language: str | None, *, space: str) -> Feed:
    """Return an RSS feed; `space` is that of its elements."""
    for link in feed.get("elsewhere", ()):
        _require(link.get("rel", "alternate").lower() != "alternate")
    for image in feed.get("image", ()):
        _require(all(part.tag.removeprefix(space) in _IMAGE and not len(part) for part in image))
    return Feed(
        title=clean(_plain_text(feed, "title") or ""),
        link=_address(_text(feed, "link")),
        language=_text(feed, "language") or (None if space else language),  # of RDF feedparser reads no language
        ttl=minutes(_text(feed, "ttl")),
        entries=tuple(_item(item, language, space) for item in _entries(feed)),
    )


def _item(element: etree._Element, language: str | None, space: str) -> Stated:
    _may_state(element, *([_ABOUT] if space else ()))
    item = _parts(element, _RSS_ITEM, space)
    about, guid = element.get(_ABOUT), _text(item, "id", "isPermaLink")
    _require(about is None or guid is None)
    link = _address(_text(item, "link"))
    if "link" not in item and guid is not None and item["id"][0].get("isPermaLink", "true") == "true":
        link = _address(guid)
    _require(link is not None or not ("link" in item or "enclosure" in item))
    source = _one(item, "source")
    outlet = _text(item, "source", "url")
    published, updated = _text(item, "published"), _text(item, "updated")
    title = _plain_text(item, "title")
    return Stated(
        entry_id=about or guid,
        link=link,
        title=clean(title or ""),
        summary=plain(_text(item, "summary") or ""),
        content=plain(_text(item, "content") or ""),
        published=published or updated,
        updated=updated if published else None,
        authors=tuple(_name(author) for author in item.get("author", ())),
        outlet=outlet or None,
        outlet_url=None if source is None else source.get("url"),
        language=language if title is not None else None,
        categories=tuple(_of(category, "domain") for category in item.get("category", ())),
    )


def _atom(feed: _Parts, language: str | None) -> Feed:
    for author in feed.get("author", ()):
        _require(all(part.tag.removeprefix(_ATOM) in _PERSON and not len(part) for part in author))
    return Feed(
        title=_typed(feed, "title"),
        link=_linked(feed),
        language=language,
        entries=tuple(_entry(entry, language) for entry in _entries(feed)),
    )


def _entry(element: etree._Element, language: str | None) -> Stated:
    _may_state(element)
    entry = _parts(element, _ATOM_ENTRY, _ATOM)
    for category in entry.get("category", ()):
        _may_state(category, "term", "label", "scheme")
        _require(not len(category) and not (category.text or "").strip())
    return Stated(
        entry_id=_text(entry, "id"),
        link=_linked(entry),
        title=_typed(entry, "title"),
        summary=_typed(entry, "summary"),
        content=_typed(entry, "content"),
        published=_text(entry, "published"),
        updated=_text(entry, "updated"),
        authors=tuple(_person(author) for author in entry.get("author", ())),
        language=language if "title" in entry else None,
        categories=tuple(one.get("label") or one.get("term") or "" for one in entry.get("category", ())),
    )


def _linked(stated: _Parts) -> str | None:
    """Return the last alternate link to a page, else the id."""
    found = _address(_text(stated, "id"))
    _require(bool(found))
    for link in stated.get("link", ()):
        _may_state(link, "rel", "type", "href", "title", "hreflang", "length")
        kind = link.get("type", "text/html").lower()
        _require("/" in kind and bool(link.get("href")))
        if link.get("rel", "alternate").lower() == "alternate" and kind in _HTML:
            found = _address(link.get("href"))
    return found


def _typed(stated: _Parts, what: str) -> str:
    """Return a text construct of Atom as plain text."""
    text = _text(stated, what, "type")
    if text is None:
        return ""
    kind = _TYPES.get(stated[what][0].get("type", "text").lower())
    _require(kind is not None)
    return clean(text) if kind == "text/plain" else plain(text)


def _person(author: etree._Element) -> str:
    _may_state(author)
    return _name(*(part for part in author if part.tag == f"{_ATOM}name"))


def _name(*elements: etree._Element) -> str:
    """Return a person's name; where an address stands beside it or in its place, feedparser tells them apart."""
    _require(len(elements) == 1)
    name = _of(elements[0])
    _require(bool(name) and "@" not in name)
    return name


def _parts(element: etree._Element, known: Mapping[str, str], space: str = "") -> _Parts:
    """Return what is in an element by what it holds."""
    parts: dict[str, list[etree._Element]] = {}
    for child in element:
        tag = child.tag.removeprefix(space)
        holds = "" if tag.startswith(_ASIDE) else known.get(tag)
        _require(holds is not None)
        if holds:
            parts.setdefault(holds, []).append(child)
        else:
            _require(not len(child))
    return parts


def _entries(feed: _Parts) -> list[etree._Element]:
    _require("entry" in feed)
    return feed["entry"]


def _one(stated: _Parts, what: str) -> etree._Element | None:
    found = stated.get(what)
    if found is None:
        return None
    _require(len(found) == 1)
    return found[0]


def _text(stated: _Parts, what: str, *attributes: str) -> str | None:
    """Return what the one element of this sort says, None where there is none."""
    found = _one(stated, what)
    return None if found is None else _of(found, *attributes)


def _plain_text(stated: _Parts, what: str) -> str | None:
    text = _text(stated, what)
    _require(not (text and _MARKUP.search(text)))
    return text


def _of(element: etree._Element, *attributes: str) -> str:
    """Return the text of an element that holds nothing else."""
    _require(not len(element))
    _may_state(element, *attributes)
    return (element.text or "").strip()


def _address(stated: str | None) -> str | None:
    _require(not (stated and _ODD_ADDRESS.search(stated)))
    return stated or None


def _may_state(element: etree._Element, *attributes: str) -> None:
    """Refuse attributes that are not expected: they may change what the element means."""
    _require(not element.attrib or set(element.attrib).issubset(attributes))


def _require(usual: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if not usual:
        raise _UnusualError
