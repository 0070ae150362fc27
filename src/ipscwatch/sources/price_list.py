"""Price lists that come as files: from the index page to the page of the current list to its workbooks.

The index links to a list's page each year, that page to one file for each part of the list, and each file has a
date of its own. Pages are always read anew, files only when they changed. Rows are known by their codes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from ipscwatch.errors import NothingFoundError
from ipscwatch.model.document import Document, Request
from ipscwatch.model.kinds import SourceKind
from ipscwatch.model.reading import Reading, Row
from ipscwatch.model.source import Source
from ipscwatch.sources import address, linked, listing, page, tabular
from ipscwatch.sources.columns import labels_of
from ipscwatch.sources.linked import Link
from ipscwatch.sources.options import Options, options_of
from ipscwatch.sources.page import Page
from ipscwatch.sources.stated import holds_one, primary_subtag
from ipscwatch.text.clean import clean_line

_HOLDING = ("薬価", "価格", "price")
"""Words one of which is on every page of a PDF that holds prices."""
_PAGES = 3
_FILES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListOptions(Options):
    """Which links lead to the list, which of its rows are watched."""

    links: Annotated[
        tuple[str, ...],
        Field(description="Words of the link that leads from the index to the page of the list; the newest counts"),
    ] = ()
    files: Annotated[
        str,
        Field(min_length=1, max_length=200, description="A regular expression for the names of the list's files"),
        AfterValidator(linked.expression),
    ] = "."
    key: Annotated[
        tuple[str, ...],
        Field(description="What names a row where the list has no codes, such as `name` and `specification`"),
    ] = ()
    watch: Annotated[
        tuple[str, ...],
        Field(description="Rows to tell one by one: the beginning of a code, such as `4900`, or a word of the row"),
    ] = ()


def ask(source: Source, now: datetime) -> tuple[Request, ...]:
    """Return the request for the index, which is read whether it changed or not; a file only when it changed."""
    fresh = not address.is_file(source.url)
    return tuple(Request(url=one.url, optional=one.optional, fresh=fresh) for one in address.ask(source, now))


def read(source: Source, document: Document, _now: datetime) -> Reading:
    """Read the index, the page of the list, or one of its files; raises `ReadError`, `NothingFoundError`."""
    tabular.refuse_page(source.source_id, document)
    if tabular.is_page(document):
        return _read_page(source, document)
    return _reading(source, document, title="")


def _read_page(source: Source, document: Document) -> Reading:
    """Return the requests for what the page links to; the rows of its own tables where it links to nothing."""
    options = options_of(source, PriceListOptions)
    seen = page.parse(document)
    found = tuple(linked.links(seen))
    more = (*_lists(found, options, document), *_files(found, options))
    if not more:
        return _reading(source, document, title=seen.title, seen=seen)
    return Reading(title=seen.title, more=more, warnings=seen.warnings, language=primary_subtag(seen.language))


def _lists(found: tuple[Link, ...], options: PriceListOptions, document: Document) -> Iterator[Request]:
    """Yield the request for the newest page of a list, from the index only."""
    if document.request.title:
        return
    lists = linked.pages(found, options.links)[: 10 * _PAGES]
    newest = max(lists, key=lambda link: link.day or date.min, default=None)
    if newest is not None:
        yield Request(url=newest.url, title=newest.title, fresh=True)


def _files(found: tuple[Link, ...], options: PriceListOptions) -> Iterator[Request]:
    for link in linked.newest(linked.documents(found, (), options.files))[:_FILES]:
        yield Request(url=link.url, title=link.title, optional=True)


def _reading(source: Source, document: Document, *, title: str, seen: Page | None = None) -> Reading:
    """Return the rows of a file, or of a page that holds the list itself."""
    options = options_of(source, PriceListOptions)
    sheets = tabular.read(source.source_id, document, _HOLDING)
    listed = listing.read(sheets, document.request.url, options.key)
    if listed is None or not listed.rows:
        labels = [clean_line(label) for sheet in sheets[:3] for label in labels_of(sheet)]
        heads = ", ".join(f"«{label}»" for label in labels) or "no table"
        what = f"; {seen}" if seen is not None else ""
        raise NothingFoundError(
            source.source_id,
            f"{document.request.url}: no price list, with a column of prices beside one of codes or names; "
            f"there is {heads[:300]}{what}",
            transient=False,
        )
    rows = tuple(row for row in listed.rows if _wanted(row, options))
    return Reading(title=title or document.request.title, rows=rows, warnings=listed.warnings)


def _wanted(row: Row, options: PriceListOptions) -> bool:
    return not options.only or holds_one(options.only, row.key, *row.cells.values())


KIND = SourceKind(
    name="price_list",
    summary="a price list in workbooks, CSV or PDF, compared row by row",
    options=PriceListOptions,
    ask=ask,
    read=read,
)
