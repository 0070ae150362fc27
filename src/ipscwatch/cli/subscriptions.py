"""``ipscwatch source import`` and ``export``: feeds as OPML, the form feed readers exchange."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.adding import new_id, write
from ipscwatch.cli.common import example, home_option, settings
from ipscwatch.cli.tables import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipscwatch.model.settings import Settings
    from ipscwatch.sources.opml import Subscription

LARGEST = 1 << 20
"""Bytes of a list; a thousand feeds take a quarter of it."""
TIER = 5
"""What is not known to be better may propose facts, never set one."""


@click.command("import", epilog=example("ipscwatch source import subscriptions.opml --tier 4"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--tier", type=click.IntRange(1, 6), default=TIER, show_default=True, help="Who speaks, 1 to 6.")
@click.option("--disabled", is_flag=True, help="Add them, and do not poll them yet.")
@home_option
def import_feeds(file: Path, tier: int, disabled: bool, home: Path) -> None:
    """Add the feeds of an OPML list to sources.toml.

    Those that are polled already are left out.
    """
    from ipscwatch.errors import UsageError
    from ipscwatch.sources import opml

    loaded = settings(home)
    if file.stat().st_size > LARGEST:
        raise UsageError(f"{file} is larger than {LARGEST >> 20} MiB; no list of feeds is")
    listed = opml.read(file.read_bytes())
    for warning in listed.warnings:
        click.echo(visible(f"{file}: {warning}"), err=True)
    if not listed.subscriptions:
        raise UsageError(f"{file}: there is no feed in it")
    tables = _tables(loaded, listed.subscriptions, tier=tier, disabled=disabled)
    known = len(listed.subscriptions) - len(tables)
    if not tables:
        click.echo(f"All {known} feeds are polled already; nothing was written.")
        return
    click.echo(f"{len(tables)} feeds added to {write(home, tables)}; {known} were there already.")


def _tables(
    loaded: Settings, subscriptions: Iterable[Subscription], *, tier: int, disabled: bool
) -> list[dict[str, Any]]:
    from ipscwatch.text.urls import canonical

    taken = {source.source_id for source in loaded.sources}
    polled = {canonical(source.url) for source in loaded.sources}
    tables = []
    for one in subscriptions:
        if canonical(one.url) in polled:
            continue
        polled.add(canonical(one.url))
        source_id = new_id(one.url, taken)
        taken.add(source_id)
        table = {"id": source_id, "name": visible(one.title), "kind": "feed", "url": one.url, "tier": tier}
        tables.append(table | ({"enabled": False, "reason": "imported, not looked at yet"} if disabled else {}))
    return tables


@click.command("export", epilog=example("ipscwatch source export --output feeds.opml"))
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; else it is printed."
)
@home_option
def export_feeds(output: Path | None, home: Path) -> None:
    """Write the enabled feeds as OPML, grouped by topic.

    Sources of other kinds have no place in it.
    """
    from ipscwatch.errors import UsageError
    from ipscwatch.sources import opml

    feeds = [source for source in settings(home).sources if source.enabled and source.kind == "feed"]
    listed = (opml.Subscription(title=one.name, url=one.url, category=one.topic or "") for one in feeds)
    written = opml.write(listed, title="ipscwatch")
    if output is None:
        click.echo(written.decode(), nl=False)
        return
    try:
        output.write_bytes(written)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from error
    click.echo(f"{len(feeds)} feeds written to {output}.")
