"""Overclaims in a text."""

from __future__ import annotations

from collections.abc import Sequence

from ipscwatch.model.item import Item
from ipscwatch.model.ledger import Flag
from ipscwatch.model.term import Subject


def find(item: Item, subjects: Sequence[Subject]) -> tuple[Flag, ...]:
    """Return the overclaims in the item."""
    del item, subjects
    return ()
