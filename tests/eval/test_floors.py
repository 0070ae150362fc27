"""The measure over the cases in this folder may not drop below ``floors.json`` unnoticed."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.eval.measured import FLOORS, cases, measured

from ipscwatch.watching.events import CLASSES


def test_no_case_was_lost() -> None:
    assert len(cases()) >= FLOORS["cases"]
    assert max(Counter(case.item.item_id for case in cases()).values()) == 1


def test_the_cases_are_of_many_languages_and_lengths() -> None:
    languages = Counter(case.item.language for case in cases())
    assert languages["ja"] >= FLOORS["japanese"] * len(cases())
    assert min(languages[language] for language in ("ko", "zh", "fr")) >= 10
    assert sum(len(case.item.text) > 250 for case in cases()) >= FLOORS["long"]


def test_terms_are_found_and_nothing_else() -> None:
    assert measured().all_terms.precision >= FLOORS["terms_precision"]
    assert measured().all_terms.recall >= FLOORS["terms_recall"]


def test_events_are_read_right() -> None:
    assert measured().events_macro_f1 >= FLOORS["events_macro_f1"], measured().misses
    assert {name: score.f1 for name, score in measured().events.items() if score.f1 < FLOORS["event_f1"]} == {}


def test_items_of_one_happening_are_grouped() -> None:
    assert measured().grouping.f1 >= FLOORS["grouping_f1"], measured().misses


def test_every_hard_negative_is_right() -> None:
    wrong = [miss for miss in measured().misses if miss.case_id.startswith("hard_negatives")]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_every_class_has_a_case(name: str) -> None:
    assert any(name in case.expect.get("events", ()) for case in cases())
