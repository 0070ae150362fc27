"""How well overclaims are told from sober reports, over all cases that say which a text makes."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest
from tests.eval.measured import FLOORS, measured
from tests.eval.measured import cases as all_cases

from ipscwatch.model.term import FlagName
from ipscwatch.watching.evaluation import Case

EACH = 0.85
"""The least that precision and recall of one flag alone may be."""


def cases() -> tuple[Case, ...]:
    return tuple(case for case in all_cases() if "flags" in case.expect)


def test_half_of_the_cases_are_japanese_and_half_raise_nothing() -> None:
    assert len(cases()) >= 400
    assert sum(case.item.language == "ja" for case in cases()) >= 0.48 * len(cases())
    assert sum(not case.expect["flags"] for case in cases()) >= 0.5 * len(cases())


@pytest.mark.parametrize("name", get_args(FlagName))
def test_each_flag_has_cases_in_japanese_and_in_others(name: str) -> None:
    found = Counter(case.item.language == "ja" for case in cases() if name in case.expect["flags"])
    assert min(found[True], found[False]) >= 5
    assert found.total() >= 10


def test_flags_are_raised_right() -> None:
    misses = [miss for miss in measured().misses if miss.what == "flags"]
    assert measured().all_flags.precision >= FLOORS["flags_precision"], misses
    assert measured().all_flags.recall >= FLOORS["flags_recall"], misses


@pytest.mark.parametrize("name", get_args(FlagName))
def test_no_flag_alone_is_raised_badly(name: str) -> None:
    score = measured().flags[name]
    assert min(score.precision, score.recall) >= EACH
