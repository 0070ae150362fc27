"""What other rooms say in English reaches a Japanese reader in Japanese, whatever they can say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.digests.days import NOW, busy_day, observation, source

from ipscwatch.digests.japanese_phrases import FLAGS
from ipscwatch.digests.phrases import told, without_whose
from ipscwatch.digests.telling import tell
from ipscwatch.fetch import faults
from ipscwatch.model.ledger import Modality, Observation
from ipscwatch.model.source import SourceState
from ipscwatch.text.language import detect
from ipscwatch.watching import health, ledger
from ipscwatch.watching.flags import NOTES


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Draw what anybody may say of a date, in any way."""
    tier = draw(st.integers(0, 6))
    one = observation(
        draw(st.sampled_from(["2026-03-06", "2026-02-19"])),
        attribute="approval_date",
        outlet=draw(st.sampled_from(["a", "b", "c"])),
        tier=tier,
        on=date(2026, 3, draw(st.integers(1, 9))),
    )
    modality = draw(st.sampled_from(get_args(Modality)))
    return replace(one, claim=replace(one.claim, modality=modality))


@given(st.lists(observations(), min_size=1, max_size=6))
def test_every_reason_the_ledger_gives_is_told_in_japanese(seen: list[Observation]) -> None:
    reason = ledger.weigh(seen).reason
    assert detect(told(reason, "ja")) == "ja", reason


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_reason_names_who_speaks_and_not_a_number(language: str) -> None:
    for tier in range(1, 7):
        assert str(tier) not in told(f"a source of tier {tier} says so", "ja" if language == "ja" else "en")


@pytest.mark.parametrize("status", [*range(400, 430), 451, 500, 503, 301, 204])
def test_every_refusal_of_the_web_is_told_in_japanese(status: int) -> None:
    address = "https://example.org/feed"
    said = without_whose(str(faults.refused(status, address, None)), address, "Example")
    assert said.startswith("It ")
    translated = told(said, "ja")
    assert detect(translated) == "ja", said
    assert f"HTTP {status}" in translated


@pytest.mark.parametrize("sentence", [sentence for _, sentence in faults._SENTENCES])
def test_every_trouble_of_the_line_is_told_in_japanese(sentence: str) -> None:
    assert detect(told(f"It {sentence}", "ja")) == "ja"


@pytest.mark.parametrize("quiet", [timedelta(minutes=40), timedelta(hours=5), timedelta(days=1), timedelta(days=9)])
def test_silence_is_told_in_japanese(quiet: timedelta) -> None:
    watched = replace(source("s", "S"), quiet_after=timedelta(seconds=1))
    before = SourceState(source_id="s", added_at=NOW - quiet, last_new_at=NOW - quiet)
    _, (change,) = health.after_not_modified(watched, before, now=NOW, next_poll_at=NOW)
    assert change.kind == "source_silent"
    assert detect(told(change.note, "ja")) == "ja", change.note


@pytest.mark.parametrize(
    "trouble", [timedelta(seconds=5), timedelta(minutes=1), timedelta(hours=3), timedelta(days=9)]
)
def test_recovery_is_told_in_japanese(trouble: timedelta) -> None:
    failing = SourceState(source_id="s", added_at=NOW, failing_since_at=NOW - trouble, told_at=NOW - trouble)
    _, (change,) = health.after_not_modified(source("s", "S"), failing, now=NOW, next_poll_at=NOW)
    assert change.kind == "source_recovered"
    assert detect(told(change.note, "ja")) == "ja", change.note


def test_every_overclaim_has_a_japanese_note() -> None:
    assert set(NOTES) <= set(FLAGS)


def test_a_sentence_without_a_counterpart_is_shown_as_it_came() -> None:
    assert told("something entirely new", "ja") == "something entirely new"
    assert told("something entirely new", "en") == "something entirely new"


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("https://x.example/ is not there; look where it moved", "It is not there; look where it moved"),
        ("https://x.example/: the answer is no JSON", "the answer is no JSON"),
        ("X News: reading it failed", "reading it failed"),
        ("https://other.example/ is not there", "https://other.example/ is not there"),
    ],
)
def test_what_stands_beside_its_name_is_not_named_again(sentence: str, said: str) -> None:
    assert without_whose(sentence, "https://x.example/", "X News") == said


def test_a_japanese_digest_holds_no_english_sentence_of_ours() -> None:
    page = tell(busy_day().digest("ja"))
    for section in page.sections:
        for entry in section.entries:
            for line in entry.lines:
                if line.kind in ("note", "warning") and not any(piece.language for piece in line.pieces):
                    assert detect(line.text) in ("ja", None), line.text
