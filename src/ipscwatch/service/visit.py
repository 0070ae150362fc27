"""One poll of one source: ask, fetch, read in a child process, follow further pages, doubt a bad page.

A page that is not the list it was (most entries gone, a selector that finds nothing, another language) is fetched
once more, and then is a failed poll: what is known stays as it is, and nobody is told news that is none.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ipscwatch.documents.pool import ReaderPool
from ipscwatch.errors import SourceError
from ipscwatch.fetch import Fetcher
from ipscwatch.model.document import Document, Failure, NotModified, Request
from ipscwatch.model.kinds import SourceKind
from ipscwatch.model.reading import Reading
from ipscwatch.model.source import Source, SourceState, Validators
from ipscwatch.service.logs import event
from ipscwatch.sources.address import is_file
from ipscwatch.text.urls import host
from ipscwatch.watching import health
from ipscwatch.watching.items import Keyed, read_keyed

if TYPE_CHECKING:
    from ipscwatch.service.drafting import Drafted

MOST_REQUESTS = 40
"""The most requests one poll makes, whatever a list says of further pages."""
LINKED_PER_HOST = 12
"""The most pages behind entries that one poll asks one host for."""
SECONDS_FOR_LINKED = 180.0
"""What is read by then counts; the poll must not wait for the rest."""
_PAGES = frozenset(("text/html", "application/xhtml+xml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one poll brought: a reading, a failure, or neither when nothing had changed."""

    source: Source
    state: SourceState
    reading: Reading | None = None
    keyed: tuple[Keyed, ...] = ()
    """The entries of the reading with all they may be recognised by."""
    failure: Failure | None = None
    validators: Mapping[str, Validators] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of the first answer, for the time of the next poll."""
    unmodified: tuple[str, ...] = ()
    """Addresses whose documents were as before, so that they were not read again."""
    missed: tuple[str, ...] = ()
    """What went wrong with requests that a poll can do without, one sentence each."""
    moved_to: str | None = None
    drafted: Drafted | None = None
    """The reading in our own terms."""


@dataclass(slots=True)
class _Poll:
    """What one poll has collected so far."""

    asked: dict[str, Validators] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    keyed: list[Keyed] = field(default_factory=list)
    headers: Mapping[str, str] | None = None
    unmodified: list[str] = field(default_factory=list)
    missed: list[tuple[Request, Failure]] = field(default_factory=list)
    """Requests that came to nothing, and that a poll can do without."""
    led_from: dict[str, str] = field(default_factory=dict)
    """By address, that of the document that led to it."""
    moved_to: str | None = None

    def take(self, fetched: Document | NotModified, reading: Reading | None, keyed: tuple[Keyed, ...]) -> None:
        """Add one answer."""
        first = self.headers is None
        self.asked[fetched.request.url] = fetched.validators
        self.headers = fetched.headers if self.headers is None else self.headers
        if first and isinstance(fetched, Document):
            self.moved_to = fetched.moved_to
        if reading is None:
            self.unmodified.append(fetched.request.url)
        else:
            self.readings.append(reading)
            self.keyed += keyed
            self.led_from |= {request.url: fetched.request.url for request in reading.more}

    def failure(self, source: Source, state: SourceState) -> Failure | None:
        """Return why the poll failed though it could do without each of its requests: it had none of them.

        Of a source that was read before, days may be missing on holidays; that it brings nothing more is told as
        silence.
        """
        if self.asked or not self.missed:
            return None
        failures = [failure for _, failure in self.missed]
        worst = next((failure for failure in failures if not _is_absent(failure)), failures[0])
        if _is_absent(worst) and state.added_at is not None:
            return None
        return replace(worst, message=f"{source.name}: nothing that was asked for came; {worst.message}")

    def reading(self) -> Reading | None:
        """Return the pages of the poll as one reading, which says what else was to be read."""
        if not self.readings:
            return None
        first = self.readings[0]
        missed = [failure.message for _, failure in self.missed if not _is_absent(failure)]
        warnings = [*(warning for reading in self.readings for warning in reading.warnings), *missed]
        return Reading(
            title=first.title,
            entries=tuple(entry for reading in self.readings for entry in reading.entries),
            rows=tuple(row for reading in self.readings for row in reading.rows),
            warnings=tuple(dict.fromkeys(warnings)),
            language=first.language,
            ttl=first.ttl,
        )

    def validators(self) -> Mapping[str, Validators]:
        """Return what to ask with next time, without those of documents that led to one that will come later.

        They alone tell of it: once they are «not modified», it would never be asked for again.
        """
        again: set[str] = set()
        for request, failure in self.missed:
            url = request.url if failure.transient else ""
            while (url := self.led_from.get(url, "")) and url not in again:
                again.add(url)
        return {url: one for url, one in self.asked.items() if url not in again}


@dataclass(frozen=True, slots=True)
class Visitor:
    """The doors a poll goes through."""

    fetcher: Fetcher
    readers: ReaderPool
    kinds: Mapping[str, SourceKind[object]]

    async def visit(self, source: Source, state: SourceState, now: datetime) -> Visit:
        """Poll the source once, or twice where the page is not what it was; what is doubted still is a failure."""
        visit = await self._poll(source, state, now, state.validators)
        doubt = _doubt(visit, now)
        if doubt is None:
            return visit
        if state.failing_since_at is None:
            visit = await self._poll(source, state, now, {})
            doubt = _doubt(visit, now)
        return visit if doubt is None else Visit(source=source, state=state, failure=doubt)

    async def full_texts(self, source: Source, links: Sequence[str], now: datetime) -> Mapping[str, str]:
        """Return the main texts of the pages behind entries by their addresses; empty where there is none.

        At most `LINKED_PER_HOST` of one host are asked for, and no more of one that does not answer. Addresses
        that were not asked, or whose host may answer another time, are left out.
        """
        # Few passes need what reads pages; loading it does not count as waiting for them.
        from ipscwatch.sources.article import full_text  # noqa: PLC0415

        by_host: dict[str, list[str]] = {}
        texts = {link: "" for link in links if is_file(link)}
        for link in links:
            if link not in texts:
                by_host.setdefault(host(link), []).append(link)
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS_FOR_LINKED):
                await asyncio.gather(
                    *(self._read_linked(source, some, now, texts, full_text) for some in by_host.values())
                )
        return texts

    async def _read_linked(
        self,
        source: Source,
        links: Sequence[str],
        now: datetime,
        texts: dict[str, str],
        read: Callable[[Document], str],
    ) -> None:
        for link in links[:LINKED_PER_HOST]:
            fetched = await self.fetcher.fetch(_behind(source, link), Request(url=link, role="entry"), None, now)
            if isinstance(fetched, Failure):
                event(
                    "linked page not fetched", level=logging.WARNING, source=source.source_id, error=fetched.message
                )
                if fetched.status is None and fetched.transient:
                    return
                if not fetched.transient:
                    texts[link] = ""
            elif isinstance(fetched, Document) and _is_page_of(link, fetched):
                texts[link] = await self._main_text(source, fetched, read)
            else:
                texts[link] = ""

    async def _main_text(self, source: Source, page: Document, read: Callable[[Document], str]) -> str:
        try:
            return await self.readers.run(read, page, source_id=source.source_id)
        except SourceError as error:
            event("linked page not read", level=logging.WARNING, source=source.source_id, error=str(error))
            return ""

    async def _poll(
        self, source: Source, state: SourceState, now: datetime, validators: Mapping[str, Validators]
    ) -> Visit:
        queue = deque(self.kinds[source.kind].ask(source, now))
        poll = _Poll()
        while queue and len(poll.asked) < MOST_REQUESTS:
            request = queue.popleft()
            if request.url in poll.asked:
                continue
            known = None if request.fresh else validators.get(request.url)
            answer = await self._answer(source, request, known, now)
            if not isinstance(answer, Failure):
                poll.take(*answer)
                queue.extend(answer[1].more if answer[1] else ())
            elif request.optional:
                poll.missed.append((request, answer))
            else:
                return Visit(source=source, state=state, failure=answer)
        return Visit(
            source=source,
            state=state,
            reading=poll.reading(),
            keyed=tuple(poll.keyed),
            failure=poll.failure(source, state),
            validators=poll.validators(),
            headers=poll.headers or {},
            unmodified=tuple(poll.unmodified),
            missed=tuple(failure.message for _, failure in poll.missed),
            moved_to=poll.moved_to,
        )

    async def _answer(
        self, source: Source, request: Request, known: Validators | None, now: datetime
    ) -> Failure | tuple[Document | NotModified, Reading | None, tuple[Keyed, ...]]:
        fetched = await self.fetcher.fetch(source, request, known, now)
        if isinstance(fetched, Failure):
            return fetched
        if isinstance(fetched, NotModified):
            return fetched, None, ()
        try:
            read = self.kinds[source.kind].read
            reading, keyed = await self.readers.run(
                read_keyed, read, source, fetched, now, source_id=source.source_id
            )
        except SourceError as error:
            return Failure(
                source_id=source.source_id,
                kind=type(error).__name__,
                message=str(error),
                failed_at=now,
                transient=error.transient,
            )
        return fetched, reading, keyed


def _behind(source: Source, link: str) -> Source:
    """Return on whose behalf a link is followed: what a source may do on its own host holds for no other."""
    if host(link) == host(source.url):
        return source
    return replace(source, allow_private=False, robots=True, headers={})


def _is_page_of(link: str, page: Document) -> bool:
    """Say whether the page the link promised came, not a document nor the site's front page in its place."""
    ended_in_front = urlsplit(page.url).path in ("", "/") and urlsplit(link).path not in ("", "/")
    return page.media_type in _PAGES and not ended_in_front


