"""Dates: the date field of a source (`read_timestamp`) and the dates that prose speaks of (`find_dates`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Literal

from ipscwatch.text.calendars import WEEKDAYS, day_of
from ipscwatch.text.dateforms import FORMS, NEEDED
from ipscwatch.text.dateparts import Around, DatePrecision, Read, Reader, bare_era
from ipscwatch.text.timestamps import Timestamp, read_timestamp
from ipscwatch.text.width import narrow

__all__ = ["FoundDate", "Timestamp", "find_dates", "read_timestamp"]

_BEHIND = re.compile(
    r"(?: ?\((?P<weekday>[月火水木金土日])(?:曜日?)?(?:・?祝日?)?\)|(?P<bare>[月火水木金土日])曜日?)?"
    r"(?P<clock> {0,2}(?P<half>午前|午後)?(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d\d)|時(?:(?P<minutes>\d{1,2})分)?)(?!\d|間))?"
)
_UNTIL_BEHIND = re.compile(r" ?(?:まで|迄|限り|까지)")
_UNTIL_BEFORE = re.compile(
    r"\b(?:by|until|till|through|before|no later than|by the end of|jusqu'au?|avant(?: le)?) (?:the )?$",
    re.IGNORECASE,
)
_TO = re.compile(r" ?(?:~|-|–|to|through|から|부터) ?")
_WIDEST_GAP = 6
_CJK = re.compile("[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_LATIN_WORD = re.compile("[A-Za-z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date that a text speaks of; `start` and `end` are offsets into that text."""

    text: str
    """ISO 8601, reduced to what is known: ``2026-02-19``, ``2026-02``, ``2026``, ``2026-autumn``, ``2026-Q3``,
    ``2026-H2``, ``FY2026``; ``--02-19`` or ``---19`` when nothing says of which year or month; empty when a word
    such as ``きょう`` has no day to be read from."""
    on: date | None
    """The day, where it is known to the day."""
    precision: DatePrecision
    kind: Literal["absolute", "relative"]
    """`relative`: its year, or more, was inferred."""
    start: int
    end: int
    raw: str
    last: str = ""
    """The end of a range, in the form of `text`; empty when it is none."""
    until: bool = False
    """It is a limit: ``まで``, «by», «until»."""
    at: time | None = None
    """The time of day written with it."""
    doubt: str = ""
    """What speaks against it, in the text itself: another weekday, another era's date in brackets."""


def find_dates(text: str, *, published_on: date | None = None) -> tuple[FoundDate, ...]:
    """Return the dates in `text`, in order, none inside another.

    What has no year is read from `published_on`, else from the day named before it: a month and day as the
    nearest, ``19日`` as the nearest such day, a weekday as the latest. A year without an era (``27.11.18``) is of
    Reiwa unless that lies ahead, or the text speaks of Heisei.
    """
    plain = narrow(text)
    found: list[FoundDate] = []
    last_on: date | None = None
    last_year: int | None = None
    heisei = "平成" in plain and "令和" not in plain
    end = 0
    for match, reader in _candidates(plain):
        if match.start() < end:
            continue
        read = reader(match, Around(published_on, last_on, heisei, last_year))
        if read is None:
            continue
        if last := match.groupdict().get("last"):
            read = replace(read, last_day=int(last))
        one = _found(plain, text, match, read)
        found.append(one)
        end = one.end
        last_on, last_year = one.on or last_on, read.year or last_year
    return _joined(plain, text, found)


def _candidates(plain: str) -> list[tuple[re.Match[str], Reader]]:
    """Return every match of every form, by place, the longest first."""
    undated = _LATIN_WORD.search(plain) is not None and _CJK.search(plain) is None
    held = NEEDED.held(plain)
    matches = [
        (match, reader)
        for place, (pattern, reader) in enumerate(FORMS)
        if held >> place & 1 and not (undated and reader is bare_era)
        for match in pattern.finditer(plain)
    ]
    return sorted(matches, key=lambda pair: (pair[0].start(), -pair[0].end()))


