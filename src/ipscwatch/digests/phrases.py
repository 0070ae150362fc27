"""Sentences of our own that reach a digest ready made, as its reader should have them.

The ledger, the source health and the door to the web say in English why something is as it is. For another language
each has a counterpart here, found by its form; one that has none is quoted as it came, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ipscwatch.digests.japanese_phrases import PHRASES
from ipscwatch.digests.japanese_troubles import CLAUSES, PAGES, VERBS
from ipscwatch.digests.wording import words
from ipscwatch.model.digest import Language
from ipscwatch.watching.attributes import status_label

LONGEST = 1000
"""A longer sentence is none of ours, and is not taken apart."""
Forms = tuple[tuple[re.Pattern[str], str], ...]

_ENGLISH = (
    (r"a source of tier (?P<tier>\d) says so", "{tier} says so"),
    (r"two independent voices of tier 3 agree", "two independent voices of the press agree"),
    (r"one voice of tier 3 says so; a second is needed", "one voice of the press says so; a second is needed"),
    (r"tier (?P<tier>\d) may only propose", "{tier} may only propose"),
    (r"told by a source of tier (?P<tier>\d), which may set no fact", "{tier} tells it, which may set no fact"),
    (
        r"no source of tiers 1 to 3 says more than «(?P<stage>.+)»",
        "no regulator, company or newspaper says more than «{stage}»",
    ),
)


def told(sentence: str, language: Language) -> str:
    """Return a sentence of the program's own in a language; in quotation marks where it has no counterpart."""
    if not sentence:
        return ""
    known = len(sentence) <= LONGEST
    said = (
        (_in_forms(sentence, language) or (_in_clauses(sentence) if language == "ja" else None)) if known else None
    )
    if said is not None:
        return said
    return sentence if language == "en" else sentence.join(words(language).quotes)


def without_whose(sentence: str, *whose: str) -> str:
    """Return what is said of a source or an address that stands beside it already: ``It is not there; …``."""
    said = next((sentence.removeprefix(one) for one in whose if sentence.startswith(one)), None)
    if said is None:
        return sentence
    return said[2:] if said.startswith(": ") else f"It{said}"


def _in_forms(sentence: str, language: Language) -> str | None:
    """Return the counterpart of the first form the sentence has, where all its parts have one too."""
    for pattern, form in _forms(language):
        if found := pattern.fullmatch(sentence):
            parts = {name: _part(name, part, language) for name, part in found.groupdict("").items()}
            if None not in parts.values():
                return form.format(**parts)
    return None


def _part(name: str, part: str, language: Language) -> str | None:
    if name == "tier":
        return words(language).speakers[int(part)]
    if name == "page":
        return PAGES.get(part)
    if name == "stage":
        return status_label(part, language)
    if name == "column":
        return words(language).columns.get(part, part)
    return _in_forms(part, language) or _in_clauses(part) if name in ("span", "usual", "rest") else part


def _in_clauses(sentence: str) -> str | None:
    """Return in Japanese what is said of a source or a channel, clause by clause; None where one is unknown.

    What is done by an address, and what something is said of, may stand before a clause.
    """
    if (status := _STATUS.fullmatch(sentence)) and (said := _in_clauses(status["rest"])):
        return f"{said}（{status['status']}）"
    clauses = _BETWEEN.split(sentence)
    if len(clauses) > 1:
        told_ones = [_in_forms(one, "ja") or _in_clauses(one) for one in clauses]
        return None if None in told_ones else "。".join(filter(None, told_ones))
    if (doing := _DOING.fullmatch(sentence)) and (said := _verb(doing["what"])):
        return said if doing["whose"] == "It" else f"{doing['whose']}：{said}"
    if (about := _ABOUT.fullmatch(sentence)) and (
        said := _in_forms(about["rest"], "ja") or _in_clauses(about["rest"])
    ):
        return f"{about['whose']}：{said}"
    return None


def _verb(what: str) -> str | None:
    for pattern, form in _verbs():
        if found := pattern.fullmatch(what):
            parts = {name: _part(name, part, "ja") for name, part in found.groupdict("").items()}
            return None if None in parts.values() else form.format(**parts)
    return None


def _compiled(forms: Iterable[tuple[str, str]]) -> Forms:
    return tuple((re.compile(pattern, re.DOTALL), form) for pattern, form in forms)


@cache
def _forms(language: Language) -> Forms:
    return _compiled(_ENGLISH if language == "en" else (*PHRASES, *CLAUSES))


@cache
def _verbs() -> Forms:
    return _compiled(VERBS)


_BETWEEN = re.compile(r"(?:; |\. )(?![^«]*»)")
"""What parts two clauses, outside of quotation marks."""
_STATUS = re.compile(r"(?P<rest>.+) \((?P<status>HTTP \d+)\)", re.DOTALL)
_DOING = re.compile(r"(?P<whose>\S+) (?P<what>.+)", re.DOTALL)
_ABOUT = re.compile(r"(?P<whose>https?://\S+|Source [^\s:]+|[^«»;:]{1,60}): (?P<rest>.+)", re.DOTALL)
