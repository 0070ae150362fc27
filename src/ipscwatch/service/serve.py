"""The service: polls what is due, makes digests at their time, sends, looks after itself; until told to stop.

APScheduler wakes the jobs. What is due, and when, stands in SQLite and is decided by pure functions, so a
restart, a sleeping machine or a changed clock changes nothing: each job runs late rather than never, never twice
at once. The scheduler waits for times of day, so where the clock was set back its jobs are brought forward.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers.interval import IntervalTrigger

from ipscwatch.errors import ConfigError, CorruptError, IpscwatchError, SchemaError, StoreError
from ipscwatch.model.change import Change
from ipscwatch.model.settings import Settings
from ipscwatch.service import backups
from ipscwatch.service.alerts import alert_due
from ipscwatch.service.apart import apart
from ipscwatch.service.clock import utc_now
from ipscwatch.service.composing import compose_due
from ipscwatch.service.condition import Trouble, condition
from ipscwatch.service.engine import Engine, opened
from ipscwatch.service.logs import LOGGER, event
from ipscwatch.service.notify import notify, watchdog
from ipscwatch.service.ping import Occasion, ping
from ipscwatch.service.reload import Load, Watch
from ipscwatch.service.run import DEADLINE, run_once
from ipscwatch.service.sending import lane, settle_late

TICK = timedelta(seconds=20)
UPKEEP = timedelta(hours=1)
"""How often upkeep looks whether something is to be done; a backup is made once a day."""
PING_GAP = timedelta(minutes=1)
BREATH = timedelta(seconds=2)
"""How long polls and upkeep may go on after the signal to stop; to give them up loses nothing."""
DRAIN = timedelta(seconds=8)
"""How long messages may: one given up after its last byte may arrive twice."""
SENDING = "send to "

Clock = Callable[[], datetime]
Work = Callable[[], Coroutine[Any, Any, None]]


async def serve(settings: Settings, *, load: Load | None = None, clock: Clock = utc_now) -> None:
    """Run until SIGTERM or SIGINT, then finish what is under way and return.

    `load` reads the configuration again, when a file changed or at SIGHUP; without it the first one stays.
    """
    stop, reload = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = {signal.SIGTERM: stop.set, signal.SIGINT: stop.set, signal.SIGHUP: reload.set}
    for number, act in signals.items():
        loop.add_signal_handler(number, act)
    try:
        async with opened(settings, clock()) as engine:
            watch = Watch(settings.home, load) if load else None
            await _Service(engine, clock, stop, watch, reload).run()
    finally:
        for number in signals:
            loop.remove_signal_handler(number)


class _Service:
    """The jobs over one engine."""

    def __init__(
        self, engine: Engine, clock: Clock, stop: asyncio.Event, watch: Watch | None, reload: asyncio.Event
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._stop = stop
        self._watch = watch
        self._reload = reload
        self._working: dict[str, asyncio.Task[None]] = {}
        self._troubles: dict[str, Trouble] = {}
        self._broken: IpscwatchError | None = None
        self._listening = False
        self._polled = self._pinged = monotonic()

    async def run(self) -> None:
        """Start the jobs, wait for the signal, let the work under way end."""
        async with contextlib.AsyncExitStack() as stack:
            scheduler = AsyncIOScheduler(timezone=UTC)
            self._again(scheduler, "poll", TICK, self._poll)
            self._again(scheduler, "compose", TICK, self._compose)
            self._again(scheduler, "send", TICK, self._send_waiting)
            self._again(scheduler, "configuration", TICK, self._look)
            self._again(scheduler, "upkeep", UPKEEP, self._upkeep)
            self._monitor(scheduler, stack)
            self._live(scheduler)
            scheduler.start()
            minding = asyncio.create_task(_mind_the_clock(scheduler))
            sources = sum(source.enabled for source in self._engine.settings.sources)
            event("started", sources=sources, terms=len(self._engine.settings.terms))
            notify("READY=1")
            await self._stop.wait()
            notify("STOPPING=1")
            scheduler.pause()
            minding.cancel()
            await self._drain()
            scheduler.shutdown(wait=False)
            with contextlib.suppress(StoreError):  # it was told when it could not be written
                settle_late(self._engine)
        event("stopped")
        if self._broken is not None:
            raise self._broken

    def _again(self, scheduler: BaseScheduler, name: str, pause: timedelta, work: Work) -> None:
        """Do a piece of work now and every `pause`; a run that is missed comes late, several missed ones once.

        What comes due in the moment of the signal is left for the next start: the store is about to be closed.
        """

        async def do() -> None:
            if not self._stop.is_set():
                await asyncio.wait([self._begin(name, work)])

        scheduler.add_job(
            do,
            IntervalTrigger(seconds=pause.total_seconds()),
            id=name,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def _begin(self, name: str, work: Work) -> asyncio.Task[None]:
        """Begin a piece of work; where one of its name is under way, that one goes on."""
        if name not in self._working:
            self._working[name] = asyncio.create_task(work(), name=name)
            self._working[name].add_done_callback(self._ended)
        return self._working[name]

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Note how work ended: a fault is logged and told, and the work comes again.

        Only a database that is damaged or not ours stops the service: a full disk or a lock passes.
        """
        name = task.get_name()
        del self._working[name]
        error = None if task.cancelled() else task.exception()
        if error is None:
            self._troubles.pop(name, None)
            return
        if isinstance(error, IpscwatchError):
            kind, said = "store" if isinstance(error, StoreError) else "job", str(error)
            event(f"{kind} failed", level=logging.ERROR, job=name, error=said)
        else:
            kind, said = "crashed", f"{name}: {type(error).__name__}; see the log"
            LOGGER.error("job crashed", exc_info=error, extra={"fields": {"job": name}})
        self._troubles[name] = Trouble(level="bad", kind=kind, said=said)
        if isinstance(error, (CorruptError, SchemaError)):
            self._broken = error
            self._stop.set()

    async def _drain(self) -> None:
        """Give the work under way its time, messages the most; what is given up is done at the next start."""
        for patience in (BREATH, DRAIN - BREATH):
            if not self._working:
                return
            _, late = await asyncio.wait(self._working.values(), timeout=patience.total_seconds())
            for task in late:
                if patience != BREATH or not task.get_name().startswith(SENDING):
                    task.cancel()
            await asyncio.sleep(0)
        await asyncio.gather(*self._working.values(), return_exceptions=True)

    async def _poll(self) -> None:
        engine, now = self._engine, self._clock()
        self._polled = monotonic()
        if engine.store.due(engine.settings.sources, now):
            report = await run_once(engine, now, stopping=self._stop.is_set)
            event("pass", polled=report.polled, failed=report.failed, new=report.new_items, changes=report.changes)
            if report.polled > report.failed and monotonic() - self._pinged >= PING_GAP.total_seconds():
                self._pinged = monotonic()
                self._ping("cycle")
        await engine.visitor.readers.rest()

    async def _compose(self) -> None:
        engine, now = self._engine, self._clock()
        made = [*compose_due(engine, now), *alert_due(engine, now)]
        if made:
            await self._send_waiting()

    async def _send_waiting(self) -> None:
        """Note what was sent while the store could not be written; let every channel send what waits for it."""
        settle_late(self._engine)
        for channel_id in self._engine.store.waiting_channels():
            self._begin(f"{SENDING}{channel_id}", partial(self._send, channel_id))

    async def _send(self, channel_id: str) -> None:
        await lane(
            self._engine,
            channel_id,
            self._clock,
            stopping=self._stop.is_set,
            arrived=lambda _digest_id: self._ping("digest"),
        )

    def _ping(self, occasion: Occasion) -> None:
        self._begin(f"ping after {occasion}", partial(self._pinging, occasion))

    async def _pinging(self, occasion: Occasion) -> None:
        await ping(self._engine, occasion, self._clock())

    async def _look(self) -> None:
        """Take over a configuration that changed; keep the one there is, and say so, where it is wrong."""
        if self._watch is None:
            return
        forced = self._reload.is_set()
        self._reload.clear()
        try:
            settings = self._watch.look(forced=forced)
        except ConfigError as error:
            self._refuse(error)
            return
        if settings is not None and settings != self._engine.settings:
            self._engine = await self._engine.reconfigured(settings, self._clock())
            event("configuration taken over", sources=sum(source.enabled for source in settings.sources))
        if settings is not None:
            self._troubles.pop("configuration file", None)

    def _refuse(self, error: ConfigError) -> None:
        first, more = error.problems[0], len(error.problems) - 1
        note = f"{first}{f' (and {more} more)' if more else ''}; the former one goes on"
        event("configuration refused", level=logging.ERROR, error=note)
        self._troubles["configuration file"] = Trouble(level="warning", kind="config_invalid", said=note)
        change = Change(kind="config_invalid", at=self._clock(), severity="high", note=note)
        self._engine.store.write_changes((change,))

    async def _upkeep(self) -> None:
        engine, now = self._engine, self._clock()
        schedules = [schedule.schedule_id for schedule in engine.settings.digests]
        work = partial(backups.look_after, engine.settings.database, engine.settings.upkeep, schedules, now)
        kept = await apart(work)
        if kept.backup or kept.dropped_texts:
            event("looked after", backup=kept.backup, dropped_texts=kept.dropped_texts)

    def _monitor(self, scheduler: BaseScheduler, stack: contextlib.AsyncExitStack) -> None:
        """Answer a monitor, where a port is configured; only then is its library loaded."""
        port = self._engine.settings.health_port
        if port is None:
            return
        from ipscwatch.service.monitor import Board, watched  # noqa: PLC0415 - it costs memory nobody else needs

        board = Board(self._clock)

        async def answer() -> None:
            if not self._listening:
                self._listening = self._entered(stack, watched(board, port), port)
            await self._snapshot(board)

        self._again(scheduler, "health", TICK, answer)

    def _entered(self, stack: contextlib.AsyncExitStack, door: AbstractContextManager[int], port: int) -> bool:
        """Say whether the door for a monitor is open; where it cannot be, that is told once and tried again."""
        try:
            stack.enter_context(door)
        except OSError as error:
            if "health port" not in self._troubles:
                note = f"port {port} of 127.0.0.1 cannot be listened on ({error.strerror}); give [health] another"
                event("no monitor", level=logging.ERROR, error=note)
                self._troubles["health port"] = Trouble(level="warning", kind="config_invalid", said=note)
                change = Change(kind="config_invalid", at=self._clock(), severity="high", note=note)
                self._engine.store.write_changes((change,))
            return False
        self._troubles.pop("health port", None)
        return True

    async def _snapshot(self, board: Any) -> None:  # noqa: ANN401 - its type comes with the library
        from ipscwatch.service.monitor import Snapshot  # noqa: PLC0415 - as above

        engine, now = self._engine, self._clock()
        enabled = [source.source_id for source in engine.settings.sources if source.enabled]
        states = engine.store.states(enabled).values()
        lasts = {s.schedule_id: engine.store.last_digest(s.schedule_id) for s in engine.settings.digests}
        board.snapshot = Snapshot(
            condition=condition(
                engine.store, engine.settings, now, running=True, troubles=tuple(self._troubles.values())
            ),
            counts=engine.store.counts(),
            health=Counter(state.health for state in states),
            last_success_at=max((s.last_success_at for s in states if s.last_success_at), default=None),
            digests={name: last.until_at for name, last in lasts.items() if last is not None},
        )

    def _live(self, scheduler: BaseScheduler) -> None:
        """Show the service manager signs of life, where it wants them."""
        every = watchdog()
        if every:
            self._again(scheduler, "watchdog", every, self._sign)

    async def _sign(self) -> None:
        """Give a sign of life, but not when the polls have stood still for longer than a pass may take."""
        if monotonic() - self._polled < (2 * DEADLINE).total_seconds():
            notify("WATCHDOG=1")


async def _mind_the_clock(scheduler: BaseScheduler) -> None:
    """Look at the clock every `TICK`, by the monotonic one, and bring the jobs forward where it was set back."""
    before = datetime.now(UTC)
    while True:
        await asyncio.sleep(TICK.total_seconds())
        now = datetime.now(UTC)
        bring_forward(scheduler, before, now)
        before = now


def bring_forward(scheduler: BaseScheduler, before: datetime, now: datetime) -> None:
    """Let every job run at once when `now` lies before the time last seen: it would wait for a day that was."""
    if now < before:
        for job in scheduler.get_jobs():
            job.modify(next_run_time=now)
