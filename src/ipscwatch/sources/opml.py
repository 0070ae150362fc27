"""OPML, in which feed readers exchange their subscriptions (http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from ipscwatch.sources import tree
from ipscwatch.text.charset import decode
from ipscwatch.text.clean import clean_line
from ipscwatch.text.urls import absolute

SUBSCRIPTIONS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed of the list."""

    title: str
    url: str
    category: str = ""
    """The names of the groups it is in, from the outermost, with `` / `` between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opml:
    """What could be read of a list, and what was wrong with it."""

    subscriptions: tuple[Subscription, ...] = ()
    warnings: tuple[str, ...] = ()


def read(body: bytes) -> Opml:
    """Return the feeds a list names, each address once; a damaged list gives what can be read, and a warning."""
    decoded = decode(body)
    try:
        parsed = tree.parse(decoded.text)
    except tree.TreeError as e:
        return Opml(warnings=(*decoded.warnings, f"nothing of the list could be read: {e}"))
    found: dict[str, Subscription] = {}
    refused = 0
    private = 0
    for outline in parsed.root.iter("{*}outline"):
        subscription = _subscription(outline)
        if subscription is not None and urlsplit(subscription.url).username is not None:
            private += 1
        elif subscription is not None:
            found.setdefault(subscription.url, subscription)
        elif _attribute(outline, "xmlurl"):
            refused += 1
    warnings = [
        *decoded.warnings,
        *parsed.warnings,
        *_warnings(tree.local_name(parsed.root), len(found), refused, private),
    ]
    return Opml(subscriptions=tuple(found.values())[:SUBSCRIPTIONS], warnings=tuple(warnings))


def write(subscriptions: Iterable[Subscription], *, title: str) -> bytes:
    """Return a list in OPML 2.0, UTF-8; subscriptions of one category stand in one group."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = clean_line(title)
    body = etree.SubElement(root, "body")
    groups: dict[str, etree._Element] = {"": body}
    for one in subscriptions:
        if one.category not in groups:
            groups[one.category] = etree.SubElement(body, "outline", text=clean_line(one.category))
        name = clean_line(one.title)
        etree.SubElement(groups[one.category], "outline", type="rss", text=name, title=name, xmlUrl=one.url)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _subscription(outline: etree._Element) -> Subscription | None:
    url = absolute(_attribute(outline, "xmlurl"))
    if url is None:
        return None
    groups = reversed([_name(group) for group in outline.iterancestors("{*}outline")])
    category = " / ".join(filter(None, groups)) or clean_line(_attribute(outline, "category")).strip("/")
    return Subscription(title=_name(outline) or url, url=url, category=category)


def _name(outline: etree._Element) -> str:
    return clean_line(_attribute(outline, "title") or _attribute(outline, "text"), limit=200)


def _attribute(outline: etree._Element, name: str) -> str:
    """Return an attribute whatever its case; programs write ``xmlUrl``, ``xmlurl`` and ``XMLURL``."""
    return next((str(value) for key, value in outline.attrib.items() if str(key).lower() == name), "").strip()


def _warnings(root: str, found: int, refused: int, private: int) -> Iterator[str]:
    if root != "opml":
        yield f"this is no OPML: its root is <{root}>"
    if refused:
        yield f"{refused} addresses are neither http nor https and were left out"
    if private:
        yield f"{private} addresses hold a user name or password and were left out; give those in `headers`"
    if found > SUBSCRIPTIONS:
        yield f"only the first {SUBSCRIPTIONS} of {found} feeds were read"
