"""``ipscwatch status``: is it well, and what does it wait for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, format_option, home_option, settings, store
from ipscwatch.cli.tables import print_json, visible

if TYPE_CHECKING:
    from ipscwatch.model.settings import Settings
    from ipscwatch.store import Store


@click.command("status", epilog=example("ipscwatch status", "ipscwatch status --format json"))
@home_option
@format_option
def command(home: Path, as_json: bool) -> None:
    """Say whether the watcher is well, and what it waits for.

    Sources in trouble, messages that were not delivered, when the next poll and the last digest are, how the facts
    stand. Times are in the zone of the first digest.
    """
    loaded = settings(home)
    with store(home) as opened:
        found = _gather(loaded, opened)
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(_told(found)))


def _gather(loaded: Settings, opened: Store) -> dict[str, Any]:
    from ipscwatch.cli.answers import zone_of

    return {
        "home": str(loaded.home),
        "zone": zone_of(loaded),
        "sources": _sources(loaded, opened),
        "digests": [_digest(loaded, opened, one.schedule_id) for one in loaded.digests],
        "deliveries": _deliveries(opened),
        "facts": dict(Counter(standing.state for standing in opened.standings())),
        "open_questions": len(opened.questions(open_only=True)),
    }


def _sources(loaded: Settings, opened: Store) -> dict[str, Any]:
    from ipscwatch.cli.answers import moment, zone_of

    enabled = [source for source in loaded.sources if source.enabled]
    states = [opened.states([source.source_id])[source.source_id] for source in enabled]
    zone = zone_of(loaded)
    due = [state.next_poll_at for state in states if state.next_poll_at]
    polled = [state.last_polled_at for state in states if state.last_polled_at]
    return {
        "enabled": len(enabled),
        "configured": len(loaded.sources),
        "health": dict(Counter(state.health for state in states)),
        "last_poll": moment(max(polled, default=None), zone),
        "next_poll": moment(min(due, default=None), zone),
        "trouble": [
            {
                "id": state.source_id,
                "health": state.health,
                "since": moment(state.failing_since_at or state.silent_since_at, zone),
                "error": state.last_error if state.health == "failing" else None,
            }
            for state in states
            if state.health in ("failing", "silent")
        ],
    }


def _digest(loaded: Settings, opened: Store, schedule_id: str) -> dict[str, Any]:
    from ipscwatch.cli.answers import moment, zone_of

    last = opened.last_digest(schedule_id)
    schedule = next(one for one in loaded.digests if one.schedule_id == schedule_id)
    return {
        "id": schedule_id,
        "at": f"{schedule.at:%H:%M} {schedule.zone}",
        "days": list(schedule.days),
        "last": last.local_on.isoformat() if last else None,
        "last_at": moment(last.until_at if last else None, zone_of(loaded)),
    }


def _deliveries(opened: Store) -> dict[str, Any]:
    waiting = opened.deliveries(state="waiting")
    failed = opened.deliveries(state="failed")
    return {
        "waiting": len(waiting),
        "failed": len(failed),
        "errors": sorted(
            {f"{one.message.channel_id}: {one.last_error}" for one in (*waiting, *failed) if one.last_error}
        ),
    }


def _told(found: dict[str, Any]) -> Iterator[str]:
    sources, deliveries = found["sources"], found["deliveries"]
    well = not sources["trouble"] and not deliveries["failed"] and not deliveries["errors"]
    yield f"{found['home']}: {'all is well' if well else 'not all is well'} (times in {found['zone']})"
    health = ", ".join(f"{n} {name}" for name, n in sorted(sources["health"].items()))
    yield f"Sources: {sources['enabled']} of {sources['configured']} enabled: {health}"
    yield f"  last poll {sources['last_poll']}, next {sources['next_poll']}"
    for one in sources["trouble"]:
        error = f": {visible(one['error'])}" if one["error"] else ""
        yield f"  {one['id']} {one['health']} since {one['since']}{error}"
    for one in found["digests"]:
        last = f"last on {one['last']}" if one["last"] else "none composed yet"
        yield f"Digest {one['id']}: at {one['at']}, {last}"
    yield f"Deliveries: {deliveries['waiting']} waiting, {deliveries['failed']} failed"
    for error in deliveries["errors"]:
        yield f"  {visible(error)}"
    facts = ", ".join(f"{n} {state}" for state, n in sorted(found["facts"].items())) or "none"
    yield f"Facts: {facts}; {found['open_questions']} open questions"


COMMAND = command
