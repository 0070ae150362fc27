"""Several days of 2026 in some seconds: the outlets publish, the watcher polls, digests and sends, as it does live.

Only the clock and the addresses are the newsroom's; the flow, the store, the digest and the channels are real.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

from ipscwatch import channels, sources
from ipscwatch.config import load
from ipscwatch.model.digest import Digest, Language
from ipscwatch.model.settings import Settings
from ipscwatch.newsroom import press, prices, registry
from ipscwatch.newsroom.home import furnish
from ipscwatch.newsroom.mail import Mailbox, receiving
from ipscwatch.newsroom.mishaps import Mishap, mishaps
from ipscwatch.newsroom.script import DAYS, TOKYO, Piece, pieces
from ipscwatch.newsroom.web import SLACK_PATH, Web, serving
from ipscwatch.service.composing import compose_due
from ipscwatch.service.engine import opened
from ipscwatch.service.run import RunReport, run_once
from ipscwatch.service.sending import deliver

SLACK_SECRET = "newsroom-key"  # noqa: S105  # the newsroom's own endpoint; the demo shows that it appears nowhere
POLLED_AT = (time(9, 30), time(14, 30), time(19, 50))
DIGEST_AT = time(20, 1)

PRINTERS: Mapping[str, tuple[str, str, press.Printer]] = {
    "ministry": ("news.rdf", "ja", press.rdf_of_a_ministry),
    "agency": ("news.rdf", "ja", press.rdf),
    "council": ("list.html", "ja", press.council_table),
    "minister": ("list.html", "ja", press.list_page),
    "notices": ("list.html", "ja", press.list_page),
    "sumitomo_ja": ("news.xml", "ja", press.rss),
    "sumitomo_en": ("list.html", "en", press.list_page),
    "cuorips": ("list.html", "ja", press.list_page),
    "wire_ja": ("news.xml", "ja", press.rss),
    "wire_en": ("news.xml", "en", press.rss),
    "atom_en": ("news.atom", "en", press.atom),
    "trade": ("news.xml", "ja", press.rss_shift_jis),
    "korea": ("news.xml", "ko", press.rss),
    "foreign": ("news.atom", "en", press.atom),
    "clinic": ("news.xml", "en", press.rss),
    "noise": ("news.xml", "en", press.rss),
    "society": ("list.html", "ja", press.list_page_shift_jis),
}
"""By outlet: the file its pieces are listed in, its language, and how it prints them."""


@dataclass(slots=True, kw_only=True)
class Day:
    """One replayed day: what the polls did, the digest made, and how many messages were delivered."""

    on: date
    reports: list[RunReport] = field(default_factory=list)
    digests: tuple[Digest, ...] = ()
    delivered: int = 0


@dataclass(slots=True, kw_only=True)
class Replay:
    """Everything that happened, for the check and for the reader."""

    home: Path
    settings: Settings
    days: list[Day]
    mails: list[tuple[list[str], bytes]]
    payloads: list[dict[str, object]]
    refusals: list[str]
    requests: list[tuple[str, int]]


Progress = Callable[[Day], None]


@contextmanager
def world() -> Iterator[tuple[Web, Mailbox]]:
    """Open the newsroom's web and mail server for as long as the block runs."""
    with serving() as web, receiving() as mailbox:
        yield web, mailbox


async def replay(home: Path, *, language: Language = "en", progress: Progress | None = None) -> Replay:
    """Replay all days on this home, whatever it holds already, with digests in this language."""
    with world() as (web, mailbox):
        webhook = f"{web.origin}{SLACK_PATH}T000/B000/{SLACK_SECRET}"
        furnish(home, origin=web.origin, smtp_port=mailbox.port, webhook=webhook, language=language)
        settings = load(home, kinds=sources.kinds(), channels=channels.kinds(), environ={})
        days = []
        for on in DAYS:
            day = await _replay_day(settings, web, on)
            days.append(day)
            if progress is not None:
                progress(day)
        keep(home, mailbox, web)
    return Replay(
        home=home,
        settings=settings,
        days=days,
        mails=mailbox.mails,
        payloads=web.payloads,
        refusals=web.refusals,
        requests=web.requests,
    )


async def _replay_day(settings: Settings, web: Web, on: date) -> Day:
    """Poll three times, then make and send the digest; each day is a start of its own, as after a restart."""
    day = Day(on=on)
    async with opened(settings, _moment(on, POLLED_AT[0])) as engine:
        for at in POLLED_AT:
            now = _moment(on, at)
            publish(web, now)
            day.reports.append(await run_once(engine, now))
        now = _moment(on, DIGEST_AT)
        day.digests = compose_due(engine, now)
        day.delivered = await deliver(engine, now)
    return day


def publish(web: Web, now: datetime) -> None:
    """Put on the web what every outlet has published by now."""
    by_outlet: dict[str, list[Piece]] = {}
    for piece in pieces():
        if piece.at <= now or piece.at.year > now.year:
            by_outlet.setdefault(piece.outlet, []).append(piece)
    for outlet, listed in by_outlet.items():
        name, language, printer = PRINTERS[outlet]
        base = f"{web.origin}/{outlet}"
        newest_first = sorted(listed, key=lambda piece: piece.at, reverse=True)
        web.pages[f"/{outlet}/{name}"] = printer(base, language, newest_first)
        for piece in listed:
            web.pages[f"/{outlet}/{piece.slug}"] = press.article(language, piece)
    if (studies := registry.page(now)) is not None:
        web.pages[registry.PATH] = studies
    web.pages.update(prices.pages(web.origin, now))
    for mishap in mishaps():
        if mishap.lasts(now):
            _befall(web, f"/{mishap.outlet}/{PRINTERS[mishap.outlet][0]}", mishap)


def _befall(web: Web, path: str, mishap: Mishap) -> None:
    page = mishap.change(web.pages[path]) if path in web.pages else None
    if page is None:
        web.pages.pop(path, None)
    else:
        web.pages[path] = page


def keep(home: Path, mailbox: Mailbox, web: Web) -> None:
    """Write every mail and Slack payload that arrived below the home's state folder, for the reader to open."""
    mails, payloads = home / "state" / "received" / "mail", home / "state" / "received" / "slack"
    for folder in (mails, payloads):
        folder.mkdir(parents=True, exist_ok=True)
    for number, (_, message) in enumerate(mailbox.mails, 1):
        (mails / f"{number:02}.eml").write_bytes(message)
    for number, payload in enumerate(web.payloads, 1):
        text = json.dumps(payload, ensure_ascii=False, indent=1)
        (payloads / f"{number:02}.json").write_text(text, encoding="utf-8")


def _moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, tzinfo=TOKYO).astimezone(UTC)
