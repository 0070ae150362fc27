"""What the parts of a year in prose mean: seasons, quarters, halves and months from one to another."""

from __future__ import annotations

import re

from ipscwatch.text.calendars import MONTHS, SEASONS
from ipscwatch.text.dateparts import Around, Match, Read, before, nearest
from ipscwatch.text.numbers import integer

_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_HALVES = {
    "前半": 1,
    "上期": 1,
    "上半期": 1,
    "後半": 2,
    "下期": 2,
    "下半期": 2,
    "first": 1,
    "second": 2,
    "latter": 2,
}
_SEASONS_AWAY = {
    "来": 1,
    "来年": 1,
    "next": 1,
    "昨": -1,
    "昨年": -1,
    "last": -1,
    "去年": -1,
    "明年": 1,
    "來年": 1,
    "내년": 1,
    "지난해": -1,
    "작년": -1,
}
_SEASON_CUE = re.compile(r"\b(this|next|last) (?:coming )?$", re.IGNORECASE)

_SEASON_LED = re.compile(
    r"\b(around|by|in|from|until|late|early|mid|summer to|spring to|winter to|autumn to|autumn and|summer and)"
    r"[ -](?:the |early |late |about )?$",
    re.IGNORECASE,
)
"""Before a season without its year: that it is a time; «fall» and «spring» are other words, too."""


def season(match: Match, around: Around) -> Read | None:
    """Read ``この秋``, ``2026年秋``, «autumn 2026», «next spring»."""
    parts = match.groupdict()
    part = SEASONS[parts["season"].lower()]
    if parts.get("year"):
        return Read(int(parts["year"]), precision="season", part=part)
    rel = (parts.get("rel") or "").removesuffix("の") or before(match, _SEASON_CUE)
    if rel is None and parts["season"].isascii() and not before(match, _SEASON_LED):
        return None
    year = around.anchor.year + _SEASONS_AWAY.get(rel or "", 0) if around.anchor else None
    return Read(year, precision="season", part=part, absolute=False)


def quarter(match: Match, _around: Around) -> Read | None:
    """Read ``2026年第3四半期``, «third quarter of 2026», «Q3 2026»."""
    word = match["quarter"].lower()
    number = _QUARTERS.get(word) or integer(word[0]) or 1
    if match.groupdict().get("fiscal"):
        return _fiscal_months(int(match["year"]), 3 * number + 1, 3)
    return Read(int(match["year"]), precision="quarter", part=f"Q{number}")


def _fiscal_months(year: int, first: int, months: int) -> Read:
    """Return so many months of a fiscal year, which begins in April; `first` is past 12 in its last quarter."""
    years, month = divmod(first - 1, 12)
    return Read(year + years, month + 1, precision="month", last_month=month + months)


def months(match: Match, around: Around) -> Read | None:
    """Read ``2026年10～12月`` and «between October and December»; without a year the nearest such months."""
    first, last = (_month(match[name]) for name in ("first", "final"))
    if not 1 <= first < last <= 12:
        return None
    parts = match.groupdict()
    written, this = parts.get("year"), "今年" if parts.get("rel") else None
    near = None if written else nearest(around, first, None, this)
    year = int(written) if written else near.year if near else None
    if year is None:
        return None
    return Read(year, first, precision="month", absolute=bool(written), last_month=last)


def _month(written: str) -> int:
    return int(written) if written.isdigit() else MONTHS[written.lower()]


def half(match: Match, _around: Around) -> Read | None:
    """Read ``2026年後半`` and «first half of 2026»."""
    word = match["half"].lower()
    if match.groupdict().get("fiscal"):
        return _fiscal_months(int(match["year"]), 4 if (_HALVES.get(word) or int(word)) == 1 else 10, 6)
    return Read(int(match["year"]), precision="half", part=f"H{_HALVES.get(word) or int(word)}")
