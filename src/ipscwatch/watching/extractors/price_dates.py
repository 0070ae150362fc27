"""The dates of a price: when the council endorsed it, when it was gazetted, from when it applies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ipscwatch.watching.extractors.comparisons import uncompared
from ipscwatch.watching.extractors.descriptor import Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import Dated, days_in
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.owners import meant_unnamed, owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.roles import Cue, assign
from ipscwatch.watching.extractors.sentence import Owners, Sentence

_CUES: tuple[tuple[str, str], ...] = (
    (
        "price_notice_date",
        (
            r"告示|官報|\b(?:price[- ]list )?amendment\b(?! (?:applying|appl|takes|took|effective|in force))"
            r"|\bnotif\w+|\bgazette\w*|\bnotice\b(?! (?:of|on) (?:the )?billing)"
        ),
    ),
    (
        "price_effective_date",
        (
            r"適用(?!手続|(?:を|の)(?:[^。、を]{0,6}[にへ])?(?:申請|希望|要望)|(?:を|の)?前|に先立|に向け|(?:が|を)[^。]{0,8}(?:決|了承|承認|認め)"
            r"|推定|患者|対象|症例|拡大|外)|(?<=[月日])から[^。、]{0,24}(?:引き?下げ|引き?上げ|値下げ|値上げ|改定)|(?<=日に)(?:薬価|保険)?収載|(?:薬価|保険)?収載(?!(?:すること)?[をがは][^。]{0,8}"
            r"(?:決|了承|承認|認め|申請|希望)|[をが][^。]{0,24}(?:総会|中医協|協議会)[^。、]{0,12}で、?(?:了承|承認|認め))|発効|\bappl(?:y"
            r"|ies|ied"
            r"|ying)\b(?! for)|\bcovered\b(?=[^.;,]{0,60}\b(?:from|starting|as of) )"
            r"|\beffective\b|\bwith effect\b|\b(?:added to|put on|placed on|entered on|included on) (?:the|its"
            r"|Japan['’]s) (?:[\w-]+ ){0,2}(?:price|pricing|reimbursement|insurance|NHI|drug)[ -](?:list|tariff)\b"
            r"|\bbec[ao]mes? (?:eligible|reimbursable)\b"
            r"|\binclud\w+\b(?= (?:it |\w+ )?(?:in"
            r"|on) (?:the )?(?:\w+ )?(?:national health|NHI|insurance))"
            r"|保険の(?:適用)?対象[にと]な|保険が(?:使え|きく|効く)"
            r"|\bin(?:to)? force\b|\b(?:takes?|took|taking) effect\b|\blisted\b|\blisting\b"
            r"|\bcoverage\b(?! (?:seen|likely|expected))"
            r"|\bcovered\b|\bcome into\b|급여 ?적용|건강보험(?:이|을|의)? ?적용|등재|生效|納入|纳入(?=医保|健保"
            r"|保险"
            r"|醫保)"
            r"|\brembours\w+(?= (?:depuis|dès|à (?:partir|compter)))"
        ),
    ),
    (
        "price_endorsed_date",
        (
            r"了承|(?:収載|適用|算定|薬価)(?:すること)?[をがは]認め(?=た|られ|、)|承認(?=さ|し|を決|。|$|へ|、)|答申"
            r"|(?:収載|適用|薬価|価格)を決め(?=た|、)|\bendors(?:ed|es)\b|\bapprov(?:ed|es|al)\b"
            r"|\bagreed\b(?! (?:on \w+ )?(?:that|to) [^.;]{0,60}\b(?:procedure|process|talks|start|begin)\b)"
            r"|\baccepted\b|\bbacked\b|\bcleared\b|\bsigned off on\b|\bOK(?:'?e?d|s)\b|\bgave (?:the "
            r"|its )?(?:nod|green light"
            r"|approval|blessing)\b"
        ),
    ),
)
_EXPRESSIONS = tuple((role, Expression(cue, re.IGNORECASE)) for role, cue in _CUES)
ROLES = tuple(role for role, _ in _CUES)
"""The attributes that hold the dates of a price."""
_PRICE_TALK = Expression(
    (
        r"薬価|価格|値段|償還|収載|保険適用|保険の対象|保険が使え|中医協|\bprice|pricing|\breimburs|insurance"
        r"|\blisted\b[^.;]{0,60}\byen\b"
        r"|chuikyo|central (?:social )?insurance|약가|약값|급여|건강보험|藥價|药价|医保|健保"
    ),
    re.IGNORECASE,
)
_COUNCIL = Expression(
    (
        r"中医協|中央社会保険医療協議会|総会|chuikyo|central (?:social )?insurance"
        r"|medical council|\bprices? council|\bcouncil\b(?=[^;]{0,80}\bprice)"
        r"|\bpanel\b(?=[^.;]{0,90}\b(?:coverage|price)\b)"
        r"|중앙사회보험의료협의회"
    ),
    re.IGNORECASE,
)
_ASKED_FOR = Expression(
    r"\b(?:appl(?:y|ied|ies|ying)|application|fil(?:e|ed|es|ing)|ask(?:ed|s|ing)?|request(?:ed|s"
    r"|ing)?) (?:[\w-]+ ){0,2}?for"
    r" (?:[\w-]+ ){0,4}$",
    re.IGNORECASE,
)
"""Before a listing: that it was asked for, and is not yet."""
_BILLING = Expression(r"留意事項|保医発|insurance-use|billing", re.IGNORECASE)
_LAW = Expression(r"安全性確保法|薬機法|\bRM Act\b|\bPMD Act\b")
_CAME_TRUE = re.compile(
    r"(?:る)?ようにな(?:った|り|って)|(?:され|始まっ|なっ)た|[るっ]?(?:って|なって|されて)(?:い|お)"
    r"|(?: [\w'’-]+){0,5}? since\b"
)
"""After a cue: that it is so already, though its month alone would lie ahead."""
_WAS = re.compile(r"\b(?:was|were|been|became) (?:\w+ly )?(?:first )?$", re.IGNORECASE)
"""Before a cue: the same."""
_NO_LISTING = re.compile(
    r"\b(?:rules?|formulas?|methods?|systems?|calculations?|premiums?|schemes?|approach|criteria|principles?|margins?"
    r"|discounts?|standards?)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
"""Before «applied»: that a way of reckoning was, and no price."""
_NUMBERED = re.compile(r"厚生労働省告示第")
"""After a year: that it is part of an older notice's number."""
_SETTLED = Expression(
    r"\bwill\b|\bset to\b|\bdue\b|\bscheduled\b|予定|\b(?:allow|enabl|clear|pav)\w* (?:[\w-]+ ){1,5}to be\b"
    r"|\bto (?:be (?:covered|listed)|take effect)\b"
)
"""Words of a plan that the price council's act makes a fact: «coverage is set to begin on 20 May»."""


