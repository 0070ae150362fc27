"""What dates are written with: Japanese eras, month and weekday names, time zone names."""

from __future__ import annotations

from datetime import date, timedelta

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
"""Era → the year before its first."""
ERA_LETTERS = {"R": 2018, "H": 1988, "S": 1925}

_MONTHS = (
    "january jan janvier janv enero ene januar gennaio jänner",
    "february feb février fevrier févr fevr febrero februar febbraio",
    "march mar mars marzo märz",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio",
    "june jun juin junio juni giugno",
    "july jul juillet juil julio juli luglio",
    "august aug août aout agosto ago",
    "september sep sept septembre septiembre settembre",
    "october oct octobre octubre oktober okt ottobre",
    "november nov novembre noviembre",
    "december dec décembre decembre déc diciembre dezember dez dicembre",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
"""Month name in lower case, without a dot → number; English, French, Spanish, German, Italian."""

_WEEKDAYS = (
    "monday mon lundi 月 월 一",
    "tuesday tue tues mardi 火 화 二",
    "wednesday wed mercredi 水 수 三",
    "thursday thu thur thurs jeudi 木 목 四",
    "friday fri vendredi 金 금 五",
    "saturday sat samedi 土 토 六",
    "sunday sun dimanche 日 일",
)
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
"""Weekday name in lower case → number as ``date.weekday`` gives it."""

SEASONS = {
    "春": "spring",
    "夏": "summer",
    "秋": "autumn",
    "冬": "winter",
    "봄": "spring",
    "여름": "summer",
    "가을": "autumn",
    "겨울": "winter",
    "spring": "spring",
    "summer": "summer",
    "autumn": "autumn",
    "fall": "autumn",
    "winter": "winter",
}

_HOURS = {
    "ut utc gmt z wet": 0,
    "bst west cet mez met": 1,
    "cest mest mesz eet sast cat": 2,
    "eest msk": 3,
    "ist": 5.5,
    "ict wib": 7,
    "hkt sgt awst pht": 8,
    "jst kst": 9,
    "acst": 9.5,
    "aest": 10,
    "acdt": 10.5,
    "aedt": 11,
    "nzst": 12,
    "nzdt": 13,
    "nst": -3.5,
    "adt": -3,
    "ast edt at": -4,
    "est cdt et": -5,
    "cst mdt ct": -6,
    "mst pdt mt": -7,
    "pst akdt pt": -8,
    "akst": -9,
    "hst": -10,
}
ZONES = {name: timedelta(hours=hours) for names, hours in _HOURS.items() for name in names.split()}
"""Zone name in lower case → offset from UTC; RFC 5322's North American names keep their meaning."""


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(two_digits: int) -> int:
    """Return the year that two digits mean (RFC 5322, 4.3, with three-digit years left aside)."""
    return two_digits + (2000 if two_digits < 50 else 1900)
