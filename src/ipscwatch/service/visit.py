"""One poll of one source: ask, fetch, read in a child process, follow further pages, doubt a shrunken list."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ipscwatch.documents.pool import ReaderPool
from ipscwatch.errors import SourceError
from ipscwatch.fetch import Fetcher
from ipscwatch.model.document import Document, Failure, NotModified, Request
from ipscwatch.model.reading import Reading
from ipscwatch.model.source import Source, SourceKind, SourceState, Validators
from ipscwatch.watching.health import shrunken

MOST_REQUESTS = 40
"""The most requests one poll makes, whatever a list says of further pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one poll brought: a reading, a failure, or neither when nothing had changed."""

    source: Source
    state: SourceState
    reading: Reading | None = None
    failure: Failure | None = None
    validators: Mapping[str, Validators] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of the first answer, for the time of the next poll."""
    complete: bool = True
    """Every page was read anew; False when some were not modified, so that fewer entries mean nothing."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """The doors a poll goes through."""

    fetcher: Fetcher
    readers: ReaderPool
    kinds: Mapping[str, SourceKind[object]]

    async def visit(self, source: Source, state: SourceState, now: datetime) -> Visit:
        """Poll the source once; a list that lost most of its entries is fetched again before it is doubted."""
        visit = await self._poll(source, state, now, state.validators)
        if not _doubtful(visit):
            return visit
        again = await self._poll(source, state, now, {})
        if again.reading is None or not _doubtful(again):
            return again
        return Visit(source=source, state=state, failure=_shrank(source, state, again.reading, now))

    async def _poll(
        self, source: Source, state: SourceState, now: datetime, validators: Mapping[str, Validators]
    ) -> Visit:
        queue = deque(self.kinds[source.kind].ask(source, now))
        asked: dict[str, Validators] = {}
        readings: list[Reading] = []
        headers: Mapping[str, str] | None = None
        complete = True
        while queue and len(asked) < MOST_REQUESTS:
            request = queue.popleft()
            if request.url in asked:
                continue
            answer = await self._answer(source, request, validators.get(request.url), now)
            if isinstance(answer, Failure):
                if request.optional:
                    continue
                return Visit(source=source, state=state, failure=answer)
            fetched, reading = answer
            asked[request.url] = fetched.validators
            headers = fetched.headers if headers is None else headers
            if reading is None:
                complete = False
                continue
            readings.append(reading)
            queue.extend(reading.more)
        return Visit(
            source=source,
            state=state,
            reading=_together(readings) if readings else None,
            validators=asked,
            headers=headers or {},
            complete=complete,
        )

    async def _answer(
        self, source: Source, request: Request, known: Validators | None, now: datetime
    ) -> Failure | tuple[Document | NotModified, Reading | None]:
        fetched = await self.fetcher.fetch(source, request, known, now)
        if isinstance(fetched, Failure):
            return fetched
        if isinstance(fetched, NotModified):
            return fetched, None
        try:
            reading = await self.readers.run(
                self.kinds[source.kind].read, source, fetched, now, source_id=source.source_id
            )
        except SourceError as error:
            return Failure(
                source_id=source.source_id,
                kind=type(error).__name__,
                message=str(error),
                failed_at=now,
                transient=error.transient,
            )
        return fetched, reading


def _doubtful(visit: Visit) -> bool:
    """Say whether the list lost so much that it should be looked at again."""
    return visit.reading is not None and visit.complete and shrunken(visit.state, len(visit.reading.entries))


def _together(readings: list[Reading]) -> Reading:
    """Return the pages of one poll as one reading, in the order they were asked for."""
    first = readings[0]
    return Reading(
        title=first.title,
        entries=tuple(entry for reading in readings for entry in reading.entries),
        rows=tuple(row for reading in readings for row in reading.rows),
        warnings=tuple(warning for reading in readings for warning in reading.warnings),
        language=first.language,
        ttl=first.ttl,
    )


def _shrank(source: Source, state: SourceState, reading: Reading, now: datetime) -> Failure:
    held = f"{len(reading.entries)} entries" if len(reading.entries) != 1 else "1 entry"
    shows = f"; it now shows «{reading.title}»" if reading.title else ""
    return Failure(
        source_id=source.source_id,
        kind="NothingFoundError",
        message=f"{source.name}: the list has {held} where it had {state.entries}{shows}; the old ones are kept, "
        f"look at {source.url}",
        failed_at=now,
        transient=False,
    )