def talking(passages: Passages) -> frozenset[int]:
    """Return the paragraphs that speak of prices: all of them where the title does."""
    found = {
        sentence.paragraph
        for sentence in passages.sentences
        if sentence.search(_PRICE_TALK) and not sentence.search(_LAW)
    }
    titled = passages.sentences[0].paragraph in found if passages.sentences else False
    return frozenset(sentence.paragraph for sentence in passages.sentences) if titled else frozenset(found)


def price_dates(passages: Passages, talk: frozenset[int], listed: Owners) -> Iterator[Finding]:
    """Yield the dates of prices in the paragraphs that speak of them.

    Args:
        passages: The text.
        talk: The paragraphs, as `talking` returns them.
        listed: The products of a list of prices; a date that names no product is theirs.
    """
    for sentence in passages.sentences:
        if sentence.paragraph in talk:
            for one in _dates(passages, sentence):
                yield one if sentence.groups or not listed else one._replace(owners=listed)


@lru_cache(maxsize=1)
def is_decided(passages: Passages) -> bool:
    """Say whether the price council has done its part."""
    return any(
        cue.role in ("price_endorsed_date", "price_notice_date")
        and modality(sentence, cue.start, cue.end) == "asserted"
        for sentence in passages.sentences
        for cue in _cues(sentence)
    )


