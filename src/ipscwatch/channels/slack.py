"""Slack by an incoming webhook: one POST a message, and what each of Slack's answers means for a retry.

Slack answers 200 and the body ``ok``. Its errors are a status and a word, 429 comes with Retry-After
(docs.slack.dev/messaging/sending-messages-using-incoming-webhooks). A redirect is never followed: the address is a
secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import httpx

from ipscwatch.channels.addressed import addressed, key
from ipscwatch.digests.slack import fitting, payload
from ipscwatch.digests.telling import tell
from ipscwatch.errors import DeliveryError
from ipscwatch.model.digest import ChannelKind, Digest, Message
from ipscwatch.model.settings import Channel, Secret
from ipscwatch.text.clean import clean_line
from ipscwatch.text.urls import host

HOST = "hooks.slack.com"
TIMEOUT = 30.0
"""Seconds for the whole exchange, and for each step of it."""
TOO_RICH = ("invalid_payload", "invalid_blocks")
"""What Slack says of blocks it cannot show; the text alone is sent instead."""
ANSWER = 120
"""How much of an answer is repeated in an error or a receipt, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackOptions:
    """An incoming webhook of Slack, or of a service that speaks its language."""

    webhook: Secret
    """The webhook's address, as Slack gave it."""
    allow_host: str | None = None
    """Another host than hooks.slack.com that the address may name, such as that of a Mattermost server."""

    def __post_init__(self) -> None:
        """Refuse an address that is not Slack's, unless the configuration names its host."""
        address = self.webhook.reveal()
        if not address:
            return
        allowed = self.allow_host or HOST
        if host(address) != allowed:
            raise ValueError(f"the webhook's host must be {allowed}; for another server set allow_host to its name")
        if not address.startswith("https://") and self.allow_host is None:
            raise ValueError("the webhook's address must begin with https://")


def render(digest: Digest, channel: Channel) -> tuple[Message, ...]:
    """Return the digest as Slack messages in order, each with its key in its last line."""
    contents = [
        payload(page, message_id=key(digest.digest_id, channel, "", page.part)) for page in fitting(tell(digest))
    ]
    return addressed(digest.digest_id, channel, contents)


async def send(message: Message, channel: Channel) -> str:
    """Post one message and return Slack's ``ok``; blocks that Slack refuses are sent again as text alone, once."""
    options = cast(SlackOptions, channel.options)
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT, trust_env=False, follow_redirects=False) as client:
            address = options.webhook.reveal()
            answer = await client.post(address, json=dict(message.content))
            if answer.status_code == 400 and answer.text.startswith(TOO_RICH) and "blocks" in message.content:
                answer = await client.post(address, json=_plain(message.content))
                return f"{_accepted(answer, channel)} (as text alone)"
            return _accepted(answer, channel)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as e:
        # The exception's text may hold the address, which is a secret: its kind says enough.
        raise DeliveryError(channel.channel_id, f"Slack could not be reached: {type(e).__name__}") from None


def _plain(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name != "blocks"}


def _accepted(answer: httpx.Response, channel: Channel) -> str:
    """Return Slack's ``ok``; raises `DeliveryError`, permanent where sending the same again cannot help."""
    status, said = answer.status_code, clean_line(answer.text, ANSWER)
    if status == 200 and said == "ok":
        return said
    page = "<" in said
    advice = next((advice for word, advice in _ADVICE.items() if said.startswith(word)), "")
    raise DeliveryError(
        channel.channel_id,
        f"Slack answered {status} {'with a web page' if page else said}{advice}",
        permanent=_is_permanent(status, page=page),
        retry_after=_seconds(answer.headers.get("Retry-After")),
    )


_ADVICE = {
    "no_service": "; the webhook is gone or disabled: make a new one and set its address",
    "invalid_token": "; the webhook's address is wrong: set the one Slack shows",
    "channel_is_archived": "; unarchive the channel, or make a webhook for another one",
    "channel_not_found": "; the channel is gone: make a webhook for another one",
    "action_prohibited": "; an administrator has forbidden it",
}


def _is_permanent(status: int, *, page: bool) -> bool:
    """Say whether the refusal lasts: a web page comes from something in between, 429 and 5xx pass."""
    return not page and (status == 200 or (400 <= status < 500 and status not in (408, 429)))


def _seconds(retry_after: str | None) -> float | None:
    """Read Retry-After in its form of seconds (RFC 9110, 10.2.3), the only one Slack uses; at most a day."""
    if retry_after is None or not retry_after.isascii() or not retry_after.isdigit():
        return None
    return float(min(int(retry_after[:9]), 86_400))


CHANNEL = ChannelKind(
    name="slack",
    summary="Slack messages by an incoming webhook",
    options=SlackOptions,
    render=render,
    send=send,
)
