"""Every way a mail server and Slack refuse: what may pass is tried again, what lasts is told, nobody gets two."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from tests.channels.servers import Mailbox, Webhook, mail_server, raw_server
from tests.service.homes import NOW, engine_of, feed, furnish, news
from tests.web import serving

from bench.faults.world import World, require
from ipscwatch.channels import email
from ipscwatch.service.composing import compose_due
from ipscwatch.service.engine import Engine
from ipscwatch.service.run import run_once
from ipscwatch.service.sending import deliver

MORNING = NOW + timedelta(hours=23)
HEALED = timedelta(minutes=50)
"""When the receiver is well again."""
Outcome = Literal["late", "refused", "at once"]
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

SMTP_ANSWERS: Mapping[str, tuple[str, str, Outcome]] = {
    "421 at MAIL": ("mail", "421 4.3.2 closing", "late"),
    "450 at MAIL": ("mail", "450 4.2.0 greylisted", "late"),
    "452 at MAIL": ("mail", "452 4.3.1 no room", "late"),
    "550 at MAIL": ("mail", "550 5.7.1 not welcome", "refused"),
    "554 at MAIL": ("mail", "554 5.7.1 blocked", "refused"),
    "421 at RCPT": ("rcpt", "421 4.3.2 closing", "late"),
    "450 at RCPT": ("rcpt", "450 4.2.0 greylisted", "late"),
    "451 at RCPT": ("rcpt", "451 4.3.0 later", "late"),
    "550 at RCPT": ("rcpt", "550 5.1.1 no such user", "refused"),
    "553 at RCPT": ("rcpt", "553 5.1.3 bad address", "refused"),
    "421 at DATA": ("data", "421 4.3.2 closing", "late"),
    "451 at DATA": ("data", "451 4.7.1 later", "late"),
    "452 at DATA": ("data", "452 4.3.1 no room", "late"),
    "550 at DATA": ("data", "550 5.7.1 spam", "refused"),
    "552 at DATA": ("data", "552 5.3.4 too large", "refused"),
    "554 at DATA": ("data", "554 5.6.0 refused", "refused"),
}
SLACK_ANSWERS: Mapping[str, tuple[int, str, dict[str, str], Outcome]] = {
    "429 for 1 s": (429, "rate_limited", {"Retry-After": "1"}, "late"),
    "429 for 30 s": (429, "rate_limited", {"Retry-After": "30"}, "late"),
    "429 for an hour": (429, "rate_limited", {"Retry-After": "3600"}, "late"),
    "429 without a time": (429, "rate_limited", {}, "late"),
    "500": (500, "rollup_error", {}, "late"),
    "502": (502, "<html>bad gateway</html>", {}, "late"),
    "503": (503, "service_unavailable", {}, "late"),
    "400 invalid_payload": (400, "invalid_payload", {}, "at once"),
    "400 invalid_blocks": (400, "invalid_blocks", {}, "at once"),
    "403 action_prohibited": (403, "action_prohibited", {}, "refused"),
    "404 no_service": (404, "no_service", {}, "refused"),
    "404 channel_not_found": (404, "channel_not_found", {}, "refused"),
    "410 channel_is_archived": (410, "channel_is_archived", {}, "refused"),
    "200 that is not ok": (200, "invalid_token", {}, "refused"),
    "200 with a page": (200, "<html>login</html>", {}, "late"),
}


@dataclass
class Case:
    """One way to fail: the mail server's script, the webhook's, or a conversation of its own."""

    mailbox: Mailbox
    webhook: Webhook
    mail_talk: Talk | None = None
    slack_talk: Talk | None = None


@asynccontextmanager
async def ready(case: Case) -> AsyncIterator[Engine]:
    """Give an engine whose first digest, with a story, waits for both."""
    async with AsyncExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="refusals-")))
        web = await stack.enter_async_context(serving())
        if case.mail_talk is not None:
            case.mailbox.port = await stack.enter_async_context(raw_server(case.mail_talk))
        else:
            await stack.enter_async_context(mail_server(case.mailbox))
        port = await stack.enter_async_context(raw_server(case.slack_talk or case.webhook.talk))
        url = web.on("/a", feed(news(1)), feed(news(1), news(2)))
        furnish(home, {"a": url}, mail=case.mailbox.port, webhook=f"http://127.0.0.1:{port}/hook")
        engine = await stack.enter_async_context(engine_of(home))
        await run_once(engine, NOW)
        await run_once(engine, NOW + timedelta(hours=1))
        compose_due(engine, MORNING)
        yield engine


async def outcome(engine: Engine, channel_id: str, heal: Callable[[], None]) -> tuple[str, int]:
    """Deliver for three hours, healing on the way; return the message's end and how often it was tried."""
    minute = timedelta(minutes=1)
    for n in range(180):
        if n * minute == HEALED:
            heal()
        await deliver(engine, MORNING + n * minute)
    (mine,) = [
        one for one in engine.store.deliveries(channel_id=channel_id) if "undelivered" not in one.message.digest_id
    ]
    return mine.state, mine.attempts


