"""Both languages say everything, and every code that may come has a label."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any, get_args

import pytest

from ipscwatch.digests.wording import WORDS, count, label
from ipscwatch.model.digest import Language
from ipscwatch.model.ledger import FactOutcome, FactState
from ipscwatch.model.row import RowChangeKind
from ipscwatch.model.source import Tier
from ipscwatch.watching import events

LANGUAGES: tuple[Language, ...] = ("en", "ja")


OWN_WORDS = ("values", "packs", "places")
"""What English says in the ledger's and the sheets' own words, and so has no others for."""


@pytest.mark.parametrize("field", [field.name for field in fields(WORDS["en"]) if field.name not in OWN_WORDS])
def test_both_languages_fill_in_the_same_things(field: str) -> None:
    english, japanese = (getattr(WORDS[language], field) for language in LANGUAGES)
    assert type(english) is type(japanese)
    if isinstance(english, dict) and field != "cities":
        assert english.keys() == japanese.keys()
    if field not in ("day", "short_day", "weekday_day", "month", "year", "weekday_time", "months", "cities"):
        assert _names(english) == _names(japanese)


def _names(value: Any) -> list[set[str]]:  # noqa: ANN401 - a field of the wording is text or holds texts
    texts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
    return [set(re.findall(r"\{(\w+)\}", str(text))) for text in texts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_label(language: Language) -> None:
    wording = WORDS[language]
    assert set(wording.outcomes) == set(get_args(FactOutcome))
    assert set(wording.states) == set(get_args(FactState))
    assert set(wording.row_kinds) == set(get_args(RowChangeKind))
    assert set(wording.tiers) == {0, *get_args(Tier)}
    assert set(events.CLASSES) <= set(wording.events)


def test_a_new_code_is_shown_rather_than_lost() -> None:
    assert label(WORDS["en"].events, "a_new_class") == "a new class"


def test_one_and_many() -> None:
    assert count(WORDS["en"].n_stories, 1) == "1 story"
    assert count(WORDS["en"].n_stories, 12_283) == "12,283 stories"
