"""Which of many expressions can match in a text: those one of whose words stands in it.

The words that every match of an expression holds are read off the expression itself, so that none can be forgotten;
a text is then searched once for the words of all, instead of once for each expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _constants as op  # type: ignore[attr-defined]  # the library has no public way
from re import _parser  # type: ignore[attr-defined]  # to look into an expression
from typing import Any

from ipscwatch.text.automaton import automaton, sound

_LARGEST_SET = 8
"""Characters up to which a set of them is taken as that many words."""
_COMMON = frozenset(("承認", "approv"))
"""Words so common in this field that any other tells more."""


class Needed:
    """The words of some expressions, made ready to be looked for together."""

    def __init__(self, patterns: Sequence[re.Pattern[str]], *, lower: bool = False) -> None:
        self._always = 0
        by_word: dict[str, int] = {}
        for place, pattern in enumerate(patterns):
            words = needed(pattern)
            if not words:
                self._always |= 1 << place
            for word in {word.lower() for word in words} if lower else words:
                by_word[word] = by_word.get(word, 0) | 1 << place
        self._bits = tuple(by_word.values())
        self._automaton = automaton(tuple(by_word))

    def held(self, text: str) -> int:
        """Return the sum of 2 to the place of each expression that can match; with `lower`, in lower-case text."""
        found = {number for number, _, _ in self._automaton.find_matches_as_indexes(sound(text), overlapping=True)}
        held = self._always
        for number in found:
            held |= self._bits[number]
        return held


def needed(pattern: re.Pattern[str]) -> frozenset[str]:
    """Return words one of which is in every match, in the case they are written in; none if there are no such."""
    words = _needed(_parser.parse(pattern.pattern, pattern.flags))
    if not _worth(words):
        return frozenset()
    return frozenset(word for word in words if not any(other in word for other in words - {word}))


def _needed(parts: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Return the best choice of words that a sequence of parts offers."""
    choices: list[frozenset[str]] = []
    run = ""
    for kind, value in parts:
        if kind is op.LITERAL:
            run += chr(value)
        elif kind not in (op.AT, op.ASSERT_NOT, op.ASSERT):
            choices += [frozenset((run,)), _inside(kind, value)]
            run = ""
    return max((*choices, frozenset((run,))), key=_worth, default=frozenset())


def _inside(kind: Any, value: Any) -> frozenset[str]:  # noqa: ANN401 - the parser ships no types
    """Return the words of one part; none where it may match without any."""
    if kind is op.SUBPATTERN:
        return _needed(value[3])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _needed(value[2]) if value[0] else frozenset()
    if kind is op.BRANCH:
        branches = [_needed(branch) for branch in value[1]]
        return frozenset[str]().union(*branches) if all(map(_worth, branches)) else frozenset()
    if kind is op.IN and len(value) <= _LARGEST_SET and all(one[0] is op.LITERAL for one in value):
        return frozenset(chr(one[1]) for one in value)
    return frozenset()


def _worth(words: frozenset[str]) -> int:
    """Return how rare the commonest of the words is, roughly; 0 where they tell nothing."""
    return min((1 if word in _COMMON else max(0, len(word.encode()) - 1) for word in words), default=0)
