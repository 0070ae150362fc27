"""Which kind of source a document is, and with what options: what `source add` proposes, the best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product

import soupsieve
from bs4 import Tag

from ipscwatch.errors import ReadError
from ipscwatch.model.document import Document
from ipscwatch.sheets.form import form
from ipscwatch.sources import (
    article,
    blocks,
    grid,
    jsonfeed,
    listing,
    page,
    paths,
    strict,
    syndication,
    tabular,
    tree,
)
from ipscwatch.sources.address import is_file
from ipscwatch.sources.blocks import Block
from ipscwatch.sources.page import Page, attribute
from ipscwatch.sources.presets import PRESETS
from ipscwatch.sources.stated import FeedError
from ipscwatch.text.charset import decode
from ipscwatch.text.clean import clean_line
from ipscwatch.text.urls import absolute, host

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
_FILES = frozenset(("pdf", "xlsx", "xlsb", "xls", "ods"))
_FEED_LOOKS = 'a[href$=".rdf"], a[href$=".rss"], a[href$="/feed/"], a[href$="/feed"], a[href$="/rss.xml"]'
_PRESETS = {
    "clinicaltrials.gov": "clinicaltrials",
    "eutils.ncbi.nlm.nih.gov": "pubmed",
    "www.ebi.ac.uk": "europepmc",
    "www.ema.europa.eu": "ema_medicines",
    "api.edinet-fsa.go.jp": "edinet",
}
_MEANINGS = {
    "id": ("id", "uid", "guid", "docID", "number", "code"),
    "title": ("title", "headline", "name", "subject", "label"),
    "link": ("url", "link", "href", "web_url", "permalink"),
    "date": ("date", "published", "published_at", "publishedAt", "pubDate", "created_at", "datetime", "seendate"),
    "summary": ("summary", "description", "abstract", "excerpt", "body"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One way to read the document, or a feed it points to."""

    kind: str
    url: str
    """The document's own address, or that of the feed it names."""
    title: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    """Only what differs from the kind's defaults."""
    reason: str
    """Why, in a phrase."""


def propose(document: Document) -> tuple[Proposal, ...]:
    """Return every way to read the document that promises entries or rows, the best first; none where none does."""
    what = form(document.body)
    if what in _FILES or (what == "text" and is_file(document.url)):
        return tuple(_of_file(document))
    if not page.is_text(document):
        return ()
    text = decode(document.body, declared=document.charset, media_type=document.media_type).text
    start = text.lstrip("\ufeff \t\r\n")[:1_000].lower()
    if start[:1] in {"{", "["}:
        return tuple(_of_json(text, document.url))
    if start.startswith("<") and "<html" not in start and not start.startswith("<!doctype html"):
        found = tuple(_of_xml(text, document.url))
        if found:
            return found
    return tuple(_of_page(page.parse(document), document.url))


def _of_file(document: Document) -> Iterator[Proposal]:
    with suppress(ReadError):
        if listing.read(tabular.read("", document), document.url):
            yield Proposal(kind="price_list", url=document.url, reason="it is a price list")
    yield Proposal(kind="document", url=document.url, reason="it is a document")


def _of_xml(text: str, url: str) -> Iterator[Proposal]:
    try:
        feed = syndication.read(text)
    except FeedError:
        feed = None
    if feed is not None:
        yield Proposal(kind="feed", url=url, title=clean_line(feed.title), reason="it is a feed")
        return
    try:
        root = tree.local_name(tree.parse(text).root)
    except tree.TreeError:
        return
    if root in {"urlset", "sitemapindex"}:
        yield Proposal(kind="sitemap", url=url, reason="it is a sitemap")


def _of_json(text: str, url: str) -> Iterator[Proposal]:
    try:
        feed = jsonfeed.read(text)
        if "jsonfeed.org" in text[:2_000]:
            yield Proposal(kind="feed", url=url, title=clean_line(feed.title), reason="it is a JSON Feed")
            return
    except FeedError:
        pass
    try:
        answer = strict.read(text)
    except strict.JsonError:
        return
    if preset := _PRESETS.get(host(url)) or _shaped_as(answer):
        yield Proposal(kind="json", url=url, options={"preset": preset}, reason=f"it answers as {preset} does")
        return
    lists = sorted(_lists(answer), key=lambda found: len(found[1]), reverse=True)
    for path, items in lists[:1]:
        options = _meanings(items[0]) | ({"items": path} if path else {})
        if "title" in options:
            yield Proposal(kind="json", url=url, options=options, reason=f"it holds a list of {len(items)}")


def _shaped_as(answer: object) -> str | None:
    """Return the preset whose list the answer holds, of numbers or of things with its ids and titles."""
    for name, preset in PRESETS.items():
        first = next(paths.values(answer, preset.items), None) if preset.items else None
        told = (paths.text(first, path) for path in (preset.id, preset.title) if path)
        listed = preset.ids is not None and paths.leads_somewhere(answer, preset.ids)
        if listed or (isinstance(first, dict) and all(told)):
            return name
    return None


