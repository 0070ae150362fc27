"""How well facts are read, over all cases that expect any, may not drop unnoticed."""

from __future__ import annotations

from tests.eval.measured import FLOORS, cases, measured

from ipscwatch.watching.attributes import attribute

STAGES = "claims_stages.jsonl"
"""Stages, their dates and periods: none may be read wrong."""
FIGURES = "claims_figures.jsonl"
"""Names and figures in many ways of writing, with those of two products bound apart: none may be read wrong."""


def test_no_case_was_lost() -> None:
    assert sum("facts" in case.expect for case in cases()) >= FLOORS["facts_cases"]


def test_facts_are_read_right() -> None:
    assert measured().all_facts.precision >= FLOORS["facts_precision"], measured().misses
    assert measured().all_facts.recall >= FLOORS["facts_recall"], measured().misses


def test_no_stage_date_or_period_is_read_wrong() -> None:
    assert not [miss for miss in measured(STAGES).misses if miss.found and _is_dated(miss.name)]


def _is_dated(fact: str) -> bool:
    name = fact.partition("=")[0].partition("/")[0].partition(".")[2]
    return attribute(name).kind in ("date", "status", "duration")


def test_names_and_figures_are_read_and_bound_right() -> None:
    assert measured(FIGURES).all_facts.precision == 1.0, measured(FIGURES).misses
