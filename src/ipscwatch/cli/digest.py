"""``ipscwatch digest``: the digests that were composed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, format_option, home_option, nearest, store
from ipscwatch.cli.tables import print_json, print_table

if TYPE_CHECKING:
    from ipscwatch.model.digest import Delivery, Digest


@click.group("digest")
def command() -> None:
    """Show the digests."""


@command.command("list", epilog=example("ipscwatch digest list --limit 7"))
@click.option("--limit", type=click.IntRange(1, 1000), default=30, help="How many, the newest first.")
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


def _print(digest: Digest, form: str) -> None:
    from ipscwatch.digests.html import html
    from ipscwatch.digests.json import json
    from ipscwatch.digests.telling import tell
    from ipscwatch.digests.text import text

    if form == "json":
        print_json(json(digest))
    else:
        click.echo((html if form == "html" else text)(tell(digest)), nl=False)


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
