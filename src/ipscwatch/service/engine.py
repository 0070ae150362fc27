"""All doors of one running watcher, opened together and closed together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from ipscwatch import channels, sources
from ipscwatch.documents.pool import ReaderPool
from ipscwatch.errors import UsageError
from ipscwatch.fetch import Fetcher
from ipscwatch.model.digest import ChannelKind
from ipscwatch.model.settings import Channel, Settings
from ipscwatch.service.lock import held
from ipscwatch.service.seeding import seed
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
        seeded = self.store.newest_change("seeded")
        return seeded.at if seeded else datetime.max.replace(tzinfo=UTC)

    def network_is_down(self) -> bool:
        """Say whether the last word on the network was that it is down."""
        last = self.store.newest_change("network_down", "network_up")
        return last is not None and last.kind == "network_down"

    def keep_host_times(self) -> None:
        """Store when each host was last asked, so that a restart does not forget its gap."""
        self.store.write_host_times(self.visitor.fetcher.host_times)


@asynccontextmanager
async def opened(settings: Settings, now: datetime) -> AsyncIterator[Engine]:
    """Open every door on this home, seed the ledger at the first start, and close all of it in the end."""
    with held(settings.state), Store.open(settings.database) as store:
        seed(store, now)
        store.release_stale(now)
        async with (
            Fetcher(settings.polling, host_times=store.host_times()) as fetcher,
            ReaderPool() as readers,
        ):
            yield Engine(
                settings=settings,
                store=store,
                visitor=Visitor(fetcher=fetcher, readers=readers, kinds=sources.kinds()),
                desk=Desk.of(settings.terms, settings.subjects),
                publishers=outlets(settings.sources),
                channel_kinds=channels.kinds(),
            )
