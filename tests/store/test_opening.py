"""A database is opened safely, or refused with the file and the way out."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations
from tests.store.making import NOW, draft, update

from ipscwatch.errors import CorruptError, SchemaError, StoreError
from ipscwatch.store import Store, schema


def raw(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def test_a_first_open_makes_folder_and_file_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "home" / "state" / "ipscwatch.db"
    with Store.open(path) as store:
        store.apply(update(draft(1)))
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == {"ipscwatch.db": 0o600, "ipscwatch.db-wal": 0o600, "ipscwatch.db-shm": 0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_every_connection_has_the_same_settings(store: Store) -> None:
    wanted = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "application_id": 0x69707363}
    assert {name: store._db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    assert store._db.execute("PRAGMA busy_timeout").fetchone()[0] == 10_000


def test_every_table_is_strict(store: Store) -> None:
    loose = store._db.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'search%' AND name <> '_sqlite_migrations'"
    )
    assert loose.fetchall() == []


def test_a_second_open_changes_nothing(path: Path) -> None:
    with closing(raw(path)) as before:
        tables = before.execute("SELECT sql FROM sqlite_schema ORDER BY name").fetchall()
    Store.open(path).close()
    with closing(raw(path)) as after:
        assert after.execute("SELECT sql FROM sqlite_schema ORDER BY name").fetchall() == tables


def test_a_missing_database_is_not_made_by_those_who_only_look(tmp_path: Path) -> None:
    for readonly in (True, False):
        with pytest.raises(StoreError, match=r"no database at .*missing\.db; 'ipscwatch poll' makes it"):
            Store.open(tmp_path / "missing.db", create=False, readonly=readonly)
    assert list(tmp_path.iterdir()) == []


def test_a_reader_cannot_write(path: Path) -> None:
    with Store.open(path, readonly=True) as store:
        assert store.counts()["items"] == 0
        with pytest.raises(StoreError, match=r"ipscwatch\.db"):
            store.apply(update(draft(1)))


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "places.db"
    with closing(raw(path)) as other:
        other.execute("CREATE TABLE moz_places (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(SchemaError, match=r"places\.db is a database of another program"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_database_with_another_application_id_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "fossil.db"
    with closing(raw(path)) as other:
        other.execute("PRAGMA application_id = 252006673")
    with pytest.raises(SchemaError, match="another program"):
        Store.open(path)


def test_a_newer_schema_is_refused_and_named(path: Path) -> None:
    with closing(raw(path)) as newer:
        newer.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('ipscwatch', '2031 wings', '')"
        )
    with pytest.raises(SchemaError, match=r"newer ipscwatch .it knows 2031 wings"):
        Store.open(path)
    with pytest.raises(SchemaError, match="newer"):
        Store.open(path, readonly=True)


def test_an_older_schema_is_upgraded_by_a_writer_and_refused_by_a_reader(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = Migrations("ipscwatch")
    for migration in schema.MIGRATIONS.pending(Database(memory=True)):
        newer(name=migration.name)(migration.fn)
    newer(name="2027 more")(lambda db: db.execute("CREATE TABLE more (x INTEGER) STRICT"))
    monkeypatch.setattr(schema, "MIGRATIONS", newer)
    with pytest.raises(SchemaError, match="older ipscwatch"):
        Store.open(path, readonly=True)
    with Store.open(path) as store:
        assert "more" in store._db.table_names()


def test_a_failing_upgrade_leaves_the_old_schema(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Migrations("ipscwatch")
    for migration in schema.MIGRATIONS.pending(Database(memory=True)):
        broken(name=migration.name)(migration.fn)
    broken(name="2027 good")(lambda db: db.execute("CREATE TABLE good (x INTEGER) STRICT"))
    broken(name="2027 bad")(lambda db: db.execute("CREATE TABLE items (x INTEGER) STRICT"))
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", broken)
        with pytest.raises(StoreError, match="already exists"):
            Store.open(path)
    with Store.open(path) as store:
        assert "good" not in store._db.table_names()
        assert store.check() == ()


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to be looked at" * 40, b"\0" * 8192, b"SQLite format 3\0"]
)
def test_a_file_that_is_no_database_is_named_with_the_way_back(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ipscwatch.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"ipscwatch\.db.*(restore|another program)"):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_damaged_page_is_found_at_the_start(path: Path) -> None:
    with Store.open(path) as store:
        store.apply(update(*(draft(n) for n in range(60))))
    whole = bytearray(path.read_bytes())
    whole[4096 * 3 : 4096 * 6] = random.Random(1).randbytes(4096 * 3)
    path.write_bytes(whole)
    with pytest.raises(CorruptError, match=r"is damaged .*ipscwatch restore"):
        Store.open(path)


def test_no_damage_is_ever_silent_or_a_foreign_error(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        store.apply(update(*(draft(n) for n in range(20))))
        items = set(store.items([f"{n:016x}" for n in range(20)]))
    whole = path.read_bytes()
    dice = random.Random(20260520)
    for number in range(60):
        damaged = bytearray(whole)
        if number % 3:
            damaged[dice.randrange(len(damaged))] ^= dice.randrange(1, 256)
        else:
            del damaged[dice.randrange(len(damaged)) :]
        copy = tmp_path / f"damaged{number}.db"
        copy.write_bytes(damaged)
        complaint = ""
        try:
            with Store.open(copy) as store:
                complaint = " ".join(flaw.said for flaw in store.check())
                whole_still = set(store.items(items)) == items
        except StoreError as error:
            complaint = str(error)
            assert copy.name in complaint
        assert complaint or whole_still or not damaged


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match=r"state/ipscwatch\.db.*check that the folder exists"):
        Store.open(tmp_path / "file" / "state" / "ipscwatch.db")


def test_a_path_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no database at"):
        Store.open(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="check that the folder exists and can be written to"):
        Store.open(tmp_path / "ipscwatch.db")


def test_a_log_cut_anywhere_leaves_a_whole_database_with_what_was_committed_before(
    path: Path, tmp_path: Path
) -> None:
    with Store.open(path) as store:
        for n in range(12):
            store.apply(update(draft(n)))
        log = path.with_name("ipscwatch.db-wal").read_bytes()
        shutil.copy(path, tmp_path / "base.db")
    dice = random.Random(7)
    for number in range(25):
        copy = tmp_path / f"cut{number}.db"
        shutil.copy(tmp_path / "base.db", copy)
        copy.with_name(f"{copy.name}-wal").write_bytes(log[: dice.randrange(len(log))])
        with Store.open(copy) as store:
            assert store.check() == ()
            stored = sorted(store.items([f"{n:016x}" for n in range(12)]))
            assert stored == [f"{n:016x}" for n in range(len(stored))]


def test_two_processes_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ipscwatch.db"
    failures: list[BaseException] = []

    def opening() -> None:
        try:
            Store.open(path).close()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test shows it
            failures.append(error)

    threads = [threading.Thread(target=opening) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert failures == []
    with Store.open(path) as store:
        assert store.check() == ()


KILLED = """
import os, signal, sys
from pathlib import Path
from ipscwatch.store import Store, update as writing
from tests.store.making import draft, update

point, path = sys.argv[1], Path(sys.argv[2])
name, _, member = point.partition(".")
module = getattr(writing, name)
real = getattr(module, member)

def die(*args):
    real(*args)
    os.kill(os.getpid(), signal.SIGKILL)

with Store.open(path) as store:
    store.apply(update(draft(1)))
    setattr(module, member, die)
    store.apply(update(draft(2), draft(3)))
"""


@pytest.mark.parametrize("point", ["items.write", "stories.write", "ledger.write_standings", "changes.append"])
def test_a_poll_killed_while_it_is_stored_leaves_the_state_before_it(path: Path, point: str) -> None:
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    killed = subprocess.run([sys.executable, "-c", KILLED, point, str(path)], env=environ, timeout=60, check=False)
    assert killed.returncode == -9
    with Store.open(path) as store:
        assert store.check() == ()
        assert store.counts()["items"] == 1
        assert len(store.apply(update(draft(2), draft(3), at=NOW + timedelta(hours=1)))) == 0
        assert store.counts()["items"] == 3