def _is_absent(failure: Failure) -> bool:
    """Say whether it is only that there is nothing at the address."""
    return failure.status in (404, 410)


def _doubt(visit: Visit, now: datetime) -> Failure | None:
    """Return why the page is not believed to be the list it was; None where it is believed."""
    source, state, reading = visit.source, visit.state, visit.reading
    if visit.failure is not None:
        found_nothing = visit.failure.kind == "NothingFoundError" and state.added_at is not None
        return replace(visit.failure, message=_had(visit.failure.message, state)) if found_nothing else None
    if reading is None or health.believed_anyhow(state, now):
        return None
    shows = f"; it now shows «{reading.title}»" if reading.title else ""
    if not visit.unmodified and health.shrunken(state, len(reading.entries)):
        held = "1 entry" if len(reading.entries) == 1 else f"{len(reading.entries)} entries"
        return _doubted(source, f"the list has {held} where it had {state.entries}{shows}", now)
    if (strange := health.estranged(source, state, reading.entries)) is not None:
        return _doubted(source, f"its entries are in «{strange}» where they were in «{state.language}»{shows}", now)
    return None


def _doubted(source: Source, why: str, now: datetime) -> Failure:
    message = f"{source.name}: {why}; the old ones are kept, look at {source.url}"
    return Failure(
        source_id=source.source_id, kind="NothingFoundError", message=message, failed_at=now, transient=False
    )


def _had(message: str, state: SourceState) -> str:
    """Say what was there before, and that nothing of it is lost."""
    return f"{message}. The {state.entries} entries it had are kept" if state.entries else message
