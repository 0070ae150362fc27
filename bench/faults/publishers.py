"""What publishers and the network do: odd answers, harm, hanging, a reader that crashes, a day without network."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import monotonic
from xml.sax.saxutils import escape

from tests.service.homes import NOW, engine_of, feed, furnish, news
from tests.service.test_hostile import HOSTILE
from tests.web import Reply, page, serving

from bench.faults.reader import reading
from bench.faults.world import World, require
from ipscwatch.documents.pool import ReaderPool
from ipscwatch.model.source import Source
from ipscwatch.service.engine import Engine
from ipscwatch.service.run import RunReport, run_once

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST, BOTH = feed(news(1)), feed(news(1), news(2))
GOOD = 50
HOSTS = 6
XML = "application/rss+xml; charset=utf-8"


def _listed(
    *entries: tuple[str, str, str], charset: str = "utf-8", stamp: str = "Tue, 19 May 2026 23:30:00 GMT"
) -> bytes:
    items = "".join(
        f"<item><title>{escape(title)}</title><description>{escape(text)}</description>"
        f"<guid isPermaLink='false'>{guid}</guid><pubDate>{stamp}</pubDate></item>"
        for guid, title, text in entries
    )
    body = f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>"
    return page(body.encode(charset), media_type=XML)


ONE, TWO = ((news(1)[0], *news(1)), ("2", *news(2)))
JAPANESE = ("3", "アムシェプリの薬価", "アムシェプリの薬価が決まった。")
BROKEN: Mapping[str, tuple[Reply, str, bool]] = {
    # what comes: the answer, the failure it is, whether it is told at its first time
    "404": (page("gone", status=404), "FetchError", True),
    "410": (page("gone", status=410), "FetchError", True),
    "401": (page("who", status=401), "BlockedError", True),
    "403": (page("no", status=403), "BlockedError", True),
    "429 with Retry-After": (page("", status=429, retry_after="7200"), "FetchError", False),
    "500": (page("oops", status=500), "FetchError", False),
    "503": (page("busy", status=503), "FetchError", False),
    "a page instead of the feed": (HOSTILE["html"][0], "ReadError", False),
    "nothing": (page(b""), "FetchError", False),
    "a feed cut short": (page(BOTH.partition(b"\r\n\r\n")[2][:200], media_type=XML), "ReadError", False),
    "a login page": (HOSTILE["login"][0], "BlockedError", True),
}
ODD: Mapping[str, tuple[bytes, int]] = {
    # what comes after the first entry: how many new items it is
    "304": (page("", status=304), 0),
    "the same bytes": (_listed(ONE), 0),
    "the order reversed, one more": (_listed(TWO, ONE), 1),
    "another guid for the same entry": (_listed(("1-again", *news(1))), 0),
    "the same guid, other words": (_listed((news(1)[0], news(1)[0], "Amchepry: the page was rewritten.")), 0),
    "a charset that is not the declared one": (_listed(ONE, JAPANESE, charset="shift_jis"), 1),
    "a date of tomorrow": (_listed(ONE, TWO, stamp="Thu, 21 May 2026 23:30:00 GMT"), 1),
    "a date of 2088": (_listed(ONE, TWO, stamp="Wed, 19 May 2088 23:30:00 GMT"), 1),
    "no date": (_listed(ONE, TWO, stamp=""), 1),
}


def answers(world: World, _runs: int) -> str:
    """Let a source answer oddly: what is new is exact, a trouble is told once, and its end once."""
    for name, (reply, kind, at_once) in BROKEN.items():
        asyncio.run(_broken(world.home / name.replace(" ", "-"), name, reply, kind, at_once=at_once))
    for name, (reply, new) in ODD.items():
        asyncio.run(_odd(world.home / name.replace(" ", "-"), name, reply, new))
    names = ", ".join((*BROKEN, *ODD))
    return f"{len(BROKEN) + len(ODD)} kinds: told once, and once when it is over, new items exact ({names})"


async def _broken(home: Path, name: str, reply: Reply, kind: str, *, at_once: bool) -> None:
    async with serving() as web:
        furnish(home, {"a": web.on("/a", FIRST, *[reply] * 5, BOTH)})
        async with engine_of(home) as engine:
            await run_once(engine, NOW)
            told, gaps, now = list[int](), list[timedelta](), NOW
            for _ in range(5):
                due = engine.store.states(["a"])["a"].next_poll_at
                require(due is not None, f"{name}: no next poll")
                now, before = (due or now), now
                gaps.append(now - before)
                report = await run_once(engine, now, only=["a"])
                require((report.failed, report.new_items) == (1, 0), f"{name}: {report}")
                told.append(_counted(engine)["source_failing"])
            found = engine.store.states(["a"])["a"].last_error_kind
            require(found == kind, f"{name}: it is a {found}")
            require(told == ([1] * 5 if at_once else [0, 0, 1, 1, 1]), f"{name}: told {told}")
            least = timedelta(seconds=7200) if "Retry-After" in name else gaps[1]
            require(least <= gaps[-1] <= DAY, f"{name}: tried again after {gaps}")
            for n in range(2):
                report = await run_once(engine, now + (n + 1) * DAY, only=["a"])
                require(report.new_items == (n == 0), f"{name}: {report.new_items} new after it")
            counted = _counted(engine)
            require(counted["source_recovered"] == 1, f"{name}: {counted}")


async def _odd(home: Path, name: str, reply: bytes, new: int) -> None:
    async with serving() as web:
        furnish(home, {"a": web.on("/a", feed(news(1), etag='"1"'), reply, reply)})
        async with engine_of(home) as engine:
            await run_once(engine, NOW)
            reports = [await run_once(engine, NOW + n * HOUR, only=["a"]) for n in (1, 2)]
            found = [report.new_items for report in reports]
            require(found == [new, 0], f"{name}: {found} new items, not {[new, 0]}")
            require(sum(report.failed for report in reports) == 0, f"{name}: {reports}")
            received = [item.received_at for item in engine.store.archive(NOW - 9 * DAY)]
            require(all(at <= NOW + HOUR for at in received), f"{name}: received at {received}")


def _counted(engine: Engine) -> Counter[str]:
    with engine.store._reading() as db:  # noqa: SLF001 - the matrix looks behind the door
        return Counter(row[0] for row in db.execute("SELECT kind FROM changes"))


def harm(world: World, _runs: int) -> str:
    """Let fifteen sources mean harm at once: each is named with its reason, and fifty good ones are read."""

    async def all_of_them() -> tuple[RunReport, dict[str, str]]:
        async with serving() as web:
            urls = {name: web.on(f"/{name}", reply) for name, (reply, _) in HOSTILE.items()}
            urls |= {f"good{n}": web.on(f"/good{n}", feed(news(n))) for n in range(GOOD)}
            furnish(world.home, urls)
            async with engine_of(world.home) as engine:
                report = await run_once(engine, NOW)
                states = engine.store.states(urls)
        return report, {name: states[name].last_error or "" for name in urls}

    report, errors = asyncio.run(all_of_them())
    require(report.failed == len(HOSTILE), f"{report.failed} failed: {report.failures}")
    for name, (_, reason) in HOSTILE.items():
        held = name == "nested" and "could not be read" in errors[name]  # on a slow machine the time limit is first
        require(reason in errors[name] or held, f"{name}: {errors[name]}")
    require(not any(errors[f"good{n}"] for n in range(GOOD)), "a good source was hurt")
    return f"{len(HOSTILE)} kinds ({', '.join(HOSTILE)}): each told with its reason, {GOOD} good sources 100 % read"


def hanging(world: World, runs: int) -> str:
    """Let sources never answer, hang, crash, swell or break the reader: all others are read each time."""
    return asyncio.run(_hanging(world.home, runs))


async def _hanging(home: Path, runs: int) -> str:
    async def never(writer: asyncio.StreamWriter) -> None:
        await writer.wait_closed()

    bad = ("never", "crashes", "hangs", "raises", "swells")
    async with serving() as web:
        urls = {f"good{n}": web.on(f"/good{n}", feed(news(n))) for n in range(GOOD)}
        urls |= {name: web.on(f"/{name}", feed(news(1))) for name in bad}
        web.on("/never", never)
        furnish(home, urls)
        async with engine_of(home) as opened, ReaderPool(workers=4, seconds=6) as readers:
            kinds = {**opened.visitor.kinds, "feed": replace(opened.visitor.kinds["feed"], read=reading)}
            engine = replace(opened, visitor=replace(opened.visitor, readers=readers, kinds=kinds))
            slowest = 0.0
            for run in range(runs):
                began, ended = monotonic(), list[float]()

                def progress(
                    source: Source, _done: int, _of: int, began: float = began, ended: list[float] = ended
                ) -> None:
                    if source.source_id.startswith("good"):
                        ended.append(monotonic() - began)

                deadline = timedelta(seconds=45)
                now = NOW + run * DAY
                report = await run_once(engine, now, only=list(urls), progress=progress, deadline=deadline)
                states = engine.store.states(urls)
                failed = {name for name in urls if states[name].last_success_at != now}
                require(failed == set(bad), f"run {run}: {sorted(failed)} were not read: {report.failures}")
                slowest = max(slowest, *ended)
    return (
        f"{runs} runs: {GOOD} good sources 100 % read (the last after {slowest:.1f} s) beside ones that never "
        "answer, crash, hang, break and swell the reader"
    )


class Network:
    """Feeds on several hosts that all answer, or all hang up."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str]] = [news(1)]
        self.down = False
        self.under_way = self.most = 0

    async def reply(self, writer: asyncio.StreamWriter) -> None:
        """Answer, or hang up."""
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0.01)
        self.under_way -= 1
        if self.down:
            writer.transport.abort()
        else:
            writer.write(feed(*self.entries))
            await writer.drain()


