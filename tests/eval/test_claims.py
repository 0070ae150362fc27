"""How well facts are read, over all cases that expect any, may not drop unnoticed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.watching.shipped import shipped

from ipscwatch.watching.evaluation import Measure, measure, read_cases

CASES = Path(__file__).parent / "claims.jsonl"
FACTS_PRECISION, FACTS_RECALL = 0.98, 0.92


@cache
def measured() -> Measure:
    return measure(read_cases(CASES.read_text(encoding="utf-8").splitlines(), origin=CASES.name), *shipped())


def test_no_case_was_lost() -> None:
    assert measured().cases >= 210


def test_facts_are_read_right() -> None:
    assert measured().all_facts.precision >= FACTS_PRECISION, measured().misses
    assert measured().all_facts.recall >= FACTS_RECALL, measured().misses
