"""Where a text names or describes the subjects that figures can belong to.

Figures belong to products, and to the fields and trials that stand for products without a name yet. Such a subject
is meant by its names, by a description («the heart sheet»), or by its company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from ipscwatch.model.item import Item
from ipscwatch.model.term import Subject
from ipscwatch.text.fold import Folded
from ipscwatch.watching.extractors.expressions import Expression, held
from ipscwatch.watching.words import Finder, Found, Words

NamingKind = Literal["name", "description", "company"]

CONCEPTS: tuple[tuple[str, str], ...] = (
    (r"parkinson|brain (?:tissue|therapy|treatment|product)", r"パーキンソン|파킨슨|帕金森|柏金遜"),
    (
        (
            r"heart (?:failure|muscle|sheet|patch|therap|treatment|disease|product|patient|drug|trial|tissue"
            r"|cell)\w*|cardiac|cardiomyo\w+|myocardi\w+|insuffisance cardiaque"
        ),
        r"(?<!胸)心不全|心筋(?!球)|心臓|심부전|심근|심장|心衰|心臟|心脏|心肌",
    ),
    (r"retina\w*|macular", r"網膜|黄斑|망막|視网膜|视网膜"),
    (r"cornea\w*", r"角膜|각막"),
    (r"spinal[- ]cord", r"脊髄(?!性|小脳)|척수(?!성)|脊髓(?!性)"),
    (r"platelets?", r"血小板|혈소판"),
    (r"diabet\w+", r"糖尿病|당뇨"),
)
"""What the trials of the field are about, in Latin letters and in others, which seldom stand in one text."""
_EXPRESSIONS = tuple(tuple(Expression(one, re.IGNORECASE) for one in concept) for concept in CONCEPTS)
IPS = Expression(r"ips(?![a-z])|ipsc|pluripotent|多能性|多能干|多功能幹|만능줄기", re.IGNORECASE)
"""Descriptions count only in a text about these cells."""
HERE = Expression(
    r"japan|japon|kyoto|osaka|keio|日本|京都|大阪|国内|[ぁ-んァ-ヶ]{3}|일본|교토|오사카", re.IGNORECASE
)
"""Descriptions without any name mean a product of Japan only in a text that speaks of the country."""
ELSEWHERE = Expression(
    (
        r"\b(?:another|separate|different|other|similar) (?:[\w'-]+ ){0,3}(?:trial|stud|compan|therap"
        r"|treatment|product|drug|sponsor)"
        r"|\b(?:previous|earlier|prior|past) (?:[\w'-]+ ){0,3}(?:therap(?:y|ies)|products?)\b"
        r"|embryonic|\bes[- ]cell|\bhesc|ES細胞|胚性幹|別の(?:企業|会社|治験|試験|製品"
        r"|研究)|他社|他の(?:製品|企業|治験)|競合|先行する|同様の(?:治療|製品|治験|研究|手術|移植)|類似の(?:治療|製品)|よく似た(?:治療|製品)"
    ),
    re.IGNORECASE,
)
"""Words by which a sentence turns to something else."""


class Naming(NamedTuple):
    """One place where a subject is meant; without a subject, something is meant that we hold no facts about."""

    subject_id: str | None
    start: int
    end: int
    kind: NamingKind


@dataclass(frozen=True, slots=True)
class _Word:
    subject_id: str | None
    kind: NamingKind
    needs_cue: bool


class Namings:
    """The configured subjects, made ready once; `find` returns where a text means them."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        owners = [subject for subject in subjects if subject.kind in ("product", "field", "trial")]
        self._products = {one.company: one.subject_id for one in owners if one.watched and one.company}
        words = Words()
        self._by_number: dict[int, _Word] = {}
        self._cues: dict[str, frozenset[int]] = {}
        for subject in owners:
            self._learn(words, subject)
        for company, product in _metonyms(subjects, owners):
            self._add(words, company.names, _Word(product, "company", needs_cue=False))
        self._finder = Finder(words)
        self._concepts = tuple(_concepts(owners))
        self._indications = tuple(_indications(owners))
        self.watched = tuple(subject.subject_id for subject in owners if subject.watched)
        self.products = frozenset(subject.subject_id for subject in owners if subject.kind == "product")
        self.fields = frozenset(subject.subject_id for subject in owners if subject.kind == "field")
        self._described_as = _rivalries(subjects)

    def described_as(self, subject_id: str | None) -> str | None:
        """Return whom a description of this subject would mean if the subject were not named; None for itself."""
        return self._described_as.get(subject_id or "")

    def _learn(self, words: Words, subject: Subject) -> None:
        owner = self._owner(subject)
        self._cues[owner] = self._cues.get(owner, frozenset()) | words.add(*subject.cues)
        self._add(words, subject.generics, _Word(owner, "description", needs_cue=False))
        weak: NamingKind = "name" if subject.kind == "product" else "description"
        self._add(words, subject.weak, _Word(owner, weak, needs_cue=True))
        self._add(words, subject.misspellings, _Word(owner, "name", needs_cue=True))
        self._add(words, (*subject.names, *subject.registry_ids), _Word(owner, "name", needs_cue=False))

    def _owner(self, subject: Subject) -> str:
        """Return whose facts they are: those of a company's trial are its product's."""
        product = self._products.get(subject.company or "") if subject.kind == "trial" else None
        return product or subject.subject_id

    def _add(self, words: Words, aliases: Sequence[str], word: _Word) -> None:
        for number in words.add(*aliases):
            self._by_number[number] = word

    def find(self, item: Item, folded: Folded, text: str) -> tuple[Naming, ...]:
        """Return the namings in the narrowed `text`, by place; `folded` is the same text folded."""
        found = self._finder.find(text, folded)
        named = [*self._named(item, folded, found)]
        named = self._meant([*named, *_shortened(named, text)], text)
        bits = held(text.lower())
        ours = any(one.subject_id in self.watched for one in named)
        if any(one.kind == "name" and one.subject_id in self.watched for one in named) or (
            IPS.search(text) and (ours or HERE.search(text))
        ):
            meant = self._meant_instead(named)
            named += [
                one._replace(subject_id=meant.get(one.subject_id, one.subject_id))
                for one in self._described(text, bits)
            ]
        if bits & ELSEWHERE.bit:
            named += [Naming(None, match.start(), match.end(), "name") for match in ELSEWHERE.finditer(text)]
        return tuple(sorted(named, key=lambda one: (one.start, -one.end)))

    def _named(self, item: Item, folded: Folded, found: Found) -> Iterator[Naming]:
        for number, spans in found.items():
            word = self._by_number.get(number)
            if word is None:
                continue
            if word.needs_cue and item.tier > 2 and not self._has_cue(word.subject_id or "", number, found):
                continue
            for start, end in spans:
                yield Naming(word.subject_id, *folded.original(start, end), word.kind)

    def _has_cue(self, subject_id: str, number: int, found: Found) -> bool:
        return any(cue in found and cue != number for cue in self._cues[subject_id])

    def _meant_instead(self, named: Sequence[Naming]) -> Mapping[str | None, str]:
        """Return whom a description means in a text that names a rival, and nowhere the one it would mean."""
        ours = {one.subject_id for one in named if one.subject_id is not None}
        found: dict[str | None, str] = {}
        for rival in sorted(ours & self.products):
            meant = self._described_as.get(rival)
            if meant is not None and meant not in ours:
                found[meant] = rival if meant not in found else meant
        return found

    def _meant(self, named: Sequence[Naming], text: str) -> list[Naming]:
        """Return the namings without those of makers of many medicines: these mean one only where it is named.

        The maker of a watched product's rival means it in every text of the field.
        """
        here = {one.subject_id for one in named if one.kind != "company"}
        of_field = IPS.search(text) or not here.isdisjoint(self.watched)
        here |= {None, *self.watched}
        here |= {rival for rival, meant in self._described_as.items() if of_field and meant in self.watched}
        return [one for one in named if one.kind != "company" or one.subject_id in here]

    def _described(self, text: str, bits: int) -> Iterator[Naming]:
        for expression, subject_id in self._concepts:
            for match in expression.finditer(text) if bits & expression.bit else ():
                yield Naming(subject_id, match.start(), match.end(), "description")
        for indication, subject_id in self._indications:
            for match in indication.finditer(text):
                yield Naming(subject_id, match.start(), match.end(), "description")


