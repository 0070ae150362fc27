"""An item's text as its sentences, with the amounts and dates that stand in each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeVar

from ipscwatch.model.item import Item
from ipscwatch.model.term import Subject
from ipscwatch.text.amounts import Amount, find_amounts
from ipscwatch.text.dates import FoundDate, find_dates
from ipscwatch.text.fold import fold
from ipscwatch.text.sentences import one_line
from ipscwatch.text.width import narrow
from ipscwatch.watching.extractors import topics
from ipscwatch.watching.extractors.namings import Namings, namings
from ipscwatch.watching.extractors.sentence import Sentence

Placed = TypeVar("Placed", Amount, FoundDate)
_BEFORE = 2000
"""Characters of a paragraph that are looked back over."""


class Passages:
    """An item's text, narrowed without moving a character, with its sentences and whom they are about."""

    def __init__(self, item: Item, subjects: Sequence[Subject]) -> None:
        self.item = item
        self.original = item.full_text
        self.text = narrow(self.original)
        self.subjects = tuple(subjects)
        self.ready: Namings = namings(subjects)
        self.namings = self.ready.find(item, fold(self.original), self.text)

    @cached_property
    def published_on(self) -> date | None:
        """The day the item was published, if it says so."""
        return self.item.published_on

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """All amounts in the text, in order."""
        return find_amounts(self.original)

    @cached_property
    def dates(self) -> tuple[FoundDate, ...]:
        """All dates in the text, in order."""
        return find_dates(self.original, published_on=self.published_on)

    def amounts_of(self, sentence: Sentence) -> Sequence[Amount]:
        """Return the amounts that begin in the sentence."""
        return self._amounts.get(sentence.start, ())

    def dates_of(self, sentence: Sentence) -> Sequence[FoundDate]:
        """Return the dates that begin in the sentence."""
        return self._dates.get(sentence.start, ())

    @cached_property
    def _amounts(self) -> dict[int, list[Amount]]:
        return self._by_sentence(self.amounts)

    @cached_property
    def _dates(self) -> dict[int, list[FoundDate]]:
        return self._by_sentence(self.dates)

    def _by_sentence(self, found: Sequence[Placed]) -> dict[int, list[Placed]]:
        """Return what was found by the start of its sentence."""
        by_start: dict[int, list[Placed]] = {}
        for one in found:
            sentence = self.at(one.start)
            if sentence.start <= one.start < sentence.end:
                by_start.setdefault(sentence.start, []).append(one)
        return by_start

    def at(self, start: int) -> Sentence:
        """Return the sentence that stands at a place."""
        return self.sentences[max(0, bisect_right(self._starts, start) - 1)]

    def quote(self, start: int, end: int, limit: int) -> str:
        """Return the sentence around ``start:end`` in its original characters, on one line of at most `limit`."""
        sentence = self.at(start)
        if end <= sentence.end and len(sentence.text) <= limit:
            return self._lines[sentence.start]
        own = self.original[sentence.start : max(end, sentence.end)]
        if len(own) <= limit:
            return " ".join(own.split())
        return one_line(own, start - sentence.start, end - sentence.start, limit)

    @cached_property
    def _lines(self) -> dict[int, str]:
        return {one.start: " ".join(self.original[one.start : one.end].split()) for one in self.sentences}

    def before(self, sentence: Sentence) -> str:
        """Return what of the sentence's paragraph stands before it."""
        first = self._paragraphs[sentence.paragraph]
        return self.text[max(first, sentence.start - _BEFORE) : sentence.start]

    @cached_property
    def _paragraphs(self) -> dict[int, int]:
        return {one.paragraph: one.start for one in reversed(self.sentences)}

    def names(self, subject_id: str, start: int) -> bool:
        """Say whether the sentence at a place names the subject."""
        return (self.at(start).start, subject_id) in self._named

    @cached_property
    def _named(self) -> frozenset[tuple[int, str | None]]:
        return frozenset((self.at(one.start).start, one.subject_id) for one in self.namings if one.kind == "name")

    def product_named(self, start: int, end: int) -> tuple[str, ...]:
        """Return the only product that is named in a part of the text; nothing where there are several, or none."""
        first, last = bisect_left(self._placed, start), bisect_left(self._placed, end)
        here = {one.subject_id for one in self.namings[first:last] if one.kind == "name"} & self.ready.products
        return tuple(one for one in here if one) if len(here) == 1 else ()

    @cached_property
    def _placed(self) -> list[int]:
        return [one.start for one in self.namings]

    @cached_property
    def watched(self) -> tuple[str, ...]:
        """The watched products that the text means somewhere."""
        meant = {one.subject_id for one in self.namings}
        return tuple(one for one in self.ready.watched if one in meant)

    def is_headline(self, sentence: Sentence) -> bool:
        """Say whether the sentence is the title, or the title once more."""
        title = len(self.item.title)
        return sentence.end <= title or sentence.text.strip() == self.text[:title].strip()

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return topics.read(self.text, self.namings, self.ready, title=len(self.item.title))


@lru_cache(maxsize=2)
def passages_of(item: Item, subjects: tuple[Subject, ...]) -> Passages:
    """Return the item's passages, from memory where they were made last."""
    return Passages(item, subjects)
