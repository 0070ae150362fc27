"""What is wrong with a watch term though it can be read: it finds nothing, too much, or what another finds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import re2

from ipscwatch.model.term import Subject, Term
from ipscwatch.watching.borders import begins, ends, script
from ipscwatch.watching.words import exact, spellings


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong with one term: a sentence that says the fix."""

    term_id: str
    message: str
    alias: str | None = None
    """The word it is about, for the line in the file."""
    warning: bool = False
    """True: the term works, but hardly as meant."""

    def __str__(self) -> str:
        """Return the finding with the term's name."""
        return f"term '{self.term_id}': {self.message}"


_SHORT_LATIN = 3
_COMMON_LATIN = (
    "cell",
    "cells",
    "stem",
    "drug",
    "heart",
    "brain",
    "japan",
    "price",
    "approval",
    "trial",
    "study",
    "news",
)
_COMMON_OTHER = (
    "細胞",
    "医療",
    "治療",
    "製品",
    "承認",
    "薬価",
    "会社",
    "発表",
    "患者",
    "日本",
    "研究",
    "病院",
    "再生医療",
    "세포",
    "승인",
)
_COMMON = frozenset((*_COMMON_LATIN, *_COMMON_OTHER))
"""Words of every other article of this field."""
_LOOKALIKES = re.compile("(?<=[ァ-ヺー])[二口力一八夕卜工]|[二口力一八夕卜工](?=[ァ-ヺー])")
"""Kanji that are mistaken for katakana, beside katakana."""


def lint(terms: Sequence[Term], subjects: Sequence[Subject]) -> tuple[Finding, ...]:
    """Return what is wrong with the terms, in their order; errors and warnings, each with its fix."""
    by_id = {subject.subject_id: subject for subject in subjects}
    alone = [(term, alias) for term in terms for alias in _unconditional(term, by_id.get(term.subject_id or ""))]
    return tuple(
        finding
        for term in terms
        for finding in (*_one(term, by_id.get(term.subject_id or "")), *_contained(term, alone))
    )


def _one(term: Term, subject: Subject | None) -> Iterator[Finding]:
    yield from _finds_nothing(term, subject)
    yield from _contradicts(term, subject)
    yield from _cues(term, subject)
    yield from _expression(term)
    for alias in (*term.any, *term.all, *term.fuzzy):
        yield from _word(term, alias)
    yield from _twice(term, subject)


def _names(term: Term, subject: Subject | None) -> tuple[str, ...]:
    return (*term.any, *term.fuzzy, *((*subject.names, *subject.weak) if subject else ()))


def _finds_nothing(term: Term, subject: Subject | None) -> Iterator[Finding]:
    if not (_names(term, subject) or term.near or term.regex):
        yield Finding(term_id=term.term_id, message="it has no words; give `any`, `near`, `regex` or a `subject`")
    for near in term.near:
        if not (near.a and near.b):
            yield Finding(term_id=term.term_id, message="`near` needs words in both `a` and `b`")


def _contradicts(term: Term, subject: Subject | None) -> Iterator[Finding]:
    """Yield the words of `none` that make what is looked for impossible."""
    for unwanted in term.none:
        blocked = [alias for alias in (*term.any, *term.all) if _holds(alias, unwanted)]
        for alias in blocked:
            message = f"'{alias}' can never be found, since `none` has '{unwanted}'; take one of them out"
            yield Finding(term_id=term.term_id, message=message, alias=alias)
    names = _names(term, subject)
    if names and not term.regex and all(any(_holds(name, word) for word in term.none) for name in names):
        yield Finding(term_id=term.term_id, message="it can never match: every name is ruled out by `none`")


def _cues(term: Term, subject: Subject | None) -> Iterator[Finding]:
    if term.cues_for and not term.cues:
        yield Finding(term_id=term.term_id, message="`with_for` says which names need a cue, but `with` gives none")
    known = set(_names(term, subject))
    for alias in term.cues_for:
        if alias not in known:
            message = f"`with_for` has '{alias}', which is not one of its names"
            yield Finding(term_id=term.term_id, message=message, alias=alias)
    uncertain = (*term.fuzzy, *((*subject.misspellings, *subject.weak) if subject else ()))
    if uncertain and not (term.cues or (subject and subject.cues)):
        message = f"'{uncertain[0]}' needs a cue, and there is none; add `with` or the subject's `cues`"
        yield Finding(term_id=term.term_id, message=message, alias=uncertain[0], warning=True)


