"""The ledger of facts: who may set one, what disputes it, and when a difference is worth telling.

How a fact stands is a function of all its observations, whatever their order:

- the user's ruling decides; what contradicted it before is settled, what contradicts it later is a dispute;
- tiers 1 and 2 set; tier 3 sets where no higher tier speaks and two independent voices agree;
- tiers 4 and 5 propose, as does anyone who tells a plan or passes on hearsay; tier 6 neither sets nor proposes;
- a denial or a condition is kept and decides nothing; copies of one wire story are one voice;
- a value that moves with time is replaced by one with a newer as-of date, never by a mere newer page;
- a panel's endorsement told by two independent voices of tier 3 follows a filing that a higher tier told;
- a stage is not left backwards, unless tier 1 or 2 says so with a newer date;
- of values that agree the sharpest is shown, so that «about 55 million» never replaces 55,306,737.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from ipscwatch.model.item import Item
from ipscwatch.model.ledger import Claim, FactChange, FactOutcome, Observation, Standing, Value
from ipscwatch.model.term import SEVERITIES, Severity
from ipscwatch.watching.attributes import STATUSES, Attribute, attribute, note
from ipscwatch.watching.values import agree, sharper

SETS_ALONE = 2
"""The last tier that sets a fact by itself."""
SETS_IN_PAIRS = 3
"""The tier that sets where nothing higher speaks, by two independent voices."""
PROPOSES = 5
"""The last tier that may propose."""
PANELS_ACT = "endorsed by committee"
"""The stage that regulators and companies seldom tell the day it is reached."""
HINTS = ("planned", "hearsay")
"""What a claim may be and still propose; a denial or a condition may not."""


def observe(claim: Claim, item: Item, *, voice: str, now: datetime) -> Observation:
    """Return the claim as an observation of `item`, seen at `now`, for the voice it speaks for."""
    said = (*claim.key, claim.value.text, claim.value.unit, claim.value.precision, claim.modality)
    parts = (*said, str(claim.as_of_on or ""), item.item_id)
    return Observation(
        observation_id=hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16],
        claim=claim,
        tier=item.tier,
        outlet=item.outlet,
        voice=voice,
        url=item.url,
        item_id=item.item_id,
        origin="item",
        published_on=item.published_on,
        seen_at=now,
    )


def weigh(observations: Iterable[Observation]) -> Standing:
    """Return how the one fact that all these observations bear on stands; there must be at least one."""
    seen = _each_once(observations)
    fact = attribute(seen[0].claim.attribute)
    asserted = [one for one in seen if one.tier > 0 and _sound(one) and one.claim.modality == "asserted"]
    ruling = max(
        (one for one in seen if one.tier == 0), key=lambda one: (one.seen_at, one.observation_id), default=None
    )
    if ruling is not None and _sound(ruling) and ruling.claim.modality == "asserted":
        return _ruled(seen, asserted, ruling)
    alone = [one for one in asserted if one.tier <= SETS_ALONE]
    pairs = _panels_act(_in_pairs(asserted)) if alone else _in_pairs(asserted)
    if setters := [*alone, *pairs]:
        return _held(fact, seen, asserted, setters)
    return _proposed(fact, seen, asserted)


def compare(before: Standing | None, after: Standing, because: Observation) -> FactChange | None:
    """Return what moved between two standings of one fact, or None where nothing worth telling did."""
    outcome = _outcome(before, after, because)
    if outcome is None:
        return None
    return FactChange(
        key=after.key, outcome=outcome, before=before, after=after, because=because, note=note(after.key[1])
    )


def severity(change: FactChange) -> Severity:
    """Return how grave a change is: its attribute's weight where a value is held, else one less."""
    own = attribute(change.key[1]).severity
    if change.outcome in ("new", "changed", "settled", "answered"):
        return own
    lowest_told = SEVERITIES.index("low")
    return SEVERITIES[min(SEVERITIES.index(own) + 1, lowest_told)]


def _each_once(observations: Iterable[Observation]) -> list[Observation]:
    """Return each observation once, as first seen, the most trusted first."""
    first: dict[str, Observation] = {}
    for one in observations:
        known = first.get(one.observation_id)
        if known is None or _first_seen(one) < _first_seen(known):
            first[one.observation_id] = one
    return sorted(first.values(), key=_trust)


def _first_seen(one: Observation) -> tuple[datetime, date]:
    return (one.seen_at, one.published_on or date.max)


def _trust(one: Observation) -> tuple[int, date, str]:
    return (one.tier, one.published_on or date.max, one.observation_id)


def _sound(one: Observation) -> bool:
    return one.claim.rejected is None


