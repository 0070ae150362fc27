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
    from ipscwatch.service.condition import Condition
    from ipscwatch.store import Store

ANSWERS = {"well": "all is well", "warning": "it works, with warnings", "bad": "not all is well"}


@click.command(
    "status", epilog=example("ipscwatch status", "ipscwatch status --format json", "ipscwatch status --exit-code")
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 when something is bad, for scripts and health checks.")
@home_option
@format_option
def command(exit_code: bool, home: Path, as_json: bool) -> None:
    """Say whether the watcher is well, and what it waits for.

    What is bad keeps you from hearing of something: no service, no good poll, a digest that is late or did not
    arrive. A source in trouble is a warning. Times are in the zone of the first digest.
    """
    from ipscwatch.service.clock import utc_now
    from ipscwatch.service.condition import condition
    from ipscwatch.service.lock import holder

    loaded = settings(home)
    running = holder(loaded.state)
    with store(home) as opened:
        found = condition(opened, loaded, utc_now(), running=running is not None)
        plain = _plain(loaded, opened, found, running)
    if as_json:
        print_json(plain)
    else:
        click.echo("\n".join(_told(plain)))
    if exit_code and found.level == "bad":
        raise click.exceptions.Exit(1)


def _plain(loaded: Settings, opened: Store, found: Condition, running: str | None) -> dict[str, Any]:
    from ipscwatch.cli.answers import iso, moment, zone_of

    zone = zone_of(loaded)
    return {
        "home": str(loaded.home),
        "zone": zone,
        "level": found.level,
        "running": running,
        "troubles": [{"level": one.level, "kind": one.kind, "said": one.said} for one in found.troubles],
        "waits": [
            {"kind": one.kind, "name": one.name, "at": iso(one.at), "local": moment(one.at, zone)}
            for one in found.waits
        ],
        "sources": _sources(loaded, opened),
        "digests": [_digest(loaded, opened, one.schedule_id) for one in loaded.digests],
        "deliveries": _deliveries(opened),
        "facts": dict(Counter(standing.state for standing in opened.standings())),
        "open_questions": len(opened.questions(open_only=True)),
    }


def _sources(loaded: Settings, opened: Store) -> dict[str, Any]:
    from ipscwatch.cli.answers import moment, zone_of

    enabled = [source.source_id for source in loaded.sources if source.enabled]
    states = list(opened.states(enabled).values())
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
    service = f"run by {found['running']}" if found["running"] else "no service"
    yield f"{found['home']}: {ANSWERS[found['level']]} ({service}; times in {found['zone']})"
    for one in found["troubles"]:
        yield f"  {'!' if one['level'] == 'bad' else '-'} {visible(one['said'])}"
    health = ", ".join(f"{n} {name}" for name, n in sorted(sources["health"].items()))
    yield f"Sources: {sources['enabled']} of {sources['configured']} enabled: {health}"
    yield f"  last poll {sources['last_poll']}, next {sources['next_poll']}"
    next_at = {one["name"]: one["local"] for one in found["waits"] if one["kind"] == "digest"}
    for one in found["digests"]:
        last = f"last on {one['last']}" if one["last"] else "none composed yet"
        yield f"Digest {one['id']}: at {one['at']}, {last}, next {next_at[one['id']]}"
    yield f"Deliveries: {deliveries['waiting']} waiting, {deliveries['failed']} failed"
    facts = ", ".join(f"{n} {state}" for state, n in sorted(found["facts"].items())) or "none"
    yield f"Facts: {facts}; {found['open_questions']} open questions"


COMMAND = command
