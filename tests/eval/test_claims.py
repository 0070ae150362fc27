"""How well facts and flags are read, over all cases that expect any, may not drop unnoticed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.watching.shipped import shipped

from ipscwatch.watching.attributes import attribute
from ipscwatch.watching.evaluation import Measure, measure, read_cases
from ipscwatch.watching.extractors import extractors

CASES = Path(__file__).parent / "claims.jsonl"
STAGES = Path(__file__).parent / "claims_stages.jsonl"
DATED = frozenset(
    name
    for extractor in extractors()
    for name in extractor.attributes
    if attribute(name).kind in ("date", "status") or name in ("approval_term_years", "evidence_period_years")
)
"""What the cases of `STAGES` give in full: stages, their dates, and periods."""
FIGURES = Path(__file__).parent / "claims_figures.jsonl"
"""Names and figures in many ways of writing, with those of two products bound apart: none may be read wrong."""
FACTS_PRECISION, FACTS_RECALL = 0.98, 0.92
FLAGS_PRECISION, FLAGS_RECALL = 0.95, 0.90


@cache
def measured(path: Path = CASES) -> Measure:
    return measure(read_cases(path.read_text(encoding="utf-8").splitlines(), origin=path.name), *shipped())


@cache
def of_stages() -> Measure:
    return measure(read_cases(STAGES.read_text(encoding="utf-8").splitlines(), origin=STAGES.name), *shipped())


def test_no_case_was_lost() -> None:
    assert measured().cases >= 210
    assert of_stages().cases >= 94


def test_facts_are_read_right() -> None:
    assert measured().all_facts.precision >= FACTS_PRECISION, measured().misses
    assert measured().all_facts.recall >= FACTS_RECALL, measured().misses


def test_flags_are_raised_right() -> None:
    assert measured().all_flags.precision >= FLAGS_PRECISION, measured().misses
    assert measured().all_flags.recall >= FLAGS_RECALL, measured().misses


def test_no_stage_date_or_period_is_read_wrong() -> None:
    assert not [miss for miss in of_stages().misses if miss.what == "facts" and miss.found and _is_dated(miss.name)]


def test_stages_dates_and_periods_are_found() -> None:
    missed = [
        miss for miss in of_stages().misses if miss.what == "facts" and not miss.found and _is_dated(miss.name)
    ]
    hits = sum(score.hits for name, score in of_stages().facts.items() if _is_dated(name))
    assert hits >= 40 * len(missed), missed


def _is_dated(fact: str) -> bool:
    return fact.partition("=")[0].partition("/")[0].partition(".")[2] in DATED


def test_names_and_figures_are_read_and_bound_right() -> None:
    figures = measured(FIGURES)
    assert figures.cases >= 58
    assert figures.all_facts.precision == 1.0, figures.misses
    assert figures.all_facts.recall >= 0.98, figures.misses
