"""Each local day has exactly one digest, whatever the zone's clock does."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from ipscwatch.model.digest import DigestSchedule
from ipscwatch.service.days import due_day, instant

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def schedule(at: time, zone: str, days: tuple[str, ...] | None = None) -> DigestSchedule:
    chosen = {"days": days} if days else {}
    return DigestSchedule(schedule_id="daily", at=at, zone=zone, **chosen)  # type: ignore[arg-type]  # test shorthand


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("at", [time(0, 0), time(2, 30), time(8, 0)])
def test_one_digest_for_each_local_date_over_three_years(zone: str, at: time) -> None:
    daily = schedule(at, zone)
    now = datetime(2025, 1, 1, tzinfo=UTC)
    made: list[date] = []
    while now < datetime(2028, 1, 1, tzinfo=UTC):
        due = due_day(daily, made[-1] if made else None, LONG_AGO, now)
        if due is not None:
            made.append(due.local_on)
            assert timedelta(0) <= now - due.at < timedelta(minutes=30) or len(made) == 1
        now += timedelta(minutes=30)
    expected = [made[0] + timedelta(days=n) for n in range(len(made))]
    assert made == expected
    assert len(made) in (1095, 1096)


def test_a_time_that_a_spring_gap_skips_becomes_the_end_of_the_gap() -> None:
    moment = instant(date(2026, 3, 29), time(2, 30), "Europe/Berlin")
    assert moment.astimezone(ZoneInfo("Europe/Berlin")).time() == time(3, 0)


def test_a_time_that_comes_twice_in_autumn_means_the_first() -> None:
    assert instant(date(2026, 10, 25), time(2, 30), "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_days_off_are_caught_up_by_one_digest() -> None:
    daily = schedule(time(8, 0), "Asia/Tokyo")
    back = datetime(2026, 3, 30, 3, 0, tzinfo=UTC)
    due = due_day(daily, date(2026, 3, 1), LONG_AGO, back)
    assert due is not None
    assert due.local_on == date(2026, 3, 30)
    assert due_day(daily, due.local_on, LONG_AGO, back) is None


def test_a_missed_evening_is_caught_up_the_next_morning_under_its_own_date() -> None:
    daily = schedule(time(20, 0), "Asia/Tokyo")
    morning = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)  # 07:00 on the 3rd in Tokyo
    due = due_day(daily, date(2026, 3, 1), LONG_AGO, morning)
    assert due is not None
    assert due.local_on == date(2026, 3, 2)


def test_the_first_digest_waits_for_its_time_after_the_first_start() -> None:
    daily = schedule(time(8, 0), "Asia/Tokyo")
    started = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)  # noon in Tokyo
    assert due_day(daily, None, started, started + timedelta(minutes=1)) is None
    due = due_day(daily, None, started, datetime(2026, 3, 2, 23, 0, tzinfo=UTC))
    assert due is not None
    assert due.local_on == date(2026, 3, 3)


def test_only_the_chosen_days_have_a_digest() -> None:
    weekly = schedule(time(8, 0), "Asia/Tokyo", ("mon",))
    sunday = datetime(2026, 3, 8, 3, 0, tzinfo=UTC)
    due = due_day(weekly, None, LONG_AGO, sunday)
    assert due is not None
    assert due.local_on == date(2026, 3, 2)
    assert due_day(weekly, date(2026, 3, 2), LONG_AGO, sunday) is None


def test_a_clock_set_back_makes_no_second_digest() -> None:
    daily = schedule(time(8, 0), "Asia/Tokyo")
    assert due_day(daily, date(2026, 3, 9), LONG_AGO, datetime(2026, 3, 8, 3, 0, tzinfo=UTC)) is None
