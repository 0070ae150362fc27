from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.sources.asking import NOW, a_document, a_source

from ipscwatch.sources.address import ask, day_of, fill, next_page

DAILY = "https://list.example/I_list_{page:03d}_{date:%Y%m%d}.html"


def test_an_address_without_places_is_asked_for_as_it_is() -> None:
    assert [(request.url, request.optional) for request in ask(a_source(url="https://a.example/{x}"), NOW)] == [
        ("https://a.example/{x}", False)
    ]


def test_the_day_is_the_one_in_the_zone_of_the_source() -> None:
    late = datetime(2026, 5, 19, 16, 0, tzinfo=UTC)
    assert ask(a_source(url=DAILY), late)[0].url.endswith("_001_20260520.html")
    assert ask(a_source(url=DAILY, zone="Europe/London"), late)[0].url.endswith("_001_20260519.html")


def test_looking_back_asks_for_each_day_and_lets_any_be_missing() -> None:
    requests = ask(a_source(url=DAILY, options={"look_back": 2}), NOW)
    assert [request.url[-13:-5] for request in requests] == ["20260520", "20260519", "20260518"]
    assert all(request.optional for request in requests)


def test_a_day_before_is_counted_from_the_day_asked_for() -> None:
    url = "https://a.example/?from={date-14:%Y-%m-%d}&to={date:%Y-%m-%d}"
    assert ask(a_source(url=url), NOW)[0].url == "https://a.example/?from=2026-05-06&to=2026-05-20"


def test_the_next_page_is_of_the_same_day_and_ends_at_the_limit() -> None:
    source = a_source(url=DAILY, options={"look_back": 1, "pages": 3})
    first = a_document("", fill(DAILY, (NOW - timedelta(days=1)).date(), 1))
    third = a_document("", fill(DAILY, NOW.date(), 3))
    assert [request.url for request in next_page(source, first, NOW)] == [
        "https://list.example/I_list_002_20260519.html"
    ]
    assert next_page(source, third, NOW) == ()
    assert next_page(a_source(url="https://a.example/"), first, NOW) == ()


@given(back=st.integers(0, 9))
def test_the_day_asked_for_is_found_again(back: int) -> None:
    source = a_source(url=DAILY, options={"look_back": 9})
    request = ask(source, NOW)[back]
    assert day_of(source, a_document("", request.url), NOW) == NOW.date() - timedelta(days=back)


@pytest.mark.parametrize(
    ("options", "word"),
    [({"look_back": -1}, "look_back"), ({"pages": 0}, "pages"), ({"pages": 51}, "pages"), ({"page": 2}, "page")],
)
def test_options_out_of_bounds_and_unknown_ones_are_refused(options: dict[str, object], word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        a_source(options=options)
