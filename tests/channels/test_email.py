"""A digest by email: what a real server receives, and what each refusal means."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from email.policy import SMTP as CRLF
from pathlib import Path
from typing import Any

import pytest
from tests.channels.servers import CERTIFICATE, PASSWORD, Mailbox, mail_server, raw_server
from tests.digests.days import busy_day, many_stories, quiet_day

from ipscwatch.channels import kinds
from ipscwatch.channels.email import EmailOptions, compose
from ipscwatch.errors import DeliveryError
from ipscwatch.model.digest import Digest, Message
from ipscwatch.model.settings import Channel, Secret

EMAIL = kinds()["email"]


def channel(port: int = 25, **more: Any) -> Channel:  # noqa: ANN401 - options of any type
    """Return a channel to a server on this machine."""
    given = {"host": "127.0.0.1", "tls": "none", "sender": "ipscwatch <watch@example.org>"} | more
    return Channel(
        channel_id="mail",
        kind="email",
        options=EmailOptions(port=port, to=given.pop("to", ("a@example.org",)), **given),
    )


def first(digest: Digest, through: Channel) -> Message:
    return EMAIL.render(digest, through)[0]


@pytest.fixture
def digest() -> Digest:
    return busy_day().digest()


async def test_a_mail_arrives_with_its_headers_and_both_bodies(digest: Digest) -> None:
    async with mail_server(Mailbox()) as mailbox:
        through = channel(mailbox.port)
        message = first(digest, through)
        assert await EMAIL.send(message, through) == "2.0.0 queued as ABC123"
    ((sender, recipients, raw),) = mailbox.mails
    (mail,) = mailbox.read
    assert (sender, recipients) == ("watch@example.org", ("a@example.org",))
    assert mail["Subject"] == message.content["subject"]
    assert mail["From"] == "ipscwatch <watch@example.org>"
    assert mail["Message-ID"] == f"<{message.message_id}@example.org>"
    assert mail["Date"] == "Wed, 20 May 2026 09:00:00 +0900"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "ipscwatch digest <digest.ipscwatch.example.org>"
    assert mail["List-Unsubscribe"] == "<mailto:watch@example.org?subject=unsubscribe>"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Content-Language"] == "en"
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    plain, rich = (part.get_content() for part in mail.iter_parts())
    assert plain.replace("\r\n", "\n") == message.content["text"]
    assert rich.replace("\r\n", "\n").rstrip() == message.content["html"].rstrip()
    assert raw.isascii()
    assert all(len(line) <= 78 for line in raw.split(b"\r\n"))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)


async def test_each_recipient_gets_a_mail_of_their_own_and_one_refusal_stops_no_other(digest: Digest) -> None:
    mailbox = Mailbox(answers={"rcpt:b@example.org": "550 5.1.1 no such user"})
    async with mail_server(mailbox):
        through = channel(mailbox.port, to=("a@example.org", "b@example.org", "c@example.org"))
        messages = EMAIL.render(digest, through)
        outcomes = [await outcome(message, through) for message in messages]
    assert [one if one is None else one.permanent for one in outcomes] == [None, True, None]
    assert [recipients for _, recipients, _ in mailbox.mails] == [("a@example.org",), ("c@example.org",)]
    assert len({message.message_id for message in messages}) == 3


async def outcome(message: Message, through: Channel) -> DeliveryError | None:
    try:
        await EMAIL.send(message, through)
    except DeliveryError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("step", "answer", "permanent"),
    [
        ("mail", "550 5.7.1 sender not allowed", True),
        ("mail", "421 4.3.2 closing", False),
        ("mail", "451 4.7.1 greylisted", False),
        ("rcpt", "550 5.1.1 no such user", True),
        ("rcpt", "450 4.2.1 greylisted", False),
        ("rcpt", "452 4.2.2 mailbox full", False),
        ("data", "552 5.3.4 too large", True),
        ("data", "554 5.7.1 refused as spam", True),
        ("data", "451 4.3.0 try later", False),
    ],
)
async def test_a_5xx_of_the_mail_is_for_good_and_a_4xx_passes(
    digest: Digest, step: str, answer: str, *, permanent: bool
) -> None:
    mailbox = Mailbox(answers={step: answer})
    async with mail_server(mailbox):
        through = channel(mailbox.port)
        error = await outcome(first(digest, through), through)
    assert error is not None
    assert error.permanent is permanent
    assert answer.split(" ", 1)[0] in str(error)
    assert mailbox.mails == []


async def test_a_greylisted_mail_is_taken_the_second_time_with_the_same_message_id(digest: Digest) -> None:
    mailbox = Mailbox(answers={"rcpt": "450 4.2.0 later"})
    async with mail_server(mailbox):
        through = channel(mailbox.port)
        message = first(digest, through)
        assert await outcome(message, through) is not None
        mailbox.answers.clear()
        assert await outcome(message, through) is None
    assert [mail["Message-ID"] for mail in mailbox.read] == [f"<{message.message_id}@example.org>"]


async def test_a_server_that_is_not_there_is_tried_again(digest: Digest) -> None:
    async with mail_server(Mailbox()) as mailbox:
        port = mailbox.port
    error = await outcome(first(digest, channel(port)), channel(port))
    assert error is not None
    assert not error.permanent


@pytest.mark.parametrize(
    "banner", [b"554 5.7.1 no service here\r\n", b"421 busy\r\n", b"hello?\r\n", b"\xff\xfe\r\n", b""]
)
async def test_a_server_that_greets_strangely_is_tried_again(digest: Digest, banner: bytes) -> None:
    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(banner)
        await writer.drain()

    async with raw_server(talk) as port:
        error = await outcome(first(digest, channel(port)), channel(port))
    assert error is not None
    assert not error.permanent


async def test_a_line_dropped_after_the_final_dot_is_tried_again_with_the_same_mail(digest: Digest) -> None:
    taken: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.test\r\n")
        for answer in (b"250 mail.test\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
            await reader.readline()
            writer.write(answer)
        taken.append(await reader.readuntil(b"\r\n.\r\n"))

    async with raw_server(talk) as port:
        through = channel(port)
        message = first(digest, through)
        errors = [await outcome(message, through) for _ in range(2)]
    assert all(error is not None and not error.permanent for error in errors)
    assert taken[0] == re.sub(rb"={15}\d+==", re.search(rb"={15}\d+==", taken[0])[0], taken[1])  # type: ignore[index]


async def test_a_goodbye_that_fails_does_not_undo_a_delivery(digest: Digest) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.test\r\n")
        for answer in (b"250 mail.test\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
            await reader.readline()
            writer.write(answer)
        await reader.readuntil(b"\r\n.\r\n")
        writer.write(b"250 taken\r\n")

    async with raw_server(talk) as port:
        through = channel(port)
        assert await EMAIL.send(first(digest, through), through) == "taken"


async def test_a_login_after_starttls(digest: Digest) -> None:
    mailbox = Mailbox()
    async with mail_server(mailbox, starttls=True, login=True):
        through = encrypted(mailbox.port)
        await EMAIL.send(first(digest, through), through)
    assert len(mailbox.mails) == 1
    assert mailbox.encrypted == [True]


async def test_a_connection_that_is_encrypted_from_the_start(digest: Digest) -> None:
    mailbox = Mailbox()
    async with mail_server(mailbox, tls=True):
        through = channel(mailbox.port, tls="tls", ca_file=CERTIFICATE)
        await EMAIL.send(first(digest, through), through)
    assert len(mailbox.mails) == 1


def encrypted(
    port: int, *, tls: str = "starttls", password: str = PASSWORD, ca_file: Path | None = CERTIFICATE
) -> Channel:
    return channel(port, tls=tls, username="watch", password=Secret(password), ca_file=ca_file)


async def test_a_certificate_nobody_vouches_for_is_refused(digest: Digest) -> None:
    mailbox = Mailbox()
    async with mail_server(mailbox, starttls=True):
        through = encrypted(mailbox.port, ca_file=None)
        error = await outcome(first(digest, through), through)
    assert error is not None
    assert not error.permanent
    assert "certificate" in str(error).lower()
    assert mailbox.sessions == 0


@pytest.mark.parametrize("login", [True, False])
async def test_a_server_without_starttls_gets_neither_mail_nor_password(digest: Digest, *, login: bool) -> None:
    mailbox = Mailbox()
    async with mail_server(mailbox):
        through = encrypted(mailbox.port) if login else channel(mailbox.port, tls="starttls", ca_file=CERTIFICATE)
        error = await outcome(first(digest, through), through)
    assert error is not None
    assert not error.permanent
    assert mailbox.sessions == 0


async def test_a_wrong_password_is_told_and_never_shown(digest: Digest) -> None:
    mailbox = Mailbox()
    async with mail_server(mailbox, starttls=True, login=True):
        through = encrypted(mailbox.port, password="wrong-horse")
        error = await outcome(first(digest, through), through)
    assert error is not None
    assert error.permanent
    assert "wrong-horse" not in f"{error} {error!r} {through!r}"
    assert "535" in str(error)


@pytest.mark.parametrize(
    "hostile",
    ["x\r\nBcc: b@example.org", "x\n.\r\nMAIL FROM:<x@example.org>", "x\u2028y\x0b\x00", "\ud800", "薬" * 10_000],
)
async def test_a_hostile_title_adds_no_header_and_no_mail(hostile: str) -> None:
    day = quiet_day()
    day.story(
        day.item(hostile, hostile, outlet=hostile, mention="x", url="https://x.example/"), event="price_listed"
    )
    async with mail_server(Mailbox()) as mailbox:
        through = channel(mailbox.port)
        await EMAIL.send(first(day.digest(), through), through)
    ((_, recipients, _),) = mailbox.mails
    (mail,) = mailbox.read
    assert recipients == ("a@example.org",)
    assert mail["Bcc"] is None
    assert sorted(mail.keys()) == sorted(compose(first(day.digest(), through), options(through)).keys())


def options(of: Channel) -> EmailOptions:
    assert isinstance(of.options, EmailOptions)
    return of.options


def test_a_flood_goes_out_in_parts_each_small_enough_and_bound_to_the_first() -> None:
    through = channel()
    messages = EMAIL.render(many_stories(500).digest(), through)
    assert len(messages) > 1
    assert [message.part for message in messages] == list(range(1, len(messages) + 1))
    assert all(len(message.content["html"].encode()) < 90_000 for message in messages)
    mails = [compose(message, options(through)) for message in messages]
    assert len({mail["Message-ID"] for mail in mails}) == len(mails)
    assert {mail["References"] for mail in mails[1:]} == {mails[0]["Message-ID"]}
    assert mails[1]["Subject"].endswith(f"(2/{len(mails)})")


def test_the_same_digest_makes_the_same_messages() -> None:
    through = channel(to=("a@example.org", "B@example.org"))
    assert EMAIL.render(busy_day().digest(), through) == EMAIL.render(busy_day().digest(), through)
    moved = replace(busy_day().digest(), digest_id="daily-2026-05-21")
    assert not {one.message_id for one in EMAIL.render(moved, through)} & {
        one.message_id for one in EMAIL.render(busy_day().digest(), through)
    }


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"sender": "nobody"}, "not an email address"),
        ({"sender": "a@example.org, b@example.org"}, "not an email address"),
        ({"sender": "a@example.org\r\nBcc: b@example.org"}, "not an email address"),
        ({"to": ("no",)}, "not an email address"),
        ({"to": ()}, "at least one"),
        ({"host": "mail.example.org"}, "on this machine only"),
        ({"username": "x"}, "come together"),
        ({"password": Secret("hunter2")}, "come together"),
    ],
)
def test_options_that_cannot_work_are_refused(more: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        channel(**more)
    assert "hunter2" not in str(caught.value)


def test_a_name_in_japanese_and_a_domain_in_japanese_are_written_as_mail_wants_them() -> None:
    through = channel(sender="iPS監視 <watch@例え.example>")
    mail = compose(first(quiet_day().digest(), through), options(through))
    raw = mail.as_bytes(policy=CRLF)
    assert raw.isascii()
    assert b"xn--r8jz45g.example" in raw
    assert mail["From"].addresses[0].display_name == "iPS監視"
