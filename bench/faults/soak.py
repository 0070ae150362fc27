"""A week of 200 sources in some minutes, with one answer in a hundred broken: nothing lost, nothing that grows."""

from __future__ import annotations

import time
from pathlib import Path

from bench.faults.world import World, require
from ipscwatch.newsroom.web import Page

SOURCES = 200
DAYS = 7
FAULTS = 0.01
LARGEST_LOG = 64 << 20
SAMPLE = 2.0
"""Seconds between two looks at memory and open files."""
BROKEN = (
    Page(body=b"busy", content_type="text/plain", status=503),
    Page(body=b"<html>oops</html>", content_type="text/html"),
    Page(body=b"", content_type="application/rss+xml"),
)


def soak(world: World, seconds: int) -> str:
    """Let a week pass in `seconds`."""
    feeds = tuple(f"s{n:03}" for n in range(SOURCES))
    world.feeds = feeds
    world.furnish()
    sources = world.home / "config" / "sources.toml"
    sources.write_text(sources.read_text().replace('interval = "1m"', 'interval = "1h"'))
    before = {world.publish() for _ in range(SOURCES)}
    speed = DAYS * 86_400 / seconds
    process = world.start(speed=speed)
    require(process.pid is not None, "it did not start")
    log, largest = world.home / "state" / "ipscwatch.db-wal", 0
    samples: list[tuple[float, float, int]] = []
    until = time.monotonic() + seconds
    next_sample = time.monotonic() + seconds / 4
    while time.monotonic() < until:
        world.publish()
        _break_some(world)
        if time.monotonic() >= next_sample:
            next_sample = time.monotonic() + SAMPLE
            samples.append((time.monotonic(), _resident(process.pid or 0), _open_files(process.pid or 0)))
            largest = max(largest, log.stat().st_size if log.exists() else 0)
        time.sleep(seconds / 400)
        require(process.is_alive(), "it ended")
    for name in feeds:
        world.reprint(name)
    world.kill()
    world.settle(120)
    slope = _slope([(at, value) for at, value, _ in samples]) * seconds / DAYS
    files = [files for *_, files in samples]
    lost = set(world.published) - before - world.told_in().keys()
    require(not lost, f"lost: {sorted(lost)[:9]}")
    require(not world.repeated(), f"{world.repeated()} copies")
    require(slope < 1, f"memory grows by {slope:.2f} MiB a day")
    growth = _slope([(at, float(n)) for at, _, n in samples]) * seconds / DAYS
    require(growth < 1, f"open files grow by {growth:.1f} a day, from {min(files)} to {max(files)}")
    require(largest < LARGEST_LOG, f"a write-ahead log of {largest >> 20} MiB")
    return (
        f"{SOURCES} sources, {DAYS} days, {len(world.published)} entries: 0 lost, memory {slope:+.2f} MiB a day at "
        f"{samples[-1][1]:.0f} MiB, {min(files)} to {max(files)} open files ({growth:+.2f} a day), log at most "
        f"{largest / (1 << 20):.1f} MiB"
    )


def _break_some(world: World) -> None:
    """Let some feeds answer wrongly until the next look, and mend those that did."""
    for name in world.feeds:
        if world.rng.random() < FAULTS:
            world.web.pages[f"/{name}"] = world.rng.choice(BROKEN)
        elif world.web.pages[f"/{name}"] in BROKEN:
            world.reprint(name)


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def _open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def _slope(points: list[tuple[float, float]]) -> float:
    """Return the slope of the line of least squares."""
    n = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0
