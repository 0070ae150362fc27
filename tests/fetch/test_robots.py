"""robots.txt is obeyed as RFC 9309 says, and asked for once a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.conftest import Detour, Fetch, Names, fetch_with, polling
from tests.web import Web, page, redirect

from ipscwatch.fetch import Fetcher, robots
from ipscwatch.fetch.address import parse
from ipscwatch.fetch.exchange import Answer
from ipscwatch.fetch.faults import Fault
from ipscwatch.fetch.robots import SIZE_LIMIT, TOKEN, Robots, read
from ipscwatch.model.document import Document, Failure

FINE = page("<p>fine</p>")


def text(content: str, status: int = 200) -> bytes:
    return page(content, status=status, media_type="text/plain")


async def test_what_is_disallowed_is_not_asked_for(web: Web, fetch: Fetch) -> None:
    web.on("/robots.txt", text("User-agent: *\nDisallow: /private"))
    web.on("/private/a", FINE)
    web.on("/public", FINE)
    answer = await fetch(f"{web.origin}/private/a", robots=True)
    assert isinstance(answer, Failure)
    assert (answer.kind, answer.transient) == ("BlockedError", False)
    assert "robots.txt" in answer.message
    assert "robots = false" in answer.message
    assert isinstance(await fetch(f"{web.origin}/public", robots=True), Document)
    assert [asked.path for asked in web.asked] == ["/robots.txt", "/public"]


async def test_a_source_may_be_told_not_to_mind(web: Web, fetch: Fetch) -> None:
    web.on("/robots.txt", text("User-agent: *\nDisallow: /"))
    assert isinstance(await fetch(web.on("/", FINE), robots=False), Document)
    assert [asked.path for asked in web.asked] == ["/"]


async def test_every_hop_is_asked_about(web: Web, ask: Fetch) -> None:
    web.on("/robots.txt", text(""), text("User-agent: *\nDisallow: /b"))
    web.on("/a", redirect("http://other.test/b"))
    web.on("/b", FINE)
    answer = await ask("http://news.test/a", robots=True)
    assert isinstance(answer, Failure)
    assert "http://other.test/b may not be read" in answer.message


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 451])
async def test_none_to_be_had_allows_everything(web: Web, fetch: Fetch, status: int) -> None:
    web.on("/robots.txt", text("User-agent: *\nDisallow: /", status))
    assert isinstance(await fetch(web.on("/", FINE), robots=True), Document)


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_trouble_there_allows_nothing_for_a_while(web: Web, fetch: Fetch, status: int) -> None:
    web.on("/robots.txt", text("", status), text(""))
    url = web.on("/", FINE)
    for _ in range(2):
        answer = await fetch(url, robots=True)
        assert isinstance(answer, Failure)
        assert answer.transient
        assert answer.status == status
        assert "until its robots.txt can be read" in answer.message
    assert [asked.path for asked in web.asked] == ["/robots.txt"]


async def test_a_host_that_cannot_be_reached_is_said_to_be_so(names: Names, detour: Detour) -> None:
    detour.dead.add("93.184.216.34")
    async with Fetcher(polling(), resolver=names, backend=detour) as fetcher:
        answer = await fetch_with(fetcher)("http://news.test/", allow_private=False, robots=True)
    assert isinstance(answer, Failure)
    assert "did not accept a connection" in answer.message
    assert answer.transient


async def test_it_may_have_moved(web: Web, fetch: Fetch) -> None:
    web.on("/robots.txt", redirect("/elsewhere/robots.txt"))
    web.on("/elsewhere/robots.txt", text("User-agent: ipscwatch\nDisallow: /"))
    assert isinstance(await fetch(web.on("/", FINE), robots=True), Failure)


async def test_one_that_is_nowhere_is_none(web: Web, fetch: Fetch) -> None:
    web.on("/robots.txt", redirect("/robots.txt"))
    assert isinstance(await fetch(web.on("/", FINE), robots=True), Document)
    assert len(web.asked) == 7


async def test_sources_inside_and_outside_keep_their_own(web: Web) -> None:
    """What one way to a host says is nothing to the other: they may be different machines."""
    web.on("/robots.txt", text("User-agent: *\nDisallow: /"))
    url = web.on("/", FINE)
    async with Fetcher(polling()) as fetcher:
        assert isinstance(await fetch_with(fetcher)(url, robots=True), Failure)
        outside = await fetch_with(fetcher)(url, robots=True, allow_private=False)
    assert isinstance(outside, Failure)
    assert "loopback" in outside.message


async def test_a_crawl_delay_makes_the_gap_longer(web: Web, fetch: Fetch) -> None:
    web.on("/robots.txt", text("User-agent: *\nCrawl-delay: 0.3"))
    url = web.on("/", FINE)
    await fetch(url, robots=True)
    await fetch(url, robots=True)
    assert web.asked[2].at - web.asked[1].at >= 0.29


NOW = datetime(2026, 5, 20, tzinfo=UTC)


class TestRobots:
    ADDRESS = parse("http://news.test/a")

    @staticmethod
    async def after(robots_: Robots, body: str) -> Robots:
        async def ask(_: object) -> Answer:
            return Answer(200, {}, body.encode())

        await robots_.check(TestRobots.ADDRESS, ask, NOW)
        return robots_

    @pytest.mark.parametrize(
        ("stated", "seconds"),
        [
            ("2", 2),
            ("0.5", 0.5),
            ("86400", 60),
            ("1e300", 60),
            ("-1", 0),
            ("nan", 0),
            ("inf", 0),
            ("soon", 0),
            ("", 0),
        ],
    )
    async def test_a_crawl_delay_has_bounds(self, stated: str, seconds: float) -> None:
        known = await self.after(Robots(), f"User-agent: *\nCrawl-delay: {stated}")
        assert known.delay(self.ADDRESS) == timedelta(seconds=seconds)

    def test_an_unknown_host_asks_for_none(self) -> None:
        assert Robots().delay(self.ADDRESS) == timedelta()

    async def test_a_copy_lasts_a_day_and_an_old_one_serves_while_there_is_no_other(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now, fail, asked = 0.0, False, 0
        monkeypatch.setattr(robots, "monotonic", lambda: now)

        async def ask(_: object) -> Answer:
            nonlocal asked
            asked += 1
            if fail:
                raise Fault("down", status=503)
            return Answer(200, {}, b"User-agent: *\nDisallow: /b")

        known = Robots()
        await known.check(self.ADDRESS, ask, NOW)
        now = 86399
        await known.check(self.ADDRESS, ask, NOW)
        assert asked == 1
        now, fail = 86401, True
        await known.check(self.ADDRESS, ask, NOW)
        with pytest.raises(Fault, match="may not be read"):
            await known.check(parse("http://news.test/b"), ask, NOW)
        assert asked == 2
        now += 301
        await known.check(self.ADDRESS, ask, NOW)
        assert asked == 3

    @pytest.mark.parametrize(
        ("hours", "asked"), [(1, 0), (23, 0), (25, 1), (-1, 1)], ids=["fresh", "nearly", "old", "of the future"]
    )
    async def test_a_restart_forgets_no_fresh_copy(self, hours: int, asked: int) -> None:
        before = await self.after(Robots(), "User-agent: *\nDisallow: /b")
        files = before.fetched()
        assert [(file.origin, file.fetched_at) for file in files] == [("http://news.test", NOW)]
        assert before.fetched() == ()
        calls = 0

        async def ask(_: object) -> Answer:
            nonlocal calls
            calls += 1
            return Answer(200, {}, b"User-agent: *\nDisallow: /b")

        after = Robots(files)
        with pytest.raises(Fault, match="may not be read"):
            await after.check(parse("http://news.test/b"), ask, NOW + timedelta(hours=hours))
        assert calls == asked

    async def test_that_there_is_none_is_kept_too_and_that_it_cannot_be_had_is_not(self) -> None:
        async def refuse(_: object) -> Answer:
            raise Fault("gone", status=404)

        async def fail(_: object) -> Answer:
            raise Fault("down", status=503)

        known = Robots()
        await known.check(self.ADDRESS, refuse, NOW)
        with pytest.raises(Fault, match="until its robots"):
            await known.check(parse("http://other.test/"), fail, NOW)
        (file,) = known.fetched()
        assert file.text is None
        await Robots([file]).check(self.ADDRESS, fail, NOW)

    async def test_only_so_many_hosts_are_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(robots, "_MOST_KEPT", 3)
        known, asked = Robots(), []

        async def ask(address: object) -> Answer:
            asked.append(address)
            return Answer(200, {}, b"")

        for n in (1, 2, 3, 4, 4, 1):
            await known.check(parse(f"http://{n}.test/"), ask, NOW)
        assert len(asked) == 5


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/", True),
        ("User-agent: *\nDisallow: /", "/", False),
        ("User-agent: *\nDisallow:", "/", True),
        ("user-AGENT:*\nDISALLOW:/a", "/a", False),
        ("user agent ipscwatch\nDisallow /a", "/a", False),
        ("useragent: other\nDisallow: /a", "/a", True),
        ("User-agent: other\nDisallow: /", "/", True),
        ("User-agent: other\nUser-agent: ipscwatch\nDisallow: /", "/", False),
        ("User-agent: other\nUser-agent: *\n# note\nUser-agent: third\nDisallow: /", "/", False),
        ("User-agent: other\nDisallow: /\nUser-agent: *\nDisallow: /a", "/b", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: IPSCwatch\nAllow: /", "/a", True),
        ("User-agent: ipscwatch # us\nDisallow: /", "/", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/", False),
        ("User-agent: *\r\nDisallow: /a\r\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /再生", "/%E5%86%8D%E7%94%9F/1", False),
        ("<html><body>User-agent: nothing here</body></html>", "/", True),
        ("Disallow: /", "/", True),
    ],
)
def test_rules_are_read(rules: str, path: str, allowed: bool) -> None:
    assert read(rules.encode()).can_fetch(f"http://news.test{path}", TOKEN) is allowed


def test_it_is_read_to_500_kib() -> None:
    rule = b"User-agent: *\nDisallow: /"
    padding = b"#" * (SIZE_LIMIT - len(rule) - 1) + b"\n"
    assert not read(padding + rule).can_fetch("http://news.test/", TOKEN)
    assert read(b"#" * SIZE_LIMIT + b"\n" + rule).can_fetch("http://news.test/", TOKEN)


@given(
    st.text(alphabet=st.sampled_from("Uuser-agentDiAllow:*/$ %#\n\r\0\u2028再"), max_size=200), st.text(max_size=20)
)
def test_any_text_is_some_rules(content: str, path: str) -> None:
    assert read(content.encode()).can_fetch(parse(f"http://news.test/{path.replace(chr(0), '')}").url, TOKEN) in (
        True,
        False,
    )


@pytest.mark.parametrize(
    "content",
    [
        "".join(f"User-agent: x{n}\n" for n in range(9000)) + "Disallow: /x\n" * 20000,
        "User-agent: *\n" + "".join(f"Disallow: /a{n}/*/b*c$\n" for n in range(20000)),
        "User-agent: *\nDisallow: /" + "*a" * 240_000,
        "".join(f"user  agent\tx{n}\n#:\n" for n in range(9000)) + "Disallow: /x\n" * 20000,
        "User-agent: *\n" * 35_000,
        ":\n" * 250_000,
        "User-agent: *\nDisallow: /" + "%e3%81" * 80_000,
    ],
    ids=["names times rules", "names and notes", "wildcards", "one long rule", "stars", "colons", "escapes"],
)
def test_hostile_rules_are_read_in_bounded_time(content: str) -> None:
    began = monotonic()
    read(content.encode()).can_fetch("http://news.test/" + "a" * 2000, TOKEN)
    assert monotonic() - began < 3  # 0.3 s on an idle machine; minutes without the precaution
