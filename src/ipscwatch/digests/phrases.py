"""Sentences of our own that reach a digest ready made, as its reader should have them.

The ledger, the source health and the door to the web say in English why something is as it is. For another language
each has a counterpart here, found by its form; one that has none is shown as it came, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ipscwatch.digests.japanese_phrases import ADDRESS, ADVICE, PHRASES
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
    return (_of_address(sentence) if language == "ja" else None) or sentence


def without_whose(sentence: str, *whose: str) -> str:
    """Return what is said of a source or an address that stands beside it already: ``It is not there; …``."""
    said = next((sentence.removeprefix(one) for one in whose if sentence.startswith(one)), None)
    if said is None:
        return sentence
    return said[2:] if said.startswith(": ") else f"It{said}"


def _part(name: str, part: str, language: Language) -> str:
    if name == "tier":
        return words(language).speakers[int(part)]
    return told(part, language) if name in ("span", "usual", "rest") else part


def _of_address(sentence: str) -> str | None:
    """Return in Japanese what the door to the web says of an address; None for anything else."""
    found = _ADDRESS.fullmatch(sentence)
    if found is None or found["what"] not in ADDRESS or found["advice"] not in ADVICE:
        return None
    status = f"（{found['status']}）" if found["status"] else ""
    return f"{ADDRESS[found['what']]}。{ADVICE[found['advice']]}{status}"


def _compiled(forms: Iterable[tuple[str, str]]) -> Forms:
    return tuple((re.compile(pattern), form) for pattern, form in forms)


_ADDRESS = re.compile(r"It (?P<what>[^;]+); (?P<advice>.+?)(?: \((?P<status>HTTP \d+)\))?")
_FORMS: Mapping[Language, Forms] = {"en": _compiled(_ENGLISH), "ja": _compiled(PHRASES)}
