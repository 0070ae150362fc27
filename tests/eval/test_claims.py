"""How well facts and flags are read, over all cases that expect any, may not drop unnoticed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.watching.shipped import shipped

from ipscwatch.watching.attributes import attribute
from ipscwatch.watching.evaluation import Case, Measure, measure, read_cases

HERE = Path(__file__).parent
STAGES = "claims_stages.jsonl"
"""Stages, their dates and periods: none may be read wrong."""
FIGURES = "claims_figures.jsonl"
"""Names and figures in many ways of writing, with those of two products bound apart: none may be read wrong."""
FACTS_PRECISION, FACTS_RECALL = 0.99, 0.96


@cache
def cases(pattern: str = "claims*.jsonl") -> tuple[Case, ...]:
    return tuple(
        case
        for path in sorted(HERE.glob(pattern))
        for case in read_cases(path.read_text(encoding="utf-8").splitlines(), origin=path.name)
    )


@cache
def measured(pattern: str = "claims*.jsonl") -> Measure:
    return measure(cases(pattern), *shipped())


def test_no_case_was_lost() -> None:
    assert sum("facts" in case.expect for case in cases()) >= 300


def test_facts_are_read_right() -> None:
    assert measured().all_facts.precision >= FACTS_PRECISION, measured().misses
    assert measured().all_facts.recall >= FACTS_RECALL, measured().misses


def test_no_stage_date_or_period_is_read_wrong() -> None:
    assert not [miss for miss in measured(STAGES).misses if miss.found and _is_dated(miss.name)]


def _is_dated(fact: str) -> bool:
    name = fact.partition("=")[0].partition("/")[0].partition(".")[2]
    return attribute(name).kind in ("date", "status", "duration")


def test_names_and_figures_are_read_and_bound_right() -> None:
    assert measured(FIGURES).all_facts.precision == 1.0, measured(FIGURES).misses
