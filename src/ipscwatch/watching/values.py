"""Whether two values say the same: exact beside approximate, a month beside its day, years beside months."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ipscwatch.model.ledger import Value
from ipscwatch.watching.attributes import AttributeKind, attribute
from ipscwatch.watching.wordings import SAME, plain

ROUNDING = 0.1
"""An approximate figure stands for values at most this share away, however few digits it has."""
_MONTHS: Mapping[str, float] = {"month": 1, "months": 1, "year": 12, "years": 12}
_APPROVALS = ("conditional and time-limited approval", "full approval")
_PARTS: Mapping[str, tuple[str, str]] = {
    "spring": ("03", "05"),
    "summer": ("06", "08"),
    "autumn": ("09", "11"),
    "winter": ("12", "12"),
    "Q1": ("01", "03"),
    "Q2": ("04", "06"),
    "Q3": ("07", "09"),
    "Q4": ("10", "12"),
    "H1": ("01", "06"),
    "H2": ("07", "12"),
}
"""Part of a year → its first and last month; a winter is taken as the year's end."""
_RATIO = re.compile(r"(\d+)/(\d+)")


def agree(name: str, one: Value, other: Value) -> bool:
    """Say whether two values of the attribute can both be right; order does not matter."""
    if name in SAME:
        return SAME[name](one.text, other.text)
    return _AGREE[attribute(name).kind](one, other)


def sharper(one: Value, other: Value) -> bool:
    """Say whether the first of two agreeing values says more: exact beats approximate, a day beats its month."""
    return _sharpness(one) > _sharpness(other)


def _sharpness(value: Value) -> tuple[int, int, int]:
    numeric = value.low is not None
    return (value.precision == "exact", "/" in value.text, 0 if numeric else len(value.text))


def _numbers_agree(one: Value, other: Value) -> bool:
    if one.low is None or other.low is None:
        return _words_agree(one, other)
    if one.unit != other.unit and one.unit and other.unit:
        return False
    (low, high), (other_low, other_high) = _interval(one), _interval(other)
    return low <= other_high and other_low <= high


def _interval(value: Value) -> tuple[float, float]:
    """Return the span of numbers the value can stand for; an open bound is infinite."""
    low = value.low if value.low is not None else float("-inf")
    high = value.high if value.high is not None else float("inf")
    if value.precision != "about" or low != high:
        return low, high
    slack = min(_place(low), abs(low) * ROUNDING)
    return low - slack * 0.999, high + slack * 0.999


def _place(number: float) -> float:
    """Return the place value of the last digit that is not zero: 100,000 for 55,300,000."""
    digits = f"{abs(number):.0f}"
    return float(10 ** (len(digits) - len(digits.rstrip("0")))) if digits.strip("0") else 1.0


def _durations_agree(one: Value, other: Value) -> bool:
    return _numbers_agree(_in_months(one), _in_months(other))


def _in_months(value: Value) -> Value:
    factor = _MONTHS.get(value.unit)
    if factor is None or value.low is None:
        return value
    high = value.high * factor if value.high is not None else None
    return Value(text=value.text, unit="months", precision=value.precision, low=value.low * factor, high=high)


def _ratios_agree(one: Value, other: Value) -> bool:
    """Compare 4/6 with 4/6, and 4/6 with «at least 4»."""
    parts, others = _RATIO.fullmatch(one.text), _RATIO.fullmatch(other.text)
    if parts and others:
        return parts.groups() == others.groups()
    return _numbers_agree(_numerator(one), _numerator(other))


def _numerator(value: Value) -> Value:
    parts = _RATIO.fullmatch(value.text)
    if parts is None:
        return Value(text=value.text, precision=value.precision, low=value.low, high=value.high)
    number = float(parts[1])
    return Value(text=parts[1], low=number, high=number)


def _dates_agree(one: Value, other: Value) -> bool:
    """Compare days with days, and a day with the month, year or span it lies in."""
    (low, high), (other_low, other_high) = _days(one.text), _days(other.text)
    return low <= other_high and other_low <= high and _nested((low, high), (other_low, other_high))


def _days(text: str) -> tuple[str, str]:
    """Return the first and last day a date can mean; days are comparable as text, and may be past a month's end."""
    first, _, last = text.partition("/")
    return _bounds(first)[0], _bounds(last or first)[1]


def _bounds(text: str) -> tuple[str, str]:
    """Return the bounds of one date: a day, month, year, season, quarter, half or fiscal year (from April)."""
    if text.startswith("FY") and text[2:].isdigit():
        return f"{text[2:]}-04-01", f"{int(text[2:]) + 1}-03-99"
    year, _, part = text.partition("-")
    if part in _PARTS:
        first, last = _PARTS[part]
        return f"{year}-{first}-01", f"{year}-{last}-99"
    return text + "-01-01"[len(text) - 4 :], text + "-99-99"[len(text) - 4 :]


def in_months(text: str) -> str:
    """Return a date with each season, quarter or half of a year in it written as its months."""
    first, last = _days(text)
    named = any(part.partition("-")[2] in _PARTS for part in text.split("/"))
    return f"{first[:7]}/{last[:7]}" if named else text


def _nested(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Say whether one span lies in the other: «summer to autumn» does not confirm «autumn to winter»."""
    return (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])


def _words_agree(one: Value, other: Value) -> bool:
    return plain(one.text) == plain(other.text)


def _statuses_agree(one: Value, other: Value) -> bool:
    """Compare stages; a bare «approved» agrees with either kind of approval."""
    texts = {one.text, other.text}
    return len(texts) == 1 or ("approved" in texts and not texts.isdisjoint(_APPROVALS))


def _always(_one: Value, _other: Value) -> bool:
    return True


_AGREE: Mapping[AttributeKind, Callable[[Value, Value], bool]] = {
    "date": _dates_agree,
    "money": _numbers_agree,
    "count": _numbers_agree,
    "ratio": _ratios_agree,
    "duration": _durations_agree,
    "status": _statuses_agree,
    "name": _words_agree,
    "text": _always,
}
