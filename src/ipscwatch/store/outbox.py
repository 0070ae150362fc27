"""The outbox: messages that wait, are being sent, or are settled one way or the other.

A message is claimed before it is sent and settled after, so that a process that dies in between leaves a
row that says so (``sending``), and no two processes send the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from ipscwatch.errors import StoreError
from ipscwatch.model.digest import Delivery, DeliveryState, Message
from ipscwatch.store import codec

LONGEST_WAIT = timedelta(days=2)
"""No try is put off for longer than a day; a later time was written while the clock was wrong."""
STUBBORN = 5
"""After so many failures a message no longer holds up those behind it."""

_CLAIM = """
UPDATE messages SET state = 'sending', attempts = attempts + 1
WHERE state = 'waiting' AND n = (
SELECT n FROM messages AS m
WHERE state = 'waiting' AND (next_try_at IS NULL OR next_try_at <= :now OR next_try_at > :absurd)
AND (:channel_id IS NULL OR channel_id = :channel_id)
AND NOT EXISTS ( -- an earlier part of the same digest comes first
    SELECT 1 FROM messages AS earlier
    WHERE earlier.state IN ('waiting', 'sending') AND earlier.n < m.n AND earlier.digest_id = m.digest_id
    AND earlier.channel_id = m.channel_id AND earlier.recipient = m.recipient
)
AND NOT EXISTS ( -- the receiver is given time after a failure
    SELECT 1 FROM messages AS failed
    WHERE failed.state = 'waiting' AND failed.next_try_at > :now AND failed.next_try_at <= :absurd
    AND failed.attempts BETWEEN 1 AND :stubborn
    AND failed.channel_id = m.channel_id AND failed.recipient = m.recipient
)
ORDER BY n LIMIT 1
) RETURNING *
"""


def put(db: Database, messages: Iterable[Message], now: datetime) -> None:
    """Add messages, to be sent in this order."""
    db.conn.executemany(
        "INSERT INTO messages (message_id, digest_id, channel_id, recipient, part, parts, content, state, "
        "enqueued_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?)",
        [
            (
                message.message_id,
                message.digest_id,
                message.channel_id,
                message.recipient,
                message.part,
                message.parts,
                codec.encode(message.content),
                codec.stamp(now),
            )
            for message in messages
        ],
    )


def claim(db: Database, now: datetime, channel_id: str | None) -> Delivery | None:
    """Take the next message that may be sent now; None when there is none. See `Store.claim`."""
    given = {
        "now": codec.stamp(now),
        "absurd": codec.stamp(now + LONGEST_WAIT),
        "channel_id": channel_id,
        "stubborn": STUBBORN,
    }
    return next((_delivery(row) for row in db.query(_CLAIM, given)), None)


def waiting_channels(db: Database) -> tuple[str, ...]:
    """Return the ids of the channels that messages wait for, the longest waiting first."""
    rows = db.execute("SELECT channel_id FROM messages WHERE state = 'waiting' GROUP BY channel_id ORDER BY min(n)")
    return tuple(channel_id for (channel_id,) in rows)


def settle_delivered(db: Database, message_id: str, receipt: str, now: datetime) -> None:
    """Note that a claimed message was accepted."""
    settled = db.execute(
        "UPDATE messages SET state = 'delivered', delivered_at = ?, receipt = ?, next_try_at = NULL, "
        "last_error = NULL WHERE message_id = ? AND state = 'sending'",
        [codec.stamp(now), codec.storable(receipt), message_id],
    )
    _require_one(settled.rowcount, message_id)


def settle_failed(db: Database, message_id: str, error: str, retry_at: datetime | None) -> None:
    """Note that a claimed message was not accepted; `retry_at` None: it never will be."""
    settled = db.execute(
        "UPDATE messages SET state = ?, last_error = ?, next_try_at = ? WHERE message_id = ? AND state = 'sending'",
        [
            "failed" if retry_at is None else "waiting",
            codec.storable(error),
            codec.stamp_or_none(retry_at),
            message_id,
        ],
    )
    _require_one(settled.rowcount, message_id)


def release_stale(db: Database, now: datetime) -> int:
    """Let messages that a dead process was sending wait again; return how many may arrive twice."""
    released = db.execute(
        "UPDATE messages SET state = 'waiting', repeats = repeats + 1, next_try_at = ? WHERE state = 'sending'",
        [codec.stamp(now)],
    )
    return int(released.rowcount)


def resend(db: Database, digest_id: str, channel_id: str | None) -> int:
    """Let the settled messages of a digest wait again, with the same ids; return how many."""
    again = db.execute(
        "UPDATE messages SET state = 'waiting', attempts = 0, next_try_at = NULL, repeats = repeats + "
        "(state = 'delivered') WHERE digest_id = ?1 AND state IN ('delivered', 'failed') "
        "AND (?2 IS NULL OR channel_id = ?2)",
        [digest_id, channel_id],
    )
    return int(again.rowcount)


def deliveries(
    db: Database, *, state: DeliveryState | None, channel_id: str | None, digest_id: str | None, limit: int
) -> tuple[Delivery, ...]:
    """Return messages and how sending them stands, the newest first."""
    rows = db.query(
        "SELECT * FROM messages WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR channel_id = ?2) "
        "AND (?3 IS NULL OR digest_id = ?3) ORDER BY n DESC LIMIT ?4",
        [state, channel_id, digest_id, limit],
    )
    return tuple(_delivery(row) for row in rows)


def _delivery(row: Mapping[str, Any]) -> Delivery:
    message = Message(
        message_id=row["message_id"],
        digest_id=row["digest_id"],
        channel_id=row["channel_id"],
        recipient=row["recipient"],
        part=row["part"],
        parts=row["parts"],
        content=codec.parse(row["content"]),
    )
    return Delivery(
        message=message,
        state=row["state"],
        attempts=row["attempts"],
        enqueued_at=codec.moment(row["enqueued_at"]),
        next_try_at=codec.moment_or_none(row["next_try_at"]),
        last_error=row["last_error"],
        delivered_at=codec.moment_or_none(row["delivered_at"]),
        receipt=row["receipt"],
    )


def _require_one(count: int, message_id: str) -> None:
    if count != 1:
        message = f"Message {message_id} is not being sent, so it cannot be settled; is a second service running?"
        raise StoreError(message)
