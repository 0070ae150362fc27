"""From changes to what people get: compose a digest that is due, put its messages into the outbox, send them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from ipscwatch.digests import compose
from ipscwatch.errors import DeliveryError
from ipscwatch.model.change import Change
from ipscwatch.model.digest import Delivery, Digest, DigestSchedule, Message
from ipscwatch.model.settings import Channel
from ipscwatch.service.days import due_day
from ipscwatch.service.engine import Engine
from ipscwatch.service.logs import event

FIRST_RETRY = timedelta(minutes=5)
LONGEST_RETRY = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=5)
"""RFC 5321, 4.5.4.1: retry for at least four to five days."""


def compose_due(engine: Engine, now: datetime) -> tuple[Digest, ...]:
    """Compose every digest whose time has come and put its messages into the outbox, each day's only once."""
    made = []
    for schedule in engine.settings.digests:
        last = engine.store.last_digest(schedule.schedule_id)
        day = due_day(schedule, last.local_on if last else None, engine.started_at, now)
        if day is not None:
            digest = make_digest(engine, schedule, day.local_on, now)
            if enqueue(engine, schedule, digest):
                made.append(digest)
    return tuple(made)


def make_digest(engine: Engine, schedule: DigestSchedule, local_on: date, now: datetime) -> Digest:
    """Compose the schedule's digest of everything since its last one; nothing is written."""
    last = engine.store.last_digest(schedule.schedule_id)
    upto = engine.store.last_change_id()
    enabled = [source for source in engine.settings.sources if source.enabled]
    gathered = engine.store.gather(schedule.schedule_id, upto, enabled)
    return compose(
        schedule,
        gathered,
        engine.settings.subjects,
        digest_id=f"{schedule.schedule_id}-{local_on.isoformat()}",
        local_on=local_on,
        since_at=last.until_at if last else None,
        until_at=now,
        upto_change_id=upto,
    )


def enqueue(engine: Engine, schedule: DigestSchedule, digest: Digest) -> bool:
    """Write the digest and its messages in one transaction; False when that day's digest exists already."""
    messages = () if digest.quiet and not schedule.quiet_days else render(engine, schedule, digest)
    fresh = engine.store.enqueue(digest, messages)
    if fresh:
        event("digest composed", digest=digest.digest_id, stories=digest.stories_n, messages=len(messages))
    return fresh


def render(engine: Engine, schedule: DigestSchedule, digest: Digest) -> tuple[Message, ...]:
    """Render the digest for every enabled channel of its schedule."""
    channels = [engine.channel(channel_id) for channel_id in schedule.channels]
    return tuple(
        message
        for channel in channels
        if channel.enabled
        for message in engine.channel_kinds[channel.kind].render(digest, channel)
    )


async def deliver(engine: Engine, now: datetime, *, clock: Callable[[], datetime] | None = None) -> int:
    """Send what waits in the outbox and is due; return how many messages were delivered."""
    delivered = 0
    while (delivery := engine.store.claim(now)) is not None:
        channel = engine.find_channel(delivery.message.channel_id)
        moment = clock() if clock else now
        if channel is None or not channel.enabled:
            error = DeliveryError(
                delivery.message.channel_id, "the channel is no longer configured", permanent=True
            )
            _failed(engine, delivery, error, moment)
            continue
        delivered += await _send(engine, channel, delivery, moment)
    return delivered


async def _send(engine: Engine, channel: Channel, delivery: Delivery, now: datetime) -> bool:
    message = delivery.message
    try:
        receipt = await engine.channel_kinds[channel.kind].send(message, channel)
    except DeliveryError as error:
        _failed(engine, delivery, error, now)
        return False
    engine.store.settle_delivered(message.message_id, receipt, now)
    event("delivered", channel=channel.channel_id, message=message.message_id, receipt=receipt)
    return True


def _failed(engine: Engine, delivery: Delivery, error: DeliveryError, now: datetime) -> None:
    message = delivery.message
    retry_at = now + _gap(delivery.attempts, error)
    final = error.permanent or retry_at - delivery.enqueued_at > GIVE_UP_AFTER
    engine.store.settle_failed(message.message_id, str(error), retry_at=None if final else retry_at)
    event("not delivered", channel=message.channel_id, message=message.message_id, final=final, error=str(error))
    if final:
        note = f"{message.channel_id}: {message.digest_id} was not delivered: {error}"
        engine.store.write_changes((Change(kind="delivery_failed", at=now, severity="high", note=note),))


def _gap(attempts: int, error: DeliveryError) -> timedelta:
    """Return the wait before the next try: doubling from five minutes to an hour, or as the receiver asks."""
    if error.retry_after is not None:
        return timedelta(seconds=error.retry_after)
    doublings = min(max(attempts - 1, 0), 10)
    return min(FIRST_RETRY * (1 << doublings), LONGEST_RETRY)
