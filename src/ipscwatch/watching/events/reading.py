"""An item laid out for judging: its sentences with their cues and the subjects they name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ipscwatch.model.item import Item
from ipscwatch.model.term import Subject, Term
from ipscwatch.text.automaton import sound
from ipscwatch.text.dates import find_dates
from ipscwatch.text.fold import Folded, fold
from ipscwatch.text.sentences import sentences
from ipscwatch.watching.events.cues import Cue, find
from ipscwatch.watching.terms import Matcher

READ = 12_000
"""Characters of a text that are judged: what happened stands in the first pages, or it is not the news."""
LEAD = 3
"""Sentences after the title that count as the lead."""
FOLLOWS = 12
"""Sentences of the body that are asked where headline and lead leave something open."""
_LONGEST = 1_000
"""Characters of a sentence that are judged together; what is longer is no sentence, but a text without stops."""
_SCRAP = 48
"""Columns below which words without a full stop are a menu, a date or a credit, unless they tell something."""
_TELLS = 14
"""Columns below which even a sentence says nothing, unless it names something."""
_HEADLINE = 150
"""Columns that a headline has at most, where it is found in the text."""
_TAIL = 30
"""Characters by which a repeated headline may be longer: an outlet's name, a date."""
_STOPS = (".", "。", "!", "?", "！", "？", "」", '"', "”", "다")
_HEAD_READ = 400
"""Characters in which an item without a date is looked through for its own."""


SECOND = 2
"""The place of the sentence that goes on with what the first one said."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: place 0 is the headline, which may be empty; `named` are subject ids."""

    place: int
    text: str
    start: int
    cues: tuple[Cue, ...]
    named: frozenset[str]
    on: date
    """The day the item is of."""
    dated: bool
    """False where nothing tells that day, and it is the day of receipt."""

    def has(self, *labels: str) -> bool:
        """Say whether a cue with one of the labels is there."""
        return any(not cue.labels.isdisjoint(labels) for cue in self.cues)

    def all(self, *labels: str) -> tuple[Cue, ...]:
        """Return the cues that carry one of the labels, by place."""
        return tuple(cue for cue in self.cues if not cue.labels.isdisjoint(labels))

    def last(self, *labels: str) -> Cue | None:
        """Return the last cue with one of the labels."""
        return next(iter(reversed(self.all(*labels))), None)

    @property
    def title(self) -> bool:
        """It is the item's title."""
        return self.place == 0


@dataclass(frozen=True, slots=True)
class Page:
    """An item's sentences, the headline first; menus, credits and the headline said again are left out."""

    item: Item
    sentences: tuple[Sentence, ...]
    subjects: tuple[Subject, ...]
    makers: frozenset[str]
    """The ids of the subjects that are products or companies."""

    @property
    def title(self) -> Sentence:
        """The headline."""
        return self.sentences[0]

    @property
    def lead(self) -> tuple[Sentence, ...]:
        """The first sentences after it."""
        return self.sentences[1 : 1 + LEAD]

    @property
    def body(self) -> tuple[Sentence, ...]:
        """What follows the lead."""
        return self.sentences[1 + LEAD :]

    def has(self, *labels: str) -> bool:
        """Say whether any sentence has a cue with one of the labels."""
        return any(sentence.has(*labels) for sentence in self.sentences)


def read(item: Item, subjects: Sequence[Subject]) -> Page:
    """Lay out the first `READ` characters of an item."""
    text = sound(item.full_text[:READ])
    folded = fold(text)
    everyone = tuple(subjects)
    named = [(m.start, m.term_id) for m in _matcher(everyone).match_folded(item, folded)]
    cues = find(folded.text)
    laid_out = tuple(_sentences(text, item, folded, cues, named))
    return Page(item, _arranged(laid_out, titled=bool(item.title)), everyone, _makers(everyone))


@lru_cache(maxsize=4)
def _makers(subjects: tuple[Subject, ...]) -> frozenset[str]:
    return frozenset(subject.subject_id for subject in subjects if subject.kind in {"product", "company"})


