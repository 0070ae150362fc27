"""The field around the products: trials and conditional approvals, an institute's director, what was first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ipscwatch.model.ledger import Value
from ipscwatch.watching.extractors.conditions import CONDITIONAL
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import amounts_in, value_of
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Sentence

FIELD, PATHWAY, INSTITUTE = "ipsc", "pathway", "cira"
_IPS = r"\biPS|pluripotent|reprogram|多能性|iPS細胞"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One attribute: the subject, what must be in the sentence, and which figure is the value."""

    subject_id: str
    attribute: str
    kind: str
    """`year` is in the expression itself, `trials` has its own; else a kind of amount."""
    cue: Expression
    unit: str = ""
    qualifier: str = ""


_READINGS = (
    _Reading(
        FIELD,
        "nobel_year",
        "year",
        Expression(
            r"\b(?:won|award\w*|receiv\w+|shared?)\b[^.]{0,60}\bnobel\b[^.]{0,60}?\bin (?P<y>\d{4})"
            r"|(?P<j>\d{4})年(?:(?!\d{4}年)[^。]){0,24}ノーベル",
            re.IGNORECASE,
        ),
    ),
    _Reading(
        FIELD,
        "first_demonstrated",
        "year",
        Expression(
            r"\b(?:discover(?:y|ed)|first (?:demonstrated|reported|created|made|produced)[^.]{0,30})"
            r" in (?P<y>\d{4})"
            r"|(?P<j>\d{4})年[^。]{0,20}iPS細胞(?:の|を)[^。]{0,12}(?:作製|樹立|開発|発見)",
            re.IGNORECASE,
        ),
    ),
    _Reading(
        FIELD,
        "trials_worldwide",
        "trials",
        Expression(
            r"(?:worldwide|around the world|globally|世界).*(?:trials|臨床試験|治験)"
            r"|(?:trials|臨床試験|治験).*(?:worldwide|around the world|globally|世界)",
            re.IGNORECASE,
        ),
    ),
    _Reading(
        FIELD,
        "funding_jpy",
        "money",
        Expression(r"(?:government|政府|国|日本).*(?:research|regenerative|再生医療|研究)", re.IGNORECASE),
        unit="JPY",
        qualifier="Japan",
    ),
    _Reading(
        PATHWAY,
        "products_conditionally_approved",
        "count",
        Expression(
            r"(?:これまで|過去|計|累計|so far|previous|earlier|to date|ever|had (?:been|received))"
            r"[^.。]{0,60}(?:products?|製品|品目)|(?:products?|therapies) (?:that )?(?:had|have) (?:been|received)",
            re.IGNORECASE,
        ),
        unit="products",
    ),
)
_FUNDING = Expression(r"\bpoured\b|\bspent\b|\binvest\w*|\bfund\w*|投入|投じ|支援|拠出|投資|補助", re.IGNORECASE)
_TRIALS = Expression(
    r"(?P<more>more than |over |超の?|at least )?(?P<n>\d{2,4})(?P<plus>以上の?|超の?"
    r"|\+)? ?(?:件の?)?(?:[\w-]+ ){0,3}(?:trials|臨床試験|治験)",
    re.IGNORECASE,
)
_WITHDRAWN = Expression(
    r"\b(?P<part>two|three|one|\d) of the (?P<whole>\w+) (?:products|therapies)\b.*\bwithdrawn\b"
    r"|(?P<whole_ja>\d)(?:製品|品目)(?:の)?(?:うち|中)、?(?P<part_ja>\d)(?:製品|品目)",
    re.IGNORECASE,
)
_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"}
_INSTITUTE = Expression(r"\bCiRA\b|Center for iPS Cell Research|iPS細胞研究所", re.IGNORECASE)
_LEADS = tuple(
    Expression(expression)
    for expression in (
        (
            r"(?P<who>(?!The\b|Its\b|His\b|Her\b)[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(?:,| is| was)?"
            r" (?:a \w+ and )?(?:the )?director of "
        ),
        r"\b(?:named|appointed) (?P<who>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?) (?:as )?(?:its |the )?(?:new )?director",
        r"所長に(?:[^。、]{0,8}、)?(?P<who>[一-龥]{2,6}?)(?:氏|教授|さん)?が(?:就任|就い|就く|着任)",
        r"\bwhich (?P<who>[A-Z][\w-]+) (?:leads|heads|directs)",
        r"(?<!名誉)所長(?:の|は|である|を務める)(?P<who>[一-龥]{2,6}?)(?=氏|教授|所長|さん|は|が|、)",
        r"研究所の?(?P<who>[一-龥]{2,4}?)(?:・)?(?<!名誉)所長",
    )
)
_ROMANISED = {"山中伸弥": "Shinya Yamanaka", "高橋淳": "Jun Takahashi"}
"""Directors whose names the sources write in kanji."""


