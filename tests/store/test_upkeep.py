"""A database is copied while in use, put back, tidied, and nothing that matters is dropped."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.store.making import (
    NOW,
    digest,
    draft,
    draft_of,
    edited,
    item,
    item_id,
    messages,
    observation,
    story,
    told,
    update,
)

from ipscwatch.errors import CorruptError, SchemaError, StoreError, UsageError
from ipscwatch.store import Flaw, Store
from ipscwatch.store.export import TABLES

DAY = timedelta(days=1)


def test_a_backup_holds_all_and_is_one_private_file(store: Store, tmp_path: Path) -> None:
    store.apply(update(draft(1)))
    to = tmp_path / "backups" / "monday.db"
    store.backup(to)
    store.apply(update(draft(2)))
    assert [file.name for file in to.parent.iterdir()] == ["monday.db"]
    assert to.stat().st_mode & 0o777 == 0o600
    assert to.parent.stat().st_mode & 0o777 == 0o700
    with Store.open(to) as copy:
        assert copy.check() == ()
        assert copy.counts()["items"] == 1


def test_a_backup_is_made_while_another_process_writes(store: Store, tmp_path: Path) -> None:
    store.apply(update(draft(1)))
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM item_keys")
        store.backup(tmp_path / "b.db")
    with Store.open(tmp_path / "b.db") as copy:
        assert len(copy.known_items("mhlw", ["id:1"])) == 1


def test_a_backup_replaces_an_older_one_and_fails_without_harm(store: Store, tmp_path: Path) -> None:
    to = tmp_path / "b.db"
    to.write_bytes(b"old")
    store.backup(to)
    assert to.read_bytes()[:6] == b"SQLite"
    with pytest.raises(StoreError, match="check that the folder exists"):
        store.backup(to / "inside a file.db")


def test_a_restored_database_is_the_backup_and_the_former_is_kept(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        store.apply(update(draft(1)))
        store.backup(tmp_path / "b.db")
        store.apply(update(draft(2)))
        aside = Store.restore(path, tmp_path / "b.db", NOW)
    assert aside is not None
    assert aside.name == "ipscwatch.db.20260520T080000Z.aside"
    with Store.open(path) as store:
        assert store.check() == ()
        assert store.counts()["items"] == 1
    with Store.open(aside) as store:
        assert store.counts()["items"] == 2


def test_a_damaged_database_is_replaced_by_its_backup(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        store.apply(update(draft(1)))
        store.backup(tmp_path / "b.db")
    path.write_bytes(b"\0" * 9000)
    with pytest.raises(CorruptError):
        Store.open(path)
    Store.restore(path, tmp_path / "b.db", NOW)
    with Store.open(path) as store:
        assert store.counts()["items"] == 1


def test_a_backup_goes_where_no_database_is(tmp_path: Path, store: Store) -> None:
    store.backup(tmp_path / "b.db")
    (tmp_path / "new").mkdir()
    assert Store.restore(tmp_path / "new" / "ipscwatch.db", tmp_path / "b.db", NOW) is None
    Store.open(tmp_path / "new" / "ipscwatch.db").close()


def test_what_is_no_backup_of_ours_is_refused_and_nothing_changed(path: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.db"
    before = path.read_bytes()
    bad.write_bytes(b"rubbish" * 999)
    with pytest.raises(CorruptError, match=r"bad\.db"):
        Store.restore(path, bad, NOW)
    bad.unlink()
    with closing(sqlite3.connect(bad)) as other:
        other.execute("CREATE TABLE x (y)")
    with pytest.raises(SchemaError, match="another program"):
        Store.restore(path, bad, NOW)
    with pytest.raises(StoreError, match="no database at"):
        Store.restore(path, tmp_path / "missing.db", NOW)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["ipscwatch.db"]


def test_old_items_lose_their_text_and_stay_known(store: Store) -> None:
    old = draft_of(replace(item(1), received_at=NOW - 400 * DAY))
    store.apply(update(old, draft(2)))
    store.apply(update(edited(old, "改題")))
    assert store.prune(NOW - 365 * DAY) == (1, 0)
    kept = store.items([item_id(1)])[item_id(1)]
    assert (kept.item.title, kept.item.text, kept.mentions) == ("改題", "", ())
    assert store.versions(item_id(1)) == ()
    assert [made.item_id for made in store.known_items("mhlw", ["id:1"])] == [item_id(1)]
    assert [hit.item.item_id for hit in store.search("再生医療")] == [item_id(2)]
    assert [hit.item.item_id for hit in store.search("改題")] == [item_id(1)]
    assert [made.item_id for made in store.archive(NOW - 999 * DAY)] == [item_id(2)]
    assert store.counts()["items_pruned"] == 1
    assert store.prune(NOW - 365 * DAY) == (0, 0)
    store.apply(update(edited(old, "改題")))
    assert store.counts()["items"] == 2
    assert store.check() == ()


def test_what_the_ledger_cites_or_nobody_was_told_is_not_dropped(store: Store) -> None:
    cited, untold, told_before, plain = (
        draft_of(replace(item(n), received_at=NOW - 400 * DAY)) for n in (1, 2, 3, 4)
    )
    store.apply(replace(update(told_before), changes=(told(story([told_before])),)))
    store.enqueue(digest(date(2026, 5, 20), store.last_change_id()), [])
    store.apply(
        replace(
            update(cited, untold, plain),
            observations=(observation(1, of_item=1),),
            changes=(told(story([untold])),),
        )
    )
    assert store.prune(NOW).items == 2
    assert {
        int(name, 16) for name, view in store.items([item_id(n) for n in (1, 2, 3, 4)]).items() if view.item.text
    } == {
        1,
        2,
    }


def test_what_only_an_alert_or_another_schedule_told_is_not_dropped(store: Store) -> None:
    old = draft_of(replace(item(1), received_at=NOW - 400 * DAY))
    store.apply(replace(update(old), changes=(told(story([old])),)))
    store.enqueue(digest(date(2026, 5, 20), store.last_change_id(), schedule_id="alert:urgent"), [])
    assert store.prune(NOW).items == 0
    store.enqueue(digest(date(2026, 5, 20), store.last_change_id(), schedule_id="daily"), [])
    assert store.prune(NOW, schedules=["daily", "weekly"]).items == 0
    assert store.prune(NOW, schedules=["daily"]).items == 1


def test_settled_messages_go_and_waiting_ones_stay(store: Store) -> None:
    made = digest(date(2026, 1, 1), 0)
    store.enqueue(made, [*messages(made, "email"), *messages(made, "slack", "")])
    assert store.claim(NOW) is not None
    store.settle_delivered(f"{made.digest_id}.email.a@example.org.1", "ok", made.until_at)
    assert store.prune(NOW).messages == 1
    assert [delivery.message.channel_id for delivery in store.deliveries()] == ["slack"]
    assert store.digest(made.digest_id) == made


def test_the_archive_is_read_page_by_page_while_more_is_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ipscwatch.store.items.PAGE", 3)
    store.apply(update(*(draft(n) for n in range(10))))
    read = []
    for made in store.archive(NOW - timedelta(hours=7)):
        read.append(int(made.item_id, 16))
        store.apply(update(draft(100 + len(read))))
    assert read == [7, 6, 5, 4, 3, 2, 1, 0]


def test_everything_can_be_exported_as_plain_records(store: Store) -> None:
    made = digest(date(2026, 5, 20), 1)
    drafts = (draft(1), draft(2))
    store.apply(
        replace(
            update(*drafts),
            stories=(story(drafts),),
            observations=(observation(1, of_item=1),),
            changes=(told(story(drafts)),),
        )
    )
    store.enqueue(made, messages(made))
    counts = {table: len(list(store.export(table))) for table in TABLES}
    assert counts["items"] == counts["mentions"] == counts["events"] == 2
    assert counts["claims"] == 4
    assert counts["stories"] == counts["observations"] == counts["changes"] == counts["messages"] == 1
    assert next(iter(store.export("mentions"))) == {
        "item_id": item_id(1),
        "term_id": "amchepry",
        "alias": "アムシェプリ",
        "quote": "アムシェプリ",
        "start": 0,
        "end": 6,
    }
    assert next(iter(store.export("changes")))["change_id"] == 1
    with pytest.raises(UsageError, match="no 'secrets' to export; there are items"):
        next(iter(store.export("secrets")))


def test_an_export_does_not_stand_in_the_way_of_writing(store: Store) -> None:
    store.apply(update(*(draft(n) for n in range(20))))
    records = store.export("items")
    next(iter(records))
    store.apply(update(draft(50)))
    assert len(list(records)) == 19


def test_upkeep_leaves_a_small_whole_file(store: Store) -> None:
    for n in range(50):
        store.apply(update(draft(n)))
    store.prune(NOW + DAY)
    store.optimize()
    store.vacuum()
    store.optimize()
    assert store.path.with_name("ipscwatch.db-wal").stat().st_size == 0
    assert store.check() == ()
    assert store.counts()["bytes"] == store.path.stat().st_size


def test_a_reference_to_nothing_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as careless:
        careless.execute("INSERT INTO item_keys (source_id, key, item_id) VALUES ('mhlw', 'id:1', 'gone')")
    with Store.open(path) as store:
        assert store.check() == (Flaw("a row of item_keys refers to one of items that is not there"),)
