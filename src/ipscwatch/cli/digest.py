"""``ipscwatch digest``: the digests that were composed."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from ipscwatch.cli.common import counted, example, format_option, home_option, nearest, settings, store
from ipscwatch.cli.tables import print_json, print_table, visible
from ipscwatch.model.settings import Channel

if TYPE_CHECKING:
    from ipscwatch.model.digest import Delivery, Digest, DigestSchedule
    from ipscwatch.model.settings import Settings


@click.group(
    "digest",
    invoke_without_command=True,
    epilog=example(
        "ipscwatch digest --preview",
        "ipscwatch digest --preview --since 7d --format html",
        "ipscwatch digest --preview --channel mail",
        "ipscwatch digest --send",
    ),
)
@click.option("--preview", is_flag=True, help="Compose the next digest as of now and print it; nothing is sent.")
@click.option("--send", "to_send", is_flag=True, help="Compose today's digest now and send it; no service may run.")
@click.option("--schedule", metavar="ID", help="Which digest; the first one when not given.")
@click.option(
    "--since", metavar="TIME", help="With --preview: what changed in this time, such as 7d, not since the last."
)
@click.option("--channel", metavar="ID", help="With --preview: the messages this channel would be handed.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "slack", "json"]),
    default="text",
    help="With --preview: in which form; HTML opens in the browser when this is a terminal.",
)
@home_option
@click.pass_context
def command(
    ctx: click.Context,
    preview: bool,
    to_send: bool,
    schedule: str | None,
    since: str | None,
    channel: str | None,
    form: str,
    home: Path,
) -> None:
    """Show, preview and send the digests."""
    from ipscwatch.errors import UsageError

    if ctx.invoked_subcommand is not None:
        return
    if preview == to_send:
        raise UsageError("say --preview or --send, or one of the commands: list, resend, show")
    if preview:
        _preview(home, schedule, since, channel, form)
    else:
        _send(home, schedule)


@command.command("list", epilog=example("ipscwatch digest list --limit 7"))
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=30, show_default=True, help="How many, the newest first."
)
@home_option
@format_option
def list_digests(limit: int, home: Path, as_json: bool) -> None:
    """List the digests, and whether they were delivered."""
    with store(home) as opened:
        digests = opened.digests(limit=limit)
        sent = {one.digest_id: opened.deliveries(digest_id=one.digest_id) for one in digests}
    if as_json:
        print_json([_plain(one, sent[one.digest_id]) for one in digests])
        return
    head = ("ID", "FACTS", "STORIES", "SUBJECT", "DELIVERIES")
    rows = [_row(one, sent[one.digest_id]) for one in digests]
    print_table(head, rows, empty="no digest was composed yet")


@command.command("show", epilog=example("ipscwatch digest show", "ipscwatch digest show daily-2026-05-20"))
@click.argument("digest_id", metavar="[ID]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "json"]),
    default="text",
    help="In which of its forms.",
)
@home_option
def show(digest_id: str | None, form: str, home: Path) -> None:
    """Print a digest as it was composed.

    The one with this ID, or the newest.
    """
    from ipscwatch.errors import UsageError

    with store(home) as opened:
        newest = opened.digests()
        found = opened.digest(digest_id) if digest_id else next(iter(newest), None)
    if found is None and digest_id:
        raise UsageError(nearest("digest", digest_id, (one.digest_id for one in newest)))
    if found is None:
        raise UsageError("no digest was composed yet")
    _print(found, form)


@command.command("resend", epilog=example("ipscwatch digest resend daily-2026-05-20 --channel mail"))
@click.argument("digest_id", metavar="ID")
@click.option("--channel", metavar="ID", help="Only to this channel.")
@home_option
def resend(digest_id: str, channel: str | None, home: Path) -> None:
    """Send a digest again, to those who have it and those who do not.

    Under the same Message-ID, so that a mail program can tell it is the same. The service sends it within a minute;
    where none runs, it is sent now.
    """
    from ipscwatch.errors import UsageError
    from ipscwatch.service.lock import holder
    from ipscwatch.store import Store

    loaded = settings(home)
    with store(home) as opened:
        known = [one.digest_id for one in opened.digests(limit=1000)]
    if digest_id not in known:
        raise UsageError(nearest("digest", digest_id, known))
    if channel is not None:
        _channel(loaded, channel)
    with Store.open(loaded.database, create=False) as opened:
        count = opened.resend(digest_id, channel_id=channel)
    click.echo(f"to be sent again of {digest_id}: {counted(count, 'message')}")
    if count and holder(loaded.state) is None:
        _deliver(loaded)


def _preview(home: Path, schedule_id: str | None, since: str | None, channel: str | None, form: str) -> None:
    from ipscwatch.channels.slack import SlackOptions
    from ipscwatch.model.settings import Secret
    from ipscwatch.service.clock import utc_now
    from ipscwatch.service.composing import make_digest, since_when

    loaded, now = settings(home), utc_now()
    schedule = _schedule(loaded, schedule_id)
    local_on = now.astimezone(ZoneInfo(schedule.zone)).date()
    with store(home) as opened:
        if since is None:
            digest = make_digest(opened, loaded, schedule, local_on, now)
        else:
            digest = since_when(opened, loaded, schedule, now - _duration(since), now)
    if channel is not None:
        _print_messages(digest, _channel(loaded, channel))
    elif form == "slack":
        _print_messages(digest, Channel(channel_id="slack", kind="slack", options=SlackOptions(webhook=Secret(""))))
    else:
        _print(digest, form)


def _send(home: Path, schedule_id: str | None) -> None:
    """Compose the digest of today, whether its time has come or not, and deliver all that waits."""
    import asyncio

    from ipscwatch.errors import UsageError
    from ipscwatch.service.clock import utc_now
    from ipscwatch.service.composing import enqueue, make_digest
    from ipscwatch.service.engine import opened

    loaded, now = settings(home), utc_now()
    schedule = _schedule(loaded, schedule_id)

    async def compose() -> Digest | None:
        async with opened(loaded, now) as engine:
            local_on = now.astimezone(ZoneInfo(schedule.zone)).date()
            digest = make_digest(engine.store, loaded, schedule, local_on, now)
            return digest if enqueue(engine, schedule, digest) else None

    made = asyncio.run(compose())
    if made is None:
        raise UsageError("today's digest was made already; «ipscwatch digest resend» sends it again")
    click.echo(f"composed {made.digest_id}")
    _deliver(loaded)


def _deliver(loaded: Settings) -> None:
    """Send what waits; the exit code is 1 when something was not accepted."""
    import asyncio

    from ipscwatch.service.clock import utc_now
    from ipscwatch.service.engine import opened
    from ipscwatch.service.sending import deliver

    async def send() -> tuple[int, list[str]]:
        async with opened(loaded, utc_now()) as engine:
            delivered = await deliver(engine, utc_now())
            waiting = engine.store.deliveries(state="waiting")
            return delivered, [f"{one.message.channel_id}: {one.last_error}" for one in waiting if one.last_error]

    delivered, errors = asyncio.run(send())
    click.echo(f"{counted(delivered, 'message')} delivered")
    for error in errors:
        click.echo(visible(f"not delivered yet, {error}"), err=True)
    if errors:
        raise click.exceptions.Exit(1)


def _schedule(loaded: Settings, schedule_id: str | None) -> DigestSchedule:
    from ipscwatch.errors import UsageError

    if schedule_id is None:
        return loaded.digests[0]
    found = next((one for one in loaded.digests if one.schedule_id == schedule_id), None)
    if found is None:
        raise UsageError(nearest("digest", schedule_id, (one.schedule_id for one in loaded.digests)))
    return found


def _channel(loaded: Settings, channel_id: str) -> Channel:
    from ipscwatch.errors import UsageError

    found = next((one for one in loaded.channels if one.channel_id == channel_id), None)
    if found is None:
        raise UsageError(nearest("channel", channel_id, (one.channel_id for one in loaded.channels)))
    return found


def _duration(text: str) -> timedelta:
    from ipscwatch.config.fields import read_duration
    from ipscwatch.errors import UsageError

    try:
        return read_duration(text)
    except ValueError as error:
        raise UsageError(f"--since: {error}") from error


def _print_messages(digest: Digest, channel: Channel) -> None:
    from ipscwatch import channels

    for message in channels.kinds()[channel.kind].render(digest, channel):
        print_json(dict(message.content))


def _print(digest: Digest, form: str) -> None:
    from ipscwatch.digests.html import html
    from ipscwatch.digests.json import json
    from ipscwatch.digests.telling import tell
    from ipscwatch.digests.text import text

    if form == "json":
        print_json(json(digest))
    elif form == "html" and sys.stdout.isatty():
        _open(html(tell(digest)))
    else:
        click.echo((html if form == "html" else text)(tell(digest)), nl=False)


def _open(page: str) -> None:
    """Show a page in the browser."""
    import tempfile

    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8", delete=False) as file:
        file.write(page)
    click.echo(file.name)
    click.launch(file.name)


def _row(digest: Digest, deliveries: tuple[Delivery, ...]) -> tuple[str, ...]:
    from ipscwatch.digests import subject_line

    states = Counter(f"{one.message.channel_id} {one.state}" for one in deliveries)
    told = ", ".join(name if n == 1 else f"{name} ({n})" for name, n in sorted(states.items()))
    return digest.digest_id, str(len(digest.facts)), str(digest.stories_n), subject_line(digest), told or "–"


def _plain(digest: Digest, deliveries: tuple[Delivery, ...]) -> dict[str, Any]:
    from ipscwatch.cli.answers import iso
    from ipscwatch.digests import subject_line

    return {
        "id": digest.digest_id,
        "schedule": digest.schedule_id,
        "day": digest.local_on.isoformat(),
        "until": iso(digest.until_at),
        "subject": subject_line(digest),
        "facts": len(digest.facts),
        "stories": digest.stories_n,
        "quiet": digest.quiet,
        "deliveries": [_plain_delivery(one) for one in deliveries],
    }


def _plain_delivery(one: Delivery) -> dict[str, Any]:
    from ipscwatch.cli.answers import iso

    return {
        "message": one.message.message_id,
        "channel": one.message.channel_id,
        "state": one.state,
        "attempts": one.attempts,
        "last_error": one.last_error,
        "delivered": iso(one.delivered_at),
    }


COMMAND = command
