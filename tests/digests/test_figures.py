"""Dates and amounts are written as a reader of the language writes them, and never as another value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipscwatch.digests import figures
from ipscwatch.model.digest import Language
from ipscwatch.model.ledger import Precision, Value

VALUES: list[tuple[str, Value, str, str]] = [
    ("price_jpy", Value(text="55306737", unit="JPY"), "¥55,306,737", "5530万6737円"),
    ("price_jpy", Value(text="55306737", unit="JPY per set"), "¥55,306,737 per set", "5530万6737円 per set"),
    ("price_jpy", Value(text="304972042", unit="JPY"), "¥304,972,042", "3億497万2042円"),
    ("price_jpy", Value(text="10000000", unit="JPY", precision="at_least"), "at least ¥10,000,000", "1000万円以上"),
    ("price_jpy", Value(text="55300000", unit="JPY", precision="about"), "about ¥55,300,000", "約5530万円"),
    ("price_jpy", Value(text="109.9", unit="JPY"), "¥109.9", "109.9円"),
    ("funding_jpy", Value(text="110000000000", unit="JPY"), "¥110,000,000,000", "1100億円"),
    ("funding", Value(text="760000000", unit="USD"), "$760,000,000", "7億6000万ドル"),
    (
        "price_jpy",
        Value(text="300000000-450000000", unit="JPY", precision="range", low=3e8, high=4.5e8),
        "¥300,000,000 to ¥450,000,000",
        "3億円から4億5000万円",
    ),
    ("approval_date", Value(text="2026-03-06"), "6 Mar 2026", "2026年3月6日"),
    ("launch_expected", Value(text="2026-10"), "Oct 2026", "2026年10月"),
    ("launch_expected", Value(text="2026-07/2026-09"), "Jul 2026 to Sep 2026", "2026年7月から2026年9月"),
    ("launch_expected", Value(text="2033", precision="about"), "about 2033", "約2033年"),
    ("nobel_year", Value(text="2012"), "2012", "2012年"),
    ("approval_date", Value(text="2026-02-30"), "2026-02-30", "2026-02-30"),
    ("trial_n", Value(text="7", unit="patients"), "7 patients", "7例"),
    ("trial_n", Value(text="1", unit="patients"), "1 patient", "1例"),
    ("approval_term_years", Value(text="7", unit="years"), "7 years", "7年"),
    ("trial_followup_months", Value(text="24", unit="months"), "24 months", "24か月"),
    ("responders", Value(text="4/6"), "4 of 6", "6例中4例"),
    ("approval_status", Value(text="conditional and time-limited approval"), "", "条件及び期限付承認"),
    ("enrolment_target", Value(text="35", unit="parsecs"), "35 parsecs", "35 parsecs"),
    ("price_pack", Value(text="18-vial set"), "18-vial set", "18瓶1組"),
    ("price_pack", Value(text="per patient"), "per patient", "患者1人当たり"),
    ("trial_design", Value(text="open-label, uncontrolled"), "open-label, uncontrolled", "非盲検、対照群なし"),
    ("trial_status", Value(text="active, not recruiting"), "active, not recruiting", "実施中・募集終了"),
    ("indication", Value(text="heart failure, severe"), "heart failure, severe", "heart failure, severe"),
    ("ticker", Value(text="4506"), "4506", "4506"),
]


@pytest.mark.parametrize(("name", "value", "english", "japanese"), VALUES)
def test_a_value_in_both_languages(name: str, value: Value, english: str, japanese: str) -> None:
    assert figures.value(name, value, "en") == (english or value.text)
    assert figures.value(name, value, "ja") == japanese


@given(st.integers(0, 10**15))
def test_a_japanese_amount_says_the_same_number(amount: int) -> None:
    written = figures.number(Decimal(amount), "ja", money=True)
    total, rest = 0, written
    for size, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万")):
        if name in rest:
            digits, rest = rest.split(name)
            total += int(digits) * size
    assert total + int(rest or 0) == amount


@given(
    st.text(max_size=30),
    st.sampled_from(["", "JPY", "patients", "months", "date", "%", "x y"]),
    st.sampled_from(["exact", "about", "at_least", "at_most", "range"]),
    st.sampled_from(["price_jpy", "approval_date", "approval_status", "responders", "made_up"]),
    st.sampled_from(["en", "ja"]),
)
def test_no_value_is_too_odd_to_be_written(
    text: str, unit: str, precision: Precision, name: str, language: Language
) -> None:
    assert isinstance(figures.value(name, Value(text=text, unit=unit, precision=precision), language), str)


def test_days_and_moments() -> None:
    at = datetime(2026, 5, 18, 23, 0, tzinfo=UTC)
    assert figures.weekday_day(date(2026, 5, 20), "en") == "Wed 20 May 2026"
    assert figures.weekday_day(date(2026, 5, 20), "ja") == "2026年5月20日（水）"
    assert figures.weekday_time(at, "Asia/Tokyo", "en") == "Tue 19 May 08:00"
    assert figures.weekday_time(at, "Asia/Tokyo", "ja") == "5月19日（火）08:00"
    assert figures.local_day(at, "America/New_York", "en") == "18 May 2026"
    assert figures.city("Asia/Tokyo", "ja") == "東京"
    assert figures.city("America/New_York", "en") == "New York"


def test_the_place_of_a_row_in_both_languages() -> None:
    place = "tp20260520-01_02.xlsx, sheet 注射薬, row 57, price in column M"
    assert figures.place(place, "en") == place
    assert figures.place(place, "ja") == "tp20260520-01_02.xlsx、シート注射薬、57行目、価格はM列"
    assert figures.place("x.pdf, page 3, table 1, row 2", "ja") == "x.pdf、3ページ、表1、2行目"


@pytest.mark.parametrize(
    ("name", "japanese"), [("post-marketing", "市販後"), ("A kit", "Aキット"), ("NCT1", "NCT1")]
)
def test_what_tells_two_facts_apart_is_said_in_the_readers_language(name: str, japanese: str) -> None:
    assert figures.named(name, "ja") == japanese
    assert figures.named(name, "en") == name


def test_a_quoted_row_names_its_place_in_the_readers_language() -> None:
    quote = "x.xlsx, sheet 注射薬, row 57, price in column M: 2190 | カクウェル | 8765400"
    assert figures.cited(quote, "en") == quote
    assert figures.cited(quote, "ja") == "x.xlsx、シート注射薬、57行目、価格はM列：2190 | カクウェル | 8765400"
    assert figures.cited("In a row 5: nothing", "ja") == "In a row 5: nothing"
