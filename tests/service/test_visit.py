"""One poll: linked pages are read in full within limits, and a page that is not the list it was is doubted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.service.homes import NOW, engine_of, feed, furnish
from tests.web import Web, page, redirect, serving

from ipscwatch.model.change import Draft
from ipscwatch.model.item import Edit, Item
from ipscwatch.model.source import SourceState
from ipscwatch.service import visit as visits
from ipscwatch.service.drafting import MOST_TRIES
from ipscwatch.service.engine import Engine
from ipscwatch.service.run import RunReport, run_once
from ipscwatch.watching.drafts import Desk

HOUR = timedelta(hours=1)
LINKS = """
[[source]]
id = "list"
name = "The list"
kind = "links"
url = "{url}"
tier = 1
language = "ja"
zone = "Asia/Tokyo"
interval = "1m"
allow_private = true
options = {{ item = "li" }}
"""


def entry(web: Web, n: int, title: str, *, link: str | None = None) -> str:
    return (
        f"<item><title>{title}</title><link>{link or f'{web.origin}/{n}'}</link>"
        f"<description>In short {n}.</description><guid isPermaLink='false'>{n}</guid></item>"
    )


def rss(*entries: str) -> bytes:
    return page(f"<rss version='2.0'><channel>{''.join(entries)}</channel></rss>", media_type="text/xml")


def article(text: str) -> bytes:
    return page(f"<html><head><title>Page</title></head><body><main><p>{text}</p></main></body></html>")


def listed(*titles: str, name: str = "報道発表") -> bytes:
    items = "".join(
        f"<li><time>2026年5月{n}日</time> <a href='/{quote(title)}'>{title}</a></li>"
        for n, title in enumerate(titles, 1)
    )
    return page(f"<html lang=ja><head><title>{name}</title></head><body><ul>{items}</ul></body></html>")


LIST = tuple(f"第{n}回の会議の資料を掲載しました" for n in range(1, 11))


@asynccontextmanager
async def polling(home: Path, url: str, *, more: str = "") -> AsyncIterator[Engine]:
    """Open a home with one feed at `url`, or the tables of `more`."""
    furnish(home, {"a": url} if not more else {})
    sources = home / "config" / "sources.toml"
    sources.write_text(sources.read_text() + more)
    async with engine_of(home) as engine:
        yield engine


def texts(engine: Engine) -> list[str]:
    found = engine.store.archive(since=NOW - timedelta(days=99))
    return sorted(item.text for item in found)


def told(engine: Engine) -> list[str]:
    return [str(record["kind"]) for record in engine.store.export("changes")]


def state_of(engine: Engine, source_id: str = "list") -> SourceState:
    return engine.store.states([source_id])[source_id]


async def test_an_entry_that_mentions_a_term_is_read_in_full_once(tmp_path: Path) -> None:
    async with serving() as web:
        first, second = entry(web, 1, "Amchepry is priced"), entry(web, 2, "Snow in spring")
        web.on("/1", article("The price of Amchepry is 55,306,737 yen."))
        web.on("/2", article("Nothing of ours."))
        async with polling(tmp_path, web.on("/a", rss(first), rss(first, second))) as engine:
            await run_once(engine, NOW)
            report = await run_once(engine, NOW + HOUR)
            assert (report.new_items, report.failed) == (1, 0)
            assert texts(engine) == [
                "In short 1.\n\nThe price of Amchepry is 55,306,737 yen.",
                "In short 2.",
            ]
        assert web.paths.count("/1") == 1
        assert "/2" not in web.paths


async def test_a_source_that_follows_finds_mentions_its_entries_do_not_make(tmp_path: Path) -> None:
    async with serving() as web:
        url = web.on("/a", rss(entry(web, 1, "Committee papers")))
        web.on("/1", article("Agenda: the conditional approval of Amchepry."))
        async with polling(tmp_path, url) as engine:
            assert (await run_once(engine, NOW)).mentions == 0
        sources = tmp_path / "config" / "sources.toml"
        sources.write_text(sources.read_text().replace("tier = 3", "tier = 3\nfollow = true").replace('"a"', '"b"'))
        async with engine_of(tmp_path) as engine:
            assert (await run_once(engine, NOW)).mentions == 1


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        (page("gone", status=404), 1),
        (page("busy", status=503), 2),
        (page("%PDF-1.7", media_type="application/pdf"), 1),
        (redirect("/"), 1),
        (page(b"\x00\xff" * 1000), 1),
        (b"nonsense\r\n\r\n", 2),
    ],
    ids=["404", "503", "PDF", "the front page", "not text", "not HTTP"],
)
async def test_a_page_that_cannot_be_had_fails_nothing(tmp_path: Path, answer: bytes, asked: int) -> None:
    async with serving() as web:
        url = web.on("/a", rss(entry(web, 1, "Amchepry is priced")))
        web.on("/1", answer)
        web.on("/", article("Other headlines: ReHeart and much else that is not of this entry."))
        async with polling(tmp_path, url) as engine:
            report = await run_once(engine, NOW)
            assert (report.failed, report.new_items, report.mentions) == (0, 1, 1)
            await run_once(engine, NOW + HOUR)
            assert "Other headlines" not in texts(engine)[0]
        assert web.paths.count("/1") == asked


async def test_a_page_that_came_late_is_told_though_its_feed_stands_still(tmp_path: Path) -> None:
    async with serving() as web:
        snow, priced = entry(web, 1, "Snow in spring"), entry(web, 2, "News about Amchepry")
        url = web.on("/a", rss(snow), rss(snow, priced))
        web.on("/2", page("busy", status=503), article("The price of Amchepry is 55,306,737 yen."))
        async with polling(tmp_path, url) as engine:
            await run_once(engine, NOW)
            await run_once(engine, NOW + HOUR)
            assert texts(engine) == ["In short 1.", "In short 2."]
            assert (await run_once(engine, NOW + HOUR * 1.2)).changes == 0  # its time has not come
            before = told(engine)
            report = await run_once(engine, NOW + 2 * HOUR)
            assert (report.unchanged, report.new_items) == (1, 0)
            assert sorted(told(engine)[len(before) :]) == ["fact", "story_grew"]
            assert texts(engine)[1] == "In short 2.\n\nThe price of Amchepry is 55,306,737 yen."
            assert (await run_once(engine, NOW + 9 * HOUR)).changes == 0
            assert state_of(engine, "a").unread == ()
            (hit,) = engine.store.search("price")
            assert engine.store.versions(hit.item.item_id) == ()  # nobody edited it
        assert web.paths.count("/2") == 2


async def test_a_late_page_of_the_baseline_adds_facts_and_is_no_news(tmp_path: Path) -> None:
    async with serving() as web:
        url = web.on("/a", rss(entry(web, 1, "News about Amchepry")))
        web.on("/1", page("busy", status=503), article("The price of Amchepry is 55,306,737 yen."))
        async with polling(tmp_path, url) as engine:
            await run_once(engine, NOW)
            before = told(engine)
            await run_once(engine, NOW + HOUR)
            assert told(engine)[len(before) :] == ["fact"]


async def test_a_page_that_never_comes_is_given_up(tmp_path: Path) -> None:
    async with serving() as web:
        url = web.on("/a", rss(entry(web, 1, "Amchepry is priced")))
        web.on("/1", page("busy", status=503))
        async with polling(tmp_path, url) as engine:
            for hours in range(0, 24 * 5, 2):
                await run_once(engine, NOW + hours * HOUR)
            assert state_of(engine, "a").unread == ()
        assert web.paths.count("/1") == MOST_TRIES


async def test_others_have_their_turn_while_long_texts_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, turns = Desk.draft, 0

    def counted(desk: Desk, item: Item, *, edit: Edit | None = None) -> Draft:
        reads.append(turns)
        return read(desk, item, edit=edit)

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    reads: list[int] = []
    monkeypatch.setattr(Desk, "draft", counted)
    long = "word " * 1_200
    entries = "".join(
        f"<item><title>News {n}</title><description>{n} {long}</description><guid>{n}</guid></item>"
        for n in range(9)
    )
    async with serving() as web, polling(tmp_path, web.on("/a", rss(entries))) as engine:
        waiting = asyncio.create_task(others())
        await run_once(engine, NOW)
        waiting.cancel()
    assert len(reads) == len(set(reads)) == 9


async def test_robots_txt_is_obeyed_for_linked_pages_too(tmp_path: Path) -> None:
    async with serving() as web:
        web.on("/robots.txt", page("User-agent: *\nDisallow: /1\n", media_type="text/plain"))
        url = web.on("/a", rss(entry(web, 1, "Amchepry is priced")))
        async with polling(tmp_path, url) as engine:
            assert (await run_once(engine, NOW)).failed == 0
        assert web.paths == ["/a"]


async def test_what_a_source_may_do_at_home_does_not_hold_for_other_hosts(tmp_path: Path) -> None:
    async with serving() as web, serving("127.0.0.2") as other:
        other.on("/secret", article("An inner page."))
        url = web.on("/a", rss(entry(web, 1, "Amchepry is priced", link=f"{other.origin}/secret")))
        async with polling(tmp_path, url) as engine:
            assert (await run_once(engine, NOW)).failed == 0
        assert other.asked == []


async def test_a_host_is_asked_for_so_many_pages_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "LINKED_PER_HOST", 3)
    async with serving() as web:
        url = web.on("/a", rss(*(entry(web, n, f"Amchepry was discussed on day {n}") for n in range(9))))
        async with polling(tmp_path, url) as engine:
            assert (await run_once(engine, NOW)).new_items == 9
            assert len(web.paths) == 1 + 3
            for hours in (1, 2, 3):
                await run_once(engine, NOW + hours * HOUR)
        assert sorted(web.paths) == sorted([*["/a"] * 4, *(f"/{n}" for n in range(9))])


async def test_a_host_that_hangs_is_asked_once_and_what_others_gave_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "SECONDS_FOR_LINKED", 5.0)  # a busy machine needs some to start a reader

    async def hang(_: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    async with serving() as web:
        web.on("/1", article("The price of Amchepry is known."))
        web.on("/2", hang)
        web.on("/3", article("Never asked for."))
        url = web.on("/a", rss(*(entry(web, n, f"Amchepry was discussed on day {n}") for n in (1, 2, 3))))
        async with polling(tmp_path, url) as engine:
            report = await run_once(engine, NOW)
            assert (report.failed, report.new_items) == (0, 3)
            assert "The price of Amchepry is known." in "".join(texts(engine))
        assert "/3" not in web.paths


async def test_a_selector_that_finds_nothing_keeps_what_was_and_says_what_the_page_holds(tmp_path: Path) -> None:
    new = page(
        "<html><head><title>新しいサイト</title></head><body><div>新しい一覧</div><a href='/x'>x</a></body></html>"
    )
    async with serving() as web:
        url = web.on("/l", listed(*LIST), new)
        async with polling(tmp_path, url, more=LINKS.format(url=url)) as engine:
            await run_once(engine, NOW)
            report = await run_once(engine, NOW + HOUR)
            shows = f"{url}: the selector «li» finds nothing; the page is «新しいサイト» with 1 links. "
            assert report.failures == [f"{shows}Its layout may have changed. The 10 entries it had are kept"]
            assert len(texts(engine)) == 10
            assert state_of(engine).last_error_kind == "NothingFoundError"
            assert web.paths.count("/l") == 3
            await run_once(engine, NOW + 30 * HOUR)
            assert web.paths.count("/l") == 4


async def test_a_page_that_was_broken_for_a_moment_is_read_at_the_second_try(tmp_path: Path) -> None:
    async with serving() as web:
        url = web.on("/l", listed(*LIST), listed(LIST[0]), listed("新しい発表をしました", *LIST))
        async with polling(tmp_path, url, more=LINKS.format(url=url)) as engine:
            await run_once(engine, NOW)
            report = await run_once(engine, NOW + HOUR)
            assert (report.failed, report.new_items) == (0, 1)


@pytest.mark.parametrize(
    ("strange", "said"),
    [
        (listed("しばらくお待ちください"), "the list has 1 entry where it had 10; it now shows «報道発表»"),
        (
            listed(*(f"Minutes of the meeting number {n}" for n in range(10)), name="News"),
            "its entries are in «en» where they were in «ja»; it now shows «News»",
        ),
    ],
    ids=["most entries gone", "another language"],
)
async def test_a_strange_page_tells_no_news_and_is_believed_when_it_stays(
    tmp_path: Path, strange: bytes, said: str
) -> None:
    async with serving() as web:
        url = web.on("/l", listed(*LIST), strange)
        async with polling(tmp_path, url, more=LINKS.format(url=url)) as engine:
            await run_once(engine, NOW)
            report = await run_once(engine, NOW + HOUR)
            assert report.new_items == 0
            assert report.failures == [f"The list: {said}; the old ones are kept, look at {url}"]
            later: RunReport = await run_once(engine, NOW + HOUR + timedelta(days=2))
            assert later.failed == 0
            assert later.new_items > 0


async def test_a_damaged_feed_is_read_and_its_state_says_so(tmp_path: Path) -> None:
    whole = rss(entry(web := Web(), 1, "Snow"), entry(web, 2, "Rain"))
    cut = whole[whole.index(b"<rss") : -60]
    async with serving() as web, polling(tmp_path, web.on("/a", page(cut, media_type="text/xml"))) as engine:
        report = await run_once(engine, NOW)
        assert (report.failed, report.new_items) == (0, 2)
        assert state_of(engine, "a").warnings


async def test_a_source_that_moved_for_good_is_followed_and_said(tmp_path: Path) -> None:
    async with serving() as web:
        web.on("/old", redirect("/new", 301))
        new = web.on("/new", rss(entry(web, 1, "Snow")))
        async with polling(tmp_path, f"{web.origin}/old") as engine:
            await run_once(engine, NOW)
            assert state_of(engine, "a").moved_to == new
            await run_once(engine, NOW + HOUR)
            assert state_of(engine, "a").moved_to == new


async def test_a_feed_of_other_entries_is_no_strange_page(tmp_path: Path) -> None:
    async with serving() as web:
        url = web.on("/a", feed(("One", "x"), ("Two", "y")), feed(("Three", "z")))
        async with polling(tmp_path, url) as engine:
            await run_once(engine, NOW)
            assert (await run_once(engine, NOW + HOUR)).new_items == 1


async def test_robots_txt_is_asked_for_once_a_day_restarts_or_not(tmp_path: Path) -> None:
    async with serving() as web:
        url = web.on("/a", rss(entry(web, 1, "Snow")))
        for hours in (0, 1, 23, 25):
            async with polling(tmp_path, url) as engine:
                await run_once(engine, NOW + hours * HOUR, only=["a"])
        assert [asked.path for asked in web.asked].count("/robots.txt") == 2


DAILY = LINKS.replace('item = "li"', "look_back = 2, pages = 2")


def daily(web: Web) -> str:
    return DAILY.format(url=f"{web.origin}/{{{{date:%Y%m%d}}}}/{{{{page}}}}").replace("{{", "{").replace("}}", "}")


@pytest.mark.parametrize(
    ("answer", "says"), [(page("", status=503), "trouble of its own"), (page("", status=404), "is not there")]
)
async def test_a_source_none_of_whose_days_came_has_failed(tmp_path: Path, answer: bytes, says: str) -> None:
    async with serving() as web:
        for day in (18, 19, 20):
            web.on(f"/202605{day}/1", answer)
        async with polling(tmp_path, "", more=daily(web)) as engine:
            report = await run_once(engine, NOW)
            assert report.failed == 1
            assert says in report.failures[0]
            assert state_of(engine).last_success_at is None


async def test_days_without_a_page_are_no_failure_of_a_source_that_had_some(tmp_path: Path) -> None:
    async with serving() as web:
        web.on("/20260520/1", listed(*LIST), page("", status=404))
        async with polling(tmp_path, "", more=daily(web)) as engine:
            assert (await run_once(engine, NOW)).new_items == len(LIST)
            assert (await run_once(engine, NOW + HOUR)).failed == 0


async def test_a_page_that_failed_for_once_is_read_later_though_the_one_before_is_unchanged(tmp_path: Path) -> None:
    async with serving() as web:
        second = listed("続きの頁にあるお知らせの一つ", "続きの頁にあるお知らせの二つ")
        web.on("/20260520/1", listed(*LIST).replace(b"\r\n\r\n", b'\r\nETag: "1"\r\n\r\n', 1))
        web.on("/20260520/2", page("", status=503), second)
        async with polling(tmp_path, "", more=daily(web)) as engine:
            first = await run_once(engine, NOW)
            assert (first.failed, first.new_items) == (0, len(LIST))
            assert any("trouble of its own" in warning for warning in state_of(engine).warnings)
            assert (await run_once(engine, NOW + HOUR)).new_items == 2
            assert state_of(engine).warnings == ()


async def test_a_text_in_another_language_than_it_was_is_no_edit(tmp_path: Path) -> None:
    async with serving() as web:
        ours = "アムシェプリは条件及び期限付きで承認され、薬価は一式で55,306,737円と定められた。" * 9
        english = "Choose your country or region to continue to the site. Amchepry costs 1 yen here. " * 9
        url = web.on("/l", article(ours), article(english))
        table = LINKS.format(url=url).replace('kind = "links"', 'kind = "article"').replace('item = "li"', "")
        async with polling(tmp_path, "", more=table) as engine:
            await run_once(engine, NOW)
            report = await run_once(engine, NOW + HOUR)
            (failure,) = report.failures
            assert failure.startswith("The list: its entries are in «en» where they were in «ja»")
            assert texts(engine) == [ours]
