"""Homes for the service's tests: feeds of a loopback web, a mail server, a webhook, and digests as wanted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from tests.web import page

from ipscwatch import channels, sources
from ipscwatch.config import load
from ipscwatch.model.settings import Settings
from ipscwatch.service.engine import Engine, opened
from ipscwatch.store import Store

NOW = datetime(2026, 5, 20, 0, 30, tzinfo=UTC)
"""09:30 in Tokyo."""

TERMS = """\
[[subject]]
id = "amchepry"
kind = "product"
name = "Amchepry"
names = ["Amchepry", "アムシェプリ", "raguneprocel"]
watched = true

[[term]]
id = "amchepry"
label = "Amchepry"
subject = "amchepry"
topic = "amchepry"
severity = "high"
"""
MAIN = """\
[polling]
contact = "watch@example.org"
host_gap = "0s"

[[channel]]
id = "files"
kind = "file"

{channels}
[[digest]]
id = "daily"
at = "{at}"
channels = [{named}]

[upkeep]
backups = {backups}

{more}
"""
MAIL = """\
[[channel]]
id = "mail"
kind = "email"
host = "127.0.0.1"
port = {port}
tls = "none"
sender = "ipscwatch <watch@example.org>"
to = [{to}]
"""
SLACK = """\
[[channel]]
id = "slack"
kind = "slack"
webhook = {{ file = "config/webhook" }}
allow_host = "127.0.0.1"
"""
SOURCE = """\
[[source]]
id = "{id}"
name = "The {id}"
kind = "feed"
url = "{url}"
tier = 3
language = "en"
interval = "1m"
quiet_after = "365d"
allow_private = true
"""


def furnish(
    home: Path,
    feeds: Mapping[str, str],
    *,
    at: str = "08:00",
    mail: int | None = None,
    to: tuple[str, ...] = ("analyst@example.org",),
    webhook: str | None = None,
    files: bool = True,
    backups: int = 0,
    more: str = "",
) -> None:
    """Write a home that polls these feeds (address by source id) and tells files, a mail server and a webhook."""
    config = home / "config"
    config.mkdir(parents=True, exist_ok=True)
    named, made = ["files"] * files, []
    if mail:
        named.append("mail")
        made.append(MAIL.format(port=mail, to=", ".join(f'"{one}"' for one in to)))
    if webhook:
        named.append("slack")
        made.append(SLACK.format())
        secret = config / "webhook"
        secret.touch(mode=0o600)
        secret.write_text(webhook)
    listed = ", ".join(f'"{name}"' for name in named)
    main = MAIN.format(channels="\n".join(made), named=listed, at=at, backups=backups, more=more)
    (config / "ipscwatch.toml").write_text(main, encoding="utf-8")
    listed = "\n".join(SOURCE.format(id=name, url=url) for name, url in feeds.items())
    (config / "sources.toml").write_text(listed, encoding="utf-8")
    (config / "terms.toml").write_text(TERMS, encoding="utf-8")


def settings_of(home: Path) -> Settings:
    """Load a home's configuration."""
    return load(home, kinds=sources.kinds(), channels=channels.kinds(), environ={})


@asynccontextmanager
async def engine_of(home: Path, now: datetime = NOW) -> AsyncIterator[Engine]:
    """Open a home's doors."""
    async with opened(settings_of(home), now) as engine:
        yield engine


def feed(*entries: tuple[str, str], etag: str = "") -> bytes:
    """Return an answer with an RSS feed of (title, text) entries, each named after its title, an hour old."""
    stamp = (NOW - timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    items = "".join(
        f"<item><title>{escape(title)}</title><description>{escape(text)}</description>"
        f"<guid isPermaLink='false'>{escape(title)}</guid><pubDate>{stamp}</pubDate></item>"
        for title, text in entries
    )
    body = f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>"
    media_type = "application/rss+xml; charset=utf-8"
    return page(body, media_type=media_type, etag=etag) if etag else page(body, media_type=media_type)


def news(n: int) -> tuple[str, str]:
    """Return an entry that mentions a watch term and is like no other."""
    return (
        f"Amchepry {WORDS[n % len(WORDS)]} {n}",
        f"On day {n} the treatment Amchepry was {WORDS[n % len(WORDS)]}.",
    )


WORDS = ("discussed", "shipped", "studied", "reviewed", "presented", "questioned", "praised", "explained")


def stored_titles(home: Path) -> list[str]:
    """Return the titles of all items, in order."""
    with Store.open(home / "state" / "ipscwatch.db", create=False, readonly=True) as store:
        return sorted(str(item["title"]) for item in store.export("items"))
