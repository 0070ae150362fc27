"""All doors of one running watcher, opened together and closed together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from ipscwatch import channels, sources
from ipscwatch.documents.pool import ReaderPool
from ipscwatch.errors import UsageError
from ipscwatch.fetch import Fetcher
from ipscwatch.model.kinds import ChannelKind
from ipscwatch.model.settings import Channel, Settings
from ipscwatch.service.lock import held
from ipscwatch.service.outage import Reach
from ipscwatch.service.seeding import ask, seed
from ipscwatch.service.visit import Visitor
from ipscwatch.store import Store
from ipscwatch.watching.drafts import Desk
from ipscwatch.watching.items import Outlet, outlets


@dataclass(frozen=True, slots=True)
class Engine:
    """What a pass and a delivery need: the configuration, the store, the web, the reading children, the desk."""

    settings: Settings
    store: Store
    visitor: Visitor
    desk: Desk
    publishers: Mapping[str, Outlet]
    channel_kinds: Mapping[str, ChannelKind[object]]
    doors: AsyncExitStack
    """Closes everything that was opened on the way."""
    reach: Reach = field(default_factory=Reach)
    unalarming: dict[str, int] = field(default_factory=dict)
    """By alert: the last change up to which there is nothing to tell at once."""
    unsettled: list[Callable[[], None]] = field(default_factory=list)
    """What became of messages while the store could not be written: noted as soon as it can."""

    def find_channel(self, channel_id: str) -> Channel | None:
        """Return the configured channel, or None."""
        return next((c for c in self.settings.channels if c.channel_id == channel_id), None)

    def channel(self, channel_id: str) -> Channel:
        """Return the configured channel, or raise."""
        found = self.find_channel(channel_id)
        if found is None:
            known = ", ".join(channel.channel_id for channel in self.settings.channels)
            message = f"there is no channel '{channel_id}'; configured are: {known}"
            raise UsageError(message)
        return found

    @property
    def started_at(self) -> datetime:
        """When the watcher first ran on this home: the day its ledger was seeded."""
        return started_at(self.store)

    def network_is_down(self) -> bool:
        """Say whether the last word on the network was that it is down."""
        last = self.store.newest_change("network_down", "network_up")
        return last is not None and last.kind == "network_down"

    def keep_manners(self) -> None:
        """Store when each host was last asked and what its robots.txt says, so that a restart forgets neither."""
        self.store.write_host_times(self.visitor.fetcher.host_times)
        if files := self.visitor.fetcher.robots_files():
            self.store.write_robots_files(files)

    async def reconfigured(self, settings: Settings, now: datetime) -> Engine:
        """Return an engine of other settings over the same doors; work under way keeps the one it began with."""
        ask(self.store, settings.questions, now)
        visitor = self.visitor
        if settings.polling != self.settings.polling:
            # The former gate stays open for those who are on their way; it is closed with everything else.
            self.keep_manners()
            fetcher = await self.doors.enter_async_context(_fetcher(settings, self.store))
            visitor = replace(visitor, fetcher=fetcher)
        return replace(
            self,
            settings=settings,
            visitor=visitor,
            desk=Desk.of(settings.terms, settings.subjects),
            publishers=outlets(settings.sources),
            unalarming={},
        )


def started_at(store: Store) -> datetime:
    """Return when the watcher first ran on this database: the day its ledger was seeded."""
    seeded = store.newest_change("seeded")
    return seeded.at if seeded else datetime.max.replace(tzinfo=UTC)


@asynccontextmanager
async def opened(settings: Settings, now: datetime) -> AsyncIterator[Engine]:
    """Open every door on this home, seed the ledger at the first start, and close all of it in the end."""
    async with AsyncExitStack() as doors:
        doors.enter_context(held(settings.state))
        store = doors.enter_context(Store.open(settings.database))
        seed(store, now)
        ask(store, settings.questions, now)
        store.release_stale(now)
        fetcher = await doors.enter_async_context(_fetcher(settings, store))
        readers = await doors.enter_async_context(ReaderPool())
        yield Engine(
            settings=settings,
            store=store,
            visitor=Visitor(fetcher=fetcher, readers=readers, kinds=sources.kinds()),
            desk=Desk.of(settings.terms, settings.subjects),
            publishers=outlets(settings.sources),
            channel_kinds=channels.kinds(),
            doors=doors,
        )


def _fetcher(settings: Settings, store: Store) -> Fetcher:
    """Return a gate to the web that knows what an earlier one learnt of the hosts."""
    return Fetcher(settings.polling, host_times=store.host_times(), robots=store.robots_files())
