"""What one sentence says happened, and what the rules ask of a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Set
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


_BEFORE_NOW = re.compile(r"すでに|既に|先に|\balready\b")
_SPOKE = re.compile(
    r"会見|述べ|語っ|話し|説明し|見通しを示|(?:と|を)(?:述べ|示し|強調)|\b(?:said|told|says|expects|stated)\b"
)


_OWN_WORDS = re.compile(r"[「\"“][^」\"”]{6,}[」\"”]")


def accompanies(verdict: Verdict, page: Page, steps: Set[str]) -> bool:
    """Say whether what follows a step is news itself.

    It was not done before; a minister spoke, and of an approval in words of their own; a regulator's notice lists a
    price; a foreign regulator's word is on the study, and stands in the lead.
    """
    sentence = verdict.sentence
    if _BEFORE_NOW.search(sentence.text):
        return False
    if verdict.name == "foreign_regulatory":
        permit = sentence.has("permit", "trial", "approved")
        return sentence in page.lead and permit and sentence.has("foreign_filing")
    if verdict.name == "price_listed":
        return page.item.tier == 1
    if verdict.name != "minister_statement":
        return True
    worded = "approval_conditional" not in steps or _OWN_WORDS.search(sentence.text) is not None
    return worded and _SPOKE.search(sentence.text) is not None


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
