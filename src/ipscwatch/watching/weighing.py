"""New observations against what the ledger holds: how each fact they bear on then stands, and what moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ipscwatch.model.change import Change
from ipscwatch.model.ledger import FactKey, Observation, Standing
from ipscwatch.watching import ledger

Weighed = tuple[tuple[Standing, Change | None], ...]
"""Each fact as it stands afterwards, with the change worth telling, if there is one."""


def weigh_new(observations: Sequence[Observation], known: Mapping[FactKey, tuple[Observation, ...]]) -> Weighed:
    """Weigh every fact the new observations bear on; one that is known already moves nothing."""
    fresh: dict[FactKey, list[Observation]] = {}
    for observation in observations:
        held = known.get(observation.claim.key, ())
        if all(one.observation_id != observation.observation_id for one in held):
            fresh.setdefault(observation.claim.key, []).append(observation)
    return tuple(_weigh_one(known.get(key, ()), new) for key, new in fresh.items())


def _weigh_one(held: Sequence[Observation], new: Sequence[Observation]) -> tuple[Standing, Change | None]:
    before = ledger.weigh(held) if held else None
    after = ledger.weigh((*held, *new))
    because = min(new, key=lambda one: (one.tier, one.observation_id))
    fact = ledger.compare(before, after, because)
    if fact is None:
        return after, None
    change = Change(
        kind="fact",
        at=because.seen_at,
        severity=ledger.severity(fact),
        fact=fact,
        item_ids=(because.item_id,) if because.item_id else (),
    )
    return after, change
