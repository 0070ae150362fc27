"""The words of all watch terms: their folded spellings, and one pass over a text that finds them all."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from ipscwatch.text.automaton import automaton
from ipscwatch.text.fold import Folded, fold
from ipscwatch.watching.borders import Script, begins, ends, script

Span = tuple[int, int]
"""Start and end in the folded text."""
Found = Mapping[int, list[Span]]
"""Word number → where it stands."""

_SHORT_HANGUL = 4
"""Up to this many syllables a Korean word must stand alone; a longer one may be part of a compound."""
_SHORT_NAME = 5
SPANS_PER_WORD = 2_000
"""A text that repeats a word endlessly is not searched for it endlessly."""
_JOINTS_VARIED = 4
"""In a phrase of more joints than this, hyphens and spaces are taken as written."""


def spellings(alias: str) -> tuple[str, ...]:
    """Return the folded spellings of an alias, hyphens and spaces for each other; empty if nothing is left."""
    folded = fold(alias).text.strip()
    joints = [place for place, character in enumerate(folded) if character in " -"]
    if not joints or len(joints) > _JOINTS_VARIED:
        return (folded,) if folded else ()
    letters = list(folded)
    variants = []
    for marks in product(" -", repeat=len(joints)):
        for place, mark in zip(joints, marks, strict=True):
            letters[place] = mark
        variants.append("".join(letters))
    return tuple(variants)


def letters(text: str) -> str:
    """Return letters and digits in their case, whatever their width and the marks between them."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def exact(alias: str) -> str:
    """Return the letters that must be written just so: those of a short name that mixes cases, such as iPSC.

    IPSC is a shooting sport and IPS a kind of screen; neither is ever written iPSC or iPS.
    """
    bare = letters(alias)
    mixed = bare.isascii() and bare.isalpha() and any(map(str.islower, bare)) and any(map(str.isupper, bare[1:]))
    return bare if mixed and len(bare) <= _SHORT_NAME else ""


@dataclass(frozen=True, slots=True)
class _Edges:
    left: Script
    right: Script

    @classmethod
    def of(cls, word: str) -> _Edges:
        left, right = script(word[0]), script(word[-1])
        if left == right == "hangul" and len(word) > _SHORT_HANGUL:
            return cls("other", "other")
        return cls(left, right)


class Words:
    """A growing list of words, each spelling once, known by number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def add(self, *aliases: str) -> frozenset[int]:
        """Return the numbers of all spellings of the aliases."""
        return frozenset(
            self._numbers.setdefault((spelling, exact(alias)), len(self._numbers))
            for alias in aliases
            for spelling in spellings(alias)
        )

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield each spelling with the letters it must have in their case, empty where case is free."""
        return iter(self._numbers)


class Finder:
    """Finds all words of a list in one pass (Aho–Corasick), each only where it stands as a word."""

    def __init__(self, words: Words) -> None:
        entries = list(words)
        patterns = [spelling for spelling, _ in entries]
        self._edges = [_Edges.of(spelling) for spelling in patterns]
        self._exact = [cased for _, cased in entries]
        self._automaton = automaton(patterns) if patterns else None

    def find(self, source: str, folded: Folded) -> Found:
        """Return where each word stands in a folded text; `source` is what it was folded from."""
        found: dict[int, list[Span]] = {}
        if self._automaton is None:
            return found
        text = folded.text
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if len(found.get(number, ())) >= SPANS_PER_WORD:
                continue
            edges, cased = self._edges[number], self._exact[number]
            if cased and letters(source[slice(*folded.original(start, end))]) != cased:
                continue
            if (begins(text, start, edges.left) or _dash(source, folded, start - 1)) and (
                ends(text, end, edges.right) or _dash(source, folded, end)
            ):
                found.setdefault(number, []).append((start, end))
        return found


def _dash(source: str, folded: Folded, place: int) -> bool:
    """Say whether a folded long-vowel mark was written as a dash, which may part two names."""
    if folded.text[place] != "ー":
        return False
    return source[folded.original(place, place + 1)[0]] not in "ーｰ"
