"""A price list's sheets as rows with keys: the same row has the same key in every list, whatever its layout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ipscwatch.model.reading import Row
from ipscwatch.model.row import CATEGORY, NAME, PRICE, PRICE_COLUMNS, SPECIFICATION
from ipscwatch.sheets.cells import file_name, price, squeezed
from ipscwatch.sheets.sheet import Sheet, letters
from ipscwatch.sources.columns import CODE, Layout, find
from ipscwatch.text.clean import clean_line
from ipscwatch.text.width import narrow

_CATEGORIES = {
    "01": "内用薬",
    "02": "注射薬",
    "03": "外用薬",
    "04": "歯科用薬剤",
}
"""What the ministry's four workbooks hold, ``tpYYYYMMDD-01_01.xlsx`` to ``…_04.xlsx``."""
_PART = re.compile(r"-\d\d_(\d\d)\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The rows of a price list, and what was wrong with it though it could be read."""

    rows: tuple[Row, ...]
    warnings: tuple[str, ...] = ()


def read(sheets: Iterable[Sheet], address: str, key: Sequence[str] = ()) -> Listing | None:
    """Return the rows of all sheets that hold a price list; None where no sheet does.

    A row's key is its code, or the columns of `key`; in a list without codes its name and specification. Equal
    keys are numbered, with a warning. Cells have the names of ``model.row``; rows say where they stand.
    """
    found = [(sheet, layout) for sheet in sheets if (layout := find(sheet)) is not None]
    if not found:
        return None
    rows = [row for sheet, layout in found for row in _Reader(sheet, layout, address, key).rows()]
    return numbered(rows)


class _Reader:
    """Reads one sheet; texts that repeat, as makers and ingredients do, are cleaned once."""

    def __init__(self, sheet: Sheet, layout: Layout, address: str, key: Sequence[str]) -> None:
        self._sheet, self._layout, self._address = sheet, layout, address
        self._key = tuple(key) or ((CODE,) if CODE in layout.columns else (NAME, SPECIFICATION))
        self._file = file_name(address)
        self._category = _category(sheet, self._file)
        self._columns = [(kind, layout.columns[kind]) for kind in PRICE_COLUMNS if kind in layout.columns]
        self._clean: dict[str, str] = {}

    def rows(self) -> Iterator[Row]:
        column = f"price in column {letters(self._layout.columns[PRICE])}"
        for index, raw in enumerate(self._sheet.rows[self._layout.first :], self._layout.first):
            cells = {kind: self._text(raw[at]) if at < len(raw) else "" for kind, at in self._columns}
            cells[CATEGORY] = cells.get(CATEGORY) or self._category
            cells[PRICE] = _price(cells[PRICE])
            key = self._named(raw, cells)
            if key and (cells[PRICE] or cells.get(NAME)):
                place = ", ".join(filter(None, (self._file, self._sheet.place(index), column)))
                yield Row(key=key, cells=cells, place=place, url=self._address)

    def _named(self, raw: Sequence[str], cells: Mapping[str, str]) -> str:
        """Return the row's key, empty for a line that is no row: a title, a footnote, a repeated head."""
        if self._key == (CODE,):
            at = self._layout.columns[CODE]
            code = narrow(raw[at]).strip() if at < len(raw) else ""
            return code if code.isascii() and any(map(str.isdigit, code)) else ""
        parts = [clean_line(narrow(cells.get(kind, ""))) for kind in self._key]
        return " / ".join(parts) if parts[0] and cells[PRICE] else ""

    def _text(self, cell: str) -> str:
        text = self._clean.get(cell)
        if text is None:
            text = self._clean[cell] = clean_line(cell)
        return text


def _price(text: str) -> str:
    """Return a price in plain digits; what is none stays as it is, to be seen."""
    read = price(text)
    return text if read is None else str(read)


def _category(sheet: Sheet, file: str) -> str:
    """Return what a whole sheet holds, by the number in the file's name or by the sheet's own name."""
    part = _PART.search(file)
    if part and part[1] in _CATEGORIES:
        return _CATEGORIES[part[1]]
    name = squeezed(sheet.name)
    return next((category for category in (*_CATEGORIES.values(), "再生医療等製品") if category in name), "")


def numbered(rows: Iterable[Row]) -> Listing:
    """Return the rows, those that share a key numbered in their order, with a warning that says so."""
    seen: Counter[str] = Counter()
    told = []
    for row in rows:
        seen[row.key] += 1
        n = seen[row.key]
        told.append(row if n == 1 else replace(row, key=f"{row.key} ({n})"))
    shared = [key for key, n in seen.items() if n > 1]
    warnings = (f"{len(shared)} keys name several rows, such as «{shared[0]}»",) if shared else ()
    return Listing(rows=tuple(told), warnings=warnings)
