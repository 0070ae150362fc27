"""Slack by a bot's token: the facts in the channel, the details in a thread below them, each message once.

Slack has no key by which it would refuse a second copy of a message, so each carries its own in its metadata, and
what stands in the channel is read back before anything is posted (docs.slack.dev/messaging/message-metadata). After
an answer that never came, or a crash, the next try finds the message there and posts nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from ipscwatch.channels import posting
from ipscwatch.channels.addressed import addressed, key
from ipscwatch.channels.slack_hook import plain
from ipscwatch.digests.slack import payload, threaded
from ipscwatch.digests.telling import tell
from ipscwatch.errors import DeliveryError
from ipscwatch.model.digest import Digest, Message
from ipscwatch.model.settings import Channel, Secret
from ipscwatch.text.clean import clean_line

EVENT = "ipscwatch_message"
"""The type of our metadata."""
PAGE = 200
PAGES = 25
"""How far the channel is read back: 5,000 messages since the digest was composed."""
SKEW = 3600
"""Seconds that our clock and Slack's may differ by."""
_PASSES = frozenset(
    ("ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout")
)
_TOO_RICH = frozenset(("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """Who posts where."""

    api: str
    token: Secret
    room: str


def render(digest: Digest, channel: Channel) -> tuple[Message, ...]:
    """Return the message with the facts, then those for its thread."""
    first = key(digest.digest_id, channel, "", 1)
    pages = threaded(tell(digest))
    contents = [
        {
            "message": payload(page, message_id=key(digest.digest_id, channel, "", page.part)),
            "thread_of": first if page.part > 1 else None,
            "oldest": f"{digest.until_at.timestamp() - SKEW:.6f}",
        }
        for page in pages
    ]
    return addressed(digest.digest_id, channel, contents)


async def send(message: Message, channel_id: str, bot: Bot) -> str:
    """Post one message, unless it stands there already, and return its timestamp, which is Slack's id of it."""
    async with posting.client(channel_id, "Slack") as client:
        slack = _Slack(client, bot, channel_id)
        there = await slack.find(
            message.message_id, message.content.get("thread_of"), message.content.get("oldest")
        )
        if there.own is not None:
            return f"{there.own} (it was there)"
        return await slack.post(message, there.parent)


@dataclass(frozen=True, slots=True)
class _There:
    """What of a message's thread stands in the channel: Slack's ids."""

    own: str | None = None
    parent: str | None = None


class _Slack:
    """Slack's methods, with one bot's rights, for one delivery."""

    def __init__(self, client: httpx.AsyncClient, bot: Bot, channel_id: str) -> None:
        self.client = client
        self.bot = bot
        self.channel_id = channel_id

    async def find(self, own: str, thread_of: str | None, oldest: str | None) -> _There:
        """Look for a message and the one its thread hangs on; a parent that is gone leaves it without a thread."""
        wanted = thread_of or own
        since = {"oldest": oldest} if oldest else {}
        parent = await self._first("conversations.history", wanted, since)
        if thread_of is None or parent is None:
            there = parent if thread_of is None else await self._first("conversations.history", own, since)
            return _There(own=there)
        return _There(own=await self._first("conversations.replies", own, {"ts": parent}), parent=parent)

    async def post(self, message: Message, parent: str | None) -> str:
        """Post the message; blocks that Slack refuses are sent again as text alone, once."""
        content: Mapping[str, Any] = message.content.get("message", message.content)
        metadata = {"event_type": EVENT, "event_payload": {"key": message.message_id}}
        thread = {"thread_ts": parent} if parent else {}
        more = {"channel": self.bot.room, "metadata": metadata, **thread}
        answer = await self._call("chat.postMessage", {**content, **more}, as_json=True)
        if answer.get("error") in _TOO_RICH:
            answer = await self._call("chat.postMessage", {**plain(content), **more}, as_json=True)
            return f"{self._accepted(answer).get('ts', '')} (as text alone)"
        return str(self._accepted(answer).get("ts", ""))

    async def _first(self, method: str, wanted: str, more: Mapping[str, str]) -> str | None:
        """Return Slack's id of the message with this key, or None."""
        async for one in self._messages(method, more):
            metadata = one.get("metadata") or {}
            if metadata.get("event_type") == EVENT and (metadata.get("event_payload") or {}).get("key") == wanted:
                return str(one.get("ts", ""))
        return None

    async def _messages(self, method: str, more: Mapping[str, str]) -> AsyncIterator[Mapping[str, Any]]:
        cursor = ""
        for _ in range(PAGES):
            fields = {"channel": self.bot.room, "limit": str(PAGE), "include_all_metadata": "true", **more}
            answer = self._accepted(await self._call(method, {**fields, **({"cursor": cursor} if cursor else {})}))
            for one in answer.get("messages", []):
                yield one
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return

    async def _call(self, method: str, fields: Mapping[str, Any], *, as_json: bool = False) -> Mapping[str, Any]:
        """Ask one method and return what it answered, an error of Slack's own included."""
        headers = {"Authorization": f"Bearer {self.bot.token.reveal()}"}
        sent: dict[str, Any] = {"json": dict(fields)} if as_json else {"data": dict(fields)}
        answer = await self.client.post(f"{self.bot.api}{method}", headers=headers, **sent)
        read = _read(answer)
        if read is None or answer.status_code != 200:
            raise DeliveryError(
                self.channel_id,
                f"Slack answered {answer.status_code} to {method}",
                permanent=posting.lasts(answer.status_code),
                retry_after=posting.seconds(answer.headers.get("Retry-After")),
            )
        return read

    def _accepted(self, answer: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a good answer; raises `DeliveryError`, permanent where asking again cannot help."""
        if answer.get("ok") is True:
            return answer
        word = clean_line(str(answer.get("error", "no reason")), posting.ANSWER)
        advice = _ADVICE.get(word, "").format(needed=clean_line(str(answer.get("needed", "")), posting.ANSWER))
        raise DeliveryError(self.channel_id, f"Slack answered {word}{advice}", permanent=word not in _PASSES)


def _read(answer: httpx.Response) -> Mapping[str, Any] | None:
    """Return an answer's JSON object, or None where it is none: a page of something in between."""
    try:
        read = answer.json()
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


_ADVICE = {
    "not_in_channel": "; invite the bot to the channel: /invite @its-name",
    "channel_not_found": "; set the id of a channel that the bot can see",
    "is_archived": "; unarchive the channel, or set another one",
    "missing_scope": "; give the bot the scope {needed} and install it again",
    "invalid_auth": "; set the bot's token as Slack shows it",
    "not_authed": "; set the bot's token as Slack shows it",
    "token_revoked": "; install the bot again and set its new token",
    "token_expired": "; install the bot again and set its new token",
    "account_inactive": "; the bot was removed: install it again and set its new token",
    "restricted_action": "; an administrator has forbidden it",
}
