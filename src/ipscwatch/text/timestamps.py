"""When the date field of a feed, a page or a table says that something was published."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from ipscwatch.text.calendars import ERA_LETTERS, ERAS, MONTHS, ZONES, day_of, full_year
from ipscwatch.text.clean import clean_line
from ipscwatch.text.width import narrow

AHEAD = timedelta(days=2)
"""How far ahead of now a date is believed: clocks differ, and some feeds announce tomorrow's notices."""
_LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Timestamp:
    """A date field as read: `at` in UTC, or None when it cannot be read or believed; then `warning` says why."""

    at: datetime | None
    raw: str
    warning: str | None = None


def read_timestamp(raw: str, *, zone: str, now: datetime) -> Timestamp:
    """Return when `raw` says something was published; `zone` (IANA) is for times that carry none.

    Reads RFC 822 and 5322, asctime, ISO 8601 and W3CDTF in every precision, and what pages write in Japanese,
    Korean, Chinese, English, French, German, Spanish and Italian, eras included; a reduced date is the first
    moment of its period. An unknown or impossible date is None, never now; so is one more than two days ahead
    of `now`. A year before 1970 is kept, with a warning.
    """
    field = clean_line(raw, _LONGEST)
    if not field:
        return Timestamp(at=None, raw="", warning="no date given")
    at = _read(field, _zone(zone), now)
    if at is None:
        return Timestamp(at=None, raw=field, warning=f"date not understood: {field}")
    if at > now + AHEAD:
        return Timestamp(at=None, raw=field, warning=f"date lies ahead: {field}")
    return Timestamp(at=at, raw=field, warning=f"date before 1970: {field}" if at.year < 1970 else None)


def zone_of(at: datetime | None) -> str | None:
    """Return the IANA zone in which a time's calendar day is the one its writer meant; None where it names none."""
    offset = at.utcoffset() if at is not None else None
    if not offset or offset % timedelta(hours=1):
        return None
    return f"Etc/GMT{-offset // timedelta(hours=1):+d}"


@functools.cache
def _zone(name: str) -> tzinfo:
    return ZoneInfo(name)


# A field is taken apart from its least ambiguous part to its most ambiguous one: the clock, then the zone
# behind it, then words that say nothing about when, and what remains must be one of the known forms of a day.

_CLOCK = re.compile(
    r"(?<![\d:.])(?P<half>午前|午後|오전|오후|上午|下午)?\s*"
    r"(?:(?P<h1>\d{1,2}):(?P<m1>\d{2})(?::(?P<s1>\d{2})(?:[.,]\d+)?)?(?!:)"
    r"|(?P<h2>\d{1,2})\s*[時时点點시]\s*(?:(?P<m2>\d{1,2})\s*[分분]\s*(?:(?P<s2>\d{1,2})\s*[秒초])?)?"
    r"|(?<=T)(?P<h3>\d{2})(?P<m3>\d{2})(?P<s3>\d{2})?(?!\d)"
    r"|(?P<h4>\d{1,2})(?=\s?[ap]\.?m\b)"
    r"|(?P<h5>\d{1,2})\s?h\s?(?P<m5>\d\d)?(?![a-z\d]))"
    r"(?:\s?(?P<suffix>[ap])\.?m\b\.?)?"
    r"(?:\s*~\s*\d{1,2}[:時]\d{2}分?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"\s*(?:GMT|UTC|UT|Z)?(?P<sign>[+-])(?P<hours>\d{2})(?::?(?P<minutes>\d{2}))?(?!\d)", re.IGNORECASE
)
_ZONE_NAME = re.compile(r"\s*\(?(?P<name>[A-Za-z]{1,5}(?:/[A-Za-z_]+)?)\)?(?![\w/])")
_COMMENT = re.compile(r"\((?:[月火水木金土日](?:曜日?)?|[월화수목금토일]|[A-Za-z]{3,9})\)")
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun|lun|mer|jeu|ven|sam|dim|mar(?=di|\.?\s\d+\s[a-z]))(?:day|di)?\b[.,]?(?=\s*,?\s*\w)"
    r"|[月火水木金土日]曜日?|[월화수목금토일]요일",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"^(?:(?:公開|更新|掲載|配信|発表|発行|投稿|作成|登録|最終|初出|日時|日付|日(?=\s*:)|は"
    r"|(?:date|published|posted|updated|issued|released?|modified|last|on|at|le|publié|à)\b"
    r"|최종|게시|등록|입력|수정|发布|發布|时间|時間)\s*:?\s*)+"
    r"|\s*(?:に?(?:公開|更新|掲載|配信|発表|発行)|付け?|現在|頃|ごろ|\bupdated?|à)$",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_MAILED = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?([0-3]?[0-9]) ([A-Z][a-z]{2}) ((?:19|20)[0-9]{2}) "
    r"([0-9]{2}):([0-9]{2}):([0-9]{2}) ([+-])([01][0-9]|2[0-3])([0-5][0-9])"
)
"""What most feeds write (RFC 5322); it is ambiguous nowhere."""


