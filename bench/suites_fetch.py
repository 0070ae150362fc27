"""Other projects' robots.txt cases, forbidden addresses and compressed streams, put to the door to the web.

Looks for ``../shared/suites`` beside the repository, and skips what is absent. No connection leaves the process:
the name service and the network are stand-ins, and what is asked of them is counted.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpcore

from ipscwatch.fetch import Fetcher, robots
from ipscwatch.fetch.body import Body
from ipscwatch.fetch.faults import Fault
from ipscwatch.model.document import Failure, Fetched, Request
from ipscwatch.model.settings import Polling
from ipscwatch.model.source import Source

SUITES = Path(__file__).resolve().parents[2] / "shared" / "suites"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
ROBOTS_FLOOR = 130
PUBLIC = "93.184.216.34"


class Tripwire(httpcore.AsyncNetworkBackend):
    """A network where one public address answers with a redirect; all else is refused and counted."""

    def __init__(self) -> None:
        self.location = ""
        self.asked: list[str] = []

    async def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> httpcore.AsyncNetworkStream:
        """Answer without any network."""
        if host == PUBLIC:
            head = f"HTTP/1.1 302 Found\r\nLocation: {self.location}\r\nContent-Length: 0\r\n\r\n"
            return httpcore.AsyncMockStream([head.encode()])
        self.asked.append(f"{host}:{port}")
        raise httpcore.ConnectError


async def resolve(host: str, _port: int) -> tuple[str, ...]:
    """Give every name but our own, ``localhost`` among them, an address that must not be connected to."""
    return (PUBLIC,) if host == "start.test" else ("127.0.0.1",)


def cases(name: str) -> Iterator[dict[str, Any]]:
    """Yield the cases of a suite's manifest; none where it is absent."""
    path = SUITES / name
    if not path.exists():
        print(f"skipped: {path} is not there")
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def robots_txt() -> bool:
    """Google's cases, each read as if its robot were us."""
    right = total = 0
    for case in cases("robots/google_cases.jsonl"):
        with patch.object(robots, "TOKEN", case["agent"].lower()):
            allowed = robots.read(case["robots"].encode()).can_fetch(case["url"], case["agent"])
        total += 1
        right += allowed == case["allowed"]
    print(f"robots: {right}/{total} (floor {ROBOTS_FLOOR})")
    return total == 0 or right >= ROBOTS_FLOOR


def forbidden_addresses() -> bool:
    """Each address as a source, as one with a robots.txt, and as a redirect's target: refused without a packet."""
    network = Tripwire()
    found = list(cases("ssrf-urls/manifest.jsonl"))
    refused = asyncio.run(_refused(found, network))
    print(f"ssrf-urls: {refused}/{len(found)} refused, {len(network.asked)} connections tried")
    return refused == len(found) and not network.asked


async def _refused(found: list[dict[str, Any]], network: Tripwire) -> int:
    refused = 0
    for case in found:
        network.location = case["url"]
        async with Fetcher(Polling(host_gap=timedelta()), resolver=resolve, backend=network) as fetcher:
            asked = ((case["url"], False), (case["url"], True), ("http://start.test/", False))
            answers = [await _answer(fetcher, url, obey=obey) for url, obey in asked]
        refused += all(isinstance(answer, Failure) and not answer.transient for answer in answers)
    return refused


async def _answer(fetcher: Fetcher, url: str, *, obey: bool) -> Fetched:
    source = Source(source_id="suite", name="Suite", kind="feed", url=url, tier=6, outlet="Suite", robots=obey)
    return await fetcher.fetch(source, Request(url=url), None, NOW)


def compressed_streams() -> bool:
    """Brotli is not offered: each stream must be refused by the name of its coding."""
    refused = total = 0
    for case in cases("compressed-streams/manifest.jsonl"):
        total += 1
        stream = (SUITES / "compressed-streams" / case["path"]).read_bytes()
        try:
            Body("br", limit=20 << 20, whose="it").add(stream)
        except Fault as fault:
            refused += "'br'" in str(fault)
    print(f"compressed-streams: {refused}/{total} refused by name")
    return refused == total


def main() -> int:
    """Run all; 1 when one is below its floor."""
    suites: tuple[Callable[[], bool], ...] = (robots_txt, forbidden_addresses, compressed_streams)
    failed = sum(not suite() for suite in suites)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
