"""Whom a verdict is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ipscwatch.model.term import Subject
from ipscwatch.text.fold import fold
from ipscwatch.watching.events.reading import Page, Sentence
from ipscwatch.watching.events.verdicts import Verdict

_COMPANY_CLASSES = frozenset(("financing_ir", "market_move"))
_RULE_CLASSES = frozenset(("law_guidance", "pricing_policy"))


def concerned(verdict: Verdict, page: Page) -> tuple[str | None, ...]:
    """Return the subject ids a verdict is about, or one None.

    Those the sentence names; else those of headline and lead; else the pathway these name; else the first kind that
    fits anywhere on the page.
    """
    kinds = _kinds(verdict.name)
    near = (page.title, *page.lead)
    if verdict.name in _COMPANY_CLASSES:
        for sentences in ((verdict.sentence,), near):
            if companies := _subjects(sentences, page, kinds[:1]):
                return companies
    itself, firm = (verdict.sentence,), kinds[:2]
    places = ((itself, firm), (near, firm), (itself, kinds), (near, kinds), (page.sentences, kinds[:1]))
    for sentences, groups in places:
        if found := _subjects(sentences, page, groups):
            return _but_others(found, verdict, page)
    return (None,)


_FOLLOWED = re.compile(
    r"\b(?:joins|joined|joining|follows|following in the footsteps of) ([^,;.]{2,40}?)"
    r" (?:on|onto|in|as|at|with|to|by)\b"
    r"|([^、。\s]{2,20})に(?:続き|続いて|続く|次いで|次ぐ)"
)
"""«ReHeart joins Amchepry on Japan's price list» is news of the one that joins."""


_TURN = re.compile(
    r"[ただるい]が、|[しれりてくず]、|済みで、|審査中で、|、?一方で?、|; |, (?:but|while|whereas) | but "
    r"|, and (?=[\w'-]{3,20} (?:is|was|remains?|has|had|will|still|awaits?)\b"
    r"(?![^.;]{0,80}\b(?:approved|endorsed|backed|cleared|too|also|as well)\b))"
)
"""Where a sentence turns from one product to another: «A was approved, but B was put off»."""


def _but_others(found: tuple[str, ...], verdict: Verdict, page: Page) -> tuple[str, ...]:
    """Return the subjects without those only said to have gone before, or told of in another clause."""
    if len(found) < 2:
        return found
    text = verdict.sentence.text
    if gone := _FOLLOWED.search(text):
        found = tuple(one for one in found if one not in _named(gone[1] or gone[2], found, page)) or found
    told = _named(_clause(text, verdict.words), found, page)
    return tuple(one for one in found if one in told or _named(text, (one,), page, "も")) if told else found


def _clause(text: str, words: Sequence[str]) -> str:
    """Return the part of a sentence, between its turns, that holds the first of the words a verdict rests on."""
    place = text.find(words[0]) if words else 0
    turns = [0, *(turn.end() for turn in _TURN.finditer(text)), len(text)]
    return next((text[start:end] for start, end in pairwise(turns) if start <= place < end), text)


def _named(text: str, subjects: tuple[str, ...], page: Page, behind: str = "") -> tuple[str, ...]:
    """Return those of the subjects that a part of a sentence names, with this particle behind the name."""
    names = {one.subject_id: (*one.names, *one.weak) for one in page.subjects if one.subject_id in subjects}
    bare = text.replace("」", "").replace("』", "")
    return tuple(one for one in subjects if any(fold(name).text + behind in bare for name in names[one]))


def _kinds(name: str) -> tuple[tuple[str, ...], ...]:
    if name in _COMPANY_CLASSES:
        return (("company",), ("product",))
    if name in _RULE_CLASSES:
        return (("law", "pathway"),)
    return (("product",), ("company", "trial", "field"), ("pathway",))


def _subjects(sentences: Iterable[Sentence], page: Page, kinds: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    named = {subject_id for sentence in sentences for subject_id in sentence.named}
    for group in kinds:
        found = [subject for subject in page.subjects if subject.subject_id in named and subject.kind in group]
        if found:
            return tuple(dict.fromkeys(_product_of(subject, page, group) for subject in found))
    return ()


def _product_of(subject: Subject, page: Page, group: tuple[str, ...]) -> str:
    """Return a company's one watched product, where the class is about products."""
    if "trial" not in group or subject.kind == "field":
        return subject.subject_id
    company = subject.subject_id if subject.kind == "company" else subject.company
    products = [
        s.subject_id for s in page.subjects if s.kind == "product" and company is not None and s.company == company
    ]
    return products[0] if len(products) == 1 else subject.subject_id