def _lists(value: object, path: str = "", depth: int = 0) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Yield the lists of objects in an answer with the paths to them."""
    if isinstance(value, list):
        objects = [one for one in value if isinstance(one, dict)]
        if objects:
            yield path, objects
    elif isinstance(value, dict) and depth < 4:
        for name, inner in value.items():
            step = f"{path}.{name}".lstrip(".")
            if paths.is_path(step):
                yield from _lists(inner, step, depth + 1)


def _meanings(item: dict[str, object]) -> dict[str, object]:
    """Return which members of an item are its title, link, date and so on, by their names."""
    lower = {name.lower(): name for name in item if paths.is_path(name)}
    found = {
        meaning: next((lower[name.lower()] for name in names if name.lower() in lower), None)
        for meaning, names in _MEANINGS.items()
    }
    told: dict[str, object] = {meaning: name for meaning, name in found.items() if name}
    return told | ({"summary": (told["summary"],)} if "summary" in told else {})


def _of_page(seen: Page, url: str) -> Iterator[Proposal]:
    yield from _feeds(seen)
    name = seen.title
    found = blocks.find(seen.soup)
    sizes = Counter(blocks.sort(block) for block in found)
    for sort, n in sizes.most_common(2):
        selector = selector_of(seen, [block for block in found if blocks.sort(block) == sort])
        options = {"item": selector} if selector else {}
        yield Proposal(kind="links", url=url, title=name, options=options, reason=f"it lists {n} dated links")
    yield from _tables(seen, url)
    if len(article.main_text(seen, url)) > 200:
        yield Proposal(kind="article", url=url, title=name, reason="it is a page of text")


def _feeds(seen: Page) -> Iterator[Proposal]:
    """Yield the feeds a page names for programs, then those it links to for people, each once."""
    announced = [tag for tag in seen.soup.select("link[rel~=alternate][href]") if _is_feed_type(tag)]
    told: set[str] = set()
    for tag in (*announced, *seen.soup.select(_FEED_LOOKS, limit=20)):
        url = absolute(attribute(tag, "href"), seen.base)
        if url and url not in told:
            told.add(url)
            reason = "the page names it as its feed" if tag.name == "link" else "the page links to it"
            title = attribute(tag, "title") or tag.get_text()
            yield Proposal(kind="feed", url=url, title=clean_line(title), reason=reason)


def _is_feed_type(tag: Tag) -> bool:
    return attribute(tag, "type").split(";")[0].strip().lower() in _FEED_TYPES


def _tables(seen: Page, url: str) -> Iterator[Proposal]:
    grids = [(table, grid.read(table)) for table in seen.soup.find_all("table", limit=50)]
    named = [(table, laid_out) for table, laid_out in grids if laid_out.named and len(laid_out.lines) > 2]
    if named:
        table, laid_out = max(named, key=lambda found: len(found[1].lines))
        selector = selector_of(seen, [(table,)])
        options = {"table": selector} if selector and len(grids) > 1 else {}
        columns = ", ".join(laid_out.columns[:6])
        reason = f"it has a table of {len(laid_out.lines)} rows: {clean_line(columns, limit=100)}"
        yield Proposal(kind="table", url=url, title=seen.title, options=options, reason=reason)


def selector_of(seen: Page, found: list[Block]) -> str | None:
    """Return a short CSS selector for the first elements of the blocks and nothing else; None: there is none.

    Blocks of several elements other than ``dt`` and ``dd``, and lines without an element of their own, have none:
    `links` finds those by their looks only.
    """
    if any(block[0].name == blocks.LINE or (len(block) > 1 and block[0].name != "dt") for block in found):
        return None
    wanted = {id(block[0]) for block in found}
    for selector in _selectors(found):
        if {id(tag) for tag in seen.soup.select(selector)} == wanted:
            return selector
    return None


def _selectors(found: list[Block]) -> Iterator[str]:
    """Yield selectors from those that tell most of what the list is to the bare path of names."""
    around = [name for up in range(1, 5) for name in _names(found, up)]
    marked = [name for name in around if "." in name or "#" in name]
    parents = [name for name in _names(found, 1) if name not in marked]
    for own in _names(found, 0):
        yield from (f"{name} {own}" for name in marked)
        yield from (f"{name} {parent} > {own}" for name, parent in product(marked, parents))
        yield own
        yield from (f"{parent} > {own}" for parent in parents)
    path = [soupsieve.escape(tag.name) for tag in (found[0][0], *found[0][0].parents)]
    yield " > ".join(reversed(path[:-1]))


def _names(found: list[Block], up: int) -> list[str]:
    """Return how the blocks' elements, or those `up` levels above them, can be called: by id, class, name."""
    tags = [tag for block in found for tag in [block[0], *block[0].parents][up : up + 1]]
    classes = set.intersection(*(set(attribute(tag, "class").split()) for tag in tags)) if tags else set()
    ids = {attribute(tag, "id") for tag in tags}
    names = [f"#{soupsieve.escape(one)}" for one in ids if one and len(ids) == 1 and up]
    kinds = {soupsieve.escape(tag.name) for tag in tags if tag.name not in {"html", "[document]"}}
    names += [f"{kind}.{soupsieve.escape(one)}" for kind in kinds if len(kinds) == 1 for one in sorted(classes)]
    return [*names, *kinds]
