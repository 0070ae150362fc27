"""Trouble gets a line when it starts, one a week while it lasts, and one when it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ipscwatch.model.document import Failure
from ipscwatch.model.item import Item
from ipscwatch.model.reading import Entry, Reading
from ipscwatch.model.source import Source, SourceState
from ipscwatch.watching import health

NOW = datetime(2026, 5, 20, tzinfo=UTC)
SOURCE = Source(source_id="s", name="S", kind="feed", url="https://s.example/", tier=3, outlet="S")
GOOD = SourceState(
    source_id="s", added_at=NOW - timedelta(days=30), last_new_at=NOW - timedelta(hours=2), entries=30
)


def failure(at: datetime, *, transient: bool = True) -> Failure:
    return Failure(source_id="s", kind="FetchError", message="S: timed out", failed_at=at, transient=transient)


def fail(
    state: SourceState, at: datetime, *, transient: bool = True, mute: bool = False
) -> tuple[SourceState, int]:
    after, changes = health.after_failure(
        SOURCE, state, failure(at, transient=transient), next_poll_at=at + timedelta(hours=1), mute=mute
    )
    return after, len(changes)


def item(published_at: datetime | None) -> Item:
    return Item(
        item_id="0" * 16, source_id="s", keys=(), url=None, title="t", text="", language=None, outlet="S", tier=3,
        published_at=published_at, received_at=NOW, content_hash="h",
    )  # fmt: skip


def test_a_passing_error_is_told_when_it_repeats() -> None:
    told = []
    state = GOOD
    for n in range(6):
        state, lines = fail(state, NOW + timedelta(hours=n))
        told.append(lines)
    assert told == [0, 0, 1, 0, 0, 0]
    assert state.failures == 6
    assert state.failing_since_at == NOW


def test_a_lasting_error_is_told_at_once_and_then_weekly() -> None:
    state = GOOD
    told = []
    for day in range(16):
        state, lines = fail(state, NOW + timedelta(days=day), transient=False)
        told.append(lines)
    assert [day for day, lines in enumerate(told) if lines] == [0, 7, 14]


def test_a_muted_failure_is_told_later_when_it_lasts() -> None:
    state, lines = fail(GOOD, NOW, transient=False, mute=True)
    assert lines == 0
    _, lines = fail(state, NOW + timedelta(hours=1), transient=False)
    assert lines == 1


def test_recovery_is_told_only_of_trouble_that_was_told() -> None:
    untold, _ = fail(GOOD, NOW)
    told, _ = fail(GOOD, NOW, transient=False)
    later = NOW + timedelta(hours=1)
    quiet, no_lines = health.after_not_modified(SOURCE, untold, now=later, next_poll_at=later)
    well, lines = health.after_not_modified(SOURCE, told, now=later, next_poll_at=later)
    assert no_lines == ()
    assert [change.kind for change in lines] == ["source_recovered"]
    assert quiet.health == well.health == "ok"
    assert well.told_at is None


def test_a_second_trouble_is_told_again() -> None:
    state, _ = fail(GOOD, NOW, transient=False)
    state, _ = health.after_not_modified(SOURCE, state, now=NOW + timedelta(hours=1), next_poll_at=NOW)
    _, lines = fail(state, NOW + timedelta(hours=2), transient=False)
    assert lines == 1


def test_a_frozen_feed_is_silent_from_its_first_poll() -> None:
    limited = replace(SOURCE, quiet_after=timedelta(days=5))
    state, changes = health.after_success(
        limited,
        SourceState(source_id="s"),
        reading=Reading(),
        new_items=(item(NOW - timedelta(days=365)),),
        now=NOW,
        next_poll_at=NOW,
    )
    assert state.health == "silent"
    assert [change.kind for change in changes] == ["source_silent"]
    assert "usually within 5 days" in changes[0].note


def test_silence_beyond_the_learned_rhythm_is_told_once_and_ends_with_a_new_entry() -> None:
    state = replace(GOOD, rhythm=timedelta(hours=12), last_new_at=NOW)
    kinds = []
    for hours in range(0, 24 * 6, 12):
        at = NOW + timedelta(hours=hours)
        state, changes = health.after_not_modified(SOURCE, state, now=at, next_poll_at=at)
        kinds += [(hours, change.kind) for change in changes]
    assert kinds == [(108, "source_silent")]
    at = NOW + timedelta(days=7)
    state, changes = health.after_success(
        SOURCE, state, reading=Reading(), new_items=(item(at),), now=at, next_poll_at=at
    )
    assert [change.kind for change in changes] == ["source_recovered"]
    assert state.health == "ok"


def test_a_source_without_a_limit_or_a_rhythm_is_never_silent() -> None:
    state = replace(GOOD, last_new_at=NOW - timedelta(days=4000))
    assert health.after_not_modified(SOURCE, state, now=NOW, next_poll_at=NOW)[0].health == "ok"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [(30, 2, True), (30, 6, False), (5, 0, True), (4, 0, False), (None, 0, False), (30, 40, False)],
)
def test_a_list_is_doubted_when_it_loses_most_of_its_entries(before: int | None, now: int, expected: bool) -> None:
    assert health.shrunken(replace(GOOD, entries=before), now) is expected


def test_the_usual_gap_is_the_median_and_needs_four_dates() -> None:
    dates = tuple(NOW + timedelta(hours=hours) for hours in (0, 1, 2, 50))
    assert health.usual_gap(dates) == timedelta(hours=1)
    assert health.usual_gap(dates[:3]) is None


def entries(*titles: str) -> tuple[Entry, ...]:
    return tuple(Entry(entry_id=None, url=None, title=title) for title in titles)


JAPANESE = entries(*(f"第{n}回の会議を開催しました" for n in range(10)))
ENGLISH = entries(*(f"Minutes of the meeting number {n}" for n in range(10)))


@pytest.mark.parametrize(
    ("was", "configured", "found", "strange"),
    [
        ("ja", "ja", ENGLISH, "en"),
        ("ja", "ja", JAPANESE, None),
        ("ja", None, ENGLISH, "en"),
        ("en", "ja", JAPANESE, None),  # it came back to what it is configured as
        (None, "ja", ENGLISH, None),  # it never was in one language
        ("ja", "ja", ENGLISH[:4], None),  # too few to say
        ("ja", "ja", JAPANESE[:5] + ENGLISH[:5], None),
    ],
)
def test_a_list_in_another_language_than_it_was_is_strange(
    was: str | None, configured: str | None, found: tuple[Entry, ...], strange: str | None
) -> None:
    source, state = replace(SOURCE, language=configured), replace(GOOD, language=was)
    assert health.estranged(source, state, found) == strange


def test_a_good_poll_remembers_language_warnings_and_where_the_source_moved() -> None:
    reading = Reading(entries=JAPANESE, warnings=("malformed, but 10 entries survived",))
    state, _ = health.after_success(
        SOURCE, GOOD, reading=reading, new_items=(), now=NOW, next_poll_at=NOW, moved_to="https://new.example/"
    )
    assert (state.language, state.warnings, state.moved_to) == ("ja", reading.warnings, "https://new.example/")
    state, _ = health.after_not_modified(SOURCE, state, now=NOW, next_poll_at=NOW)
    assert (state.language, state.warnings, state.moved_to) == ("ja", reading.warnings, "https://new.example/")


def test_a_poll_that_read_some_pages_only_does_not_count_the_entries() -> None:
    state, _ = health.after_success(
        SOURCE,
        replace(GOOD, language="ja"),
        reading=Reading(entries=ENGLISH),
        new_items=(),
        now=NOW,
        next_poll_at=NOW,
        complete=False,
    )
    assert (state.entries, state.language) == (30, "ja")


def test_a_doubted_page_is_believed_after_two_days() -> None:
    doubted = replace(GOOD, failing_since_at=NOW - timedelta(days=1), last_error_kind="NothingFoundError")
    assert not health.believed_anyhow(doubted, NOW)
    assert health.believed_anyhow(doubted, NOW + timedelta(days=1))
    assert not health.believed_anyhow(replace(doubted, last_error_kind="FetchError"), NOW + timedelta(days=9))
