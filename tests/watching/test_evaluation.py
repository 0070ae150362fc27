from __future__ import annotations

import json

import pytest
from tests.watching.shipped import shipped

from ipscwatch.errors import UsageError
from ipscwatch.watching.evaluation import Score, measure, read_cases


def line(case_id: str = "a", title: str = "厚労省、アムシェプリを承認", **expect: object) -> str:
    return json.dumps({"id": case_id, "title": title, "published_at": "2026-03-06", "expect": expect})


def test_precision_recall_and_f1_are_the_textbook_ones() -> None:
    score = Score(hits=6, wrong=2, missed=4)
    assert (score.precision, score.recall, round(score.f1, 4)) == (0.75, 0.6, 0.6667)
    assert (Score().precision, Score().recall, Score().f1) == (1.0, 1.0, 1.0)


def test_what_is_found_wrongly_and_what_is_missed_is_told_with_its_reasons() -> None:
    cases = read_cases([line(terms=["amchepry", "reheart"], events=["price_listed"])])
    found = measure(cases, *shipped())
    assert {(miss.what, miss.name, miss.found) for miss in found.misses} == {
        ("terms", "reheart", False),
        ("events", "approval_conditional", True),
        ("events", "price_listed", False),
    }
    assert any("承認" in reason for miss in found.misses for reason in miss.reasons)
    assert found.events["price_listed"] == Score(missed=1)


def test_a_key_that_is_not_expected_is_not_judged() -> None:
    found = measure(read_cases([line(), "", line("b", terms=["amchepry"])]), *shipped())
    assert found.cases == 2
    assert found.all_terms == Score(hits=1)
    assert found.events == {}


@pytest.mark.parametrize("written", ["2026-09/2026-11", "2026-autumn"])
def test_an_expected_launch_is_told_and_a_season_is_its_months(written: str) -> None:
    case = line(title="クオリプス、リハートを今秋に発売する予定", facts=[f"reheart.launch_expected={written}"])
    assert measure(read_cases([case]), *shipped()).all_facts == Score(hits=1)


def test_grouping_is_measured_over_pairs() -> None:
    cases = read_cases(
        [
            line("a", story="x"),
            line("b", "Japan's health ministry approves Amchepry", story="x"),
            line("c", "アムシェプリの薬価を了承　中医協", story="x"),
            line("d", "アムシェプリと天気", story="y"),
        ]
    )
    found = measure(cases, *shipped())
    assert found.grouping == Score(hits=1, wrong=0, missed=2)


@pytest.mark.parametrize(
    "raw",
    [
        "{",
        "[]",
        "7",
        '{"id": "a"}',
        '{"id": "a", "expect": {}, "tier": 9}',
        '{"id": "a", "expect": {}, "published_at": "?"}',
    ],
)
def test_a_line_that_is_no_case_is_named(raw: str) -> None:
    with pytest.raises(UsageError, match="cases:2"):
        read_cases([line(), raw])


def test_a_case_is_of_the_day_it_was_written_on_whatever_the_zone() -> None:
    told = {
        "id": "midnight",
        "title": "Conditional approval",
        "text": "Japan's health ministry said Friday it has conditionally approved Amchepry.",
        "published_at": "2026-03-06T00:00:00+09:00",
        "expect": {"facts": ["amchepry.approval_date=2026-03-06"]},
    }
    measured = measure(read_cases([json.dumps(told)]), *shipped())
    assert measured.facts["amchepry.approval_date"].hits == 1
