"""``ipscwatch source``: what is polled, and how each source is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, format_option, home_option, is_stored, settings, store
from ipscwatch.cli.tables import print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipscwatch.model.settings import Settings
    from ipscwatch.model.source import Source, SourceState

HEAD = ("ID", "TIER", "KIND", "EVERY", "HEALTH", "LAST GOOD POLL", "NEXT POLL", "NOTE")


@click.group("source")
def command() -> None:
    """Show what is polled."""


@command.command("list", epilog=example("ipscwatch source list", "ipscwatch source list --disabled"))
@click.option("--disabled", is_flag=True, help="Only those that are disabled, with the reason.")
@home_option
@format_option
def list_sources(disabled: bool, home: Path, as_json: bool) -> None:
    """List the sources with their health.

    Times are in the zone of the first digest.
    """
    from ipscwatch.cli.answers import zone_of

    loaded = settings(home)
    sources = [source for source in loaded.sources if not (disabled and source.enabled)]
    states = _states(loaded, home)
    if as_json:
        print_json([_plain(source, states.get(source.source_id)) for source in sources])
        return
    zone = zone_of(loaded)
    rows = [_row(source, states.get(source.source_id), zone) for source in sources]
    print_table(HEAD, rows, empty="no source is disabled" if disabled else "there are no sources")
    enabled = sum(source.enabled for source in loaded.sources)
    click.echo(f"\n{enabled} of {len(loaded.sources)} sources are enabled; times in {zone}.")


def _states(loaded: Settings, home: Path) -> Mapping[str, SourceState]:
    """Return what is remembered of the sources; nothing before the first poll."""
    if not is_stored(home):
        return {}
    with store(home) as opened:
        return opened.states(source.source_id for source in loaded.sources)


def _row(source: Source, state: SourceState | None, zone: str) -> tuple[str, ...]:
    from ipscwatch.cli.answers import moment
    from ipscwatch.config.fields import write_duration

    health = (state.health if state else "new") if source.enabled else "disabled"
    note = (state.last_error if state and state.failing_since_at else None) or ""
    return (
        source.source_id,
        str(source.tier),
        source.kind,
        write_duration(source.interval),
        health,
        moment(state.last_success_at if state else None, zone),
        moment(state.next_poll_at if state and source.enabled else None, zone),
        note if source.enabled else source.reason,
    )


def _plain(source: Source, state: SourceState | None) -> dict[str, Any]:
    from ipscwatch.cli.answers import iso

    return {
        "id": source.source_id,
        "name": source.name,
        "kind": source.kind,
        "url": source.url,
        "tier": source.tier,
        "outlet": source.outlet,
        "language": source.language,
        "zone": source.zone,
        "interval_seconds": int(source.interval.total_seconds()),
        "quiet_after_seconds": int(source.quiet_after.total_seconds()) if source.quiet_after else None,
        "enabled": source.enabled,
        "reason": source.reason or None,
        "health": state.health if state else "new",
        "last_success": iso(state.last_success_at) if state else None,
        "last_new": iso(state.last_new_at) if state else None,
        "failing_since": iso(state.failing_since_at) if state else None,
        "last_error": state.last_error if state else None,
        "entries": state.entries if state else None,
        "next_poll": iso(state.next_poll_at) if state else None,
    }


COMMAND = command