_LONG_NAME = re.compile(r"(?P<short>[A-Z][\w-]{3,}) (?:Pharma\w*|Therapeutics|Biologics|Biosciences|Chemical)\b")


def _shortened(named: Sequence[Naming], text: str) -> Iterator[Naming]:
    """Yield where the first word alone stands for a company that the text names in full: «Sumitomo said»."""
    short = {
        match["short"]: one.subject_id
        for one in named
        if one.kind == "company" and (match := _LONG_NAME.match(text, one.start))
    }
    for name, subject_id in short.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-]| (?-i:[A-Z]))", text):
            yield Naming(subject_id, match.start(), match.end(), "company")


@lru_cache(maxsize=8)
def _ready(subjects: tuple[Subject, ...]) -> Namings:
    return Namings(subjects)


def namings(subjects: Sequence[Subject]) -> Namings:
    """Return the subjects made ready, from memory where they were made ready before."""
    return _ready(tuple(subjects))


def _metonyms(subjects: Sequence[Subject], owners: Sequence[Subject]) -> Iterator[tuple[Subject, str | None]]:
    """Yield each company with the product its name can stand for: its only one, or the watched one that names it.

    A company of no product held here stands for something else.
    """
    for company in subjects:
        if company.kind != "company":
            continue
        own = [one for one in owners if one.company == company.subject_id and one.kind == "product"]
        near = [one for one in owners if one.watched and set(company.names) & set(one.cues)]
        products = own or near
        yield company, products[0].subject_id if len(products) == 1 else None


