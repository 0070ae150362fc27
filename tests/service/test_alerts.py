"""What must not wait is told some minutes after it happened, once, and again by the digest, marked as told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.digests.days import busy_day
from tests.service.homes import NOW, engine_of, feed, furnish, news
from tests.web import serving

from ipscwatch.service.alerts import alert_due
from ipscwatch.service.composing import compose_due, marked
from ipscwatch.service.engine import Engine
from ipscwatch.service.run import run_once
from ipscwatch.service.sending import deliver

MINUTE = timedelta(minutes=1)
LATER = NOW + timedelta(hours=1)
ALERT = '[[alert]]\nid = "urgent"\n{}\nchannels = ["files"]\nwait = "3m"\n'
BY_TERM = ALERT.format('terms = ["amchepry"]')


@asynccontextmanager
async def watching(home: Path, alert: str, *feeds: tuple[tuple[str, str], ...]) -> AsyncIterator[Engine]:
    """Give an engine that made its baseline; each further poll brings the next of `feeds`."""
    async with serving() as web:
        replies = [feed(news(1), *entries) for entries in ((), *feeds)]
        furnish(home, {"a": web.on("/a", *replies)}, more=alert)
        async with engine_of(home) as engine:
            await run_once(engine, NOW)
            yield engine


async def test_an_alert_waits_for_more_of_the_same_and_comes_once(tmp_path: Path) -> None:
    async with watching(tmp_path, BY_TERM, (news(2),), (news(2), news(3))) as engine:
        await run_once(engine, LATER)
        assert alert_due(engine, LATER + MINUTE) == ()
        await run_once(engine, LATER + 2 * MINUTE)
        (alert,) = alert_due(engine, LATER + 3 * MINUTE)
        assert alert.occasion == "alert"
        assert alert.stories_n == 2
        assert alert_due(engine, LATER + 10 * MINUTE) == ()
        assert await deliver(engine, LATER + 10 * MINUTE) == 1
    assert (tmp_path / "state" / "digests" / f"{alert.digest_id}.html").exists()


async def test_the_digest_tells_it_again_and_marks_it_as_told(tmp_path: Path) -> None:
    shipment = ("Amchepry: first shipment", "It left.")
    async with watching(tmp_path, BY_TERM, (news(2),), (news(2), shipment)) as engine:
        await run_once(engine, LATER)
        (alert,) = alert_due(engine, LATER + 5 * MINUTE)
        await run_once(engine, LATER + timedelta(hours=2))
        (digest,) = compose_due(engine, NOW + timedelta(days=1))
        marks = {line.lead.item.title: line.alerted_at for topic in digest.topics for line in topic.stories}
        assert marks[news(2)[0]] == alert.until_at
        assert marks[shipment[0]] is None


async def test_neither_the_seeding_nor_a_baseline_nor_what_a_digest_told_is_alarming(tmp_path: Path) -> None:
    everything = ALERT.format('severities = ["critical", "high", "medium", "low"]')
    async with watching(tmp_path, everything, (news(2),)) as engine:
        assert alert_due(engine, NOW + timedelta(hours=1)) == ()
        await run_once(engine, NOW + timedelta(hours=23))
        compose_due(engine, NOW + timedelta(hours=23))
        assert alert_due(engine, NOW + timedelta(hours=24)) == ()


async def test_what_is_not_grave_enough_waits_for_the_digest(tmp_path: Path) -> None:
    async with watching(tmp_path, ALERT.format('severities = ["critical"]'), (news(2),)) as engine:
        await run_once(engine, LATER)
        assert alert_due(engine, LATER + timedelta(hours=1)) == ()


async def test_two_alerts_on_one_day_are_two_messages(tmp_path: Path) -> None:
    async with watching(tmp_path, BY_TERM, (news(2),), (news(2), news(3))) as engine:
        await run_once(engine, LATER)
        (first,) = alert_due(engine, LATER + 5 * MINUTE)
        await run_once(engine, LATER + timedelta(hours=1))
        (second,) = alert_due(engine, LATER + timedelta(hours=2))
        assert first.digest_id != second.digest_id
        assert (first.stories_n, second.stories_n) == (1, 1)
        assert await deliver(engine, LATER + timedelta(hours=2)) == 2
        assert compose_due(engine, NOW + timedelta(days=1)) != ()


def test_a_row_that_an_alert_told_is_marked_and_a_later_change_of_it_is_not() -> None:
    digest = busy_day().digest()
    prices = digest.tables[0]
    (listed,) = prices.watched
    alert = replace(digest, tables=(prices,), until_at=NOW)
    again = replace(listed, kind="revised", before=listed.after)
    later = replace(digest, tables=(replace(prices, watched=(listed, again)), *digest.tables[1:]))
    assert [table.alerted_at for table in marked(later, (alert,)).tables] == [(NOW, None), ()]
