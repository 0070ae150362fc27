"""One item as the rules for overclaims look at it: what it is about, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from ipscwatch.model.item import Item
from ipscwatch.model.ledger import Claim
from ipscwatch.model.term import FlagName, Subject
from ipscwatch.watching.extractors import extract
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.namings import IPS
from ipscwatch.watching.extractors.passages import passages_of
from ipscwatch.watching.extractors.sentence import Owners, Sentence
from ipscwatch.watching.flags import words
from ipscwatch.watching.flags.guards import denied, hedged

Hit = tuple[int, int]
"""Offsets of the words that raise a flag, in the whole text."""
_JAPAN = ZoneInfo("Asia/Tokyo")
_LEAD, _DENSE_LEAD = 600, 240
"""Characters of text that count as its lead, in Latin letters and in those of East Asia."""
_CARRIED = 3
"""Sentences without a subject of their own that still speak of what was spoken of before them."""

_APART = 3
"""Paragraphs after a word for the cells in which the word for a disease still describes a product."""


class Text:
    """One item with what the rules look at."""

    def __init__(self, item: Item, subjects: Sequence[Subject]) -> None:
        self.item = item
        self.subjects = subjects
        self.passages = passages_of(item, tuple(subjects))
        self.whole = self.passages.text
        self.approved = {one.subject_id: one for one in subjects if one.approved_on is not None}

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return self.passages.sentences

    @cached_property
    def published(self) -> date | None:
        """The day in Japan on which the item was published: its regulator's day, whatever the outlet's zone."""
        return self.item.published_at.astimezone(_JAPAN).date() if self.item.published_at else None

    @cached_property
    def lead(self) -> str:
        """The title and the lead."""
        head = self.whole[: len(self.item.title) + _LEAD]
        dense = len(words.DENSE.pattern.findall(head)) * 3 > len(head)
        return head[: len(self.item.title) + _DENSE_LEAD] if dense else head

    @cached_property
    def watched(self) -> frozenset[str]:
        """The watched products the text is about.

        One that is named counts at once. One that is only described («iPS cells … Parkinson's») counts where a
        paragraph holds both words, and the text is of Japan: others abroad make such cells too.
        """
        ours = set(self.passages.ready.watched)
        meant = {owner for sentence in self.sentences for owner in sentence.topic if owner in ours}
        if not meant:
            return frozenset()
        if self.named or (self.first(words.JAPAN) and self._is_described(meant)):
            return frozenset(meant)
        return frozenset()

    @cached_property
    def named(self) -> frozenset[str]:
        """The watched products that the text names, or whose company it names."""
        ours = set(self.passages.ready.watched)
        return frozenset(
            one.subject_id
            for one in self.passages.namings
            if one.subject_id is not None and one.subject_id in ours and one.kind != "description"
        )

    def _is_described(self, meant: set[str]) -> bool:
        described = {
            one.paragraph
            for one in self.sentences
            if meant.intersection(_owners(one)) or (len(meant.intersection(one.topic)) > 1 and one.search(IPS))
        }
        cells = {one.paragraph for one in self.sentences if one.search(IPS)}
        return any(0 <= place - cell <= _APART for place in described for cell in cells)

    @cached_property
    def ours(self) -> tuple[Sentence, ...]:
        """The sentences about a watched product, and those after them that turn to nothing else."""
        found: list[Sentence] = []
        left = 0
        for sentence in self.sentences:
            if self._is_ours(sentence):
                left = _CARRIED
            elif sentence.topic or sentence.groups or left == 0 or sentence.search(words.OTHERS):
                left = 0
                continue
            else:
                left -= 1
            found.append(sentence)
        return tuple(found)

    @cached_property
    def unturned(self) -> tuple[Sentence, ...]:
        """The sentences that are not about somebody else's product."""
        return tuple(
            one
            for one in self.sentences
            if self._is_ours(one) or not (one.topic or one.groups or one.search(words.OTHERS))
        )

    def _is_ours(self, sentence: Sentence) -> bool:
        """Say whether a sentence is of a watched product, and does not turn from it to «current medications»."""
        ours = not self.watched.isdisjoint(sentence.topic)
        return ours and (bool(sentence.groups) or sentence.search(words.OTHERS) is None)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the extractors read in it."""
        return extract(self.item, self.subjects)

    def said(self, attribute: str) -> Iterator[Claim]:
        """Yield what the text asserts of a watched product, whether or not it could enter the ledger."""
        for claim in self.claims:
            if claim.attribute == attribute and claim.subject_id in self.watched and claim.modality == "asserted":
                yield claim

    def owners(self, sentence: Sentence) -> frozenset[str]:
        """Return the watched products a sentence speaks of; all of the text's where it does not say."""
        return self.watched.intersection(sentence.topic) or self.watched

    def noted(self, sentence: Sentence, flag: FlagName) -> bool:
        """Say whether a product the sentence speaks of has a note for the flag, so that we know what is so."""
        owners = self.owners(sentence)
        return any(note.flag == flag for one in self.subjects if one.subject_id in owners for note in one.notes)

    def first(self, expression: Expression) -> Hit | None:
        """Return where the expression first stands in any sentence."""
        for sentence in self.sentences:
            match = sentence.search(expression)
            if match is not None:
                return sentence.start + match.start(), sentence.start + match.end()
        return None

    def search(
        self, expression: Expression, sentences: Sequence[Sentence], *, unhedged: bool = False
    ) -> Iterator[tuple[Sentence, Hit]]:
        """Yield where the expression stands and is neither denied nor, if asked, hedged."""
        for sentence in sentences:
            for match in sentence.finditer(expression):
                if denied(sentence.text, *match.span()) or (unhedged and hedged(sentence.text, *match.span())):
                    continue
                yield sentence, (sentence.start + match.start(), sentence.start + match.end())


def _owners(sentence: Sentence) -> Owners:
    return tuple(owner for group in sentence.groups for owner in group.owners)
