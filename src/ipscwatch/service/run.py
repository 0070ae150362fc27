"""One pass over all sources that are due: the whole flow on one screen.

    due ─► visit (fetch, read) ─► normalise ─► draft ─► plan ─► store.apply

Visits run side by side; everything after them runs one source at a time, as the answers come, because each
source's items may belong to a story the one before began. Failures are held back to the end of the pass, to tell
«the network is down» from «a source is down».
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from ipscwatch.fetch.freshness import after_failure, next_poll
from ipscwatch.model.change import Change, ChangeKind, SourceUpdate
from ipscwatch.model.source import Source, SourceState
from ipscwatch.service.engine import Engine
from ipscwatch.service.logs import event
from ipscwatch.service.visit import Visit
from ipscwatch.text.urls import host
from ipscwatch.watching import health
from ipscwatch.watching.items import normalise, reading_keys
from ipscwatch.watching.plan import STORY_WINDOW, Poll, plan
from ipscwatch.watching.stages import status_keys

NETWORK_KINDS = frozenset({"FetchError"})
RETRY_WHEN_DOWN = timedelta(minutes=5)


@dataclass(slots=True, kw_only=True)
class RunReport:
    """What a pass did, in numbers, and every failure in a sentence."""

    polled: int = 0
    unchanged: int = 0
    failed: int = 0
    entries: int = 0
    new_items: int = 0
    mentions: int = 0
    changes: int = 0
    failures: list[str] = field(default_factory=list)


Progress = Callable[[Source, int, int], None]
"""Called after each visit with the source, how many are done, and how many there are."""


async def run_once(
    engine: Engine, now: datetime, *, only: Sequence[str] = (), progress: Progress | None = None
) -> RunReport:
    """Poll what is due (or `only` these sources, due or not) and store what it brought."""
    sources = _chosen(engine, now, only)
    states = engine.store.states([source.source_id for source in sources])
    report = RunReport()
    failed: list[Visit] = []
    limit = asyncio.Semaphore(engine.settings.polling.workers)

    async def visit(source: Source) -> Visit:
        async with limit:
            return await engine.visitor.visit(source, states[source.source_id], now)

    for done, answer in enumerate(asyncio.as_completed([visit(source) for source in sources]), 1):
        visited = await answer
        if visited.failure is None:
            _settle(engine, visited, now, report)
        else:
            failed.append(visited)
        if progress is not None:
            progress(visited.source, done, len(sources))
    _settle_failures(engine, failed, len(sources), now, report)
    engine.keep_host_times()
    return report


def _chosen(engine: Engine, now: datetime, only: Sequence[str]) -> list[Source]:
    """Return the sources to poll, hosts taking turns so that one host's gap holds up nobody else."""
    enabled = [source for source in engine.settings.sources if source.enabled]
    wanted = set(only) or set(engine.store.due(enabled, now))
    turns: dict[str, int] = {}

    def turn(source: Source) -> int:
        name = host(source.url)
        turns[name] = turns.get(name, -1) + 1
        return turns[name]

    return sorted((source for source in engine.settings.sources if source.source_id in wanted), key=turn)


def _settle(engine: Engine, visit: Visit, now: datetime, report: RunReport) -> None:
    """Turn a good visit into one update and store it."""
    update = _update(engine, visit, now)
    stored = engine.store.apply(update)
    report.polled += 1
    report.unchanged += visit.reading is None
    report.entries += len(visit.reading.entries) if visit.reading else 0
    report.new_items += sum(1 for draft in update.drafts if draft.edit is None)
    report.mentions += sum(1 for draft in update.drafts if draft.mentions)
    report.changes += len(stored)
    event(
        "polled",
        source=visit.source.source_id,
        entries=len(visit.reading.entries) if visit.reading else "unchanged",
        new=len(update.drafts),
        changes=len(stored),
    )


def _update(engine: Engine, visit: Visit, now: datetime) -> SourceUpdate:
    source, state, reading = visit.source, visit.state, visit.reading
    due = next_poll(source, visit.headers, reading.ttl if reading else None, now)
    if reading is None:
        after, changes = health.after_not_modified(source, state, now=now, next_poll_at=due)
        after = replace(after, validators=visit.validators)
        return SourceUpdate(source_id=source.source_id, polled_at=now, state=after, changes=changes)
    known = engine.store.known_items(source.source_id, reading_keys(source, reading))
    found = normalise(source, reading, known, now=now, publishers=engine.publishers)
    drafts = (
        *(engine.desk.draft(item) for item in found.items),
        *(engine.desk.draft(edit.item, edit=edit) for edit in found.edits),
    )
    after, changes = health.after_success(
        source,
        state,
        entries=len(reading.entries),
        new_items=found.items,
        rhythm=health.usual_gap(tuple(e.published_at for e in reading.entries if e.published_at is not None)),
        now=now,
        next_poll_at=due,
    )
    poll = Poll(
        source=source,
        before=state,
        after=replace(after, validators=visit.validators),
        drafts=drafts,
        seen=found.seen,
        read=len(reading.entries),
        now=now,
    )
    surroundings = engine.store.known(
        drafts, since=now - STORY_WINDOW, source_id=source.source_id, facts=status_keys(drafts)
    )
    return plan(poll, surroundings, engine.settings.terms, health=changes)


def _settle_failures(engine: Engine, failed: list[Visit], total: int, now: datetime, report: RunReport) -> None:
    """Store what failed; when most of the pass failed to reach anything at all, tell that once instead."""
    down = _network_is_down(failed, total)
    if down != engine.network_is_down():
        note = f"{len(failed)} of {total} sources could not be reached" if down else "the network is back"
        kind: ChangeKind = "network_down" if down else "network_up"
        if down or total > len(failed):
            engine.store.write_changes((Change(kind=kind, at=now, severity="high", note=note),))
    for visit in failed:
        _settle_failure(engine, visit, now, down=down)
        report.polled += 1
        report.failed += 1
        if visit.failure is not None:
            report.failures.append(visit.failure.message)


def _network_is_down(failed: list[Visit], total: int) -> bool:
    unreached = [v for v in failed if v.failure and v.failure.kind in NETWORK_KINDS and v.failure.status is None]
    hosts = {host(visit.source.url) for visit in unreached}
    return len(unreached) * 2 > total and len(hosts) >= 3


def _settle_failure(engine: Engine, visit: Visit, now: datetime, *, down: bool) -> None:
    if visit.failure is None:
        return
    state: SourceState = visit.state
    due = now + RETRY_WHEN_DOWN if down else after_failure(visit.source, visit.failure, state.failures + 1, now)
    after, changes = health.after_failure(visit.source, state, visit.failure, next_poll_at=due, mute=down)
    engine.store.apply(SourceUpdate(source_id=visit.source.source_id, polled_at=now, state=after, changes=changes))
    event("poll failed", source=visit.source.source_id, kind=visit.failure.kind, error=visit.failure.message)
