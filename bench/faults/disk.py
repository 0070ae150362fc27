"""What a disk and its permissions do: it fills up and is freed, cannot be written, belongs to somebody else."""

from __future__ import annotations

import ctypes
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bench.faults.points import FULL
from bench.faults.world import World, free_port, require
from ipscwatch.store import Store

MEGABYTES = 6
BALLAST = "ballast"
STRANGER = 61_999
"""A user nobody is."""
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24


def full(world: World, runs: int) -> str:
    """Fill the disk at a random moment and free it: the service stays, says so, catches up, and repeats nothing."""
    port = free_port()
    world.furnish(more=f"[health]\nport = {port}\n")
    with small_disk(world.home / "state") as real:
        world.publish()
        world.settle()
        for _ in range(runs):
            process = world.start()
            world.publish()
            time.sleep(world.rng.uniform(0.1, 2.0))
            before = world.said("store failed")
            with _filled(world, real=real):
                until = time.monotonic() + 20
                while time.monotonic() < until and world.said("store failed") == before:
                    world.publish()
                    time.sleep(0.1)
                while time.monotonic() < until and (said := health(port)[0]) != 503:
                    time.sleep(0.1)
                require(
                    process.is_alive(), f"a full disk ended it: {(world.home / 'log.jsonl').read_text()[-1000:]}"
                )
                require(world.said("store failed") > before, "it did not notice that the disk is full")
                require(said == 503, f"/healthz says {said} while the disk is full")
            time.sleep(0.5)
            require(process.is_alive(), "it ended after the disk was freed")
            world.stop()
        require(
            "disk is full" in (world.home / "log.jsonl").read_text(), "the log does not say that the disk is full"
        )
        world.settle(120)
        lost = set(world.published) - world.told_in().keys() - {next(iter(world.published))}
    require(not lost, f"lost: {sorted(lost)}")
    require(not world.repeated(), f"{world.repeated()} copies")
    what = (
        f"a real file system of {MEGABYTES} MiB" if real else "every write refused (no right to mount a small disk)"
    )
    return (
        f"{runs} runs, {what}: the service stays, /healthz 503, «disk is full» in the log; {len(world.published)} "
        "entries, 0 lost, 0 twice"
    )


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Mount a small file system at `folder` where this user may; otherwise give False."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=700", "tmpfs", str(folder)]
    able = os.geteuid() == 0 and shutil.which("mount") is not None
    mounted = able and subprocess.run(words, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def _filled(world: World, *, real: bool) -> Iterator[None]:
    mark = world.home / "state" / BALLAST if real else world.home / FULL
    mark.touch()
    if real:
        with closing(sqlite3.connect(world.home / "state" / "ipscwatch.db", timeout=10)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a log of some size could be written over for long
        with mark.open("wb", buffering=0) as ballast:
            try:
                while ballast.write(bytes(4096)):
                    pass
            except OSError:
                pass
    try:
        yield
    finally:
        mark.unlink()


def health(port: int) -> tuple[int, bytes]:
    """Ask /healthz; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()
    except OSError:
        return 0, b""


def forbidden(world: World, _runs: int) -> str:
    """Take away the right to write in every way: it ends at once, with one line: the path and the way out."""
    ways: dict[str, Callable[[Path], object]] = {
        "the state folder is read-only": lambda state: state.chmod(0o500),
        "the state folder is closed": lambda state: state.chmod(0o000),
        "the database is read-only": lambda state: (state / "ipscwatch.db").chmod(0o400),
        "the database is closed": lambda state: (state / "ipscwatch.db").chmod(0o000),
        "the lock is read-only": lambda state: (state / "ipscwatch.lock").chmod(0o400),
        "the home is read-only and has no state": _take_away,
    }
    if os.geteuid() == 0:
        ways["the database belongs to another user"] = lambda state: os.chown(
            state / "ipscwatch.db", STRANGER, STRANGER
        )
        ways["the state folder belongs to another user"] = lambda state: os.chown(state, STRANGER, STRANGER)
    lines = []
    for name, spoil in ways.items():
        world.furnish()
        state = world.home / "state"
        Store.open(state / "ipscwatch.db").close()
        (state / "ipscwatch.lock").touch(mode=0o600)
        spoil(state)
        try:
            done = _run(world.home)
        finally:
            world.home.chmod(0o700)
            if state.exists():
                state.chmod(0o700)
        said = done.stderr.strip()
        require(done.returncode == 3, f"{name}: it ended with {done.returncode}: {said}")
        require(said.count("\n") == 0 and str(state) in said, f"{name}: it says {said}")
        require(any(word in said for word in ("check that", "give it to")), f"{name}: no way out: {said}")
        lines.append(f"\n        {name}: {said.replace(str(world.home), 'HOME')}")
    return f"{len(ways)} ways: exit code 3 and one line, with the path and the way out{''.join(lines)}"


def _take_away(state: Path) -> None:
    shutil.rmtree(state)
    state.parent.chmod(0o500)


def _run(home: Path) -> subprocess.CompletedProcess[str]:
    """Start the service as a user to whom permissions apply, root's powers laid down."""

    def lay_down() -> None:
        library = ctypes.CDLL(None)
        for power in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            library.prctl(PR_CAPBSET_DROP, power, 0, 0, 0)

    words = [str(Path(sys.executable).with_name("ipscwatch")), "run", "--home", str(home)]
    return subprocess.run(
        words,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        preexec_fn=lay_down if os.geteuid() == 0 else None,
    )
