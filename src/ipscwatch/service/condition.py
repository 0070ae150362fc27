"""Is it well, and what does it wait for: one answer for `status`, for the health endpoint and for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from ipscwatch.model.digest import Delivery, DigestSchedule
from ipscwatch.model.settings import Settings
from ipscwatch.model.source import Source, SourceState
from ipscwatch.service import backups
from ipscwatch.service.composing import due
from ipscwatch.service.days import next_day
from ipscwatch.service.engine import started_at
from ipscwatch.store import Store

Level = Literal["well", "warning", "bad"]
LEVELS: tuple[Level, ...] = ("well", "warning", "bad")

SLACK = timedelta(minutes=30)
"""How late a pass or a digest may be: a pass may take its time, and a retry too."""
PATIENCE = timedelta(hours=24)
"""How long a message may wait before that is bad."""
BACKUP_AGE = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that is not as it should be."""

    level: Level
    kind: str
    """A word for programs, such as ``source_failing``."""
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One thing that will happen by itself."""

    kind: Literal["poll", "digest", "message"]
    name: str
    at: datetime | None
    """None: as soon as it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How the watcher is at a moment."""

    at: datetime
    troubles: tuple[Trouble, ...]
    waits: tuple[Wait, ...]

    @property
    def level(self) -> Level:
        """The worst of all troubles."""
        return max((trouble.level for trouble in self.troubles), key=LEVELS.index, default="well")


def condition(
    store: Store, settings: Settings, now: datetime, *, running: bool, troubles: Sequence[Trouble] = ()
) -> Condition:
    """Judge the watcher by what its store says; `troubles` are those only the running service knows."""
    sources = [source for source in settings.sources if source.enabled]
    states = store.states(source.source_id for source in sources)
    waiting, failed = store.deliveries(state="waiting"), store.deliveries(state="failed")
    found = (
        *troubles,
        *_resting(running=running),
        *_unpolled(store, settings, list(states.values()), now),
        *_network(store, settings),
        *_late_digests(store, settings, now),
        *_undelivered(store, waiting, failed, now),
        *_sources(sources, states.values()),
        *_set_aside(store),
        *_unsaved(store, settings, now),
    )
    ordered = sorted(found, key=lambda trouble: -LEVELS.index(trouble.level))
    return Condition(
        at=now, troubles=tuple(ordered), waits=tuple(_waits(store, settings, states.values(), waiting))
    )


def _resting(*, running: bool) -> Iterator[Trouble]:
    if not running:
        yield Trouble(
            level="bad", kind="not_running", said="the service is not running; start it with «ipscwatch run»"
        )


def _unpolled(store: Store, settings: Settings, states: Sequence[SourceState], now: datetime) -> Iterator[Trouble]:
    sources = [source for source in settings.sources if source.enabled]
    if not sources:
        return
    good = max((state.last_success_at for state in states if state.last_success_at), default=None)
    limit = 2 * min(source.interval for source in sources) + SLACK
    if (good or started_at(store)) + limit < now:
        since = f"since {_moment(good, settings)}" if good else "yet"
        yield Trouble(level="bad", kind="no_good_poll", said=f"no source was polled with success {since}")


def _moment(at: datetime, settings: Settings) -> str:
    zone = settings.digests[0].zone
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} {zone}"


def _network(store: Store, settings: Settings) -> Iterator[Trouble]:
    last = store.newest_change("network_down", "network_up")
    if last is not None and last.kind == "network_down":
        said = f"the network is down since {_moment(last.at, settings)}: {last.note}"
        yield Trouble(level="bad", kind="network_down", said=said)


def _late_digests(store: Store, settings: Settings, now: datetime) -> Iterator[Trouble]:
    for schedule in settings.digests:
        day = due(store, schedule, now)
        if day is not None and day.at + SLACK < now:
            was_due = f"{day.at.astimezone(ZoneInfo(schedule.zone)):%H:%M} {schedule.zone}"
            said = f"the digest {schedule.schedule_id} of {day.local_on} was due at {was_due} and is not made"
            yield Trouble(level="bad", kind="digest_late", said=said)


def _undelivered(
    store: Store, waiting: Sequence[Delivery], failed: Sequence[Delivery], now: datetime
) -> Iterator[Trouble]:
    for one in waiting:
        if one.last_error:
            level: Level = "bad" if one.enqueued_at + PATIENCE < now else "warning"
            yield Trouble(level=level, kind="message_waiting", said=_delivery(one, "waits"))
    for channel_id in sorted({one.message.channel_id for one in failed}):
        newest = next(one for one in failed if one.message.channel_id == channel_id)
        level = "warning" if _arrived_since(store, newest) else "bad"
        yield Trouble(level=level, kind="message_failed", said=_delivery(newest, "was not delivered"))


def _arrived_since(store: Store, failed: Delivery) -> bool:
    """Say whether the channel accepted anything that is newer than a failure."""
    settled = store.deliveries(state="delivered", channel_id=failed.message.channel_id, limit=1)
    return any(one.enqueued_at > failed.enqueued_at for one in settled)


def _delivery(one: Delivery, how: str) -> str:
    message = one.message
    recipient = f" to {message.recipient}" if message.recipient else ""
    return f"{message.channel_id}: {message.digest_id}{recipient} {how}: {one.last_error}"


def _sources(sources: Sequence[Source], states: Iterable[SourceState]) -> Iterator[Trouble]:
    names = {source.source_id: source.name for source in sources}
    for state in states:
        since = state.failing_since_at or state.silent_since_at
        if since is not None:
            error = f": {state.last_error}" if state.health == "failing" and state.last_error else ""
            said = f"{names[state.source_id]} ({state.source_id}) is {state.health} since {since:%Y-%m-%d}{error}"
            yield Trouble(level="warning", kind=f"source_{state.health}", said=said)


def _set_aside(store: Store) -> Iterator[Trouble]:
    aside = store.quarantined(limit=1)
    if aside:
        said = f"items could not be stored and were set aside, last of {aside[0].source_id}: {aside[0].reason}"
        yield Trouble(level="warning", kind="set_aside", said=said)


def _unsaved(store: Store, settings: Settings, now: datetime) -> Iterator[Trouble]:
    upkeep = settings.upkeep
    if not upkeep.backups or started_at(store) + BACKUP_AGE > now:
        return
    newest = max((backups.made_at(path) for path in backups.existing(upkeep.folder)), default=None)
    if newest is None or newest + BACKUP_AGE < now:
        said = f"the last backup is of {newest:%Y-%m-%d}" if newest else f"there is no backup in {upkeep.folder}"
        yield Trouble(level="warning", kind="backup_old", said=said)


def _waits(
    store: Store, settings: Settings, states: Iterable[SourceState], waiting: Sequence[Delivery]
) -> Iterator[Wait]:
    due_at = [(state.next_poll_at, state.source_id) for state in states if state.next_poll_at]
    if due_at:
        at, source_id = min(due_at)
        yield Wait(kind="poll", name=source_id, at=at)
    for schedule in settings.digests:
        yield Wait(kind="digest", name=schedule.schedule_id, at=_next_digest(store, schedule))
    for one in waiting:
        yield Wait(kind="message", name=one.message.message_id, at=one.next_try_at)


def _next_digest(store: Store, schedule: DigestSchedule) -> datetime:
    last = store.last_digest(schedule.schedule_id)
    return next_day(schedule, last.local_on if last else None, started_at(store)).at
