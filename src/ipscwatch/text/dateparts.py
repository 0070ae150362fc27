"""What the parts of a date in prose mean: era, year or none, month, day, and words such as ``きょう``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from ipscwatch.text.calendars import ERA_LETTERS, ERAS, MONTHS, WEEKDAYS, day_of
from ipscwatch.text.numbers import integer

DatePrecision = Literal["day", "month", "season", "quarter", "half", "year", "fiscal_year"]


@dataclass(frozen=True, slots=True)
class Around:
    """What a date may be read by: the day of publication, the day named last, and the era in use."""

    published_on: date | None
    last_on: date | None
    heisei: bool
    """The text speaks of Heisei years and not of Reiwa ones."""
    last_year: int | None = None
    """The year named last, alone or in a date."""

    @property
    def anchor(self) -> date | None:
        """The day from which a date without a year is read."""
        return self.published_on or self.last_on


@dataclass(frozen=True, slots=True)
class Read:
    """The parts of a date that are known; `part` is a season, quarter or half, as ISO text has it."""

    year: int | None
    month: int | None = None
    day: int | None = None
    precision: DatePrecision = "day"
    part: str = ""
    absolute: bool = True
    """The year is written, not inferred."""
    last_day: int | None = None
    """The day a range ends with, in the same month."""
    last_month: int | None = None
    """The month a range ends with; past 12 it is one of the next year."""

    @property
    def text(self) -> str:
        """ISO 8601, reduced where parts are unknown: ``2026-02``, ``--02-19``, ``2026-autumn``; or empty."""
        year = f"{self.year:04d}" if self.year is not None else ""
        if self.precision == "fiscal_year":
            return f"FY{year}" if year else ""
        if self.part:
            return f"{year}-{self.part}" if year else self.part
        if self.month is None:
            return year or (f"---{self.day:02d}" if self.day else "")
        tail = f"-{self.day:02d}" if self.day else ""
        return f"{year or '-'}-{self.month:02d}{tail}"

    @property
    def last(self) -> str:
        """The last day of a range, in the form of `text`; empty when it is none."""
        if self.last_month and self.month and not self.day:
            years, month = divmod(self.last_month - 1, 12)
            return replace(self, year=self.year + years if self.year else None, month=month + 1).text
        return replace(self, day=self.last_day).text if self.last_day and self.day else ""


Match = re.Match[str]
Reader = Callable[[Match, Around], Read | None]


def _on(day: date) -> Read:
    return Read(day.year, day.month, day.day, absolute=False)


def _whole(year: int | None, month: int | None, day: int | None, *, absolute: bool = True) -> Read | None:
    """Return a date of given parts, as precise as they are, or None when there is no such date."""
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and (year is None or month is None or day_of(year, month, day) is None):
        return None
    precision: DatePrecision = "day" if day else "month" if month else "year"
    return Read(year, month, day, precision, absolute=absolute)


def _number(text: str | None) -> int | None:
    return integer(text) if text else None


def before(match: Match, pattern: re.Pattern[str]) -> str | None:
    """Return what `pattern` finds just before a match: the word as group 1, in lower case."""
    found = pattern.search(match.string, max(0, match.start() - 24), match.start())
    return found[1].lower() if found else None


# --- the year is written ------------------------------------------------------------------------------


def of_era(match: Match, _around: Around) -> Read | None:
    """Read ``令和8年2月20日``, ``令和元年``, ``R9.3.31``, ``令和8年度``."""
    first = ERAS.get(match["era"]) or ERA_LETTERS[match["era"]]
    parts = match.groupdict()
    number = integer(parts["year"])
    if not number:
        return None
    if parts.get("fiscal"):
        return Read(first + number, precision="fiscal_year")
    return _whole(first + number, _number(parts.get("month")), _number(parts.get("day")))


def western(match: Match, _around: Around) -> Read | None:
    """Read ``2026年2月19日``, ``2026-02-19``, ``2026年2月``, ``2026年度``."""
    parts = match.groupdict()
    year = integer(parts["year"])
    if year is None or not 1900 <= year < 2100:
        return None
    if parts.get("fiscal"):
        return Read(year, precision="fiscal_year")
    return _whole(year, _number(parts.get("month")), _number(parts.get("day")))


_YEAR_CUE = re.compile(
    r"\b(in|since|by|until|from|during|of|to|before|after|around|early|mid|late|en|depuis|for"
    r"|fy|fiscal|fiscal year) ?-?(?:the )?(?:early |mid-|late |end of )?$",
    re.IGNORECASE,
)


def lone_year(match: Match, _around: Around) -> Read | None:
    """Read a year that stands alone, where the word before it says that it is one."""
    cue = before(match, _YEAR_CUE)
    if cue is None:
        return None
    return Read(
        int(match["year"]),
        precision="fiscal_year" if cue.startswith("f") and cue not in ("for", "from") else "year",
    )


_REIWA_KNOWN = 15


def bare_era(match: Match, around: Around) -> Read | None:
    """Read ``27.11.18`` or ``8 . 1 . 1 4``: a year of Reiwa, unless that lies ahead or the text is of Heisei.

    Without a day of publication, a year up to 15 is of Reiwa and a later one of Heisei.
    """
    year, month, day = (integer(match[name].replace(" ", "")) for name in ("year", "month", "day"))
    if not year or month is None or day is None:
        return None
    if around.published_on:
        reiwa = day_of(2018 + year, month, day)
        heisei = reiwa is None or reiwa > around.published_on + timedelta(days=400)
    else:
        heisei = around.heisei or year > _REIWA_KNOWN
    return _whole((1988 if heisei else 2018) + year, month, day)


_LATEST = 2035


def two_digit_year(match: Match, around: Around) -> Read | None:
    """Read ``26年3月`` as business papers write it, when that is near the day of publication."""
    year = 2000 + int(match["year"])
    if around.published_on is None:
        if around.heisei or year > _LATEST:
            return None
    elif abs(year - around.published_on.year) > 11:
        return None
    parts = match.groupdict()
    return _whole(year, _number(parts.get("month")), _number(parts.get("day")))


# --- the year is not written --------------------------------------------------------------------------

_YEARS_AWAY = {
    **dict.fromkeys(("今年", "本年", "this", "올해"), 0),
    **dict.fromkeys(("昨年", "去年", "last", "지난해"), -1),
    **dict.fromkeys(("来年", "明年", "next", "내년"), 1),
    "一昨年": -2,
    "再来年": 2,
}
_MONTH_CUE = re.compile(
    r"\b(last|next|this|in|by|since|until|till|early|late|mid|end of|during|before|after|for|from|through|of|to)"
    r"[ -]$",
    re.IGNORECASE,
)


def named(match: Match, around: Around) -> Read | None:
    """Read a date with the month's name; without a year, the nearest."""
    parts = match.groupdict()
    month, day = MONTHS[parts["name"].lower()], _number(parts.get("day"))
    if parts.get("year"):
        return _whole(int(parts["year"]), month, day)
    if parts.get("rel") and around.anchor:
        return _whole(around.anchor.year + _YEARS_AWAY[parts["rel"]], month, day, absolute=False)
    return nearest(around, month, day, _same_year(match) or before(match, _MONTH_CUE))


