"""Each recorded text raises exactly the overclaims listed for it, each with its words and its note."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from ipscwatch.model.item import Item
from ipscwatch.model.term import Subject
from ipscwatch.watching.flags import NOTES, find

HERE = Path(__file__).parent
TABLES = tomllib.loads((HERE.parents[1] / "config" / "terms.toml").read_text("utf-8"))["subject"]
CASES = tomllib.loads((HERE / "flag_cases.toml").read_text("utf-8"))["case"]


def subject(table: dict[str, Any]) -> Subject:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    values["subject_id"] = values.pop("id")
    return Subject(**values)


SUBJECTS = tuple(subject(table) for table in TABLES)


def item(case: dict[str, Any]) -> Item:
    published = case.get("published")
    return Item(
        item_id="0123456789abcdef",
        source_id="source",
        keys=("id:1",),
        url=None,
        title=case["title"],
        text=case["text"],
        language=None,
        outlet="outlet",
        tier=case.get("tier", 3),
        published_at=datetime.combine(published, time(1), UTC) if published else None,
        received_at=datetime(2026, 6, 1, tzinfo=UTC),
        content_hash="hash",
    )


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_exactly_these_overclaims_are_raised(case: dict[str, Any]) -> None:
    assert {flag.name for flag in find(item(case), SUBJECTS)} == set(case["flags"])


def test_every_flag_is_raised_by_some_case_and_has_its_note() -> None:
    assert {name for case in CASES for name in case["flags"]} == set(NOTES)


def test_a_flag_shows_the_words_that_raised_it() -> None:
    for case in CASES:
        one = item(case)
        for flag in find(one, SUBJECTS):
            assert " ".join(one.full_text[flag.start : flag.end].split()) == flag.quote
            assert flag.note == NOTES[flag.name]
