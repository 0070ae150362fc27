"""Finding watch terms: every configured word in one pass over the folded text, then each term's conditions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

import re2

from ipscwatch.model.item import Item
from ipscwatch.model.term import Mention, Subject, Term
from ipscwatch.text.automaton import sound
from ipscwatch.text.fold import Folded, fold
from ipscwatch.watching.borders import script
from ipscwatch.watching.words import SPANS_PER_WORD, Finder, Found, Span, Words, letters

MENTIONS_PER_TERM = 200
"""A text that repeats a word endlessly is not quoted endlessly."""
LATIN_WORD = 6
"""Characters of a Latin word with its space: `near` counts words between Latin words, characters elsewhere."""

_NO_TIER: frozenset[int] = frozenset()
_WEAK_TIERS = frozenset((3, 4, 5, 6))
_ALL_TIERS = frozenset((1, 2, 3, 4, 5, 6))


@dataclass(frozen=True, slots=True)
class _Name:
    """A word that makes a mention."""

    alias: str
    cue_tiers: frozenset[int] = _NO_TIER
    """The tiers in which it counts only with a cue in the text."""
    generic: bool = False
    """A description, void where a rival is named."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A `near`, compiled."""

    a: frozenset[int]
    b: frozenset[int]
    within: int


@dataclass(frozen=True, slots=True)
class _Rule:
    """A term, compiled: word numbers in place of words."""

    term: Term
    names: Mapping[int, _Name]
    strong: frozenset[int]
    all: tuple[frozenset[int], ...]
    none: frozenset[int]
    near: tuple[_Pair, ...]
    cues: frozenset[int]
    rivals: frozenset[int]
    company: frozenset[int]
    regex: Any
    """A compiled RE2 expression; the library ships no types."""

    @property
    def triggers(self) -> frozenset[int]:
        """The words without one of which the term cannot be found."""
        return frozenset(self.names) or (self.near[0].a if self.near else frozenset())


class Matcher:
    """The configured terms, made ready once per run; `match` finds them in one item."""

    def __init__(self, terms: Sequence[Term], subjects: Sequence[Subject]) -> None:
        words = Words()
        by_id = {subject.subject_id: subject for subject in subjects}
        self._rules = tuple(_compile(term, by_id, words) for term in terms)
        self._finder = Finder(words)
        self._by_word = _by_word(self._rules)
        self._always = tuple(place for place, rule in enumerate(self._rules) if rule.regex is not None)

    def match(self, item: Item) -> tuple[Mention, ...]:
        """Return every mention in `item.full_text`, by place; the spans are of the original characters."""
        return self.match_folded(item, fold(sound(item.full_text)))

    def match_folded(self, item: Item, folded: Folded) -> tuple[Mention, ...]:
        """Return what `match` does, for a text that is folded already."""
        source = item.full_text
        found = self._finder.find(source, folded)
        places = {place for number in found for place in self._by_word.get(number, ())}
        mentions = [
            mention
            for place in sorted(places.union(self._always))
            for mention in _mentions(self._rules[place], found, folded, item, source)
        ]
        return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))


def _by_word(rules: Sequence[_Rule]) -> Mapping[int, list[int]]:
    by_word: dict[int, list[int]] = {}
    for place, rule in enumerate(rules):
        for number in rule.triggers:
            by_word.setdefault(number, []).append(place)
    return by_word


def _compile(term: Term, subjects: Mapping[str, Subject], words: Words) -> _Rule:
    subject = subjects.get(term.subject_id) if term.subject_id else None
    company = subjects.get(subject.company) if subject and subject.company else None
    names = dict(_names(term, subject, words))
    return _Rule(
        term=term,
        names=names,
        strong=frozenset(number for number, name in names.items() if not name.cue_tiers and not name.generic),
        all=tuple(words.add(alias) for alias in term.all),
        none=words.add(*term.none),
        near=tuple(_Pair(words.add(*near.a), words.add(*near.b), near.within) for near in term.near),
        cues=words.add(*term.cues, *(subject.cues if subject else ())),
        rivals=words.add(*_rival_names(subject, subjects.values())) if subject else frozenset(),
        company=words.add(*company.names) if company else frozenset(),
        regex=re2.compile(term.regex) if term.regex else None,
    )


def _names(term: Term, subject: Subject | None, words: Words) -> Iterator[tuple[int, _Name]]:
    """Yield word number and name; of two aliases of one spelling the less conditional comes last, and wins."""
    own = [*term.any, *(subject.names if subject else ())]
    with_cue = frozenset(term.cues_tiers) if term.cues else _NO_TIER
    groups: list[tuple[Iterable[str], frozenset[int], bool]] = [
        ((*term.fuzzy, *(subject.misspellings if subject else ())), _ALL_TIERS, False),
        (subject.generics if subject else (), _NO_TIER, True),
        (subject.weak if subject else (), _WEAK_TIERS, False),
        ([alias for alias in own if not term.cues_for or alias in term.cues_for], with_cue, False),
        ([alias for alias in own if term.cues_for and alias not in term.cues_for], _NO_TIER, False),
    ]
    for aliases, cue_tiers, generic in groups:
        for alias in aliases:
            for number in words.add(alias):
                yield number, _Name(alias, cue_tiers, generic)


