"""Daily copies of the database: made beside the work, kept in a bounded number, and texts that may go with age."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ipscwatch.model.settings import Upkeep
from ipscwatch.store import Store

NAME = re.compile(r"ipscwatch-(\d{8}T\d{6}Z)\.db")
STAMP = "%Y%m%dT%H%M%SZ"
EVERY = timedelta(hours=24)
STEPS = tuple(timedelta(days=days) for days in (1460, 1095, 730, 540, 365, 270, 180, 120, 90))
"""Ages from which texts are dropped, one after the other, until the database is small enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one round of upkeep did."""

    backup: Path | None = None
    dropped_backups: int = 0
    dropped_texts: int = 0


def look_after(path: Path, upkeep: Upkeep, schedules: Sequence[str], now: datetime) -> Kept:
    """Tidy the database at `path`, drop what may go, and make the day's backup if it is not made yet.

    Opens the database by itself, so that it can work in a thread of its own. `schedules` are the digests that must
    have told an item before its text goes.
    """
    with Store.open(path, create=False) as store:
        store.optimize()
        texts = _shrink(store, upkeep, schedules, now)
        made = backup(store, upkeep.folder, now) if _backup_due(upkeep, now) else None
    return Kept(backup=made, dropped_backups=_rotate(upkeep) if made else 0, dropped_texts=texts)


def backup(store: Store, folder: Path, now: datetime) -> Path:
    """Write a copy of the database into `folder`, named after the moment; return its path."""
    to = folder / f"ipscwatch-{now.astimezone(UTC):{STAMP}}.db"
    store.backup(to)
    return to


def existing(folder: Path) -> list[Path]:
    """Return the backups in `folder`, the oldest first; whatever else is there is left alone."""
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))
    return []


def made_at(path: Path) -> datetime:
    """Return when a backup was made, by its name."""
    found = NAME.fullmatch(path.name)
    return datetime.strptime(found[1], STAMP).replace(tzinfo=UTC) if found else datetime.min.replace(tzinfo=UTC)


def _backup_due(upkeep: Upkeep, now: datetime) -> bool:
    """Say whether the newest backup is a day old; one from the future was made while the clock was wrong."""
    past = [at for at in map(made_at, existing(upkeep.folder)) if at <= now]
    return upkeep.backups > 0 and (not past or max(past) <= now - EVERY)


def _rotate(upkeep: Upkeep) -> int:
    surplus = existing(upkeep.folder)[: -upkeep.backups]
    for path in surplus:
        path.unlink(missing_ok=True)
    return len(surplus)


def _shrink(store: Store, upkeep: Upkeep, schedules: Sequence[str], now: datetime) -> int:
    """Drop texts by age, then by size; return how many went."""
    dropped = store.prune(now - upkeep.texts, schedules=schedules).items if upkeep.texts else 0
    if upkeep.megabytes is None:
        return dropped
    for age in STEPS:
        if store.counts()["bytes"] <= upkeep.megabytes << 20:
            break
        if gone := store.prune(now - age, schedules=schedules).items:
            dropped += gone
            store.vacuum()
    return dropped
