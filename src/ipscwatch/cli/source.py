"""``ipscwatch source``: what is polled, how each source is, and working with sources.

`trying` holds ``test``, `adding` ``add``, `subscriptions` ``import`` and ``export``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli import adding, subscriptions, trying
from ipscwatch.cli.common import example, format_option, home_option, is_stored, settings, store
from ipscwatch.cli.tables import print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import timedelta

    from ipscwatch.model.settings import Settings
    from ipscwatch.model.source import Source, SourceState

HEAD = ("ID", "TIER", "KIND", "EVERY", "HEALTH", "LAST GOOD POLL", "LAST NEWS", "USUAL", "NEXT POLL", "NOTE")


@click.group("source")
def command() -> None:
    """Show, try, add, import and export what is polled."""


@command.command("list", epilog=example("ipscwatch source list", "ipscwatch source list --disabled"))
@click.option("--disabled", is_flag=True, help="Only those that are disabled, with the reason.")
@home_option
@format_option
def list_sources(disabled: bool, home: Path, as_json: bool) -> None:
    """List the sources with their health.

    USUAL is the learned time between news, and after how long without any the source counts as silent. NOTE says
    since when it fails or is silent and why, where it moved for good, and what was odd when it was last read. Times
    are in the zone of the first digest.
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
    return (
        source.source_id,
        str(source.tier),
        source.kind,
        write_duration(source.interval),
        health,
        moment(state.last_success_at if state else None, zone),
        moment(state.last_new_at if state else None, zone),
        _usual(source, state),
        moment(state.next_poll_at if state and source.enabled else None, zone),
        "; ".join(_notes(state, zone)) if source.enabled else source.reason,
    )


def _usual(source: Source, state: SourceState | None) -> str:
    """Say how often it brings news, and how long it may bring none."""
    from ipscwatch.model.source import SourceState
    from ipscwatch.watching.health import silent_limit

    limit = silent_limit(source, state or SourceState(source_id=source.source_id))
    rhythm = _rounded(state.rhythm) if state and state.rhythm else "?"
    return f"{rhythm}, silent after {_rounded(limit)}" if limit else rhythm


def _rounded(length: timedelta) -> str:
    """Write a length of time in its largest unit."""
    from datetime import timedelta

    from ipscwatch.config.fields import write_duration

    unit = timedelta(days=1) if length >= timedelta(days=2) else timedelta(hours=1)
    return write_duration(max(round(length / unit), 1) * unit) if length >= timedelta(hours=1) else "<1h"


def _notes(state: SourceState | None, zone: str) -> Iterator[str]:
    from ipscwatch.cli.answers import moment

    if state is None:
        return
    if state.failing_since_at:
        yield f"failing since {moment(state.failing_since_at, zone)}: {state.last_error}"
    if state.silent_since_at:
        yield f"silent since {moment(state.silent_since_at, zone)}"
    if state.moved_to:
        yield f"moved for good to {state.moved_to}"
    yield from state.warnings


def _plain(source: Source, state: SourceState | None) -> dict[str, Any]:
    from ipscwatch.cli.answers import iso
    from ipscwatch.model.source import SourceState
    from ipscwatch.watching.health import silent_limit

    return {
        "id": source.source_id,
        "name": source.name,
        "kind": source.kind,
        "url": source.url,
        "tier": source.tier,
        "outlet": source.outlet,
        "language": source.language,
        "zone": source.zone,
        "interval_seconds": _seconds(source.interval),
        "quiet_after_seconds": _seconds(source.quiet_after),
        "enabled": source.enabled,
        "reason": source.reason or None,
        "health": state.health if state else "new",
        "last_success": iso(state.last_success_at) if state else None,
        "last_new": iso(state.last_new_at) if state else None,
        "failing_since": iso(state.failing_since_at) if state else None,
        "last_error": state.last_error if state else None,
        "silent_since": iso(state.silent_since_at) if state else None,
        "rhythm_seconds": _seconds(state.rhythm if state else None),
        "silent_after_seconds": _seconds(silent_limit(source, state or SourceState(source_id=source.source_id))),
        "moved_to": state.moved_to if state else None,
        "warnings": list(state.warnings) if state else [],
        "entries": state.entries if state else None,
        "next_poll": iso(state.next_poll_at) if state else None,
    }


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())


for added in (trying.command, adding.command, subscriptions.import_feeds, subscriptions.export_feeds):
    command.add_command(added)

COMMAND = command
