"""Our normalised record of an entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ipscwatch.model.source import Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of one source, normalised; the unit in which everything is matched, grouped and stored."""

    item_id: str
    """16 hex digits, made from the source and the first key it was seen under; it never changes."""
    source_id: str
    keys: tuple[str, ...]
    """How it may be recognised again: ``id:…``, ``url:…`` (canonical) and ``hash:…`` (title and text)."""
    url: str | None
    title: str
    text: str
    """Summary and full text, without the title; plain text, paragraphs parted by a blank line."""
    language: str | None
    outlet: str
    tier: Tier
    published_at: datetime | None
    """As stated by the source and believed; None when unknown, never «now»."""
    received_at: datetime
    """When it was first seen."""
    content_hash: str
    authors: tuple[str, ...] = ()
    zone: str = "UTC"
    """IANA zone of its source: «today» in the text is today there."""

    @property
    def dated_at(self) -> datetime:
        """The time to sort by: as published, else as received."""
        return self.published_at or self.received_at

    @property
    def published_on(self) -> date | None:
        """The calendar day it was published on, where its source is; None when unknown."""
        return self.published_at.astimezone(ZoneInfo(self.zone)).date() if self.published_at else None

    @property
    def full_text(self) -> str:
        """The text that is matched and quoted from: the title, a blank line, the text."""
        return f"{self.title}\n\n{self.text}" if self.text else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownItem:
    """What the store remembers of an item, as far as recognising it again needs."""

    item_id: str
    keys: tuple[str, ...]
    title: str
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An entry that was changed at its source: the item as it is now, and what changed in a sentence."""

    item: Item
    note: str