async def _smtp(step: str, answer: str, expected: Outcome) -> None:
    case = Case(Mailbox(answers={step: answer}), Webhook())
    async with ready(case) as engine:
        state, attempts = await outcome(engine, "mail", case.mailbox.answers.clear)
    await _judge(state, attempts, len(case.mailbox.mails), expected)
    notices = sum(b"undelivered" in body or b"not delivered" in body for body in case.webhook.bodies)
    require(notices == (expected == "refused"), f"{notices} notices by Slack")


async def _slack(status: int, said: str, headers: dict[str, str], expected: Outcome) -> None:
    times = 1 if expected == "at once" else 1000
    case = Case(Mailbox(), Webhook(answers=[(status, said, headers)] * times))
    async with ready(case) as engine:
        state, attempts = await outcome(engine, "slack", case.webhook.answers.clear)
    mails = len(case.mailbox.mails)
    require(mails == 1 + (expected == "refused"), f"{mails} mails")
    await _judge(state, attempts, int(state == "delivered"), expected)


async def _judge(state: str, attempts: int, accepted: int, expected: Outcome) -> None:
    if expected == "refused":
        require(
            (state, attempts, accepted) == ("failed", 1, 0), f"{state} after {attempts} tries, {accepted} arrived"
        )
    elif expected == "at once":
        require((state, attempts) == ("delivered", 1), f"{state} after {attempts} tries")
    else:
        require(state == "delivered", f"{state} after {attempts} tries")
        require(attempts > 1, "it was not refused at all")
        require(accepted == 1, f"{accepted} arrived")


async def _drop(*, accept: bool) -> int:
    """Let the line drop after the final dot, the mail taken or not; return how many were taken in the end."""
    taken: list[bytes] = []
    dropped: list[int] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"EHLO":
                writer.write(b"250 here\r\n")
            elif word == b"DATA":
                writer.write(b"354 go on\r\n")
                mail = await reader.readuntil(b"\r\n.\r\n")
                if not dropped:
                    dropped.append(1)
                    taken.extend([mail] * accept)
                    return
                taken.append(mail)
                writer.write(b"250 taken\r\n")
            elif word == b"QUIT":
                writer.write(b"221 bye\r\n")
                return
            else:
                writer.write(b"250 ok\r\n")

    async with ready(Case(Mailbox(), Webhook(), mail_talk=talk)) as engine:
        state, _ = await outcome(engine, "mail", lambda: None)
    require(state == "delivered", f"{state} after the line dropped")
    ids = {mail.partition(b"Message-ID: ")[2].partition(b"\r\n")[0] for mail in taken}
    require(len(ids) == 1, "the copy has another Message-ID")
    return len(taken)


async def _nonsense(first: bytes) -> None:
    """Let the mail server say something that is no SMTP: it is tried again, and nobody hangs."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        await writer.drain()
        await reader.read(100)

    async with ready(Case(Mailbox(), Webhook(), mail_talk=talk)) as engine:
        state, attempts = await outcome(engine, "mail", lambda: None)
    require(state == "waiting", f"{state} after nonsense")
    require(attempts > 2, f"{attempts} tries")


async def _hung_slack() -> None:
    async def talk(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")

    async with ready(Case(Mailbox(), Webhook(), slack_talk=talk)) as engine:
        state, attempts = await outcome(engine, "slack", lambda: None)
    require((state, attempts > 2) == ("waiting", True), f"{state} after {attempts} tries")


def smtp(_world: World) -> str:
    """Try every refusal of a mail server."""

    async def all_of_them() -> tuple[int, int]:
        for name, (step, answer, expected) in SMTP_ANSWERS.items():
            await _named(name, _smtp(step, answer, expected))
        for first in (b"\x00\xff garbage\r\n", b"200 HTTP/1.1 hello\r\n", b"", b"554 5.7.1 go away\r\n"):
            await _named(repr(first), _nonsense(first))
        return await _drop(accept=True), await _drop(accept=False)

    step, email.STEP = email.STEP, 2.0
    try:
        taken, not_taken = asyncio.run(all_of_them())
    finally:
        email.STEP = step
    require(taken <= 2, f"{taken} copies after a line dropped on a mail that was taken")
    require(not_taken == 1, f"{not_taken} copies after a line dropped on a mail that was not")
    kinds = len(SMTP_ANSWERS) + 6
    return f"{kinds} kinds as promised; line dropped after the dot: {taken} copies when taken, {not_taken} when not"


def slack(_world: World) -> str:
    """Try every refusal of Slack."""

    async def all_of_them() -> None:
        for name, (status, said, headers, expected) in SLACK_ANSWERS.items():
            await _named(name, _slack(status, said, headers, expected))
        await _named("hung up", _hung_slack())

    asyncio.run(all_of_them())
    return f"{len(SLACK_ANSWERS) + 1} kinds as promised"


async def _named(name: str, case: Awaitable[None]) -> None:
    try:
        await case
    except AssertionError as wrong:
        raise type(wrong)(f"{name}: {wrong}") from wrong
