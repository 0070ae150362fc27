"""``ipscwatch channel``: where digests go, and whether they arrive there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, format_option, home_option, nearest, settings
from ipscwatch.cli.tables import print_json, print_table

if TYPE_CHECKING:
    from ipscwatch.model.digest import Digest
    from ipscwatch.model.settings import Channel, Settings


@click.group("channel")
def command() -> None:
    """Show and try where digests go."""


@command.command("list", epilog=example("ipscwatch channel list"))
@home_option
@format_option
def list_channels(home: Path, as_json: bool) -> None:
    """List the channels, and the digests that go to each.

    Secrets are never shown.
    """
    loaded = settings(home)
    listed = [_plain(channel, loaded) for channel in loaded.channels]
    if as_json:
        print_json(listed)
        return
    rows = [
        (one["id"], one["kind"], "yes" if one["enabled"] else "no", ", ".join(one["digests"]) or "–")
        for one in listed
    ]
    print_table(("ID", "KIND", "ENABLED", "DIGESTS"), rows, empty="there are no channels")


@command.command("test", epilog=example("ipscwatch channel test mail"))
@click.argument("name")
@home_option
def test(name: str, home: Path) -> None:
    """Send a marked test message to a channel.

    To the channel NAME, enabled or not; what came back is printed. The exit code is 1 when it was not accepted.
    """
    from ipscwatch.errors import UsageError

    loaded = settings(home)
    channel = next((one for one in loaded.channels if one.channel_id == name), None)
    if channel is None:
        raise UsageError(nearest("channel", name, (one.channel_id for one in loaded.channels)))
    for recipient, receipt in _send(channel, _test_digest(channel, loaded)):
        click.echo(f"{name}{f' to {recipient}' if recipient else ''}: accepted ({receipt})")


def _send(channel: Channel, digest: Digest) -> list[tuple[str, str]]:
    """Render and send the digest; return each recipient with what was answered."""
    import asyncio

    from ipscwatch import channels

    kind = channels.kinds()[channel.kind]

    async def deliver() -> list[tuple[str, str]]:
        return [(message.recipient, await kind.send(message, channel)) for message in kind.render(digest, channel)]

    return asyncio.run(deliver())


def _test_digest(channel: Channel, loaded: Settings) -> Digest:
    """Compose a digest that says of itself that it is a test."""
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from ipscwatch.cli.answers import zone_of
    from ipscwatch.model.digest import TEST, Digest

    now, zone = datetime.now(UTC), zone_of(loaded)
    theirs = (one.language for one in loaded.digests if channel.channel_id in one.channels)
    return Digest(
        digest_id=f"test-{now:%Y%m%dT%H%M%SZ}",
        schedule_id=f"{TEST}{channel.channel_id}",
        local_on=now.astimezone(ZoneInfo(zone)).date(),
        zone=zone,
        language=next(theirs, "en"),
        since_at=now,
        until_at=now,
        upto_change_id=0,
        polled=0,
        sources_total=sum(source.enabled for source in loaded.sources),
    )


def _plain(channel: Channel, loaded: Settings) -> dict[str, Any]:
    digests = [one.schedule_id for one in loaded.digests if channel.channel_id in one.channels]
    return {"id": channel.channel_id, "kind": channel.kind, "enabled": channel.enabled, "digests": digests}


COMMAND = command
