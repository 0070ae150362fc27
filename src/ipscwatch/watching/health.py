"""How a source is: what a poll's outcome does to its state, and when that is worth a line.

A source in trouble gets one line when the trouble starts, one a week while it lasts, and one when it is over.
A passing error (a timeout, a 503) starts trouble only when it repeats; a lasting one (404, a refusal, a page
without entries) starts it at once. A source that answers but brings nothing new for longer than is usual for it
is silent, which is trouble too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from ipscwatch.model.change import Change
from ipscwatch.model.document import Failure
from ipscwatch.model.item import Item
from ipscwatch.model.reading import Entry, Reading
from ipscwatch.model.source import Source, SourceState
from ipscwatch.text.language import detect

FAILURES_BEFORE_TELLING = 3
"""How often a passing error must repeat before it is told."""
REMIND_AFTER = timedelta(days=7)
SILENT_RHYTHMS = 8
"""How many of its usual gaps a source may be quiet before it counts as silent."""
MANY_ENTRIES = 5
SHRUNKEN_TO = 0.2
"""A list of at least `MANY_ENTRIES` that falls under this part of its length is doubted."""
DOUBTED_FOR = timedelta(days=2)
"""A page that stays strange for so long is what the source is now, and read again."""
TITLES = 10
"""So many are enough to know the language of a list."""
LONG_TEXT = 200
"""So many characters are enough to know the language of a text."""
NEARLY_ALL = 0.9
"""The part of a list's entries that must be in one language for it to be the list's."""
SILENT_AT_LEAST = timedelta(days=3)
"""Weekends and holidays are no silence."""


def after_failure(
    source: Source, state: SourceState, failure: Failure, *, next_poll_at: datetime, mute: bool = False
) -> tuple[SourceState, tuple[Change, ...]]:
    """Return the state after a failed poll; `mute` when a wider trouble is told instead."""
    now = failure.failed_at
    failed = replace(
        state,
        last_polled_at=now,
        next_poll_at=next_poll_at,
        failing_since_at=state.failing_since_at or now,
        failures=state.failures + 1,
        last_error=failure.message,
        last_error_kind=failure.kind,
    )
    starts = state.failing_since_at is None or state.told_at is None or state.told_at < state.failing_since_at
    lasting = not failure.transient or failed.failures >= FAILURES_BEFORE_TELLING
    if mute or not lasting or not (starts or _reminder_due(state, now)):
        return failed, ()
    change = Change(
        kind="source_failing", at=now, source_id=source.source_id, severity="high", note=failure.message
    )
    return replace(failed, told_at=now), (change,)


def after_not_modified(
    source: Source, state: SourceState, *, now: datetime, next_poll_at: datetime
) -> tuple[SourceState, tuple[Change, ...]]:
    """Return the state after an answer that held nothing new."""
    return _after_answer(source, state, replace(_well(state, now), next_poll_at=next_poll_at), now)


def after_success(
    source: Source,
    state: SourceState,
    *,
    reading: Reading,
    new_items: tuple[Item, ...],
    now: datetime,
    next_poll_at: datetime,
    complete: bool = True,
    moved_to: str | None = None,
) -> tuple[SourceState, tuple[Change, ...]]:
    """Return the state after a good poll that read this, `new_items` of it for the first time.

    A poll is not `complete` when some of its pages were as before and not read again: then nothing can be said of
    how many entries the source has, nor of their language.
    """
    published = tuple(entry.published_at for entry in reading.entries if entry.published_at is not None)
    well = replace(
        _well(state, now),
        next_poll_at=next_poll_at,
        added_at=state.added_at or now,
        entries=len(reading.entries) if complete else state.entries,
        language=language_of(reading.entries) if complete else state.language,
        rhythm=usual_gap(published) or state.rhythm,
        last_new_at=_newest(new_items, now, first=state.added_at is None) or state.last_new_at,
        warnings=reading.warnings,
        moved_to=moved_to,
    )
    return _after_answer(source, state, well, now)


def usual_gap(published: tuple[datetime, ...]) -> timedelta | None:
    """Return the median gap between entries' dates; None for fewer than four dates."""
    dates = sorted(published)
    if len(dates) < 4:
        return None
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(dates)]
    return timedelta(seconds=median(gaps))


