"""A web to fetch from, a fetcher, and a network that leads public addresses to loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpcore
import pytest
from tests.web import Web, serving

from ipscwatch.fetch import Fetcher
from ipscwatch.model.document import Fetched, Request
from ipscwatch.model.settings import Polling
from ipscwatch.model.source import Source, Validators

NOW = datetime(2026, 5, 20, 8, tzinfo=UTC)
PUBLIC = "93.184.216.34"
"""A public address for made-up names; nothing ever connects to it, see `Detour`."""

Fetch = Callable[..., Awaitable[Fetched]]
"""``await fetch(url, validators=…, headers=…, now=…, **source fields)``."""


class Detour(httpcore.AsyncNetworkBackend):
    """A network in which every address leads to one port on loopback; it keeps what was asked for."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[tuple[str, int]] = []
        self.dead: set[str] = set()
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.asked.append((host, port))
        if host in self.dead:
            raise httpcore.ConnectTimeout
        return await self._inner.connect_tcp("127.0.0.1", self.port, timeout, local_address, socket_options)


class Names:
    """A name service with a few names; every other one has the public address."""

    def __init__(self, known: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.known = dict(known or {})
        self.asked: list[str] = []

    async def __call__(self, host: str, _port: int) -> tuple[str, ...]:
        self.asked.append(host)
        return self.known.get(host, (PUBLIC,))


def source_for(url: str, **fields: Any) -> Source:  # noqa: ANN401 - any field of a source
    """A source at `url` that reads no robots.txt unless it is told to."""
    given: dict[str, Any] = {"kind": "feed", "tier": 1, "outlet": "Test", "robots": False}
    return Source(source_id="test", name="Test", url=url, **(given | fields))


def polling(**fields: Any) -> Polling:  # noqa: ANN401 - any field of it
    """Without a gap, unless it is told to."""
    given: dict[str, Any] = {"host_gap": timedelta(), "contact": "https://watch.test/about"}
    return Polling(**(given | fields))


def fetch_with(fetcher: Fetcher) -> Fetch:
    """A shorter way to ask."""

    async def fetch(
        url: str,
        *,
        validators: Validators | None = None,
        headers: Mapping[str, str] | None = None,
        now: datetime = NOW,
        source_url: str | None = None,
        source_headers: Mapping[str, str] | None = None,
        **fields: Any,  # noqa: ANN401 - as in source_for
    ) -> Fetched:
        given = {"allow_private": True, "headers": source_headers or {}} | fields
        source = source_for(source_url or url, **given)
        return await fetcher.fetch(source, Request(url=url, headers=headers or {}), validators, now)

    return fetch


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with serving() as served:
        yield served


@pytest.fixture
async def fetch() -> AsyncIterator[Fetch]:
    """Ask loopback itself, as a source that may live there."""
    async with Fetcher(polling()) as fetcher:
        yield fetch_with(fetcher)


@pytest.fixture
def names() -> Names:
    return Names()


@pytest.fixture
def detour(web: Web) -> Detour:
    return Detour(web.port)


@pytest.fixture
async def ask(names: Names, detour: Detour) -> AsyncIterator[Fetch]:
    """Ask the open web, as any source does: names have public addresses, and those lead to `web`."""
    async with Fetcher(polling(), resolver=names, backend=detour) as fetcher:
        plain = fetch_with(fetcher)

        async def fetch(url: str, **fields: Any) -> Fetched:  # noqa: ANN401 - as in source_for
            return await plain(url, **({"allow_private": False} | fields))

        yield fetch
