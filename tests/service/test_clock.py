"""A clock that is set back does not put the service to sleep."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from ipscwatch.service.serve import bring_forward

NOW = datetime(2026, 5, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (NOW + timedelta(days=1), NOW),
        (NOW - timedelta(seconds=20), NOW + timedelta(days=1)),
        (NOW - timedelta(days=1), NOW + timedelta(days=1)),
    ],
    ids=["set back by a day", "running as it should", "set forward"],
)
async def test_jobs_are_brought_forward_when_the_clock_was_set_back(before: datetime, expected: datetime) -> None:
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.start(paused=True)
    try:
        scheduler.add_job(
            lambda: None, IntervalTrigger(seconds=20), id="poll", next_run_time=NOW + timedelta(days=1)
        )
        bring_forward(scheduler, before, NOW)
        assert scheduler.get_job("poll").next_run_time == expected
    finally:
        scheduler.shutdown(wait=False)
