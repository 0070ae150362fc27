"""Slack: by an incoming webhook, or by a bot's token, which puts the facts first and the details in a thread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from ipscwatch.channels import slack_bot, slack_hook
from ipscwatch.channels.posting import is_private_to_us
from ipscwatch.model.digest import Digest, Message
from ipscwatch.model.kinds import ChannelKind
from ipscwatch.model.settings import Channel, Secret
from ipscwatch.text.urls import host

HOST = "hooks.slack.com"
API = "https://slack.com/api/"
_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{6,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackOptions:
    """An incoming webhook of Slack, or of a service that speaks its language; or a bot's token and a channel."""

    webhook: Secret | None = None
    """The webhook's address, as Slack gave it."""
    token: Secret | None = None
    """A bot's token (xoxb-…) with the scopes chat:write and channels:history (groups:history for a private one)."""
    channel: str | None = None
    """With a token: the channel's id, such as C0123456789; Slack shows it at the foot of the channel's details."""
    allow_host: str | None = None
    """Another host than hooks.slack.com that the webhook may name, such as that of a Mattermost server."""
    api: str = API
    """With a token: where Slack's methods are; another for GovSlack."""

    def __post_init__(self) -> None:
        """Refuse half of a way, both ways, and an address that is not Slack's, unless its host is named."""
        if (self.webhook is None) == (self.token is None):
            raise ValueError("set either webhook, or token and channel")
        if self.webhook is not None:
            self._check_webhook(self.webhook.reveal())
        elif self.channel is None or not _CHANNEL_ID.fullmatch(self.channel):
            raise ValueError("with a token, channel must be the channel's id, such as C0123456789")
        if not is_private_to_us(self.api) or not self.api.endswith("/"):
            raise ValueError("api must begin with https:// and end with a slash")

    def _check_webhook(self, address: str) -> None:
        if not address:
            return
        allowed = self.allow_host or HOST
        if host(address) != allowed:
            raise ValueError(f"the webhook's host must be {allowed}; for another server set allow_host to its name")
        if not address.startswith("https://") and self.allow_host is None:
            raise ValueError("the webhook's address must begin with https://")


def render(digest: Digest, channel: Channel) -> tuple[Message, ...]:
    """Return the digest as Slack messages in order, each with its key in its last line."""
    options = cast(SlackOptions, channel.options)
    return slack_bot.render(digest, channel) if options.token is not None else slack_hook.render(digest, channel)


async def send(message: Message, channel: Channel) -> str:
    """Post one message, as the channel is configured now, and return what Slack answered."""
    options = cast(SlackOptions, channel.options)
    if options.token is not None and options.channel is not None:
        bot = slack_bot.Bot(api=options.api, token=options.token, room=options.channel)
        return await slack_bot.send(message, channel.channel_id, bot)
    return await slack_hook.send(message, channel.channel_id, options.webhook or Secret(""))


CHANNEL = ChannelKind(
    name="slack",
    summary="Slack messages by an incoming webhook or a bot's token",
    options=SlackOptions,
    render=render,
    send=send,
)
