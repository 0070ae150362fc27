"""Shares of a group: ``６人中４人``, ``four of the eight``, ``4/6``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ipscwatch.text.numbers import WORD, read_number

_FIRST = r"[\d一二三四五六七八九十](?<![\d.,].)[\d一二三四五六七八九十]{0,3}"
_N = rf"(?:\d{{1,4}}|[一二三四五六七八九十]{{1,3}}|{WORD})"
_PERSONS = r"(?:症例|例|人|名|施設|명)"
_WHO = (
    r"(?:patients?|participants?|subjects?|people|persons?|individuals?|recipients?|cases?|sites?"
    r"|症例|例|人|名|施設|명)"
)
_OF = (
    rf"(?: {_WHO})?,? (?:out )?of (?:the |these |those |its |all |a total of )?(?:planned |required |targeted "
    rf"|intended )?"
    rf"(?P<whole>{_N})(?![\d,.]*\d)"
    rf"(?! ?(?:years|months|percent|%))(?: (?:[a-z]+ )?(?P<who>{_WHO})\b)?"
)
# Each with a piece that a text must hold for the search to be worth while.
_RATIOS = (
    (
        re.compile(
            rf"(?P<whole>{_FIRST})\s?(?P<who>{_PERSONS})(?:の?(?:患者|被験者))?\s?"
            rf"(?:中|のうち|うち|중)(?:の|、|有)?\s?(?P<part>{_N})\s?{_PERSONS}(?!目)"
        ),
        ("中", "うち", "중"),
    ),
    (
        re.compile(
            rf"(?P<whole>{_FIRST})\s?(?P<who>{_PERSONS})のうち、[^。、\d]{{2,30}}(?:のは|は)、?(?P<part>{_N})\s?{_PERSONS}(?!目)"
        ),
        ("うち、",),
    ),
    (
        re.compile(
            rf"(?P<whole>{_FIRST})(?P<who>[名人例])(?:[一-龥]{{0,6}}患者|病人)?(?:,?其中有?|中有)(?P<part>{_N})[名人例]"
        ),
        ("其中", "中有"),
    ),
    (
        re.compile(
            rf"\b(?:[Oo]f|[Aa]mong) (?:the |those |these |its )?(?P<whole>{_N}) (?:[a-z]+ ){{0,2}}?(?P<who>{_WHO})?"
            rf"(?:[^.;,\d]{{0,40}}), (?P<part>{_N})"
            rf"(?= (?:{_WHO} )?(?:show|had|saw|improv|respond|experienc|demonstrat|reported|did|were|got))"
        ),
        ("f ", "mong "),
    ),
    (re.compile(rf"(?P<part>{_FIRST}){_OF}"), (" of ",)),
    (re.compile(rf"(?P<part>{WORD}){_OF}"), (" of ",)),
    (
        re.compile(
            rf"(?P<part>\d(?<![\d./,-].)(?<!第.)(?<!hase .)\d{{0,3}})/(?P<whole>\d{{1,4}})"
            rf"(?![\d./年月日-])(?!\s?相)"
            rf"(?:\s?(?P<who>{_WHO}))?"
        ),
        ("/",),
    ),
)
_WHOSE = {
    "例": "patients",
    "症例": "patients",
    "施設": "sites",
    "patient": "patients",
    "case": "patients",
    "site": "sites",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """`part` of `whole`, both whole numbers, of `unit` (empty when not said)."""

    part: Decimal
    whole: Decimal
    unit: str
    start: int
    end: int


def find_ratios(text: str) -> Iterator[Ratio]:
    """Yield the shares in a narrow text whose part is no larger than their whole."""
    for pattern, pieces in _RATIOS:
        if not any(piece in text for piece in pieces):
            continue
        for match in pattern.finditer(text):
            part, whole = read_number(match["part"]), read_number(match["whole"])
            if part is not None and whole is not None and part <= whole and whole > 1 and not 1900 <= whole < 2100:
                yield Ratio(part=part, whole=whole, unit=_whose(match["who"]), start=match.start(), end=match.end())


def _whose(word: str | None) -> str:
    """Return the unit that a word for the members of a group means."""
    return _WHOSE.get(word.lower().removesuffix("s"), "people") if word else ""
