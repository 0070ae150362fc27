"""Any service that Apprise knows (Telegram, Matrix, Teams, ntfy, …), as text; needs ``ipscwatch[apprise]``."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import cast

from ipscwatch.channels.addressed import addressed
from ipscwatch.digests.telling import tell
from ipscwatch.digests.text import text
from ipscwatch.errors import DeliveryError
from ipscwatch.model.digest import Digest, Message
from ipscwatch.model.kinds import ChannelKind
from ipscwatch.model.settings import Channel, Secret

MISSING = "Apprise is not installed; run: pip install 'ipscwatch[apprise]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppriseOptions:
    """The services to tell, by the addresses Apprise gives them."""

    urls: tuple[Secret, ...]
    """Apprise addresses, such as tgram://token/chat; see https://appriseit.com/services/."""

    def __post_init__(self) -> None:
        """Refuse a channel that reaches nobody."""
        if not self.urls:
            raise ValueError("urls must name at least one service")


def render(digest: Digest, channel: Channel) -> tuple[Message, ...]:
    """Return one message for each service, so that one that refuses repeats nothing at another."""
    options = cast(AppriseOptions, channel.options)
    page = tell(digest)
    content = {"subject": page.subject, "text": text(page)}
    return tuple(
        message
        for place in range(1, len(options.urls) + 1)
        for message in addressed(digest.digest_id, channel, [content], recipient=str(place))
    )


async def send(message: Message, channel: Channel) -> str:
    """Hand the message to its service; Apprise splits what is too long for it."""
    options = cast(AppriseOptions, channel.options)
    place = int(message.recipient) if message.recipient.isdecimal() else 0
    if not 1 <= place <= len(options.urls):
        raise DeliveryError(
            channel.channel_id, f"there is no service number {message.recipient} any more", permanent=True
        )
    apprise = _apprise(channel)
    notifier = apprise.Apprise()
    if not notifier.add(options.urls[place - 1].reveal()):
        raise DeliveryError(
            channel.channel_id, f"Apprise does not know the address number {place} of urls", permanent=True
        )
    said = {"title": message.content["subject"], "body": message.content["text"]}
    if not await notifier.async_notify(**said, body_format=apprise.NotifyFormat.TEXT):
        raise DeliveryError(channel.channel_id, f"the service number {place} of urls did not accept it")
    return "accepted"


def _apprise(channel: Channel) -> ModuleType:
    """Return the library, quiet: what it logs may hold an address, which is a secret."""
    try:
        library = import_module("apprise")
    except ImportError as e:
        raise DeliveryError(channel.channel_id, MISSING) from e
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    return library


CHANNEL = ChannelKind(
    name="apprise",
    summary="any service Apprise knows, as text; needs the extra ipscwatch[apprise]",
    options=AppriseOptions,
    render=render,
    send=send,
)
