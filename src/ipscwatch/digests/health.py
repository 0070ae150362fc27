"""Sources that need a word: added, in trouble, well again, or in trouble still."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from ipscwatch.model.change import Change, ChangeKind
from ipscwatch.model.digest import Gathered, SourceLine
from ipscwatch.model.source import Source, SourceState

Kind = Literal["added", "failing", "silent", "recovered"]

_KINDS: Mapping[ChangeKind, Kind] = {
    "source_failing": "failing",
    "source_silent": "silent",
    "source_recovered": "recovered",
    "source_added": "added",
}
_ORDER: tuple[Kind, ...] = ("failing", "silent", "recovered", "added")


def source_lines(changes: Iterable[Change], gathered: Gathered) -> tuple[SourceLine, ...]:
    """Return one line for each source and kind of change: of trouble and recovery only the latest."""
    sources = {source.source_id: source for source in gathered.sources}
    latest: dict[tuple[str, bool], SourceLine] = {}
    for change in changes:
        source, kind = sources.get(change.source_id or ""), _KINDS.get(change.kind)
        if source is not None and kind is not None:
            state = gathered.states.get(source.source_id)
            reminder = kind in ("failing", "silent") and source.source_id in gathered.told_before
            latest[source.source_id, kind == "added"] = _line(source, kind, state, change, reminder=reminder)
    return tuple(sorted(latest.values(), key=lambda line: (_ORDER.index(line.kind), line.source.name)))


def troubled_lines(changes: Iterable[Change], gathered: Gathered) -> tuple[SourceLine, ...]:
    """Return the sources whose trouble was told before and lasts, the longest first."""
    told_now = {change.source_id for change in changes if change.kind in _KINDS}
    lines = [
        _line(source, kind, state, None)
        for source in gathered.sources
        if (state := gathered.states.get(source.source_id)) is not None
        and state.told_at is not None
        and (kind := _trouble(state)) is not None
        and source.source_id not in told_now
    ]
    return tuple(sorted(lines, key=lambda line: (line.since_at is None, line.since_at, line.source.name)))


def _trouble(state: SourceState) -> Kind | None:
    health = state.health
    return health if health in ("failing", "silent") else None


def _since(kind: Kind, state: SourceState) -> datetime | None:
    return state.failing_since_at if kind == "failing" else state.silent_since_at


def _line(
    source: Source, kind: Kind, state: SourceState | None, change: Change | None, *, reminder: bool = False
) -> SourceLine:
    return SourceLine(
        source=source,
        kind=kind,
        health=state.health if state else "new",
        since_at=_since(kind, state) if state else None,
        note=change.note if change else "",
        items=change.counts.get("items", 0) if change else 0,
        mentions=change.counts.get("mentions", 0) if change else 0,
        reminder=reminder,
    )
