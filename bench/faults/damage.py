"""What happens to the file itself: damage, a missing or cut log, an upgrade killed half way, an old backup."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database
from tests.store.making import draft, update

from bench.faults.world import World, Wrong, require
from ipscwatch.errors import SchemaError, StoreError
from ipscwatch.store import Store, schema, search

COMMAND = str(Path(sys.executable).with_name("ipscwatch"))
ITEMS = 5_000
"""In the database to be upgraded, for each run asked for."""
TABLES = ("items", "facts", "changes", "messages")


def damaged(world: World, ways: int) -> str:
    """Damage the database: it is refused with the way back, or it is whole; then put a backup in its place."""
    path = _stored(world, 5)
    with Store.open(path) as store:
        store.optimize()
        backup = path.parent / "backups" / "ipscwatch-20260521T000000Z.db"
        store.backup(backup)
    good, whole = path.read_bytes(), _content(path)
    refused = same = other = 0
    for way in range(ways):
        broken = _damage(bytearray(good), world.rng, way)
        path.write_bytes(broken)
        for log in path.parent.glob("ipscwatch.db-*"):
            log.unlink()
        try:
            found = _content(path)
        except StoreError as error:
            require(str(path) in str(error), f"the error does not name the file: {error}")
            require(path.read_bytes() == broken, f"way {way}: a file that was refused was changed")
            refused += 1
            continue
        same, other = (same + 1, other) if found == whole else (same, other + 1)
    return (
        f"{ways} ways: {refused} refused with the way back and left as they were, {same} harmless, {other} a text "
        f"of other words (SQLite keeps no sums of its pages); {_restored(world, path, backup)}"
    )


def _stored(world: World, entries: int) -> Path:
    world.furnish()
    for _ in range(entries):
        world.publish()
    world.settle()
    return world.home / "state" / "ipscwatch.db"


def _restored(world: World, path: Path, backup: Path) -> str:
    """Start on a damaged file, do as it says, and go on: nothing is lost."""
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])
    run = subprocess.run(
        [COMMAND, "run", "--home", world.home], capture_output=True, text=True, timeout=60, check=False
    )
    require(run.returncode == 3, f"a damaged database ended it with {run.returncode}: {run.stderr}")
    require("ipscwatch restore" in run.stderr and run.stderr.count("\n") == 1, f"it says {run.stderr}")
    _restore(world, backup)
    world.publish()
    world.settle()
    aside = list(path.parent.glob("*.aside"))
    require(len(aside) == 1, f"the damaged file is not kept: {aside}")
    require(not set(world.published) - world.told_in().keys() - set(list(world.published)[:5]), "an entry was lost")
    return "exit code 3, restored by the command it names, the damaged file kept, 0 lost"


def _restore(world: World, backup: Path) -> None:
    words = [COMMAND, "restore", str(backup), "--home", str(world.home)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    require(done.returncode == 0, f"restore: {done.stderr}")


def _content(path: Path) -> object:
    with Store.open(path, create=False) as store:
        flaws = store.check()
        if flaws:
            raise StoreError(f"{path}: {flaws[0].said}")
        return {table: list(store.export(table)) for table in TABLES}


def _damage(content: bytearray, rng: random.Random, way: int) -> bytes:
    match way % 6:
        case 0:
            return bytes(content[: rng.randrange(len(content))])
        case 1:
            content[: rng.choice((16, 100, 4096))] = bytes(100)
        case 2:
            at = rng.randrange(0, len(content) - 4096, 4096)
            content[at : at + 4096] = rng.randbytes(4096)
        case 3:
            at = rng.randrange(len(content) - 512)
            content[at : at + 512] = bytes(512)
        case 4:
            return rng.randbytes(rng.randrange(0, 20_000))
        case _:
            content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    return bytes(content)


def without_log(world: World, runs: int) -> str:
    """Kill it and take its write-ahead log away: what is left is whole and older, and polling completes it."""
    path = _stored(world, 3)
    older = 0
    for _ in range(runs):
        world.start()
        world.publish()
        time.sleep(world.rng.uniform(0.3, 1.0))
        world.kill(check=False)
        log = path.with_name("ipscwatch.db-wal")
        older += log.exists() and log.stat().st_size > 0
        log.unlink(missing_ok=True)
        if world.rng.random() < 0.5:
            path.with_name("ipscwatch.db-shm").unlink(missing_ok=True)
        world.require_whole()
        world.settle()
    lost = set(world.published) - world.told_in().keys() - set(list(world.published)[:3])
    require(not lost, f"lost: {sorted(lost)}")
    return f"{runs} runs, a log with content taken away in {older}: whole each time, polled again, 0 lost"


def power_loss(world: World, runs: int) -> str:
    """Cut the write-ahead log at a random byte, as a power cut does: whole, a prefix of what was written."""
    folder = world.home
    folder.mkdir(parents=True)
    path = folder / "ipscwatch.db"
    states = list[int]()
    with Store.open(path) as store:
        for n in range(20):
            store.apply(update(draft(n)))
        shutil.copy(path, folder / "base.db")
        log = path.with_name("ipscwatch.db-wal").read_bytes()
    for run in range(runs):
        cut = folder / f"cut{run}.db"
        shutil.copy(folder / "base.db", cut)
        tail = bytearray(log[: world.rng.randrange(len(log))])
        if run % 2 and tail:  # a sector that was never written
            at = world.rng.randrange(max(len(tail) - 512, 1))
            tail[at : at + 512] = bytes(min(512, len(tail) - at))
        cut.with_name(f"{cut.name}-wal").write_bytes(tail)
        with Store.open(cut) as store:
            require(store.check() == (), f"run {run}: not whole")
            kept = sorted(store.items([f"{n:016x}" for n in range(20)]))
            require(
                kept == [f"{n:016x}" for n in range(len(kept))],
                f"run {run}: {kept} is no beginning of what was written",
            )
            states.append(len(kept))
            for n in range(20):
                store.apply(update(draft(n)))
            require(store.counts()["items"] == 20, f"run {run}: polling again did not complete it")
        for left in folder.glob(f"cut{run}.db*"):
            left.unlink()
    return (
        f"{runs} runs: whole each time, {min(states)} to {max(states)} of 20 polls kept, completed by polling again"
    )


def upgraded(world: World, runs: int) -> str:
    """Upgrade from every older schema, killed at random and at the commit: old or new, never between."""
    world.home.mkdir(parents=True)
    items = ITEMS * runs
    every = [migration.name for migration in schema.MIGRATIONS.pending(Database(memory=True))]
    kills = slowest = 0.0
    for version in range(1, len(every)):
        old = world.home / f"version{version}.db"
        _make_old(old, every[:version], items)
        was = _rows(old)
        for run in range(runs):
            path = world.home / "upgraded.db"
            shutil.copy(old, path)
            kills += _kill_upgrade(path, world.rng.uniform(0, 0.4) if run % 2 else 0.0)
            began = time.monotonic()
            with Store.open(path) as store:
                require(store.check() == (), f"version {version}: not whole")
            slowest = max(slowest, time.monotonic() - began)
            require(_rows(path) == was, f"version {version}: its rows changed")
            require(_applied(path) == every, f"version {version}: it ended at {_applied(path)}")
            for left in world.home.glob("upgraded.db*"):
                left.unlink()
    require(slowest <= 30, f"an upgrade took {slowest:.0f} s")
    return (
        f"{(len(every) - 1) * runs} runs from {len(every) - 1} older schemas with {items:,} items, {kills:.0f} "
        f"killed half way: old or new, rows equal, slowest {slowest:.1f} s; {_newer(world.home / 'newer.db')}"
    )


def _make_old(path: Path, names: list[str], items: int) -> None:
    """Write a database as the version that knew only these migrations did."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        db = Database(connection, execute_plugins=False, strict=True)
        ahead = [one.name for one in schema.MIGRATIONS.pending(db)][len(names) :]
        schema.MIGRATIONS.apply(db, stop_before=ahead[0])
        connection.execute(f"PRAGMA application_id = {int.from_bytes(b'ipsc')}")
        connection.execute("BEGIN")
        rows = [(n, f"{n:016x}", f"Title {n}", f"{n:064x}", f"The text of item {n}. " * 20) for n in range(items)]
        connection.executemany(
            "INSERT INTO items (search_id, item_id, source_id, title, outlet, tier, received_at, content_hash, "
            "authors, zone, text) "
            "VALUES (?, ?, 's', ?, 'o', 3, '2026-05-20T00:00:00.000000+00:00', ?, '[]', 'UTC', ?)",
            rows,
        )
        connection.executemany(
            "INSERT INTO rows (source_id, key, from_at, place, cells) VALUES ('s', ?, '2026-05-20', 'A1', '{}')",
            [(f"key{n}",) for n in range(items)],
        )
        search.rebuild(db)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")


