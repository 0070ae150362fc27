"""Taking turns: one request at a time to a host, a pause between two, and a bounded number at once in all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from time import monotonic

_REMEMBERED = timedelta(minutes=15)
"""How long it matters when a host was last asked; longer than any gap."""
PATIENCE = 5.0
"""Seconds after which a request no longer keeps others from starting."""
_SLOW_FOR_EACH = 9
"""Requests that may be under way beyond their patience, for each of the usual ones."""


class _Host:
    """A host's turn, and when the last one ended."""

    __slots__ = ("ended", "ended_at", "lock", "users")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.users = 0
        self.ended: float | None = None
        self.ended_at: datetime | None = None


class Turns:
    """The turns of all hosts. `times` says when each was last asked, as far as an earlier process knew."""

    def __init__(self, times: Mapping[str, datetime]) -> None:
        self._earlier = dict(times)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, name: str, gap: timedelta, now: datetime) -> AsyncIterator[None]:
        """Wait until `name` is free and `gap` has passed since its last turn; `now` is the present time."""
        began = monotonic()
        host = self._hosts.setdefault(name, _Host())
        host.users += 1
        try:
            async with host.lock:
                if wait := self._rest_of(gap, name, host, now):
                    await asyncio.sleep(wait)
                try:
                    yield
                finally:
                    host.ended = monotonic()
                    host.ended_at = now + timedelta(seconds=host.ended - began)
        finally:
            host.users -= 1

    def _rest_of(self, gap: timedelta, name: str, host: _Host, now: datetime) -> float:
        """Return the seconds still to wait; never more than the gap, whatever the clock did meanwhile."""
        if not gap:
            return 0
        if host.ended is not None:
            passed = monotonic() - host.ended
        elif name in self._earlier:
            passed = (now - self._earlier[name]).total_seconds()
        else:
            return 0
        seconds = gap.total_seconds()
        return min(max(seconds - passed, 0), seconds)

    def times(self) -> dict[str, datetime]:
        """Return when each host was last asked, as far as it still matters, and forget the others."""
        known = {name: host.ended_at for name, host in self._hosts.items() if host.ended_at is not None}
        times = self._earlier | known
        newest = max(times.values(), default=None)
        if newest is None:
            return {}
        self._earlier = {name: at for name, at in times.items() if newest - at < _REMEMBERED}
        for name in [name for name, host in self._hosts.items() if not host.users and name not in self._earlier]:
            del self._hosts[name]
        return dict(self._earlier)


class Lanes:
    """The way to the network: `width` requests at once, and those that take long make room for others.

    Without that, as many silent servers as there are lanes would hold up everybody until their deadline.
    """

    def __init__(self, width: int, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._usual = asyncio.Semaphore(width)
        self._all = asyncio.Semaphore(most_at_once(width))

    @asynccontextmanager
    async def lane(self) -> AsyncIterator[None]:
        """Wait for a free lane and keep it for the block, or for as long as patience lasts."""
        async with self._all:
            await self._usual.acquire()
            freed = False

            def free() -> None:
                nonlocal freed
                if not freed:
                    freed = True
                    self._usual.release()

            patience = asyncio.get_running_loop().call_later(self._patience, free)
            try:
                yield
            finally:
                patience.cancel()
                free()


def most_at_once(width: int) -> int:
    """Return how many requests may be under way when all that can be slow are."""
    return width * (1 + _SLOW_FOR_EACH)
