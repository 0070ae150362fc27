"""A request led from its address to a value: turn, robots.txt, gate, answer, redirects, verdict."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from types import TracebackType
from typing import Self

import httpcore
import httpx

from ipscwatch.fetch import guard, headers
from ipscwatch.fetch.address import Address, parse
from ipscwatch.fetch.answers import settled
from ipscwatch.fetch.exchange import Answer, Transport, exchange
from ipscwatch.fetch.faults import Fault, refused, translated
from ipscwatch.fetch.politeness import Lanes, Turns, most_at_once
from ipscwatch.fetch.robots import Robots
from ipscwatch.model.document import Document, Fetched, NotModified, Request
from ipscwatch.model.settings import Polling
from ipscwatch.model.source import RobotsFile, Source, Validators

MOST_REDIRECTS = 5
_PERMANENT = frozenset((301, 308))
_SECONDS_FOR_ROBOTS = 20.0


@dataclass(frozen=True, slots=True)
class _Way:
    """How to the web: connections, and what its hosts' robots.txt say. Sources of one's own go another way."""

    web: Transport
    robots: Robots


@dataclass(slots=True)
class _Visit:
    """One call of `fetch` under way: what was asked, and what is left to spend."""

    source: Source
    request: Request
    known: Validators
    now: datetime
    way: _Way
    seconds: float
    """For answers, in all; waiting for a turn does not count."""
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)


class Fetcher:
    """The one gate to the web; use it as ``async with Fetcher(polling) as fetcher``.

    `host_times` is what an earlier fetcher's `host_times` gave, `robots` what its `robots_files` did, so that hosts
    are left in peace over a restart.
    `resolver` and `backend` stand in for the name service and the network in tests.
    """

    def __init__(
        self,
        polling: Polling,
        *,
        host_times: Mapping[str, datetime] | None = None,
        robots: Iterable[RobotsFile] = (),
        resolver: guard.Resolver = guard.resolve,
        backend: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._polling = polling
        self._headers = headers.base(polling.contact)
        self._turns = Turns(host_times or {})
        self._lanes = Lanes(polling.workers)
        most = most_at_once(polling.workers)
        earlier = tuple(robots)

        def way(*, private: bool, proxy: str | None) -> _Way:
            gate = guard.Guard(private=private or proxy is not None, resolver=resolver, backend=backend)
            return _Way(Transport(gate, connections=most, proxy=proxy), Robots(earlier))

        self._open_way = way(private=False, proxy=polling.proxy)
        self._private_way = way(private=True, proxy=None)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for way in (self._open_way, self._private_way):
            await way.web.aclose()

    @property
    def host_times(self) -> dict[str, datetime]:
        """When each host was last asked, as far as it still matters."""
        return self._turns.times()

    def robots_files(self) -> tuple[RobotsFile, ...]:
        """Return the robots.txt files that were fetched since this was last asked."""
        return (*self._open_way.robots.fetched(), *self._private_way.robots.fetched())

    async def fetch(
        self, source: Source, request: Request, validators: Validators | None, now: datetime
    ) -> Fetched:
        """Ask for one address on behalf of `source`: a document, «not modified» or a failure; never raises.

        Waits for the host's turn and for a free lane first, without limit. `validators` are those that the last
        answer for this address brought; `now` is the time written into the result.
        """
        way = self._private_way if source.allow_private else self._open_way
        seconds = self._polling.timeout.total_seconds()
        visit = _Visit(source, request, validators or Validators(), now, way, seconds)
        try:
            return await self._followed(visit)
        except Fault as fault:
            return fault.failure(source.source_id, now)

    async def _followed(self, visit: _Visit) -> Document | NotModified:
        """Follow redirects by hand, so that every hop goes through the same gate."""
        source, request = visit.source, visit.request
        address, previous, moved = parse(request.url), None, True
        for hop in range(MOST_REDIRECTS + 1):
            conditions = headers.conditions(visit.known, address, first=hop == 0)
            sent = headers.for_hop(self._headers, source, request, address) | conditions
            answer = await self._answer(visit, address, sent, previous)
            if answer.location is None:
                return settled(
                    request,
                    address,
                    answer,
                    known=visit.known,
                    conditional=bool(conditions),
                    moved=moved and hop > 0,
                    now=visit.now,
                )
            moved = moved and answer.status in _PERMANENT
            previous, address = address, parse(answer.location, address.url)
            headers.check_downgrade(source, request, previous, address)
        first = parse(request.url).shown
        message = f"{first} is redirected more than {MOST_REDIRECTS} times; look at it in a browser"
        raise Fault(message, transient=False)

    async def _answer(
        self, visit: _Visit, address: Address, sent: Mapping[str, str], previous: Address | None
    ) -> Answer:
        """Take one hop: wait for the host's turn, ask its robots.txt, send, read."""
        if self._polling.proxy and not visit.source.allow_private:
            guard.check_unresolved(address.origin.host, address.origin.port)
        stays = previous is not None and previous.authority == address.authority
        gap = timedelta() if stays else max(self._polling.host_gap, visit.way.robots.delay(address))
        async with self._turns.turn(address.authority, gap, visit.now), self._lanes.lane():
            if visit.source.robots:
                ask = partial(self._robots_file, visit.way.web)
                await visit.way.robots.check(address, ask, visit.now)
            began = monotonic()
            try:
                return await _timed(exchange(visit.way.web, address, sent, visit.cookies), visit.seconds, address)
            finally:
                visit.seconds -= monotonic() - began

    async def _robots_file(self, web: Transport, address: Address) -> Answer:
        seconds = min(self._polling.timeout.total_seconds(), _SECONDS_FOR_ROBOTS)
        answer = await _timed(exchange(web, address, self._headers), seconds, address)
        if answer.status >= 300 and answer.location is None:
            raise refused(answer.status, address.shown, None)
        return answer


async def _timed(answer: Awaitable[Answer], seconds: float, address: Address) -> Answer:
    try:
        async with asyncio.timeout(max(seconds, 0)):
            return await answer
    except TimeoutError as error:
        raise translated(error, address.shown) from None
