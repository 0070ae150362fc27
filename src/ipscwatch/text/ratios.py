"""Shares of a group (``６人中４人``, ``four of the eight``, ``4/6``) and packs (``18-vial set``, ``４瓶１組``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ipscwatch.text.numbers import WORD, read_number

_N = rf"(?:\d{{1,4}}|[一二三四五六七八九十]{{1,3}}|\b{WORD}\b)"
_WHO = r"(?:症例|例|人|名|施設|명|patients?|participants?|subjects?|people|individuals?|recipients?|cases?|sites?|persons?)"
_RATIOS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d.,])(?P<whole>{_N})\s?(?P<who>症例|例|人|名|施設|명)(?:の?(?:患者|被験者))?\s?(?:中|のうち(?:の)?|うち|중)(?:の|、|有)?\s?"
        rf"(?P<part>{_N})\s?(?:症例|例|人|名|施設|명)(?!目)",
        rf"(?<![\d.,])(?P<part>{_N})(?: {_WHO})? (?:out )?of (?:the |these |those |its |all |a total of )?"
        rf"(?P<whole>{_N})(?![\d,.]*\d)(?! ?(?:years|months|percent|%))(?: (?:[a-z]+ )?(?P<who>{_WHO})\b)?",
        rf"(?<![\d./,-])(?<!第)(?<!phase )(?P<part>\d{{1,4}})/(?P<whole>\d{{1,4}})(?![\d./年月日-])(?!\s?相)(?:\s?(?P<who>{_WHO}))?",
    )
)
_WHOSE = {"例": "patients", "症例": "patients", "施設": "sites", "人": "people", "名": "people", "명": "people"}

_CONTENT = {
    "瓶": "vial",
    "バイアル": "vial",
    "枚": "sheet",
    "本": "syringe",
    "vial": "vial",
    "sheet": "sheet",
    "patch": "patch",
}
_WHAT = {
    "患者": "patient",
    "人": "person",
    "例": "patient",
    "回": "dose",
    "瓶": "vial",
    "組": "set",
    "キット": "kit",
    "枚": "sheet",
}
_PACKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d.,])(?P<n>\d{1,4})\s?(?P<content>瓶|バイアル|枚|本)(?:入り?)?\s?1?\s?(?:組|セット|キット|箱)",
        r"(?<![\d.,])(?P<n>\d{1,4})[- ](?P<content>vial|sheet|patch)[- ](?:sets?|kits?|packs?)\b",
        r"\b(?:sets?|kits?|packs?) of (?P<n>\d{1,4}) (?P<content>vial|sheet|patch)(?:e?s)?\b",
        r"(?<![\d.,])(?P<n>1|一)\s?(?P<what>患者|人|例|回|瓶|組|キット|枚)(?:分)?(?:当たり|あたり|当り|につき)",
        r"(?<![\d.,第])(?P<n>\d{1,3})\s?(?P<what>回)分",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """`part` of `whole`, both whole numbers, of `unit` (empty when not said)."""

    part: Decimal
    whole: Decimal
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What one price is for: `n` of `unit`; `name` is ``18-vial set``, ``patient``, ``dose`` and the like."""

    n: Decimal
    unit: str
    name: str
    start: int
    end: int


def find_ratios(text: str) -> Iterator[Ratio]:
    """Yield the shares in a narrow text whose part is no larger than their whole."""
    for pattern in _RATIOS:
        for match in pattern.finditer(text):
            part, whole = read_number(match["part"]), read_number(match["whole"])
            if part is None or whole is None or not 0 <= part <= whole or whole < 2 or 1900 <= whole < 2100:
                continue
            who = (match["who"] or "").lower()
            unit = _WHOSE.get(who) or (who if not who or who.endswith("s") or who == "people" else f"{who}s")
            yield Ratio(part=part, whole=whole, unit=unit, start=match.start(), end=match.end())


def find_packs(text: str) -> Iterator[Pack]:
    """Yield the packs in a narrow text."""
    for pattern in _PACKS:
        for match in pattern.finditer(text):
            n = read_number(match["n"]) or Decimal(1)
            parts = match.groupdict()
            if parts.get("content"):
                unit = _CONTENT[parts["content"].lower()]
                name = f"{n}-{unit} set"
            else:
                unit = _WHAT[parts["what"]]
                name = unit if n == 1 else f"{n} {unit}s"
            yield Pack(n=n, unit=unit, name=name, start=match.start(), end=match.end())