def _read(field: str, zone: tzinfo, now: datetime) -> datetime | None:
    """Return the moment a cleaned field names, in UTC, or None."""
    if (mailed := _MAILED.fullmatch(field)) and (at := _mailed(mailed)):
        return at
    text = _COMMENT.sub(" ", narrow(field))
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    clock = _CLOCK.search(text)
    if clock is None:
        day = _day(_bare(text), zone, now)
        return _in_utc(day, timedelta(), None, zone) if day else None
    moment = _moment(clock)
    offset, rest = _offset(text[clock.end() :], zone)
    day = _day(_bare(f"{text[: clock.start()].removesuffix('T')} {rest}"), zone, now)
    return _in_utc(day, moment, offset, zone) if day and moment is not None else None


def _mailed(match: re.Match[str]) -> datetime | None:
    """Return the moment of a date as in mail, at a tenth of the work; None where it has to be looked at closely."""
    day, name, year, hour, minute, second, sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    try:
        month = MONTHS[name.lower()]
        local = datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except (KeyError, ValueError):  # a leap second, midnight as 24 o'clock, another language, no such day
        return None
    return local + offset if sign == "-" else local - offset


def _moment(clock: re.Match[str]) -> timedelta | None:
    """Return the time of day as a span from midnight, or None when no clock shows it."""
    hour = int(clock["h1"] or clock["h2"] or clock["h3"] or clock["h4"] or clock["h5"])
    minute = int(clock["m1"] or clock["m2"] or clock["m3"] or clock["m5"] or 0)
    second = int(clock["s1"] or clock["s2"] or clock["s3"] or 0)
    if (clock["suffix"] or "").lower() == "p" or clock["half"] in ("午後", "오후", "下午"):
        hour += 12 * (hour < 12)
    elif clock["suffix"] or clock["half"]:
        hour %= 12
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59))  # a leap second is the one before


def _offset(text: str, zone: tzinfo) -> tuple[tzinfo | None, str]:
    """Return the zone written after a clock, and the text without it."""
    if match := _OFFSET.match(text):
        span = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        if span >= timedelta(hours=24) or int(match["minutes"] or 0) > 59:
            return None, text
        return timezone(-span if match["sign"] == "-" else span), text[match.end() :]
    if (match := _ZONE_NAME.match(text)) and (named := _named_zone(match["name"], zone)):
        return named, text[match.end() :]
    return None, text


def _named_zone(name: str, zone: tzinfo) -> tzinfo | None:
    """Return the zone a name means: the source's own where it uses that name (CST in Shanghai), else the usual.

    GMT is universal time whatever the source's zone (RFC 5322, 4.3): a London feed writes it in summer too.
    """
    if name.upper() != "GMT" and any(
        datetime(2026, month, 1, tzinfo=zone).tzname() == name.upper() for month in (1, 7)
    ):
        return zone
    if name.lower() in ZONES:
        return timezone(ZONES[name.lower()])
    try:
        return ZoneInfo(name) if "/" in name else None
    except (KeyError, OSError, ValueError):  # not found is a KeyError; a folder is an OSError
        return None


def _in_utc(day: date, moment: timedelta, written: tzinfo | None, zone: tzinfo) -> datetime | None:
    try:
        local = datetime.combine(day, datetime.min.time(), written or zone) + moment
        return local.astimezone(UTC)
    except OverflowError:
        return None


def _bare(text: str) -> str:
    """Return a day's text without weekday, labels and punctuation around it."""
    text = _LABELS.sub("", text.strip())
    text = _WEEKDAY.sub(" ", text, count=1)
    return " ".join(text.split()).strip(" ,.;|")


# --- forms of a day -----------------------------------------------------------------------------------

_Reader = Callable[[re.Match[str], tzinfo, datetime], date | None]
_NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
_ORDINAL = r"(?:st|nd|rd|th|er|º|\.)?"
_D = r"(?P<day>\d{1,2})\s*日?"


def _numbers(match: re.Match[str], *_: object) -> date | None:
    parts = match.groupdict()
    year = int(parts["year"])
    return day_of(year, int(parts.get("month") or 1), int(parts.get("day") or 1))


def _of_era(match: re.Match[str], *_: object) -> date | None:
    first = ERAS.get(match["era"]) or ERA_LETTERS[match["era"].upper()]
    return day_of(
        first + (1 if match["year"] == "元" else int(match["year"])), int(match["month"]), int(match["day"])
    )