def _extract(passages: Passages) -> Iterator[Finding]:
    known = {subject.subject_id for subject in passages.subjects}
    readings = [reading for reading in _READINGS if reading.subject_id in known]
    for sentence in passages.sentences:
        for reading in readings:
            if sentence.search(reading.cue):
                yield from _read(passages, sentence, reading)
        if PATHWAY in known:
            yield from _withdrawn(sentence)
        if INSTITUTE in known and sentence.search(_INSTITUTE):
            yield from _director(passages, sentence)


def _read(passages: Passages, sentence: Sentence, reading: _Reading) -> Iterator[Finding]:
    if reading.kind == "trials":
        yield from _trials(sentence, reading)
    elif reading.kind == "year":
        yield from _year(passages, sentence, reading)
    elif _is_meant(sentence, reading):
        for amount in amounts_in(passages, sentence, reading.kind, reading.unit)[:1]:
            yield Finding(
                owners=(reading.subject_id,),
                attribute=reading.attribute,
                qualifier=reading.qualifier,
                value=value_of(amount, amount.unit),
                start=amount.start,
                end=amount.end,
                modality=modality(sentence, amount.start - sentence.start, amount.end - sentence.start),
            )


def _is_meant(sentence: Sentence, reading: _Reading) -> bool:
    """Say whether money is spent on research, or products are approved conditionally."""
    return (_FUNDING if reading.kind == "money" else CONDITIONAL).search(sentence.text) is not None


def _year(passages: Passages, sentence: Sentence, reading: _Reading) -> Iterator[Finding]:
    """Yield the year that the expression itself holds."""
    match = sentence.search(reading.cue)
    if match is not None and re.search(_IPS, passages.text, re.IGNORECASE):
        yield _finding(sentence, reading.subject_id, reading.attribute, Value(text=match["y"] or match["j"]), match)


def _trials(sentence: Sentence, reading: _Reading) -> Iterator[Finding]:
    match = sentence.search(_TRIALS)
    if match is None:
        return
    number = float(match["n"])
    least = bool(match["more"] or match["plus"])
    value = Value(
        text=match["n"],
        unit="trials",
        precision="at_least" if least else "exact",
        low=number,
        high=None if least else number,
    )
    yield _finding(sentence, reading.subject_id, reading.attribute, value, match)


def _withdrawn(sentence: Sentence) -> Iterator[Finding]:
    match = sentence.search(_WITHDRAWN)
    if match is None or (match["part_ja"] and not re.search("撤退|取り下げ", sentence.text)):
        return
    for attribute, written in (
        ("products_withdrawn", match["part"] or match["part_ja"]),
        ("products_conditionally_approved", match["whole"] or match["whole_ja"]),
    ):
        number = _WORDS.get(written.lower(), written)
        if number.isdigit():
            value = Value(text=number, unit="products", low=float(number), high=float(number))
            yield _finding(sentence, PATHWAY, attribute, value, match)


def _director(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    match = next((found for expression in _LEADS if (found := sentence.search(expression))), None)
    if match is not None and "emeritus" not in sentence.text[match.start() : match.end()]:
        yield _finding(
            sentence,
            INSTITUTE,
            "director",
            Value(text=_full_name(match["who"], passages.text[: sentence.end])),
            match,
        )


def _full_name(who: str, before: str) -> str:
    """Return the full name last given in the text up to here, for a family name alone."""
    if not who.isascii():
        return _ROMANISED.get(who.replace(" ", ""), who)
    full = re.findall(rf"\b[A-Z][a-z]+ {re.escape(who)}\b", before)
    return full[-1] if full and " " not in who else who


def _finding(sentence: Sentence, subject_id: str, attribute: str, value: Value, match: re.Match[str]) -> Finding:
    return Finding(
        owners=(subject_id,),
        attribute=attribute,
        value=value,
        start=sentence.start + match.start(),
        end=sentence.start + match.end(),
        modality=modality(sentence, match.start(), match.end()),
    )


EXTRACTOR = Extractor(
    name="fields",
    version=4,
    attributes=(
        *(reading.attribute for reading in _READINGS),
        "products_withdrawn",
        "director",
    ),
    extract=_extract,
)
