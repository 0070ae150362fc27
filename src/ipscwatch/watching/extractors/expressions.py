"""Expressions that are looked for only in sentences that hold one of their words; see `text.needed`."""

from __future__ import annotations

import re
from functools import cache

from ipscwatch.text.needed import Needed


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
    return _needed(len(ALL)).held(text)


@cache
def _needed(known: int) -> Needed:
    """Return what finds the words of the expressions known so far."""
    return Needed([one.pattern for one in ALL[:known]], lower=True)
