"""Slack by an incoming webhook: one POST a message, and what each of Slack's answers means for a retry.

Slack answers 200 and the body ``ok``. Its errors are a status and a word, 429 comes with Retry-After
(docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from ipscwatch.channels import posting
from ipscwatch.channels.addressed import addressed, key
from ipscwatch.digests.slack import fitting, payload
from ipscwatch.digests.telling import tell
from ipscwatch.errors import DeliveryError
from ipscwatch.model.digest import Digest, Message
from ipscwatch.model.settings import Channel, Secret
from ipscwatch.text.clean import clean_line

TOO_RICH = ("invalid_payload", "invalid_blocks")
"""What Slack says of blocks it cannot show; the text alone is sent instead."""


def render(digest: Digest, channel: Channel) -> tuple[Message, ...]:
    """Return the digest as messages in order, each with its key in its last line."""
    contents = [
        payload(page, message_id=key(digest.digest_id, channel, "", page.part)) for page in fitting(tell(digest))
    ]
    return addressed(digest.digest_id, channel, contents)


async def send(message: Message, channel_id: str, webhook: Secret) -> str:
    """Post one message and return Slack's ``ok``; blocks that Slack refuses are sent again as text alone, once."""
    content: Mapping[str, Any] = message.content.get("message", message.content)
    async with posting.client(channel_id, "Slack") as client:
        answer = await client.post(webhook.reveal(), json=dict(content))
        if answer.status_code == 400 and answer.text.startswith(TOO_RICH) and "blocks" in content:
            answer = await client.post(webhook.reveal(), json=plain(content))
            return f"{_accepted(answer, channel_id)} (as text alone)"
        return _accepted(answer, channel_id)


def plain(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a message without its blocks: the text that stands beside them."""
    return {name: value for name, value in content.items() if name != "blocks"}


def _accepted(answer: httpx.Response, channel_id: str) -> str:
    """Return Slack's ``ok``; raises `DeliveryError`, permanent where sending the same again cannot help."""
    status, said = answer.status_code, clean_line(answer.text, posting.ANSWER)
    if status == 200 and said == "ok":
        return said
    page = "<" in said
    advice = next((advice for word, advice in _ADVICE.items() if said.startswith(word)), "")
    raise DeliveryError(
        channel_id,
        f"Slack answered {status} {'with a web page' if page else said}{advice}",
        permanent=not page and (status == 200 or posting.lasts(status)),
        retry_after=posting.seconds(answer.headers.get("Retry-After")),
    )


_ADVICE = {
    "no_service": "; the webhook is gone or disabled: make a new one and set its address",
    "invalid_token": "; the webhook's address is wrong: set the one Slack shows",
    "channel_is_archived": "; unarchive the channel, or make a webhook for another one",
    "channel_not_found": "; the channel is gone: make a webhook for another one",
    "action_prohibited": "; an administrator has forbidden it",
}
