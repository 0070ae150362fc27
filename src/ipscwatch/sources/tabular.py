"""Any document as sheets: workbooks, CSV and PDF by their first bytes, the tables of a web page by their markup."""

from __future__ import annotations

from collections.abc import Iterator

from ipscwatch.errors import ReadError
from ipscwatch.model.document import Document
from ipscwatch.sheets import book
from ipscwatch.sheets.form import form
from ipscwatch.sheets.sheet import Sheet, UnreadableError
from ipscwatch.sources import grid, page
from ipscwatch.sources.address import is_file
from ipscwatch.sources.page import Page, words


def is_page(document: Document) -> bool:
    """Say whether a web page came, whatever the server calls it."""
    what = form(document.body)
    return what == "html" or (what == "text" and document.media_type in ("text/html", "application/xhtml+xml"))


def refuse_page(source_id: str, document: Document) -> None:
    """Raise `ReadError` where a web page came from an address behind which a document should be."""
    if is_page(document) and is_file(document.request.url):
        seen = page.parse(document)
        raise unread(source_id, document, f"a web page came where a document was expected: {seen}")


def unread(source_id: str, document: Document, why: object) -> ReadError:
    """Return the error that says whose document could not be read, and why; asking again soon will not help."""
    return ReadError(source_id, f"{document.request.url}: {why}", transient=False)


def read(source_id: str, document: Document, holding: tuple[str, ...] = ()) -> tuple[Sheet, ...]:
    """Return the document's sheets, of a PDF those of pages that hold one of these words; raises `ReadError`."""
    if is_page(document):
        refuse_page(source_id, document)
        return tuple(_tables(page.parse(document)))
    try:
        return book.read(document.body, charset=document.charset, words=holding)
    except UnreadableError as error:
        raise unread(source_id, document, error) from error


def _tables(seen: Page) -> Iterator[Sheet]:
    """Yield the page's tables, spans filled, the names of their columns as the first row."""
    for number, table in enumerate(seen.soup.find_all("table"), 1):
        laid_out = grid.read(table)
        rows = [
            tuple(words(line.cells[name]) if name in line.cells else "" for name in laid_out.columns)
            for line in laid_out.lines
        ]
        head = [laid_out.columns] if laid_out.named else []
        yield Sheet(name=f"table {number}", rows=(*head, *rows))
