"""Rows of a price table that a text holds: under a line of column names, a line for each product.

Notices of the ministry list what is added to the price list so, their cells parted by wide spaces or tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ipscwatch.model.ledger import Value
from ipscwatch.sheets import cells
from ipscwatch.text.packs import find_packs
from ipscwatch.text.width import narrow
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Owners
from ipscwatch.watching.wordings import generic

_PRICED = re.compile(r"薬価|償還価格|材料価格|公定価格")
_COLUMNS: Mapping[str, re.Pattern[str]] = {
    "name": re.compile(r"品名|販売名|製品名|品目"),
    "pack": re.compile(r"規格"),
    "maker": re.compile(r"製造販売業者|会社名|企業名|申請者"),
    "generic": re.compile(r"成分名|一般名|一般的名称"),
    "price": _PRICED,
}
_CELL = re.compile(r"[^\s\u3000](?:[^\t\n\u3000 ]| (?! ))*")
"""A cell goes on over single spaces."""
_FEWEST = 3
"""Cells of a table's line."""


class _Cell(NamedTuple):
    text: str
    start: int


def _extract(passages: Passages) -> Iterator[Finding]:
    if _PRICED.search(passages.original) is None:
        return
    columns: Mapping[str, int] = {}
    at = width = 0
    for line in passages.original.split("\n"):
        row = [_Cell(found[0].strip(), at + found.start()) for found in _CELL.finditer(line)]
        at += len(line) + 1
        if len(row) < _FEWEST:
            columns = {}
        elif named := _named(row):
            columns, width = named, len(row)
        elif columns and len(row) == width:
            yield from _stated(passages, row, columns)


def _named(row: Sequence[_Cell]) -> Mapping[str, int]:
    """Return the columns by what they hold, where the line names those of a product and of a price."""
    found = {
        role: next(number for number, cell in enumerate(row) if name.search(cell.text))
        for role, name in _COLUMNS.items()
        if any(name.search(cell.text) for cell in row)
    }
    priced = "price" in found and cells.price(row[found["price"]].text) is None
    return found if priced and "name" in found else {}


def _stated(passages: Passages, row: Sequence[_Cell], columns: Mapping[str, int]) -> Iterator[Finding]:
    """Yield the price of a row, and what it is for."""
    owners, cell = _whose(passages, row[columns["name"]]), row[columns["price"]]
    price = cells.price(cell.text)
    if not owners or price is None:
        return
    value = Value(text=f"{price:f}", unit="JPY", low=float(price), high=float(price))
    yield _finding(owners, "price_jpy", value, cell)
    for role, number in columns.items():
        told = _beside(passages, owners[0], role, narrow(row[number].text))
        if told is not None:
            yield _finding(owners, told[0], Value(text=told[1]), row[number])


def _beside(passages: Passages, product: str, role: str, text: str) -> tuple[str, str] | None:
    """Return what another cell of the row says of the product: its pack, its company, its generic name."""
    subjects = {one.subject_id: one for one in passages.subjects}
    subject = subjects[product]
    company = subjects.get(subject.company or "")
    packs = find_packs(text) if role == "pack" else ()
    name = generic(subject) if role == "generic" else None
    if packs:
        return "price_pack", packs[0].name
    if role == "maker" and company is not None and any(one in text for one in company.names):
        return "developer", company.name
    return ("inn", name[0]) if name is not None and any(one in text for one in name[1]) else None


def _finding(owners: Owners, attribute: str, value: Value, cell: _Cell) -> Finding:
    return Finding(owners, attribute, value, cell.start, cell.start + len(cell.text))


def _whose(passages: Passages, cell: _Cell) -> Owners:
    return passages.product_named(cell.start, cell.start + len(cell.text))


EXTRACTOR = Extractor(
    name="tabulated", version=1, attributes=("price_jpy", "price_pack", "developer", "inn"), extract=_extract
)
