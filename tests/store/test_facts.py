"""The ledger keeps every observation once, questions their answers, and rows what they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.store.making import NOW, draft, observation, question, standing, update

from ipscwatch.model.change import Change
from ipscwatch.model.reading import Row
from ipscwatch.store import Store

KEY = ("amchepry", "price", "")
DAY = timedelta(days=1)


def listed(key: str, price: str, place: str = "row 1") -> Row:
    return Row(key=key, cells={"name": f"品目{key}", "price": price}, place=place)


def test_seeding_twice_is_seeding_once(store: Store) -> None:
    assert not store.seeded()
    seeds = (observation(1, origin="documents"), observation(2, origin="record"))
    change = Change(kind="seeded", at=NOW, counts={"documents": 1, "record": 1})
    for _ in range(2):
        stored = store.seed(seeds, [standing(*seeds)], [change], now=NOW)
        assert stored == (replace(change, change_id=1),)
    assert store.seeded()
    assert store.observations(KEY) == seeds
    assert store.counts()["observations"] == 2


def test_what_a_user_adds_is_no_baseline(store: Store) -> None:
    store.seed([observation(1, origin="ruling")], now=NOW)
    assert not store.seeded()


def test_a_question_takes_new_words_and_keeps_its_answer(store: Store) -> None:
    store.seed([observation(1), observation(2)], now=NOW)
    store.ask([question()], {"reheart-price": "obs1"}, now=NOW)
    store.ask([question(text="Its price?")], {"reheart-price": "obs2"}, now=NOW + DAY)
    assert store.questions() == (replace(question(text="Its price?"), answered_by="obs1"),)


def test_a_question_given_up_goes_and_an_answer_stays(store: Store) -> None:
    store.seed([observation(1)], now=NOW)
    store.ask([question("open"), question("answered")], {"answered": "obs1"}, now=NOW)
    store.ask([question("new")], {}, now=NOW + DAY)
    assert {one.question_id for one in store.questions()} == {"answered", "new"}


def test_observations_stay_as_first_seen_and_come_in_that_order(store: Store) -> None:
    store.seed([observation(2, hours=2), observation(1, hours=1), observation(3, hours=2)], now=NOW)
    store.seed([observation(1, hours=9)], now=NOW)
    assert [(seen.observation_id, seen.seen_at) for seen in store.observations(KEY)] == [
        ("obs1", NOW + timedelta(hours=1)),
        ("obs2", NOW + timedelta(hours=2)),
        ("obs3", NOW + timedelta(hours=2)),
    ]
    assert store.observations(("amchepry", "price", "per set")) == ()


def test_standings_are_told_apart_by_subject_and_state(store: Store) -> None:
    held = standing(observation(1))
    disputed = replace(held, key=("amchepry", "approval_on", ""), state="disputed")
    other = replace(held, key=("reheart", "price", "x"))
    store.seed([], [held, disputed, other], now=NOW)
    assert store.standings() == (disputed, held, other)
    assert store.standings(subject_id="amchepry") == (disputed, held)
    assert store.standings(state="disputed") == (disputed,)
    assert store.standings(subject_id="reheart", state="disputed") == ()
    assert store.standing(KEY) == held
    assert store.standing(("amchepry", "price", "x")) is None


def test_an_item_the_ledger_cites_cannot_be_deleted(store: Store) -> None:
    store.apply(replace(update(draft(1)), observations=(observation(1, of_item=1),)))
    assert "FOREIGN KEY" in _error(store, "DELETE FROM items")
    assert store.check() == ()


def _error(store: Store, statement: str) -> str:
    try:
        store._db.execute(statement)
    except Exception as error:  # noqa: BLE001 - the test looks at whatever it is
        return str(error)
    return ""


def test_rows_keep_what_they_were_from_when_to_when(store: Store) -> None:
    first = (listed("1", "100"), listed("2", "200"), listed("3", "300"))
    second = (listed("1", "100", "row 9"), listed("2", "250"), listed("4", "400"))
    store.apply(replace(update(), rows=first))
    store.apply(replace(update(at=NOW + DAY), rows=second))
    store.apply(replace(update(at=NOW + 2 * DAY), rows=second))
    store.apply(update(at=NOW + 3 * DAY))
    assert store.rows("mhlw") == {row.key: row for row in second}
    spans = {
        key: [(old.row.cells["price"], old.from_at - NOW, old.until_at) for old in store.row_history(key)]
        for key in "1234"
    }
    assert spans == {
        "1": [("100", 0 * DAY, None)],
        "2": [("200", 0 * DAY, NOW + DAY), ("250", DAY, None)],
        "3": [("300", 0 * DAY, NOW + DAY)],
        "4": [("400", DAY, None)],
    }


def test_a_row_that_comes_back_has_a_gap_in_its_history(store: Store) -> None:
    for days, rows in enumerate([(listed("1", "100"),), (), (listed("1", "100"),)]):
        store.apply(replace(update(at=NOW + days * DAY), rows=rows))
    assert [(old.from_at - NOW, old.until_at) for old in store.row_history("1")] == [
        (0 * DAY, NOW + DAY),
        (2 * DAY, None),
    ]


def test_rows_are_found_by_their_words_and_kept_apart_by_source(store: Store) -> None:
    store.apply(replace(update(), rows=(listed("1", "100"), listed("2", "200"))))
    store.apply(replace(update(), source_id="other", rows=(listed("2", "999"),)))
    assert [old.row.key for old in store.row_history("品目2")] == ["2", "2"]
    assert [old.row.cells["price"] for old in store.row_history("品目2", source_id="mhlw")] == ["200"]
    assert store.row_history("100%") == ()
    assert store.rows("other") == {"2": listed("2", "999")}
