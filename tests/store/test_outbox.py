"""Every digest day has one digest, and every message is sent in order until it is accepted or refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.store.making import (
    NOW,
    SOURCE,
    digest,
    draft,
    item_id,
    messages,
    observation,
    question,
    story,
    told,
    update,
)

from ipscwatch.errors import StoreError
from ipscwatch.model.change import Change
from ipscwatch.model.digest import Delivery, SourceLine
from ipscwatch.store import LastDigest, Store
from ipscwatch.store.outbox import STUBBORN

DAY = date(2026, 5, 20)
MINUTE = timedelta(minutes=1)


def claimed(store: Store, now: datetime = NOW) -> str | None:
    delivery = store.claim(now)
    return delivery.message.message_id if delivery else None


def drained(store: Store, now: datetime) -> list[str]:
    """Deliver all that can be, and say what, in order."""
    sent = []
    while (delivery := store.claim(now)) is not None:
        store.settle_delivered(delivery.message.message_id, "250 ok", now)
        sent.append(delivery.message.message_id)
    return sent


def test_a_day_has_one_digest(store: Store) -> None:
    made = digest(DAY, 3)
    assert store.enqueue(made, messages(made))
    again = replace(made, digest_id="another", upto_change_id=9)
    assert not store.enqueue(again, messages(again))
    assert store.digests() == (made,)
    assert len(store.deliveries()) == 1
    assert store.last_digest("daily") == LastDigest(DAY, made.until_at, 3)
    assert store.last_digest("weekly") is None


def test_a_digest_whose_messages_cannot_be_stored_is_not_stored(store: Store) -> None:
    made = digest(DAY, 3)
    with pytest.raises(StoreError, match="UNIQUE"):
        store.enqueue(made, messages(made) * 2)
    assert store.digests() == ()
    assert store.enqueue(made, messages(made))


def test_a_digest_is_kept_without_what_its_sources_ask_with(store: Store) -> None:
    secret = replace(SOURCE, headers={"Authorization": "Bearer hunter2"}, options={"path": "x"})
    line = SourceLine(source=secret, kind="added", health="ok", since_at=None, note="", items=3)
    made = replace(digest(DAY, 1), sources=(line,))
    store.enqueue(made, [])
    assert store.digest(made.digest_id) == replace(made, sources=(replace(line, source=SOURCE),))
    assert b"hunter2" not in store.path.read_bytes() + store.path.with_name("ipscwatch.db-wal").read_bytes()


def test_a_digest_covers_the_changes_after_the_last_one_of_its_schedule(store: Store) -> None:
    one, other = draft(1), draft(2)
    store.apply(replace(update(one), stories=(story([one]),), changes=(told(story([one])),)))
    first = digest(DAY, store.last_change_id())
    store.enqueue(first, [])
    later = NOW + timedelta(days=1)
    store.apply(
        replace(update(other, at=later), stories=(story([other]),), changes=(told(story([other]), at=later),))
    )
    daily = store.gather("daily", store.last_change_id(), (SOURCE, replace(SOURCE, source_id="off", enabled=False)))
    assert [change.story_id for change in daily.changes] == [item_id(2)]
    assert set(daily.items) == set(daily.stories) == {item_id(2)}
    assert daily.sources == (SOURCE,)
    assert set(daily.states) == {"mhlw"}
    assert daily.polled == 1
    weekly = store.gather("weekly", store.last_change_id() - 1, (SOURCE,))
    assert [change.story_id for change in weekly.changes] == [item_id(1)]


def test_a_source_not_polled_since_the_last_digest_is_not_counted(store: Store) -> None:
    store.apply(update())
    store.enqueue(digest(date(2026, 5, 21), 0), [])
    assert store.gather("daily", 9, (SOURCE,)).polled == 0
    assert store.gather("other", 9, (SOURCE,)).polled == 1


def test_a_digest_tells_the_questions_answered_since_the_last_and_the_open_ones(store: Store) -> None:
    names = ("answered-before", "answered-since", "open")
    store.seed([observation(1)], now=NOW)
    store.ask([question(name) for name in names], {}, now=NOW)
    store.apply(replace(update(at=NOW), answered={"answered-before": "obs1"}))
    store.enqueue(digest(date(2026, 5, 21), 0), [])
    store.apply(replace(update(at=NOW + timedelta(days=2)), answered={"answered-since": "obs1"}))
    gathered = store.gather("daily", store.last_change_id(), (SOURCE,))
    assert [made.question_id for made in gathered.questions] == ["answered-since", "open"]


def test_parts_keep_their_order_and_channels_their_own_pace(store: Store) -> None:
    made = digest(DAY, 1)
    store.enqueue(
        made, [*messages(made, "email", "a", 2), *messages(made, "email", "b"), *messages(made, "slack", "")]
    )
    first = store.claim(NOW)
    assert first is not None
    assert first == Delivery(
        message=messages(made, "email", "a", 2)[0],
        state="sending",
        attempts=1,
        enqueued_at=made.until_at,
        next_try_at=None,
    )
    store.settle_failed(first.message.message_id, "451 greylisted", retry_at=NOW + 5 * MINUTE)
    assert drained(store, NOW) == [f"{made.digest_id}.email.b.1", f"{made.digest_id}.slack..1"]
    assert claimed(store, NOW + 4 * MINUTE) is None
    assert drained(store, NOW + 5 * MINUTE) == [f"{made.digest_id}.email.a.1", f"{made.digest_id}.email.a.2"]
    assert {delivery.state for delivery in store.deliveries()} == {"delivered"}


def test_the_second_part_goes_when_the_first_was_refused_for_good(store: Store) -> None:
    made = digest(DAY, 1)
    store.enqueue(made, messages(made, parts=2))
    first = claimed(store)
    assert first is not None
    assert claimed(store) is None
    store.settle_failed(first, "554 no", retry_at=None)
    assert claimed(store) == f"{made.digest_id}.email.a@example.org.2"
    failed = store.deliveries(state="failed")
    assert [(delivery.last_error, delivery.attempts) for delivery in failed] == [("554 no", 1)]


def test_a_receiver_that_is_down_gets_its_digests_in_order_when_it_is_back(store: Store) -> None:
    days = [digest(date(2026, 5, day), day) for day in (20, 21, 22)]
    for made in days:
        store.enqueue(made, messages(made))
    now = NOW
    for _ in range(3):
        name = claimed(store, now)
        assert name == f"{days[0].digest_id}.email.a@example.org.1"
        assert name is not None
        now += 10 * MINUTE
        store.settle_failed(name, "refused", retry_at=now)
        assert claimed(store, now - MINUTE) is None
    assert drained(store, now) == [f"{made.digest_id}.email.a@example.org.1" for made in days]


def test_a_message_that_never_gets_through_does_not_hold_up_those_behind_it_for_ever(store: Store) -> None:
    days = [digest(date(2026, 5, day), day) for day in (20, 21)]
    for made in days:
        store.enqueue(made, messages(made))
    now = NOW
    for _ in range(STUBBORN + 1):
        name = claimed(store, now)
        assert name == f"{days[0].digest_id}.email.a@example.org.1"
        assert name is not None
        now += 10 * MINUTE
        store.settle_failed(name, "451", retry_at=now)
    assert claimed(store, now - MINUTE) == f"{days[1].digest_id}.email.a@example.org.1"


def test_only_a_claimed_message_can_be_settled(store: Store) -> None:
    made = digest(DAY, 1)
    store.enqueue(made, messages(made))
    name = f"{made.digest_id}.email.a@example.org.1"
    with pytest.raises(StoreError, match="is not being sent"):
        store.settle_delivered(name, "", NOW)
    assert claimed(store) == name
    store.settle_delivered(name, "250", NOW)
    with pytest.raises(StoreError, match="second service"):
        store.settle_failed(name, "", retry_at=None)


def test_two_senders_never_get_the_same_message(store: Store) -> None:
    made = digest(DAY, 1)
    store.enqueue(made, [message for who in "abcdef" for message in messages(made, recipient=who)])
    with Store.open(store.path) as other:
        names = [claimed(sender) for sender in (store, other) * 4]
    assert sorted(name for name in names if name) == [f"{made.digest_id}.email.{who}.1" for who in "abcdef"]


def test_what_a_killed_process_was_sending_is_sent_again_with_the_same_id(store: Store) -> None:
    made = digest(DAY, 1)
    store.enqueue(made, messages(made, parts=2))
    first = claimed(store)
    assert store.release_stale(NOW + MINUTE) == 1
    assert store.release_stale(NOW + MINUTE) == 0
    assert claimed(store, NOW + MINUTE) == first
    assert store.counts()["messages_repeated"] == 1


def test_a_digest_can_be_sent_again(store: Store) -> None:
    made = digest(DAY, 1)
    store.enqueue(made, [*messages(made, "email"), *messages(made, "slack", "")])
    names = drained(store, NOW)
    assert store.resend(made.digest_id, channel_id="slack") == 1
    assert drained(store, NOW) == [names[1]]
    assert store.resend(made.digest_id) == 2
    assert drained(store, NOW) == names
    assert store.resend("unknown") == 0


def test_what_a_receiver_answers_may_be_rubbish(store: Store) -> None:
    made = digest(DAY, 1)
    store.enqueue(made, messages(made, parts=2))
    first = claimed(store)
    assert first is not None
    store.settle_delivered(first, "250 \udcff", NOW)
    second = claimed(store)
    assert second is not None
    store.settle_failed(second, "554 \udcff", retry_at=None)
    assert [one.receipt or one.last_error for one in store.deliveries()] == ["554 \ufffd", "250 \ufffd"]


def test_deliveries_can_be_told_apart(store: Store) -> None:
    for day in (20, 21):
        made = digest(date(2026, 5, day), day)
        store.enqueue(made, [*messages(made, "email"), *messages(made, "slack", "")])
    assert len(store.deliveries(channel_id="slack")) == 2
    assert [delivery.message.digest_id for delivery in store.deliveries(limit=1)] == ["daily-2026-05-21"]
    assert len(store.deliveries(digest_id="daily-2026-05-20", state="waiting")) == 2


class Sending(RuleBasedStateMachine):
    """Any order of composing, sending, failing, being killed and time going by loses and repeats nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = Store.open(Path(self.folder.name) / "ipscwatch.db")
        self.now = datetime(2026, 5, 20, tzinfo=UTC)
        self.day = DAY
        self.sending: list[str] = []
        self.enqueued: list[str] = []
        self.accepted: list[str] = []
        self.refused: list[str] = []

    @rule(parts=st.integers(1, 3))
    def compose(self, parts: int) -> None:
        made = digest(self.day, self.store.last_change_id())
        self.day += timedelta(days=1)
        new = [*messages(made, "email", "a", parts), *messages(made, "slack", "", parts)]
        assert self.store.enqueue(made, new)
        assert not self.store.enqueue(made, new)
        self.enqueued += [message.message_id for message in new]

    @rule()
    def claim(self) -> None:
        delivery = self.store.claim(self.now)
        if delivery is not None:
            name = delivery.message.message_id
            assert name not in self.sending + self.accepted + self.refused
            self.sending.append(name)

    @precondition(lambda self: self.sending)
    @rule()
    def accept(self) -> None:
        name = self.sending.pop()
        self.store.settle_delivered(name, "ok", self.now)
        self.accepted.append(name)

    @precondition(lambda self: self.sending)
    @rule(permanent=st.booleans(), minutes=st.integers(1, 90))
    def fail(self, permanent: bool, minutes: int) -> None:
        name = self.sending.pop()
        self.store.settle_failed(name, "no", retry_at=None if permanent else self.now + minutes * MINUTE)
        if permanent:
            self.refused.append(name)

    @rule()
    def killed(self) -> None:
        self.store.close()
        self.store = Store.open(self.store.path)
        assert self.store.release_stale(self.now) == len(self.sending)
        self.sending.clear()

    @rule(minutes=st.integers(1, 600))
    def time_goes_by(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @invariant()
    def parts_are_accepted_in_order(self) -> None:
        settled = [name for name in self.accepted if name not in self.refused]
        by_receiver: dict[str, list[str]] = {}
        for name in settled:
            by_receiver.setdefault(name.rpartition(".")[0], []).append(name)
        assert all(names == sorted(names) for names in by_receiver.values())

    def teardown(self) -> None:
        self.store.release_stale(self.now)
        later = self.now + timedelta(days=9)
        sent = drained(self.store, later)
        assert sorted(self.accepted + self.refused + sent) == sorted(self.enqueued)
        self.store.close()
        self.folder.cleanup()


TestSending = Sending.TestCase
TestSending.settings = settings(max_examples=15, stateful_step_count=30, deadline=None)


def test_changes_written_between_gathering_and_storing_are_told_next_time(store: Store) -> None:
    store.write_changes([Change(kind="network_down", at=NOW)])
    upto = store.last_change_id()
    store.write_changes([Change(kind="network_up", at=NOW)])
    assert [change.kind for change in store.gather("daily", upto, ()).changes] == ["network_down"]
    store.enqueue(digest(DAY, upto), [])
    assert [change.kind for change in store.gather("daily", 99, ()).changes] == ["network_up"]


def test_an_alert_may_come_several_times_a_day(store: Store) -> None:
    for minute in (1, 2):
        alert = replace(digest(DAY, minute, schedule_id="alert:urgent"), digest_id=f"urgent-080{minute}00-{DAY}")
        assert store.enqueue(alert, messages(alert))
    assert store.last_digest("alert:urgent") == LastDigest(DAY, alert.until_at, 2)
    assert [made.occasion for made in store.digests()] == ["alert", "alert"]


def test_one_channel_can_be_asked_for_alone(store: Store) -> None:
    made = digest(DAY, 0)
    store.enqueue(made, [*messages(made, "email"), *messages(made, "slack")])
    assert store.waiting_channels() == ("email", "slack")
    delivery = store.claim(NOW, channel_id="slack")
    assert delivery is not None
    assert delivery.message.channel_id == "slack"
    assert store.waiting_channels() == ("email",)
    assert store.claim(NOW, channel_id="slack") is None


def test_a_retry_put_off_by_a_wrong_clock_is_made_when_the_clock_is_right_again(store: Store) -> None:
    made = digest(DAY, 0)
    store.enqueue(made, messages(made))
    claimed(store, NOW)
    store.settle_failed(messages(made)[0].message_id, "421", retry_at=NOW + timedelta(days=3650))
    assert claimed(store, NOW) == messages(made)[0].message_id


def test_a_digest_of_a_wrong_clock_is_not_the_last_for_ever(store: Store) -> None:
    store.enqueue(digest(date(2036, 5, 20), 3), [])
    store.enqueue(digest(DAY, 3), [])
    last = store.last_digest("daily")
    assert last is not None
    assert last.local_on == DAY
