"""Hosts are asked one thing at a time, with a pause, also over a restart; slow ones hold up nobody else."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import pairwise
from time import monotonic

import pytest
from tests.fetch.conftest import NOW, Detour, Names, fetch_with, polling
from tests.web import Web, Writer, page, redirect

from ipscwatch.fetch import Fetcher
from ipscwatch.fetch.politeness import Lanes, Turns
from ipscwatch.model.document import Document

GAP = timedelta(seconds=0.2)
HOST = "news.test"


def slow(seconds: float) -> Writer:
    async def write(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        writer.write(page("<p>fine</p>", connection="close"))

    return write


async def test_a_host_is_asked_one_thing_at_a_time_and_others_meanwhile(
    web: Web, names: Names, detour: Detour
) -> None:
    web.on("/", slow(0.05))
    async with Fetcher(polling(), resolver=names, backend=detour) as fetcher:
        fetch = fetch_with(fetcher)
        await asyncio.gather(*(fetch("http://one.test/", allow_private=False) for _ in range(5)))
        assert web.most_under_way == 1
        await asyncio.gather(*(fetch(f"http://{n}.test/", allow_private=False) for n in "abcde"))
        assert web.most_under_way == 5


async def test_two_requests_to_a_host_are_a_gap_apart(web: Web) -> None:
    url = web.on("/", page("<p>fine</p>"))
    async with Fetcher(polling(host_gap=GAP)) as fetcher:
        await asyncio.gather(*(fetch_with(fetcher)(url) for _ in range(3)))
    times = [asked.at for asked in web.asked]
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))
    assert times[-1] - times[0] < 1


async def test_hops_on_one_host_and_its_robots_txt_are_one_visit(web: Web) -> None:
    web.on("/1", page("<p>fine</p>"))
    url = web.on("/0", redirect("/1"))
    async with Fetcher(polling(host_gap=timedelta(seconds=30))) as fetcher:
        assert isinstance(await fetch_with(fetcher)(url, robots=True), Document)
    assert web.asked[-1].at - web.asked[0].at < 1


async def test_the_gap_is_kept_over_a_restart(web: Web) -> None:
    url = web.on("/", page("<p>fine</p>"))
    async with Fetcher(polling(host_gap=GAP)) as fetcher:
        await fetch_with(fetcher)(url)
        times = fetcher.host_times
    (name,) = times
    assert name == f"127.0.0.1:{web.port}"
    assert NOW <= times[name] < NOW + timedelta(seconds=5)
    async with Fetcher(polling(host_gap=GAP), host_times=times) as fetcher:
        await fetch_with(fetcher)(url, now=times[name] + GAP / 2)
    assert web.asked[1].at - web.asked[0].at >= 0.09


class TestTurns:
    @staticmethod
    async def waited(turns: Turns, seconds_later: float, gap: float = 0.1) -> float:
        began = monotonic()
        async with turns.turn(HOST, timedelta(seconds=gap), NOW + timedelta(seconds=seconds_later)):
            return monotonic() - began

    @pytest.mark.parametrize(
        ("later", "least", "most"),
        [(0, 0.09, 0.5), (0.05, 0.04, 0.09), (0.1, 0, 0.05), (3600, 0, 0.05), (-3600, 0.09, 0.5)],
    )
    async def test_what_an_earlier_process_did_counts_whatever_the_clock_did(
        self, later: float, least: float, most: float
    ) -> None:
        assert least <= await self.waited(Turns({HOST: NOW}), later) < most

    async def test_within_a_process_a_clock_that_jumps_does_not_matter(self) -> None:
        turns = Turns({})
        assert await self.waited(turns, 0) < 0.05
        assert await self.waited(turns, 86400) >= 0.09
        assert await self.waited(turns, -86400) >= 0.09

    async def test_without_a_gap_nobody_waits(self) -> None:
        turns = Turns({HOST: NOW})
        assert await self.waited(turns, 0, gap=0) < 0.05

    async def test_those_who_wait_get_their_turn_in_order(self) -> None:
        turns, order = Turns({}), []

        async def take(n: int) -> None:
            async with turns.turn(HOST, timedelta(), NOW):
                order.append(n)
                await asyncio.sleep(0)

        await asyncio.gather(*map(take, range(5)))
        assert order == list(range(5))

    async def test_one_who_gives_up_frees_the_turn(self) -> None:
        turns = Turns({})
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02), turns.turn(HOST, timedelta(), NOW):
                await asyncio.sleep(1)
        assert await self.waited(turns, 0, gap=0) < 0.05

    async def test_old_times_are_forgotten(self) -> None:
        turns = Turns({"old.test": NOW - timedelta(hours=1)})
        await self.waited(turns, 0)
        assert set(turns.times()) == {HOST}
        assert set(turns.times()) == {HOST}

    def test_nothing_known_is_nothing_given(self) -> None:
        assert Turns({}).times() == {}


class TestLanes:
    @staticmethod
    async def most_at_once(lanes: Lanes, lasting: float, of: int) -> int:
        now = most = 0

        async def one() -> None:
            nonlocal now, most
            async with lanes.lane():
                now += 1
                most = max(most, now)
                await asyncio.sleep(lasting)
                now -= 1

        await asyncio.gather(*(one() for _ in range(of)))
        return most

    async def test_no_more_than_the_width_at_once(self) -> None:
        assert await self.most_at_once(Lanes(3), 0.01, 10) == 3

    async def test_the_slow_make_room_but_not_without_end(self) -> None:
        assert await self.most_at_once(Lanes(2, patience=0.02), 0.6, 40) == 20

    async def test_lanes_are_as_wide_as_before_afterwards(self) -> None:
        lanes = Lanes(2, patience=0.02)
        await self.most_at_once(lanes, 0.05, 12)
        assert await self.most_at_once(lanes, 0.005, 12) == 2

    async def test_silent_servers_do_not_hold_up_the_others(self) -> None:
        """Fifty tarpits before fifty good ones, ten at once, patience and deadline a hundredth of the real ones."""
        lanes, good = Lanes(10, patience=0.05), []

        async def poll(n: int) -> None:
            async with lanes.lane():
                await asyncio.sleep(0.45 if n < 50 else 0.001)
            if n >= 50:
                good.append(monotonic())

        began = monotonic()
        await asyncio.gather(*map(poll, range(100)))
        assert max(good) - began < 0.6
