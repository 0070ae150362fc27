"""The digest as text on standard output, for a terminal or a log."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from ipscwatch.channels.addressed import addressed
from ipscwatch.digests.telling import tell
from ipscwatch.digests.text import text
from ipscwatch.errors import DeliveryError
from ipscwatch.model.digest import Digest, Message
from ipscwatch.model.kinds import ChannelKind
from ipscwatch.model.settings import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class StdoutOptions:
    """Standard output needs none."""


def render(digest: Digest, channel: Channel) -> tuple[Message, ...]:
    """Return the whole digest as one message of plain text."""
    return addressed(digest.digest_id, channel, [{"text": text(tell(digest))}])


async def send(message: Message, channel: Channel) -> str:
    """Write the text; raises `DeliveryError` where standard output is closed or full."""
    try:
        sys.stdout.write(message.content["text"])
        sys.stdout.flush()
    except (OSError, ValueError) as e:
        raise DeliveryError(channel.channel_id, f"standard output cannot be written to: {e}") from e
    return "printed"


CHANNEL = ChannelKind(
    name="stdout",
    summary="the digest as text on standard output",
    options=StdoutOptions,
    render=render,
    send=send,
)
