"""Backups, what may be dropped, the condition, the configuration's watch, and the manager's socket."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from tests.service.homes import NOW, engine_of, feed, furnish, news, settings_of
from tests.web import page, serving

from ipscwatch.errors import ConfigError
from ipscwatch.model.settings import Upkeep
from ipscwatch.service import backups
from ipscwatch.service.apart import apart
from ipscwatch.service.backups import existing, look_after, made_at
from ipscwatch.service.checkup import look_around
from ipscwatch.service.composing import compose_due
from ipscwatch.service.condition import condition
from ipscwatch.service.lock import held, holder
from ipscwatch.service.notify import notify, watchdog
from ipscwatch.service.reload import Watch
from ipscwatch.service.run import run_once
from ipscwatch.store import Store

DAY = timedelta(days=1)


async def polled(home: Path, **replies: bytes) -> None:
    """Make a home that was polled once."""
    async with serving() as web:
        feeds = {name: web.on(f"/{name}", reply) for name, reply in (replies or {"a": feed(news(1))}).items()}
        furnish(home, feeds)
        async with engine_of(home) as engine:
            await run_once(engine, NOW)


async def test_a_day_has_one_backup_and_the_oldest_go(tmp_path: Path) -> None:
    await polled(tmp_path)
    upkeep = Upkeep(folder=tmp_path / "copies", backups=3)
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "mine.db").touch()
    path = tmp_path / "state" / "ipscwatch.db"
    made = [look_after(path, upkeep, ["daily"], NOW + n * DAY / 4).backup for n in range(20)]
    assert sum(one is not None for one in made) == 5
    assert [made_at(one) for one in existing(upkeep.folder)] == [NOW + n * DAY for n in (2, 3, 4)]
    assert (tmp_path / "copies" / "mine.db").exists()
    for one in existing(upkeep.folder):
        assert one.stat().st_mode & 0o777 == 0o600
        with Store.open(one, create=False) as store:
            assert store.counts()["items"] == 1


async def test_old_texts_go_but_never_what_no_digest_told(tmp_path: Path) -> None:
    await polled(tmp_path)
    path, upkeep = tmp_path / "state" / "ipscwatch.db", Upkeep(folder=tmp_path, backups=0, texts=30 * DAY)
    assert look_after(path, upkeep, ["daily"], NOW + 60 * DAY).dropped_texts == 0
    async with engine_of(tmp_path) as engine:
        assert compose_due(engine, NOW + DAY)
    assert look_after(path, upkeep, ["daily", "weekly"], NOW + 60 * DAY).dropped_texts == 0
    assert look_after(path, upkeep, ["daily"], NOW + 60 * DAY).dropped_texts == 1


async def test_a_database_that_grew_too_large_drops_the_oldest_texts(tmp_path: Path) -> None:
    await polled(tmp_path)
    async with engine_of(tmp_path) as engine:
        assert compose_due(engine, NOW + DAY)
    path, upkeep = tmp_path / "state" / "ipscwatch.db", Upkeep(folder=tmp_path, backups=0, megabytes=0)
    assert look_after(path, upkeep, ["daily"], NOW + 80 * DAY).dropped_texts == 0
    assert look_after(path, upkeep, ["daily"], NOW + 100 * DAY).dropped_texts == 1


async def test_a_well_watcher_waits_for_its_next_poll_and_digest(tmp_path: Path) -> None:
    await polled(tmp_path)
    settings = settings_of(tmp_path)
    with Store.open(settings.database, create=False) as store:
        found = condition(store, settings, NOW, running=True)
        assert (found.level, found.troubles) == ("well", ())
        assert [(one.kind, one.name) for one in found.waits] == [("poll", "a"), ("digest", "daily")]
        assert found.waits[1].at == NOW + timedelta(hours=22, minutes=30)
        assert condition(store, settings, NOW, running=False).level == "bad"


async def test_what_keeps_the_reader_from_hearing_is_bad(tmp_path: Path) -> None:
    await polled(tmp_path)
    settings = settings_of(tmp_path)
    with Store.open(settings.database, create=False) as store:
        kinds = {one.kind for one in condition(store, settings, NOW + DAY, running=True).troubles}
    assert kinds == {"no_good_poll", "digest_late"}


async def test_a_source_in_trouble_is_a_warning(tmp_path: Path) -> None:
    await polled(tmp_path, a=feed(news(1)), b=page("gone", status=404))
    settings = settings_of(tmp_path)
    with Store.open(settings.database, create=False) as store:
        found = condition(store, settings, NOW, running=True)
    assert (found.level, [one.kind for one in found.troubles]) == ("warning", ["source_failing"])


async def test_a_checkup_finds_nothing_on_a_healthy_home(tmp_path: Path) -> None:
    await polled(tmp_path)
    settings = settings_of(tmp_path)
    findings = [one for one in look_around(settings, NOW) if one.level == "bad"]
    assert findings == []


@pytest.mark.parametrize(
    "spoil", ["database", "search", "clock", "modes", "backup", "a newer database", "no folder"]
)
async def test_a_checkup_names_what_is_broken_and_the_fix(tmp_path: Path, spoil: str) -> None:
    await polled(tmp_path)
    settings, now = settings_of(tmp_path), NOW
    if spoil == "database":
        with Store.open(settings.database, create=False) as store:
            backups.backup(store, settings.upkeep.folder, NOW)
        content = bytearray(settings.database.read_bytes())
        content[4096 : len(content) // 2] = os.urandom(len(content) // 2 - 4096)
        settings.database.write_bytes(content)
        expected = ("database", "bad", f"ipscwatch restore {existing(settings.upkeep.folder)[0]}")
    elif spoil == "search":
        with Store.open(settings.database, create=False) as store:
            store._db.execute("UPDATE search_data SET block = zeroblob(10) WHERE id = 10")
        expected = ("database", "warning", f"ipscwatch run --home {tmp_path}")
    elif spoil == "clock":
        now, expected = NOW - DAY, ("clock", "bad", "set the clock")
    elif spoil == "modes":
        settings.database.chmod(0o644)
        expected = ("state", "warning", f"chmod go-rwx {settings.database}")
    elif spoil == "a newer database":
        with closing(sqlite3.connect(settings.database)) as connection, connection:
            row = "('ipscwatch', '9999 later', '2030')"
            connection.execute(f"INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES {row}")
        expected = ("database", "bad", "install the version it is of")
    elif spoil == "no folder":
        shutil.rmtree(settings.state)
        settings.state.write_text("in the way")
        expected = ("state", "bad", f"mv {settings.state}")
    else:
        settings.upkeep.folder.mkdir()
        (settings.upkeep.folder / "ipscwatch-20260519T000000Z.db").write_bytes(b"no database" * 99)
        expected = ("backups", "bad", "ipscwatch backup")
    about, level, fix = expected
    assert any((one.about, one.level) == (about, level) and fix in one.fix for one in look_around(settings, now)), (
        list(look_around(settings, now))
    )


def test_who_holds_a_home_is_named_without_standing_in_the_way(tmp_path: Path) -> None:
    assert holder(tmp_path) is None
    with held(tmp_path):
        assert holder(tmp_path) == f"process {os.getpid()}"
    assert holder(tmp_path) is None
    with held(tmp_path):
        pass


def test_a_changed_configuration_is_read_when_it_rests(tmp_path: Path) -> None:
    furnish(tmp_path, {"a": "http://127.0.0.1:9/a"})
    watch = Watch(tmp_path, lambda: settings_of(tmp_path))
    path = tmp_path / "config" / "sources.toml"
    good = path.read_text()
    assert watch.look() is None
    path.write_text(good[:40])
    assert watch.look() is None  # it may be half written
    path.write_text(good + good.replace('"a"', '"b"'))
    assert watch.look() is None
    changed = watch.look()
    assert changed is not None
    assert [source.source_id for source in changed.sources] == ["a", "b"]
    assert watch.look() is None
    assert watch.look(forced=True) is not None
    path.write_text("tier = ")
    assert watch.look() is None
    with pytest.raises(ConfigError):
        watch.look()
    assert watch.look() is None


def test_without_a_manager_nothing_is_said_and_nothing_breaks(tmp_path: Path) -> None:
    notify("READY=1", {})
    notify("READY=1", {"NOTIFY_SOCKET": str(tmp_path / "nobody")})
    assert watchdog({}) is None
    assert watchdog({"WATCHDOG_USEC": "10000000", "WATCHDOG_PID": "1"}) is None
    assert watchdog({"WATCHDOG_USEC": "10000000"}) == timedelta(seconds=5)


def test_a_manager_behind_an_abstract_name_is_reached() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0ipscwatch-test-notify")
        notify("READY=1", {"NOTIFY_SOCKET": "@ipscwatch-test-notify"})
        assert manager.recv(100) == b"READY=1"


async def test_work_apart_gives_its_result_or_its_error() -> None:
    assert await apart(lambda: 41 + 1) == 42
    with pytest.raises(ZeroDivisionError):
        await apart(lambda: 1 // 0)
    task = asyncio.create_task(apart(lambda: time.sleep(0.2)))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
