"""Dates in prose are read with what the text and its day of publication say, and no further."""

from __future__ import annotations

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipscwatch.text.dates import find_dates

PUBLISHED = date(2026, 2, 20)  # a Friday


def texts(text: str, published_on: date | None = PUBLISHED) -> list[str]:
    return [
        f"{one.text}/{one.last}" if one.last else one.text for one in find_dates(text, published_on=published_on)
    ]


@pytest.mark.parametrize("published_on", [None, PUBLISHED])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年2月19日", ["2026-02-19"]),
        ("２０２６年２月１９日", ["2026-02-19"]),
        ("2026 年 2 月 19 日", ["2026-02-19"]),
        ("二〇二六年二月十九日", ["2026-02-19"]),
        ("2026-02-19、2026/2/19、2026.2.19", ["2026-02-19"] * 3),
        ("令和8年2月20日", ["2026-02-20"]),
        ("令和八年五月十九日", ["2026-05-19"]),
        ("令和元年5月1日", ["2019-05-01"]),
        ("平成26年11月25日、昭和35年8月", ["2014-11-25", "1960-08"]),
        ("R9.3.31まで", ["2027-03-31"]),
        ("H27.11.26収載", ["2015-11-26"]),
        ("27.11.18", ["2015-11-18"]),
        ("26.8.27 中医協", ["2014-08-27"]),
        ("8 . 1 . 1 4", ["2026-01-14"]),
        ("tp20260415-01_01.xlsx", ["2026-04-15"]),
        ("2026년 2월 19일", ["2026-02-19"]),
        ("2026年2月19號", ["2026-02-19"]),
        ("19 février 2026, 1er mars 2026", ["2026-02-19", "2026-03-01"]),
        ("Feb. 13, 2026", ["2026-02-13"]),
        ("MARCH 6, 2026", ["2026-03-06"]),
        ("13th of February 2026", ["2026-02-13"]),
        ("Thursday, February 19, 2026", ["2026-02-19"]),
        ("2024年6月、June 2024", ["2024-06", "2024-06"]),
        ("in 2014, since 2013, mid-2026", ["2014", "2013", "2026"]),
        ("2014年に施行", ["2014"]),
        ("2026年秋、autumn 2026", ["2026-autumn", "2026-autumn"]),
        ("2026年度、FY2025、fiscal 2026", ["FY2026", "FY2025", "FY2026"]),
        ("2026年第3四半期、Q3 2026、third quarter of 2026", ["2026-Q3"] * 3),
        ("2026年後半、second half of 2026", ["2026-H2"] * 2),
        ("2026年度上半期、first half of fiscal 2026", ["2026-04/2026-09"] * 2),
        ("2026年度下半期、2026年度第4四半期", ["2026-10/2027-03", "2027-01/2027-03"]),
        ("2026年3月1日から3月31日まで", ["2026-03-01/2026-03-31"]),
        ("2026年4月1日～6月30日", ["2026-04-01/2026-06-30"]),
        ("2026年2月19～20日", ["2026-02-19/2026-02-20"]),
        ("March 6-8, 2026", ["2026-03-06/2026-03-08"]),
    ],
)
def test_a_date_with_its_year_needs_nothing_else(text: str, expected: list[str], published_on: date | None) -> None:
    assert texts(text, published_on) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２月１９日", ["2026-02-19"]),
        ("March 6 (Jiji Press)--", ["2026-03-06"]),
        ("le 6 mars", ["2026-03-06"]),
        ("vendredi", ["2026-02-20"]),
        ("지난 화요일", ["2026-02-17"]),
        ("15年に承認、24年に撤退", ["2015", "2024"]),
        ("10年に一度", []),
        ("2019年3月に承認、同年5月に収載", ["2019-03", "2019-05"]),
        ("approved in March 2019 and launched in September of the same year", ["2019-03", "2019-09"]),
        ("listed in May 2015, then revised on June 3 that year", ["2015-05", "2015-06-03"]),
        ("2024年に不承認、同じ年に撤退", ["2024", "2024"]),
        ("In June last year", ["2025-06"]),
        ("前日に開いた", ["2026-02-19"]),
        ("Friday (February 13)", ["2026-02-13"]),
        ("移植は10〜12月になる", ["2025-10/2025-12"]),
        ("１～３月に始める", ["2026-01/2026-03"]),
        ("expected between October and December", ["2025-10/2025-12"]),
        ("from April to June 2027", ["2027-04/2027-06"]),
        ("2월 19일", ["2026-02-19"]),
        ("12月25日", ["2025-12-25"]),
        ("昨年8月5日に申請", ["2025-08-05"]),
        ("来年1月", ["2027-01"]),
        ("19日、6日", ["2026-02-19", "2026-02-06"]),
        ("28日に", ["2026-02-28"]),
        ("来月5日", ["2026-03-05"]),
        ("先月", ["2026-01"]),
        ("きょう、きのう、あす", ["2026-02-20", "2026-02-19", "2026-02-21"]),
        ("本日発表した。昨日の部会", ["2026-02-20", "2026-02-19"]),
        ("on Thursday", ["2026-02-19"]),
        ("on Friday", ["2026-02-20"]),
        ("next Monday, last Friday", ["2026-02-23", "2026-02-13"]),
        ("木曜日に", ["2026-02-19"]),
        ("この秋、今夏、来春", ["2026-autumn", "2026-summer", "2027-spring"]),
        ("夏から秋に", ["2026-summer/2026-autumn"]),
        ("this fall", ["2026-autumn"]),
        ("今年、昨年度、last year", ["2026", "FY2025", "2025"]),
        ("26年3月期", ["2026-03"]),
        ("2025年8月5日に申請。翌日に発表。同年12月", ["2025-08-05", "2025-08-06", "2025-12"]),
        ("in March, by May 20", ["2026-03", "2026-05-20"]),
    ],
)
def test_a_date_without_its_year_is_read_from_the_day_of_publication(text: str, expected: list[str]) -> None:
    assert texts(text) == expected
    assert {one.kind for one in find_dates(text, published_on=PUBLISHED)} <= {"relative", "absolute"}


