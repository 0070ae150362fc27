"""How fast the store answers when it is large: search over many items, the ledger with many observations."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from bench.watching import median_of, the_cases
from ipscwatch.model.change import Draft, SourceUpdate
from ipscwatch.model.ledger import Claim, Observation, Standing, Value
from ipscwatch.model.source import SourceState
from ipscwatch.store import Store

ITEMS = 200_000
OBSERVATIONS = 100_000
FACTS = 2_000
"""So many facts share the observations; one of them has a tenth of all."""
BATCH = 2_000
NOW = datetime(2026, 5, 20, tzinfo=UTC)
QUERIES = (
    "薬価",
    "アムシェプリ",
    "厚生労働省 承認",
    "reheart",
    "conditional approval heart",
    '"iPS細胞由来の製品"',
    "見つからない言葉",
    "承認 japan",
)


def main() -> int:
    """Fill a store and print the figures; takes some minutes."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.db") as store:
        began = perf_counter()
        for update in _updates():
            store.apply(update)
        store.optimize()
        print(f"filled with {ITEMS:,} items and {OBSERVATIONS:,} observations in {perf_counter() - began:.0f} s")
        for line in (*_searches(store), *_ledger(store)):
            print(line)
    return 0


def _updates() -> Iterator[SourceUpdate]:
    items = [case.item for case in the_cases()]
    state = SourceState(source_id="s", added_at=NOW, last_success_at=NOW, next_poll_at=NOW)
    for first in range(0, ITEMS, BATCH):
        drafts = tuple(
            Draft(
                item=replace(
                    items[number % len(items)],
                    item_id=f"i{number}",
                    keys=(f"k{number}",),
                    published_at=NOW - timedelta(minutes=7 * number),
                )
            )
            for number in range(first, first + BATCH)
        )
        yield SourceUpdate(source_id="s", polled_at=NOW, state=state, drafts=drafts)
    chance = random.Random(5)
    for first in range(0, OBSERVATIONS, BATCH):
        found = tuple(_observation(number, chance) for number in range(first, first + BATCH))
        yield SourceUpdate(source_id="s", polled_at=NOW, state=state, observations=found)
    standings = tuple(
        Standing(key=(f"p{fact}", "price_jpy", ""), state="held", value=_value(fact), since_on=None, held_by=())
        for fact in range(FACTS)
    )
    yield SourceUpdate(source_id="s", polled_at=NOW, state=state, standings=standings)


def _value(number: int) -> Value:
    return Value(text=str(number), unit="JPY", low=float(number), high=float(number))


def _observation(number: int, chance: random.Random) -> Observation:
    fact = chance.randrange(1, FACTS)
    claim = Claim(
        subject_id=f"p{fact}",
        attribute="price_jpy",
        value=_value(number % 50),
        as_of_on=None,
        quote="…５５，３０６，７３７円…",
        start=3,
        end=14,
        extractor="prices",
    )
    return Observation(
        observation_id=f"o{number}",
        claim=claim,
        tier=3,
        outlet="O",
        voice=f"v{number % 40}",
        url=None,
        item_id=None,
        origin="item",
        published_on=None,
        seen_at=NOW + timedelta(seconds=number),
    )


def _searches(store: Store) -> Iterator[str]:
    for query in QUERIES:
        found = store.search(query)
        taken = median_of(lambda query=query: store.search(query), 7)  # type: ignore[misc]
        yield f"search {query!r} over {ITEMS:,} items, {len(found)} shown: {taken * 1e3:.1f} ms"
    asked: tuple[tuple[str, Callable[[], object]], ...] = (
        ("a source and a tier", lambda: store.search("承認", source="s", tier=3)),
        (
            "a month",
            lambda: store.search("承認", since=NOW - timedelta(days=400), until=NOW - timedelta(days=370)),
        ),
    )
    for name, work in asked:
        yield f"search with {name}: {median_of(work, 7) * 1e3:.1f} ms"


def _ledger(store: Store) -> Iterator[str]:
    key = ("p7", "price_jpy", "")
    asked: tuple[tuple[str, Callable[[], object]], ...] = (
        ("a fact's standing", lambda: store.standing(key)),
        (f"a fact's {len(store.observations(key))} observations", lambda: store.observations(key)),
        ("a subject's facts", lambda: store.standings(subject_id="p7")),
        ("the disputed facts", lambda: store.standings(state="disputed")),
        (f"all {FACTS:,} facts", store.standings),
    )
    for name, work in asked:
        yield f"ledger of {OBSERVATIONS:,} observations: {name}: {median_of(work, 21) * 1e3:.2f} ms"
