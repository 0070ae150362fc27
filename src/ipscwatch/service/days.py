"""When a digest is due: one for each local day, whatever clock, summer time, sleep or restart do.

A day's instant is the first valid moment at or after the set local time: in a spring gap the moment the clock
jumps to, in an autumn fold the first of the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ipscwatch.model.digest import DAYS, DigestSchedule

LOOK_BACK = timedelta(days=8)
"""Further back than any schedule's longest pause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDay:
    """A digest that should be composed now, for this local day."""

    local_on: date
    at: datetime


def instant(on: date, at: time, zone: str) -> datetime:
    """Return the UTC moment of a local time, moved to the end of the gap where it does not exist."""
    tz = ZoneInfo(zone)
    local = datetime.combine(on, at, tzinfo=tz)
    back = local.astimezone(UTC).astimezone(tz)
    if back.replace(tzinfo=None) == local.replace(tzinfo=None):
        return local.astimezone(UTC)
    return _end_of_gap(local.astimezone(UTC), tz)


def due_day(schedule: DigestSchedule, last_on: date | None, started_at: datetime, now: datetime) -> DueDay | None:
    """Return the local day whose digest is due and not made yet; days missed before it are caught up by it.

    `last_on` is the local day of the schedule's last digest, `started_at` when the watcher first ran here: a
    schedule's first digest is the first whose time comes after that.
    """
    zone = ZoneInfo(schedule.zone)
    day = now.astimezone(zone).date()
    earliest = day - LOOK_BACK
    while day >= earliest:
        if DAYS[day.weekday()] in schedule.days:
            at = instant(day, schedule.at, schedule.zone)
            if at <= now:
                fresh = last_on < day if last_on is not None else at >= started_at
                return DueDay(local_on=day, at=at) if fresh else None
        day -= timedelta(days=1)
    return None


def next_day(schedule: DigestSchedule, last_on: date | None, started_at: datetime) -> DueDay:
    """Return the local day whose digest comes next, whether its time has come or not."""
    day = last_on + timedelta(days=1) if last_on else started_at.astimezone(ZoneInfo(schedule.zone)).date()
    while True:
        at = instant(day, schedule.at, schedule.zone)
        if DAYS[day.weekday()] in schedule.days and (last_on is not None or at >= started_at):
            return DueDay(local_on=day, at=at)
        day += timedelta(days=1)


def _end_of_gap(around: datetime, tz: ZoneInfo) -> datetime:
    """Return the moment the UTC offset changes, to the second, within a day of `around`."""
    low, high = around - timedelta(hours=3), around + timedelta(hours=3)
    before = low.astimezone(tz).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if middle.astimezone(tz).utcoffset() == before else (low, middle)
    return high.replace(microsecond=0)
