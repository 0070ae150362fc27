"""What a digest says in its own words: one value for each language, and the lookup of labels in it."""

from __future__ import annotations

from collections.abc import Mapping

from ipscwatch.digests.english import ENGLISH
from ipscwatch.digests.japanese import JAPANESE
from ipscwatch.digests.words import Words
from ipscwatch.model.digest import Language

WORDS: Mapping[Language, Words] = {"en": ENGLISH, "ja": JAPANESE}


def words(language: Language) -> Words:
    """Return the wording of a language."""
    return WORDS[language]


def label(table: Mapping[str, str], code: str) -> str:
    """Return the label of `code`, or the code itself as a phrase, so that a new code is never lost."""
    return table.get(code) or code.replace("_", " ")


def count(forms: tuple[str, str], n: int, **more: str) -> str:
    """Return `n` things in words: the first form is for one, the second for all other numbers."""
    return forms[0 if n == 1 else 1].format(n=f"{n:,}", **more)
