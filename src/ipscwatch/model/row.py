"""A change in a table, told by row and by what kind of difference it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ipscwatch.model.reading import Row

CATEGORY = "category"
"""The part of the list a row belongs to: ``内用薬``, ``注射薬``, ``再生医療等製品``."""
INGREDIENT = "ingredient"
SPECIFICATION = "specification"
"""What one price is for, such as ``１患者当たり``."""
NAME = "name"
MAKER = "maker"
PRICE = "price"
"""In yen, plain digits, to the hundredth at most."""
LIMIT = "limit"
"""Until when a row that is going may still be used (経過措置)."""
NOTE = "note"
PRICE_COLUMNS = (CATEGORY, INGREDIENT, SPECIFICATION, NAME, MAKER, PRICE, LIMIT, NOTE)
"""The cells of a price list's row, whatever the list calls its columns; one that holds `PRICE` is such a row."""

RowChangeKind = Literal[
    "listed",
    "delisted",
    "revised",
    "renamed",
    "maker_changed",
    "respecified",
    "limit_changed",
    "moved",
    "changed",
]

COLUMN_OF: Mapping[RowChangeKind, str] = {
    "revised": PRICE,
    "renamed": NAME,
    "maker_changed": MAKER,
    "respecified": SPECIFICATION,
    "limit_changed": LIMIT,
    "moved": CATEGORY,
}
"""The cell that a change of a price row is about; a row that came or went changed as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row that is new, gone or different; `changed` is a difference in a table that is no price list."""

    kind: RowChangeKind
    key: str
    name: str
    before: Row | None
    after: Row | None
    watched: bool = False
