"""Amounts in prose and tables: money, counts, shares, spans of time, as they are written and how exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ipscwatch.model.ledger import Precision
from ipscwatch.text.bounds import PRECISIONS, bounds, bounds_word
from ipscwatch.text.language import detect
from ipscwatch.text.numbers import Number, find_numbers, worth
from ipscwatch.text.packs import basis, find_packs
from ipscwatch.text.ratios import find_ratios
from ipscwatch.text.units import AmountKind, currency_after, currency_before, unit_after
from ipscwatch.text.width import narrow

_CELLS_FROM = 100_000
"""Things without a name that are counted in hundred thousands are cells."""
_LONGEST_YEARS = 999
_LONGEST_PREFIX = 6
"""Characters of a currency before the second number of a range."""


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
    chinese = ("元" in plain or "¥" in plain) and detect(text) == "zh"
    found = sorted(_Reader(text, plain, chinese=chinese).read(), key=lambda amount: (amount.start, -amount.end))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class _Part:
    """One number with its unit, before ranges are joined."""

    number: Number
    kind: AmountKind
    unit: str
    start: int
    end: int


_RANGE = re.compile(r"\s?(?:~|-|から|乃至|ないし|至|到|to|à|에서|내지|and)\s?")
_BETWEEN = re.compile(r"\b[Bb]etween (?:about |around )?$")
_FROM = re.compile(r"(?<!ranging )(?<!aged )\bfrom (?:about |around |some )?$")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*-?$")
_OF_A_DATE = re.compile(
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? |第|令和|平成|昭和|(?<![A-Za-z])[RHS])$"
)
_OF_A_YEAR = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Oo]f|[Dd]uring|[Ee]arly|[Ll]ate|[Ee]n) $")
_AGED = re.compile(r"(?:\b[Aa]ged (?:between |from )?|\bâgée?s? de )$")
# 25年 is 2025 in a business paper, unless what follows can only follow a span of years.
_SHORT_YEAR = re.compile(
    r"\s?年(?!間|以|後|超|余|近く|弱|強|ぶり|連続|経|たっ|かけ|の(?:期間|追跡|観察|期限|歴史|間))"
)
_ORDINAL = re.compile(r"\s?目")
_SIGN = re.compile(r"(?:^|[^\w.)])[-▲△]$")
_DIRECT_NOUN = re.compile(r" \w+$")


class _Reader:
    """Reads the amounts of one text; `plain` is its narrow form, in which everything is looked for."""

    def __init__(self, text: str, plain: str, *, chinese: bool) -> None:
        self._text = text
        self._plain = plain
        self._chinese = chinese
        self._packs = find_packs(plain)

    def read(self) -> Iterator[Amount]:
        """Yield every amount, overlaps included."""
        for pack in self._packs:
            raw = self._text[pack.start : pack.end]
            yield Amount(
                kind="pack", value=pack.n, unit=pack.unit, basis=pack.name, start=pack.start, end=pack.end, raw=raw
            )
        for ratio in find_ratios(self._plain):
            start, end = ratio.start, ratio.end
            raw = self._text[start:end]
            yield Amount(
                kind="ratio", value=ratio.part, of=ratio.whole, unit=ratio.unit, start=start, end=end, raw=raw
            )
        places = find_numbers(self._plain)
        skip = -1
        for index, place in enumerate(places):
            if index == skip:
                continue
            part = self._part(place)
            following = places[index + 1] if index + 1 < len(places) else None
            if following and (ends := self._range_ends(place, part, following)):
                skip = index + 1
                yield self._range(*ends)
            elif part:
                yield self._single(part)

    def _part(self, place: re.Match[str]) -> _Part | None:
        """Return the number at a place with its unit, or None when it has none."""
        start, end = place.span()
        before = currency_before(self._plain, start, chinese=self._chinese)
        after = currency_after(self._plain, end, chinese=self._chinese)
        if before or after:
            number = worth(place)
            unit, stop = after or (before[0] if before else "", end)
            return _Part(number, "money", unit, before[1] if before else start, stop) if number else None
        found = unit_after(self._plain, end)
        if found is None:
            return None
        number = worth(place)
        kind, unit, stop = found
        if number is None or number.letter or self._counts_nothing(number, place, kind, stop):
            return None
        if unit == "items" and number.value >= _CELLS_FROM:
            unit = "cells"
        return _Part(number, kind, unit, start, stop)

    def _counts_nothing(self, number: Number, place: re.Match[str], kind: AmountKind, stop: int) -> bool:
        """Say whether the number is a year, an ordinal, or the tail of a date or of a code, whatever follows it."""
        plain, start = self._plain, place.start()
        if _CODE.search(plain, max(0, start - 12), start) or _ORDINAL.match(plain, stop):
            return True
        if _OF_A_DATE.search(plain, max(0, start - 11), start):
            return True
        if kind == "duration":
            short = number.plain and 18 <= number.value <= 40 and _SHORT_YEAR.match(plain, place.end())
            return bool(short) or number.value > _LONGEST_YEARS
        return kind == "count" and self._is_year(number, place, stop)

    def _is_year(self, number: Number, place: re.Match[str], stop: int) -> bool:
        """Say whether a number before an English noun is a year: «In 2025 patients», «2025 Japanese patients»."""
        plain = self._plain
        if not place[0].isdigit() or not 1990 <= number.value < 2100 or plain[place.end()] != " ":
            return False
        noun = _DIRECT_NOUN.fullmatch(plain, place.end(), stop)
        return noun is None or _OF_A_YEAR.search(plain, max(0, place.start() - 8), place.start()) is not None

    # --- ranges ---

    def _range_ends(
        self, place: re.Match[str], part: _Part | None, following: re.Match[str]
    ) -> tuple[_Part, _Part] | None:
        """Return both ends of the range that begins at `place` and ends with `following`, or None."""
        start, end = (part.start, part.end) if part else place.span()
        gap = _RANGE.match(self._plain, end)
        if gap is None or not gap.end() <= following.start() <= gap.end() + _LONGEST_PREFIX:
            return None
        other = self._part(following)
        if other is None and part and part.kind == "money" and gap.end() == following.start():
            number = worth(following)
            other = _Part(number, "money", part.unit, *following.span()) if number else None
        if other is None or other.start != gap.end() or not self._is_range(gap[0].strip(), start, other):
            return None
        number = part.number if part else worth(place)
        if number is None or (part and (part.kind, part.unit) != (other.kind, other.unit)):
            return None
        value = number.value
        if number.plain and value * other.number.scale <= other.number.value:
            value *= other.number.scale
        if value >= other.number.value:
            return None
        return _Part(replace(number, value=value), other.kind, other.unit, start, end), other

    def _is_range(self, word: str, start: int, other: _Part) -> bool:
        """Say whether `word` between two amounts makes a range; a price «from A to B» was A and is B."""
        window = max(0, start - 24)
        if word == "and":
            return _BETWEEN.search(self._plain, window, start) is not None
        if word == "から":
            return other.kind in ("duration", "age")
        return not (word == "to" and other.kind == "money" and _FROM.search(self._plain, window, start))

    def _range(self, low: _Part, high: _Part) -> Amount:
        start, end = low.start, high.end
        return Amount(
            kind=self._kind(high.kind, start),
            value=None,
            low=low.number.value,
            high=high.number.value,
            unit=high.unit,
            precision="range",
            basis=basis(self._plain, start, end, self._packs) if high.kind == "money" else "",
            start=start,
            end=end,
            raw=self._text[start:end],
        )

    # --- single amounts ---

    def _single(self, part: _Part) -> Amount:
        """Return one amount with how exactly it is meant, and with what it is for."""
        word, start, end = bounds_word(self._plain, part.start, part.end, duration=part.kind == "duration")
        number = part.number
        if word == "exact" and number.rounded:
            word = "about"
        if part.kind == "percent" and _SIGN.search(self._plain, max(0, part.start - 2), part.start):
            number, start = replace(number, value=-number.value), part.start - 1
        low, high = bounds(number, word)
        return Amount(
            kind=self._kind(part.kind, part.start),
            value=number.value,
            low=low,
            high=high,
            unit=part.unit,
            precision=PRECISIONS[word],
            basis=basis(self._plain, part.start, part.end, self._packs) if part.kind == "money" else "",
            start=start,
            end=end,
            raw=self._text[start:end],
        )

    def _kind(self, kind: AmountKind, start: int) -> AmountKind:
        """Return `kind`, but age for years that follow «aged»."""
        return "age" if kind == "duration" and _AGED.search(self._plain, max(0, start - 14), start) else kind
