"""A value that went through the codec is the value it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipscwatch.model.change import Change
from ipscwatch.model.digest import Digest, FactLine, ItemView, SourceLine, StoryLine, TableLine, TopicSection
from ipscwatch.model.ledger import Claim, Flag, Observation, Question, Standing, Value
from ipscwatch.model.row import RowChange
from ipscwatch.model.source import Source, SourceState
from ipscwatch.model.story import Event, Story, StoryKey
from ipscwatch.model.term import Mention
from ipscwatch.store import codec

STORED = (
    SourceState, Mention, Event, Claim, Flag, StoryKey, Story, Observation, Standing, Question, Change, Digest,
)  # fmt: skip
MOMENTS = st.datetimes(timezones=st.just(UTC))
FINITE = st.none() | st.floats(allow_nan=False, allow_infinity=False)

st.register_type_strategy(datetime, MOMENTS)
st.register_type_strategy(Value, st.builds(Value, low=FINITE, high=FINITE))
st.register_type_strategy(Source, st.builds(Source, options=st.none()))


def few(kind: type[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.from_type(kind), max_size=1).map(tuple)


# Values that hold many others are drawn with few of each, or the draws grow beyond what can be looked at.
st.register_type_strategy(
    Standing,
    st.builds(Standing, held_by=few(Observation), disputed_by=few(Observation), superseded=few(Observation)),
)
st.register_type_strategy(ItemView, st.builds(ItemView, mentions=few(Mention), events=few(Event), flags=few(Flag)))
st.register_type_strategy(StoryLine, st.builds(StoryLine, others=few(ItemView), flags=few(Flag)))
st.register_type_strategy(TopicSection, st.builds(TopicSection, stories=few(StoryLine)))
st.register_type_strategy(TableLine, st.builds(TableLine, watched=few(RowChange), largest=few(RowChange)))
st.register_type_strategy(
    Digest,
    st.builds(
        Digest,
        facts=few(FactLine),
        topics=few(TopicSection),
        questions=few(Question),
        tables=few(TableLine),
        sources=few(SourceLine),
    ),
)


@pytest.mark.parametrize("kind", STORED, ids=lambda kind: kind.__name__)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_every_stored_value_comes_back_as_it_was(kind: type[Any], data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    assert codec.decode(kind, codec.encode(value)) == value


@given(MOMENTS, MOMENTS)
def test_the_text_of_times_sorts_as_they_do(one: datetime, other: datetime) -> None:
    assert (codec.stamp(one) < codec.stamp(other)) == (one < other)
    assert codec.moment(codec.stamp(one)) == one


def test_times_of_another_zone_are_written_in_utc() -> None:
    tokyo = datetime(2026, 5, 20, 17, tzinfo=timezone(timedelta(hours=9)))
    assert codec.stamp(tokyo) == "2026-05-20T08:00:00.000000+00:00"
    assert '"at":"2026-05-20T08:00:00.000000+00:00"' in codec.encode(Change(kind="seeded", at=tokyo))


def test_a_value_of_an_older_version_takes_the_defaults_of_newer_fields() -> None:
    assert codec.decode(SourceState, '{"source_id": "mhlw"}') == SourceState(source_id="mhlw")


def test_a_value_that_cannot_be_read_is_named_with_what_is_wrong() -> None:
    with pytest.raises(codec.UnreadableError, match="stored Change cannot be read: kind"):
        codec.decode(Change, '{"kind": "unheard of", "at": "2026-05-20T08:00:00Z"}')


def test_equal_values_have_one_text_whatever_the_order_of_a_set() -> None:
    texts = {codec.encode({"figures": frozenset(order)}) for order in (("b", "a", "c"), ("c", "b", "a"))}
    assert texts == {'{"figures":["a","b","c"]}'}


def test_lists_become_one_parameter() -> None:
    assert codec.listed(["再生", 'a"b']) == '["再生","a\\"b"]'
