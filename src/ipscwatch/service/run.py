"""One pass over all sources that are due: the whole flow on one screen.

    due ─► visit (fetch, read) ─► normalise ─► draft ─► plan ─► store.apply

Visits run side by side; everything after them runs one source at a time, as the answers come, because each
source's items may belong to a story the one before began. Failures are held back to the end of the pass, to tell
«the network is down» from «a source is down». Whatever a source makes our own code raise is one failed poll of
that source; only a store that cannot be used ends the pass.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import uniform
from typing import TypeVar

from ipscwatch.errors import SourceError, StoreError
from ipscwatch.fetch.freshness import after_failure, next_poll
from ipscwatch.model.change import Change, ChangeKind, SourceUpdate
from ipscwatch.model.document import Failure
from ipscwatch.model.source import Source, SourceState
from ipscwatch.service.drafting import Drafted, draft
from ipscwatch.service.engine import Engine
from ipscwatch.service.listing import Listed, listed
from ipscwatch.service.logs import LOGGER, event
from ipscwatch.service.visit import Visit
from ipscwatch.text.urls import host
from ipscwatch.watching import health
from ipscwatch.watching.plan import STORY_WINDOW, Poll, plan
from ipscwatch.watching.stages import status_keys

T = TypeVar("T")

NETWORK_KINDS = frozenset({"FetchError"})
RETRY_WHEN_DOWN = timedelta(minutes=5)
DEADLINE = timedelta(minutes=15)
"""How long a pass may take; who has not answered by then has failed, so that the others are polled in time."""
BEGUN_PER_WORKER = 10
"""Visits begun for each request under way: most of them wait for a host's turn, which holds nobody else up."""
SOON = 0.2
"""Seconds that a visit waits for others, to be stored with them."""
MOST_TOGETHER = 20
"""Polls that are stored in one transaction: the more, the longer another process waits for its turn to write."""


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
    engine: Engine,
    now: datetime,
    *,
    only: Sequence[str] = (),
    progress: Progress | None = None,
    deadline: timedelta = DEADLINE,
    stopping: Callable[[], bool] = lambda: False,
) -> RunReport:
    """Poll what is due (or `only` these sources, due or not) and store what it brought.

    When `stopping` turns true, visits that have not begun are left for the next pass.
    """
    sources = _chosen(engine, now, only)
    states = engine.store.states([source.source_id for source in sources])
    report = RunReport()
    failed: list[Visit] = []
    done = 0
    async for visits in _visits(engine, sources, states, now, deadline=deadline, stopping=stopping):
        with engine.store.together():
            settled = [visit if visit.failure else _settle(engine, visit, now, report) for visit in visits]
        failed += [visit for visit in settled if visit.failure is not None]
        for visit in visits:
            done += 1
            if progress is not None:
                progress(visit.source, done, len(sources))
    _settle_failures(engine, failed, done, now, report)
    engine.keep_manners()
    return report


async def _visits(
    engine: Engine,
    sources: Sequence[Source],
    states: Mapping[str, SourceState],
    now: datetime,
    *,
    deadline: timedelta,
    stopping: Callable[[], bool],
) -> AsyncIterator[Sequence[Visit]]:
    """Yield the visits as they end, a few at a time, and at the deadline those that have not ended as failures."""
    limit = asyncio.Semaphore(engine.settings.polling.workers * BEGUN_PER_WORKER)

    async def visit(source: Source) -> Visit | None:
        async with limit:
            return None if stopping() else await _visit(engine, source, states[source.source_id], now)

    tasks = {asyncio.create_task(visit(source)): source for source in sources}
    ended = asyncio.Queue[asyncio.Task[Visit | None]]()
    for task in tasks:
        task.add_done_callback(ended.put_nowait)
    until = asyncio.get_running_loop().time() + deadline.total_seconds()
    try:
        while tasks:
            some = await _some(ended, min(len(tasks), MOST_TOGETHER), until)
            if not some:
                break
            for task in some:
                del tasks[task]  # and with it all that the visit read
            yield [found for task in some if (found := task.result()) is not None]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    yield [
        Visit(source=source, state=states[source.source_id], failure=_late(source, now, deadline))
        for source in tasks.values()
    ]


async def _some(ended: asyncio.Queue[T], most: int, until: float) -> list[T]:
    """Return the first to end and those that end soon after it; nobody when time is up."""
    found: list[T] = []
    with suppress(TimeoutError):
        async with asyncio.timeout_at(until) as waiting:
            while len(found) < most:
                found.append(await ended.get())
                if len(found) == 1:
                    waiting.reschedule(min(until, asyncio.get_running_loop().time() + SOON))
    return found


async def _visit(engine: Engine, source: Source, state: SourceState, now: datetime) -> Visit:
    try:
        visit = await engine.visitor.visit(source, state, now)
        if visit.failure is not None:
            return visit
        return replace(visit, drafted=await draft(engine, source, state, visit.keyed, now))
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this source's alone, and logged in full
        return Visit(source=source, state=state, failure=_crash(source, error, now))


def _late(source: Source, now: datetime, deadline: timedelta) -> Failure:
    minutes = round(deadline.total_seconds() / 60)
    message = f"{source.name}: the pass was over after {minutes} minutes and it was not read; it is tried again"
    return Failure(source_id=source.source_id, kind="ReadError", message=message, failed_at=now)


