"""One poll is stored whole or not at all, and storing it twice is storing it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.making import (
    NOW,
    SOURCE,
    draft,
    draft_of,
    edited,
    item,
    item_id,
    observation,
    question,
    standing,
    story,
    told,
    update,
)

from ipscwatch.errors import ReadError, StoreError
from ipscwatch.model.change import Change, Draft, SourceUpdate
from ipscwatch.model.digest import ItemView
from ipscwatch.model.item import KnownItem
from ipscwatch.model.ledger import FactChange
from ipscwatch.model.reading import Row
from ipscwatch.model.source import RobotsFile, SourceState, Validators
from ipscwatch.store import Store

DAYS = timedelta(days=1)


def everything(store: Store) -> dict[str, list[Any]]:
    tables = store._db.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE "
        "'search%'"
    ).fetchall()
    return {name: store._db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for (name,) in tables}


def full_update() -> SourceUpdate:
    """A poll that writes to every table."""
    drafts = (draft(1), draft(2), draft(3, told=False))
    made = story(drafts[:2])
    seen = observation(1, of_item=1)
    fact = FactChange(key=seen.claim.key, outcome="new", before=None, after=standing(seen), because=seen)
    state = SourceState(
        source_id="mhlw",
        added_at=NOW,
        last_success_at=NOW,
        next_poll_at=NOW + timedelta(hours=1),
        rhythm=timedelta(hours=7),
        validators={"https://mhlw.test/": Validators(etag='"1"', body_hash="ab")},
    )
    return SourceUpdate(
        source_id="mhlw",
        polled_at=NOW,
        state=state,
        drafts=drafts,
        stories=(made,),
        observations=(seen,),
        standings=(standing(seen),),
        answered={"reheart-price": "obs1"},
        rows=(Row(key="4900", cells={"name": "アムシェプリ", "price": "55306737"}, place="row 1"),),
        changes=(told(made), Change(kind="fact", at=NOW, item_ids=(item_id(1),), fact=fact)),
    )


def test_all_that_a_poll_found_can_be_read_again(store: Store) -> None:
    store.ask((question(),), {}, now=NOW)
    found = full_update()
    stored = store.apply(found)
    assert [change.change_id for change in stored] == [1, 2]
    assert tuple(replace(change, change_id=None) for change in stored) == found.changes
    assert store.states(["mhlw", "other"]) == {"mhlw": found.state, "other": SourceState(source_id="other")}
    assert store.items([item_id(1)])[item_id(1)] == ItemView(
        item=found.drafts[0].item, mentions=found.drafts[0].mentions, events=found.drafts[0].events
    )
    assert store.claims(item_id(1)) == found.drafts[0].claims
    assert store.stories([item_id(1)]) == {item_id(1): found.stories[0]}
    assert store.story_of(item_id(2)) == found.stories[0]
    assert store.standing(("amchepry", "price", "")) == found.standings[0]
    assert store.observations(("amchepry", "price", "")) == found.observations
    assert store.questions() == (replace(question(), answered_by="obs1"),)
    assert store.questions(open_only=True) == ()
    assert store.rows("mhlw") == {"4900": found.rows[0]} if found.rows else None


def test_storing_the_same_poll_twice_changes_nothing(store: Store) -> None:
    store.ask((question(),), {}, now=NOW)
    first = store.apply(full_update())
    before = everything(store)
    assert store.apply(full_update()) == first
    assert everything(store) == before
    assert store.check() == ()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_items_are_stored_once_in_whatever_order_they_come(tmp_path_factory: Any, order: list[int]) -> None:  # noqa: ANN401 - pytest gives no public type
    with Store.open(tmp_path_factory.mktemp("order") / "ipscwatch.db") as store:
        for n in order:
            store.apply(update(draft(n)))
        assert store.counts()["items"] == len(set(order))
        assert [hit.item.item_id for hit in store.search("薬価")] == [item_id(n) for n in sorted(set(order))]


def test_whichever_statement_fails_nothing_is_half_written(store: Store) -> None:
    store.ask((question(),), {}, now=NOW)
    store.apply(update(draft(9)))
    before = everything(store)
    failures = 0
    while _interrupted_after(store, failures + 1):
        failures += 1
        assert store.counts()["items"] == 1
        assert everything(store) == before
    assert failures > 20
    assert store.check() == ()
    assert store.counts()["items"] == 4


def _interrupted_after(store: Store, steps: int) -> bool:
    """Store a poll, with an interruption after some steps; say whether it came to that."""
    countdown = iter(range(steps))
    store._db.conn.set_progress_handler(lambda: next(countdown, None) is None, 50)
    try:
        store.apply(full_update())
    except StoreError as error:
        return "interrupted" in str(error)
    finally:
        store._db.conn.set_progress_handler(None, 0)
    return False


def test_a_disk_that_is_full_is_said_and_nothing_is_lost(store: Store) -> None:
    store.apply(update(draft(1)))
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="disk is full; free some space"):
        store.apply(update(*(draft(n) for n in range(2, 400))))
    store._db.execute("PRAGMA max_page_count = 1000000")
    assert store.counts()["items"] == 1
    store.apply(update(*(draft(n) for n in range(2, 400))))
    assert store.counts()["items"] == 399


POISONS = {
    "a lone surrogate in the title": draft_of(item(7, title="薬価\ud800収載")),
    "a lone surrogate in the text": draft_of(item(7, text="x\udfff")),
    "a reason that is no text, met when half is written": replace(
        draft(7),
        events=(replace(draft(7).events[0], reasons=(object(),)),),  # type: ignore[arg-type]  # the point
    ),
    "a tier that is no number": draft_of(replace(item(7), tier="first")),  # type: ignore[arg-type]  # the point
    "a number that is too large": draft_of(replace(item(7), tier=2**70)),  # type: ignore[arg-type]  # the point
}


@pytest.mark.parametrize("poison", POISONS.values(), ids=POISONS)
def test_an_item_that_cannot_be_stored_is_set_aside_and_stops_nothing(store: Store, poison: Draft) -> None:
    good = draft(1)
    mixed = story((poison, good), story_id=poison.item.item_id)
    alone = story((poison,))
    seen = observation(7, of_item=7)
    fact = FactChange(key=seen.claim.key, outcome="new", before=None, after=standing(seen), because=seen)
    found = replace(
        update(poison, good),
        stories=(mixed,),
        observations=(seen,),
        standings=(standing(seen),),
        changes=(told(mixed), replace(told(alone), note="alone"), Change(kind="fact", at=NOW, fact=fact)),
    )
    stored = store.apply(found)
    assert [change.item_ids for change in stored] == [(item_id(1),)]
    assert store.stories([mixed.story_id])[mixed.story_id].lead_id == item_id(1)
    assert store.observations(seen.claim.key) == ()
    assert store.standing(seen.claim.key) is None
    assert [(aside.item_id, aside.source_id) for aside in store.quarantined()] == [(item_id(7), "mhlw")]
    assert store.quarantined()[0].reason
    assert store.known_items("mhlw", ["id:7"]) == ()
    assert len(store.search("")) == 1
    assert store.apply(found) == stored
    assert store.counts()["quarantined"] == 1
    assert store.check() == ()


def test_an_item_leaves_quarantine_when_it_can_be_stored(store: Store) -> None:
    store.apply(update(draft_of(item(7, title="\ud800"))))
    store.apply(update(draft(7)))
    assert store.quarantined() == ()
    assert store.counts()["items"] == 1


def test_a_key_that_cannot_be_stored_fails_the_poll_of_that_source_only(store: Store) -> None:
    seen = KnownItem(item_id=item_id(1), keys=("url:\ud800",), title="", content_hash="")
    with pytest.raises(ReadError, match="Source mhlw") as failed:
        store.apply(replace(update(draft(1)), seen=(seen,)))
    assert failed.value.source_id == "mhlw"
    assert store.counts()["items"] == 0


def test_a_half_character_in_an_error_or_a_cell_stops_nothing(store: Store) -> None:
    rows = (Row(key="1", cells={"name": "\ud83e\uddec \ud800"}),)
    state = SourceState(source_id="mhlw", last_error="cannot read \udcff")
    store.apply(replace(update(), rows=rows, state=state))
    assert store.rows("mhlw")["1"].cells == {"name": "\U0001f9ec \ufffd"}
    assert store.states(["mhlw"])["mhlw"].last_error == "cannot read \ufffd"


@pytest.mark.parametrize(
    "title", ["", "\0 NUL \0", "長" * 100_000, "\U0001f9ec" * 500, "\u202eevil", "'; DROP TABLE items; --"]
)
def test_any_storable_title_comes_back_as_it_was(store: Store, title: str) -> None:
    made = item(1, title=title)
    store.apply(update(draft_of(made)))
    assert store.items([item_id(1)])[item_id(1)].item == made
    assert store.quarantined() == ()


def test_an_edit_keeps_what_was_said_before(store: Store) -> None:
    store.apply(update(draft(1)))
    after = edited(draft(1), "リハートの薬価収載について")
    store.apply(update(after, at=NOW + DAYS))
    store.apply(update(after, at=NOW + DAYS))
    assert store.items([item_id(1)])[item_id(1)].item == after.item
    assert [hit.item.item_id for hit in store.search("リハート")] == [item_id(1)]
    assert store.search("アムシェプリの薬価") == ()
    versions = store.versions(item_id(1))
    assert [(version.title, version.note, version.until_at) for version in versions] == [
        (item(1).title, "title changed", NOW + DAYS)
    ]


def test_items_are_known_by_any_key_of_their_source(store: Store) -> None:
    store.apply(update(draft(1), draft(2)))
    seen = KnownItem(item_id=item_id(1), keys=("url:https://mhlw.test/moved",), title="", content_hash="")
    store.apply(replace(update(), seen=(seen,)))
    known = store.known_items("mhlw", ["url:https://mhlw.test/moved", "id:2", "id:3"])
    assert {made.item_id: made.keys for made in known} == {
        item_id(1): ("id:1", "url:https://mhlw.test/1", "url:https://mhlw.test/moved"),
        item_id(2): ("id:2", "url:https://mhlw.test/2"),
    }
    assert store.known_items("other", ["id:1"]) == ()
    assert len(store.known_items("mhlw", [f"id:{n}" for n in range(50_000)])) == 2


def test_a_key_belongs_to_the_item_that_had_it_first(store: Store) -> None:
    twin = draft_of(replace(item(2), keys=("id:1", "id:2")))
    store.apply(update(draft(1)))
    store.apply(update(twin))
    assert [made.item_id for made in store.known_items("mhlw", ["id:1"])] == [item_id(1)]


def test_what_bears_on_a_draft_is_found(store: Store) -> None:
    store.ask((question(),), {}, now=NOW)
    old = draft(24 * 30)
    store.apply(full_update())
    store.apply(update(old))
    known = store.known([draft(5)], since=NOW - 20 * DAYS, source_id="mhlw")
    assert [key.item_id for key in known.story_keys] == [item_id(2), item_id(1)]
    assert {key.story_id for key in known.story_keys} == {item_id(1)}
    assert set(known.stories) == {item_id(1)}
    assert [seen.observation_id for seen in known.observations["amchepry", "price", ""]] == ["obs1"]
    assert known.questions == ()
    assert set(known.rows) == {"4900"}


def test_nothing_of_stories_is_read_for_drafts_that_belong_to_none(store: Store) -> None:
    store.apply(full_update())
    assert store.known([draft(5, told=False)], since=NOW - 20 * DAYS).story_keys == ()


def test_an_old_item_under_the_same_address_is_known_however_old(store: Store) -> None:
    old = draft(24 * 300)
    store.apply(update(old))
    copy = draft_of(replace(item(5, source_id="jiji"), keys=("id:j5", old.item.keys[1])))
    known = store.known([copy], since=NOW - 20 * DAYS)
    assert [key.item_id for key in known.story_keys] == [old.item.item_id]


def test_a_merged_story_lives_on_in_the_other(store: Store) -> None:
    one, other, third = draft(1), draft(2), draft(3)
    first = store.apply(replace(update(one), stories=(story([one]),), changes=(told(story([one])),)))
    store.apply(replace(update(other), stories=(story([other]),)))
    both = story([other, one])
    store.apply(replace(update(), stories=(both,), merged={item_id(1): item_id(2)}))
    all_three = story([third, other, one])
    store.apply(replace(update(third), stories=(all_three,), merged={item_id(2): item_id(3)}))
    assert store.stories([item_id(1), item_id(2), item_id(3)]) == {item_id(3): all_three}
    assert store.story_of(item_id(1)) == all_three
    gathered = store.gather("daily", store.last_change_id(), (SOURCE,))
    assert gathered.changes == (replace(first[0], story_id=item_id(3)),)
    assert gathered.stories == {item_id(3): all_three}
    assert set(gathered.items) == {item_id(1), item_id(2), item_id(3)}


def test_changes_without_a_poll_are_numbered_with_the_others(store: Store) -> None:
    down = Change(kind="network_down", at=NOW, note="61 of 63 sources")
    up = Change(kind="network_up", at=NOW + DAYS)
    assert [change.change_id for change in store.write_changes([down, up])] == [1, 2]
    assert store.write_changes([down])[0].change_id == 1
    assert store.last_change_id() == 2
    assert store.newest_change("network_down", "network_up") == replace(up, change_id=2)
    assert store.newest_change("seeded") is None


def test_due_are_enabled_sources_whose_time_has_come_the_longest_waiting_first(store: Store) -> None:
    sources = [replace(SOURCE, source_id=name) for name in ("late", "later", "new", "early", "off")]
    sources[-1] = replace(sources[-1], enabled=False)
    for name, hours in (("late", -3), ("later", -2), ("early", 1), ("off", -9)):
        at = NOW + timedelta(hours=hours)
        store.apply(SourceUpdate(source_id=name, polled_at=NOW, state=SourceState(source_id=name, next_poll_at=at)))
    assert store.due(sources, NOW) == ("new", "late", "later")


def test_robots_files_are_kept_for_two_days(store: Store) -> None:
    old = RobotsFile(origin="https://old.test", text="User-agent: *", fetched_at=NOW)
    none = RobotsFile(origin="https://none.test", text=None, fetched_at=NOW + timedelta(days=1))
    new = RobotsFile(origin="https://old.test", text="Disallow: /\ud800", fetched_at=NOW + timedelta(days=2))
    store.write_robots_files([old, none])
    assert set(store.robots_files()) == {old, none}
    store.write_robots_files([new])
    assert {file.origin: file.text for file in store.robots_files()} == {
        "https://none.test": None,
        "https://old.test": "Disallow: /\ufffd",
    }
    store.write_robots_files([replace(new, fetched_at=NOW + timedelta(days=4))])
    assert len(store.robots_files()) == 1


def test_a_source_polled_while_the_clock_was_wrong_is_due_again(store: Store) -> None:
    for name, ahead in (("wrong", 24), ("right", 0)):
        at = NOW + timedelta(hours=ahead)
        state = SourceState(source_id=name, last_polled_at=at, next_poll_at=at + timedelta(hours=1))
        store.apply(SourceUpdate(source_id=name, polled_at=at, state=state))
    assert store.due([replace(SOURCE, source_id=name) for name in ("wrong", "right")], NOW) == ("wrong",)


def test_hosts_keep_their_times(store: Store) -> None:
    store.write_host_times({"mhlw.test": NOW, "pmda.test": NOW})
    store.write_host_times({"mhlw.test": NOW + DAYS})
    assert store.host_times() == {"mhlw.test": NOW + DAYS, "pmda.test": NOW}


def test_what_is_stored_together_is_kept_or_lost_together(store: Store) -> None:
    def stopped() -> None:
        with store.together():
            store.apply(update(draft(1)))
            assert store.counts()["items"] == 1  # it is seen already
            store.apply(update(draft(2)))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert store.counts()["items"] == 0
    with store.together():
        store.apply(update(draft(1)))
        store.apply(update(draft(2)))
    assert store.counts()["items"] == 2


def test_a_poll_that_cannot_be_stored_takes_none_with_it(store: Store) -> None:
    broken = replace(update(draft(2)), state=SourceState(source_id="\ud800"))
    with store.together():
        store.apply(update(draft(1)))
        with pytest.raises(ReadError):
            store.apply(broken)
        store.apply(update(draft(3)))
    assert {int(name, 16) for name in store.items([item_id(n) for n in (1, 2, 3)])} == {1, 3}
    store.apply(update(draft(2)))
    assert store.counts()["items"] == 3
