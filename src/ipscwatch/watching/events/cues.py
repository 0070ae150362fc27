"""Finding the labelled words of ``lexicon.toml`` in a folded text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from ipscwatch.text.automaton import automaton
from ipscwatch.text.fold import fold
from ipscwatch.watching.borders import begins, ends, script


@dataclass(frozen=True, slots=True)
class Cue:
    """A labelled word where it stands in the folded text; one word may carry several labels."""

    labels: frozenset[str]
    word: str
    start: int
    end: int


def find(text: str) -> tuple[Cue, ...]:
    """Return the cues of a folded text by place; of overlapping ones the first and longest alone."""
    lexicon = _lexicon()
    hits = [
        (start, -end, number)
        for number, start, end in lexicon.automaton.find_matches_as_indexes(text, overlapping=True)
        if lexicon.entries[number].stands(text, start, end)
    ]
    cues, reached = [], 0
    for start, minus_end, number in sorted(hits):
        if start >= reached:
            entry, reached = lexicon.entries[number], -minus_end
            cues.append(Cue(entry.labels, entry.word, start, reached))
    return tuple(cues)


_MONTH_OF_MAY = re.compile(
    r"\b(?:in|on|of|since|until|by|early|late|mid|\d{1,2})[ -](?:early |late )?may\b|\bmay \d"
)
"""The month, and nothing that might be."""


@dataclass(frozen=True, slots=True)
class _Entry:
    word: str
    labels: frozenset[str]
    open_end: bool

    def stands(self, text: str, start: int, end: int) -> bool:
        """Apply the borders of Latin and katakana words; Korean cues stand inside compounds."""
        left, right = script(self.word[0]), script(self.word[-1])
        if self.word == "may" and _MONTH_OF_MAY.search(text[max(0, start - 8) : end + 4]):
            return False
        return (left == "hangul" or begins(text, start, left)) and (
            self.open_end or right == "hangul" or ends(text, end, right)
        )


@dataclass(frozen=True, slots=True)
class _Lexicon:
    entries: tuple[_Entry, ...]
    automaton: Any


@cache
def _lexicon() -> _Lexicon:
    """Read ``lexicon.toml``: label → language → words."""
    text = files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8")
    labels: dict[str, set[str]] = {}
    for label, languages in tomllib.loads(text).items():
        for word in chain.from_iterable(languages.values()):
            for spelling in {word, _closed(word)}:
                labels.setdefault(spelling, set()).add(label)
    entries = tuple(_entry(word, frozenset(names)) for word, names in labels.items())
    return _Lexicon(entries, automaton([entry.word for entry in entries]))


def _closed(word: str) -> str:
    """Return a Korean phrase without its spaces: 승인 신청 is written 승인신청 too."""
    return word.replace(" ", "") if script(word[0]) == "hangul" else word


def _entry(word: str, labels: frozenset[str]) -> _Entry:
    return _Entry(fold(word.removesuffix("*")).text, labels, word.endswith("*"))
