"""The next poll follows what the server says, within the source's bounds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.conftest import NOW, source_for

from ipscwatch.fetch.freshness import after_failure, fresh_for, http_date, next_poll, retry_after
from ipscwatch.model.document import Failure
from ipscwatch.model.source import Source

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def source(interval: timedelta = HOUR) -> Source:
    return source_for("https://news.test/", interval=interval)


def failure(*, transient: bool = True, retry_after: float | None = None) -> Failure:
    return Failure(
        source_id="test",
        kind="FetchError",
        message="m",
        failed_at=NOW,
        transient=transient,
        retry_after=retry_after,
    )


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": "public, Max-Age=600, must-revalidate"}, 600),
        ({"cache-control": 'max-age="600"'}, 600),
        ({"cache-control": "s-maxage=600"}, 0),
        ({"cache-control": "x-max-age=600"}, 0),
        ({"cache-control": "max-age=-1"}, 0),
        ({"cache-control": "max-age=soon"}, 0),
        ({"cache-control": "no-cache, max-age=600"}, 0),
        ({"cache-control": "no-store", "expires": "Wed, 20 May 2026 09:00:00 GMT"}, 0),
        ({"cache-control": "max-age=600", "age": "500"}, 100),
        ({"cache-control": "max-age=600", "age": "700"}, 0),
        ({"cache-control": "max-age=600", "age": "x"}, 600),
        ({"cache-control": "max-age=600", "expires": "Wed, 20 May 2026 09:00:00 GMT"}, 600),
        ({"cache-control": "max-age=999999999999"}, 366 * 86400),
        ({"expires": "Wed, 20 May 2026 09:00:00 GMT"}, 3600),
        ({"expires": "Wed, 20 May 2026 09:00:00 GMT", "date": "Wed, 20 May 2026 08:30:00 GMT"}, 1800),
        ({"expires": "Wed, 20 May 2026 07:00:00 GMT"}, 0),
        ({"expires": "0"}, 0),
        ({"expires": "-1"}, 0),
        ({"expires": "Wednesday, 20-May-26 09:00:00 GMT"}, 3600),
        ({"expires": "Wed May 20 09:00:00 2026"}, 3600),
    ],
)
def test_an_answer_says_how_long_it_stays_fresh(headers: dict[str, str], seconds: int) -> None:
    assert fresh_for(headers, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("headers", "ttl", "interval", "wait"),
    [
        ({}, None, HOUR, HOUR),
        ({"cache-control": "max-age=60"}, None, HOUR, HOUR),
        ({"cache-control": "max-age=7200"}, None, HOUR, 2 * HOUR),
        ({"cache-control": "max-age=604800"}, None, HOUR, DAY),
        ({"cache-control": "max-age=604800"}, None, 3 * DAY, 3 * DAY),
        ({}, 3 * HOUR, HOUR, 3 * HOUR),
        ({}, timedelta(minutes=5), HOUR, HOUR),
        ({"cache-control": "max-age=7200"}, 3 * HOUR, HOUR, 3 * HOUR),
        ({}, timedelta(days=400), HOUR, DAY),
    ],
)
def test_the_next_poll_is_as_late_as_anyone_asks_but_not_later_than_a_day(
    headers: dict[str, str], ttl: timedelta | None, interval: timedelta, wait: timedelta
) -> None:
    assert next_poll(source(interval), headers, ttl, NOW, jitter=0) == NOW + wait


@pytest.mark.parametrize(
    ("failures", "transient", "asked", "wait"),
    [
        (1, True, None, HOUR / 4),
        (2, True, None, HOUR / 2),
        (4, True, None, 2 * HOUR),
        (8, True, None, DAY),
        (10_000, True, None, DAY),
        (1, False, None, HOUR),
        (2, False, None, 2 * HOUR),
        (6, False, None, DAY),
        (1, True, 60, HOUR / 4),
        (1, True, 7200, 2 * HOUR),
        (5, True, 60, 4 * HOUR),
        (1, True, 7 * 86400, DAY),
        (1, True, 1e30, DAY),
        (0, True, None, HOUR / 4),
    ],
)
def test_failures_back_off_to_a_day(failures: int, transient: bool, asked: float | None, wait: timedelta) -> None:
    failed = failure(transient=transient, retry_after=asked)
    assert after_failure(source(), failed, failures, NOW, jitter=0) == NOW + wait


def test_a_source_polled_less_than_daily_is_not_tried_less_often_for_failing() -> None:
    weekly = source(7 * DAY)
    assert after_failure(weekly, failure(), 1, NOW, jitter=0) == NOW + HOUR / 4
    assert after_failure(weekly, failure(), 50, NOW, jitter=0) == NOW + 7 * DAY


def test_a_source_polled_every_few_minutes_is_tried_again_as_soon() -> None:
    assert after_failure(source(HOUR / 12), failure(), 1, NOW, jitter=0) == NOW + HOUR / 12


Intervals = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=30))


@given(
    interval=Intervals,
    age=st.integers(0, 10**9),
    ttl=st.none() | st.timedeltas(timedelta(), 400 * DAY),
    jitter=st.floats(0, 1),
)
def test_a_good_poll_is_never_followed_sooner_than_the_interval_nor_later_than_a_day(
    interval: timedelta, age: int, ttl: timedelta | None, jitter: float
) -> None:
    due = next_poll(source(interval), {"cache-control": f"max-age={age}"}, ttl, NOW, jitter=jitter)
    assert NOW + interval <= due <= NOW + max(interval, DAY)


@given(
    interval=Intervals,
    failures=st.integers(0, 500),
    asked=st.none() | st.floats(0, 1e12),
    jitter=st.floats(0, 1),
    transient=st.booleans(),
)
def test_a_failed_poll_is_followed_within_a_day_and_not_before_we_are_asked_back(
    interval: timedelta, failures: int, asked: float | None, jitter: float, transient: bool
) -> None:
    failed = failure(transient=transient, retry_after=asked)
    due = after_failure(source(interval), failed, failures, NOW, jitter=jitter)
    longest = max(interval, DAY)
    assert NOW + min(interval, HOUR / 4) <= due <= NOW + longest
    assert due >= NOW + min(timedelta(seconds=min(asked or 0, 10**8)), longest)


def test_jitter_is_drawn_when_none_is_given() -> None:
    times = {next_poll(source(), {}, None, NOW) for _ in range(20)} | {
        after_failure(source(), failure(), 1, NOW) for _ in range(20)
    }
    assert len(times) > 20


@given(at=st.integers(946_684_800, 3_786_912_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
def test_a_date_in_retry_after_is_as_many_seconds_away(at: datetime) -> None:
    written = {"retry-after": format_datetime(at, usegmt=True)}
    assert retry_after(written, NOW) == max((at - NOW).total_seconds(), 0)


@given(st.text(max_size=40) | st.text(alphabet="0123456789:, GMTWedMay-+", max_size=40))
def test_any_header_is_read_or_passed_over(value: str) -> None:
    headers = dict.fromkeys(("retry-after", "expires", "date", "age", "cache-control"), value)
    assert fresh_for(headers, NOW) >= timedelta()
    assert (retry_after(headers, NOW) or 0) >= 0
    found = http_date(value)
    assert found is None or found.utcoffset() == timedelta()
