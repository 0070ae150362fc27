"""What a machine does to a watcher: clocks that jump, a damaged file, a lock, a full disk, a second instance."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.service.homes import NOW, engine_of, feed, furnish, news
from tests.web import serving

from bench.faults.points import FULL
from bench.faults.world import World, require
from ipscwatch.errors import StoreError
from ipscwatch.service.composing import compose_due
from ipscwatch.service.run import run_once
from ipscwatch.store import Store

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JUMPS = (HOUR, -HOUR, DAY, -DAY, 3 * DAY, -3 * DAY, 30 * DAY, 3650 * DAY)


def clock(world: World) -> str:
    """Let the clock jump, for good or for an hour: every local day has one digest, and polls go on."""

    async def jump(by: timedelta, *, back: bool) -> None:
        home = world.home / f"clock{by.total_seconds():.0f}{back}"
        async with serving() as web:
            furnish(home, {"a": web.on("/a", *(feed(news(1), news(n)) for n in range(2, 400)))})
            async with engine_of(home) as engine:
                days, polls, now = [], [], NOW
                for hour in range(24 * 7):
                    away = hour >= 60 and not (back and hour >= 61)
                    now = NOW + hour * HOUR + (by if away else timedelta())
                    polls.append((await run_once(engine, now)).polled)
                    days += [digest.local_on for digest in compose_due(engine, now)]
                require(len(days) == len(set(days)), f"{by} made a second digest of {sorted(days)}")
                require(sum(polls[-24:]) >= 20, f"{by}: {sum(polls[-24:])} polls on the last day")
                last = now.date() if back or by > timedelta() else NOW.date() + timedelta(days=6) + by
                require(max(d for d in days if d <= last + DAY) >= last - DAY, f"{by}: no digest after {max(days)}")

    for by in JUMPS:
        for back in (False, True):
            asyncio.run(jump(by, back=back))
    return f"{2 * len(JUMPS)} jumps: one digest for each local day, polls go on"


def damage(world: World, ways: int) -> str:
    """Damage the database: it is refused with the way back, or it is whole; there is no third."""
    world.furnish()
    for _ in range(5):
        world.publish()
    world.settle()
    path = world.home / "state" / "ipscwatch.db"
    with Store.open(path) as store:
        store.optimize()
    good, whole = path.read_bytes(), _content(path)
    refused = same = other = 0
    for way in range(ways):
        broken = _damaged(bytearray(good), world, way)
        path.write_bytes(broken)
        for log in path.parent.glob("ipscwatch.db-*"):
            log.unlink()
        try:
            found = _content(path)
        except StoreError as error:
            require(str(path) in str(error), f"the error does not name the file: {error}")
            refused += 1
            continue
        same, other = (same + 1, other) if found == whole else (same, other + 1)
    path.write_bytes(good)
    require(_content(path) == whole, "the good file is not good")
    return (
        f"{ways} ways: {refused} refused with the way back, {same} harmless, {other} a text of other words (SQLite "
        "keeps no sums of its pages)"
    )


def _content(path: Path) -> object:
    with Store.open(path, create=False) as store:
        problems = store.check()
        if problems:
            raise StoreError(f"{path}: {problems[0]}")
        return {table: list(store.export(table)) for table in ("items", "facts", "changes", "messages")}


def _damaged(content: bytearray, world: World, way: int) -> bytes:
    rng = world.rng
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


def locked(world: World, seconds: float) -> str:
    """Hold the database for longer than the watcher is patient: it goes on, and nothing is lost."""
    world.furnish()
    world.publish()
    world.settle()
    path = world.home / "state" / "ipscwatch.db"
    process = world.start(patience=1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    world.publish()
    time.sleep(seconds)
    require(process.is_alive(), "it ended")
    holder.execute("ROLLBACK")
    holder.close()
    world.kill()
    world.settle()
    require(not world.repeated(), "something arrived twice")
    return f"held for {seconds:.0f} s: the service goes on, 0 lost, 0 twice"


def full_disk(world: World, runs: int) -> str:
    """Fill the disk at a random moment and free it: the service stays, catches up, and repeats nothing."""
    world.furnish()
    world.publish()
    world.settle()
    mark = world.home / FULL
    for _ in range(runs):
        process = world.start()
        world.publish()
        time.sleep(world.rng.uniform(0.1, 2.0))
        mark.touch()
        time.sleep(1)
        require(process.is_alive(), "a full disk ended the service")
        mark.unlink()
        time.sleep(0.5)
        require(process.is_alive(), "it ended after the disk was freed")
        process.terminate()
        process.join(12)
        require(process.exitcode == 0, f"SIGTERM ended it with {process.exitcode}")
    world.settle()
    require(not world.repeated(), f"{world.repeated()} copies")
    return f"{runs} times: the service stays, 0 lost, 0 twice"


def two_instances(world: World, runs: int) -> str:
    """Start a second one, then kill the first: the second is refused, the third takes over at once."""
    world.furnish()
    world.publish()
    slowest = 0.0
    for _ in range(runs):
        world.start()
        words = [str(Path(sys.executable).with_name("ipscwatch")), "run", "--home", str(world.home)]
        second = subprocess.run(words, capture_output=True, timeout=30, text=True, check=False)
        require(second.returncode == 3, f"the second ended with {second.returncode}")
        require("works here" in second.stderr, second.stderr)
        world.kill()
        at = time.monotonic()
        third = world.start()
        slowest = max(slowest, time.monotonic() - at)
        third.terminate()
        third.join(12)
    return (
        f"{runs} times: the second is refused with exit code 3, a killed one's lock is free (start {slowest:.2f} s)"
    )


def stopped(world: World, runs: int) -> str:
    """Stop it with SIGTERM at random moments: within ten seconds, with exit code 0, nothing arrives twice."""
    world.furnish()
    world.publish()
    world.settle()
    slowest = 0.0
    for _ in range(runs):
        process = world.start()
        world.publish()
        time.sleep(world.rng.uniform(0.0, 2.0))
        at = time.monotonic()
        process.terminate()
        process.join(12)
        slowest = max(slowest, time.monotonic() - at)
        require(process.exitcode == 0, f"it ended with {process.exitcode}")
    world.settle()
    require(slowest < 10, f"a stop took {slowest:.1f} s")
    require(not world.repeated(), f"{world.repeated()} copies")
    return f"{runs} times: exit code 0, 0 lost, 0 twice, slowest {slowest:.2f} s"


def wrong_configuration(world: World, runs: int) -> str:
    """Spoil a file under the running service: the former one goes on, and each fault is told once."""
    world.furnish()
    world.publish()
    world.settle()
    path = world.home / "config" / "sources.toml"
    good = path.read_text()
    faults: tuple[Callable[[str], str], ...] = (
        lambda text: text[: len(text) // 2],
        lambda text: text + "tier = 1\n",
        lambda text: text.replace("http://", "ftp://", 1),
        lambda _text: "",
        lambda text: text.replace('"feed"', '"feeed"', 1),
    )
    process = world.start()
    for n in range(runs):
        before = world.said("configuration refused")
        path.write_text(faults[n % len(faults)](good))
        if n % 2:
            time.sleep(0.05)
            _hang_up(process.pid)
        until = time.monotonic() + 10
        while world.said("configuration refused") == before and time.monotonic() < until:
            time.sleep(0.05)
        require(world.said("configuration refused") > before, "a wrong configuration was not told")
        world.publish()
        path.write_text(good)
        time.sleep(0.4)
        require(process.is_alive(), "a wrong configuration ended the service")
    told = world.said("configuration refused")
    require(told <= 2 * runs, f"{runs} faults were told {told} times")
    world.kill()
    world.settle()
    return f"{runs} faults: the former configuration goes on, told {told} times, 0 lost"


def _hang_up(pid: int | None) -> None:
    if pid is not None:
        subprocess.run(["kill", f"-{signal.SIGHUP.name.removeprefix('SIG')}", str(pid)], check=True)


def secrets(world: World) -> str:
    """Plant six secrets, let everything fail, and look for them in every file and every command's words."""
    planted = {
        "IPSCWATCH_SMTP_PASSWORD": "canary-password-1c4e",
        "IPSCWATCH_HEADER": "canary-header-77ab",
        "IPSCWATCH_PING": "http://127.0.0.1:9/canary-ping-5d20",
        "IPSCWATCH_DIGEST_PING": "http://127.0.0.1:9/canary-switch-0b9e",
    }
    world.furnish(mail=True, slack=True)
    config = world.home / "config"
    hook = f"{world.web.origin}/nothing-here/canary-webhook-2f61"
    (config / "webhook").write_text(hook)
    (config / "key").touch(mode=0o600)
    (config / "key").write_text("canary-file-9e3d")
    main = (config / "ipscwatch.toml").read_text()
    main = main.replace(
        'sender = "', 'username = "watch"\npassword = { env = "IPSCWATCH_SMTP_PASSWORD" }\nsender = "'
    )
    main += '\n[ping]\nallow_private = true\ncycle = { env = "IPSCWATCH_PING" }\n'
    main += 'digest = { env = "IPSCWATCH_DIGEST_PING" }\n'
    (config / "ipscwatch.toml").write_text(main)
    sources = (config / "sources.toml").read_text()
    headers = 'headers = { Authorization = { env = "IPSCWATCH_HEADER" }, X-Key = { file = "config/key" } }\n'
    (config / "sources.toml").write_text(sources + headers)
    said = _words_of_everything(world, planted)
    marks = ("canary-password", "canary-header", "canary-ping", "canary-switch", "canary-webhook", "canary-file")
    found = [mark for mark in marks if mark in said]
    files = [
        str(path)
        for path in world.home.rglob("*")
        if path.is_file() and path not in (config / "webhook", config / "key") and b"canary" in path.read_bytes()
    ]
    require(not found and not files, f"{found} were said, {files} hold one")
    return f"{len(marks)} planted: found nowhere in {len(said):,} characters of output, logs, state and backups"


