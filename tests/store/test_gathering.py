"""What a digest is drawn from beside its changes: how many items mentioned a term, and which trouble is old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.store.making import NOW, SOURCE, digest, draft, update

from ipscwatch.model.change import Change, Draft
from ipscwatch.model.digest import SourceLine
from ipscwatch.model.source import SourceState
from ipscwatch.store import Store

LATE = datetime(2026, 5, 19, 23, 30, tzinfo=UTC)
"""Already 20 May in Tokyo."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "ipscwatch.db") as opened:
        yield opened


def dated(n: int, at: datetime | None, zone: str = "UTC", *, told: bool = True) -> Draft:
    made = draft(n, told=told)
    return replace(made, item=replace(made.item, published_at=at, received_at=NOW, zone=zone))


def test_items_that_mention_a_term_are_counted_on_their_own_day_where_their_source_is(store: Store) -> None:
    store.apply(
        update(
            dated(1, LATE, "Asia/Tokyo"),
            dated(2, LATE),
            dated(3, None),
            dated(4, LATE - timedelta(days=30)),
            dated(5, LATE, told=False),
        )
    )
    assert store.gather("daily", 99, (SOURCE,)).mentions_per_day == {date(2026, 5, 19): 1, date(2026, 5, 20): 2}


def test_before_the_first_good_poll_nothing_is_counted(store: Store) -> None:
    assert store.gather("daily", 99, (SOURCE,)).mentions_per_day == {}


@pytest.mark.parametrize(
    ("began", "told", "expected"),
    [
        (NOW, NOW + timedelta(hours=3), {"mhlw"}),
        (NOW + timedelta(days=2), NOW + timedelta(hours=3), set()),
    ],
    ids=["the same trouble", "an earlier one"],
)
def test_a_trouble_that_an_earlier_digest_told_is_known_as_old(
    store: Store, began: datetime, told: datetime, expected: set[str]
) -> None:
    store.write_changes((Change(kind="source_failing", at=told, source_id="mhlw", note="404"),))
    store.enqueue(digest(date(2026, 5, 20), store.last_change_id()), [])
    failing = SourceState(source_id="mhlw", added_at=NOW, failing_since_at=began, failures=9)
    reminder = Change(kind="source_failing", at=began + timedelta(days=7), source_id="mhlw", note="404 still")
    store.apply(replace(update(), state=failing, changes=(reminder,)))
    gathered = store.gather("daily", store.last_change_id(), (SOURCE,))
    assert gathered.told_before == expected
    assert store.gather("weekly", store.last_change_id(), (SOURCE,)).told_before == set()


def test_a_lasting_trouble_is_kept_without_what_its_source_asks_with(store: Store) -> None:
    secret = replace(SOURCE, headers={"Authorization": "Bearer hunter2"}, options={"path": "x"})
    line = SourceLine(source=secret, kind="failing", health="failing", since_at=None, note="")
    store.enqueue(replace(digest(date(2026, 5, 20), 1), troubled=(line,)), [])
    assert b"hunter2" not in store.path.read_bytes() + store.path.with_name("ipscwatch.db-wal").read_bytes()
