"""The first start: what the five documents and the public record say goes into the ledger, with its disputes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from ipscwatch import baseline
from ipscwatch.model.change import Change
from ipscwatch.model.ledger import FactChange, FactKey, Observation, Question, Standing
from ipscwatch.store import Store
from ipscwatch.watching import ledger
from ipscwatch.watching.questions import answered


def seed(store: Store, now: datetime) -> None:
    """Fill an empty ledger from the baseline, as far as it was published by now; a seeded one is left alone."""
    if store.seeded():
        return
    observations = [
        one for one in baseline.observations() if one.published_on is None or one.published_on <= now.date()
    ]
    standings = tuple(ledger.weigh(group) for group in by_fact(observations).values())
    store.seed(observations, standings, seeding_changes(observations, standings, now), now=now)


def ask(store: Store, questions: Iterable[Question], now: datetime) -> None:
    """Ask the questions that ship and the user's own, which may word one of those anew."""
    asked = tuple({one.question_id: one for one in (*baseline.questions(), *questions)}.values())
    store.ask(asked, answered(asked, store.standings()), now=now)


def by_fact(observations: Iterable[Observation]) -> dict[FactKey, list[Observation]]:
    """Return the observations grouped by the fact they bear on."""
    groups: dict[FactKey, list[Observation]] = {}
    for observation in observations:
        groups.setdefault(observation.claim.key, []).append(observation)
    return groups


def seeding_changes(
    observations: Iterable[Observation], standings: Iterable[Standing], now: datetime
) -> tuple[Change, ...]:
    """Return what the first digest tells of the seeding: how much is held, and every dispute."""
    origins = Counter(observation.origin for observation in observations)
    disputed = [standing for standing in standings if standing.state == "disputed"]
    return (
        Change(kind="seeded", at=now, severity="low", counts=dict(origins)),
        *(_dispute(standing, now) for standing in disputed),
    )


def _dispute(standing: Standing, now: datetime) -> Change:
    fact = FactChange(
        key=standing.key, outcome="disputed", before=None, after=standing, because=standing.disputed_by[0]
    )
    return Change(kind="fact", at=now, severity="high", fact=fact)
