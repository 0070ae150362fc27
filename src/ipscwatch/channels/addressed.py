"""Messages made of rendered parts: their keys, which a receiver can recognise a repeat by."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ipscwatch.model.digest import Message
from ipscwatch.model.settings import Channel

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


def key(digest_id: str, channel: Channel, recipient: str, part: int) -> str:
    """Return the key of one message: ``<digest>.<channel>.<hash of the recipient>.<part>``, the same every time."""
    hashed = hashlib.sha256(recipient.strip().lower().encode()).hexdigest()[:12] if recipient else "all"
    return ".".join((_UNSAFE.sub("-", digest_id), _UNSAFE.sub("-", channel.channel_id), hashed, str(part)))


def addressed(
    digest_id: str, channel: Channel, contents: Sequence[Mapping[str, Any]], *, recipient: str = ""
) -> tuple[Message, ...]:
    """Return one message for each part's content, in order, for one recipient."""
    return tuple(
        Message(
            message_id=key(digest_id, channel, recipient, part),
            digest_id=digest_id,
            channel_id=channel.channel_id,
            recipient=recipient,
            part=part,
            parts=len(contents),
            content=content,
        )
        for part, content in enumerate(contents, 1)
    )
