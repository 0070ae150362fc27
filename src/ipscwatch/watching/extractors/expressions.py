"""Expressions that are looked for only where one of the words stands that every match of them holds.

A text is searched once for the words of all expressions (Aho-Corasick), instead of once for each expression. The
words are read off the expression itself, so that none can be forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]  # the library has no public way
from re import _parser  # type: ignore[attr-defined]  # to look into an expression
from typing import Any

from ipscwatch.watching.words import automaton, sound

_LARGEST_SET = 8
"""Characters up to which a set of them is taken as that many words."""


class Expression:
    """A compiled expression; `bit` stands for it in the sum that `held` returns."""

    __slots__ = ("bit", "finditer", "fullmatch", "match", "pattern", "search", "sub")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        compiled = re.compile(pattern, flags)
        self.pattern = compiled
        self.search = compiled.search
        self.match = compiled.match
        self.fullmatch = compiled.fullmatch
        self.finditer = compiled.finditer
        self.sub = compiled.sub
        self.bit = 1 << len(ALL)
        ALL.append(self)


ALL: list[Expression] = []
"""Every expression there is, in the order of their bits."""


def held(text: str) -> int:
    """Return the sum of the bits of all expressions that can match in a text, given in lower case."""
    always, bits, finder = _ready(len(ALL))
    found = {number for number, _, _ in finder.find_matches_as_indexes(sound(text), overlapping=True)}
    for number in found:
        always |= bits[number]
    return always


@cache
def _ready(_known: int) -> tuple[int, Sequence[int], Any]:
    """Return the bits of expressions without words, those of each word, and what finds the words."""
    always = 0
    by_word: dict[str, int] = {}
    for one in ALL:
        words = needed(one.pattern)
        if not words:
            always |= one.bit
        for word in words:
            by_word[word] = by_word.get(word, 0) | one.bit
    return always, tuple(by_word.values()), automaton(tuple(by_word))


def needed(pattern: re.Pattern[str]) -> frozenset[str]:
    """Return words in lower case, one of which is in every match; none where there are no such words."""
    words = _needed(_parser.parse(pattern.pattern, pattern.flags))
    return words if _worth(words) else frozenset()


def _needed(parts: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Return the best choice of words that a sequence of parts offers."""
    choices: list[frozenset[str]] = []
    run = ""
    for kind, value in parts:
        if kind is op.LITERAL:
            run += chr(value).lower()
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
        return frozenset(chr(one[1]).lower() for one in value)
    return frozenset()


def _worth(words: frozenset[str]) -> int:
    """Return how rare the commonest of the words is, roughly; 0 where they tell nothing."""
    return min((max(0, len(word.encode()) - 1) for word in words), default=0)