def test_without_a_day_of_publication_only_what_is_written_is_told() -> None:
    assert texts("２月１９日", None) == ["--02-19"]
    assert texts("19日", None) == ["---19"]
    assert texts("きょう", None) == [""]
    assert texts("この秋", None) == ["autumn"]
    assert texts("2026年2月19日に了承。20日に会見。", None) == ["2026-02-19", "2026-02-20"]


def test_a_year_of_no_era_follows_the_text_and_its_date() -> None:
    assert texts("平成の資料 8.1.14", None) == ["1996-01-14"]
    assert texts("8.1.14", date(2026, 1, 20)) == ["2026-01-14"]
    assert texts("9.3.31", date(2026, 4, 1)) == ["2027-03-31"]
    assert texts("27.11.18", date(2015, 11, 20)) == ["2015-11-18"]


@pytest.mark.parametrize(
    "text",
    [
        *("7年間", "24か月", "3日間", "10日以内", "1日1回", "5年以内", "二十年間", "200年以上"),
        *(
            "version 1.2.3",
            "v3.2.1",
            "1.2.3.4",
            "5.12.3%",
            "55,306,737円",
            "第19回",
            "12,283 rows",
            "Python 3.11.7",
        ),
        *("2026年13月1日", "2026-02-30", "9999-99-99", "you may go", "the march went on", "令和", "1900人", "日本"),
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert [one for one in texts(text) if "-" in one] == []


def test_one_day_named_twice_is_one_date_and_a_contradiction_is_told() -> None:
    (agreed,) = find_dates("2025年4月9日（令和7年4月9日）付け")
    assert (agreed.text, agreed.doubt, agreed.raw) == ("2025-04-09", "", "2025年4月9日（令和7年4月9日）")

    (doubted,) = find_dates("2025年4月9日（令和7年4月8日）")
    assert doubted.doubt == "2025年4月9日 is not 令和7年4月8日"


def test_a_weekday_that_does_not_fit_is_told() -> None:
    assert find_dates("2026年2月20日（金）")[0].doubt == ""
    assert find_dates("2026年2月20日（木）")[0].doubt == "2026-02-20 is no 木曜日"
    assert find_dates("Friday, Feb. 19, 2026", published_on=PUBLISHED)[0].doubt == "2026-02-19 is no Friday"


def test_a_limit_and_a_clock_are_part_of_what_is_read() -> None:
    (limit,) = find_dates("R9.3.31まで")
    assert limit.until
    assert find_dates("by March 31, 2027")[0].until
    (meeting,) = find_dates("令和8年2月20日(金)9:48~10:02")
    assert (meeting.on, meeting.at) == (date(2026, 2, 20), time(9, 48))
    assert find_dates("19日午後3時", published_on=PUBLISHED)[0].at == time(15, 0)


def test_a_change_of_date_is_no_range() -> None:
    assert texts("2月19日から3月6日に変更") == ["2026-02-19", "2026-03-06"]


@given(
    st.text(st.sampled_from("0129年月日令和元.-/ 曜木～から（）Feb. Thursday秋期半第四QHR今昨来"), max_size=40),
    st.booleans(),
)
def test_every_date_lies_in_its_text_and_none_in_another(text: str, dated: bool) -> None:
    found = find_dates(text, published_on=PUBLISHED if dated else None)

    assert all(text[one.start : one.end] == one.raw and one.raw for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all((one.on is None) or one.text == one.on.isoformat() for one in found)


@given(st.dates(date(1990, 1, 1), date(2045, 12, 31)))
def test_every_day_is_read_in_every_full_form(day: date) -> None:
    era = f"令和{day.year - 2018}" if day.year > 2018 else f"平成{day.year - 1988}"
    forms = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{era}年{day.month}月{day.day}日",
        day.isoformat(),
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    ]

    for form in forms:
        (found,) = find_dates(f"発表は{form}。", published_on=PUBLISHED)
        assert (found.on, found.raw, found.kind) == (day, form, "absolute")
