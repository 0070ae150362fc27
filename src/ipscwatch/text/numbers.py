"""Numbers as people write them: ``55,306,737``, ``3億497万2042``, ``四``, ``55.3 million``, ``seventy-five``.

Patterns here work on narrow text (see `width`); values are decimals, never floats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {
    char: number for number, chars in enumerate(("〇零", "一壱", "二弐", "三参", *"四五六七八九")) for char in chars
}
_SMALL = {"十": 10, "百": 100, "千": 1000, "천": 1000, "백": 100}
_LARGE = {"万": 10**4, "萬": 10**4, "만": 10**4, "億": 10**8, "亿": 10**8, "억": 10**8, "兆": 10**12, "조": 10**12}
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "millions": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "milliard": 10**9,
    "milliards": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "k": 10**3,
}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: number for number, word in enumerate(_ONES)} | {
    word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)
}

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u202f\u2009]\d{3})+|\d+(?:\.\d+)?"
_UNITS = "".join((*_SMALL, *_LARGE))
_KANJI = "".join(_DIGITS)
WORD = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(reversed(_ONES))})"
NUMBER = re.compile(
    rf"(?<![\d.{_KANJI}{_UNITS}])(?<!\d,)(?P<cjk>(?:{_ARABIC}|[{_KANJI}十百千])(?:(?:{_ARABIC})|[{_KANJI}{_UNITS}]| (?=[万億兆]))*)"
    r"(?:[ -]?(?P<scale>hundred|thousand|millions?|billion|milliards?|trillion|mn|mln|bn|tn)\b|(?P<letter>[mbk])(?![a-z]))?"
    rf"|\b(?P<word>{WORD})(?:[ -](?P<wscale>hundred|thousand|million|billion|trillion))?\b",
    re.IGNORECASE,
)
_PART = re.compile(rf"{_ARABIC}|.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in a text; `step` is the worth of its last digit that is not an idle zero."""

    value: Decimal
    step: Decimal
    start: int
    end: int
    rounded: bool
    """Written in a way that only round figures are: ``55.3 million``, ``1.67億``, ``1100億``."""
    scale: Decimal
    """What its last unit multiplies by: 10000 in ``1000万``, 1 where there is none."""
    plain: bool
    """Nothing but digits, and points or commas between them."""
    letter: bool = False
    """Its unit is a single letter (``5m``), which means a number only after a currency."""


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a narrow text; none begins inside another, so 9億5530万 holds no 5530万."""
    for match in NUMBER.finditer(text):
        value = _value(match)
        if value is not None:
            yield value


def integer(text: str) -> int | None:
    """Return a whole number written in digits or kanji (``二〇二六``, ``十九``, ``元`` is 1), or None."""
    if text == "元":
        return 1
    if text.isascii():
        digits = text.replace(" ", "")
        return int(digits) if digits.isdigit() else None
    read = _kanji(text)
    return int(read[0]) if read else None


def read_number(text: str) -> Decimal | None:
    """Return what one whole number is worth, in digits, kanji or English words; None when it is no number."""
    match = NUMBER.fullmatch(text)
    number = _value(match) if match else None
    return number.value if number else None


def exact(value: Decimal) -> Decimal:
    """Return `value` without idle decimals or an exponent, as it should be printed."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _value(match: re.Match[str]) -> Number | None:
    """Return what one match of `NUMBER` is worth."""
    start, end = match.span()
    if match["word"]:
        scale = _SCALES[match["wscale"].lower()] if match["wscale"] else 1
        value = Decimal(_word(match["word"].lower()) * scale)
        unit = Decimal(scale)
        return Number(
            value=value, step=_step(value), start=start, end=end, rounded=scale > 1, scale=unit, plain=False
        )
    read = _kanji(match["cjk"])
    if read is None:
        return None
    value, unit, rounded = read
    name = (match["scale"] or match["letter"] or "").lower()
    scale = Decimal(_SCALES.get(name, 1))
    value *= scale
    digits = re.sub("[.,\u202f\u2009]", "", match["cjk"])
    return Number(
        value=exact(value),
        step=_step(value),
        start=start,
        end=end,
        rounded=rounded or scale > 100,
        scale=max(unit, scale),
        plain=digits.isascii() and digits.isdigit() and not name,
        letter=bool(match["letter"]),
    )


def _word(words: str) -> int:
    return sum(_WORDS[word] for word in re.split("[- ]", words))


def _kanji(text: str) -> tuple[Decimal, Decimal, bool] | None:
    """Return value, last unit and whether it is rounded, of digits and kanji units in any mixture; None if nonsense."""
    total = section = Decimal(0)
    number: Decimal | None = None
    unit = Decimal(1)
    fraction = False
    for part in _PART.findall(text):
        if part in _DIGITS:
            number = (number or 0) * 10 + Decimal(_DIGITS[part])
            unit = Decimal(1)
        elif part in _SMALL:
            section += (1 if number is None else number) * _SMALL[part]
            number, unit = None, Decimal(_SMALL[part])
        elif part in _LARGE:
            if number is None and not section:
                return None
            total += (section + (number or 0)) * _LARGE[part]
            number, section, unit = None, Decimal(0), Decimal(_LARGE[part])
        elif part != " ":
            if number is not None:
                return None
            number = Decimal(re.sub("[,\u202f\u2009]", "", part))
            fraction = "." in part
            unit = Decimal(1)
    value = total + section + (number or 0)
    return value, unit, unit >= 10**8 or (fraction and unit > 1)


def _step(value: Decimal) -> Decimal:
    """Return the worth of the last digit of `value` that is not an idle zero; 1 for zero."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** int(exponent) if value else Decimal(1)
