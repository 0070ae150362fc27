"""Running every extractor over one item, and what may leave: each claim once, and none the item itself gainsays."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache, partial

import ipscwatch.watching.extractors as package
from ipscwatch.model.item import Item
from ipscwatch.model.ledger import Claim, FactKey, Value
from ipscwatch.model.story import Event
from ipscwatch.model.term import Subject
from ipscwatch.watching.attributes import STATUSES, attribute
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.passages import Passages, passages_of
from ipscwatch.watching.values import agree, sharper

QUOTE_LENGTH = 400
"""Characters of a quote; a longer sentence is shortened around the value."""
HAPPENED = (
    "approval_date",
    "application_date",
    "committee_endorsement_date",
    "refusal_date",
    "launch_date",
    "first_patient_date",
    "trial_start",
)
"""Dates of what has happened: asserted, they cannot lie ahead of the text that tells them."""
FRESH = timedelta(days=5)
"""A panel's act that is no older than this is what a text is about."""
MOST_VALUES = 50
"""Different values of one fact that are kept of one text."""
_SHOWN = 3
"""Values that a claim is shown to be against, where its text gives more."""
_APPROVALS = ("approved", "conditional and time-limited approval", "full approval")
_DAY_ALONE = re.compile(r"\d{1,2} ?[日일]")
_YEAR_SAID = re.compile(r"[今来昨去本同]|\b(?:this|next|last)\b", re.IGNORECASE)
"""Words of a date that say its year: «今秋», «next March»."""
FIRST_YEAR, LAST_YEAR = 1990, 2060
SEVERAL = ("trial_phase", "trial_status", "responders", "launch_expected")
"""Of these one text may well give several: other trials, other endpoints, other parties' expectations."""


@cache
def extractors() -> tuple[Extractor, ...]:
    """Return every extractor of this package, by name."""
    modules = (
        importlib.import_module(f"{package.__name__}.{info.name}")
        for info in pkgutil.iter_modules(package.__path__)
    )
    found = [module.EXTRACTOR for module in modules if hasattr(module, "EXTRACTOR")]
    return tuple(sorted(found, key=lambda one: one.name))


def extract(item: Item, subjects: Sequence[Subject], events: Sequence[Event] = ()) -> tuple[Claim, ...]:
    """Return what the item claims about the subjects, by place; what cannot be is kept, with why it is rejected.

    `events` may add what the whole item is about; the claims of a text do not otherwise depend on them.
    """
    del events
    return _extracted(item, tuple(subjects))


@lru_cache(maxsize=2)
def _extracted(item: Item, subjects: tuple[Subject, ...]) -> tuple[Claim, ...]:
    """Return the claims, from memory where the same item was read last, as its flags are found from them too."""
    passages = passages_of(item, subjects)
    claims = [
        claim
        for extractor in extractors()
        for finding in extractor.extract(passages)
        for claim in _claims(passages, extractor, finding)
    ]
    settled = _consistent(passages, _each_once(sorted(claims, key=partial(_weight, passages))), claims)
    return tuple(sorted((*settled, *_term_ends(settled)), key=lambda claim: (claim.start or 0, claim.attribute)))


def _claims(passages: Passages, extractor: Extractor, finding: Finding) -> Iterator[Claim]:
    finding = _yet_to_come(passages, _in_the_past(passages, finding))
    rejected = finding.rejected or _impossible(passages, finding)
    for subject_id in finding.owners or ("",):
        yield Claim(
            subject_id=subject_id,
            attribute=finding.attribute,
            qualifier=finding.qualifier,
            value=finding.value,
            as_of_on=_day(finding.as_of),
            modality=finding.modality,
            quote=passages.quote(finding.start, finding.end, QUOTE_LENGTH),
            start=finding.start,
            end=finding.end,
            extractor=extractor.name,
            version=extractor.version,
            rejected=rejected or (None if subject_id else "the text does not say what it is about"),
        )


