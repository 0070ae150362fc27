"""Whether a publisher lets us read an address: robots.txt by RFC 9309, read by protego."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from protego import Protego

from ipscwatch.fetch.address import Address, Origin, parse
from ipscwatch.fetch.exchange import Answer
from ipscwatch.fetch.faults import Fault
from ipscwatch.model.source import RobotsFile

TOKEN = "ipscwatch"  # noqa: S105 - the product token (RFC 9309, 2.2.1), no password
SIZE_LIMIT = 500 << 10
"""As much as RFC 9309, 2.5, asks us to read."""
_FRESH = 24 * 3600.0
"""Seconds (RFC 9309, 2.4)."""
_UNREACHABLE = 5 * 60.0
"""Seconds until a robots.txt that could not be had is asked for again."""
_MOST_REDIRECTS = 5
_MOST_DELAY = timedelta(seconds=60)
_MOST_KEPT = 1000

_AGENT = re.compile(r"\s*user(?:-|\s*)agent\s*[:\s](.*)", re.IGNORECASE)

Ask = Callable[[Address], Awaitable[Answer]]
"""Fetches an address through the gate; raises ``Fault``."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one origin's robots.txt says: rules, nothing (all is allowed), or why it could not be had."""

    rules: Protego | None
    fault: Fault | None
    until: float
    text: str | None = None
    """The rules as they were sent."""


class Robots:
    """The robots.txt files of the hosts visited, each kept for a day; `earlier` are those of a former process."""

    def __init__(self, earlier: Iterable[RobotsFile] = ()) -> None:
        self._known: dict[Origin, _Rules] = {}
        self._earlier = {file.origin: file for file in earlier}
        self._fetched: dict[str, RobotsFile] = {}

    def fetched(self) -> tuple[RobotsFile, ...]:
        """Return what was fetched since this was last asked, to be kept over a restart."""
        fetched, self._fetched = self._fetched, {}
        return tuple(fetched.values())

    async def check(self, address: Address, ask: Ask, now: datetime) -> None:
        """Raise ``Fault`` when the address may not be read, or it cannot be known whether it may."""
        known = await self._rules(address, ask, now)
        if known.fault is not None:
            raise known.fault
        if known.rules is not None and not known.rules.can_fetch(address.url, TOKEN):
            message = (
                f"{address.shown} may not be read by programs, says its robots.txt; "
                "ask the publisher, and set robots = false for the source if they agree"
            )
            raise Fault(message, blocked=True, transient=False)

    def delay(self, address: Address) -> timedelta:
        """Return the pause between requests that the origin's robots.txt asks for, as far as it is known."""
        known = self._known.get(address.origin)
        seconds = known.rules.crawl_delay(TOKEN) if known and known.rules else None
        return min(timedelta(seconds=min(seconds, 3600)), _MOST_DELAY) if seconds else timedelta()

    async def _rules(self, address: Address, ask: Ask, now: datetime) -> _Rules:
        known = self._known.get(address.origin) or self._kept(address, now)
        if known is not None and monotonic() < known.until:
            return known
        found = await _fetched(address, ask)
        if found.fault is None:
            name = _name(address)
            self._fetched[name] = RobotsFile(origin=name, text=found.text, fetched_at=now)
        if found.fault is not None and known is not None and known.fault is None:
            found = _Rules(known.rules, None, found.until)  # an old copy may be used meanwhile (2.4)
        while len(self._known) >= _MOST_KEPT:
            del self._known[next(iter(self._known))]
        self._known[address.origin] = found
        return found

    def _kept(self, address: Address, now: datetime) -> _Rules | None:
        """Return what an earlier process had, with as much of its day as is left."""
        file = self._earlier.pop(_name(address), None)
        if file is None or file.fetched_at > now:
            return None
        left = _FRESH - (now - file.fetched_at).total_seconds()
        rules = _Rules(None if file.text is None else _read(file.text), None, monotonic() + left, file.text)
        self._known[address.origin] = rules
        return rules


def _name(address: Address) -> str:
    return f"{address.origin.scheme}://{address.authority}"


async def _fetched(address: Address, ask: Ask) -> _Rules:
    now = monotonic()
    try:
        answer = await _asked(parse("/robots.txt", address.url), ask)
    except Fault as fault:
        if fault.status is not None and 400 <= fault.status < 500:  # «unavailable»: all may be read (2.3.1.3)
            return _Rules(None, None, now + _FRESH)
        return _Rules(None, _unreachable(fault), now + _UNREACHABLE)
    text = _text(answer.body)
    return _Rules(_read(text), None, now + _FRESH, text)


async def _asked(address: Address, ask: Ask) -> Answer:
    """Ask for a robots.txt and follow it to where it is; more than five hops mean there is none (2.3.1.2)."""
    for _ in range(_MOST_REDIRECTS + 1):
        answer = await ask(address)
        if answer.location is None:
            return answer
        address = parse(answer.location, address.url)
    message = f"{address.shown} is redirected too often"
    raise Fault(message, status=404)


def _unreachable(fault: Fault) -> Fault:
    """Return the fault that stands for a robots.txt that is «unreachable»: nothing may be read (2.3.1.4)."""
    if fault.status is None:
        return fault
    return Fault(f"{fault}; until its robots.txt can be read, nothing there may be", status=fault.status)


def read(body: bytes) -> Protego:
    """Return the rules in a robots.txt; whatever is no rule is passed over."""
    return _read(_text(body))


def _text(body: bytes) -> str:
    return body[:SIZE_LIMIT].decode("utf-8", "replace").removeprefix("\ufeff")


def _read(text: str) -> Protego:
    return Protego.parse("\n".join(_concerning_us(text.splitlines())))


def _concerning_us(lines: list[str]) -> Iterator[str]:
    """Yield the lines, all robots that are not us under one name.

    The reader's time grows with names times rules: a hostile file would hold it for minutes.
    """
    for line in lines:
        named = _AGENT.match(line)
        if named is None:
            yield line
            continue
        agent = named[1].partition("#")[0].strip().lower()
        ours = agent == "*" or agent.replace("*", "") in TOKEN
        yield f"User-agent: {agent if ours else 'other'}"
