"""Who leads a story, and how many voices it has."""

from __future__ import annotations

from collections.abc import Iterable

from ipscwatch.model.story import StoryKey
from ipscwatch.watching.stories.shingles import overlap

COPY = 0.6
"""From this overlap on a text is a copy of the other's."""


def lead(keys: Iterable[StoryKey]) -> StoryKey:
    """Return the item that leads: of the highest tier, then the earliest; `keys` must not be empty."""
    return min(keys, key=lambda key: (key.tier, key.dated_at, key.item_id))


def voice(key: StoryKey, everyone: Iterable[StoryKey]) -> str:
    """Return whose words an item carries: a wire's where it is a copy, else its outlet's.

    `everyone` are the items it may be a copy of, itself included or not.
    """
    for prefix in ("agency:", "wire:"):
        if (mark := next((mark for mark in sorted(key.keys) if mark.startswith(prefix)), None)) is not None:
            return mark
    copies = [other for other in everyone if overlap(key.shingles, other.shingles) >= COPY]
    credited = sorted(mark for other in copies for mark in other.keys if mark.startswith("agency:"))
    first = min([key, *copies], key=lambda other: (other.dated_at, other.item_id))
    return credited[0] if credited else first.outlet


def voices(keys: Iterable[StoryKey]) -> tuple[str, ...]:
    """Return the voices of a story, each once, the lead's kind first: by tier and time."""
    ordered = sorted(keys, key=lambda key: (key.tier, key.dated_at, key.item_id))
    return tuple(dict.fromkeys(voice(key, ordered) for key in ordered))