def _in_the_past(passages: Passages, finding: Finding) -> Finding:
    """Return what is told as done as the last such day where its year or month was inferred, and lies ahead."""
    year, written = finding.value.text[:4], passages.text[finding.start : finding.end]
    told = finding.attribute in HAPPENED and finding.modality == "asserted" and finding.rejected is None
    stated = year in written or _YEAR_SAID.search(written) is not None
    if not told or not year.isdigit() or stated or not _lies_ahead(passages, finding.value):
        return finding
    text = f"{int(year) - 1}{finding.value.text[4:]}"
    if _DAY_ALONE.fullmatch(written):
        text = _a_month_before(finding.value.text)
    return finding._replace(value=replace(finding.value, text=text))


def _a_month_before(day: str) -> str:
    """Return the same day of the month before; the day itself where there is none, such as 31 November."""
    earlier = date.fromisoformat(day).replace(day=1) - timedelta(days=1)
    return str(earlier.replace(day=int(day[8:]))) if earlier.day >= int(day[8:]) else day


def _yet_to_come(passages: Passages, finding: Finding) -> Finding:
    """Return what is planned for a month a year later where its year was inferred, and lies behind."""
    text, published = finding.value.text, passages.published_on
    if finding.modality == "planned" and published is not None and (season := _next_season(passages, finding)):
        return season
    months = [part for part in text.split("/") if len(part) == 7]
    inferred = months and not any(part[:4] in passages.text[finding.start : finding.end] for part in months)
    if finding.modality != "planned" or published is None or not inferred or max(months) >= f"{published:%Y-%m}":
        return finding
    later = "/".join(f"{int(part[:4]) + 1}{part[4:]}" for part in months)
    return finding._replace(value=replace(finding.value, text=later))


_SEASON_ENDS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 14}


def _next_season(passages: Passages, finding: Finding) -> Finding | None:
    """Return what is planned for a season that is over a year later, where its year was inferred."""
    parts = [part.partition("-") for part in finding.value.text.split("/")]
    published, written = passages.published_on, passages.text[finding.start : finding.end]
    if published is None or any(part[2] not in _SEASON_ENDS or part[0] in written for part in parts):
        return None
    if _YEAR_SAID.search(written) or _YEAR_SAID.search(passages.text[max(0, finding.start - 6) : finding.start]):
        return None
    year, _, last = parts[-1]
    if int(year) * 12 + _SEASON_ENDS[last] >= published.year * 12 + published.month:
        return None
    return finding._replace(value=replace(finding.value, text="/".join(f"{int(y) + 1}-{s}" for y, _, s in parts)))


def _impossible(passages: Passages, finding: Finding) -> str | None:
    if attribute(finding.attribute).kind != "date":
        return None
    year = finding.value.text.removeprefix("FY")[:4]
    if not year.isdigit() or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return f"{finding.value.text} is no date of this field"
    published = passages.published_on
    ahead = published is None or len(finding.value.text) != 10 or finding.value.text > published.isoformat()
    if finding.modality == "planned" and not ahead:
        return f"{finding.value.text} does not lie ahead of the text that tells it as planned"
    if finding.attribute in HAPPENED and finding.modality == "asserted" and _lies_ahead(passages, finding.value):
        return f"{finding.value.text} lies after the text that tells it as done"
    return None


def _lies_ahead(passages: Passages, value: Value) -> bool:
    published = passages.published_on
    return published is not None and value.text[:10] > (published + timedelta(days=2)).isoformat()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _weight(passages: Passages, claim: Claim) -> tuple[bool, bool, int]:
    """Order claims: assertions first, then those whose sentence names the subject, then by place."""
    start = claim.start or 0
    return (claim.modality != "asserted", not passages.names(claim.subject_id, start), start)


def _each_once(claims: Iterable[Claim]) -> list[Claim]:
    """Return of claims that say the same the first, as sharp as any; an assertion stands for a plan of it."""
    kept: defaultdict[FactKey, list[Claim]] = defaultdict(list)
    for claim in claims:
        group = kept[claim.key]
        same = next((place for place, one in enumerate(group) if _says_the_same(one, claim)), None)
        if same is None and len(group) < MOST_VALUES:
            group.append(claim)
        elif same is None:
            continue  # a list of figures, and none of them stands
        elif claim.modality == group[same].modality and sharper(claim.value, group[same].value):
            group[same] = claim
    return [claim for group in kept.values() for claim in group]


def _says_the_same(one: Claim, other: Claim) -> bool:
    return (
        one.rejected == other.rejected
        and (one.modality in ("asserted", other.modality))
        and agree(one.attribute, one.value, other.value)
    )


