"""From changes to digests: what is due is composed, rendered for each channel and put into the outbox, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ipscwatch.digests import compose
from ipscwatch.model.change import Change
from ipscwatch.model.digest import NOTICE, Digest, DigestSchedule, Gathered, Message, TableLine
from ipscwatch.model.ledger import FactKey
from ipscwatch.model.row import RowChange
from ipscwatch.model.settings import Channel, Settings
from ipscwatch.service.days import DueDay, due_day
from ipscwatch.service.engine import Engine, started_at
from ipscwatch.service.logs import LOGGER, event
from ipscwatch.store import Store

CLOCK_SLACK = timedelta(hours=1)
"""A digest that ended further in the future than this was made while the clock was wrong."""


def compose_due(engine: Engine, now: datetime) -> tuple[Digest, ...]:
    """Compose every digest whose time has come and put its messages into the outbox, each day's only once."""
    made = (_compose_due(engine, schedule, now) for schedule in engine.settings.digests)
    return tuple(digest for digest in made if digest is not None)


def _compose_due(engine: Engine, schedule: DigestSchedule, now: datetime) -> Digest | None:
    day = due(engine.store, schedule, now)
    if day is None:
        return None
    digest = make_digest(engine.store, engine.settings, schedule, day.local_on, now)
    return digest if enqueue(engine, schedule, digest) else None


def due(store: Store, schedule: DigestSchedule, now: datetime) -> DueDay | None:
    """Return the local day whose digest is due and not made yet, or None."""
    last = store.last_digest(schedule.schedule_id)
    believed = last is not None and last.until_at <= now + CLOCK_SLACK
    return due_day(schedule, last.local_on if last and believed else None, started_at(store), now)


def make_digest(
    store: Store, settings: Settings, schedule: DigestSchedule, local_on: date, now: datetime
) -> Digest:
    """Compose the schedule's digest of everything since its last one; nothing is written."""
    last = store.last_digest(schedule.schedule_id)
    upto = store.last_change_id()
    gathered = store.gather(schedule.schedule_id, upto, settings.sources)
    digest = compose(
        schedule,
        gathered,
        settings.subjects,
        digest_id=f"{schedule.schedule_id}-{local_on.isoformat()}",
        local_on=local_on,
        since_at=last.until_at if last else None,
        until_at=now,
        upto_change_id=upto,
    )
    return marked(digest, told_at_once(store, digest.since_at))


def since_when(
    store: Store, settings: Settings, schedule: DigestSchedule, since: datetime, now: datetime
) -> Digest:
    """Compose a digest of everything since a time, whatever was told before; nothing is written."""
    local_on = now.astimezone(ZoneInfo(schedule.zone)).date()
    upto = store.last_change_id()
    gathered = store.gather(schedule.schedule_id, upto, settings.sources, after=0)
    recent = replace(gathered, changes=tuple(change for change in gathered.changes if change.at >= since))
    digest = compose(
        schedule,
        recent,
        settings.subjects,
        digest_id=f"preview-{local_on.isoformat()}",
        local_on=local_on,
        since_at=since,
        until_at=now,
        upto_change_id=upto,
    )
    return marked(digest, told_at_once(store, since))


def told_at_once(store: Store, since: datetime | None) -> tuple[Digest, ...]:
    """Return the alerts made after `since`, the oldest first."""
    found = (one for one in store.digests(limit=200) if one.occasion == "alert")
    return tuple(
        sorted((one for one in found if since is None or one.until_at > since), key=lambda one: one.until_at)
    )


def marked(digest: Digest, alerts: Sequence[Digest]) -> Digest:
    """Return the digest with every fact, story and watched row that an alert told before marked with when."""
    facts: dict[FactKey, datetime] = {}
    stories: dict[str, datetime] = {}
    rows: list[tuple[str, RowChange, datetime]] = []
    for alert in alerts:
        for fact in alert.facts:
            facts.setdefault(fact.change.key, alert.until_at)
        for topic in alert.topics:
            for line in topic.stories:
                stories.setdefault(line.story.story_id, alert.until_at)
        rows += [(table.source_id, row, alert.until_at) for table in alert.tables for row in table.watched]
    return replace(
        digest,
        facts=tuple(replace(fact, alerted_at=facts.get(fact.change.key)) for fact in digest.facts),
        topics=tuple(
            replace(
                topic,
                stories=tuple(replace(line, alerted_at=stories.get(line.story.story_id)) for line in topic.stories),
            )
            for topic in digest.topics
        ),
        tables=tuple(_marked_rows(table, rows) for table in digest.tables),
    )


def _marked_rows(table: TableLine, told: Sequence[tuple[str, RowChange, datetime]]) -> TableLine:
    """Return the table with each watched row that was told, by the same source and as the same change, marked."""
    times = [
        next((at for source_id, change, at in told if (source_id, change) == (table.source_id, row)), None)
        for row in table.watched
    ]
    return replace(table, alerted_at=tuple(times)) if any(times) else table


def enqueue(engine: Engine, schedule: DigestSchedule, digest: Digest) -> bool:
    """Write the digest and its messages in one transaction; False when it exists already."""
    wanted = schedule.quiet_days or not digest.quiet
    messages = tuple(render(engine, schedule.channels, digest)) if wanted else ()
    fresh = engine.store.enqueue(digest, messages)
    if fresh:
        event("digest composed", digest=digest.digest_id, stories=digest.stories_n, messages=len(messages))
    return fresh


def render(engine: Engine, channel_ids: Sequence[str], digest: Digest) -> Iterator[Message]:
    """Yield the digest's messages for each of these channels that is enabled.

    A channel that cannot show it is left out and told of, so that the others get theirs.
    """
    for channel in map(engine.channel, channel_ids):
        if channel.enabled:
            yield from _rendered(engine, channel, digest)


def _rendered(engine: Engine, channel: Channel, digest: Digest) -> tuple[Message, ...]:
    try:
        return engine.channel_kinds[channel.kind].render(digest, channel)
    except Exception as error:  # noqa: BLE001 - one channel's fault must not keep the digest from the others
        LOGGER.exception("not rendered", extra={"fields": {"channel": channel.channel_id}})
        note = f"{channel.channel_id}: {digest.digest_id} could not be shown ({type(error).__name__}); see the log"
        failed = Change(kind="delivery_failed", at=digest.until_at, severity="high", note=note)
        engine.store.write_changes((failed,))
        return ()


def tell_others(engine: Engine, digest_id: str, channel_id: str, failed: Change) -> None:
    """Say through the digest's other channels, once, that it did not arrive through this one."""
    digest = engine.store.digest(digest_id)
    schedule = next((s for s in engine.settings.digests if digest and s.schedule_id == digest.schedule_id), None)
    if digest is None or schedule is None:
        return
    others = tuple(one for one in schedule.channels if one != channel_id)
    told = replace(schedule, schedule_id=f"{NOTICE}{schedule.schedule_id}", channels=others)
    notice = compose(
        told,
        _only(failed),
        engine.settings.subjects,
        digest_id=f"{schedule.schedule_id}-undelivered-{channel_id}-{digest.local_on.isoformat()}",
        local_on=failed.at.astimezone(ZoneInfo(schedule.zone)).date(),
        since_at=failed.at,
        until_at=failed.at,
        upto_change_id=failed.change_id or 0,
    )
    enqueue(engine, told, notice)


def _only(change: Change) -> Gathered:
    """Return what is gathered when there is but one thing to tell."""
    return Gathered(changes=(change,), stories={}, items={}, sources=(), states={}, questions=(), polled=0)
