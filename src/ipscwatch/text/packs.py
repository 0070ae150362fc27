"""What a price is for: an ``18-vial set``, ``４瓶１組``, a patient, a dose, a year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ipscwatch.text.needed import needed
from ipscwatch.text.numbers import WORD, read_number

_CONTENT = {"瓶": "vial", "バイアル": "vial", "枚": "sheet", "patches": "patch", "patch": "patch"}
_WHAT = {
    "患者": "patient",
    "人": "person",
    "例": "patient",
    "回": "dose",
    "瓶": "vial",
    "組": "set",
    "キット": "kit",
    "枚": "sheet",
    "명": "patient",
    "인": "patient",
    "회": "dose",
}
_PACKS = tuple(
    (compiled, needed(compiled))
    for pattern in (
        r"(?P<n>\d(?<![\d.,].)\d{0,3})\s?(?P<content>瓶|バイアル|枚)(?:入り?|を)?\s?1?\s?(?:組|セット|キット|箱)",
        r"(?:組|セット|キット|箱)\s?\((?P<n>\d{1,4})\s?(?P<content>瓶|バイアル|枚)(?:入り?)?\)",
        rf"(?P<n>\d(?<![\d.,].)\d{{0,3}}|\b{WORD})[- ](?P<content>vial|sheet|patch)[- ](?:sets?|kits?|packs?)\b",
        rf"(?:sets?|kits?|packs?) of (?P<n>\d{{1,4}}|{WORD}) (?P<content>vials?|sheets?|patch(?:es)?)\b",
        r"(?P<n>[1一](?<![\d.,].))\s?(?P<what>患者|人|例|回|瓶|組|キット|枚)分?(?:当たり|あたり|当り|につき)",
        r"(?P<n>\d(?<![\d.,第].)\d{0,2})\s?(?P<what>回)分",
        r"(?P<n>1(?<![\d.,].))\s?(?P<what>명|인|회)당",
        r"(?P<n>每)[位名個个]?(?P<what>患者|人)",
    )
    for compiled in (re.compile(pattern),)
)
"""Each form with words one of which it needs."""


_BASES = {
    "head": "person",
    **dict.fromkeys(("shot", "injection", "administration"), "dose"),
    **dict.fromkeys(("course", "procedure"), "treatment"),
    **dict.fromkeys(("annum", "annually"), "year"),
}
_PER_AFTER = re.compile(
    r"(?:\s?\([^()]{0,40}\))?\s?(?:(?:per|par|an?|for (?:an?|each|one)|each|/)[ -]?(?:single )?"
    r"(?P<what>patient|person|head|vial|dose|shot|injection|infusion|administration|treatment|course|procedure|set|kit|sheet|unit"
    r"|year|annum|month|(?=\d))|(?P<yearly>annually))",
    re.IGNORECASE,
)
_YEARLY_BEFORE = re.compile(
    r"(?:年間|年商|annual (?:\w+ )?(?:sales|revenue|cost)s? (?:of|at) )(?:売上高?|で|は|約)*$", re.IGNORECASE
)
_NEAR = 4
"""Characters that may stand between a price and its pack."""
_LONGEST = 40
"""Characters of the longest pack and what may stand behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What one price is for: `n` of `unit`; `name` is ``18-vial set``, ``patient``, ``dose`` and the like."""

    n: Decimal
    unit: str
    name: str
    start: int
    end: int


def find_packs(text: str) -> tuple[Pack, ...]:
    """Return the packs in a narrow text, in order."""
    return tuple(sorted(_packs(text), key=_start))


def _packs(text: str) -> Iterator[Pack]:
    for pattern, words in _PACKS:
        for match in pattern.finditer(text) if any(word in text for word in words) else ():
            n = read_number(match["n"]) or Decimal(1)
            parts = match.groupdict()
            if content := parts.get("content"):
                unit = _CONTENT.get(content) or content.removesuffix("s")
                name = f"{n}-{unit} set"
            else:
                unit = _WHAT[parts["what"]]
                name = unit if n == 1 else f"{n} {unit}s"
            yield Pack(n=n, unit=unit, name=name, start=match.start(), end=match.end())


def basis(text: str, start: int, end: int, packs: tuple[Pack, ...]) -> str:
    """Return what the price at ``text[start:end]`` is for or per; empty when it is not said beside it."""
    per = _PER_AFTER.match(text, end)
    reach = per.end() if per else end
    first = bisect_left(packs, start - _LONGEST, key=_start)
    for pack in packs[first : bisect_left(packs, reach + _NEAR + 1, lo=first, key=_start)]:
        if end <= pack.start <= reach + _NEAR or (pack.end <= start <= pack.end + _NEAR):
            return pack.name if "\n" not in text[pack.end : start] + text[end : pack.start] else ""
    if per:
        what = (per["yearly"] or per["what"]).lower()
        return _BASES.get(what, what)
    return "year" if _YEARLY_BEFORE.search(text, max(0, start - 24), start) else ""


def _start(pack: Pack) -> int:
    return pack.start