def offline(world: World, runs: int) -> str:
    """Take the network away for a day: one notice, one when it is back, everything caught up, no herd."""
    most = max(asyncio.run(_offline(world.home / f"offline{run}")) for run in range(runs))
    return (
        f"{runs} runs of 24 hours: one notice that it is down, one that it is back, all caught up, {most} at once"
    )


async def _offline(home: Path) -> int:
    network = Network()
    async with AsyncExitStack() as stack:
        hosts = [await stack.enter_async_context(serving(f"127.0.0.{n + 1}")) for n in range(HOSTS)]
        urls = {f"s{n}": hosts[n % HOSTS].on(f"/{n}", network.reply) for n in range(4 * HOSTS)}
        furnish(home, urls)
        async with engine_of(home) as engine:
            await run_once(engine, NOW)
            network.down = True
            for half_hours in range(1, 49):
                await run_once(engine, NOW + half_hours * HOUR / 2)
            down = _counted(engine)
            network.down = False
            network.entries.append(news(2))
            for minutes in range(0, 31, 10):
                await run_once(engine, NOW + DAY + timedelta(minutes=20 + minutes))
            back = _counted(engine)
            stored = engine.store.counts()["items"]
    require((down["network_down"], down["network_up"]) == (1, 0), f"while it was down: {down}")
    require((back["network_down"], back["network_up"]) == (1, 1), f"when it was back: {back}")
    require(back["source_failing"] == 0, f"{back['source_failing']} sources were told of beside the network")
    require(stored == 2 * len(urls), f"{stored} of {2 * len(urls)} items after half an hour")
    require(network.most <= 10, f"{network.most} requests at once")
    return network.most