def silent_limit(source: Source, state: SourceState) -> timedelta | None:
    """Return how long the source may bring nothing new: its own limit, else one learned from its rhythm."""
    if source.quiet_after is not None:
        return source.quiet_after
    return max(SILENT_AT_LEAST, state.rhythm * SILENT_RHYTHMS) if state.rhythm is not None else None


def shrunken(state: SourceState, entries: int) -> bool:
    """Say whether a list lost so many of its entries that the page, not the world, has changed."""
    return state.entries is not None and state.entries >= MANY_ENTRIES and entries < state.entries * SHRUNKEN_TO


def estranged(source: Source, state: SourceState, entries: Sequence[Entry]) -> str | None:
    """Return the language a list is in, where it was in another and is not in the one configured; else None."""
    found = language_of(entries) if state.language is not None else None
    return None if found in (None, state.language, source.language) else found


def language_of(entries: Sequence[Entry]) -> str | None:
    """Return the language in which nearly all titles are; None where they differ, or are too few to say.

    A page read as one text (no feed's entry: those have ids) is in the language of that text.
    """
    if len(entries) == 1 and entries[0].entry_id is None and len(entries[0].content) >= LONG_TEXT:
        return detect(entries[0].content)
    if len(entries) < MANY_ENTRIES:
        return None
    titles = [entry.title for entry in entries[:TITLES]]
    language, n = Counter(map(detect, titles)).most_common(1)[0]
    return language if n >= NEARLY_ALL * len(titles) else None


def believed_anyhow(state: SourceState, now: datetime) -> bool:
    """Say whether a source was doubted for so long that its page is taken as it is."""
    since = state.failing_since_at
    return since is not None and state.last_error_kind == "NothingFoundError" and now - since >= DOUBTED_FOR


def _well(state: SourceState, now: datetime) -> SourceState:
    return replace(
        state,
        last_polled_at=now,
        last_success_at=now,
        failing_since_at=None,
        failures=0,
        last_error=None,
        last_error_kind=None,
    )


def _newest(items: tuple[Item, ...], now: datetime, *, first: bool) -> datetime | None:
    """Return when the source last brought something: at its baseline what the entries say, later «now»."""
    if not items:
        return None
    if not first:
        return now
    dates = [item.published_at for item in items if item.published_at is not None and item.published_at <= now]
    return max(dates, default=now)


def _after_answer(
    source: Source, before: SourceState, after: SourceState, now: datetime
) -> tuple[SourceState, tuple[Change, ...]]:
    silent_since = _silent_since(source, after, now)
    after = replace(after, silent_since_at=silent_since)
    if silent_since is not None:
        return _tell_silence(source, before, after, now)
    was_told = before.told_at is not None
    in_trouble = before.failing_since_at is not None or before.silent_since_at is not None
    if not (was_told and in_trouble):
        return after, ()
    since = before.failing_since_at or before.silent_since_at
    note = f"well again after {_span(now - since)}" if since else "well again"
    change = Change(kind="source_recovered", at=now, source_id=source.source_id, severity="low", note=note)
    return replace(after, told_at=None), (change,)


def _silent_since(source: Source, state: SourceState, now: datetime) -> datetime | None:
    limit = silent_limit(source, state)
    if limit is None or state.last_new_at is None or now - state.last_new_at <= limit:
        return None
    return state.silent_since_at or state.last_new_at + limit


def _tell_silence(
    source: Source, before: SourceState, after: SourceState, now: datetime
) -> tuple[SourceState, tuple[Change, ...]]:
    if before.silent_since_at is not None and not _reminder_due(before, now):
        return after, ()
    limit = silent_limit(source, after)
    quiet = _span(now - after.last_new_at) if after.last_new_at else "long"
    note = f"nothing new for {quiet}" + (f", usually within {_span(limit)}" if limit else "")
    change = Change(kind="source_silent", at=now, source_id=source.source_id, severity="medium", note=note)
    return replace(after, told_at=now), (change,)


def _reminder_due(state: SourceState, now: datetime) -> bool:
    return state.told_at is not None and now - state.told_at >= REMIND_AFTER


def _span(length: timedelta) -> str:
    """Write a length of time in its largest unit, such as ``3 days`` or ``5 hours``."""
    for unit, seconds in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        n = round(length.total_seconds() / seconds)
        if n >= 1:
            return f"{n} {unit}" if n == 1 else f"{n} {unit}s"
    return "under a minute"