def _rival_names(subject: Subject, others: Iterable[Subject]) -> Iterator[str]:
    for other in others:
        same_field = other.kind == subject.kind and other.indication == subject.indication
        if same_field and other.subject_id != subject.subject_id:
            yield from other.names


def _mentions(rule: _Rule, found: Found, folded: Folded, item: Item, source: str) -> Iterator[Mention]:
    if not _admits(rule.term, item) or not _conditions(rule, found):
        return
    pairs = [tuple(_near(pair, found, folded.text)) for pair in rule.near]
    if not all(pairs):
        return
    hits = _candidates(rule, found, folded, item.tier) if rule.names or rule.regex else _paired(pairs, folded.text)
    candidates = sorted(hits, key=lambda hit: (hit[0][0], -hit[0][1]))
    count, reached = 0, -1
    for (start, end), alias in candidates:
        if end <= reached or count == MENTIONS_PER_TERM:
            continue
        place = folded.original(start, end)
        quote = source[place.start : place.end]
        if _allows(rule.term, alias, quote, "title" if place.start < len(item.title) else "text"):
            count, reached = count + 1, end
            yield Mention(term_id=rule.term.term_id, alias=alias, quote=quote, start=place.start, end=place.end)


def _admits(term: Term, item: Item) -> bool:
    return (
        (not term.languages or item.language is None or item.language in term.languages)
        and (not term.sources or item.source_id in term.sources)
        and (not term.tiers or item.tier in term.tiers)
    )


def _conditions(rule: _Rule, found: Found) -> bool:
    return found.keys().isdisjoint(rule.none) and not any(found.keys().isdisjoint(group) for group in rule.all)


def _candidates(rule: _Rule, found: Found, folded: Folded, tier: int) -> Iterator[tuple[Span, str]]:
    """Yield the spans that would be mentions, with the word as configured."""
    for number in found.keys() & rule.names.keys():
        name = rule.names[number]
        if not name.generic or _undisputed(rule, found):
            for span in found[number]:
                if tier not in name.cue_tiers or _has_cue(rule, found, span):
                    yield span, name.alias
    if rule.regex is not None:
        for match in islice(rule.regex.finditer(folded.text), SPANS_PER_WORD):
            if match.end() > match.start():
                yield match.span(), rule.term.regex or ""


def _paired(pairs: Sequence[Sequence[Span]], text: str) -> Iterator[tuple[Span, str]]:
    """Yield the spans of the first `near`, which are the mentions of a term without words of its own."""
    for start, end in pairs[0] if pairs else ():
        yield (start, end), text[start:end]


def _undisputed(rule: _Rule, found: Found) -> bool:
    """Say whether a description can mean this subject: its own company is named, or no rival is."""
    return not found.keys().isdisjoint(rule.company) or found.keys().isdisjoint(rule.rivals)


def _has_cue(rule: _Rule, found: Found, span: Span) -> bool:
    """Say whether a cue, or a name that needs none, stands anywhere clear of `span`."""
    start, end = span
    return any(
        other_end <= start or other_start >= end
        for numbers in (rule.cues, rule.strong)
        for number in found.keys() & numbers
        for other_start, other_end in found[number]
    )


def _near(pair: _Pair, found: Found, text: str) -> Iterator[Span]:
    """Yield the spans of group `a` that have one of group `b` close enough."""
    partners = sorted(span for number in found.keys() & pair.b for span in found[number])
    if not partners:
        return
    for span in sorted(span for number in found.keys() & pair.a for span in found[number]):
        if any(_close(span, partner, pair.within, text) for partner in _neighbours(partners, span)):
            yield span


def _neighbours(partners: Sequence[Span], span: Span) -> Sequence[Span]:
    """Return the few spans that can be the nearest on either side."""
    place = bisect_left(partners, span)
    return partners[max(0, place - 4) : place + 4]


def _close(one: Span, other: Span, within: int, text: str) -> bool:
    gap = max(one[0], other[0]) - min(one[1], other[1])
    if gap <= within:
        return gap >= 0
    return gap <= within * LATIN_WORD and script(text[one[0]]) == script(text[other[0]]) == "latin"


def _allows(term: Term, alias: str, quote: str, field: Literal["title", "text"]) -> bool:
    """Say whether a term counts where it stands, written as it is."""
    if field not in term.fields:
        return False
    return not term.case or alias not in term.any or letters(quote) == letters(alias)
