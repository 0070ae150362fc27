"""List pages: things with a title, a link and a date, found by CSS selectors or by how a list looks.

Where no selector is given the page is searched for repeated blocks with a date and a link (`blocks`). A row of a
table with named columns becomes an entry with its cells as ``name: text`` lines, so that a quote says what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from bs4 import Tag
from pydantic import Field

from ipscwatch.errors import NothingFoundError
from ipscwatch.model.document import Document, Request
from ipscwatch.model.kinds import SourceKind
from ipscwatch.model.reading import Reading
from ipscwatch.model.source import Source
from ipscwatch.sources import blocks, page
from ipscwatch.sources.address import ask, day_of, fill, next_page
from ipscwatch.sources.blocks import Block
from ipscwatch.sources.listed import Lister, Selector, Where
from ipscwatch.sources.options import options_of
from ipscwatch.sources.page import Page, attribute
from ipscwatch.sources.stated import ENTRIES, primary_subtag, settle
from ipscwatch.text.urls import absolute


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksOptions(Where):
    """Where on the page the entries are; every selector but `item` and `more` is relative to the item."""

    item: Annotated[
        Selector | None,
        Field(description="CSS selector of one thing of the list; without it the list is found by its looks"),
    ] = None
    more: Annotated[
        Selector | None, Field(description="Links to further pages of the list, such as `.pager a`; see `pages`")
    ] = None


def read(source: Source, document: Document, now: datetime) -> Reading:
    """Read a list page; raises `NothingFoundError` where it holds no item, saying what it holds instead."""
    options = options_of(source, LinksOptions)
    seen = page.parse(document)
    found = _items(seen, options)
    if not found:
        raise NothingFoundError(source.source_id, _nothing(source, seen, options))
    lister = Lister(seen, options, day_of(source, document, now))
    stated = (one for one in map(lister.state, found) if one.title or one.link or one.summary)
    entries, warnings = settle(stated, base=seen.base, source=source, now=now)
    return Reading(
        title=seen.title,
        entries=entries,
        more=(*next_page(source, document, now), *_more(source, document, seen, options)),
        warnings=(*seen.warnings, *warnings),
        language=primary_subtag(seen.language),
    )


def _items(seen: Page, options: LinksOptions) -> tuple[Block, ...]:
    if options.item is None:
        return blocks.find(seen.soup)
    chosen = seen.soup.select(options.item, limit=10 * ENTRIES)
    return tuple(block for tag in chosen if not _is_header(tag) for block in blocks.continued(tag))


def _is_header(tag: Tag) -> bool:
    return tag.name == "tr" and tag.find("td", recursive=False) is None


def _nothing(source: Source, seen: Page, options: LinksOptions) -> str:
    if options.item is None:
        return f"{source.url}: no list of dated links was found; {seen}. Give a selector in `item`"
    return f"{source.url}: the selector «{options.item}» finds nothing; {seen}. Its layout may have changed"


def _more(source: Source, document: Document, seen: Page, options: LinksOptions) -> tuple[Request, ...]:
    """Return the further pages the first one links to, each once."""
    if options.more is None or document.request.url != fill(source.url):
        return ()
    links = (absolute(attribute(tag, "href"), seen.base) for tag in seen.soup.select(options.more))
    others = dict.fromkeys(url for url in links if url and url not in {document.url, document.request.url})
    return tuple(Request(url=url, optional=True) for url in list(others)[: options.pages - 1])


KIND = SourceKind(
    name="links",
    summary="a page that lists things, each with a link",
    options=LinksOptions,
    ask=ask,
    read=read,
)