_SAME_YEAR = re.compile(r" (?:of |in )?(?:the same|that) year\b")


def _same_year(match: Match) -> str | None:
    """Return the word for «the same year» where it stands behind a month."""
    return "同年" if _SAME_YEAR.match(match.string, match.end()) else None


def lone_month(match: Match, around: Around) -> Read | None:
    """Read a month's name that stands alone, where the word before it says that it is one."""
    cue = _same_year(match) or before(match, _MONTH_CUE)
    return nearest(around, MONTHS[match["name"].lower()], None, cue) if cue else None


def month_day(match: Match, around: Around) -> Read | None:
    """Read ``2月19日`` and ``昨年8月``."""
    parts = match.groupdict()
    month = _number(parts["month"])
    return nearest(around, month, _number(parts.get("day")), parts.get("rel")) if month and month <= 12 else None


def nearest(around: Around, month: int, day: int | None, rel: str | None) -> Read | None:
    """Return a month or day without its year, as near as can be to the anchor."""
    if day_of(2024, month, day or 1) is None:
        return None
    anchor = around.anchor
    if rel == "同年" and around.last_year:
        return _whole(around.last_year, month, day, absolute=False)
    if anchor is None:
        return Read(None, month, day, "day" if day else "month", absolute=False)
    if rel in _YEARS_AWAY and not rel.isascii():
        return _whole(anchor.year + _YEARS_AWAY[rel], month, day, absolute=False)
    days = [d for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (d := day_of(year, month, day or 15))]
    if rel in ("last", "next"):
        days = [d for d in days if (d < anchor) == (rel == "last")]
    near = min(days, key=lambda d: abs((d - anchor).days), default=None)
    return _whole(near.year, month, day, absolute=False) if near else None


