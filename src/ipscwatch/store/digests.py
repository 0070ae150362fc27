"""Digests: what one is composed from, and those that were composed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from ipscwatch.model.change import Change
from ipscwatch.model.digest import Digest, Gathered, Message
from ipscwatch.model.source import Source, SourceState
from ipscwatch.store import changes, codec, items, ledger, outbox, stories
from ipscwatch.store import sources as states

CHARTED = timedelta(days=16)
"""Further back than any reader's last 14 days begin."""


class LastDigest(NamedTuple):
    """Where a schedule's last digest ended."""

    local_on: date
    until_at: datetime
    upto: int
    """The last change it covers."""


def last(db: Database, schedule_id: str) -> LastDigest | None:
    """Return where the newest digest of a schedule ended, or None before the first."""
    row = db.execute(
        "SELECT local_on, until_at, upto_change_id FROM digests WHERE schedule_id = ? "
        "ORDER BY upto_change_id DESC, rowid DESC LIMIT 1",
        [schedule_id],
    ).fetchone()
    return LastDigest(date.fromisoformat(row[0]), codec.moment(row[1]), row[2]) if row else None


def told(db: Database, schedule_ids: Iterable[str] | None) -> int:
    """Return the last change that every one of these schedules has told, alerts aside; None: that any has."""
    rows = db.execute(
        "SELECT schedule_id, max(upto_change_id) FROM digests WHERE instr(schedule_id, ':') = 0 "
        "GROUP BY schedule_id"
    )
    upto = {schedule_id: int(last) for schedule_id, last in rows}
    if schedule_ids is None:
        return max(upto.values(), default=0)
    return min((upto.get(schedule_id, 0) for schedule_id in schedule_ids), default=0)


def gather(db: Database, schedule_id: str, upto: int, sources: Sequence[Source], after: int | None) -> Gathered:
    """Return everything the next digest of a schedule is composed from; see `Store.gather`."""
    before = last(db, schedule_id)
    since = before.until_at if before else None
    told_upto = before.upto if before else 0
    found = changes.between(db, told_upto if after is None else after, upto)
    named = {change.story_id for change in found if change.story_id}
    told = {**stories.by_id(db, named), **stories.of_items(db, _item_ids(found))}
    enabled = tuple(source for source in sources if source.enabled)
    known = states.states(db, (source.source_id for source in enabled))
    return Gathered(
        changes=found,
        stories=told,
        items=items.views(db, _item_ids(found).union(*(story.item_ids for story in told.values()))),
        sources=enabled,
        states=known,
        questions=ledger.questions(db, open_only=False, answered_since=since),
        polled=_polled(known, since),
        mentions_per_day=_mentions_per_day(db, _newest_success(known)),
        told_before=_told_before(db, known, before.upto if before else 0),
    )


def enqueue(db: Database, digest: Digest, messages: Iterable[Message]) -> bool:
    """Store a digest with its messages; False, and nothing stored, where that day has its digest already."""
    done = db.execute(
        "INSERT OR IGNORE INTO digests (digest_id, schedule_id, local_on, until_at, upto_change_id, value) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [
            digest.digest_id,
            digest.schedule_id,
            digest.local_on.isoformat(),
            codec.stamp(digest.until_at),
            digest.upto_change_id,
            codec.encode(_without_options(digest)),
        ],
    )
    if not done.rowcount:
        return False
    outbox.put(db, messages, digest.until_at)
    return True


def by_id(db: Database, digest_id: str) -> Digest | None:
    """Return a digest as it was composed, its sources without their options and headers; or None."""
    row = db.execute("SELECT value FROM digests WHERE digest_id = ?", [digest_id]).fetchone()
    return codec.decode(Digest, row[0]) if row else None


def newest(db: Database, limit: int) -> tuple[Digest, ...]:
    """Return the newest digests, the newest first."""
    rows = db.execute("SELECT value FROM digests ORDER BY until_at DESC, digest_id LIMIT ?", [limit])
    return tuple(codec.decode(Digest, value) for (value,) in rows)


def _item_ids(found: Iterable[Change]) -> set[str]:
    named = {item_id for change in found for item_id in change.item_ids}
    cited = {change.fact.because.item_id for change in found if change.fact and change.fact.because.item_id}
    return named | cited


def _polled(known: Mapping[str, SourceState], since: datetime | None) -> int:
    good = [state.last_success_at for state in known.values() if state.last_success_at is not None]
    return sum(1 for at in good if since is None or at > since)


def _newest_success(known: Mapping[str, SourceState]) -> datetime | None:
    return max((at for state in known.values() if (at := state.last_success_at) is not None), default=None)


def _mentions_per_day(db: Database, until: datetime | None) -> dict[date, int]:
    """Return how many items that mention a term are dated on each of the last days, by their source's zone.

    A day is an item's own: as published, else as received.
    """
    if until is None:
        return {}
    rows = db.execute(
        "SELECT coalesce(published_at, received_at) AS dated_at, zone FROM items WHERE dated_at > ? AND EXISTS "
        "(SELECT 1 FROM findings WHERE findings.item_id = items.item_id AND kind = 'mention')",
        [codec.stamp(until - CHARTED)],
    )
    days = Counter(codec.moment(dated_at).astimezone(ZoneInfo(zone)).date() for dated_at, zone in rows)
    return dict(sorted(days.items()))


def _told_before(db: Database, known: Mapping[str, SourceState], upto: int) -> frozenset[str]:
    """Return the sources whose present trouble stands in a change up to `upto`."""
    rows = db.execute(
        "SELECT source_id, max(at) FROM changes WHERE change_id <= ? "
        "AND kind IN ('source_failing', 'source_silent') GROUP BY source_id",
        [upto],
    )
    return frozenset(source_id for source_id, at in rows if _began_before(known.get(source_id), codec.moment(at)))


def _began_before(state: SourceState | None, told_at: datetime) -> bool:
    began = (state.failing_since_at or state.silent_since_at) if state else None
    return began is not None and began <= told_at


def _without_options(digest: Digest) -> Digest:
    # A digest says whom it read, not how: request headers may hold a secret, and options are their kind's own.
    sources, troubled = (
        tuple(replace(line, source=replace(line.source, options=None, headers={})) for line in lines)
        for lines in (digest.sources, digest.troubled)
    )
    return replace(digest, sources=sources, troubled=troubled)
