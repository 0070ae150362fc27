"""Numbers as people write them: ``55,306,737``, ``3億497万2042``, ``四``, ``55.3 million``, ``seventy-five``.

Patterns here work on narrow text (see `width`); values are decimals, never floats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {
    char: value for value, chars in enumerate(("〇零", "一壱", "二弐", "三参", *"四五六七八九")) for char in chars
}
_SMALL = {"十": 10, "百": 100, "千": 1000, "천": 1000, "백": 100}
_LARGE = {"万": 10**4, "萬": 10**4, "만": 10**4, "億": 10**8, "亿": 10**8, "억": 10**8, "兆": 10**12, "조": 10**12}
_HUNDRED_MILLION = 10**8
_SCALES = {
    "hundred": 100,
    **dict.fromkeys(("thousand", "k"), 10**3),
    **dict.fromkeys(("million", "millions", "mn", "mln", "m"), 10**6),
    **dict.fromkeys(("billion", "bn", "b", "milliard", "milliards"), 10**9),
    **dict.fromkeys(("trillion", "tn"), 10**12),
}
_ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = dict(zip(_ONES, range(20), strict=True)) | dict(zip(_TENS, range(20, 100, 10), strict=True))

_ARABIC = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:[\u202f\u2009]\d{3})+|\d{1,3}(?: \d{3}){2,}"
    r"|\d+(?:\.\d+)?"
)
_KANJI = "".join(_DIGITS)
_UNITS = "".join((*_SMALL, *_LARGE))
_SCALE = (
    r"(?:[ -]?(?P<scale>hundred|thousand|millions?|billion|milliards?|trillion|mn|mln|bn|tn"
    r"|Thousand|Millions?|Billion|Trillion)\b|(?P<letter>[mbkMBK])(?![A-Za-z]))?"
)
# Both patterns begin with a set or with plain words, so that the regex engine can skip to them.
_WRITTEN = re.compile(
    rf"(?P<digits>[\d{_KANJI}十百千](?<![\d.{_KANJI}{_UNITS}].)(?<!\d,.)(?<!唯.)"
    rf"(?:\d{{0,2}}(?: \d{{3}}){{2,}}(?!\d)|(?:[,.\u202f\u2009]?[\d{_KANJI}{_UNITS}]| (?=[万億兆]))*)){_SCALE}"
)
_ALL_WORDS = "|".join(sorted((*_WORDS, *map(str.title, _WORDS)), key=len, reverse=True))
WORD = rf"(?:{_ALL_WORDS})(?:(?<=ty)[- ](?:{'|'.join(_ONES[1:10])}))?\b"
_SPELT = re.compile(rf"(?P<word>{WORD}){_SCALE}")
_PART = re.compile(rf"{_ARABIC}|.", re.DOTALL)
_SHORT = 15
_SEPARATORS = re.compile("[ ,\u202f\u2009]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """What a number is worth and how it is written."""

    value: Decimal
    step: Decimal
    """The worth of its last digit that is not an idle zero."""
    scale: Decimal
    """What its last unit multiplies by: 10000 in ``1000万``, 1 where there is none."""
    rounded: bool
    """Written in a way that only round figures are: ``55.3 million``, ``1.67億``, ``1100億``."""
    plain: bool
    """Nothing but digits, and points or commas between them."""
    letter: bool = False
    """Its unit is a single letter (``5m``), which means a number only after a currency."""


def find_numbers(text: str) -> list[re.Match[str]]:
    """Return the places of a narrow text that look like numbers, in order, for `worth` to read.

    None begins inside another: ``9億5530万`` holds no ``5530万``.
    """
    spelt = [
        match for match in _SPELT.finditer(text) if not text[max(0, match.start() - 1) : match.start()].isalnum()
    ]
    written = list(_WRITTEN.finditer(text))
    return sorted((*written, *spelt), key=re.Match.start) if spelt else written


def worth(match: re.Match[str]) -> Number | None:
    """Return what a place found by `find_numbers` is worth, or None when it is no number after all."""
    name = (match["scale"] or match["letter"] or "").lower()
    scale = _SCALES.get(name, 1)
    if match.re is _SPELT:
        value = Decimal(sum(_WORDS[word] for word in re.split("[- ]", match["word"].lower())) * scale)
        return Number(value=value, step=_step(value), scale=Decimal(scale), rounded=scale > 1, plain=False)
    digits = match["digits"]
    if not name and len(digits) <= _SHORT and digits.isascii() and digits.isdigit():
        return _plain(digits)
    read = _read(digits)
    if read is None:
        return None
    value, unit, fraction = read
    value = exact(value * scale)
    return Number(
        value=value,
        step=_step(value),
        scale=Decimal(max(unit, scale)),
        rounded=scale > 100 or unit >= _HUNDRED_MILLION or (fraction and unit > 1),
        plain=digits.isascii() and not name,
        letter=bool(match["letter"]),
    )


def _plain(digits: str) -> Number:
    """Return what a whole number in digits alone is worth: most are one."""
    value = int(digits)
    step = 10 ** (len(digits) - len(digits.rstrip("0"))) if value else 1
    return Number(value=Decimal(value), step=Decimal(step), scale=Decimal(1), rounded=False, plain=True)


def integer(text: str) -> int | None:
    """Return a whole number in digits or kanji (``二〇二六``, ``十九``, ``1 4``; ``元`` is 1), or None."""
    if text == "元":
        return 1
    if text.isascii():
        digits = text.replace(" ", "")
        return int(digits) if digits.isdigit() else None
    read = _read(text)
    return int(read[0]) if read else None


def read_number(text: str) -> Decimal | None:
    """Return what one number in digits, kanji or English words is worth, or None."""
    if (word := text.lower()) in _WORDS:
        return Decimal(_WORDS[word])
    match = _WRITTEN.fullmatch(text) or _SPELT.fullmatch(text)
    number = worth(match) if match else None
    return number.value if number else None


def exact(value: Decimal) -> Decimal:
    """Return `value` without idle decimals or an exponent, as it should be printed."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _read(text: str) -> tuple[Decimal, int, bool] | None:
    """Return value, last unit and «has decimals» of digits and kanji units in any mixture; None for nonsense."""
    total = section = Decimal(0)
    number: Decimal | None = None
    unit = 1
    for part in _PART.findall(text):
        if part in _DIGITS:
            number, unit = (number or 0) * 10 + Decimal(_DIGITS[part]), 1
        elif part in _SMALL:
            unit = _SMALL[part]
            section += (1 if number is None else number) * unit
            number = None
        elif part in _LARGE:
            unit = _LARGE[part]
            total += (section + (number or 0)) * unit
            number, section = None, Decimal(0)
        elif part[0].isdigit() and number is None:
            part = part.replace(".", "") if part.count(".") > 1 else part  # noqa: PLW2901 - «55.306.737»
            number, unit = Decimal(_SEPARATORS.sub("", part)), 1
        elif part != " ":
            return None
    return total + section + (number or 0), unit, "." in text


def _step(value: Decimal) -> Decimal:
    """Return the worth of the last digit of `value` that is not an idle zero; 1 for zero."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** int(exponent) if value else Decimal(1)
