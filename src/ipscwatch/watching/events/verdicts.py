"""What one sentence says happened, and what the rules ask of a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.reading import Page, Sentence


@dataclass(frozen=True, slots=True)
class Verdict:
    """One sentence's word that something happened."""

    name: str
    sentence: Sentence
    rule: str
    words: tuple[str, ...]
    sure: bool = True
    """False where nobody is named who could have done it."""


Rule = Callable[[Sentence, Page], Iterator[Verdict]]


def say(name: str, sentence: Sentence, rule: str, *cues: Cue | None, sure: bool = True) -> Verdict:
    """Return a verdict with the words that led to it."""
    return Verdict(name, sentence, rule, tuple(dict.fromkeys(cue.word for cue in cues if cue is not None)), sure)


def told_in(verdicts: Iterable[Iterable[Verdict]]) -> Iterator[Verdict]:
    """Return the verdicts of several sentences one after another."""
    return chain.from_iterable(verdicts)


def first(cues: Iterable[Cue]) -> Cue | None:
    """Return the first cue, if there is one."""
    return next(iter(cues), None)


def products(sentence: Sentence, page: Page) -> frozenset[str]:
    """Return the products and companies a sentence names."""
    return page.makers & sentence.named


def about_product(sentence: Sentence, page: Page) -> bool:
    """Say whether a sentence is about a product made of cells; headline and lead speak for each other."""
    if sentence.has("cells", "therapy") or products(sentence, page):
        return True
    others = (page.title, *page.lead)
    return any(other.has("cells", "therapy") or products(other, page) for other in others)


def of_price(cues: Iterable[Cue]) -> bool:
    """Say whether a word speaks of prices or insurance by itself."""
    parts = ("薬価", "診療報酬", "保険", "price", "pricing", "nhi", "coverage", "보험", "약가", "健保", "藥價")
    return any(part in cue.word for cue in cues for part in parts)
