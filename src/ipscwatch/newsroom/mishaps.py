"""What goes wrong with the newsroom's outlets, as it does with real ones, and what a watcher must say of it."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import files

from ipscwatch.newsroom.web import Page

Change = Callable[[Page], Page | None]
"""A page as it should be to what is served in its place; None: nothing is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """What befalls an outlet's list for a while."""

    outlet: str
    kind: str
    since: datetime
    until: datetime | None = None
    told: str | None = None
    """What a digest must say of it; None: nothing, because it harms nobody."""

    def lasts(self, now: datetime) -> bool:
        """Say whether it is so at the moment."""
        return self.since <= now and (self.until is None or now < self.until)

    def change(self, page: Page) -> Page | None:
        """Return what is served in place of the page."""
        return CHANGES[self.kind](page)


def mishaps() -> tuple[Mishap, ...]:
    """Return all mishaps of the script."""
    raw = tomllib.loads((files("ipscwatch.newsroom") / "world" / "script.toml").read_text(encoding="utf-8"))
    return tuple(Mishap(**one) for one in raw["mishap"])


def _gone(_: Page) -> Page | None:
    return None


def _maintenance(_: Page) -> Page:
    """A notice with status 200, which a careless reader takes for the list."""
    body = (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>メンテナンスのお知らせ</title></head>'
        "<body><h1>ただいまメンテナンス中です</h1><p>サービスを一時停止しています。</p></body></html>"
    )
    return Page(body=body.encode(), content_type="text/html; charset=utf-8")


def _busy(_: Page) -> Page:
    """Too many requests: come back in six hours (RFC 6585, 4)."""
    return Page(body=b"slow down\n", content_type="text/plain", status=429, headers={"Retry-After": "21600"})


def _relaunched(page: Page) -> Page:
    """The same news in another layout: no selector of the old one finds them."""
    body = page.body.replace(b'<li class="news">', b'<div class="topics__item">').replace(b"</li>", b"</div>")
    return replace(page, body=body)


def _renumbered(page: Page) -> Page:
    """A new publishing system: every guid is another one, and every link carries what it is tracked by."""
    text = page.body.decode()
    text = re.sub(r'(<guid isPermaLink="false">)([^<]+)', lambda found: found[1] + _number(found[2]), text)
    text = re.sub(
        r"<item>(.*?)<link>([^<]+)</link>", r"<item>\1<link>\2?utm_source=rss&amp;utm_medium=feed</link>", text
    )
    return replace(page, body=text.encode())


def _number(guid: str) -> str:
    return f"post-{int(hashlib.sha256(guid.encode()).hexdigest()[:6], 16)}"


CHANGES: Mapping[str, Change] = {
    "gone": _gone,
    "maintenance": _maintenance,
    "busy": _busy,
    "relaunched": _relaunched,
    "renumbered": _renumbered,
}
