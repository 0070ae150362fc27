"""Tables with labels above their columns, as they stand in workbooks and PDF, as rows with keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ipscwatch.model.reading import Row
from ipscwatch.sheets.cells import file_name, squeezed
from ipscwatch.sheets.sheet import Sheet
from ipscwatch.text.clean import clean_line

_HEAD_WITHIN = 40
_CELL = 5_000
"""Characters kept of one cell; an indication can be a page long."""
_MOSTLY = 0.6
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The labels of a sheet: the index of the row they stand in, and the label of each column that has one."""

    at: int
    names: Mapping[int, str]

    def column(self, label: str) -> int | None:
        """Return the column whose label begins with these words, whatever its width and spacing."""
        wanted = squeezed(label)
        return next((at for at, name in self.names.items() if squeezed(name).startswith(wanted)), None)


def read(sheets: Iterable[Sheet], address: str, key: Sequence[str] = ()) -> tuple[Row, ...]:
    """Return the rows of all sheets whose labels have the `key` columns.

    Without `key` the first column that has words in it and another one in each row is the key.

    A label counts where it begins with the words of `key`. A table that goes on without labels, as on the next page
    of a PDF, is read under those before it. Rows without a key are left out.
    """
    return tuple(_rows(sheets, address, tuple(key)))


def _rows(sheets: Iterable[Sheet], address: str, key: tuple[str, ...]) -> Iterator[Row]:
    before: Labels | None = None
    columns: list[int] = []
    width = 0
    for sheet in sheets:
        labels = _labels(sheet, key)
        if labels is None and before is not None and max(map(len, sheet.rows), default=0) == width:
            labels = Labels(at=-1, names=before.names)
        if labels is None:
            continue
        if before is None or labels.names != before.names:
            named = (labels.column(one) for one in key)
            columns = [column for column in named if column is not None] or _telling(sheet, labels)
        before, width = labels, max(map(len, sheet.rows))
        yield from _below(sheet, labels, address, columns)


def _below(sheet: Sheet, labels: Labels, address: str, columns: Sequence[int]) -> Iterator[Row]:
    for index, raw in enumerate(sheet.rows[labels.at + 1 :], labels.at + 1):
        cells = {name: clean_line(raw[at], _CELL) for at, name in labels.names.items() if at < len(raw)}
        parts = [clean_line(raw[at]) for at in columns if at < len(raw)]
        if parts and parts[0] and not _is_head(raw, labels):
            place = ", ".join(filter(None, (file_name(address), sheet.place(index))))
            yield Row(key=" / ".join(filter(None, parts)), cells=cells, place=place, url=address)


def _telling(sheet: Sheet, labels: Labels) -> list[int]:
    """Return the first column with words in it, all different; else the first; running numbers tell nothing."""
    rows = sheet.rows[labels.at + 1 :]
    for at in labels.names:
        cells = [raw[at] for raw in rows if at < len(raw) and raw[at].strip()]
        if cells and len(set(cells)) == len(cells) and any(map(str.isalpha, "".join(cells))):
            return [at]
    return list(labels.names)[:1]


def _is_head(raw: Sequence[str], labels: Labels) -> bool:
    """Say whether the row repeats the labels."""
    return all(at < len(raw) and _named(raw[at]) == name for at, name in labels.names.items())


def _labels(sheet: Sheet, key: tuple[str, ...]) -> Labels | None:
    """Return the first row that has a label for every key; without keys the first as full as most rows are."""
    filled = [sum(1 for cell in row if cell.strip()) for row in sheet.rows[:_HEAD_WITHIN]]
    enough = max(2, _MOSTLY * max(filled, default=0))
    for index, row in enumerate(sheet.rows[:_HEAD_WITHIN]):
        if filled[index] < enough and not key:
            continue
        labels = Labels(at=index, names=dict(_unique(row)))
        if all(labels.column(one) is not None for one in key):
            return labels
    return None


def _unique(row: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each column's label; one that repeats carries its column's number."""
    seen: set[str] = set()
    for at, cell in enumerate(row):
        name = _named(cell)
        if name:
            yield at, name if name not in seen else f"{name} {at + 1}"
            seen.add(name)


def _named(cell: str) -> str:
    """Return a label on one line; Japanese ones are spaced out for looks, which goes."""
    return squeezed(cell, fold_case=False)[:100] if _JAPANESE.search(cell) else clean_line(cell, 100)
