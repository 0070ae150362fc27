"""From the outbox to people: each channel's messages in order, claimed, sent and settled; channels side by side."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from ipscwatch.errors import CorruptError, DeliveryError, StoreError
from ipscwatch.model.change import Change
from ipscwatch.model.digest import Delivery
from ipscwatch.model.settings import Channel
from ipscwatch.service.composing import tell_others
from ipscwatch.service.engine import Engine
from ipscwatch.service.logs import LOGGER, event

FIRST_RETRY = timedelta(minutes=5)
LONGEST_RETRY = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=5)
"""RFC 5321, 4.5.4.1: retry for at least four to five days."""


async def deliver(engine: Engine, now: datetime) -> int:
    """Send what waits in the outbox and is due; return how many messages were delivered."""
    lanes = (lane(engine, channel_id, lambda: now) for channel_id in engine.store.waiting_channels())
    return sum(await asyncio.gather(*lanes))


async def lane(
    engine: Engine,
    channel_id: str,
    clock: Callable[[], datetime],
    *,
    stopping: Callable[[], bool] = lambda: False,
    arrived: Callable[[str], None] = lambda _digest_id: None,
) -> int:
    """Send what waits for one channel and is due, one message after the other; return how many were delivered.

    `arrived` is told of each digest whose last message was accepted.
    """
    delivered = 0
    settle_late(engine)
    while not stopping() and (delivery := engine.store.claim(clock(), channel_id=channel_id)) is not None:
        delivered += await _attempt(engine, delivery, clock, arrived)
    return delivered


def settle_late(engine: Engine) -> None:
    """Note what became of messages while the store could not be written; nothing is claimed before that."""
    while engine.unsettled:
        engine.unsettled[0]()
        engine.unsettled.pop(0)


async def _attempt(
    engine: Engine, delivery: Delivery, clock: Callable[[], datetime], arrived: Callable[[str], None]
) -> bool:
    message = delivery.message
    channel = engine.find_channel(message.channel_id)
    try:
        receipt = await _sent(engine, channel, delivery)
    except DeliveryError as error:
        _settle(engine, partial(_failed, engine, delivery, error, clock()))
        return False
    _settle(engine, partial(engine.store.settle_delivered, message.message_id, receipt, clock()))
    event("delivered", channel=message.channel_id, message=message.message_id, receipt=receipt)
    if all(one.state == "delivered" for one in engine.store.deliveries(digest_id=message.digest_id, limit=1000)):
        arrived(message.digest_id)
    return True


async def _sent(engine: Engine, channel: Channel | None, delivery: Delivery) -> str:
    """Send one message and return the answer; whatever else its channel raises is a refusal that may pass."""
    channel_id = delivery.message.channel_id
    if channel is None or not channel.enabled:
        raise DeliveryError(channel_id, "the channel is no longer configured", permanent=True)
    try:
        receipt: str = await engine.channel_kinds[channel.kind].send(delivery.message, channel)
    except DeliveryError:
        raise
    except Exception as error:
        LOGGER.exception("channel crashed", extra={"fields": {"channel": channel_id}})
        message = f"sending failed inside ipscwatch ({type(error).__name__}); the log has the details"
        raise DeliveryError(channel_id, message) from error
    return receipt


def _settle(engine: Engine, note: Callable[[], None]) -> None:
    """Note how sending went; where the store cannot be written now, keep it, or the message would be sent again."""
    try:
        note()
    except CorruptError:
        raise
    except StoreError:
        engine.unsettled.append(note)
        raise


def _failed(engine: Engine, delivery: Delivery, error: DeliveryError, now: datetime) -> None:
    """Settle a refusal; doing it again after half of it could not be written comes to the same."""
    message = delivery.message
    retry_at = now + _gap(delivery.attempts, error)
    final = error.permanent or retry_at - delivery.enqueued_at > GIVE_UP_AFTER
    if final:
        note = f"{message.channel_id}: {message.digest_id} was not delivered: {error}"
        change = Change(kind="delivery_failed", at=now, severity="high", note=note)
        (stored,) = engine.store.write_changes((change,))
        tell_others(engine, message.digest_id, message.channel_id, stored)
    engine.store.settle_failed(message.message_id, str(error), retry_at=None if final else retry_at)
    event(
        "not delivered",
        level=logging.WARNING,
        channel=message.channel_id,
        message=message.message_id,
        final=final,
        error=str(error),
    )


def _gap(attempts: int, error: DeliveryError) -> timedelta:
    """Return the wait before the next try: doubling from five minutes to an hour, or as the receiver asks."""
    if error.retry_after is not None:
        return timedelta(seconds=min(error.retry_after, timedelta(days=1).total_seconds()))
    doublings = min(max(attempts - 1, 0), 10)
    return min(FIRST_RETRY * (1 << doublings), LONGEST_RETRY)
