"""What people and other processes do: stop it, start a second one, lock its database, spoil its configuration."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.faults.disk import health
from bench.faults.world import World, crowding, free_port, require
from ipscwatch.store import Store


def locked(world: World, seconds: int) -> str:
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
    return f"held for {seconds} s: the service goes on, 0 lost, 0 twice"


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
        world.start()
        slowest = max(slowest, time.monotonic() - at)
        world.stop()
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
        world.start()
        world.publish()
        time.sleep(world.rng.uniform(0.0, 2.0))
        slowest = max(slowest, world.stop())
    world.settle()
    require(slowest < 10 * crowding(), f"a stop took {slowest:.1f} s")
    require(not world.repeated(), f"{world.repeated()} copies")
    return f"{runs} times: exit code 0, 0 lost, 0 twice, slowest {slowest:.2f} s"


def wrong_configuration(world: World, runs: int) -> str:
    """Spoil a file under the running service: the former one goes on, each fault is told with its line, once."""
    port = free_port()
    world.furnish(more=f"[health]\nport = {port}\n")
    world.publish()
    world.settle()
    path = world.home / "config" / "sources.toml"
    good = path.read_text()
    process = world.start()
    for n in range(runs):
        before = world.said("configuration refused")
        path.write_text(WRONG[n % len(WRONG)](good))
        if n % 2:
            time.sleep(0.05)
            _hang_up(process.pid)
        _wait(partial(_told_since, world, before), "a wrong configuration was not told")
        world.publish()
        _wait(lambda: b"goes on" in health(port)[1], "/healthz does not warn of it")
        path.write_text(good)
        _wait(lambda: b"goes on" not in health(port)[1], "/healthz warns of what is mended")
        require(process.is_alive(), "a wrong configuration ended the service")
    told = world.said("configuration refused")
    require(told <= 2 * runs, f"{runs} faults were told {told} times")
    lines = [
        line for line in (world.home / "log.jsonl").read_text().splitlines() if "configuration refused" in line
    ]
    require(all(".toml" in line for line in lines), "a fault is told without its file")
    world.kill()
    world.settle()
    return (
        f"{runs} faults: the former configuration goes on, told {told} times, /healthz warns; 0 lost; "
        f"{_removed(world)}"
    )


WRONG: tuple[Callable[[str], str], ...] = (
    lambda text: text[: len(text) // 2],
    lambda text: text + "tier = 1\n",
    lambda text: text.replace("http://", "ftp://", 1),
    lambda _text: "",
    lambda text: text.replace('"feed"', '"feeed"', 1),
    lambda text: text.replace("tier = 3", 'tier = "three"', 1),
    lambda text: text + "colour = 1\n",
    lambda text: text.replace('id = "b"', 'id = "a"', 1),
)


def _removed(world: World) -> str:
    """Take a source out of the configuration of the running service and put it back: what it brought stays."""
    path = world.home / "config" / "sources.toml"
    good = path.read_text()
    with Store.open(world.home / "state" / "ipscwatch.db", readonly=True) as store:
        before = store.counts()["items"]
    world.start()
    path.write_text(good[good.index("[[source]]", 10) :])
    _wait(lambda: world.said("configuration taken over") > 0, "a removed source is not noticed")
    path.write_text(good)
    _wait(lambda: world.said("configuration taken over") > 1, "a source put back is not noticed")
    world.stop()
    with Store.open(world.home / "state" / "ipscwatch.db", readonly=True) as store:
        after = store.counts()["items"]
    require(after == before, f"{before} items became {after}")
    return "a removed source keeps its history"


def _told_since(world: World, before: int) -> bool:
    return world.said("configuration refused") > before


def _wait(until: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + 20
    while not until():
        require(time.monotonic() < end, otherwise)
        time.sleep(0.05)


def _hang_up(pid: int | None) -> None:
    if pid is not None:
        subprocess.run(["kill", f"-{signal.SIGHUP.name.removeprefix('SIG')}", str(pid)], check=True)