def _ruling(seen: Sequence[Observation]) -> Observation | None:
    """Return the user's last ruling; one with modality «denied» withdraws all before it."""
    rulings = [one for one in seen if one.tier == 0 and _sound(one)]
    last = max(rulings, key=lambda one: (one.seen_at, one.observation_id), default=None)
    return last if last is not None and last.claim.modality == "asserted" else None


def _same(one: Observation, value: Value) -> bool:
    return agree(one.claim.attribute, one.claim.value, value)


def _voices(value: Value, group: Sequence[Observation]) -> int:
    """Count the independent voices of the group that say this value."""
    return len({one.voice for one in group if _same(one, value)})


def _in_pairs(asserted: Sequence[Observation]) -> list[Observation]:
    """Return the tier-3 observations that a second, independent tier-3 voice agrees with."""
    press = [one for one in asserted if one.tier == SETS_IN_PAIRS]
    return [one for one in press if _voices(one.claim.value, press) >= 2]


def _panels_act(pairs: Sequence[Observation]) -> list[Observation]:
    """Return what two newspapers may tell beside a better source's earlier stage: what a panel did, no approval."""
    return [one for one in pairs if one.claim.value.text == PANELS_ACT]


def _held(
    fact: Attribute, seen: list[Observation], asserted: list[Observation], setters: list[Observation]
) -> Standing:
    chosen = _choose(fact, setters)
    value = _sharpest(chosen.claim.value, [one for one in asserted if one.tier <= SETS_IN_PAIRS])
    against = [one for one in asserted if not _same(one, value)]
    past = [one for one in against if _is_past(fact, one, chosen)]
    disputing = [one for one in against if one not in past]
    alone = chosen.tier <= SETS_ALONE
    return Standing(
        key=seen[0].claim.key,
        state="disputed" if disputing else "held",
        value=value,
        since_on=_since(chosen, setters, value),
        held_by=tuple(one for one in asserted if _same(one, value)),
        disputed_by=tuple(disputing),
        superseded=tuple(past),
        reason=f"a source of tier {chosen.tier} says so" if alone else "two independent voices of tier 3 agree",
    )


def _proposed(fact: Attribute, seen: list[Observation], asserted: list[Observation]) -> Standing:
    """Return the standing of a fact that nobody may set; without a value where none may even propose one."""
    hinted = [one for one in seen if one.tier > 0 and _sound(one) and one.claim.modality in HINTS]
    proposing = _may_propose(asserted) or _may_propose(hinted)
    if not proposing:
        return _standing_open(seen)
    chosen = _choose(fact, proposing)
    value = _sharpest(chosen.claim.value, proposing)
    group = asserted if chosen in asserted else hinted
    against = [one for one in group if not _same(one, value)]
    past = [one for one in against if _is_past(fact, one, chosen)]
    return Standing(
        key=seen[0].claim.key,
        state="proposed",
        value=value,
        since_on=_since(chosen, group, value),
        held_by=tuple(one for one in group if _same(one, value)),
        disputed_by=tuple(one for one in against if one not in past),
        superseded=tuple(past),
        reason=_why_proposed(chosen),
    )


def _may_propose(group: Sequence[Observation]) -> list[Observation]:
    return [one for one in group if one.tier <= PROPOSES]


def _standing_open(seen: Sequence[Observation]) -> Standing:
    return Standing(
        key=seen[0].claim.key,
        state="proposed",
        value=None,
        since_on=None,
        held_by=(),
        reason="no one who may set or propose it asserts a value",
    )


def _why_proposed(chosen: Observation) -> str:
    if chosen.claim.modality != "asserted":
        return f"it is {chosen.claim.modality}, not asserted"
    if chosen.tier == SETS_IN_PAIRS:
        return "one voice of tier 3 says so; a second is needed"
    return f"tier {chosen.tier} may only propose"


def _ruled(seen: list[Observation], asserted: list[Observation], ruling: Observation) -> Standing:
    """Return the standing under the user's ruling; a value it overruled may be repeated without a new dispute."""
    value = ruling.claim.value
    against = [one for one in asserted if not _same(one, value)]
    overruled = [one for one in against if one.seen_at <= ruling.seen_at]
    fresh = [one for one in against if not any(_same(one, former.claim.value) for former in overruled)]
    return Standing(
        key=seen[0].claim.key,
        state="disputed" if fresh else "held",
        value=value,
        since_on=ruling.claim.as_of_on or ruling.seen_at.date(),
        held_by=(ruling, *(one for one in asserted if _same(one, value))),
        disputed_by=tuple(fresh),
        superseded=tuple(one for one in against if one not in fresh),
        reason="you ruled so",
    )


