"""Each recorded text raises exactly the overclaims listed for it, each with its words and its note."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from tests.watching.shipped import shipped

from ipscwatch.model.item import Item
from ipscwatch.model.term import Note, Subject
from ipscwatch.watching.flags import NOTES, find

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "flag_cases.toml").read_text("utf-8"))["case"]
SUBJECTS = shipped()[1]
THIRD = Subject(
    subject_id="okulara",
    kind="product",
    name="Okulara",
    names=("Okulara", "オクララ"),
    watched=True,
    approved_on=date(2027, 6, 4),
    notes=(
        Note(flag="F-COND-OMITTED", en="Okulara's approval is for five years.", ja="オクララの承認は5年間。"),
        Note(flag="F-SAFE", en="Okulara: 12 treated."),
    ),
)
"""A product that nothing but these tests names."""


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


def told(title: str, text: str, *subjects: Subject) -> dict[str, tuple[str, str]]:
    found = find(item({"title": title, "text": text, "published": date(2027, 7, 1)}), (*SUBJECTS, *subjects))
    return {flag.name: (flag.own, flag.own_ja) for flag in found}


def test_beside_a_flag_stands_what_is_so_of_the_products_concerned() -> None:
    safe = "The cells are completely safe, the company says."
    amchepry = told("Amchepry", f"Amchepry is given in Japan. {safe}")["F-SAFE"]
    assert "73 adverse events" in amchepry[0]
    assert "有害事象73件" in amchepry[1]
    both = told("Both", "Amchepry and ReHeart are completely safe.")["F-SAFE"]
    assert both[0].startswith("Amchepry: ")
    assert "ReHeart: " in both[0]


def test_a_third_product_has_its_own_notes_and_none_of_the_others() -> None:
    found = told("オクララ", "オクララは安全性が確立された。2027年6月4日に国が承認した。", THIRD)
    assert found["F-COND-OMITTED"] == ("Okulara's approval is for five years.", "オクララの承認は5年間。")
    assert found["F-SAFE"] == ("Okulara: 12 treated.", "")
    assert not any(name in note for note in NOTES.values() for name in ("Amchepry", "ReHeart", "seven", "7"))


def test_what_a_products_notes_do_not_say_is_not_held_against_a_text() -> None:
    bare = replace(THIRD, notes=())
    text = "The health ministry approved Okulara. It is made from the patient's own iPS cells."
    assert told("Okulara approved", text, bare) == {}
    donor = Note(flag="F-MECH-REPLACE", en="Okulara's cells come from a donor.")
    assert "F-MECH-REPLACE" in told("Okulara approved", text, replace(bare, notes=(donor,)))