def _found(plain: str, text: str, match: re.Match[str], read: Read) -> FoundDate:
    """Return the date with what stands around it: weekday, clock, limit."""
    on = day_of(read.year, read.month, read.day) if read.year and read.month and read.day else None
    start, end = match.span()
    at, doubt = None, ""
    if read.precision == "day" and (behind := _BEHIND.match(plain, end)):
        at = _clock(behind)
        end = behind.end() if at or not behind["clock"] else behind.start("clock")
        doubt = _weekday_doubt(behind, on)
    return FoundDate(
        text=read.text,
        on=on,
        last=read.last,
        precision=read.precision,
        kind="absolute" if read.absolute else "relative",
        start=start,
        end=end,
        raw=text[start:end],
        until=bool(_UNTIL_BEHIND.match(plain, end) or _UNTIL_BEFORE.search(plain, max(0, start - 24), start)),
        at=at,
        doubt=doubt,
    )


def _clock(behind: re.Match[str]) -> time | None:
    if not behind["clock"]:
        return None
    hour, minute = int(behind["hour"]), int(behind["minute"] or behind["minutes"] or 0)
    hour += 12 * (behind["half"] == "午後" and hour < 12)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _weekday_doubt(behind: re.Match[str], on: date | None) -> str:
    written = behind["weekday"] or behind["bare"]
    if not written or on is None or WEEKDAYS[written] == on.weekday():
        return ""
    return f"{on} is no {written}曜日"


def _joined(plain: str, text: str, found: list[FoundDate]) -> tuple[FoundDate, ...]:
    """Return the dates with ranges and double datings made one."""
    kept: list[FoundDate] = []
    for one in found:
        joined = _pair(plain, kept[-1], one) if kept else None
        if joined:
            kept[-1] = replace(joined, raw=text[joined.start : joined.end])
        else:
            kept.append(one)
    return tuple(kept)


def _pair(plain: str, first: FoundDate, second: FoundDate) -> FoundDate | None:
    """Return the range from `first` to `second`, or the one date both name, or None when they are two."""
    gap = plain[first.end : second.start]
    if second.precision != first.precision or len(gap) > _WIDEST_GAP:
        return None
    if second.precision == "day" and (one := _double(plain, gap, first, second)):
        return one
    if not _TO.fullmatch(gap) or first.last or _order(second) <= _order(first):
        return None
    if gap.strip() in ("から", "부터") and not (second.until or second.precision == "season"):
        return None  # from one day to another: a change of date
    return replace(first, end=second.end, last=second.text, until=False)


def _double(plain: str, gap: str, first: FoundDate, second: FoundDate) -> FoundDate | None:
    """Return the one date that two say: ``2025年4月9日（令和7年4月9日）``, «Thursday, Feb. 19»."""
    if gap.strip(" ,") == "" and first.raw.lower() in WEEKDAYS and second.raw.lower() not in WEEKDAYS:
        wrong = second.on is not None and WEEKDAYS[first.raw.lower()] != second.on.weekday()
        return replace(second, start=first.start, doubt=f"{second.on} is no {first.raw}" if wrong else second.doubt)
    closing = plain[second.end : second.end + 1]
    if first.raw.lower() in WEEKDAYS and gap.strip() == "(" and closing == ")":
        return replace(second, start=first.start, end=second.end + 1)
    if gap.strip() not in ("(", "[") or closing not in (")", "]") or second.kind == "relative":
        return None
    doubt = first.doubt or second.doubt or ("" if first.on == second.on else f"{first.raw} is not {second.raw}")
    return replace(first, end=second.end + 1, doubt=doubt, at=first.at or second.at)


_SEASONS = ("spring", "summer", "autumn", "winter")


def _order(found: FoundDate) -> str:
    """Return a text by which dates of one precision sort in time."""
    year, _, part = found.text.rpartition("-")
    return f"{year}-{_SEASONS.index(part)}" if part in _SEASONS else found.text
