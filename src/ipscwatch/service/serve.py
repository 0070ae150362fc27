"""The service: a tick that polls what is due, digests at their local time, deliveries, upkeep; until told to stop.

APScheduler wakes the jobs; what is due, and when, stands in SQLite and is decided by pure functions: a restart, a
sleeping machine or a changed clock changes nothing. Each job runs at most once at a time, and late rather than
never.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from ipscwatch.errors import IpscwatchError, StoreError
from ipscwatch.model.settings import Settings
from ipscwatch.service.engine import Engine, opened
from ipscwatch.service.logs import event
from ipscwatch.service.run import run_once
from ipscwatch.service.telling import compose_due, deliver

TICK = timedelta(seconds=20)
UPKEEP = timedelta(hours=6)
DRAIN = timedelta(seconds=8)
"""How long work under way may go on after the signal to stop."""


def utc_now() -> datetime:
    """Return the time; the only place in the running service where the clock is read."""
    return datetime.now(UTC)


async def serve(settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> None:
    """Run until SIGTERM or SIGINT, then finish what is under way and return."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        async with opened(settings, clock()) as engine:
            await _Service(engine, clock, stop).run()
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


class _Service:
    """The scheduler's jobs over one engine."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime], stop: asyncio.Event) -> None:
        self._engine = engine
        self._clock = clock
        self._stop = stop
        self._working: set[asyncio.Task[None]] = set()
        self._broken: IpscwatchError | None = None

    async def run(self) -> None:
        """Start the jobs, wait for the signal, let the work under way end."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        self._add(scheduler, "poll", TICK, self._poll)
        self._add(scheduler, "tell", TICK, self._tell)
        self._add(scheduler, "upkeep", UPKEEP, self._upkeep)
        scheduler.start()
        sources = sum(source.enabled for source in self._engine.settings.sources)
        event("started", sources=sources, terms=len(self._engine.settings.terms))
        await self._stop.wait()
        scheduler.pause()
        await self._drain()
        scheduler.shutdown(wait=False)
        event("stopped")
        if self._broken is not None:
            raise self._broken

    def _add(
        self, scheduler: AsyncIOScheduler, name: str, every: timedelta, work: Callable[[], Awaitable[None]]
    ) -> None:
        scheduler.add_job(
            self._guarded,
            IntervalTrigger(seconds=int(every.total_seconds())),
            args=(name, work),
            id=name,
            next_run_time=self._clock(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    async def _guarded(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run one job; an error of ours is logged and the job comes again, a broken store stops the service."""
        task = asyncio.ensure_future(work())
        self._working.add(task)
        try:
            await asyncio.shield(task)
        except StoreError as error:
            event("store failed", level=logging.ERROR, job=name, error=str(error))
            self._broken = error
            self._stop.set()
        except IpscwatchError as error:
            event("job failed", level=logging.ERROR, job=name, error=str(error))
        except Exception:  # the service must outlive a fault of one job; it is logged in full
            logging.getLogger("ipscwatch").exception("job crashed", extra={"fields": {"job": name}})
        finally:
            self._working.discard(task)

    async def _drain(self) -> None:
        pending = list(self._working)
        if not pending:
            return
        _, late = await asyncio.wait(pending, timeout=DRAIN.total_seconds())
        for task in late:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*late, return_exceptions=True)

    async def _poll(self) -> None:
        now = self._clock()
        if self._engine.store.due([s for s in self._engine.settings.sources if s.enabled], now):
            report = await run_once(self._engine, now)
            event("pass", polled=report.polled, failed=report.failed, new=report.new_items, changes=report.changes)
        await self._engine.visitor.readers.rest()

    async def _tell(self) -> None:
        compose_due(self._engine, self._clock())
        await deliver(self._engine, self._clock(), clock=self._clock)

    async def _upkeep(self) -> None:
        self._engine.store.optimize()