def _words_of_everything(world: World, planted: dict[str, str]) -> str:
    """Run the service and every command that reads, and return all they said."""
    import os  # noqa: PLC0415 - only here

    environ = {**os.environ, **planted}
    victim = [sys.executable, "-m", "bench.faults.victim", str(world.home), "--speed", "43200", "--at"]
    victim += [NOW.isoformat(), "--tick", "0.1"]
    world.publish()
    with subprocess.Popen(victim, stderr=subprocess.PIPE, env=environ, text=True) as popen:
        time.sleep(6)
        command_line = Path(f"/proc/{popen.pid}/cmdline").read_text() if Path("/proc").exists() else ""
        popen.terminate()
        said = command_line + (popen.communicate(timeout=20)[1] or "")
    commands = (
        *("check", "status", "status --format json", "channel list", "source list --format json", "backup"),
        *(
            "doctor",
            "digest list",
            "digest --preview",
            "channel test mail",
            "channel test slack",
            "export messages",
        ),
        "export --into dump",
    )
    program = str(Path(sys.executable).with_name("ipscwatch"))
    for command in commands:
        words = [program, *command.split(), "--home", str(world.home)]
        done = subprocess.run(
            words, capture_output=True, text=True, env=environ, timeout=60, check=False, cwd=world.home
        )
        said += done.stdout + done.stderr
    return said
