"""A date field is read as its source meant it, or not at all: an unknown date is never now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipscwatch.text.dates import read_timestamp
from ipscwatch.text.timestamps import zone_of

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def at(raw: str, zone: str = "Asia/Tokyo") -> str | None:
    """Return what a field is read as, in UTC to the minute."""
    read = read_timestamp(raw, zone=zone, now=NOW).at
    return f"{read:%Y-%m-%d %H:%M}" if read else None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # RFC 822 and its neighbours
        ("Wed, 20 May 2026 09:00:00 +0900", "2026-05-20 00:00"),
        ("Wed, 20 May 2026 09:00:00 JST", "2026-05-20 00:00"),
        ("Wed, 20 May 2026 09:00:00 CEST", "2026-05-20 07:00"),
        ("Wed, 20 May 2026 09:00:00 EDT", "2026-05-20 13:00"),
        ("Wed, 20 May 26 09:00 GMT", "2026-05-20 09:00"),
        ("20 May 2026 09:00:00 -0000", "2026-05-20 09:00"),
        ("Wednesday, 20 May 2026 09:00:00 GMT+09:00", "2026-05-20 00:00"),
        ("Wed May 20 09:00:00 2026", "2026-05-20 00:00"),
        ("Wed May 20 09:00:00 +0000 2026", "2026-05-20 09:00"),
        ("Wed, 20 May 2026 09:00:00 Asia/Seoul", "2026-05-20 00:00"),
        ("Wed, 20 May 2026 23:59:60 GMT", "2026-05-20 23:59"),
        # W3CDTF and ISO 8601
        ("2026-05-20T09:00:00+09:00", "2026-05-20 00:00"),
        ("2026-05-20T09:00:00.123Z", "2026-05-20 09:00"),
        ("2026-05-20T09:00Z", "2026-05-20 09:00"),
        ("2026-05-20 09:00:00", "2026-05-20 00:00"),
        ("2026-05-20T24:00:00", "2026-05-20 15:00"),
        ("20260520T090000+0900", "2026-05-20 00:00"),
        ("2026-05-20", "2026-05-19 15:00"),
        ("20260520", "2026-05-19 15:00"),
        ("2026-140", "2026-05-19 15:00"),
        ("2026-05", "2026-04-30 15:00"),
        ("2026", "2025-12-31 15:00"),
        ("1779231600", "2026-05-19 23:00"),
        # as pages write it
        ("2026/05/20 09:00", "2026-05-20 00:00"),
        ("2026.5.20", "2026-05-19 15:00"),
        ("2026年5月20日", "2026-05-19 15:00"),
        ("２０２６年５月２０日（水）　９時３０分", "2026-05-20 00:30"),
        ("2026年5月20日 午後3時", "2026-05-20 06:00"),
        ("令和8年5月20日", "2026-05-19 15:00"),
        ("令和元年5月1日", "2019-04-30 15:00"),
        ("令和8年2月20日(金)9:48~10:02", "2026-02-20 00:48"),
        ("H27.11.26", "2015-11-25 15:00"),
        ("公開日時 2026/01/15 06:00", "2026-01-14 21:00"),
        ("掲載日：2026年5月19日", "2026-05-18 15:00"),
        ("2026年5月19日更新", "2026-05-18 15:00"),
        ("최종수정 2026.03.06. 오후 3:10", "2026-03-06 06:10"),
        ("2026年03月06日 09:00", "2026-03-06 00:00"),
        ("Feb. 13, 2026", "2026-02-12 15:00"),
        ("March 6, 2026 9:05 PM ET", "2026-03-07 02:05"),
        ("Posted on February 3rd, 2026", "2026-02-02 15:00"),
        ("Mar 10, 2026", "2026-03-09 15:00"),
        ("mardi 19 mai 2026", "2026-05-18 15:00"),
        ("20 mai 2026 à 10h00", "2026-05-20 01:00"),
        ("13. Februar 2026", "2026-02-12 15:00"),
        ("20/05/2026", "2026-05-19 15:00"),
        ("05/20/2026", "2026-05-19 15:00"),
        ("3月6日 09:00", "2026-03-06 00:00"),
        ("12月25日", "2025-12-24 15:00"),
        ("26/05/20", "2026-05-19 15:00"),
    ],
)
def test_a_field_is_read_in_the_zone_it_names_or_the_sources(raw: str, expected: str) -> None:
    assert at(raw) == expected


@pytest.mark.parametrize(
    ("raw", "zone", "expected"),
    [
        ("2026-05-20 09:00", "Europe/Paris", "2026-05-20 07:00"),
        ("2026-01-20 09:00", "Europe/Paris", "2026-01-20 08:00"),
        ("Tue, 19 May 2026 00:00:00 CST", "Asia/Shanghai", "2026-05-18 16:00"),
        ("Tue, 19 May 2026 00:00:00 CST", "America/Chicago", "2026-05-19 05:00"),
        ("Tue, 19 May 2026 00:00:00 CST", "Asia/Tokyo", "2026-05-19 06:00"),
        ("Wed, 20 May 2026 09:00:00 GMT", "Europe/London", "2026-05-20 09:00"),
        ("Wed, 20 May 2026 09:00:00 BST", "Europe/London", "2026-05-20 08:00"),
        ("05/06/2026", "America/New_York", "2026-05-06 04:00"),
        ("05/06/2026", "Europe/London", "2026-06-04 23:00"),
        ("05/06/2026", "Asia/Tokyo", None),
        ("26/05/20", "Europe/Paris", None),
    ],
)
def test_what_could_be_two_dates_is_decided_by_the_zone_or_left(raw: str, zone: str, expected: str | None) -> None:
    assert at(raw, zone) == expected


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "",
            "   ",
            "soon",
            "きのう",
            "3 hours ago",
            "Sun, 99 Jun 2026 12:00:00 GMT",
            "2026-02-30",
            "2026年13月1日",
        ),
        *("2026-05-20T25:00:00Z", "2026-05-20T10:61:00Z", "2026-05-20T09:xx:00Z", "2026-05-20T09:00:00+99:99"),
        *(
            "Sun, 16 Dec 2012 1:2:3:4 GMT",
            "16 zzz 2012",
            "2013-01-28T11:30:00-06:00Textra",
            "令和8年2月30日",
            "12345",
        ),
        *("0001-01-01T00:00:00+14:00", "x" * 1_000_000, "\x00\ud800", "2026-05-20 or so"),
    ],
)
def test_what_is_no_date_is_none_and_says_so(raw: str) -> None:
    read = read_timestamp(raw, zone="Asia/Tokyo", now=NOW)

    assert read.at is None
    assert read.warning


def test_a_date_that_lies_ahead_is_kept_aside_with_what_was_written() -> None:
    read = read_timestamp("2088-04-25T10:00:00", zone="Asia/Tokyo", now=NOW)

    assert (read.at, read.raw) == (None, "2088-04-25T10:00:00")
    assert read.warning == "date lies ahead: 2088-04-25T10:00:00"
    assert at("2026-11-23T11:00:00Z") == "2026-11-23 11:00"  # two days are believed


def test_a_year_before_1970_is_kept_and_flagged() -> None:
    read = read_timestamp("Thu, 01 Jan 1903 00:00:00 GMT", zone="UTC", now=NOW)

    assert read.at == datetime(1903, 1, 1, tzinfo=UTC)
    assert read.warning


@given(st.text(max_size=40))
def test_no_field_makes_it_fail(raw: str) -> None:
    read = read_timestamp(raw, zone="Asia/Tokyo", now=NOW)

    assert read.at is not None or read.warning


@given(
    st.integers(100_000, 1_790_000_000),
    st.integers(-14 * 60, 14 * 60),
    st.sampled_from(["Asia/Tokyo", "America/New_York"]),
)
def test_a_date_as_in_mail_is_read_at_once_as_it_is_otherwise(seconds: int, minutes: int, zone: str) -> None:
    at = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=minutes)))
    mailed = format_datetime(at)
    assert read_timestamp(mailed, zone=zone, now=NOW).at == at
    assert read_timestamp(f"published {mailed}", zone=zone, now=NOW).at == at


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Wed, 31 Dec 2025 23:59:60 +0000", "2025-12-31T23:59:59+00:00"),
        ("Wed, 31 Dec 2025 24:00:00 +0000", "2026-01-01T00:00:00+00:00"),
        ("Tue, 31 Feb 2026 09:00:00 +0900", None),
        ("Wed, 01 Xyz 2026 09:00:00 +0900", None),
    ],
)
def test_a_date_as_in_mail_that_no_clock_or_calendar_shows_is_looked_at_closely(
    raw: str, expected: str | None
) -> None:
    read = read_timestamp(raw, zone="Asia/Tokyo", now=NOW).at
    assert read == (datetime.fromisoformat(expected) if expected else None)


@given(st.integers(40_000_000, 1_790_000_000), st.sampled_from(["Asia/Tokyo", "Europe/Paris", "UTC"]))
def test_what_programs_write_is_read_back(seconds: int, zone: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)

    for form in ("%a, %d %b %Y %H:%M:%S GMT", "%Y-%m-%dT%H:%M:%SZ", "%a %b %d %H:%M:%S +0000 %Y", "%Y%m%dT%H%M%SZ"):
        assert read_timestamp(moment.strftime(form), zone=zone, now=NOW).at == moment


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("2026-03-06T00:00:00+09:00", "Etc/GMT-9"),
        ("2026-03-06T23:30:00-05:00", "Etc/GMT+5"),
        ("2026-03-06T00:00:00+00:00", None),
        ("2026-03-06T00:00:00", None),
        ("2026-03-06T00:00:00+05:30", None),
    ],
)
def test_a_time_keeps_the_calendar_day_it_was_written_on(written: str, zone: str | None) -> None:
    at = datetime.fromisoformat(written)
    assert zone_of(at) == zone
    if zone is not None:
        assert at.astimezone(ZoneInfo(zone)).date().isoformat() == written[:10]


def test_no_time_has_no_zone() -> None:
    assert zone_of(None) is None