def _about(owners: Sequence[Subject], concept: Sequence[Expression]) -> list[Subject]:
    described = ((one, f"{one.indication or ''} {one.name} {' '.join(one.weak)}") for one in owners)
    return [one for one, text in described if any(expression.search(text) for expression in concept)]


def _concepts(owners: Sequence[Subject]) -> Iterator[tuple[Expression, str | None]]:
    """Yield each concept with the subject it means where none is named: the watched one, else a field."""
    for concept in _EXPRESSIONS:
        meant = _meant(_about(owners, concept))
        yield from ((expression, meant) for expression in concept)


def _indications(owners: Sequence[Subject]) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield what each watched subject is for, where no concept covers it."""
    covered = {one.subject_id for concept in _EXPRESSIONS for one in _about(owners, concept)}
    for subject in owners:
        if subject.watched and subject.indication and subject.subject_id not in covered:
            yield re.compile(re.escape(subject.indication), re.IGNORECASE), subject.subject_id


def _rivalries(subjects: Sequence[Subject]) -> Mapping[str, str]:
    """Return for each subject that a description does not mean, whom it does mean."""
    found = {}
    for concept in _EXPRESSIONS:
        about = _about(subjects, concept)
        meant = _meant([one for one in about if one.kind in ("product", "field", "trial")])
        found.update({one.subject_id: meant for one in about if meant is not None and one.subject_id != meant})
    return found


def _meant(about: Sequence[Subject]) -> str | None:
    watched = [one for one in about if one.watched]
    fields = [one for one in about if one.kind != "product" and one.company is None]
    for group in (watched, fields):
        if len(group) == 1:
            return group[0].subject_id
    return None