def _expression(term: Term) -> Iterator[Finding]:
    if term.regex is None:
        return
    try:
        empty = re2.compile(term.regex).search("")
    except re2.error as error:
        message = f"`regex` is no RE2 expression ({error}); see https://github.com/google/re2/wiki/Syntax"
        yield Finding(term_id=term.term_id, message=message, alias=term.regex)
        return
    if empty:
        message = "`regex` matches the empty text, so that it matches everywhere; ask for one character at least"
        yield Finding(term_id=term.term_id, message=message, alias=term.regex)


def _word(term: Term, alias: str) -> Iterator[Finding]:
    folded = next(iter(spellings(alias)), "")
    if not folded:
        yield Finding(term_id=term.term_id, message=f"'{alias}' is empty once it is compared", alias=alias)
    elif len(folded) == 1:
        message = f"'{alias}' is one character, found in almost every text; write more of it"
        yield Finding(term_id=term.term_id, message=message, alias=alias)
    elif _too_broad(term, alias, folded):
        message = f"'{alias}' is found in too many texts; make it longer, or add `with` or `near`"
        yield Finding(term_id=term.term_id, message=message, alias=alias, warning=True)
    if _mixes(alias):
        message = f"'{alias}' mixes scripts that look alike; write it anew in one of them"
        yield Finding(term_id=term.term_id, message=message, alias=alias, warning=True)


def _too_broad(term: Term, alias: str, folded: str) -> bool:
    conditions = term.all or term.near or term.cues or term.case or alias in term.fuzzy or alias in term.all
    short = folded.isascii() and len(folded) <= _SHORT_LATIN and not exact(alias)
    return not conditions and (short or len(folded) == 2 or folded in _COMMON)


def _mixes(alias: str) -> bool:
    """Say whether Latin letters stand among Cyrillic or Greek ones, or a kanji stands for a katakana."""
    kinds = {
        unicodedata.name(char, "").split(" ")[0] for char in alias if char.isalpha() and script(char) == "latin"
    }
    return len(kinds & {"LATIN", "CYRILLIC", "GREEK"}) > 1 or _LOOKALIKES.search(alias) is not None


def _twice(term: Term, subject: Subject | None) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for alias in (*(subject.names if subject else ()), *term.any):
        for spelling in spellings(alias)[:1]:
            if spelling in seen:
                message = f"'{alias}' is compared as '{seen[spelling]}' is; one of them is enough"
                yield Finding(term_id=term.term_id, message=message, alias=alias, warning=True)
            seen.setdefault(spelling, alias)


def _unconditional(term: Term, subject: Subject | None) -> Iterable[str]:
    """Return the words of a term that are enough by themselves."""
    limited = term.all or term.near or term.cues or term.none or term.languages or term.sources or term.tiers
    names = (*term.any, *(subject.names if subject else ()))
    return () if limited or term.fields != ("title", "text") else names


def _contained(term: Term, alone: Sequence[tuple[Term, str]]) -> Iterator[Finding]:
    """Yield the words that another term finds already, and tells under its own name."""
    for alias in term.any:
        for other, shorter in alone:
            if other.term_id != term.term_id and _holds(alias, shorter):
                message = f"wherever '{alias}' stands, term '{other.term_id}' finds '{shorter}' too"
                yield Finding(term_id=term.term_id, message=message, alias=alias, warning=True)


def _holds(text: str, word: str) -> bool:
    """Say whether a word would be found in a text, by the rules of word borders."""
    for spelling in spellings(word)[:1]:
        for folded in spellings(text)[:1]:
            start = folded.find(spelling)
            end = start + len(spelling)
            if (
                start >= 0
                and begins(folded, start, script(spelling[0]))
                and ends(folded, end, script(spelling[-1]))
            ):
                return True
    return False
