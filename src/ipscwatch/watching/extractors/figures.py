"""The amounts and dates of a sentence, as ledger values."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from ipscwatch.model.ledger import Value
from ipscwatch.text.amounts import Amount
from ipscwatch.text.calendars import day_of
from ipscwatch.text.dates import FoundDate
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Sentence

PERSONS = ("patients", "people")
LARGEST_TRIAL = 500
"""More patients, or sites, than any trial of this field has."""
_DATELINE = 40
"""Characters at the head of a sentence in which a dateline's date begins."""
_DATELINED = re.compile(
    r"\s?[(（](?:Jiji|Kyodo|Reuters|AFP|AP|Xinhua|Bloomberg|PTI|UPI|EFE|ANSA|Yonhap|時事|共同|新華|新华)[^()（）]{0,24}[)）]"
    r"|\s?(?:--|—|–)\s?[A-Z]|[電电][/／,，)）\s]|\s(?:AFP|ロイター|共同|時事)[】\]]"
)
_WRITTEN = re.compile(
    r",? (?:news |online |front-page )?(?:article|story|editorial|column|edition|issue|broadcast|blog|posts?\b"
    r"|tweets?|interview|caption|photo|op-ed|feature|newsletter)\b",
    re.IGNORECASE,
)
"""After a date: that it is the day something was written."""
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH_AND_DAY = re.compile(r"\d{1,2} ?[月월] ?\d|[A-Z][a-z]{2,8}\.? \d|\d{1,2} [A-Z][a-z]{2}")
_SOON = timedelta(days=120)
"""A day without a year that lies so soon after the full date before it is of that year."""


def amounts_in(passages: Passages, sentence: Sentence, kind: str, *units: str) -> list[Amount]:
    """Return the amounts of one kind (and of these units, if any are given) that stand in the sentence."""
    return [
        amount
        for amount in passages.amounts_of(sentence)
        if amount.kind == kind and (not units or amount.unit in units)
    ]


def fits_a_trial(amount: Amount) -> bool:
    """Say whether so many patients, or sites, can be those of a trial."""
    most = amount.value if amount.value is not None else amount.high
    return most is not None and 1 <= most <= LARGEST_TRIAL


def clause(text: str, start: int, end: int) -> str:
    """Return the part of a sentence around ``text[start:end]``, between strong breaks."""
    left = max(
        (text.rfind(mark, 0, start) for mark in (";", "；", "、一方", "一方、", ", while", ", but")), default=-1
    )
    stops = [
        place
        for mark in (";", "；", "、一方", "一方、", ", while", ", but")
        if (place := text.find(mark, end)) >= 0
    ]
    return text[left + 1 : min(stops, default=len(text))]


def value_of(amount: Amount, unit: str, factor: int = 1) -> Value:
    """Return an amount as a ledger value in the unit its attribute uses; `factor` converts to that unit."""
    if amount.kind == "ratio":
        return Value(text=f"{amount.value:f}/{amount.of:f}", unit=unit)
    if amount.value is None:
        first, last = _times(amount.low, factor), _times(amount.high, factor)
        return Value(text=f"{first}-{last}", unit=unit, precision="range", low=_number(first), high=_number(last))
    number = _times(amount.value, factor)
    if amount.precision == "about":
        around = _number(_times(amount.low, factor)), _number(_times(amount.high, factor))
        return Value(text=number, unit=unit, precision="about", low=around[0], high=around[1])
    low = None if amount.precision == "at_most" else _number(number)
    high = None if amount.precision == "at_least" else _number(number)
    return Value(text=number, unit=unit, precision=amount.precision, low=low, high=high)


def _times(number: Decimal | None, factor: int) -> str:
    return f"{(number or Decimal(0)) * factor:f}"


def _number(text: str) -> float:
    return float(text)


class Dated(NamedTuple):
    """A date with what speaks against it; offsets are of the whole text."""

    value: Value
    start: int
    end: int
    until: bool
    rejected: str | None


def dates_in(passages: Passages, sentence: Sentence) -> list[Dated]:
    """Return the dates of the sentence whose year is known, or told by another date of the sentence."""
    found = [one for one in passages.dates_of(sentence) if not _is_dateline(sentence, one)]
    years = [one.text[:4] for one in found if _YEAR.match(one.text)]
    found = [_by_the_one_before(before, one) for before, one in zip([None, *found], found, strict=False)]
    return [_dated(one, text) for one in found if (text := _complete(one, years))]


def _by_the_one_before(before: FoundDate | None, one: FoundDate) -> FoundDate:
    """Return a day whose year was inferred as soon after the full date that the sentence gives before it."""
    last = before.on if before is not None and before.kind == "absolute" else None
    if last is None or one.on is None or one.kind == "absolute" or not _MONTH_AND_DAY.match(one.raw):
        return one
    after = next(
        (day for year in (last.year, last.year + 1) if (day := day_of(year, one.on.month, one.on.day))), None
    )
    if after is None or not last <= after <= last + _SOON:
        return one
    return replace(one, text=after.isoformat(), on=after)


def days_in(passages: Passages, sentence: Sentence) -> list[Dated]:
    """Return the dates of the sentence that can be the day of a happening: no fiscal year, no season."""
    return [one for one in dates_in(passages, sentence) if _DAY.fullmatch(one.value.text)]


def _is_dateline(sentence: Sentence, one: FoundDate) -> bool:
    """Say whether the date stands in a dateline or before «article»: the day of writing, not of a happening."""
    start, end = one.start - sentence.start, one.end - sentence.start
    if _WRITTEN.match(sentence.text, end):
        return True
    return start <= _DATELINE and _DATELINED.match(sentence.text[end : end + 40]) is not None


def _complete(one: FoundDate, years: list[str]) -> str:
    """Return the date's text with its year; empty where no one tells it."""
    if one.text.startswith("--") and not one.text.startswith("---") and years:
        return years[0] + one.text[1:]
    if not _YEAR.match(one.text.removeprefix("FY")):
        return ""
    return f"{one.text}/{one.last}" if one.last else one.text


def _dated(one: FoundDate, text: str) -> Dated:
    return Dated(value=Value(text=text), start=one.start, end=one.end, until=one.until, rejected=one.doubt or None)
