"""A change in a table, told by row and by what kind of difference it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ipscwatch.model.reading import Row

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


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row that is new, gone or different; `changed` is a difference in a table that is no price list."""

    kind: RowChangeKind
    key: str
    name: str
    before: Row | None
    after: Row | None
    watched: bool = False
