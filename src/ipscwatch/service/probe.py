"""One look at something that may be a source: read as a poll would read it, with nothing stored.

Everything goes through the same gate, the same children and the same kinds as a poll. Where no kind is given, the
document says what it is (`sources.detect`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from ipscwatch import sources
from ipscwatch.documents.pool import ReaderPool
from ipscwatch.errors import SourceError
from ipscwatch.fetch import Fetcher
from ipscwatch.fetch.pages import challenge
from ipscwatch.model.document import Document, Failure, NotModified, Request
from ipscwatch.model.reading import Reading
from ipscwatch.model.settings import Polling
from ipscwatch.model.source import Source, SourceState
from ipscwatch.service.visit import Visitor
from ipscwatch.sources.detect import Proposal, propose

STRANGE = (
    "it looks like no feed, list, table or text; papers or a price list behind its links need a kind and options, "
    "see `ipscwatch schema sources`"
)
UNKNOWN = ""
"""The kind of a source whose kind is still to be found."""
MOST_TRIED = 6
"""How many ways to read a page are tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What one look brought: a reading, or in a sentence why there is none."""

    source: Source
    """As it was read, its kind and options found."""
    reading: Reading | None = None
    error: str | None = None
    hints: tuple[str, ...] = ()
    """What else was noticed, one sentence each."""
    proposal: Proposal | None = None
    """How it was read, where no kind was given."""


@dataclass(frozen=True, slots=True)
class Prober:
    """Looks through a poll's own doors; its children stay warm from one look to the next."""

    visitor: Visitor

    async def look(self, source: Source, now: datetime) -> Probe:
        """Read what is at the source's address, as its kind does or, without one, as it looks best."""
        if source.kind != UNKNOWN:
            return await self._visit(source, now)
        fetched = await self._fetch(source, now)
        return fetched if isinstance(fetched, Probe) else await self.read(source, fetched, now)

    async def read(self, source: Source, document: Document, now: datetime) -> Probe:
        """Read a document that is at hand."""
        if name := challenge(document):
            return Probe(source=source, error=f"{document.url} shows {name} in place of its content")
        if source.kind != UNKNOWN:
            return await self._read(source, document, now)
        found = await self._proposals(source, document)
        if isinstance(found, Probe):
            return found
        here = [proposal for proposal in found if proposal.url == document.url]
        hints = tuple(
            f"the page leads to a feed: {one.url} ({one.reason})" for one in found if one.url != document.url
        )
        last = Probe(source=source, error=f"{STRANGE}, and --kind")
        for proposal in here[:MOST_TRIED]:
            last = await self._read(_as_proposed(source, proposal), document, now)
            if _brought(last):
                return replace(last, hints=hints, proposal=proposal)
        return replace(last, hints=hints)

    async def best(self, source: Source, now: datetime) -> Probe:
        """Return the best way to follow an address: its feed before its lists, those before its text."""
        fetched = await self._fetch(source, now)
        if isinstance(fetched, Probe):
            return fetched
        found = await self._proposals(source, fetched)
        if isinstance(found, Probe):
            return found
        last = Probe(source=source, error=f"{source.url}: {STRANGE}")
        for proposal in found[:MOST_TRIED]:
            proposed = _as_proposed(source, proposal)
            here = proposal.url == fetched.url
            last = await (self._read(proposed, fetched, now) if here else self._visit(proposed, now))
            if _brought(last):
                return replace(last, proposal=proposal)
        return last

    async def _fetch(self, source: Source, now: datetime) -> Document | Probe:
        fetched = await self.visitor.fetcher.fetch(source, Request(url=source.url), None, now)
        if isinstance(fetched, Failure):
            return Probe(source=source, error=fetched.message)
        assert not isinstance(fetched, NotModified), "nothing was asked conditionally"  # noqa: S101 - tells mypy
        return fetched

    async def _visit(self, source: Source, now: datetime) -> Probe:
        visit = await self.visitor.visit(source, SourceState(source_id=source.source_id), now)
        failure = visit.failure.message if visit.failure else None
        return Probe(source=source, reading=visit.reading, error=failure, hints=visit.missed)

    async def _proposals(self, source: Source, document: Document) -> tuple[Proposal, ...] | Probe:
        try:
            return await self.visitor.readers.run(propose, document, source_id=source.source_id)
        except SourceError as error:
            return Probe(source=source, error=str(error))

    async def _read(self, source: Source, document: Document, now: datetime) -> Probe:
        read = self.visitor.kinds[source.kind].read
        try:
            reading = await self.visitor.readers.run(read, source, document, now, source_id=source.source_id)
        except SourceError as error:
            return Probe(source=source, error=str(error))
        return Probe(source=source, reading=reading)


@asynccontextmanager
async def probing(polling: Polling) -> AsyncIterator[Prober]:
    """Open the doors for looks."""
    async with Fetcher(polling) as fetcher, ReaderPool() as readers:
        yield Prober(Visitor(fetcher=fetcher, readers=readers, kinds=sources.kinds()))


def _as_proposed(source: Source, proposal: Proposal) -> Source:
    options = sources.kinds()[proposal.kind].options(**proposal.options)
    return replace(source, kind=proposal.kind, url=proposal.url, options=options)


def _brought(probe: Probe) -> bool:
    return probe.reading is not None and bool(probe.reading.entries or probe.reading.rows)
