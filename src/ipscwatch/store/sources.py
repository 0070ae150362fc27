"""What is remembered of sources and hosts between polls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlite_utils import Database

from ipscwatch.model.source import RobotsFile, Source, SourceState
from ipscwatch.store import codec

ROBOTS_KEPT = timedelta(days=2)
"""Longer than a robots.txt may be used (RFC 9309, 2.4)."""
CLOCK_SLACK = timedelta(hours=1)
"""How far a clock may be set back before what was written with it is doubted."""


def states(db: Database, ids: Iterable[str]) -> dict[str, SourceState]:
    """Return the state of each id; a source never polled has a new one."""
    wanted = tuple(ids)
    found = db.execute(
        "SELECT source_id, value FROM sources WHERE source_id IN (SELECT value FROM json_each(?))",
        [codec.listed(wanted)],
    )
    stored = {source_id: codec.decode(SourceState, value) for source_id, value in found}
    return {source_id: stored.get(source_id) or SourceState(source_id=source_id) for source_id in wanted}


def due(db: Database, sources: Iterable[Source], now: datetime) -> tuple[str, ...]:
    """Return the ids of the enabled sources whose time has come, the longest waiting first.

    One whose last poll lies in the future was polled while the clock was wrong; it is due too.
    """
    known = states(db, (source.source_id for source in sources if source.enabled))
    waiting = [state for state in known.values() if _is_due(state, now)]
    waiting.sort(key=lambda state: (state.next_poll_at is not None, state.next_poll_at))
    return tuple(state.source_id for state in waiting)


def _is_due(state: SourceState, now: datetime) -> bool:
    if state.next_poll_at is None or state.next_poll_at <= now:
        return True
    return state.last_polled_at is not None and state.last_polled_at > now + CLOCK_SLACK


def write_state(db: Database, state: SourceState) -> None:
    """Store how a source is, its validators included."""
    db.execute(
        "INSERT OR REPLACE INTO sources (source_id, value) VALUES (?, ?)", [state.source_id, codec.encode(state)]
    )


def host_times(db: Database) -> dict[str, datetime]:
    """Return when each host was last asked."""
    return {host: codec.moment(at) for host, at in db.execute("SELECT host, asked_at FROM hosts")}


def write_host_times(db: Database, times: Mapping[str, datetime]) -> None:
    """Store when hosts were last asked; hosts not named stay as they are."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO hosts (host, asked_at) VALUES (?, ?)",
        [(host, codec.stamp(at)) for host, at in times.items()],
    )


def robots_files(db: Database) -> tuple[RobotsFile, ...]:
    """Return the robots.txt files that were kept."""
    found = db.execute("SELECT origin, text, fetched_at FROM robots")
    return tuple(RobotsFile(origin=origin, text=text, fetched_at=codec.moment(at)) for origin, text, at in found)


def write_robots_files(db: Database, files: Iterable[RobotsFile]) -> None:
    """Store robots.txt files and drop those that may no longer be used."""
    for file in files:
        db.execute(
            "INSERT OR REPLACE INTO robots (origin, text, fetched_at) VALUES (?, ?, ?)",
            [file.origin, None if file.text is None else codec.storable(file.text), codec.stamp(file.fetched_at)],
        )
        db.execute("DELETE FROM robots WHERE fetched_at < ?", [codec.stamp(file.fetched_at - ROBOTS_KEPT)])
