"""Prices in lines that name one product each, whose currency a text tells once for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ipscwatch.model.ledger import Value
from ipscwatch.watching.extractors.descriptor import Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import amounts_in
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Owners, Sentence, distinct

_PACKED = Expression(r"^\d+-|^(?:patient|dose|vial|treatment|set|kit|sheet|person|unit)$")
_NUMBER = r"\d{1,3}(?:,\d{3}){1,3}"
_ROW = re.compile(
    rf"(?<![\d,.$€£])(?P<first>{_NUMBER})(?:\s?(?:yen|JPY|円))?"
    rf"(?:\s?(?:->|→|⇒|=>)\s?(?P<to>{_NUMBER})(?!,?\d)"
    rf"|\s?[(（](?P<was>(?:was|from|previously|formerly|old(?: price)?|旧|改定前)[: ]{{0,2}})?(?P<old>{_NUMBER})"
    r"(?:\s?(?:yen|JPY|円))?[)）])?(?!,?\d)"
)
"""A line of a price list: one price to another, a price with the old one in brackets, or one alone."""
_BRACKETED = Expression(
    r"\b(?:old|former|previous|current|pre-revision) (?:\w+ )?prices?\b[^.;]{0,20}\b(?:parenthes[ei]s|brackets?)"
    r"|(?:括弧|カッコ|かっこ)内は[^。]{0,6}(?:改定前|旧薬価|現行)",
    re.IGNORECASE,
)
_IN_YEN = re.compile(r"\byen\b|\bJPY\b|円")
_MOVES = re.compile(r"[^;。]{0,3}(?:down|up|cut|lowered|raised|reduced|unchanged|[-+▲△−]\s?\d)", re.IGNORECASE)
_NUMBER_OF = re.compile(
    r"\b(?:\d{1,2}|one|two|three|four|five|six) (?:sheets?|vials?|bags?|kits?|syringes?)\b"
    r"|\bper (?:patient|dose|vial|treatment|person|sheet|set|kit)\b",
    re.IGNORECASE,
)
_EQUIVALENT = re.compile(
    r"[$€£]|\b(?:dollars?|euros?|sales|revenue|profit|patients a year)\b|売上|ドル", re.IGNORECASE
)
_LONGEST_ROW = 140
_LEAST_ALONE = 1_000_000
"""Yen below which a bare number in a line may well be something else than a price."""


def rows_of(passages: Passages) -> dict[int, list[Finding]]:
    """Return what the lines of a price list tell, by where each line starts; empty for a text without yen."""
    if _IN_YEN.search(passages.text) is None:
        return {}
    return {one.start: [*_rows(passages, one)] for one in passages.sentences}


def _rows(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    """Yield the prices of a line that names one product, whose currency is told once for all of them."""
    owners = distinct(sentence.groups)
    if len(owners) != 1 or len(sentence.text) > _LONGEST_ROW:
        return
    match = _ROW.search(sentence.text, sentence.groups[0].end - sentence.start)
    if match is None or _EQUIVALENT.search(sentence.text):
        return
    now, old = ("to", "first") if match["to"] else ("first", "old" if match["old"] else "")
    if not match["to"] and not _is_row(passages, sentence, match):
        return
    yield _row(sentence, match, now, "price_jpy")
    if old:
        yield _row(sentence, match, old, "price_previous")
    packs = {unit_priced(one.basis) for one in amounts_in(passages, sentence, "pack")} - {""}
    counted = _NUMBER_OF.search(sentence.text, 0, match.start())
    pack = next(iter(packs)) if len(packs) == 1 else counted[0] if counted else ""
    if pack:
        yield _row(sentence, match, now, "price_pack")._replace(value=Value(text=pack))


def unit_priced(name: str) -> str:
    """Return what a price is for, as published («1-vial pack», «per patient»); empty for what no price is for."""
    if not _PACKED.search(name):
        return ""
    return name if name[0].isdigit() else f"per {name}"


def _is_row(passages: Passages, sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether the text shows that a number is a price, and the one in brackets the one before it."""
    if amounts_in(passages, sentence, "money"):
        return False
    moves = _MOVES.match(sentence.text, match.end()) is not None
    if match["old"]:
        return bool(match["was"]) or moves or _BRACKETED.search(passages.text) is not None
    return moves and int(match["first"].replace(",", "")) >= _LEAST_ALONE


def _row(sentence: Sentence, match: re.Match[str], group: str, attribute: str) -> Finding:
    number = match[group].replace(",", "")
    return Finding(
        owners=distinct(sentence.groups),
        attribute=attribute,
        value=Value(text=number, unit="JPY", low=float(number), high=float(number)),
        start=sentence.start + match.start(group),
        end=sentence.start + match.end(group),
    )


def moved(listed: Iterable[list[Finding]]) -> Owners:
    """Return the products whose price a list moves: a date told of the whole list is theirs."""
    found = [one for rows in listed for one in rows if one.attribute == "price_previous"]
    return tuple(dict.fromkeys(owner for one in found for owner in one.owners))
