"""What a watched row asserts: price, pack, code and days in their roles, with the cell as evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.watching.listed import a_list, a_row
from tests.watching.shipped import make_item, shipped

from ipscwatch.model.ledger import Claim, Observation, Value
from ipscwatch.model.reading import Row
from ipscwatch.model.source import Source
from ipscwatch.watching import ledger, row_claims, rows

NOW = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)
SOURCE = Source(
    source_id="list", name="List", kind="price_list", url="https://lists.example/", tier=1, outlet="MHLW"
)
WATCH = rows.Watch.of(["4900"], *shipped())
ROW = a_row(
    "4900TEST1018",
    day="20260520",
    name="アムシェプリ",
    specification="１８瓶１組",
    maker="試験製薬",
    price="55306737",
    place="tp20260520-01_02.xlsx, sheet 注射薬, row 8412, price in column M",
)


def _observed(known: dict[str, Row], fresh: dict[str, Row]) -> dict[str, Observation]:
    updated = rows.update(known, fresh.values(), is_watched=WATCH.is_watched)
    found = row_claims.observations(SOURCE, updated, WATCH, NOW)
    return {one.claim.attribute + one.claim.qualifier: one for one in found}


def test_a_listed_row_states_its_price_pack_code_and_the_day_it_takes_effect() -> None:
    found = _observed(a_list(), a_list(day="20260520") | {ROW.key: ROW})
    assert {name: one.claim.value.text for name, one in found.items()} == {
        "price_jpy": "55306737",
        "price_pack": "18-vial set",
        "listing_code": "4900TEST1018",
        "price_effective_date": "2026-05-20",
    }
    price = found["price_jpy"]
    assert price.claim.value == Value(text="55306737", unit="JPY", low=55306737, high=55306737)
    assert (price.claim.subject_id, price.claim.as_of_on, price.tier, price.url) == (
        "amchepry",
        date(2026, 5, 20),
        1,
        "https://lists.example/tp20260520-01_02.xlsx",
    )
    assert price.claim.quote == (
        "tp20260520-01_02.xlsx, sheet 注射薬, row 8412, price in column M: "
        "4900TEST1018 | アムシェプリ | １８瓶１組 | 試験製薬 | 55306737"
    )


def test_the_day_in_a_files_name_is_no_effective_date_of_a_row_that_was_there_before() -> None:
    found = _observed({}, {ROW.key: ROW})
    assert "price_effective_date" not in found
    assert found["price_jpy"].claim.as_of_on == date(2026, 5, 20)


@pytest.mark.parametrize("note", ["R8.5.13収載", "R8.5.13新薬価適用"])
def test_a_note_says_from_when_its_own_rows_price_applies(note: str) -> None:
    noted = replace(ROW, cells={**ROW.cells, "note": note})
    found = _observed({}, {ROW.key: noted})
    assert found["price_effective_date"].claim.value.text == "2026-05-13"
    assert found["price_jpy"].claim.as_of_on == date(2026, 5, 13)


def test_a_revision_takes_effect_with_the_list_that_brings_it() -> None:
    before = replace(ROW, cells={**ROW.cells, "price": "60000000"}, url=a_row(day="20260415").url)
    found = _observed(a_list() | {ROW.key: before}, a_list(day="20260520") | {ROW.key: ROW})
    assert found["price_effective_date"].claim.value.text == "2026-05-20"


def test_a_limit_and_a_delisting_are_dates() -> None:
    limited = replace(ROW, cells={**ROW.cells, "limit": "R9.3.31まで"})
    assert _observed({}, {ROW.key: limited})["price_limit_date"].claim.value.text == "2027-03-31"
    gone = _observed(a_list() | {ROW.key: ROW}, a_list(day="20260601"))
    assert {name: one.claim.value.text for name, one in gone.items()} == {"delisting_date": "2026-06-01"}
    assert gone["delisting_date"].url == ROW.url


def test_several_rows_of_one_product_are_told_apart_by_their_pack() -> None:
    other = replace(ROW, key="4900TEST2014", cells={**ROW.cells, "specification": "１瓶", "price": "3072597"})
    found = _observed({}, {ROW.key: ROW, other.key: other})
    assert found["price_jpy18-vial set"].claim.value.text == "55306737"
    assert found["price_jpy１瓶"].claim.value.text == "3072597"


def test_a_row_that_names_no_product_asserts_nothing() -> None:
    assert _observed({}, {"4900TEST9018": a_row("4900TEST9018")}) == {}


def test_the_same_row_read_again_is_the_same_observation() -> None:
    first, again = (_observed({}, {ROW.key: replace(ROW, place=place)}) for place in ("row 7", "row 8"))
    assert first["price_jpy"].observation_id == again["price_jpy"].observation_id


def test_a_price_in_a_pdf_is_a_proposal_until_a_source_that_loses_no_digits_agrees() -> None:
    in_pdf = replace(ROW, url="https://lists.example/notice.pdf")
    proposed = _observed({}, {ROW.key: in_pdf})["price_jpy"]
    assert ledger.weigh([proposed]).state == "proposed"
    held = _observed({}, {ROW.key: ROW})["price_jpy"]
    assert ledger.weigh([proposed, held]).state == "held"


def test_amounts_in_the_text_of_a_pdf_are_passed_on_and_dates_asserted() -> None:
    claims = tuple(
        Claim(subject_id="amchepry", attribute=name, value=Value(text=text), quote="q", extractor="price")
        for name, text in (("price_jpy", "55306737"), ("price_effective_date", "2026-05-20"))
    )
    paper = replace(make_item("総－１"), url="https://papers.example/001.pdf?x=1")
    assert [claim.modality for claim in row_claims.doubt_digits(paper, claims)] == ["hearsay", "asserted"]
    page = replace(paper, url="https://papers.example/001.html")
    assert row_claims.doubt_digits(page, claims) == claims


def test_a_price_that_the_press_tells_otherwise_is_disputed() -> None:
    held = _observed({}, {ROW.key: ROW})["price_jpy"]
    claim = replace(held.claim, value=Value(text="56000000", unit="JPY", low=56e6, high=56e6))
    press = replace(held, observation_id="x", claim=claim, tier=3, outlet="Press", voice="Press")
    standing = ledger.weigh([held, press])
    assert (standing.state, standing.value) == ("disputed", held.claim.value)
