"""Digests of every size: split to what mail and Slack take, in order, every item told once."""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections import Counter
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from tests.channels.servers import Mailbox, Webhook, mail_server, raw_server
from tests.service.homes import NOW, engine_of, feed, furnish
from tests.web import serving

from bench.faults.world import World, require
from ipscwatch.newsroom.slack_rules import refusal
from ipscwatch.service.composing import compose_due
from ipscwatch.service.run import run_once
from ipscwatch.service.sending import deliver

SIZES = (0, 1, 50, 51, 500, 5000)
FEEDS = 5
LARGEST_MAIL, MOST_BLOCKS, LONGEST_SECTION = 90_000, 45, 2_900
TOKEN = re.compile(r"zq\d{5}")


def sizes(world: World, runs: int) -> str:
    """Send a digest of each of the first `runs` sizes, and one with a title of 10,000 characters."""
    parts = []
    for size in SIZES[:runs]:
        mails, messages = asyncio.run(_sent(world.home / str(size), _entries(size, world.rng)))
        parts.append(f"{size}: {mails} mails, {messages} Slack messages")
    asyncio.run(_sent(world.home / "long", [(f"Amchepry zq00000 {'and on ' * 1_500}", "A long title.")]))
    listed = "; ".join(parts)
    return f"{runs + 1} digests ({listed}; one title of 10,000 characters): each item once, in order, within limits"


def _entries(size: int, rng: random.Random) -> list[tuple[str, str]]:
    def words(n: int) -> str:
        return " ".join("".join(rng.choices("abcdefghiklmnoprstuvz", k=rng.randint(4, 9))) for _ in range(n))

    return [(f"Amchepry {words(5)} zq{n:05}", f"{words(25)}.") for n in range(size)]


async def _sent(home: Path, entries: list[tuple[str, str]]) -> tuple[int, int]:
    mailbox, webhook = Mailbox(), Webhook()
    async with serving() as web, mail_server(mailbox), raw_server(webhook.talk) as port:
        first = ("Before", "Nothing of note.")
        urls = {f"f{n}": web.on(f"/{n}", feed(first), feed(first, *entries[n::FEEDS])) for n in range(FEEDS)}
        furnish(home, urls, mail=mailbox.port, webhook=f"http://127.0.0.1:{port}/hook")
        async with engine_of(home) as engine:
            await run_once(engine, NOW)
            await run_once(engine, NOW + timedelta(hours=1))
            compose_due(engine, NOW + timedelta(days=1))
            await deliver(engine, NOW + timedelta(days=1))
    _check_mails(mailbox.read, len(entries))
    _check_messages([json.loads(body) for body in webhook.bodies], len(entries))
    return len(mailbox.mails), len(webhook.bodies)


def _check_mails(mails: list[EmailMessage], size: int) -> None:
    for kind in ("plain", "html"):
        told = Counter[str]()
        for mail in mails:
            body = mail.get_body((kind,))
            text = body.get_content() if body else ""
            require(kind == "plain" or len(text.encode()) < LARGEST_MAIL, f"a mail of {len(text.encode())} bytes")
            told.update(set(TOKEN.findall(text.partition("\n")[2])))
        wrong = {token: n for token, n in told.items() if n != 1}
        require(len(told) == size, f"{len(told)} of {size} items are in the {kind} mails")
        require(not wrong, f"told more than once: {wrong}")
    ids = [int(str(mail["Message-ID"]).split("@")[0].rpartition(".")[2]) for mail in mails]
    require(ids == list(range(1, len(mails) + 1)), f"the parts came as {ids}")


def _check_messages(payloads: list[dict[str, object]], size: int) -> None:
    told = Counter[str]()
    for payload in payloads:
        require(refusal(payload) is None, f"Slack would refuse it: {refusal(payload)}")
        blocks = payload["blocks"]
        assert isinstance(blocks, list)
        require(len(blocks) <= MOST_BLOCKS, f"{len(blocks)} blocks")
        lengths = [len(block["text"]["text"]) for block in blocks if block["type"] == "section" and "text" in block]
        require(max(lengths, default=0) <= LONGEST_SECTION, f"a section of {max(lengths, default=0)} characters")
        told.update(set(TOKEN.findall(json.dumps(blocks))))
    wrong = {token: n for token, n in told.items() if n != 1}
    require(len(told) == size, f"{len(told)} of {size} items are in the Slack messages")
    require(not wrong, f"told more than once on Slack: {wrong}")
