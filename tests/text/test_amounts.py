"""Amounts are read as they are written: how much, of what, how exactly, and for what."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipscwatch.text.amounts import Amount, find_amounts


def said(text: str) -> list[str]:
    return [shown(amount) for amount in find_amounts(text)]


def shown(amount: Amount) -> str:
    """Return an amount as ``55300000 JPY about /patient``."""
    value = f"{amount.low}~{amount.high}" if amount.value is None else str(amount.value)
    whole = f"/{amount.of}" if amount.of is not None else ""
    exactly = "" if amount.precision in ("exact", "range") else amount.precision
    basis = f"/{amount.basis}" if amount.basis and amount.kind == "money" else ""
    return " ".join(filter(None, (value + whole, amount.unit, exactly, basis)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("55,306,737 yen", ["55306737 JPY"]),
        ("5530万6737円", ["55306737 JPY"]),
        ("５５３０万６７３７円", ["55306737 JPY"]),
        ("五千五百三十万六千七百三十七円", ["55306737 JPY"]),
        ("¥55,306,737 / JPY 55,306,737 / 55 306 737 yens", ["55306737 JPY"] * 3),
        (
            "約5530万円、約5,530万円、5500万円余り",
            ["55300000 JPY about", "55300000 JPY about", "55000000 JPY about"],
        ),
        ("¥55.3 million", ["55300000 JPY about"]),
        ("1000萬日元（約合人民幣44萬元）以上", ["10000000 JPY at_least", "440000 CNY about"]),
        ("1476万円、6,360,000円 / 636万円", ["14760000 JPY", "6360000 JPY", "6360000 JPY"]),
        ("1億6707万7222円", ["167077222 JPY"]),
        ("3億497万2042円", ["304972042 JPY"]),
        ("86万8680円", ["868680 JPY"]),
        ("約1100億日圓 / 1100億円 / ¥110 billion", ["110000000000 JPY about"] * 3),
        ("US$760 million", ["760000000 USD about"]),
        ("1000億円超 / over 100 billion yen", ["100000000000 JPY at_least"] * 2),
        ("3億円～4億5000万円", ["300000000~450000000 JPY"]),
        ("3～5億円", ["300000000~500000000 JPY"]),
        ("$5-10 million", ["5000000~10000000 USD"]),
        ("between 5 million and 6 million yen", ["5000000~6000000 JPY"]),
        ("9億5530万ドル", ["955300000 USD"]),
        ("1.67億円", ["167000000 JPY about"]),
        ("1億2千万円", ["120000000 JPY"]),
        ("2955232.7円", ["2955232.7 JPY"]),
        ("5530만 엔", ["55300000 JPY"]),
        ("10万円未満、最大10万円、up to $3,000", ["100000 JPY at_most", "100000 JPY at_most", "3000 USD at_most"]),
        ("€1.5 billion, £20, CHF 30, 5亿元", ["1500000000 EUR about", "20 GBP", "30 CHF", "500000000 CNY about"]),
        ("日本的价格为¥500万", ["5000000 CNY"]),
        ("1.2 trillion won; it won 3 prizes", ["1200000000000 KRW about"]),
        ("3元中継の5元号、2ドル円形", ["2 USD"]),
        ("¥55.3m, $110bn", ["55300000 JPY about", "110000000000 USD about"]),
    ],
)
def test_money_is_read_to_the_yen(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_a_price_that_was_and_a_price_that_is_are_two_prices() -> None:
    assert said("cut from 33,493,407 yen to 32,647,761 yen") == ["33493407 JPY", "32647761 JPY"]
    assert said("3411万3655円から3264万7761円に引き下げ") == ["34113655 JPY", "32647761 JPY"]
    assert said("3264万7761円から3509万6343円に引き上げ") == ["32647761 JPY", "35096343 JPY"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JPY 55,306,737 per patient", ["55306737 JPY /patient"]),
        ("55,306,737 yen per 18-vial set", ["55306737 JPY /18-vial set"]),
        ("an 18-vial set at 55,306,737 yen", ["55306737 JPY /18-vial set"]),
        ("１８瓶１組５５，３０６，７３７円", ["55306737 JPY /18-vial set"]),
        ("1セット（18瓶）5530万6737円", ["55306737 JPY /18-vial set"]),
        ("１患者当たり１６７，０７７，２２２円", ["167077222 JPY /patient"]),
        ("１回分　15,234,750円", ["15234750 JPY /dose"]),
        ("$500,000 a patient, 3 million yen a year", ["500000 USD /patient", "3000000 JPY about /year"]),
        (
            "annual sales of 5 billion yen、年間1000億円",
            ["5000000000 JPY about /year", "100000000000 JPY about /year"],
        ),
        ("5,430円", ["5430 JPY"]),
    ],
)
def test_money_says_what_it_is_for(text: str, expected: list[str]) -> None:
    assert [shown(amount) for amount in find_amounts(text) if amount.kind == "money"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("75例、７５人、35例、３５人", ["75 patients", "75 people", "35 patients", "35 people"]),
        ("seven patients, 12 individuals, seventy-five cases", ["7 patients", "12 people", "75 patients"]),
        ("seven Parkinson's disease patients", ["7 patients"]),
        ("７施設、7カ所、seven medical institutions", ["7 sites"] * 3),
        ("患者四人", ["4 people"]),
        ("환자 7명", ["7 people"]),
        ("５００万～１０００万個", ["5000000~10000000 cells"]),
        ("約240万個の細胞", ["2400000 cells about"]),
        ("between five million and ten million cells", ["5000000~10000000 cells"]),
        ("73件の有害事象、73 adverse events", ["73 events"] * 2),
        ("少なくとも4人、at least four people", ["4 people at_least"] * 2),
        ("more than 800 products", ["800 products at_least"]),
        ("5530万用户", ["55300000 users"]),
        ("55.3 Million Users", ["55300000 users about"]),
        ("two iPSC-based stem cell therapies", ["2 products"]),
        ("60 iPS-cell clinical trials", ["60 trials"]),
        ("In 2025 patients were treated; 2025 Japanese patients", []),
        ("第3例、3例目、DSP-1083 patients、第1部会", []),
        ("On March 6 patients gathered", []),
        ("例えば3例えば", []),
    ],
)
def test_counts_have_what_they_count(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("６人中４人", ["4/6 people"]),
        ("6例のうち4例", ["4/6 patients"]),
        ("四人中三人", ["3/4 people"]),
        ("6명 중 4명", ["4/6 people"]),
        ("7名患者，其中4人", ["4/7 people"]),
        ("4 of 6", ["4/6"]),
        ("four of the eight patients", ["4/8 patients"]),
        ("4 out of 6 participants", ["4/6 people"]),
        ("4/6 patients", ["4/6 patients"]),
        ("Phase 1/2、第1/2相、2026/02/19、9/6, 3 of 2025", []),
    ],
)
def test_shares_have_their_whole(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7年以内、期限は７年", ["7 years at_most", "7 years"]),
        ("over the next seven years, over seven years", ["7 years"] * 2),
        ("향후 7년간", ["7 years"]),
        ("24か月、24カ月、24ヶ月、24 months, 24-month", ["24 months"] * 5),
        ("two years, a two-year term", ["2 years"] * 2),
        ("4～5カ月", ["4~5 months"]),
        ("50～69歳、aged 50 to 69 years, a 70-year-old woman", ["50~69 years"] * 2 + ["70 years"]),
        ("2026年、令和8年、8年2月20日、26年3月期、25年に申請、5年前、3年目、10年度", []),
        ("25年以内", ["25 years at_most"]),
        ("two years ago", []),
        ("20.4%、約67％、-20.4%", ["20.4 percent", "67 percent about", "-20.4 percent"]),
        ("１，０００μｇ１ｍＬ１瓶", ["1000 ug"]),
        ("１８瓶１組、４瓶１組、18-vial set", ["18 vial", "4 vial", "18 vial"]),
    ],
)
def test_spans_shares_and_strengths_have_their_unit(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_ages_and_durations_are_told_apart() -> None:
    assert [amount.kind for amount in find_amounts("70歳、7年、aged 50 to 69 years")] == ["age", "duration", "age"]


def test_what_is_about_has_bounds_that_hold_the_exact_figure() -> None:
    exact = Decimal(55_306_737)

    for text in ("約5530万円", "5500万円余り", "¥55.3 million", "約5531万円"):
        (amount,) = find_amounts(text)
        assert amount.low is not None
        assert amount.high is not None
        assert amount.low <= exact <= amount.high, text


def test_seven_of_three_kinds_stay_apart() -> None:
    text = "承認期限は7年で、7施設で7人に移植した。"

    assert said(text) == ["7 years", "7 sites", "7 people"]


@given(st.integers(1, 10**13))
def test_every_way_to_write_yen_is_read_to_the_yen(yen: int) -> None:
    for text in (f"{yen:,}円", f"{yen}円", f"¥{yen:,}", f"{in_myriads(yen)}円", f"{yen:,} yen"):
        (amount,) = find_amounts(f"価格は{text}。")
        assert (amount.value, amount.unit, amount.raw) == (Decimal(yen), "JPY", text)


def in_myriads(number: int) -> str:
    """Return a number as newspapers write it: 3億497万2042."""
    parts = []
    for unit in ("", "万", "億", "兆"):
        number, rest = divmod(number, 10_000)
        if rest:
            parts.append(f"{rest}{unit}")
    return "".join(reversed(parts))


@given(st.text(st.sampled_from("0123456789,.万億千円ドル人例年%～-約以上 of per yen million(）個"), max_size=40))
def test_every_amount_lies_in_its_text_and_none_in_another(text: str) -> None:
    found = find_amounts(text)

    assert all(text[amount.start : amount.end] == amount.raw and amount.raw for amount in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for amount in found:
        assert amount.value is not None or (amount.low is not None and amount.high is not None)
        assert "E" not in str(amount.value)


@given(st.text(max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    for amount in find_amounts(text):
        assert re.search(r"\d|[一-鿿]|[A-Za-z]", amount.raw.translate(str.maketrans("", "", " ")))
