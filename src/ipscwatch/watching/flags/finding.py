"""Reading a text for overclaims.

A flag is raised for a text about a watched product, or one that carries such a product over to other treatments.
When a product was approved and may be had, and at what price, is in its configuration; what depends on a day that
is not given is silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property

from ipscwatch.model.item import Item
from ipscwatch.model.ledger import Claim, Flag, Value
from ipscwatch.model.term import Subject
from ipscwatch.watching.extractors import extract
from ipscwatch.watching.extractors.conditions import CONDITIONAL
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import PERSONS, amounts_in
from ipscwatch.watching.extractors.passages import passages_of
from ipscwatch.watching.extractors.sentence import Sentence
from ipscwatch.watching.flags import words
from ipscwatch.watching.flags.guards import denied, hedged
from ipscwatch.watching.flags.notes import NOTES
from ipscwatch.watching.values import agree

LEAD = 600
"""Characters of text that count as its lead."""


Hit = tuple[int, int]
"""Offsets of the words that raise a flag, in the whole text."""


class _Text:
    """One item with what the rules look at."""

    def __init__(self, item: Item, subjects: Sequence[Subject]) -> None:
        self.item = item
        self.subjects = subjects
        self.passages = passages_of(item, tuple(subjects))
        self.approved = {one.subject_id: one for one in subjects if one.approved_on is not None}

    @cached_property
    def watched(self) -> frozenset[str]:
        """The watched products the text names, describes or stands for."""
        watched = set(self.passages.ready.watched)
        return frozenset(owner for sentence in self.sentences for owner in sentence.topic if owner in watched)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.passages.sentences

    @cached_property
    def ours(self) -> tuple[Sentence, ...]:
        """The sentences about a watched product."""
        return tuple(one for one in self.sentences if self.watched.intersection(one.topic))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        return extract(self.item, self.subjects)

    def said(self, attribute: str) -> Iterator[Claim]:
        """Yield what the text asserts of a watched product, whether or not it could enter the ledger."""
        for claim in self.claims:
            if claim.attribute == attribute and claim.subject_id in self.watched and claim.modality == "asserted":
                yield claim

    def search(
        self, expression: Expression, sentences: Sequence[Sentence], *, unhedged: bool = False
    ) -> Iterator[tuple[Sentence, Hit]]:
        """Yield where the expression stands and is neither denied nor, if asked, hedged."""
        for sentence in sentences:
            for match in sentence.finditer(expression):
                if denied(sentence.text, *match.span()) or (unhedged and hedged(sentence.text, *match.span())):
                    continue
                yield sentence, (sentence.start + match.start(), sentence.start + match.end())


def find(item: Item, subjects: Sequence[Subject]) -> tuple[Flag, ...]:
    """Return the overclaims of the item, each kind once, where it first stands."""
    text = _Text(item, subjects)
    if not text.watched:
        return ()
    found = []
    for name, rule in _RULES.items():
        hit = next(rule(text), None)
        if hit is not None:
            quote = " ".join(item.full_text[hit[0] : hit[1]].split())
            found.append(Flag(name=name, quote=quote, start=hit[0], end=hit[1], note=NOTES[name]))
    return tuple(sorted(found, key=lambda flag: flag.start))


def _condition_omitted(text: _Text) -> Iterator[Hit]:
    lead = text.passages.text[: len(text.item.title) + LEAD]
    if CONDITIONAL.search(lead):
        return
    paragraphs: dict[int, str] = {}
    for sentence in text.sentences:
        paragraphs[sentence.paragraph] = paragraphs.get(sentence.paragraph, "") + sentence.text
    for claim in text.said("approval_status"):
        paragraph = paragraphs[text.passages.at(claim.start or 0).paragraph]
        if claim.value.text in words.APPROVALS and not CONDITIONAL.search(paragraph):
            yield claim.start or 0, claim.end or 0


def _approved_on(text: _Text, subject_id: str) -> date | None:
    known = text.approved.get(subject_id)
    return known.approved_on if known is not None else None


def _stage(text: _Text) -> Iterator[Hit]:
    """Yield approvals told of a day before there was one, and a panel's act told as market entry."""
    for claim in text.said("approval_date"):
        approved = _approved_on(text, claim.subject_id)
        if approved and len(claim.value.text) == 10 and claim.value.text < approved.isoformat():
            yield claim.start or 0, claim.end or 0
    published = text.passages.published_on
    for claim in text.said("approval_status"):
        approved = _approved_on(text, claim.subject_id)
        early = approved is not None and published is not None and published < approved
        if early and claim.value.text in words.APPROVALS:
            yield claim.start or 0, claim.end or 0
    for sentence, hit in text.search(words.MARKET, text.ours, unhedged=True):
        if sentence.search(words.PANEL):
            yield hit