KILLED = """
import os, signal, sys
from pathlib import Path
from threading import Timer
from ipscwatch.store import Store, connection, schema
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
wait, real = float(sys.argv[2]), schema.MIGRATIONS.apply
def applied(db):
    if wait:
        Timer(wait / 10, die).start()
    real(db)
    if not wait:
        die()
schema.MIGRATIONS.apply = applied
Store.open(Path(sys.argv[1]))
"""


def _kill_upgrade(path: Path, wait: float) -> bool:
    """Upgrade in a process that is killed before its commit, or some moments after it began; say whether it was."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(wait)], timeout=60, check=False)
    return done.returncode == -signal.SIGKILL


def _rows(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            str(connection.execute(f"SELECT count(*), {sums} FROM {table}").fetchone())
            for table, sums in (("items", "sum(length(text)), max(content_hash)"), ("rows", "max(key)"))
        ]


def _applied(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [one.name for one in schema.MIGRATIONS.applied(Database(connection, execute_plugins=False))]


def _newer(path: Path) -> str:
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('ipscwatch', '9999 later', '2030')"
        )
    try:
        Store.open(path).close()
    except SchemaError as error:
        require("9999 later" in str(error), f"it says {error}")
        return "a newer schema refused by name"
    raise Wrong("a newer schema was opened")


def set_back(world: World, runs: int) -> str:
    """Put yesterday's backup back: what it knew is not told again, what came since is, under the same ids."""
    repeated = 0
    for _ in range(runs):
        path = _stored(world, 2)
        world.publish()
        world.settle()
        before = set(world.published)
        backup = path.parent / "backups" / "ipscwatch-20260521T000000Z.db"
        with Store.open(path, create=False) as store:
            store.backup(backup)
        world.publish()
        world.settle()
        sent = len(world.mailbox.mails)
        _restore(world, backup)
        world.publish()
        world.settle()
        after = world.told_in(world.mailbox.mails[sent:])
        again = before & after.keys()
        require(not again, f"told before the backup and again: {sorted(again)}")
        since = set(world.published) - before
        require(since <= after.keys(), f"since the backup, and not told after it: {sorted(since - after.keys())}")
        require(
            max(len(digests) for digests in after.values()) == 1, "an entry is in two digests after the restore"
        )
        said = [
            text
            for _, text in world.texts(world.mailbox.mails[sent:])
            if "took the place of the database" in " ".join(text.split())
        ]
        require(len(said) == 1, "no digest says that the database was restored")
        repeated += len(since) - 1
    return (
        f"{runs} runs: nothing the backup knew is told again; {repeated} entries since then once more, in a digest "
        "that says so"
    )