def _consistent(passages: Passages, claims: Sequence[Claim], everything: Sequence[Claim]) -> list[Claim]:
    """Return the claims with those rejected that the same text gainsays, and of a product's stages the furthest."""
    about: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in everything:
        about[claim.subject_id].append(claim)
    claims = [_only_endorsed(passages, claim, about[claim.subject_id]) for claim in claims]
    facts: defaultdict[FactKey, list[Claim]] = defaultdict(list)
    for claim in claims:
        facts[claim.key].append(claim)
    return [claim for group in facts.values() for claim in _settled(group)]


def _only_endorsed(passages: Passages, claim: Claim, claims: Sequence[Claim]) -> Claim:
    """Return an approval rejected where the text's news is a panel's endorsement, and no later day is told.

    `claims` are all that the text makes about the subject.
    """
    if claim.attribute not in ("approval_date", "approval_status"):
        return claim
    ours = [one for one in claims if one.modality == "asserted"]
    endorsed = {one.value.text for one in ours if one.attribute == "committee_endorsement_date"}
    if claim.modality != "asserted" or not endorsed:
        return _awaited(claim, claims)
    if claim.attribute == "approval_date" and claim.value.text in endorsed:
        return replace(claim, rejected="the same text says that a panel endorsed it that day")
    dates = [one.value.text for one in ours if one.attribute == "approval_date"]
    apart = any(date > max(endorsed) or date[:7] < min(endorsed)[:7] for date in dates)
    if (
        claim.attribute == "approval_status"
        and claim.value.text in _APPROVALS
        and not apart
        and _is_fresh(max(endorsed), passages.published_on)
    ):
        return replace(claim, rejected=f"the text's news is that a panel endorsed it on {max(endorsed)}")
    return claim


def _awaited(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """Return an approval rejected where the text says elsewhere that a panel acted and approval is to come."""
    others = [one for one in claims if one.attribute == "approval_status"]
    endorsed = any(one.modality == "asserted" and one.value.text == "endorsed by committee" for one in others)
    awaited = any(one.modality != "asserted" and one.value.text in _APPROVALS[:2] for one in others)
    dated = any(one.attribute == "approval_date" and one.modality == "asserted" for one in claims)
    told = claim.attribute == "approval_status" and claim.modality == "asserted" and claim.value.text in _APPROVALS
    if told and endorsed and awaited and not dated:
        return replace(claim, rejected="the same text says that a panel endorsed it, and that approval is to come")
    return claim


def _is_fresh(text: str, published: date | None) -> bool:
    day = _day(text)
    return day is not None and published is not None and published - day <= FRESH


def _settled(group: Sequence[Claim]) -> Iterator[Claim]:
    stated = [one for one in group if one.rejected is None and one.modality == "asserted"]
    fact = attribute(group[0].attribute)
    if fact.kind == "status" and len(stated) > 1:
        furthest = max(stated, key=lambda one: STATUSES.index(one.value.text))
        yield from (one for one in group if one is furthest or one not in stated)
        return
    clash = len(stated) > 1 and group[0].attribute not in SEVERAL
    for one in group:
        others = ", ".join(other.value.text for other in stated[: _SHOWN + 1] if other is not one)
        yield replace(one, rejected=f"the same text also says {others}") if clash and one in stated else one


def _term_ends(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the end of an approval's term where the text does not write it; if its last day counts is open."""
    sound = [one for one in claims if one.rejected is None and one.modality == "asserted"]
    written = {one.subject_id for one in sound if one.attribute == "approval_term_end"}
    terms = {
        one.subject_id: one
        for one in sound
        if one.attribute == "approval_term_years" and one.value.low and one.subject_id not in written
    }
    for claim in sound:
        term, approved = terms.get(claim.subject_id), _day(claim.value.text)
        if claim.attribute == "approval_date" and term is not None and approved is not None:
            years = int(term.value.low or 0)
            end = (
                approved.replace(year=approved.year + years)
                if approved.day < 29
                else approved + timedelta(days=365 * years)
            )
            text = f"{end - timedelta(days=1)}/{end}"
            yield replace(term, attribute="approval_term_end", value=Value(text=text), as_of_on=None)
