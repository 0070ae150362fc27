"""``ipscwatch poll``: one pass over the sources, now."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import counted, example, format_option, home_option, nearest, settings
from ipscwatch.cli.tables import print_json, visible

if TYPE_CHECKING:
    from ipscwatch.model.settings import Settings
    from ipscwatch.service.run import RunReport


@click.command("poll", epilog=example("ipscwatch poll", "ipscwatch poll mhlw_news pmda_en"))
@click.argument("ids", nargs=-1, metavar="[ID]...")
@home_option
@format_option
def command(ids: tuple[str, ...], home: Path, as_json: bool) -> None:
    """Poll what is due once, and store what it brings.

    Sources that are named are polled, due or not. The exit code is 1 when a source failed; the others are stored
    all the same.
    """
    from ipscwatch.errors import UsageError

    loaded = settings(home)
    known = {source.source_id for source in loaded.sources}
    for unknown in (one for one in ids if one not in known):
        raise UsageError(nearest("source", unknown, known))
    report = asyncio.run(_poll(loaded, ids, quiet=as_json))
    if as_json:
        print_json(_plain(report))
    else:
        _tell(report)
    if report.failed:
        raise click.exceptions.Exit(1)


async def _poll(loaded: Settings, ids: tuple[str, ...], *, quiet: bool) -> RunReport:
    from ipscwatch.cli.progress import bar
    from ipscwatch.service.clock import utc_now
    from ipscwatch.service.engine import opened
    from ipscwatch.service.run import run_once

    now = utc_now()
    async with opened(loaded, now) as engine:
        with bar("polling", quiet=quiet) as moved:
            return await run_once(
                engine, now, only=ids, progress=lambda source, done, total: moved(done, total, source.source_id)
            )


def _plain(report: RunReport) -> dict[str, Any]:
    return {
        "polled": report.polled,
        "unchanged": report.unchanged,
        "failed": report.failed,
        "entries": report.entries,
        "new_items": report.new_items,
        "mentions": report.mentions,
        "changes": report.changes,
        "failures": report.failures,
    }


def _tell(report: RunReport) -> None:
    for failure in report.failures:
        click.echo(visible(failure), err=True)
    if not report.polled:
        click.echo("Nothing was due; name a source to poll it all the same.")
        return
    click.echo(
        f"{counted(report.polled, 'source')} polled: {report.unchanged} unchanged, {report.failed} failed; "
        f"{counted(report.new_items, 'new item')}, {report.mentions} with a mention, "
        f"{counted(report.changes, 'change')} to tell."
    )


COMMAND = command
