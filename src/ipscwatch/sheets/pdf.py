"""PDF: its text page by page (pdfium), and the tables of the pages one asks for (pdfplumber, which is slow).

Where a font is not in the file, pdfium takes one of the system's, and what it makes of the text depends on the
machine: «2026.3.6 1» may become «2026.3.61». Such pages are read by pypdf, which needs no font and takes longer.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from ipscwatch.sheets.sheet import CELLS, Sheet, UnreadableError

PAGES = 200
TABLE_PAGES = 40
"""Pages searched for tables; each costs about a tenth of a second."""
_CHARACTERS = 2_000_000
_BUILT_IN = ("Courier", "Helvetica", "Times-", "Symbol", "ZapfDingbats")
"""The fonts every reader brings along (ISO 32000-1, 9.6.2.2): the same on every machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The text of a PDF's pages, as many as are read, and how many there are."""

    texts: tuple[str, ...]
    total: int

    @property
    def text(self) -> str:
        """The whole text, pages parted by a blank line."""
        return "\n\n".join(filter(None, self.texts))


def read_text(body: bytes) -> Pages:
    """Return the text of the first `PAGES` pages; raises `UnreadableError`, also where every page is a picture."""
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - a native library few polls need

    try:
        document = PdfDocument(body)
    except PdfiumError as error:
        raise UnreadableError(_why(str(error))) from error
    try:
        total = len(document)
        texts = list(_texts(document, min(total, PAGES)))
        borrowing = [number for number in range(len(texts)) if _borrows_a_font(document[number])]
    except PdfiumError as error:
        raise UnreadableError("the PDF is damaged") from error
    finally:
        document.close()
    for number, text in _reread(body, borrowing):
        texts[number] = text[:_CHARACTERS]
    if not any(texts):
        raise UnreadableError(f"the PDF has no text: {total} page{'s' * (total != 1)} of pictures")
    return Pages(texts=tuple(texts), total=total)


def _why(error: str) -> str:
    if "password" in error.lower():
        return "the PDF is encrypted and asks for a password"
    return "the PDF is encrypted in an unknown way" if "security" in error.lower() else "the PDF is damaged"


def _texts(document: Any, pages: int) -> Iterator[str]:  # noqa: ANN401 - the library ships no types
    left = _CHARACTERS
    for number in range(pages):
        page = document[number]
        text_page = page.get_textpage()
        text = text_page.get_text_bounded()[:left].replace("\r\n", "\n").strip()
        text_page.close()
        page.close()
        left -= len(text)
        yield text


def _borrows_a_font(page: Any) -> bool:  # noqa: ANN401 - as above
    """Say whether any text of the page is set in a font that the file does not bring along."""
    from pypdfium2.raw import FPDF_PAGEOBJ_TEXT  # noqa: PLC0415 - as above

    fonts = (piece.get_font() for piece in page.get_objects(filter=(FPDF_PAGEOBJ_TEXT,)))
    return any(not font.is_embedded and not font.get_base_name().startswith(_BUILT_IN) for font in fonts)


def _reread(body: bytes, pages: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield the text of these pages, numbered from 0, as far as it can be had."""
    if not pages:
        return
    from pypdf import PdfReader  # noqa: PLC0415 - as above
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - as above

    with suppress(PyPdfError, ValueError, TypeError, KeyError, IndexError):
        document = PdfReader(BytesIO(body))
        for number in pages:
            yield number, document.pages[number].extract_text().strip()


def read_tables(body: bytes, pages: Collection[int]) -> tuple[Sheet, ...]:
    """Return the tables on the first `TABLE_PAGES` of these pages, numbered from 0; raises `UnreadableError`."""
    import pdfplumber  # noqa: PLC0415 - half a second of imports for something few polls need
    from pdfminer.pdfexceptions import PDFException  # noqa: PLC0415 - as above
    from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415 - as above

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    wanted = sorted(pages)[:TABLE_PAGES]
    if not wanted:
        return ()
    try:
        with pdfplumber.open(BytesIO(body), pages=[page + 1 for page in wanted]) as document:
            return tuple(_tables(document))
    except (PdfminerException, PDFException, ValueError, TypeError, KeyError, IndexError) as error:
        raise UnreadableError("the tables of the PDF cannot be read") from error


def _tables(document: Any) -> Iterator[Sheet]:  # noqa: ANN401 - the library ships no types
    left = CELLS
    for page in document.pages:
        for number, table in enumerate(page.extract_tables(), 1):
            rows = tuple(tuple(cell or "" for cell in row) for row in table)
            left -= sum(map(len, rows))
            if left < 0:
                raise UnreadableError(f"the PDF's tables have more than {CELLS:,} cells")
            yield Sheet(name=f"page {page.page_number}, table {number}", rows=rows)
        page.close()
