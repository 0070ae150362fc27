"""Servers that mean harm or hang: what one costs, and whether it holds up the others."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from bench._measure import run, web, within
from bench._web import addresses
from bench.polling import MAIN, TABLE, TERMS
from ipscwatch import channels, sources
from ipscwatch.config import load
from ipscwatch.fetch import Fetcher
from ipscwatch.model.document import Failure, Request
from ipscwatch.model.settings import Polling
from ipscwatch.model.source import Source
from ipscwatch.service.engine import opened
from ipscwatch.service.run import run_once

TARPITS = GOOD = 50
ONE = """
import asyncio, sys
from bench.hostile import fetch_one
asyncio.run(fetch_one(sys.argv[1]))
"""


async def fetch_one(url: str) -> None:
    """Fetch one address and print how long it took, how much more memory, and what came of it."""
    import resource  # noqa: PLC0415 - only here

    source = Source(
        source_id="s", name="S", kind="feed", url=url, tier=6, outlet="S", allow_private=True, robots=False
    )
    async with Fetcher(Polling()) as fetcher:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = monotonic()
        fetched = await fetcher.fetch(source, Request(url=url), None, datetime.now(UTC))
        took = monotonic() - began
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    said = fetched.message if isinstance(fetched, Failure) else "TAKEN"
    print(f"{took:.3f}\t{more:.1f}\t{said}")


def attack(url: str) -> tuple[float, float, str]:
    """Fetch an address in a process of its own: seconds, megabytes, and what was said."""
    took, more, said = run((sys.executable, "-c", ONE, url)).said.strip().split("\t")
    print(f"  {said}")
    return float(took), float(more), said


def bombs() -> bool:
    """300 MB in gzip, and a body that never ends."""
    with web() as port:
        bomb, swollen, told = attack(f"http://127.0.0.1:{port}/bomb")
        endless, grown, stopped = attack(f"http://127.0.0.1:{port}/endless")
    return all(
        (
            within("300 MB bomb, time", bomb, 0.2, " s"),
            within("300 MB bomb, memory", swollen, 30, " MB"),
            within("endless body, time", endless, 10, " s"),
            within("endless body, memory", grown, 30, " MB"),
            "TAKEN" not in told + stopped,
        )
    )


def tarpits() -> bool:
    """50 servers that never answer and 50 good ones, ten at a time: the good ones must not wait."""
    with web(TARPITS + GOOD) as port, tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "config").mkdir()
        hosts = addresses(TARPITS + GOOD)
        tables = [TABLE.format(n=n, host=host, port=port) for n, host in enumerate(hosts)]
        tables = [
            table.replace(f"/feed/{n}", "/tarpit") if n < TARPITS else table for n, table in enumerate(tables)
        ]
        (home / "config" / "ipscwatch.toml").write_text(MAIN)
        (home / "config" / "sources.toml").write_text("".join(tables))
        (home / "config" / "terms.toml").write_text(TERMS)
        last = asyncio.run(_last_good(home))
    return within(f"last of {GOOD} good sources beside {TARPITS} tarpits", last, 60, " s")


async def _last_good(home: Path) -> float:
    """Return when the last good source was read, in seconds after the start of the pass."""
    settings = load(home, kinds=sources.kinds(), channels=channels.kinds(), environ={})
    read: list[float] = []
    began = monotonic()

    def progress(source: Source, _done: int, _total: int) -> None:
        if int(source.source_id[1:]) >= TARPITS:
            read.append(monotonic() - began)

    now = datetime.now(UTC)
    async with opened(settings, now) as engine:
        report = await run_once(engine, now, progress=progress)
    print(f"  the pass took {monotonic() - began:.0f} s: {report.polled} polled, {report.failed} failed")
    return max(read) if len(read) == GOOD else float("inf")


def main() -> int:
    """Measure all; 1 when one figure is missed."""
    figures: tuple[Callable[[], bool], ...] = (bombs, tarpits)
    kept = [figure() for figure in figures]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
