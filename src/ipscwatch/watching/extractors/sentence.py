"""One sentence of a text: where it stands, whom it names, and whom it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ipscwatch.watching.extractors.expressions import Expression

Owners = tuple[str, ...]
"""Subject ids; several where one statement is made of several subjects alike."""


class Group(NamedTuple):
    """Subjects named together («A and B»), or one subject named several times in a row."""

    owners: Owners
    start: int
    end: int


class Sentence(NamedTuple):
    """One sentence: where it stands, what it names, and what it is about when it names nothing."""

    start: int
    end: int
    text: str
    paragraph: int
    groups: tuple[Group, ...] = ()
    inherited: Owners = ()
    topic: Owners = ()
    """The subjects it is about; none where it lists more than two, as examples."""
    lower: str = ""
    """The text in lower case."""
    bits: int = -1
    """Those of the expressions that can match in it; see `expressions.held`."""
    at_large: bool = False
    """It speaks of other products, or of products at large."""
    around: Owners = ()
    """What the paragraph before was about, where nothing has been named since."""

    def about(self, groups: tuple[Group, ...], inherited: Owners) -> Sentence:
        """Return the sentence with what it names, or else is about."""
        topic = distinct(groups) or inherited
        return self._replace(groups=groups, inherited=inherited, topic=topic if len(topic) <= 2 else ())

    def may_hold(self, expression: Expression) -> bool:
        """Say whether the expression can match in the sentence; where not, it need not be looked for."""
        return self.bits & expression.bit != 0

    def search(self, expression: Expression) -> re.Match[str] | None:
        """Return the first match of the expression."""
        return expression.search(self.text) if self.bits & expression.bit else None

    def near(self, expression: Expression, start: int, end: int) -> re.Match[str] | None:
        """Return the first match of the expression in ``text[start:end]`` alone; `start` may be negative."""
        return expression.search(self.text[max(0, start) : end]) if self.bits & expression.bit else None

    def finditer(self, expression: Expression) -> Iterator[re.Match[str]]:
        """Yield the matches of the expression."""
        return expression.finditer(self.text) if self.bits & expression.bit else _NONE


_NONE: Iterator[re.Match[str]] = iter(())


def distinct(groups: Sequence[Group]) -> Owners:
    """Return the subjects of these groups, each once, in order."""
    return tuple(dict.fromkeys(owner for group in groups for owner in group.owners))
