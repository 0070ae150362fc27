"""From the outbox to people: retries, refusals that last, outages, channels apart, a full disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from tests.channels.servers import Mailbox, Webhook, mail_server, raw_server
from tests.service.homes import NOW, engine_of, feed, furnish, news, settings_of
from tests.web import serving

from ipscwatch.errors import StoreError
from ipscwatch.model.digest import Digest
from ipscwatch.service.composing import compose_due
from ipscwatch.service.engine import Engine, opened
from ipscwatch.service.run import run_once
from ipscwatch.service.sending import deliver, lane
from ipscwatch.store import outbox

MORNING = NOW + timedelta(hours=23)
"""08:30 in Tokyo on the next day: the first digest is due."""
MINUTE = timedelta(minutes=1)


@asynccontextmanager
async def ready(home: Path, mailbox: Mailbox, webhook: Webhook, *to: str) -> AsyncIterator[Engine]:
    """Give an engine whose first digest, with one story, waits for files, a mail server and a webhook."""
    async with mail_server(mailbox), raw_server(webhook.talk) as port, serving() as web:
        furnish(
            home,
            {"a": web.on("/a", feed(news(1)), feed(news(1), news(2)))},
            mail=mailbox.port,
            to=to or ("analyst@example.org",),
            webhook=f"http://127.0.0.1:{port}/hook",
        )
        async with engine_of(home) as engine:
            await run_once(engine, NOW)
            await run_once(engine, NOW + timedelta(hours=1))
            (digest,) = compose_due(engine, MORNING)
            assert digest.stories_n
            yield engine


def states(engine: Engine, channel_id: str) -> list[tuple[str, int]]:
    return [(one.state, one.attempts) for one in engine.store.deliveries(channel_id=channel_id)]


async def waited(engine: Engine, until: datetime) -> list[datetime]:
    """Deliver every minute until then; return the times at which the mail was tried."""
    now, tries, before = MORNING, [], 0
    while now <= until:
        await deliver(engine, now)
        attempts = sum(one.attempts for one in engine.store.deliveries(channel_id="mail"))
        if attempts != before:
            tries.append(now)
        before, now = attempts, now + MINUTE
    return tries


async def test_every_channel_gets_the_digest_once(tmp_path: Path) -> None:
    mailbox, webhook = Mailbox(), Webhook()
    async with ready(tmp_path, mailbox, webhook) as engine:
        assert await deliver(engine, MORNING) == 3
        assert await deliver(engine, MORNING + MINUTE) == 0
        assert compose_due(engine, MORNING + MINUTE) == ()
    assert (len(mailbox.mails), len(webhook.bodies)) == (1, 1)
    assert (tmp_path / "state" / "digests" / "daily-2026-05-21.html").exists()


async def test_a_refusal_that_may_pass_is_tried_again_after_5_10_20_40_60_minutes(tmp_path: Path) -> None:
    mailbox = Mailbox(answers={"data": "451 4.7.1 try later"})
    async with ready(tmp_path, mailbox, Webhook()) as engine:
        tries = await waited(engine, MORNING + timedelta(hours=4))
        gaps = [(later - earlier) // MINUTE for earlier, later in pairwise(tries)]
        assert gaps == [5, 10, 20, 40, 60, 60]
        mailbox.answers.clear()
        await waited(engine, MORNING + timedelta(hours=6))
    assert len(mailbox.mails) == 1


async def test_a_receiver_that_names_a_time_is_given_it(tmp_path: Path) -> None:
    webhook = Webhook(answers=[(429, "rate_limited", {"Retry-After": "1800"})])
    async with ready(tmp_path, Mailbox(), webhook) as engine:
        await deliver(engine, MORNING)
        assert states(engine, "slack") == [("waiting", 1)]
        await deliver(engine, MORNING + 29 * MINUTE)
        assert states(engine, "slack") == [("waiting", 1)]
        await deliver(engine, MORNING + 30 * MINUTE)
        assert states(engine, "slack") == [("delivered", 2)]


async def test_one_bad_recipient_stops_no_other(tmp_path: Path) -> None:
    mailbox = Mailbox(answers={"rcpt:gone@example.org": "550 5.1.1 no such user"})
    async with ready(tmp_path, mailbox, Webhook(), "a@example.org", "gone@example.org", "b@example.org") as engine:
        await deliver(engine, MORNING)
        await deliver(engine, MORNING + timedelta(days=1))
    assert [to for _, to, _ in mailbox.mails] == [("a@example.org",), ("b@example.org",)]


async def test_a_refusal_that_lasts_stops_at_once_and_the_other_channels_say_so_once(tmp_path: Path) -> None:
    mailbox, webhook = Mailbox(answers={"mail": "550 5.7.1 you are not welcome"}), Webhook()
    async with ready(tmp_path, mailbox, webhook) as engine:
        await deliver(engine, MORNING)
        assert states(engine, "mail") == [("failed", 1)]
        await deliver(engine, MORNING + MINUTE)
        told = [digest for digest in engine.store.digests() if digest.occasion == "notice"]
        assert [digest.digest_id for digest in told] == ["daily-undelivered-mail-2026-05-21"]
        assert "not welcome" in told[0].notices[0]
        await run_once(engine, MORNING + MINUTE)
        (next_day,) = compose_due(engine, MORNING + timedelta(days=1))
        assert any("not welcome" in notice for notice in next_day.notices)
    assert len(webhook.bodies) == 2
    assert b"not welcome" in webhook.bodies[1]


async def test_after_five_days_without_success_it_is_given_up_and_told(tmp_path: Path) -> None:
    mailbox = Mailbox(answers={"mail": "421 4.3.2 not now"})
    async with ready(tmp_path, mailbox, Webhook()) as engine:
        now = MORNING
        while states(engine, "mail")[0][0] == "waiting":
            await deliver(engine, now)
            now += timedelta(hours=1)
        assert timedelta(days=5) - timedelta(hours=2) <= now - MORNING <= timedelta(days=5, hours=2)
        assert engine.store.newest_change("delivery_failed") is not None


async def test_a_mail_server_that_is_down_for_days_gets_every_digest_once_in_order(tmp_path: Path) -> None:
    mailbox = Mailbox(answers={"mail": "421 4.3.2 not now"})
    days = [MORNING + timedelta(days=n) for n in range(4)]
    async with ready(tmp_path, mailbox, Webhook()) as engine:
        for day in days:
            compose_due(engine, day)
            for hour in range(24):
                await deliver(engine, day + timedelta(hours=hour))
        mailbox.answers.clear()
        for hour in range(24):
            await deliver(engine, days[-1] + timedelta(hours=24 + hour))
        ids = [str(mail["Message-ID"]) for mail in mailbox.read]
    assert ids == [f"<daily-2026-05-{21 + n}.mail.{ids[n].split('.')[2]}.1@example.org>" for n in range(4)]


async def test_what_a_killed_process_was_sending_is_sent_again_under_the_same_id(tmp_path: Path) -> None:
    mailbox = Mailbox()
    async with ready(tmp_path, mailbox, Webhook()) as engine:
        assert engine.store.claim(MORNING, channel_id="mail") is not None
    async with mail_server(mailbox):
        again = (tmp_path / "config" / "ipscwatch.toml").read_text()
        old = settings_of(tmp_path).channels[1].options.port  # type: ignore[attr-defined]  # the email channel's
        (tmp_path / "config" / "ipscwatch.toml").write_text(again.replace(str(old), str(mailbox.port)))
        async with opened(settings_of(tmp_path), MORNING) as engine:
            await lane(engine, "mail", lambda: MORNING)
            assert states(engine, "mail") == [("delivered", 2)]
    assert len(mailbox.mails) == 1


async def test_a_full_disk_after_sending_makes_no_second_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = Mailbox()
    async with ready(tmp_path, mailbox, Webhook()) as engine:
        with monkeypatch.context() as full:
            full.setattr(outbox, "settle_delivered", _disk_full)
            with pytest.raises(StoreError, match="disk is full"):
                await lane(engine, "mail", lambda: MORNING)
            with pytest.raises(StoreError, match="disk is full"):
                await lane(engine, "mail", lambda: MORNING)
        await lane(engine, "mail", lambda: MORNING + MINUTE)
        assert states(engine, "mail") == [("delivered", 1)]
    assert len(mailbox.mails) == 1


def _disk_full(*_: object) -> None:
    raise StoreError("ipscwatch.db: the disk is full")


async def test_a_channel_that_is_gone_is_told_of(tmp_path: Path) -> None:
    async with ready(tmp_path, Mailbox(), Webhook()) as engine:
        without = tuple(one for one in engine.settings.channels if one.channel_id != "mail")
        object.__setattr__(engine.settings, "channels", without)
        digests = engine.settings.digests[0]
        object.__setattr__(digests, "channels", ("files", "slack"))
        await deliver(engine, MORNING)
        assert states(engine, "mail") == [("failed", 1)]


async def test_a_channel_that_cannot_show_a_digest_keeps_it_from_nobody(tmp_path: Path) -> None:
    def broken(_digest: Digest, _channel: object) -> None:
        raise ZeroDivisionError

    mailbox, webhook = Mailbox(), Webhook()
    async with ready(tmp_path, mailbox, webhook) as engine:
        await deliver(engine, MORNING)
        kinds = {**engine.channel_kinds, "email": replace(engine.channel_kinds["email"], render=broken)}  # type: ignore[arg-type]  # broken on purpose
        (digest,) = compose_due(replace(engine, channel_kinds=kinds), MORNING + timedelta(days=1))
        await deliver(engine, MORNING + timedelta(days=1))
        failed = engine.store.newest_change("delivery_failed")
        assert failed is not None
        assert digest.digest_id in failed.note
    assert (len(mailbox.mails), len(webhook.bodies)) == (1, 2)


async def test_a_quiet_day_sends_a_digest_unless_that_is_turned_off(tmp_path: Path) -> None:
    webhook = Webhook()
    async with ready(tmp_path, Mailbox(), webhook) as engine:
        await deliver(engine, MORNING)
        (quiet,) = compose_due(engine, MORNING + timedelta(days=1))
        assert await deliver(engine, MORNING + timedelta(days=1)) == 3
        object.__setattr__(engine.settings.digests[0], "quiet_days", False)
        (silent,) = compose_due(engine, MORNING + timedelta(days=2))
        assert await deliver(engine, MORNING + timedelta(days=2)) == 0
        assert (quiet.quiet, silent.quiet) == (True, True)


async def test_the_arrival_of_a_digest_is_told_when_its_last_message_is_accepted(tmp_path: Path) -> None:
    arrived: list[str] = []
    async with ready(tmp_path, Mailbox(), Webhook()) as engine:
        for channel_id in ("files", "slack", "mail"):
            assert arrived == []
            await lane(engine, channel_id, lambda: MORNING, arrived=arrived.append)
    assert arrived == ["daily-2026-05-21"]
