"""What the refusals of a mail server and of Slack share: a digest that waits for both, and what became of it."""

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

from bench.faults.world import require
from ipscwatch.service.composing import compose_due
from ipscwatch.service.engine import Engine
from ipscwatch.service.run import run_once
from ipscwatch.service.sending import deliver

MORNING = NOW + timedelta(hours=23)
HEALED = timedelta(minutes=50)
"""When the receiver is well again."""
Outcome = Literal["late", "refused", "at once", "waits"]
"""Accepted by a later try, never tried again, accepted by the first try, still tried after three hours."""
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Kind = Callable[[], Awaitable[Outcome]]
"""One kind of refusal: raises `Wrong` where its outcome is not as promised, and returns it."""


@dataclass(kw_only=True)
class Case:
    """One way to fail: how the mail server and the webhook behave, or a conversation of their own."""

    mailbox: Mailbox
    webhook: Webhook
    mail_talk: Talk | None = None
    slack_talk: Talk | None = None
    starttls: bool = False
    login: bool = False
    to: tuple[str, ...] = ("analyst@example.org",)
    edit: Callable[[str], str] = str
    """What is changed in ipscwatch.toml."""


@asynccontextmanager
async def ready(case: Case) -> AsyncIterator[Engine]:
    """Give an engine whose first digest, with a story, waits for both."""
    async with AsyncExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="refusals-")))
        web = await stack.enter_async_context(serving())
        if case.mail_talk is not None:
            case.mailbox.port = await stack.enter_async_context(raw_server(case.mail_talk))
        else:
            server = mail_server(case.mailbox, starttls=case.starttls, login=case.login)
            await stack.enter_async_context(server)
        port = await stack.enter_async_context(raw_server(case.slack_talk or case.webhook.talk))
        url = web.on("/a", feed(news(1)), feed(news(1), news(2)))
        furnish(home, {"a": url}, mail=case.mailbox.port, to=case.to, webhook=f"http://127.0.0.1:{port}/hook")
        main = home / "config" / "ipscwatch.toml"
        main.write_text(case.edit(main.read_text()))
        engine = await stack.enter_async_context(engine_of(home))
        await run_once(engine, NOW)
        await run_once(engine, NOW + timedelta(hours=1))
        compose_due(engine, MORNING)
        yield engine


async def outcomes(engine: Engine, channel_id: str, heal: Callable[[], object]) -> list[tuple[str, int]]:
    """Deliver for three hours, healing on the way; return the end of the channel's messages and their tries."""
    minute = timedelta(minutes=1)
    for n in range(180):
        if n * minute == HEALED:
            heal()
        await deliver(engine, MORNING + n * minute)
    found = reversed(engine.store.deliveries(channel_id=channel_id))
    return [(one.state, one.attempts) for one in found if "undelivered" not in one.message.digest_id]


def judge(ended: tuple[str, int], accepted: int, expected: Outcome) -> None:
    """Compare a message's end, its tries and how often it was accepted with what is promised."""
    (state, attempts), said = ended, f"{ended[0]} after {ended[1]} tries, {accepted} arrived"
    match expected:
        case "refused":
            require((state, attempts, accepted) == ("failed", 1, 0), said)
        case "at once":
            require((state, attempts, accepted) == ("delivered", 1, 1), said)
        case "late":
            require(state == "delivered" and attempts > 1 and accepted == 1, said)
        case "waits":
            require(state == "waiting" and attempts > 2 and accepted == 0, said)


async def tell_all(kinds: Mapping[str, Kind], runs: int) -> str:
    """Try every kind `runs` times; return one line for each with what came of it."""
    lines = []
    for name, kind in kinds.items():
        for _ in range(runs):
            try:
                came = await kind()
            except AssertionError as wrong:
                raise type(wrong)(f"{name}: {wrong}") from wrong
        lines.append(f"\n        {name}: {came}")
    return f"{len(kinds)} kinds, {runs} runs each, all as promised{''.join(lines)}"
