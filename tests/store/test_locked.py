"""Whatever SQLite says, every method of the store answers or raises our own error with the file in it.

A public method added to `Store` belongs in `CALLS`; the first test says so.
"""

from __future__ import annotations

import inspect
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.store.making import NOW, SOURCE, digest, draft, item_id, observation, question, update

from ipscwatch.errors import StoreError
from ipscwatch.store import Store

MADE = digest(date(2026, 5, 20), 0)
READS: dict[str, Callable[[Store], object]] = {
    "states": lambda store: store.states(["mhlw"]),
    "due": lambda store: store.due([SOURCE], NOW),
    "host_times": lambda store: store.host_times(),
    "robots_files": lambda store: store.robots_files(),
    "known_items": lambda store: store.known_items("mhlw", ["id:1"]),
    "known": lambda store: store.known([draft(1)], since=NOW),
    "seeded": lambda store: store.seeded(),
    "standings": lambda store: store.standings(),
    "standing": lambda store: store.standing(("a", "b", "")),
    "observations": lambda store: store.observations(("a", "b", "")),
    "questions": lambda store: store.questions(),
    "items": lambda store: store.items([item_id(1)]),
    "claims": lambda store: store.claims(item_id(1)),
    "versions": lambda store: store.versions(item_id(1)),
    "stories": lambda store: store.stories([item_id(1)]),
    "story_of": lambda store: store.story_of(item_id(1)),
    "search": lambda store: store.search("薬価"),
    "archive": lambda store: list(store.archive(NOW)),
    "rows": lambda store: store.rows("mhlw"),
    "row_history": lambda store: store.row_history("x"),
    "rows_before_last_change": lambda store: store.rows_before_last_change("x"),
    "last_change_id": lambda store: store.last_change_id(),
    "newest_change": lambda store: store.newest_change("seeded"),
    "last_digest": lambda store: store.last_digest("daily"),
    "gather": lambda store: store.gather("daily", 9, [SOURCE]),
    "digest": lambda store: store.digest("daily"),
    "digests": lambda store: store.digests(),
    "deliveries": lambda store: store.deliveries(),
    "waiting_channels": lambda store: store.waiting_channels(),
    "counts": lambda store: store.counts(),
    "quarantined": lambda store: store.quarantined(),
    "export": lambda store: list(store.export("items")),
    "backup": lambda store: store.backup(store.path.with_name("ipscwatch.db.copy")),
}
WRITES: dict[str, Callable[[Store], object]] = {
    "write_host_times": lambda store: store.write_host_times({"mhlw.test": NOW}),
    "write_robots_files": lambda store: store.write_robots_files([]),
    "apply": lambda store: store.apply(update(draft(1))),
    "refile": lambda store: store.refile([draft(1)], [], {}),
    "write_changes": lambda store: store.write_changes([]),
    "together": lambda store: store.together().__enter__(),
    "ask": lambda store: store.ask([question()], {}, now=NOW),
    "seed": lambda store: store.seed([observation(1)], now=NOW),
    "enqueue": lambda store: store.enqueue(MADE, []),
    "claim": lambda store: store.claim(NOW),
    "settle_delivered": lambda store: store.settle_delivered("x", "", NOW),
    "settle_failed": lambda store: store.settle_failed("x", "", retry_at=None),
    "release_stale": lambda store: store.release_stale(NOW),
    "resend": lambda store: store.resend("x"),
    "check": lambda store: store.check(),
    "prune": lambda store: store.prune(NOW),
    "optimize": lambda store: store.optimize(),
    "vacuum": lambda store: store.vacuum(),
}
CALLS = {**READS, **WRITES}
APART = {"archive", "export"}
"""They read through a connection of their own."""


def test_every_public_method_is_tried_here() -> None:
    public = {name for name, _ in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")}
    assert public - {"close", "restore"} == set(CALLS)


@pytest.fixture
def locked(path: Path) -> Callable[[], sqlite3.Connection]:
    """Return a function that locks the database for writing."""

    def lock() -> sqlite3.Connection:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        return other

    return lock


@pytest.mark.parametrize("name", WRITES)
def test_writing_to_a_locked_database_says_so(
    path: Path, locked: Callable[[], sqlite3.Connection], name: str
) -> None:
    with Store.open(path, patience=timedelta(milliseconds=20)) as store, closing(locked()):
        with pytest.raises(StoreError, match=r"ipscwatch\.db is locked by another process"):
            WRITES[name](store)
        assert store.counts()["items"] == 0


@pytest.mark.parametrize("name", READS)
def test_reading_a_locked_database_goes_on(path: Path, locked: Callable[[], sqlite3.Connection], name: str) -> None:
    with Store.open(path, patience=timedelta(milliseconds=20)) as store, closing(locked()):
        READS[name](store)


def test_a_writer_waits_for_the_lock(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    with Store.open(path) as store, closing(other):
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.3, other.execute, ["ROLLBACK"])
        timer.start()
        store.apply(update(draft(1)))
        timer.join()
        assert store.counts()["items"] == 1


@pytest.mark.parametrize("name", sorted(set(CALLS) - APART - {"vacuum", "backup"}))
def test_no_error_of_sqlite_gets_out(store: Store, name: str) -> None:
    store._db.conn.set_authorizer(lambda *_: sqlite3.SQLITE_DENY)
    try:
        with pytest.raises(StoreError, match=r"ipscwatch\.db"):
            CALLS[name](store)
    finally:
        store._db.conn.set_authorizer(None)
    assert store.counts()["items"] == 0


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_database_that_vanished_is_named(path: Path, name: str) -> None:
    store = Store.open(path)
    store.close()
    path.unlink()
    with pytest.raises(StoreError, match=r"ipscwatch\.db"):
        CALLS[name](store)