def _choose(fact: Attribute, group: Sequence[Observation]) -> Observation:
    """Return the observation whose value stands among those that may decide."""
    candidates = _latest_stage(group) if fact.kind == "status" else group

    def preference(one: Observation) -> tuple[int, int, int, tuple[int, date, str]]:
        newest = -(one.claim.as_of_on or date.min).toordinal() if fact.moves else 0
        return (newest, one.tier, -_voices(one.claim.value, group), _trust(one))

    return min(candidates, key=preference)


def _latest_stage(group: Sequence[Observation]) -> Sequence[Observation]:
    """Return the observations of the stage reached: the furthest, or an earlier one of a newer as-of date."""
    stages = sorted({_stage(one) for one in group}, reverse=True)
    reached, latest = stages[0], date.min
    for stage in stages:
        here = [one for one in group if _stage(one) == stage]
        returned = max((one.claim.as_of_on or date.min for one in here), default=date.min)
        if latest < returned and stage != stages[0] and latest > date.min:
            reached = stage
        latest = max([latest, *(_dated(one) or date.min for one in here)])
    return [one for one in group if _stage(one) == reached]


def _stage(one: Observation) -> int:
    text = one.claim.value.text
    return STATUSES.index(text) if text in STATUSES else -1


def _sharpest(value: Value, group: Sequence[Observation]) -> Value:
    """Return the sharpest value that agrees with this one; of equally sharp ones the one with the most voices."""
    agreeing = [one for one in group if _same(one, value) and sharper(one.claim.value, value)]
    if not agreeing or attribute(agreeing[0].claim.attribute).kind == "text":
        return value
    best = [one for one in agreeing if not any(sharper(other.claim.value, one.claim.value) for other in agreeing)]
    return min(best, key=lambda one: (-_voices(one.claim.value, group), _trust(one))).claim.value


def _is_past(fact: Attribute, one: Observation, chosen: Observation) -> bool:
    """Say whether a different value is history rather than a dispute."""
    if fact.kind == "status" and _stage(one) < _stage(chosen):
        return True
    dated, standing = _dated(one), chosen.claim.as_of_on
    return fact.moves and dated is not None and standing is not None and dated < standing


def _dated(one: Observation) -> date | None:
    return one.claim.as_of_on or one.published_on


def _since(chosen: Observation, group: Sequence[Observation], value: Value) -> date | None:
    """Return since when the value stands, by those who may decide: a rumour that came true sets no day."""
    if chosen.claim.as_of_on is not None:
        return chosen.claim.as_of_on
    return min((dated for one in group if _same(one, value) and (dated := _dated(one))), default=None)


def _outcome(before: Standing | None, after: Standing, because: Observation) -> FactOutcome | None:
    if after.value is None:
        return None
    if before is None or before.value is None:
        return "proposed" if after.state == "proposed" else "new"
    for rule in (_moved, _decided, _newly_disputed, _newly_confirmed):
        if (outcome := rule(before, after, because)) is not None:
            return outcome
    return None


def _moved(before: Standing, after: Standing, _because: Observation) -> FactOutcome | None:
    """Tell a first holding, another proposal, or another value."""
    if before.value is None or after.value is None:
        return None
    same = agree(after.key[1], before.value, after.value)
    if after.state == "proposed":
        return None if same and not _better_proposed(before, after) else "proposed"
    if before.state == "proposed":
        return "new"
    return None if same else "changed"


def _better_proposed(before: Standing, after: Standing) -> bool:
    """Say whether a better class of source now proposes the same value."""
    ranks = [min((_rank(one) for one in standing.held_by), default=9) for standing in (before, after)]
    return ranks[1] < ranks[0]


def _decided(before: Standing, after: Standing, _because: Observation) -> FactOutcome | None:
    return "settled" if before.state == "disputed" and after.state == "held" else None


def _newly_disputed(before: Standing, after: Standing, _because: Observation) -> FactOutcome | None:
    """Tell a dispute about a value not told before, or one that a better class of source now joins."""
    if after.state != "disputed":
        return None
    for one in after.disputed_by:
        former = [old for old in before.disputed_by if _same(old, one.claim.value)]
        if all(_rank(old) > _rank(one) for old in former):
            return "disputed"
    return None


def _newly_confirmed(before: Standing, after: Standing, because: Observation) -> FactOutcome | None:
    """Tell a confirmation only where it adds weight: a better class of source, or a sharper value."""
    if after.state == "proposed" or because not in after.held_by:
        return None
    better = _rank(because) < min((_rank(one) for one in before.held_by), default=9)
    return "confirmed" if better or before.value != after.value else None


def _rank(one: Observation) -> int:
    """Return the class of a source: who sets alone, who sets in pairs, who proposes, who does neither."""
    bounds = (SETS_ALONE, SETS_IN_PAIRS, PROPOSES)
    return next((rank for rank, bound in enumerate(bounds) if one.tier <= bound), len(bounds))
