"""Everything that can be looked at before it fails: each finding says what it is about, and the fix."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ipscwatch.errors import SchemaError, StoreError
from ipscwatch.model.settings import Channel, Settings
from ipscwatch.service import backups
from ipscwatch.service.condition import Level
from ipscwatch.service.lock import holder
from ipscwatch.service.visit import Visit
from ipscwatch.store import Store

FREE_LEAST, FREE_GOOD = 50 << 20, 500 << 20
"""Bytes on the disk: under the first nothing can be relied on, under the second it will soon be so."""
SKEW = timedelta(minutes=2)
"""How far our clock may be from a server's; certificates and schedules live with that much."""
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was looked at, how it is, and what to do where it is not well."""

    about: str
    said: str
    level: Level = "well"
    fix: str = ""


def look_around(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at everything on this machine: the state folder, the database, backups, disk, clock and zones."""
    yield _service(settings)
    yield from _folder(settings.state)
    yield from _database(settings, now)
    yield _disk(settings)
    yield from _backups(settings)
    yield from _zones(settings)


def _service(settings: Settings) -> Finding:
    running = holder(settings.state)
    if running:
        return Finding(about="service", said=f"runs ({running})")
    return Finding(
        about="service", said="does not run", level="warning", fix=f"ipscwatch run --home {settings.home}"
    )


def _folder(state: Path) -> Iterator[Finding]:
    if not state.exists():
        yield Finding(
            about="state", said=f"{state} is not there yet", level="warning", fix="ipscwatch poll makes it"
        )
        return
    if not state.is_dir():
        yield Finding(about="state", said=f"{state} is no folder", level="bad", fix=f"mv {state} {state}.aside")
        return
    owner = state.stat().st_uid
    if owner != os.geteuid():
        fix = f"chown -R {os.geteuid()} {state}, or run this as user {owner}"
        yield Finding(about="state", said=f"{state} belongs to user {owner}", level="warning", fix=fix)
    if not os.access(state, os.R_OK | os.W_OK | os.X_OK):
        yield Finding(about="state", said=f"{state} cannot be written", level="bad", fix=f"chmod u+rwx {state}")
    open_to_others = [path for path in (state, *state.glob("ipscwatch.db*")) if path.stat().st_mode & OTHERS]
    for path in open_to_others:
        yield Finding(
            about="state", said=f"{path} is open to other users", level="warning", fix=f"chmod go-rwx {path}"
        )
    if not open_to_others:
        yield Finding(about="state", said=f"{state} belongs to this user alone")


def _database(settings: Settings, now: datetime) -> Iterator[Finding]:
    path = settings.database
    if not path.exists():
        yield Finding(
            about="database", said="nothing is stored yet", level="warning", fix="ipscwatch poll makes it"
        )
        return
    try:
        with Store.open(path, create=False) as store:
            yield from _whole(store, settings)
            yield _clock(store, settings, now)
            yield from _channels(store, settings.channels)
    except SchemaError as error:
        fix = f"install the version it is of, or, if it is not ours: mv {path} {path}.aside"
        yield Finding(about="database", said=str(error), level="bad", fix=fix)
    except StoreError as error:
        yield Finding(about="database", said=str(error), level="bad", fix=_restore(settings))


def _whole(store: Store, settings: Settings) -> Iterator[Finding]:
    flaws = store.check()
    for flaw in flaws:
        if flaw.mended_by_upkeep:
            fix = f"a running service mends it within the hour: ipscwatch run --home {settings.home}"
            yield Finding(about="database", said=flaw.said, level="warning", fix=fix)
        else:
            yield Finding(about="database", said=flaw.said, level="bad", fix=_restore(settings))
    if not flaws:
        counts = store.counts()
        said = f"whole, search index too: {counts['items']:,} items, {counts['facts']:,} facts"
        yield Finding(about="database", said=said)


def _restore(settings: Settings) -> str:
    newest = next(reversed(backups.existing(settings.upkeep.folder)), None)
    return f"stop the service and run: ipscwatch restore {newest or 'FILE'} --home {settings.home}"


