"""Amounts in prose and tables: money, counts, shares, spans of time, as they are written and how exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ipscwatch.model.ledger import Precision
from ipscwatch.text.language import detect
from ipscwatch.text.numbers import Number, numbers
from ipscwatch.text.ratios import find_packs, find_ratios
from ipscwatch.text.units import currency_after, currency_before, unit_after
from ipscwatch.text.width import narrow

AmountKind = Literal["money", "count", "ratio", "percent", "duration", "age", "strength", "pack"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One amount as written; `start` and `end` are offsets into the text it was found in.

    `unit` is an ISO 4217 code for money; ``people``, ``patients``, ``sites``, ``cells``, ``users`` … for counts;
    ``years``, ``months`` … for durations and ages; ``percent``; ``ug``, ``mg``, ``mL`` … for strengths; ``vial``,
    ``patient`` … for packs.
    """

    kind: AmountKind
    value: Decimal | None
    """None for a range; the part, for a ratio."""
    low: Decimal | None = None
    high: Decimal | None = None
    """Bounds: both for a range and for what is about, one for `at_least` and `at_most`, none for what is exact."""
    of: Decimal | None = None
    """The whole of a ratio."""
    unit: str
    precision: Precision = "exact"
    basis: str = ""
    """What the money is for or per: ``patient``, ``18-vial set``, ``dose``, ``year``; empty when not said."""
    start: int
    end: int
    raw: str


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts in `text`, in order, none inside another; a number without a unit is none."""
    plain = narrow(text)
    reader = _Reader(plain, chinese=("元" in plain or "¥" in plain) and detect(text) == "zh")
    found = sorted(reader.read(), key=lambda amount: (amount.start, -amount.end))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.start >= kept[-1].end:
            kept.append(replace(amount, raw=text[amount.start : amount.end]))
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class _Part:
    """One number with its unit, before ranges are joined; `start` to `end` is the whole of it."""

    number: Number
    kind: AmountKind
    unit: str
    start: int
    end: int


_RANGE = re.compile(r"\s?(?:~|-|から|乃至|ないし|至|到|to|à|에서|내지)\s?", re.IGNORECASE)
_FROM = re.compile(r"\bfrom (?:about |around |some )?$", re.IGNORECASE)
_RANGING = re.compile(r"\b(?:rang\w+|aged) from ", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*-?$")
_MONTH = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? $|\d年\s?$|第$|R$|H$|[令平昭][和成]$"
)
_ORDINAL = re.compile(r"\s?目|st\b|nd\b|rd\b|th\b")
_YEARS = (Decimal(1990), Decimal(2100))

_ABOUT_BEFORE = (
    r"約|およそ|おおよそ|おおむね|概ね|ほぼ|推定|大約|大约|约|約合|约合|近|약|~|≈|\b(?:about|around|approximately|approx\.?|roughly"
    r"|nearly|almost|some|circa|an estimated|estimated|close to|environ|près de)"
)
_LEAST_BEFORE = (
    r"逾|超|超过|超過|少なくとも|最低|至少|最少|최소|>|≥|≧|\b(?:at least|more than|over|above|exceeding|exceeds|exceed|in excess of"
    r"|upwards? of|(?:no|not) (?:less|fewer) than|a minimum of|plus de|au moins)"
)
_MOST_BEFORE = (
    r"最大|最高|最多|上限|不到|不超过|最长|최대|<|≤|≦|\b(?:up to|at most|less than|fewer than|under|below|(?:no|not) more than"
    r"|a maximum of|as (?:many|much) as|within|jusqu'à|moins de)"
)
_BEFORE = re.compile(
    rf"(?:(?P<at_least>{_LEAST_BEFORE})|(?P<at_most>{_MOST_BEFORE})|(?P<about>{_ABOUT_BEFORE}))\s?(?:the |a |an )?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?P<note>\s?\([^()]{0,40}\))?\s?"
    r"(?:(?P<over>余り?|あまり|強(?![いくさ])|多(?![い数]))|(?P<under>弱(?![いく]))"
    r"|(?P<about>程度|前後|ほど|くらい|ぐらい|左右|정도|가량|or so\b)"
    r"|(?P<at_least>以上|超(?:え|過)?|を(?:超|上回)|이상|초과|or (?:more|higher|over)\b|\+(?!\d))"
    r"|(?P<at_most>以下|以内|未満|未满|を下回|이하|미만|이내|or (?:less|fewer|under)\b))",
    re.IGNORECASE,
)


class _Reader:
    """Reads the amounts of one narrow text."""

    def __init__(self, text: str, *, chinese: bool) -> None:
        self._text = text
        self._chinese = chinese
        self._packs = tuple(find_packs(text))

    def read(self) -> Iterable[Amount]:
        """Return every amount, overlaps included: packs and shares first, as their numbers are no counts."""
        for pack in self._packs:
            yield _amount("pack", pack.n, pack.unit, pack.start, pack.end, basis=pack.name)
        for ratio in find_ratios(self._text):
            yield replace(_amount("ratio", ratio.part, ratio.unit, ratio.start, ratio.end), of=ratio.whole)
        yield from self._measured()

    def _measured(self) -> Iterable[Amount]:
        """Yield the numbers that have a unit, alone or as a range."""
        found = tuple(numbers(self._text))
        parts = [self._part(number) for number in found]
        skip = -1
        for index, part in enumerate(parts):
            if index == skip:
                continue
            after = index + 1
            other = parts[after] if after < len(parts) else None
            if other and (low := self._low_end(found[index], part, other)):
                skip = after
                yield self._range(low, other)
            elif part:
                yield self._single(part)

    def _part(self, number: Number) -> _Part | None:
        """Return the number with its unit, or None when it has none."""
        text, start, end = self._text, number.start, number.end
        before = currency_before(text, start, chinese=self._chinese)
        after = currency_after(text, end, chinese=self._chinese)
        if after or before:
            unit = after[0] if after else before[0] if before else ""
            return _Part(number, "money", unit, before[1] if before else start, after[1] if after else end)
        if number.letter or _CODE.search(text, max(0, start - 12), start):
            return None
        unit_found = unit_after(text, end)
        if unit_found is None or self._is_no_count(number, unit_found[2]):
            return None
        kind, unit, unit_end = unit_found
        return _Part(number, kind, unit, start, unit_end)

    def _is_no_count(self, number: Number, end: int) -> bool:
        """Say whether a number before a unit is part of a date, an ordinal or a year."""
        text = self._text
        if _MONTH.search(text, max(0, number.start - 12), number.start) or _ORDINAL.match(text, end):
            return True
        is_year = (
            number.plain and _YEARS[0] <= number.value < _YEARS[1] and "," not in text[number.start : number.end]
        )
        return (
            is_year
            and not text[number.end : end].strip().isascii() is False
            and text[number.end : number.end + 1] == " "
        )

    def _low_end(self, number: Number, part: _Part | None, other: _Part) -> _Part | None:
        """Return the low end of a range that ends with `other`, or None when this number begins none."""
        end = part.end if part else number.end
        gap = _RANGE.match(self._text, end)
        if gap is None or gap.end() != other.start or (part and part.kind != other.kind):
            return None
        if part and part.unit != other.unit:
            return None
        start = part.start if part else number.start
        if other.kind == "money" and self._is_change(start, gap[0]):
            return None
        value = number.value
        if number.plain and other.number.scale > 1 and value * other.number.scale <= other.number.value:
            value *= other.number.scale
        if value >= other.number.value:
            return None
        return _Part(replace(number, value=value), other.kind, other.unit, start, end)

    def _is_change(self, start: int, gap: str) -> bool:
        """Say whether two prices are «was» and «is» and not the ends of a range."""
        if gap.strip() == "から":
            return True
        window = self._text[max(0, start - 24) : start]
        return gap.strip().lower() == "to" and bool(_FROM.search(window)) and not _RANGING.search(window)

    def _range(self, low: _Part, high: _Part) -> Amount:
        return replace(
            _amount(
                high.kind, None, high.unit, low.start, high.end, basis=self._basis(high.kind, low.start, high.end)
            ),
            low=low.number.value,
            high=high.number.value,
            precision="range",
        )

    def _single(self, part: _Part) -> Amount:
        """Return one amount with its precision and basis."""
        amount = _amount(
            part.kind,
            part.number.value,
            part.unit,
            part.start,
            part.end,
            basis=self._basis(part.kind, part.start, part.end),
        )
        return _bounded(amount, part.number, *self._precision(part))

    def _precision(self, part: _Part) -> tuple[str, int, int]:
        """Return what the words around an amount say of it, and where the amount begins and ends with them."""
        before = _BEFORE.search(self._text, max(0, part.start - 24), part.start)
        after = _AFTER.match(self._text, part.end)
        if after and after["note"] and after.lastgroup not in ("at_least", "at_most"):
            after = None
        if part.kind == "duration" and before and before[0].strip().lower() in ("over", "within"):
            before = None  # over seven years: in their course
        end = after.end() if after and not after["note"] else part.end
        if after:
            return str(after.lastgroup), before.start() if before else part.start, end
        if before:
            return str(before.lastgroup), before.start(), end
        return "about" if part.number.rounded else "exact", part.start, end

    def _basis(self, kind: AmountKind, start: int, end: int) -> str:
        """Return what money is for or per."""
        if kind != "money":
            return ""
        if match := _PER_AFTER.match(self._text, end):
            for pack in self._packs:
                if match.start("what") <= pack.start < match.end() + 12:
                    return pack.name
            return _BASES.get((match["what"] or "").lower(), "")
        for pack in self._packs:
            if 0 <= pack.start - end <= 3 or (
                0 <= start - pack.end <= 4 and "\n" not in self._text[pack.end : start]
            ):
                return pack.name
        return "year" if _YEARLY_BEFORE.search(self._text, max(0, start - 16), start) else ""


_BASES = {
    "patient": "patient",
    "person": "person",
    "head": "person",
    "vial": "vial",
    "dose": "dose",
    "shot": "dose",
    "administration": "dose",
    "treatment": "treatment",
    "course": "treatment",
    "procedure": "treatment",
    "set": "set",
    "kit": "kit",
    "sheet": "sheet",
    "unit": "unit",
    "year": "year",
    "annum": "year",
    "month": "month",
    "annually": "year",
}
_PER_AFTER = re.compile(
    r"\s?(?:\([^()]{0,40}\)\s?)?(?:(?:per|an?|for (?:an?|each|one)|each|/)[ -]?|(?=annually))"
    r"(?P<what>patient|person|head|vial|dose|shot|administration|treatment|course|procedure|set|kit|sheet|unit|year|annum|month"
    r"|annually|\d)",
    re.IGNORECASE,
)
_YEARLY_BEFORE = re.compile(
    r"(?:年間|年商|annual (?:\w+ )?(?:sales|revenue|cost)s? (?:of|at) )(?:約|売上高|で)*$", re.IGNORECASE
)


def _amount(kind: AmountKind, value: Decimal | None, unit: str, start: int, end: int, *, basis: str = "") -> Amount:
    return Amount(kind=kind, value=value, unit=unit, basis=basis, start=start, end=end, raw="")


def _bounded(amount: Amount, number: Number, word: str, start: int, end: int) -> Amount:
    """Return the amount with the bounds that a word of precision gives it."""
    value = number.value
    slack = min(number.step, value / 10)
    amount = replace(amount, start=min(start, amount.start), end=end)
    if word == "exact":
        return amount
    if word == "at_least":
        return replace(amount, precision="at_least", low=value)
    if word == "at_most":
        return replace(amount, precision="at_most", high=value)
    low = value if word == "over" else value - slack
    high = value if word == "under" else value + slack
    return replace(amount, precision="about", low=low, high=high)
