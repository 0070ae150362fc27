"""A pass over real HTTP: what is new is stored and told once, and one source's trouble is nobody else's."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.service.homes import NOW, engine_of, feed, furnish, news
from tests.web import page, serving

from ipscwatch.errors import CorruptError
from ipscwatch.model.change import Change
from ipscwatch.service import run
from ipscwatch.service.engine import Engine
from ipscwatch.service.run import run_once
from ipscwatch.store import Store, search
from ipscwatch.watching.plan import plan

HOUR = timedelta(hours=1)


def changes_of(engine: Engine) -> list[Change]:
    """Return what was told since the seeding."""
    gathered = engine.store.gather("none", engine.store.last_change_id(), engine.settings.sources)
    return [change for change in gathered.changes if change.kind not in ("seeded", "fact")]


def kinds_of(engine: Engine) -> list[str]:
    return [change.kind for change in changes_of(engine)]


async def test_a_first_poll_is_a_baseline_and_the_next_tells_what_is_new(tmp_path: Path) -> None:
    async with serving() as web:
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)), feed(news(1), news(2)))})
        async with engine_of(tmp_path) as engine:
            first = await run_once(engine, NOW)
            second = await run_once(engine, NOW + HOUR)
            assert (first.polled, first.new_items, second.new_items) == (1, 1, 1)
            assert kinds_of(engine) == ["source_added", "story_new"]


async def test_what_did_not_change_costs_nothing_and_tells_nothing(tmp_path: Path) -> None:
    async with serving() as web:
        unchanged = page("", status=304, etag='"1"')
        furnish(tmp_path, {"a": web.on("/a", feed(news(1), etag='"1"'), unchanged)})
        async with engine_of(tmp_path) as engine:
            await run_once(engine, NOW)
            report = await run_once(engine, NOW + HOUR)
            assert (report.polled, report.unchanged, report.changes) == (1, 1, 0)


async def test_an_edited_entry_is_an_edit_and_no_second_item(tmp_path: Path) -> None:
    edited = (news(1)[0], "The approval of Amchepry was withdrawn, the ministry said in a notice.")
    async with serving() as web:
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)), feed(edited))})
        async with engine_of(tmp_path) as engine:
            await run_once(engine, NOW)
            report = await run_once(engine, NOW + HOUR)
            assert report.new_items == 0
            (hit,) = engine.store.search("withdrawn")
            assert len(engine.store.versions(hit.item.item_id)) == 1


async def test_a_source_that_fails_is_told_when_it_lasts_and_its_validators_stay(tmp_path: Path) -> None:
    async with serving() as web:
        gone = page("gone", status=404)
        furnish(tmp_path, {"a": web.on("/a", gone), "b": web.on("/b", feed(news(1)))})
        async with engine_of(tmp_path) as engine:
            report = await run_once(engine, NOW)
            assert (report.polled, report.failed) == (2, 1)
            assert sorted(kinds_of(engine)) == ["source_added", "source_failing"]
            assert engine.store.states(["a"])["a"].failures == 1


async def test_a_network_that_is_down_is_one_notice_and_so_is_its_return(tmp_path: Path) -> None:
    async with serving() as web, nothing_listens(4) as silent:
        furnish(tmp_path, {f"s{n}": url for n, url in enumerate(silent)})
        async with engine_of(tmp_path) as engine:
            for n in range(4):
                await run_once(engine, NOW + n * timedelta(minutes=10))
            assert kinds_of(engine) == ["network_down"]
            assert engine.network_is_down()
            states = engine.store.states(["s0"])["s0"]
            assert states.next_poll_at is not None
            assert states.next_poll_at - states.last_polled_at < timedelta(minutes=7)  # type: ignore[operator]
            furnish(tmp_path, {f"s{n}": web.on(f"/{n}", feed(news(n))) for n in range(4)})
        async with engine_of(tmp_path) as engine:
            await run_once(engine, NOW + HOUR)
            assert [kind for kind in kinds_of(engine) if kind != "source_added"] == ["network_down", "network_up"]


async def test_a_network_down_is_seen_though_sources_are_due_one_by_one(tmp_path: Path) -> None:
    async with nothing_listens(5) as silent:
        furnish(tmp_path, {f"s{n}": url for n, url in enumerate(silent)})
        async with engine_of(tmp_path) as engine:
            for minute in range(30):
                for n in range(5):
                    at = NOW + timedelta(minutes=minute, seconds=10 * n)
                    if engine.store.due([engine.settings.sources[n]], at):
                        await run_once(engine, at, only=[f"s{n}"])
            assert kinds_of(engine) == ["network_down"]


@pytest.mark.parametrize("where", ["visit", "draft", "plan"])
async def test_whatever_one_source_raises_is_its_own_failed_poll(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, where: str
) -> None:
    async with serving() as web:
        furnish(tmp_path, {name: web.on(f"/{name}", feed(news(n))) for n, name in enumerate("abc")})
        async with engine_of(tmp_path) as engine:
            break_at(where, "b", engine, monkeypatch)
            report = await run_once(engine, NOW)
            assert (report.polled, report.failed, report.new_items) == (3, 1, 2)
            state = engine.store.states(["b"])["b"]
            assert (state.failures, state.last_error_kind) == (1, "ZeroDivisionError")
            assert "secret-in-a-body" not in (state.last_error or "")
            assert kinds_of(engine).count("source_failing") == 1
    assert any(record.exc_info for record in caplog.records)


def break_at(where: str, source_id: str, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one source make our own code raise."""

    def breaking(real: Any, of: Any) -> Any:  # noqa: ANN401 - stands in for functions of any shape
        def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as above
            if of(*args) == source_id:
                raise ZeroDivisionError("secret-in-a-body")
            return real(*args, **kwargs)

        return call

    if where == "visit":
        visitor = type(engine.visitor)
        monkeypatch.setattr(visitor, "visit", breaking(visitor.visit, lambda _self, source, *_: source.source_id))
    elif where == "draft":
        desk = type(engine.desk)
        monkeypatch.setattr(desk, "draft", breaking(desk.draft, lambda _self, item: item.source_id))
    else:
        monkeypatch.setattr(run, "plan", breaking(plan, lambda poll, *_: poll.source.source_id))


