"""One sentence of a text: where it stands, whom it names, and whom it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Owners = tuple[str, ...]
"""Subject ids; several where one statement is made of several subjects alike."""


@dataclass(frozen=True, slots=True)
class Group:
    """Subjects named together («A and B»), or one subject named several times in a row."""

    owners: Owners
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where it stands, what it names, and what it is about when it names nothing."""

    start: int
    end: int
    text: str
    paragraph: int
    groups: tuple[Group, ...]
    inherited: Owners
    lower: str
    """The text in lower case, for `holds`."""

    def holds(self, *stems: str) -> bool:
        """Say whether one of these stems is in the text: a cheap look before a costly expression."""
        lower = self.lower
        for stem in stems:  # noqa: SIM110 - the hottest line there is; a generator takes twice the time
            if stem in lower:
                return True
        return False

    @property
    def topic(self) -> Owners:
        """The subjects it is about; none where it lists more than two, as examples."""
        named = distinct(self.groups) or self.inherited
        return named if len(named) <= 2 else ()


def distinct(groups: Sequence[Group]) -> Owners:
    """Return the subjects of these groups, each once, in order."""
    return tuple(dict.fromkeys(owner for group in groups for owner in group.owners))
