"""Running every extractor over one item."""

from __future__ import annotations

from collections.abc import Sequence

from ipscwatch.model.item import Item
from ipscwatch.model.ledger import Claim
from ipscwatch.model.story import Event
from ipscwatch.model.term import Subject


def extractors() -> tuple[object, ...]:
    """Return the extractors of this package."""
    return ()


def extract(item: Item, subjects: Sequence[Subject], events: Sequence[Event] = ()) -> tuple[Claim, ...]:
    """Return what the item claims about the subjects."""
    del item, subjects, events
    return ()
