"""CSV and its kin: commas, tabs or semicolons, in whatever encoding Japanese offices write (UTF-8, CP932)."""

from __future__ import annotations

import csv
from io import StringIO

from ipscwatch.sheets.sheet import CELLS, ROWS, Sheet, UnreadableError
from ipscwatch.text.charset import decode

_FIELD = 100_000
"""Characters one field may hold; an unclosed quotation mark makes the rest of a file one field."""
_HEAD = 10_000


def read(body: bytes, charset: str | None = None) -> Sheet:
    """Return the records of the text, numbered as a spreadsheet would; raises `UnreadableError`."""
    text = decode(body, declared=charset, media_type="text/csv").text
    csv.field_size_limit(_FIELD)
    rows: list[tuple[str, ...]] = []
    cells = 0
    try:
        for record in csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text[:_HEAD])):
            rows.append(tuple(record))
            cells += len(record)
            if cells > CELLS or len(rows) > ROWS:
                raise UnreadableError(f"the table has more than {CELLS:,} cells or {ROWS:,} rows")
    except csv.Error as error:
        raise UnreadableError(f"the table is damaged: {error}") from error
    return Sheet(name="", rows=tuple(rows))


def _delimiter(head: str) -> str:
    """Return what parts the fields: whichever of the usual marks the first lines hold most of."""
    return max((",", "\t", ";"), key=head.count)
