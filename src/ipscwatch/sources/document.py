"""Documents at an address, or behind links of a page: notices, committee papers, lists in PDF and workbooks.

Each document is an entry with its text, so that terms and facts are found in it and a document that was replaced at
its address is an edit. Where `table` names columns, its tables are rows as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from ipscwatch.errors import NothingFoundError
from ipscwatch.model.document import Document, Request
from ipscwatch.model.kinds import SourceKind
from ipscwatch.model.reading import Entry, Reading, Row
from ipscwatch.model.source import Source
from ipscwatch.sheets import pdf
from ipscwatch.sheets.cells import file_name
from ipscwatch.sheets.form import form
from ipscwatch.sheets.sheet import Sheet, UnreadableError
from ipscwatch.sources import address, labelled, linked, listing, page, tabular
from ipscwatch.sources.linked import Link
from ipscwatch.sources.options import Options, options_of
from ipscwatch.sources.stated import holds_one, primary_subtag
from ipscwatch.text.clean import clean, clean_line

_DOCUMENTS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOptions(Options):
    """Which links lead to the documents, and which tables of theirs are compared."""

    follow: Annotated[
        tuple[str, ...],
        Field(description="Words of the links that lead from the list to a page of documents, such as `資料`"),
    ] = ()
    newest: Annotated[
        int, Field(ge=1, le=10, description="How many of those pages to read, the first of the list")
    ] = 2
    links: Annotated[
        tuple[str, ...], Field(description="Words of the links to the documents wanted; without them all of them")
    ] = ()
    files: Annotated[
        str,
        Field(min_length=1, max_length=200, description="A regular expression for the names of their files"),
        AfterValidator(linked.expression),
    ] = "."
    table: Annotated[
        tuple[str, ...],
        Field(description="Column labels that together name a row of the tables to compare; without them none is"),
    ] = ()
    watch: Annotated[
        tuple[str, ...], Field(description="Rows to tell one by one: those that hold one of these words")
    ] = ()


def ask(source: Source, now: datetime) -> tuple[Request, ...]:
    """Return the request for the page or the document; a page is read whether it changed or not."""
    fresh = not address.is_file(source.url)
    return tuple(Request(url=one.url, optional=one.optional, fresh=fresh) for one in address.ask(source, now))


def read(source: Source, document: Document, _now: datetime) -> Reading:
    """Read a page of links, or one document; raises `ReadError`, `NothingFoundError`."""
    tabular.refuse_page(source.source_id, document)
    if tabular.is_page(document):
        return _read_page(source, document)
    options = options_of(source, DocumentOptions)
    text, sheets, warnings = _read_document(source, document, options)
    listed = listing.numbered(labelled.read(sheets, document.request.url, options.table) if options.table else ())
    title = document.request.title or _first_line(text) or file_name(document.request.url)
    entry = Entry(entry_id=None, url=document.request.url, title=clean_line(title), content=text)
    wanted = holds_one(options.only, title, text)
    return Reading(
        title=title,
        entries=(entry,) if wanted else (),
        rows=tuple(row for row in listed.rows if _wanted(row, options)),
        warnings=(*warnings, *listed.warnings),
    )


def _read_page(source: Source, document: Document) -> Reading:
    options = options_of(source, DocumentOptions)
    seen = page.parse(document)
    found = tuple(linked.links(seen))
    more = tuple(_more(found, options, first=not document.request.title))
    nothing = f"{document.request.url}: no link to a document that is wanted; {seen}"
    if not more and not document.request.title:
        raise NothingFoundError(source.source_id, f"{nothing}. Look at `follow`, `links` and `files`")
    warnings = seen.warnings if more else (*seen.warnings, nothing)
    return Reading(title=seen.title, more=more, warnings=warnings, language=primary_subtag(seen.language))


def _more(found: tuple[Link, ...], options: DocumentOptions, *, first: bool) -> Iterator[Request]:
    if first:
        for link in linked.pages(found, options.follow)[: options.newest]:
            yield Request(url=link.url, title=link.title, fresh=True, optional=True)
    for link in linked.documents(found, options.links, options.files)[:_DOCUMENTS]:
        yield Request(url=link.url, title=link.title, optional=True)


def _read_document(
    source: Source, document: Document, options: DocumentOptions
) -> tuple[str, tuple[Sheet, ...], tuple[str, ...]]:
    """Return the document's text, the tables asked for, and what was wrong with it."""
    if form(document.body) != "pdf":
        sheets = tabular.read(source.source_id, document)
        return clean("\n".join(_lines(sheets))), sheets, ()
    try:
        pages = pdf.read_text(document.body)
    except UnreadableError as error:
        unread = tabular.unread(source.source_id, document, error)
        if not document.request.title:
            raise unread from error
        return "", (), (str(unread),)  # its title alone may be the news
    sheets = tabular.read(source.source_id, document, options.table) if options.table else ()
    left = pages.total - len(pages.texts)
    return clean(pages.text), sheets, (f"{left} of its {pages.total} pages were not read",) if left else ()


def _lines(sheets: tuple[Sheet, ...]) -> Iterator[str]:
    for sheet in sheets:
        yield from (" ".join(filter(None, map(clean_line, row))) for row in sheet.rows if any(row))


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if len(line.strip()) > 5), "")


def _wanted(row: Row, options: DocumentOptions) -> bool:
    return holds_one(options.only, row.key, *row.cells.values())


KIND = SourceKind(
    name="document",
    summary="PDF and workbooks at an address or behind a page's links, as texts and as rows",
    options=DocumentOptions,
    ask=ask,
    read=read,
)
