"""The world of the fault matrix: feeds, a mail server and a webhook on loopback that keep what they accepted."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import re
import shutil
import socket
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from tests.service.homes import furnish

from bench.faults import victim
from ipscwatch.newsroom.mail import Mailbox
from ipscwatch.newsroom.web import SLACK_PATH, Page, Web, serving
from ipscwatch.store import Store

BEGAN_AT = datetime(2026, 5, 20, 0, 0, tzinfo=UTC)
SPEED = 43_200.0
"""A day of the victim lasts two seconds, or longer on a crowded machine."""
FEEDS = ("a", "b", "c")
SLACK_KEY = re.compile(r"daily-\d{4}-\d\d-\d\d\.slack\.all\.\d+")


@dataclass
class World:
    """What is published, what arrived, and a victim on a home of its own."""

    web: Web
    mailbox: Hooked
    rng: random.Random
    home: Path
    published: dict[str, str] = field(default_factory=dict)
    """By token, the feed that carries it."""
    titles: dict[str, str] = field(default_factory=dict)
    began: float = field(default_factory=time.time)
    speed: float = SPEED
    feeds: tuple[str, ...] = FEEDS
    process: ForkServerProcess | None = None
    starts: list[float] = field(default_factory=list)
    """Seconds each start took."""

    def furnish(self, *, mail: bool = True, slack: bool = True, backups: int = 0, more: str = "") -> None:
        """Write a fresh home on the feeds."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        self.published.clear()
        self.mailbox.mails.clear()
        self.web.payloads.clear()
        self.began = time.time()
        self.speed = SPEED / crowding()  # a day must be long enough to tell it
        for name in self.feeds:
            self.reprint(name)
        webhook = f"{self.web.origin}{SLACK_PATH}T000/B000/key"
        furnish(
            self.home,
            {name: f"{self.web.origin}/{name}" for name in self.feeds},
            mail=self.mailbox.port if mail else None,
            webhook=webhook if slack else None,
            files=False,
            backups=backups,
            more=more,
        )

    def publish(self) -> str:
        """Put one more entry on a feed; return its token, a word that stands nowhere else."""
        token = f"zq{len(self.published):05}"
        self.published[token] = self.rng.choice(self.feeds)
        words = [self._word() for _ in range(40)]
        self.titles[token] = f"Amchepry {' '.join(words[:4])} {token}\n{' '.join(words[4:])}."
        self.reprint(self.published[token])
        return token

    def _word(self) -> str:
        letters = "bcdfghklmnprstvz", "aeiou"
        return "".join(self.rng.choice(letters[n % 2]) for n in range(self.rng.randint(4, 9)))

    def reprint(self, feed: str) -> None:
        """Publish a feed with all its entries."""
        items = []
        for token, carrier in self.published.items():
            if carrier == feed:
                title, text = self.titles[token].split("\n")
                items.append(
                    f"<item><title>{title}</title><description>{text}</description><guid>{token}</guid></item>"
                )
        body = f"<rss version='2.0'><channel><title>{feed}</title>{''.join(reversed(items))}</channel></rss>"
        self.web.pages[f"/{feed}"] = Page(body=body.encode(), content_type="application/rss+xml")

    # The victim

    def start(self, *, fault: str = "", **options: object) -> ForkServerProcess:
        """Start the service on this home."""
        log = self.home / "log.jsonl"
        words = [str(self.home), "--log", str(log), "--fault", fault, "--at", BEGAN_AT.isoformat()]
        words += ["--began", str(self.began)]
        options.setdefault("speed", self.speed)
        for name, value in options.items():
            words += [f"--{name}", str(value)]
        context = multiprocessing.get_context("forkserver")
        self.process = context.Process(target=victim.main, args=(words,))
        before = self.said("started")
        at = time.monotonic()
        self.process.start()
        while self.said("started") == before and self.process.is_alive():
            require(time.monotonic() - at < 60 * crowding(), "it did not start within a minute")
            time.sleep(0.01)
        self.starts.append(time.monotonic() - at)
        return self.process

    def said(self, event: str) -> int:
        """Return how often the victims logged an event."""
        log = self.home / "log.jsonl"
        return log.read_text(encoding="utf-8").count(f'"event": "{event}"') if log.exists() else 0

    def kill(self, *, check: bool = True) -> None:
        """End the victim as a power cut does, and see that the database is whole."""
        if self.process is not None:
            self.process.kill()
            self.process.join(10)
        if check:
            self.require_whole()

    def stop(self) -> float:
        """End the victim as a service manager does; return how many seconds it took."""
        process, at = self.process, time.monotonic()
        require(process is not None, "nothing runs")
        if process is not None:
            process.terminate()
            process.join(12 * crowding())
            require(process.exitcode == 0, f"SIGTERM ended it with {process.exitcode}")
        return time.monotonic() - at

    def require_whole(self) -> None:
        """Raise where the database is not whole."""
        path = self.home / "state" / "ipscwatch.db"
        if path.exists() and path.stat().st_size:
            with Store.open(path) as store:
                require(store.check() == (), "the database is not whole")

    def settle(self, seconds: float = 60) -> None:
        """Let the victim run until everything published is stored, told and delivered."""
        process = self.start()
        until = time.monotonic() + seconds * crowding()
        while (left := self._open_ends()) and time.monotonic() < until:
            require(process.is_alive(), f"the service ended: {(self.home / 'log.jsonl').read_text()[-2000:]}")
            time.sleep(0.1)
        require(not left, f"not settled: {left}")
        self.stop()
        self.require_whole()

    def _open_ends(self) -> str:
        path = self.home / "state" / "ipscwatch.db"
        if not path.exists():
            return "no database"
        with Store.open(path, create=False, readonly=True) as store:
            counts = store.counts()
            last = store.last_digest("daily")
            if counts["items"] < len(self.published):
                return f"{counts['items']} of {len(self.published)} items"
            newest = store.newest_change("story_new", "story_grew", "source_added")
            if newest and (last is None or last.upto < (newest.change_id or 0)):
                return "the last digest is still to come"
            if counts.get("messages_waiting", 0) or counts.get("messages_sending", 0):
                return "messages wait"
        return ""

    # What arrived

    def mails(self) -> Counter[str]:
        """Return how often each Message-ID was accepted."""
        return Counter(
            str(message_from_bytes(raw, policy=policy.default)["Message-ID"]) for _, raw in self.mailbox.mails
        )

    def slack(self) -> Counter[str]:
        """Return how often each key was accepted."""
        found = (SLACK_KEY.search(json.dumps(payload)) for payload in self.web.payloads)
        return Counter(match[0] for match in found if match)

    def repeated(self) -> int:
        """Return how many copies too many arrived."""
        return sum((self.mails() + self.slack()).values()) - len(self.mails() + self.slack())

    def told_in(self, mails: Sequence[tuple[list[str], bytes]] | None = None) -> dict[str, set[str]]:
        """Return by token the digests whose mails (all that arrived, or these) carry it."""
        found: dict[str, set[str]] = {}
        for digest, text in self.texts(self.mailbox.mails if mails is None else mails):
            for token in set(re.findall(r"zq\d{5}", text)):
                found.setdefault(token, set()).add(digest)
        return found

    @staticmethod
    def texts(mails: Sequence[tuple[list[str], bytes]]) -> Iterator[tuple[str, str]]:
        """Yield the digest and the plain text of each mail."""
        for _, raw in mails:
            mail = message_from_bytes(raw, policy=policy.default)
            body: Any = mail.get_body(("plain",))
            yield str(mail["Message-ID"]).split(".")[0], body.get_content()