def _ordinal_day(match: re.Match[str], *_: object) -> date | None:
    number = int(match["days"])
    return date(int(match["year"]), 1, 1) + timedelta(days=number - 1) if 1 <= number <= 366 else None


def _named(match: re.Match[str], *_: object) -> date | None:
    parts = match.groupdict()
    month = MONTHS.get(parts["name"].lower())
    year = int(parts["year"])
    return (
        day_of(full_year(year) if len(parts["year"]) == 2 else year, month, int(parts.get("day") or 1))
        if month
        else None
    )


def _short(match: re.Match[str], zone: tzinfo, _now: datetime) -> date | None:
    """Read ``03-12-31`` and ``-0312`` (ISO 8601:1988); strokes and dots only where years are written first."""
    if match["mark"] in ("/", ".") and not str(zone).startswith("Asia/"):
        return None
    return day_of(full_year(int(match["year"])), int(match["month"]), int(match["day"] or 1))


def _year_last(match: re.Match[str], zone: tzinfo, _now: datetime) -> date | None:
    """Read ``19.2.2026`` and ``2/19/2026``; where both readings are days, the zone decides."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if match["mark"] == "/" and (two > 12 or (one <= 12 and str(zone).startswith("America/"))):
        one, two = two, one
    elif match["mark"] == "/" and one <= 12 and one != two and not str(zone).startswith(("Europe/", "Australia/")):
        return None
    return day_of(year, two, one)


def _without_year(match: re.Match[str], _zone: tzinfo, now: datetime) -> date | None:
    """Read ``3月6日`` or ``Mar 6`` as the latest such day that is not ahead of now."""
    parts = match.groupdict()
    month = MONTHS.get(parts["name"].lower()) if parts.get("name") else int(parts["month"])
    if not month:
        return None
    days = (day_of(year, month, int(parts["day"])) for year in range(now.year + 1, now.year - 5, -1))
    return next((day for day in days if day and day <= (now + AHEAD).date()), None)


_FORMS: tuple[tuple[str, _Reader], ...] = (
    (
        r"(?P<year>\d{4})\s*[-/.年년]\s*(?P<month>0?\d{1,2})\s*[-/.月월]\s*(?P<day>\d{1,2})\s*[日일]?\.?",
        _numbers,
    ),
    (r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)", _numbers),
    (r"(?P<year>\d{4})-(?P<days>\d{3})", _ordinal_day),
    (
        rf"(?P<era>{'|'.join(ERAS)}|[RHS])\.?\s*(?P<year>元|\d{{1,2}})\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*{_D}",
        _of_era,
    ),
    (
        rf"(?P<day>\d{{1,2}}){_ORDINAL}[\s/-]*(?:de\s|of\s)?{_NAME},?[\s/-]*(?:de\s)?(?P<year>\d{{4}}|\d\d)",
        _named,
    ),
    (rf"{_NAME}\s*(?P<day>\d{{1,2}}){_ORDINAL},?\s+(?P<year>\d{{4}})", _named),
    (rf"(?P<year>\d{{4}})[\s-]+{_NAME}[\s-]+(?P<day>\d{{1,2}})", _named),
    (rf"{_NAME},?\s+(?P<year>\d{{4}})", _named),
    (r"(?P<year>\d\d)(?P<mark>[-/.])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)", _short),
    (r"(?P<year>\d\d)(?P<mark>)(?P<month>\d\d)(?P<day>\d\d)", _short),
    (r"-(?P<year>\d\d)(?P<mark>-?)(?P<month>\d\d)(?P<day>)", _short),
    (r"(?P<year>(?:19|20)\d\d)\s*[-/.年년]\s*(?P<month>\d{1,2})\s*[月월]?", _numbers),
    (r"(?P<year>(?:19|20)\d\d)\s*[年년]?", _numbers),
    (r"(?P<one>\d{1,2})\s*(?P<mark>[./-])\s*(?P<two>\d{1,2})\s*(?P=mark)\s*(?P<year>\d{4})", _year_last),
    (r"(?P<month>\d{1,2})\s*[月월/]\s*(?P<day>\d{1,2})\s*[日일]?", _without_year),
    (rf"{_NAME}\s*(?P<day>\d{{1,2}}){_ORDINAL}", _without_year),
    (rf"(?P<day>\d{{1,2}}){_ORDINAL}\s*{_NAME}", _without_year),
)


@functools.cache
def _forms() -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), reader) for pattern, reader in _FORMS)


def _day(text: str, zone: tzinfo, now: datetime) -> date | None:
    """Return the day that all of `text` is one form of, or None."""
    for form, reader in _forms():
        if (match := form.fullmatch(text)) and (day := reader(match, zone, now)):
            return day
    return None
