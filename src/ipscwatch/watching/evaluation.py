"""How well texts are read: precision and recall over cases whose answer is known.

A case is one line of JSON: ``id``, ``title``, ``text``, ``url``, ``language``, ``tier``, ``published_at`` and
``expect`` with ``terms``, ``events``, ``flags`` (lists of ids), ``facts`` (``subject.attribute=value``, or
``subject.attribute/qualifier=value``) and ``story`` (any label; equal labels are one story). A key that is missing
from ``expect`` is not judged. Figures and dates must be equal; a wording is right where it says the same by the
rule of the ledger (``values.agree``), whatever its script.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations
from typing import Any, cast

from ipscwatch.errors import UsageError
from ipscwatch.model.change import Draft
from ipscwatch.model.item import Item
from ipscwatch.model.ledger import Claim
from ipscwatch.model.source import Tier
from ipscwatch.model.story import StoryKey
from ipscwatch.model.term import Subject, Term
from ipscwatch.text.timestamps import zone_of
from ipscwatch.watching import stories
from ipscwatch.watching.attributes import REGISTRY, attribute
from ipscwatch.watching.drafts import Desk
from ipscwatch.watching.values import in_months
from ipscwatch.watching.wordings import SAME, plain, spelled

_UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
"""When a case without a date is taken to have been published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An item and what is to be found in it; `expect` holds only what is judged."""

    item: Item
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How often something was found that is there, found that is not, and missed."""

    hits: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is there; 1 where nothing was found."""
        return self.hits / (self.hits + self.wrong) if self.hits + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where nothing is there."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return (
            2 * self.hits / (2 * self.hits + self.wrong + self.missed)
            if self.hits + self.wrong + self.missed
            else 1.0
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One judgement that went wrong, with the reasons given for it."""

    case_id: str
    what: str
    """``terms``, ``events``, ``facts``, ``flags`` or ``story``."""
    name: str
    found: bool
    """True: found though it is not there; False: missed."""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The scores of all cases."""

    cases: int
    terms: Mapping[str, Score]
    events: Mapping[str, Score]
    facts: Mapping[str, Score]
    """By fact, as ``subject.attribute``."""
    flags: Mapping[str, Score]
    grouping: Score
    """Over pairs of items: found in one story, and in truth one story."""
    misses: tuple[Miss, ...] = field(default=())

    @property
    def all_terms(self) -> Score:
        """The scores of all terms together."""
        return _sum(self.terms.values())

    @property
    def all_events(self) -> Score:
        """The scores of all event classes together."""
        return _sum(self.events.values())

    @property
    def all_facts(self) -> Score:
        """The scores of all facts together."""
        return _sum(self.facts.values())

    @property
    def all_flags(self) -> Score:
        """The scores of all flags together."""
        return _sum(self.flags.values())

    @property
    def events_macro_f1(self) -> float:
        """The mean F1 of the event classes, each counting the same."""
        return sum(score.f1 for score in self.events.values()) / len(self.events) if self.events else 1.0


def read_cases(lines: Iterable[str], *, origin: str = "cases") -> tuple[Case, ...]:
    """Read cases, one JSON object a line, empty lines left out; raises UsageError that names the line."""
    cases = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                cases.append(_case(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise UsageError(f"{origin}:{number}: not a case ({error}); see docs/terms.md") from error
    return tuple(cases)


def _case(raw: Mapping[str, Any]) -> Case:
    published = datetime.fromisoformat(raw["published_at"]) if raw.get("published_at") else None
    if published is not None and published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    url, tier = raw.get("url"), int(raw.get("tier") or 3)
    if tier not in range(1, 7):
        raise ValueError(f"tier {tier} is not 1 to 6")
    item = Item(
        item_id=str(raw["id"]),
        source_id=str(raw.get("source") or "eval"),
        keys=(f"url:{url}",) if url else (),
        url=url,
        title=str(raw.get("title") or ""),
        text=str(raw.get("text") or ""),
        language=raw.get("language"),
        outlet=str(raw.get("outlet") or ""),
        tier=cast(Tier, tier),
        published_at=published,
        received_at=published or _UNDATED,
        content_hash="",
        zone=zone_of(published) or "UTC",
    )
    return Case(item=item, expect=dict(raw["expect"]))


def measure(cases: Sequence[Case], terms: Sequence[Term], subjects: Sequence[Subject]) -> Measure:
    """Read every case as the service would, and compare with what is expected of it."""
    desk = Desk.of(terms, subjects)
    wording = _Wording(subjects)
    tallies = [
        _Tally(what, wording.says if what == "facts" else operator.eq)
        for what in ("terms", "events", "facts", "flags")
    ]
    keys: dict[str, StoryKey] = {}
    for case in cases:
        draft = desk.draft(case.item)
        for tally, found in zip(tallies, _found(draft), strict=True):
            tally.compare(case, found)
        if draft.story_key is not None:
            keys[case.item.item_id] = draft.story_key
    grouping, apart = _grouping(cases, keys)
    of_terms, of_events, of_facts, of_flags = (tally.scores() for tally in tallies)
    return Measure(
        cases=len(cases),
        terms=of_terms,
        events=of_events,
        facts=of_facts,
        flags=of_flags,
        grouping=grouping,
        misses=(*(miss for tally in tallies for miss in tally.misses), *apart),
    )


_Found = Mapping[str, tuple[str, ...]]
"""What was found, with the reasons given for it."""


def _found(draft: Draft) -> tuple[_Found, _Found, _Found, _Found]:
    """Return the terms, events, facts and flags of a draft; a fact is a claim that asserts something sound."""
    sound = [claim for claim in draft.claims if claim.rejected is None and _is_told(claim)]
    return (
        {mention.term_id: (mention.quote,) for mention in draft.mentions},
        {event.name: event.reasons for event in draft.events},
        {_fact(claim): (claim.quote,) for claim in sound},
        {flag.name: (flag.quote,) for flag in draft.flags},
    )


def _is_told(claim: Claim) -> bool:
    """Say whether the text tells the claim as a fact; of an expectation, that it is expected."""
    return claim.modality == "asserted" or (claim.attribute == "launch_expected" and claim.modality == "planned")


def _fact(claim: Claim) -> str:
    subject, attribute, qualifier = claim.key
    value = in_months(claim.value.text) if REGISTRY[attribute].kind == "date" else claim.value.text
    return f"{subject}.{attribute}{f'/{qualifier}' if qualifier else ''}={value}"


def _in_months(name: str) -> str:
    """Return an expected fact with a season, quarter or half of a year written as its months."""
    fact, mark, value = name.partition("=")
    attribute = REGISTRY.get(fact.partition("/")[0].rpartition(".")[2])
    return f"{fact}={in_months(value)}" if mark and attribute and attribute.kind == "date" else name


class _Wording:
    """Compares facts as the ledger would: figures and dates by what is written, wordings by what they say."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self._subjects = subjects

    def says(self, wanted: str, found: str) -> bool:
        """Say whether a fact that was found is the one wanted; a trial's number needs no qualifier."""
        (key, _, value), (other_key, _, other) = wanted.partition("="), found.partition("=")
        name = key.partition(".")[2].partition("/")[0]
        if name == "trial_id":
            key, other_key = key.partition("/")[0], other_key.partition("/")[0]
        if key != other_key:
            return False
        if attribute(name).kind not in ("text", "name"):
            return value.lstrip("~<>=") == other
        ours, theirs = (spelled(name, text, self._subjects) for text in (value, other))
        return plain(ours) == plain(theirs) or (name in SAME and SAME[name](ours, theirs))


