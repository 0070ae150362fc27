"""Dates, amounts and values in the form of a language.

English: ``6 Mar 2026``, ``¥55,306,737``. Japanese: 2026年3月6日, 5530万6737円.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from ipscwatch.digests.wording import words
from ipscwatch.model.digest import Language
from ipscwatch.model.ledger import Value
from ipscwatch.watching import attributes

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_RATIO = re.compile(r"(\d+)/(\d+)")
_PACK = re.compile(r"(\d+)-(vial|sheet|patch) set")
_PLACE = re.compile(r"(sheet|row|price in column|item|table|page) (.+)")
_OF_A_ROW = re.compile(r"([^|:]*\brow \d+[^|:]*): (.+ \| .+)")
_MYRIADS = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))


def day(on: date, language: Language) -> str:
    """Return a day as ``6 Mar 2026`` or 2026年3月6日."""
    return _dated(words(language).day, on, language)


def short_day(on: date, language: Language) -> str:
    """Return a day without its year."""
    return _dated(words(language).short_day, on, language)


def weekday_day(on: date, language: Language) -> str:
    """Return a day with its weekday."""
    return _dated(words(language).weekday_day, on, language)


def weekday_time(at: datetime, zone: str, language: Language) -> str:
    """Return a moment as its weekday, day and time in `zone`; the year is the reader's own."""
    local = at.astimezone(ZoneInfo(zone))
    return _dated(words(language).weekday_time, local.date(), language, time=f"{local:%H:%M}")


def local_day(at: datetime, zone: str, language: Language) -> str:
    """Return the day on which a moment fell in `zone`."""
    return day(at.astimezone(ZoneInfo(zone)).date(), language)


def city(zone: str, language: Language) -> str:
    """Return the place an IANA zone is named after."""
    return words(language).cities.get(zone) or zone.rsplit("/", 1)[-1].replace("_", " ")


def value(name: str, value: Value, language: Language) -> str:
    """Return a value of the attribute `name` with its unit and precision, as a reader of the language writes it."""
    wording, kind = words(language), attributes.attribute(name).kind
    if kind == "date":
        return wording.precisions[value.precision].format(value=_dates(value.text, language))
    if kind == "status":
        return attributes.status_label(value.text, language)
    if kind in ("name", "text") and not value.unit:
        return named(value.text, language)
    if ratio := _RATIO.fullmatch(value.text):
        return wording.ratio.format(part=ratio[1], whole=ratio[2])
    if value.precision == "range" and value.low is not None and value.high is not None:
        low, high = (_measured(_plain(bound), value.unit, language) for bound in (value.low, value.high))
        return wording.span.format(low=low, high=high)
    return wording.precisions[value.precision].format(value=_measured(value.text, value.unit, language))


def named(text: str, language: Language) -> str:
    """Return a name or a wording; what the ledger has words of its own for, in those of the language."""
    wording = words(language)
    if (pack := _PACK.fullmatch(text)) and pack[2] in wording.packs:
        return wording.packs[pack[2]].format(n=pack[1])
    if text in wording.values:
        return wording.values[text]
    parts = text.split(", ")
    return (
        wording.comma.join(wording.values[part] for part in parts) if wording.values.keys() >= set(parts) else text
    )


def place(text: str, language: Language) -> str:
    """Return where a row stands, ``x.xlsx, sheet 注射薬, row 8412``, as a reader of the language says it."""
    wording = words(language)
    parts = [(part, _PLACE.fullmatch(part)) for part in text.split(", ")]
    said = [
        wording.places[at[1]].format(at=at[2]) if at and at[1] in wording.places else part for part, at in parts
    ]
    return wording.comma.join(said)


def cited(quote: str, language: Language) -> str:
    """Return a quotation; where it is a row, its place stands before its cells in the language's own words."""
    row = _OF_A_ROW.fullmatch(quote)
    return f"{place(row[1], language)}{words(language).colon}{row[2]}" if row else quote


def number(amount: Decimal, language: Language, *, money: bool = False) -> str:
    """Return a number grouped by thousands, or in Japanese an amount of money by myriads (億, 万)."""
    if language == "ja" and money:
        return _by_myriads(amount)
    return f"{amount:,f}"


def percent(move: Decimal) -> str:
    """Return a move in per cent with its sign: ``+2.5%``, ``−0.04%``; to the tenth from one per cent on."""
    return f"{move:+,.{1 if abs(move) >= 1 else 2}f}%".replace("-", "−")


def _measured(text: str, unit: str, language: Language) -> str:
    amount = decimal(text)
    code, _, rest = unit.partition(" ")
    units = words(language).units
    forms = units.get(code) or units.get(f"{code}s")
    if amount is None or forms is None:
        return f"{_grouped(amount, text, language)} {unit}".rstrip()
    written = number(amount, language, money=code.isupper())
    measured = forms[0 if amount == 1 else 1].format(n=written)
    return f"{measured} {rest}" if rest else measured


def _dates(text: str, language: Language) -> str:
    """Return a date, or the two ends of a span of dates written with a slash."""
    ends = [_iso(end, language) or end for end in text.split("/", 1)]
    return words(language).span.format(low=ends[0], high=ends[1]) if len(ends) == 2 else ends[0]


def _grouped(amount: Decimal | None, text: str, language: Language) -> str:
    return text if amount is None or len(text) == 4 else number(amount, language)


def _iso(text: str, language: Language) -> str | None:
    """Return an ISO 8601 date, possibly reduced, in the language's form; None for anything else."""
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month, of_month = (int(part) if part else None for part in found.groups())
    try:
        on = date(year or 1, month or 1, of_month or 1)
    except ValueError:
        return None
    wording = words(language)
    form = wording.day if of_month else wording.month if month else wording.year
    return _dated(form, on, language)


def _dated(form: str, on: date, language: Language, *, time: str = "") -> str:
    wording = words(language)
    return form.format(
        d=on.day,
        m=on.month,
        y=on.year,
        month=wording.months[on.month - 1] if wording.months else "",
        weekday=wording.weekdays[on.weekday()],
        time=time,
    )


def _by_myriads(amount: Decimal) -> str:
    whole, fraction = int(abs(amount)), abs(amount) % 1
    written = []
    for size, name in _MYRIADS:
        if whole >= size:
            written.append(f"{whole // size}{name}")
            whole %= size
    if whole or fraction or not written:
        written.append(f"{whole + fraction:f}" if fraction else str(whole))
    return ("-" if amount < 0 else "") + "".join(written)


def decimal(text: str) -> Decimal | None:
    """Return the number a text is; None for anything else."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _plain(bound: float) -> str:
    return f"{Decimal(str(bound)).normalize():f}"
