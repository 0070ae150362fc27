"""Digests: what one is composed from, and those that were composed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from sqlite_utils import Database

from ipscwatch.model.change import Change
from ipscwatch.model.digest import Digest, Gathered, Message
from ipscwatch.model.source import Source, SourceState
from ipscwatch.store import changes, codec, items, ledger, outbox, stories
from ipscwatch.store import sources as states


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
        "ORDER BY upto_change_id DESC, until_at DESC LIMIT 1",
        [schedule_id],
    ).fetchone()
    return LastDigest(date.fromisoformat(row[0]), codec.moment(row[1]), row[2]) if row else None


def gather(db: Database, schedule_id: str, upto: int, sources: Sequence[Source]) -> Gathered:
    """Return everything the next digest of a schedule is composed from; see `Store.gather`."""
    before = last(db, schedule_id)
    since = before.until_at if before else None
    found = changes.between(db, before.upto if before else 0, upto)
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


def _without_options(digest: Digest) -> Digest:
    # A digest says whom it read, not how: request headers may hold a secret, and options are their kind's own.
    lines = tuple(replace(line, source=replace(line.source, options=None, headers={})) for line in digest.sources)
    return replace(digest, sources=lines)