_MONTHS_AWAY = {
    "今月": 0,
    "本月": 0,
    "先月": -1,
    "前月": -1,
    "来月": 1,
    "翌月": 1,
    **dict.fromkeys(("上月", "上个月", "上個月", "지난달"), -1),
    **dict.fromkeys(("下月", "下个月", "下個月", "다음 달", "다음달"), 1),
    "이달": 0,
    "this": 0,
    "last": -1,
    "next": 1,
}


def day_only(match: Match, around: Around) -> Read | None:
    """Read ``19日`` as the nearest such day, ``来月5日`` as what it says."""
    day, rel = int(match["day"]), match.groupdict().get("rel")
    anchor = (around.last_on if rel in ("同月", "前月", "翌月") else None) or around.anchor
    if not 1 <= day <= 31:
        return None
    if anchor is None:
        return Read(None, None, day, absolute=False)
    if rel:
        month_on = _months_from(anchor, _MONTHS_AWAY.get(rel, 0))
        return _whole(month_on.year, month_on.month, day, absolute=False)
    months = (_months_from(anchor, away) for away in (-1, 0, 1))
    days = (d for month in months if (d := day_of(month.year, month.month, day)))
    return _on(min(days, key=lambda d: (abs((d - anchor).days), d > anchor)))


def _months_from(day: date, away: int) -> date:
    """Return the first day of the month so many months away."""
    months = day.year * 12 + day.month - 1 + away
    return date(months // 12, months % 12 + 1, 1)


def relative_month(match: Match, around: Around) -> Read | None:
    """Read ``来月`` and «last month»."""
    if around.anchor is None:
        return Read(None, precision="month", absolute=False)
    month = _months_from(around.anchor, _MONTHS_AWAY[match["rel"].lower()])
    return Read(month.year, month.month, None, "month", absolute=False)


def relative_year(match: Match, around: Around) -> Read | None:
    """Read ``昨年``, ``来年度`` and «next year»."""
    year = around.anchor.year + _YEARS_AWAY[match["rel"].lower()] if around.anchor else None
    return Read(year, precision="fiscal_year" if match["fiscal"] else "year", absolute=False)


def same_year(_match: Match, around: Around) -> Read | None:
    """Read ``同じ年`` as the year named last."""
    return Read(around.last_year, precision="year", absolute=False) if around.last_year else None


_DAYS_AWAY = {
    **dict.fromkeys(("きょう", "今日", "本日", "即日", "today", "오늘", "今天", "aujourd'hui"), 0),
    **dict.fromkeys(("きのう", "昨日", "yesterday", "어제", "昨天", "hier"), -1),
    **dict.fromkeys(("あす", "明日", "あした", "tomorrow", "내일", "明天", "demain"), 1),
    **dict.fromkeys(("おととい", "一昨日"), -2),
    **dict.fromkeys(("あさって", "明後日"), 2),
}
_FROM_LAST = {"同日": 0, "この日": 0, "翌日": 1, "前日": -1}


def relative_day(match: Match, around: Around) -> Read | None:
    """Read ``きょう`` and «yesterday» from the day of publication, ``翌日`` from the day named last."""
    word = match[0].lower()
    if word.isascii() and match.string[max(0, match.start() - 1) : match.start()].isalnum():
        return None
    day = around.last_on if word in _FROM_LAST else around.published_on
    day = around.published_on if word == "前日" and day is None else day
    if day is None:
        return None if word in _FROM_LAST else Read(None, absolute=False)
    return _on(day + timedelta(days=_FROM_LAST.get(word, 0) + _DAYS_AWAY.get(word, 0)))


_WEEK_CUE = re.compile(r"(?:\b(last|next|this)|(来週|先週|今週)の?) ?$", re.IGNORECASE)


def weekday(match: Match, around: Around) -> Read | None:
    """Read a weekday as the latest one up to the day of publication; after «next», as the one that follows."""
    published = around.published_on
    if published is None:
        return Read(None, absolute=False)
    back = (published.weekday() - WEEKDAYS[match["day"].lower()]) % 7
    cue = _WEEK_CUE.search(match.string, max(0, match.start() - 8), match.start())
    rel = (cue[1] or cue[2]).lower() if cue else ""
    if rel in ("next", "来週"):
        return _on(published + timedelta(days=7 - back))
    return _on(published - timedelta(days=back + 7 * (not back and rel in ("last", "先週"))))