class _Tally:
    """Counts of one kind of judgement by name; `says` tells whether what was found is what is wanted."""

    def __init__(self, what: str, says: Callable[[str, str], bool]) -> None:
        self._what = what
        self._says = says
        self._counts: dict[str, list[int]] = {}
        self.misses: list[Miss] = []

    def compare(self, case: Case, found: _Found) -> None:
        if self._what not in case.expect:
            return
        wanted = {_in_months(name) for name in case.expect[self._what]}
        right = {name for name in found if any(self._says(one, name) for one in wanted)}
        hits = {name for name in wanted if any(self._says(name, one) for one in found)}
        for name in sorted(wanted | (found.keys() - right)):
            count = self._counts.setdefault(name.partition("=")[0], [0, 0, 0])
            place = 0 if name in hits else 2 if name in wanted else 1
            count[place] += 1
            if place:
                self.misses.append(
                    Miss(
                        case_id=case.item.item_id,
                        what=self._what,
                        name=name,
                        found=place == 1,
                        reasons=tuple(found.get(name, ())),
                    )
                )

    def scores(self) -> dict[str, Score]:
        return {name: Score(hits=h, wrong=w, missed=m) for name, (h, w, m) in sorted(self._counts.items())}


def _grouping(cases: Sequence[Case], keys: Mapping[str, StoryKey]) -> tuple[Score, list[Miss]]:
    """Compare all pairs of cases that state their story; an item without a mention is in no story."""
    stated = [(case.item.item_id, case.expect["story"]) for case in cases if case.expect.get("story")]
    assigned = stories.group([keys[item_id] for item_id, _ in stated if item_id in keys], ()).assigned
    hits = 0
    misses = []
    for (one, label), (other, other_label) in combinations(stated, 2):
        together = one in assigned and assigned.get(one) == assigned.get(other)
        hits += together and label == other_label
        if together != (label == other_label):
            misses.append(Miss(case_id=one, what="story", name=other, found=together))
    wrong = sum(miss.found for miss in misses)
    return Score(hits=hits, wrong=wrong, missed=len(misses) - wrong), misses


def _sum(scores: Iterable[Score]) -> Score:
    every = tuple(scores)
    return Score(
        hits=sum(score.hits for score in every),
        wrong=sum(score.wrong for score in every),
        missed=sum(score.missed for score in every),
    )