def nothing() -> None:
    """Do nothing."""


def free_port() -> int:
    """Return a loopback port nobody listens on, of those that the kernel gives to no outgoing connection."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def crowding() -> float:
    """Return how many processes want each processor of this machine: by so much everything takes longer."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


class Hooked(Mailbox):
    """A mail server at which something happens between taking a mail and answering."""

    before_answer: Callable[[], None]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Keep the mail, let it happen, answer."""
        said = await super().handle_DATA(server, session, envelope)
        self.before_answer()
        return said


@contextmanager
def world(seed: int) -> Iterator[World]:
    """Open the feeds, the mail server and the webhook."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(["bench.faults.victim"])
    with tempfile.TemporaryDirectory(prefix="faults-") as folder, serving() as web:
        mailbox = Hooked(port=free_port())
        mailbox.before_answer = nothing
        controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
        controller.start()
        try:
            opened = World(web=web, mailbox=mailbox, rng=random.Random(seed), home=Path(folder) / "home")
            yield opened
        finally:
            controller.stop()
            if opened.process is not None and opened.process.is_alive():
                opened.process.kill()


class Wrong(AssertionError):  # noqa: N818 - it is a finding of the matrix
    """What came of a fault is not what is promised."""


class Skipped(Exception):  # noqa: N818 - it is no error
    """This machine cannot do this fault."""


def require(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as an assertion
    """Raise `Wrong` where a promise does not hold."""
    if not holds:
        raise Wrong(otherwise)
