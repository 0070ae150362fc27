"""A sheet: a table's cells as text, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

CELLS = 1_000_000
"""Cells read of one document; the longest price list in one file has 256,000."""
ROWS = 99_999


class UnreadableError(Exception):
    """A document is not what can be read as a table or a text; the message says what it is instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table as it stands in its document; cells are text as a reader of the document sees it."""

    name: str
    """Such as ``sheet 注射薬`` or ``page 3, table 1``; empty where the document is one table."""
    rows: tuple[tuple[str, ...], ...]
    first: int = 1
    """The number of the first of `rows`, as the document's own program counts."""

    def place(self, index: int) -> str:
        """Return where ``rows[index]`` stands, such as ``sheet 注射薬, row 8412``."""
        return ", ".join(filter(None, (self.name, f"row {self.first + index}")))


def letters(column: int) -> str:
    """Return a column's letters, ``A`` for 0, ``AA`` for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def shown(value: object) -> str:
    """Return a cell's value as text: numbers with the fifteen digits a workbook holds, days as ISO 8601."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(sep=" ")
    if isinstance(value, (date, time, timedelta, int)):
        return str(value)
    return "" if value is None else str(value)
