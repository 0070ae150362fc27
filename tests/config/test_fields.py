"""Single values: durations are read as they are written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipscwatch.config.fields import did_you_mean, read_duration, write_duration


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("90s", timedelta(seconds=90)),
        ("30m", timedelta(minutes=30)),
        ("1h30m", timedelta(hours=1, minutes=30)),
        ("2d", timedelta(days=2)),
        ("1w", timedelta(days=7)),
        ("0s", timedelta()),
    ],
)
def test_durations_are_numbers_with_units(written: str, meant: timedelta) -> None:
    assert read_duration(written) == meant


@pytest.mark.parametrize(
    "written", ["", "h", "1", "1.5h", "-1h", "1 h", "1H", "1y", "１h", 60, None, True, "1h 30m"]
)
def test_anything_else_is_no_duration(written: object) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        read_duration(written)


@given(st.integers(0, 10**9).map(lambda seconds: timedelta(seconds=seconds)))
def test_a_duration_is_read_as_it_was_written(value: timedelta) -> None:
    assert read_duration(write_duration(value)) == value


def test_a_near_word_is_offered_and_a_far_one_is_not() -> None:
    assert did_you_mean("intervall", ["id", "interval"]) == ", did you mean 'interval'?"
    assert did_you_mean("zzz", ["id", "interval"]) == ""
