"""A source: what to poll, how, how often, and what is known of its last polls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

Tier = Literal[1, 2, 3, 4, 5, 6]
"""Who speaks: 1 regulator, gazette or registry; 2 company release or statutory disclosure; 3 journal,
newswire, newspaper, broadcaster or university; 4 trade press, investor news or official mirror;
5 aggregator, blog or repository; 6 clinic, medical tourism or promotion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A configured thing we poll, as ``config/sources.toml`` describes it."""

    source_id: str
    name: str
    kind: str
    url: str
    tier: Tier
    outlet: str
    """Who publishes it, as a reader knows them; the name when nothing else is said."""
    language: str | None = None
    """BCP 47 primary subtag, such as ``ja``; None when it differs by entry."""
    zone: str = "UTC"
    """IANA zone in which the source writes times that carry none."""
    interval: timedelta = timedelta(hours=1)
    """The usual time between polls; servers may ask for more, never for less."""
    quiet_after: timedelta | None = None
    """How long without a new entry is still normal; None: learned from its rhythm."""
    topic: str | None = None
    enabled: bool = True
    reason: str = ""
    """Why it is disabled."""
    follow: bool = False
    """Fetch every entry's linked page, not only those that mention a watch term."""
    allow_private: bool = False
    """May live on a loopback or private address."""
    robots: bool = True
    """Obey robots.txt (RFC 9309)."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Request headers to add; they may hold a secret, so no repr shows them."""
    options: object = None
    """The options of its kind, an instance of ``SourceKind.options``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask «has it changed?» with (RFC 9110, 8.8), and a hash of the body it came with."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    at: str | None = None
    """Where redirects had led to when they were given; None: they are of the address itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsFile:
    """What an origin's robots.txt said (RFC 9309), kept so that a restart need not ask for it again."""

    origin: str
    """Such as ``https://www.example.org``."""
    text: str | None
    """None: it has none, so that all may be read."""
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadPage:
    """The page behind an item that was asked for and did not come: it is asked for again."""

    item_id: str
    tries: int
    next_try_at: datetime


Health = Literal["new", "ok", "failing", "silent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is remembered of a source between polls."""

    source_id: str
    added_at: datetime | None = None
    """When it was first polled with success: its baseline. None before that."""
    next_poll_at: datetime | None = None
    """When it is due; None: at once."""
    last_polled_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    """When an entry was last seen for the first time."""
    failing_since_at: datetime | None = None
    failures: int = 0
    """Failed polls in a row."""
    last_error: str | None = None
    last_error_kind: str | None = None
    """The class of the last error, such as ``BlockedError``."""
    entries: int | None = None
    """How many entries the last good poll read."""
    rhythm: timedelta | None = None
    """The learned time between new entries."""
    silent_since_at: datetime | None = None
    told_at: datetime | None = None
    """When its present trouble was last told in a digest."""
    warnings: tuple[str, ...] = ()
    """What was wrong with what the last good poll read, though it could be read; one sentence each."""
    moved_to: str | None = None
    """Where the source says it is for good now: permanent redirects (301, 308) led there."""
    language: str | None = None
    """What nearly all entries of the last good poll were written in; None when they differ."""
    validators: Mapping[str, Validators] = field(default_factory=dict)
    """By address."""
    unread: tuple[UnreadPage, ...] = ()
    """Pages behind its items that are still to be read."""

    @property
    def health(self) -> Health:
        """Say in one word how the source is."""
        if self.failing_since_at is not None:
            return "failing"
        if self.silent_since_at is not None:
            return "silent"
        return "ok" if self.added_at is not None else "new"
