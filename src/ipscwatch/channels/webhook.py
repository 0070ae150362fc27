"""A webhook of your own: the digest as JSON, signed so that the receiver knows who sent it and when.

The headers and the signature are those of Standard Webhooks (github.com/standard-webhooks/standard-webhooks), for
which there are libraries in every language: ``webhook-id``, ``webhook-timestamp``, and ``webhook-signature``, the
HMAC-SHA256 of ``id.timestamp.body``. A receiver that refuses old timestamps cannot be fooled by a replay; one that
remembers the ids takes each message once. The body's shape is published in docs/webhook.schema.json.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from dataclasses import dataclass
from json import dumps
from typing import cast

import httpx

from ipscwatch.channels import posting
from ipscwatch.channels.addressed import addressed, key
from ipscwatch.digests import shapes
from ipscwatch.digests.json import json
from ipscwatch.digests.telling import tell
from ipscwatch.digests.text import text
from ipscwatch.errors import DeliveryError
from ipscwatch.model.digest import Digest, Message
from ipscwatch.model.kinds import ChannelKind
from ipscwatch.model.settings import Channel, Secret
from ipscwatch.text.clean import clean_line

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64
"""Bytes of a key, as Standard Webhooks has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookOptions:
    """Where the digest is posted to, and the key it is signed with."""

    url: Secret
    """The address; https, or http on this machine."""
    key: Secret
    """24 to 64 random bytes in base64, with or without whsec_ before it: openssl rand -base64 32."""

    def __post_init__(self) -> None:
        """Refuse an address that others could listen to, and a key that is none."""
        url, key = self.url.reveal(), self.key.reveal()
        if url and not posting.is_private_to_us(url):
            raise ValueError("the webhook's url must begin with https://, or name this machine")
        if key and not SHORTEST <= len(_key(key)) <= LONGEST:
            raise ValueError("the webhook's key must be 24 to 64 bytes in base64: openssl rand -base64 32")


def render(digest: Digest, channel: Channel) -> tuple[Message, ...]:
    """Return the whole digest as one message."""
    page = tell(digest)
    content: shapes.Message = {
        "format": shapes.MESSAGE_FORMAT,
        "message_id": key(digest.digest_id, channel, "", 1),
        "subject": page.subject,
        "text": text(page),
        "digest": json(digest),
    }
    return addressed(digest.digest_id, channel, [dict(content)])


async def send(message: Message, channel: Channel) -> str:
    """Post the message; any 2xx means that it was accepted."""
    options = cast(WebhookOptions, channel.options)
    body = dumps(dict(message.content), ensure_ascii=False, separators=(",", ":")).encode()
    headers = signed(body, message.message_id, int(time.time()), options.key)
    async with posting.client(channel.channel_id, "the webhook") as client:
        return _accepted(await client.post(options.url.reveal(), content=body, headers=headers), channel)


def signed(body: bytes, message_id: str, timestamp: int, key: Secret) -> dict[str, str]:
    """Return the headers that prove who sent this body, and when (seconds since 1970)."""
    said = f"{message_id}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(_key(key.reveal()), said, hashlib.sha256).digest()).decode()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "ipscwatch",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{signature}",
    }


def _key(written: str) -> bytes:
    """Return the bytes of a key; none where it is not in base64."""
    try:
        return base64.b64decode(written.strip().removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _accepted(answer: httpx.Response, channel: Channel) -> str:
    said = clean_line(answer.text, posting.ANSWER)
    told = f"{answer.status_code} {'a web page' if '<' in said else said}".rstrip()
    if answer.is_success:
        return told
    raise DeliveryError(
        channel.channel_id,
        f"the webhook answered {told}{'; it has moved: set its new url' if answer.is_redirect else ''}",
        permanent=posting.lasts(answer.status_code),
        retry_after=posting.seconds(answer.headers.get("Retry-After")),
    )


CHANNEL = ChannelKind(
    name="webhook",
    summary="the digest as signed JSON, posted to an address of yours",
    options=WebhookOptions,
    render=render,
    send=send,
)