def _cover_as_proof(text: _Text) -> Iterator[Hit]:
    for sentence, hit in text.search(words.PROOF, text.sentences):
        if sentence.search(words.COVERAGE):
            yield hit


def _efficacy_proven(text: _Text) -> Iterator[Hit]:
    for _, hit in text.search(words.PROVEN, text.ours, unhedged=True):
        yield hit


def _works(text: _Text) -> Iterator[Hit]:
    """Yield where the text asserts that a product works, and does not merely count who got better."""
    counted = {claim.start for claim in text.claims if claim.attribute == "responders"}
    for sentence, hit in text.search(words.WORKS, text.ours, unhedged=True):
        if not any(sentence.start <= (place or 0) < sentence.end for place in counted):
            yield hit


def _small_n_omitted(text: _Text) -> Iterator[Hit]:
    told = {"trial_n", "efficacy_n", "responders"}
    if not any(claim.attribute in told for claim in text.claims) and not _counted(text):
        yield from _works(text)


def _counted(text: _Text) -> bool:
    """Say whether the text gives any number of patients of ours, or says that they were few."""
    if words.FEW.search(text.passages.text):
        return True
    return any(amounts_in(text.passages, sentence, "count", *PERSONS) for sentence in text.ours)


def _open_label_omitted(text: _Text) -> Iterator[Hit]:
    if not words.DESIGN.search(text.passages.text):
        yield from _works(text)


def _mechanism(text: _Text) -> Iterator[Hit]:
    of_heart = {one.subject_id for one in text.subjects if words.HEART.search(one.indication or "")}
    heart = [one for one in text.ours if one.search(words.HEART) or of_heart.intersection(one.topic)]
    for _, hit in text.search(words.REPLACES, heart):
        yield hit
    for _, hit in text.search(words.OWN_CELLS, text.ours):
        yield hit


def _safe(text: _Text) -> Iterator[Hit]:
    for _, hit in text.search(words.SAFE, text.ours, unhedged=True):
        yield hit


def _generalise(text: _Text) -> Iterator[Hit]:
    for _, hit in text.search(words.AT_LARGE, text.sentences, unhedged=True):
        yield hit
    if words.SELLER.search(text.passages.text):
        for _, hit in text.search(words.CARRIED_OVER, text.sentences):
            yield hit


def _available(text: _Text) -> Iterator[Hit]:
    for sentence, hit in text.search(words.AVAILABLE, text.ours, unhedged=True):
        for owner in text.watched.intersection(sentence.topic):
            known = text.approved.get(owner)
            if known is not None and _before(text.passages.published_on, known.available_on):
                yield hit


def _before(published: date | None, available: date | None) -> bool:
    return available is None or published is None or published < available


def _cost_invented(text: _Text) -> Iterator[Hit]:
    if text.item.tier < 4:
        return
    for claim in text.said("price_jpy"):
        known = text.approved.get(claim.subject_id)
        if known is not None and not _is_the_price(known.price_jpy, claim.value):
            yield claim.start or 0, claim.end or 0


def _is_the_price(price: int | None, value: Value) -> bool:
    held = Value(text=str(price), unit="JPY", low=price, high=price)
    return price is not None and agree("price_jpy", held, value)


def _hype(text: _Text) -> Iterator[Hit]:
    for _, hit in text.search(words.HYPE, text.ours):
        yield hit


def _jurisdiction(text: _Text) -> Iterator[Hit]:
    for sentence, hit in text.search(words.ABROAD, text.ours):
        if sentence.groups and not sentence.search(words.COMPARED):
            yield hit
    title = words.ABROAD.search(text.item.title)
    if title and not denied(text.item.title, *title.span()) and not words.COMPARED.search(text.item.title):
        yield title.span()


def _interest(text: _Text) -> Iterator[Hit]:
    match = words.SELLER.search(text.passages.text)
    if match is not None:
        yield match.span()


_RULES: dict[str, Callable[[_Text], Iterator[Hit]]] = {
    "F-COND-OMITTED": _condition_omitted,
    "F-STAGE": _stage,
    "F-COVER-AS-PROOF": _cover_as_proof,
    "F-EFFICACY-PROVEN": _efficacy_proven,
    "F-SMALL-N-OMITTED": _small_n_omitted,
    "F-OPEN-LABEL-OMITTED": _open_label_omitted,
    "F-MECH-REPLACE": _mechanism,
    "F-SAFE": _safe,
    "F-GENERALISE": _generalise,
    "F-AVAILABLE": _available,
    "F-COST-INVENTED": _cost_invented,
    "F-HYPE": _hype,
    "F-JURIS": _jurisdiction,
    "F-COI": _interest,
}