@lru_cache(maxsize=4)
def _matcher(subjects: tuple[Subject, ...]) -> Matcher:
    """Make each subject a term of its own: one engine finds names here and in the user's terms."""
    terms = [Term(term_id=s.subject_id, label=s.name, subject_id=s.subject_id) for s in subjects]
    return Matcher(terms, subjects)


def _arranged(laid_out: Sequence[Sentence], *, titled: bool) -> tuple[Sentence, ...]:
    """Return the headline, the title's or the text's own, and the sentences that tell something."""
    if titled:
        headline, rest = laid_out[0], laid_out[1:]
    else:
        rest = [sentence for sentence in laid_out if not _is_scrap(sentence)]
        own = len(rest) > 1 and not _stopped(rest[0]) and _columns(rest[0].text) <= _HEADLINE
        on = laid_out[0].on if laid_out else date.min
        headline = rest.pop(0) if own else Sentence(0, "", 0, (), frozenset(), on, dated=False)
    told = (sentence for sentence in rest if not _is_scrap(sentence) and not _repeats(headline, sentence))
    return (replace(headline, place=0), *(replace(one, place=place) for place, one in enumerate(told, start=1)))


def _is_scrap(sentence: Sentence) -> bool:
    columns = _columns(sentence.text)
    if sentence.named:
        return False
    if _stopped(sentence):
        return columns < _TELLS and not sentence.cues
    return len(sentence.cues) < 2 and columns < _SCRAP


def _stopped(sentence: Sentence) -> bool:
    return sentence.text.rstrip().endswith(_STOPS)


def _columns(text: str) -> int:
    return sum(1 if character < "\u1100" else 2 for character in text[: _HEADLINE + 1])


def _repeats(headline: Sentence, sentence: Sentence) -> bool:
    longer = len(sentence.text) - len(headline.text)
    return 0 <= longer <= min(_TAIL, len(headline.text) // 2) and headline.text in sentence.text


def _day_of(item: Item) -> date | None:
    """Return the day an item is of: as published, else the latest its head names with its year."""
    if item.published_on is not None:
        return item.published_on
    dates = find_dates(item.full_text[:_HEAD_READ])
    return max((d.on for d in dates if d.on is not None), default=None)


def _sentences(
    text: str, item: Item, folded: Folded, cues: Sequence[Cue], named: Sequence[tuple[int, str]]
) -> Iterator[Sentence]:
    cue_starts = [cue.start for cue in cues]
    name_starts = [start for start, _ in named]
    on = _day_of(item)
    right, reached = 0, 0
    for place, (start, end) in enumerate(_spans(text, item)):
        left = _folded_at(folded, start, right + start - reached)
        right, reached = _folded_at(folded, end, left + end - start), end
        yield Sentence(
            place=place,
            text=folded.text[left:right],
            start=left,
            cues=tuple(cues[bisect_left(cue_starts, left) : bisect_left(cue_starts, right)]),
            on=on or item.dated_at.date(),
            dated=on is not None,
            named=frozenset(n for _, n in named[bisect_left(name_starts, start) : bisect_left(name_starts, end)]),
        )


def _spans(text: str, item: Item) -> Iterator[tuple[int, int]]:
    title_end = min(len(item.title), len(text))
    if item.title:
        yield 0, title_end
    for start, end in sentences(text[title_end:]):
        for piece in range(start, end, _LONGEST):
            yield title_end + piece, title_end + min(piece + _LONGEST, end)


def _folded_at(folded: Folded, place: int, guess: int) -> int:
    """Return where the original character at `place` stands in the folded text; most often it is near `guess`."""
    for near in (guess, guess - 1):  # a blank line folds to one space
        if 0 <= near < len(folded.text) and folded.original(near, near + 1)[0] == place:
            return near
    low, high = 0, len(folded.text)
    while low < high:
        middle = (low + high) // 2
        if folded.original(middle, middle + 1)[0] < place:
            low = middle + 1
        else:
            high = middle
    return low
