"""Where a row stands is kept with each of its versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.watching.listed import a_list, a_row

from ipscwatch.model.change import SourceUpdate
from ipscwatch.model.source import SourceState
from ipscwatch.store import Store

NOW = datetime(2026, 5, 20, tzinfo=UTC)


def _apply(store: Store, day: int, *rows: object) -> None:
    state = SourceState(source_id="list")
    store.apply(SourceUpdate(source_id="list", polled_at=NOW + timedelta(days=day), state=state, rows=rows))  # type: ignore[arg-type]


def test_a_version_that_ends_keeps_its_place_and_document(tmp_path: Path) -> None:
    first = a_row(place="old, row 2", day="20260415")
    later = replace(first, cells={**first.cells, "price": "900"}, place="new, row 3", url="x/tp20260520-01_02.xlsx")
    with Store.open(tmp_path / "a.db") as store:
        _apply(store, 0, first)
        _apply(store, 1, later)
        assert [one.row for one in store.row_history(first.key)] == [first, later]
        assert store.rows("list") == {first.key: later}


def test_a_row_that_only_moves_in_its_file_is_one_version_at_its_new_place(tmp_path: Path) -> None:
    first = a_row(place="row 2")
    moved = replace(first, place="row 3", url="x/tp20260520-01_02.xlsx")
    with Store.open(tmp_path / "a.db") as store:
        _apply(store, 0, first)
        _apply(store, 1, moved)
        assert [one.row for one in store.row_history(first.key)] == [moved]


def test_the_rows_before_their_last_change_are_known(tmp_path: Path) -> None:
    first = a_list(3)
    key = next(iter(first))
    later = {**first, key: replace(first[key], cells={**first[key].cells, "price": "900"})}
    with Store.open(tmp_path / "a.db") as store:
        assert store.rows_before_last_change("list") == {}
        _apply(store, 0, *first.values())
        assert store.rows_before_last_change("list") == {}
        _apply(store, 1, *later.values())
        assert store.rows_before_last_change("list") == first
        _apply(store, 2, *list(later.values())[1:])
        assert store.rows_before_last_change("list") == later