async def test_a_broken_store_ends_the_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise CorruptError("the file is damaged")

    async with serving() as web:
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)))})
        async with engine_of(tmp_path) as engine:
            monkeypatch.setattr(Store, "apply", broken)
            with pytest.raises(CorruptError):
                await run_once(engine, NOW)


async def test_an_item_that_cannot_be_stored_is_set_aside_and_the_others_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = search.words

    def poisoned(text: str) -> list[str]:
        if news(2)[0] in text:
            raise ValueError("poison")
        return real(text)

    monkeypatch.setattr(search, "words", poisoned)
    async with serving() as web:
        furnish(tmp_path, {"a": web.on("/a", feed(news(1), news(2), news(3)))})
        async with engine_of(tmp_path) as engine:
            report = await run_once(engine, NOW)
            assert report.failed == 0
            assert engine.store.counts()["items"] == 2
            assert [one.reason for one in engine.store.quarantined()] == ["ValueError: poison"]


async def test_who_has_not_answered_at_the_deadline_has_failed_and_the_others_are_stored(tmp_path: Path) -> None:
    async def never(writer: asyncio.StreamWriter) -> None:
        await writer.wait_closed()

    async with serving() as web, serving("127.0.0.2") as other:
        furnish(tmp_path, {"slow": web.on("/slow", never), "b": other.on("/b", feed(news(1)))})
        async with engine_of(tmp_path) as engine:
            report = await run_once(engine, NOW, deadline=timedelta(seconds=2))
            assert (report.polled, report.failed, report.new_items) == (2, 1, 1)
            assert "the pass was over" in report.failures[0]


async def test_a_stop_leaves_what_has_not_begun_for_the_next_pass(tmp_path: Path) -> None:
    async with serving() as web:
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)))})
        async with engine_of(tmp_path) as engine:
            report = await run_once(engine, NOW, stopping=lambda: True)
            assert (report.polled, web.paths) == (0, [])
            assert engine.store.due(engine.settings.sources, NOW) == ("a",)


class nothing_listens:  # noqa: N801 - reads as a clause
    """Gives addresses on which nobody listens, at as many hosts."""

    def __init__(self, n: int) -> None:
        self._n = n

    async def __aenter__(self) -> list[str]:
        server = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        return [f"http://127.0.0.{n + 2}:{port}/feed" for n in range(self._n)]

    async def __aexit__(self, *_: object) -> None:
        """Nothing was opened."""
