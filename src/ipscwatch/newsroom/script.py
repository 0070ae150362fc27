"""The newsroom's script: which outlet publishes what, when, and what it tells of."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from importlib.resources import files

TOKYO = timezone(timedelta(hours=9), "JST")
DIGEST_AT = time(20, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing an outlet publishes."""

    outlet: str
    at: datetime
    title: str
    text: str
    number: int
    """Its place in the script; part of its address."""
    wire_id: str | None = None
    """A newswire's number, the same in both languages."""
    happening: str | None = None
    """What it tells of; None: it must never be told."""

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.wire_id or f"{self.at:%Y%m%d}-{self.number}"


def pieces() -> tuple[Piece, ...]:
    """Return the whole script in the order it is written."""
    raw = tomllib.loads((files("ipscwatch.newsroom") / "world" / "script.toml").read_text(encoding="utf-8"))
    return tuple(
        Piece(
            outlet=entry["outlet"],
            at=entry["at"],
            title=entry["title"],
            text=entry["text"],
            number=number,
            wire_id=entry.get("id"),
            happening=entry.get("happening"),
        )
        for number, entry in enumerate(raw["entry"], 1)
    )


DAYS: tuple[date, ...] = (
    date(2026, 2, 12),
    date(2026, 2, 13),
    date(2026, 2, 19),
    date(2026, 2, 20),
    date(2026, 3, 6),
    date(2026, 5, 13),
    date(2026, 5, 20),
)
"""The days the newsroom replays; the first is what stands there when the watcher first looks."""
