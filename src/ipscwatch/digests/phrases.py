"""Sentences of our own that reach a digest ready made, as its reader should have them.

The ledger, the source health and the door to the web say in English why something is as it is. For another language
each has a counterpart here, found by its form; one that has none is shown as it came, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ipscwatch.digests.japanese_phrases import CLAUSES, PHRASES
from ipscwatch.digests.wording import words
from ipscwatch.model.digest import Language

Forms = tuple[tuple[re.Pattern[str], str], ...]

_ENGLISH = (
    (r"a source of tier (?P<tier>\d) says so", "{tier} says so"),
    (r"two independent voices of tier 3 agree", "two independent voices of the press agree"),
    (r"one voice of tier 3 says so; a second is needed", "one voice of the press says so; a second is needed"),
    (r"tier (?P<tier>\d) may only propose", "{tier} may only propose"),
    (r"told by a source of tier (?P<tier>\d), which may set no fact", "{tier} tells it, which may set no fact"),
)


def told(sentence: str, language: Language) -> str:
    """Return a sentence of the program's own in a language; in its own words where it has no counterpart."""
    for pattern, form in _FORMS[language]:
        if found := pattern.fullmatch(sentence):
            return form.format(**{name: _part(name, part, language) for name, part in found.groupdict("").items()})
    return sentence


def without_address(sentence: str, address: str) -> str:
    """Return what is said of an address that stands beside it already: ``It is not there; …``."""
    said = sentence.removeprefix(address)
    if said == sentence:
        return sentence
    return said[2:] if said.startswith(": ") else f"It{said}"


def _part(name: str, part: str, language: Language) -> str:
    if name == "tier":
        return words(language).speakers[int(part)]
    return told(part, language) if name in ("span", "usual", "rest") else part


def _compiled(forms: Iterable[tuple[str, str]]) -> Forms:
    return tuple((re.compile(pattern), form) for pattern, form in forms)


def _clauses(clauses: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Return what is said of an address, alone, after the address, and with the status it answered."""
    for english, translated in clauses.items():
        said = translated.replace("{", "{{").replace("}", "}}")
        yield rf"It {re.escape(english)}", said
        yield rf"It {re.escape(english)} \((?P<status>HTTP \d+)\)", f"{said}（{{status}}）"


_FORMS: Mapping[Language, Forms] = {
    "en": _compiled(_ENGLISH),
    "ja": _compiled((*PHRASES, *_clauses(CLAUSES))),
}
