"""Whom a verdict is about."""

from __future__ import annotations

from collections.abc import Iterable

from ipscwatch.model.term import Subject
from ipscwatch.watching.events.reading import Page, Sentence
from ipscwatch.watching.events.verdicts import Verdict

_COMPANY_CLASSES = frozenset(("financing_ir", "market_move"))
_RULE_CLASSES = frozenset(("law_guidance", "pricing_policy"))


def concerned(verdict: Verdict, page: Page) -> tuple[str | None, ...]:
    """Return the subject ids a verdict is about, or one None.

    Those the sentence names; else those of headline and lead; else the first kind that fits anywhere on the page.
    """
    kinds = _kinds(verdict.name)
    near = (page.title, *page.lead)
    if verdict.name in _COMPANY_CLASSES:
        for sentences in ((verdict.sentence,), near):
            if companies := _subjects(sentences, page, kinds[:1]):
                return companies
    for sentences, groups in (((verdict.sentence,), kinds), (near, kinds), (page.sentences, kinds[:1])):
        if found := _subjects(sentences, page, groups):
            return found
    return (None,)


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