def _clock(store: Store, settings: Settings, now: datetime) -> Finding:
    states = store.states(source.source_id for source in settings.sources).values()
    newest = max((state.last_polled_at for state in states if state.last_polled_at), default=now)
    if newest > now + SKEW:
        said = f"it is {now:%Y-%m-%d %H:%M} UTC here, but a poll was made at {newest:%Y-%m-%d %H:%M}"
        return Finding(
            about="clock", said=said, level="bad", fix="set the clock, best by NTP: timedatectl set-ntp true"
        )
    return Finding(about="clock", said=f"{now:%Y-%m-%d %H:%M} UTC, after the last poll")


def _channels(store: Store, channels: Sequence[Channel]) -> Iterator[Finding]:
    for channel in channels:
        about = f"channel {channel.channel_id}"
        if not channel.enabled:
            yield Finding(about=about, said="disabled")
            continue
        last = next(iter(store.deliveries(channel_id=channel.channel_id, limit=1)), None)
        test = f"ipscwatch channel test {channel.channel_id}"
        if last is None:
            yield Finding(about=about, said="nothing was sent yet", level="warning", fix=test)
        elif last.last_error:
            level: Level = "bad" if last.state == "failed" else "warning"
            yield Finding(about=about, said=last.last_error, level=level, fix=f"mend it, then: {test}")
        else:
            yield Finding(about=about, said=f"{last.message.digest_id}: {last.state}")


def _disk(settings: Settings) -> Finding:
    place = settings.state if settings.state.exists() else settings.home
    free = shutil.disk_usage(place).free
    said = f"{free >> 20:,} MiB free for {place}"
    if free < FREE_GOOD:
        level: Level = "bad" if free < FREE_LEAST else "warning"
        return Finding(
            about="disk", said=said, level=level, fix="free some space; [upkeep] in ipscwatch.toml bounds ours"
        )
    return Finding(about="disk", said=said)


def _backups(settings: Settings) -> Iterator[Finding]:
    upkeep = settings.upkeep
    newest = next(reversed(backups.existing(upkeep.folder)), None)
    if newest is None:
        level: Level = "warning" if upkeep.backups else "well"
        yield Finding(about="backups", said=f"none in {upkeep.folder}", level=level, fix="ipscwatch backup")
        return
    try:
        Store.open(newest, create=False, readonly=True).close()
        yield Finding(about="backups", said=f"{newest.name} can be restored")
    except StoreError as error:
        yield Finding(about="backups", said=str(error), level="bad", fix=f"remove {newest}, then: ipscwatch backup")


def _zones(settings: Settings) -> Iterator[Finding]:
    zones = {schedule.zone for schedule in settings.digests} | {source.zone for source in settings.sources}
    for zone in sorted(zones | {alert.zone for alert in settings.alerts}):
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, OSError):
            yield Finding(
                about="zones", said=f"there is no data for {zone}", level="bad", fix="pip install -U tzdata"
            )
    tokyo = datetime(2026, 5, 20, tzinfo=UTC).astimezone(ZoneInfo("Asia/Tokyo")).utcoffset()
    well = tokyo == timedelta(hours=9)
    said = "Tokyo is nine hours ahead" if well else f"Tokyo is said to be {tokyo} ahead: the zone data is wrong"
    yield Finding(
        about="zones", said=said, level="well" if well else "bad", fix="" if well else "pip install -U tzdata"
    )


def judged(visit: Visit, now: datetime) -> Iterator[Finding]:
    """Say how a visit to a source went, and how far its server's clock is from ours."""
    about = f"source {visit.source.source_id}"
    if visit.failure is not None:
        level: Level = "warning" if visit.failure.transient else "bad"
        fix = f"look at {visit.source.url}; or disable it with a reason in config/sources.toml"
        yield Finding(about=about, said=visit.failure.message, level=level, fix=fix)
        return
    entries = len(visit.reading.entries) if visit.reading else 0
    rows = f", {len(visit.reading.rows):,} rows" if visit.reading and visit.reading.rows else ""
    yield Finding(about=about, said=f"{entries} entries{rows}")
    skew = _skew(visit.headers.get("date", ""), now)
    if skew > SKEW:
        said = f"the server of {visit.source.source_id} is {skew} away from our clock"
        yield Finding(about="clock", said=said, level="warning", fix="set the clock, best by NTP")


def _skew(date: str, now: datetime) -> timedelta:
    try:
        there = parsedate_to_datetime(date)
    except ValueError:
        return timedelta()
    return abs(now - there) if there.tzinfo else timedelta()