def _dates(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    told = [*_roles(passages, sentence)]
    for role, dated, cue in told:
        if _NUMBERED.match(sentence.text, dated.end - sentence.start) and len(dated.value.text) < len("2026-05-19"):
            continue
        if _is_so(sentence, cue):
            dated = _gone_by(passages, dated)  # noqa: PLW2901 - the same date, in the year that is meant
        start = sentence.start + cue.start
        how = modality(sentence, cue.start, cue.end)
        if how == "planned" and role == "price_effective_date" and sentence.search(_SETTLED):
            how = "asserted" if is_decided(passages) else how
        place = (start, sentence.start + cue.end)
        if [one for one, _, _ in told].count(role) > 1:  # one for each product
            place = (dated.start, dated.end)
        (owners,) = owners_of(sentence, [place], passages.text)
        yield Finding(
            owners=_dated_owners(passages, sentence, owners),
            attribute=role,
            value=dated.value,
            start=dated.start,
            end=dated.end,
            as_of=dated.value.text,
            modality=how,
            rejected=dated.rejected,
        )


def _is_so(sentence: Sentence, cue: Cue) -> bool:
    """Say whether the cue tells what is so already."""
    if _CAME_TRUE.match(sentence.text, cue.end):
        return True
    was = _WAS.search(sentence.text[max(0, cue.start - 30) : cue.start])
    return was is not None and modality(sentence, cue.start, cue.end) == "asserted"


def _gone_by(passages: Passages, dated: Dated) -> Dated:
    """Return a date whose year is inferred and lies ahead as that of the year before."""
    text, published = dated.value.text, passages.published_on
    inferred = text[:4] not in passages.text[dated.start : dated.end]
    if published is None or not inferred or text <= published.isoformat():
        return dated
    return dated._replace(value=replace(dated.value, text=f"{int(text[:4]) - 1}{text[4:]}"))


def _dated_owners(passages: Passages, sentence: Sentence, owners: Owners) -> Owners:
    """Return whose date it is: not a product's that the price is compared with."""
    about = uncompared(sentence)
    return tuple(one for one in owners if one in about) or about or meant_unnamed(passages, sentence)


def effective_on(passages: Passages, sentence: Sentence) -> str:
    """Return the day the sentence says the price applies from."""
    return next(
        (one.value.text for role, one, _ in _roles(passages, sentence) if role == "price_effective_date"), ""
    )


def _roles(passages: Passages, sentence: Sentence) -> Iterator[tuple[str, Dated, Cue]]:
    """Yield the dates of a sentence about a price, each with its role."""
    dates = days_in(passages, sentence)
    if not dates or sentence.search(_LAW):
        return
    cues = [*_cues(sentence)]
    spans = [(one.start - sentence.start, one.end - sentence.start) for one in dates]
    for dated, cue in zip(dates, assign(sentence.text, spans, cues), strict=True):
        if cue is not None:
            yield cue.role, dated, cue


def _cues(sentence: Sentence) -> Iterator[Cue]:
    for role, expression in _EXPRESSIONS:
        for match in sentence.finditer(expression):
            if role == "price_effective_date" and sentence.near(_ASKED_FOR, match.start() - 50, match.start()):
                continue
            if match[0].lower().startswith("appl") and _NO_LISTING.search(sentence.text[: match.start()][-60:]):
                continue
            if role == "price_endorsed_date" and not sentence.search(_COUNCIL):
                continue
            if role == "price_notice_date" and sentence.near(_BILLING, match.start() - 30, match.end()):
                continue
            yield Cue(role, match.start(), match.end())