def _crash(source: Source, error: Exception, now: datetime) -> Failure:
    """Return a fault of our own as a failed poll; it is told at once, because trying again will not mend it."""
    LOGGER.error("source crashed", exc_info=error, extra={"fields": {"source": source.source_id}})
    kind = type(error).__name__
    message = (
        f"{source.name}: reading it failed inside ipscwatch ({kind}); the log has the details, please report it"
    )
    return Failure(source_id=source.source_id, kind=kind, message=message, failed_at=now, transient=False)


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


def _settle(engine: Engine, visit: Visit, now: datetime, report: RunReport) -> Visit:
    """Turn a good visit into one update and store it; return the visit, failed where that could not be done."""
    try:
        update = _update(engine, visit, now)
        stored = engine.store.apply(update)
    except StoreError:
        raise
    except SourceError as error:
        failure = Failure(
            source_id=visit.source.source_id,
            kind=type(error).__name__,
            message=str(error),
            failed_at=now,
            transient=error.transient,
        )
        return replace(visit, failure=failure)
    except Exception as error:  # noqa: BLE001 - as in _visit
        return replace(visit, failure=_crash(visit.source, error, now))
    engine.reach.note(host(visit.source.url), now, reached=True)
    report.polled += 1
    report.unchanged += visit.reading is None
    report.entries += len(visit.reading.entries) if visit.reading else 0
    report.new_items += len(visit.drafted.items) if visit.drafted else 0
    report.mentions += sum(1 for draft in update.drafts if draft.mentions)
    report.changes += len(stored)
    event(
        "polled",
        source=visit.source.source_id,
        entries=len(visit.reading.entries) if visit.reading else "unchanged",
        new=len(update.drafts),
        changes=len(stored),
    )
    return visit


def _update(engine: Engine, visit: Visit, now: datetime) -> SourceUpdate:
    source, state, reading = visit.source, visit.state, visit.reading
    drafted = visit.drafted or Drafted()
    due = next_poll(source, visit.headers, reading.ttl if reading else None, now)
    if reading is None:
        after, changes = health.after_not_modified(source, state, now=now, next_poll_at=due)
    else:
        after, changes = health.after_success(
            source,
            state,
            reading=reading,
            new_items=drafted.items,
            now=now,
            next_poll_at=due,
            complete=not visit.unmodified,
            moved_to=visit.moved_to,
        )
    after = replace(after, validators=visit.validators, unread=drafted.unread)
    if reading is None and not drafted.drafts:
        return SourceUpdate(source_id=source.source_id, polled_at=now, state=after, changes=changes)
    told = listed(engine, visit, now) if reading else Listed()
    if told.failure is not None:
        failed, changes = health.after_failure(source, state, told.failure, next_poll_at=due)
        after = replace(failed, added_at=after.added_at, unread=after.unread)
    validators = {url: one for url, one in visit.validators.items() if url not in told.rows.doubted}
    poll = Poll(
        source=source,
        before=state,
        after=replace(after, validators=validators),
        rows=told.rows,
        stated=told.stated,
        drafts=drafted.drafts,
        seen=drafted.seen,
        read=len(reading.entries) if reading else 0,
        now=now,
    )
    surroundings = engine.store.known(
        poll.drafts,
        since=now - STORY_WINDOW,
        source_id=source.source_id,
        facts={*status_keys(poll.drafts), *told.facts},
    )
    return plan(poll, surroundings, engine.settings.terms, health=changes)


def _settle_failures(engine: Engine, failed: list[Visit], total: int, now: datetime, report: RunReport) -> None:
    """Store what failed; when most polls failed to reach anything at all, tell that once instead."""
    for visit in failed:
        engine.reach.note(host(visit.source.url), now, reached=not _unreached(visit))
    was_down = engine.network_is_down()
    nobody = total > 0 and sum(map(_unreached, failed)) == total
    down = engine.reach.is_lost() or (was_down and (nobody or total == 0))
    if down != was_down:
        kind: ChangeKind = "network_down" if down else "network_up"
        note = f"{len(failed)} of {total} sources could not be reached" if down else "the network is back"
        engine.store.write_changes((Change(kind=kind, at=now, severity="high", note=note),))
        event(kind.replace("_", " "), failed=len(failed), of=total)
    for visit in failed:
        _settle_failure(engine, visit, now, down=down)
        report.polled += 1
        report.failed += 1
        if visit.failure is not None:
            report.failures.append(visit.failure.message)


def _unreached(visit: Visit) -> bool:
    failure = visit.failure
    return failure is not None and failure.kind in NETWORK_KINDS and failure.status is None


def _settle_failure(engine: Engine, visit: Visit, now: datetime, *, down: bool) -> None:
    if visit.failure is None:
        return
    state: SourceState = visit.state
    down = down and _unreached(visit)
    retry = after_failure(visit.source, visit.failure, state.failures + 1, now)
    due = min(retry, now + RETRY_WHEN_DOWN * uniform(0.8, 1.2)) if down else retry  # noqa: S311 - spreads retries
    after, changes = health.after_failure(visit.source, state, visit.failure, next_poll_at=due, mute=down)
    engine.store.apply(SourceUpdate(source_id=visit.source.source_id, polled_at=now, state=after, changes=changes))
    event(
        "poll failed",
        level=logging.WARNING,
        source=visit.source.source_id,
        kind=visit.failure.kind,
        error=visit.failure.message,
    )
