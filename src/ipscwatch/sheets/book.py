"""Any document that holds tables, told by its first bytes, as sheets."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ipscwatch.sheets import delimited, pdf, workbook
from ipscwatch.sheets.cells import squeezed
from ipscwatch.sheets.form import Form, form
from ipscwatch.sheets.sheet import Sheet, UnreadableError
from ipscwatch.text.clean import clean, clean_line

_NOT_A_TABLE = {
    "encrypted": "the workbook is encrypted",
    "html": "a web page came in its place",
    "nothing": "the document is empty",
    "zip": "the document is an archive and no workbook",
    "other": "the document is neither a workbook, a PDF nor text",
}


def read(body: bytes, *, charset: str | None = None, words: tuple[str, ...] = ()) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, a CSV file or a PDF; raises `UnreadableError`.

    Of a PDF the tables are read on the pages that hold one of `words`, on all pages without them, and on every
    page that follows such a page directly, where a long table goes on.
    """
    what = form(body)
    if what in _NOT_A_TABLE:
        raise UnreadableError(_NOT_A_TABLE[what])
    return tuple(_cleaned(sheet) for sheet in _sheets(body, what, charset, words))


def _sheets(body: bytes, what: Form, charset: str | None, words: tuple[str, ...]) -> tuple[Sheet, ...]:
    if what == "text":
        return (delimited.read(body, charset),)
    if what == "pdf":
        return pdf.read_tables(body, holding(pdf.read_text(body).texts, words))
    return workbook.read(body, what)


def _cleaned(sheet: Sheet) -> Sheet:
    """Return the sheet with texts that are safe to store and show; cells repeat, so each is cleaned once."""
    clean_once = lru_cache(maxsize=65_536)(clean)
    rows = tuple(tuple(clean_once(cell) if cell else "" for cell in row) for row in sheet.rows)
    return replace(sheet, name=clean_line(sheet.name), rows=rows)


def holding(texts: tuple[str, ...], words: tuple[str, ...]) -> list[int]:
    """Return the numbers, from 0, of the pages that hold a word, and of the page after each; all without words."""
    if not words:
        return list(range(len(texts)))
    wanted = [squeezed(word) for word in words]
    hits = {number for number, text in enumerate(texts) if any(word in squeezed(text) for word in wanted)}
    return sorted(number for number in hits | {hit + 1 for hit in hits} if number < len(texts))
