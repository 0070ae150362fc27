"""What changed in a list is told by row and kind; what did not change, or cannot be, is not told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.watching.listed import a_list, a_row
from tests.watching.shipped import shipped

from ipscwatch.model.reading import Row
from ipscwatch.model.row import RowChange
from ipscwatch.watching import rows
from ipscwatch.watching.rows.update import doubts

NOW = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)
ROW = a_row()


def _kinds(before: Row | None, after: Row | None) -> list[str]:
    old, new = ({side.key: side} if side else {} for side in (before, after))
    return [change.kind for change in rows.compare(old, new).changes]


def _with(**cells: str) -> Row:
    return replace(ROW, cells={**ROW.cells, **cells})


@pytest.mark.parametrize(
    ("cells", "kinds"),
    [
        ({"price": "1100"}, ["revised"]),
        ({"price": "1000.01"}, ["revised"]),
        ({"name": "試験薬改"}, ["renamed"]),
        ({"name": "試験薬１０１８Ａ"}, ["renamed"]),
        ({"maker": "別の製薬"}, ["maker_changed"]),
        ({"maker": ""}, ["maker_changed"]),
        ({"specification": "２ｍＬ１瓶"}, ["respecified"]),
        ({"limit": "R9.3.31まで"}, ["limit_changed"]),
        ({"category": "外用薬"}, ["moved"]),
        ({"price": "1100", "maker": "別の製薬"}, ["revised", "maker_changed"]),
    ],
)
def test_each_kind_of_change_is_told_apart(cells: dict[str, str], kinds: list[str]) -> None:
    assert _kinds(ROW, _with(**cells)) == kinds
    assert _kinds(_with(**cells), ROW) == kinds


def test_a_row_that_comes_is_listed_and_one_that_goes_is_delisted() -> None:
    assert (_kinds(None, ROW), _kinds(ROW, None)) == (["listed"], ["delisted"])


def test_a_row_whose_code_changes_is_a_listing_and_a_delisting() -> None:
    assert _kinds(ROW, replace(ROW, key="4900999X2014")) == ["listed", "delisted"]


@pytest.mark.parametrize(
    "cells",
    [
        {"price": "1000.0"},
        {"price": "1,000"},
        {"price": "1000.0000000000001"},
        {"price": "999.9999999999999"},
        {"name": "試験薬 １０１８"},
        {"name": "試験薬1018"},
        {"name": "試験薬\u3000１０１８"},
        {"name": ""},
        {"maker": "試験\u3000製薬"},
        {"specification": "1mL1瓶"},
        {"note": "R8.5.20収載"},
        {"ingredient": "別"},
    ],
)
def test_width_spacing_noise_and_what_was_not_read_are_no_change(cells: dict[str, str]) -> None:
    assert _kinds(ROW, _with(**cells)) == []


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("H31.3.31まで", "R1.3.31まで", False),
        ("R9.3.31まで", "Ｒ９．３．３１まで", False),
        ("R9.3.31まで", "2027-03-31", False),
        ("R9.3.31まで", "R9.9.30まで", True),
        ("R9.3.31まで", "", True),
        ("", "R9.3.31まで", True),
    ],
)
def test_a_limit_is_its_day_in_whatever_era(before: str, after: str, *, changed: bool) -> None:
    assert _kinds(_with(limit=before), _with(limit=after)) == (["limit_changed"] if changed else [])


def test_a_list_without_a_column_says_nothing_of_it() -> None:
    narrow = replace(ROW, cells={"name": ROW.cells["name"], "price": "1000"})
    assert _kinds(_with(limit="R9.3.31まで"), narrow) == _kinds(narrow, ROW) == []


def test_the_row_of_another_table_is_only_changed() -> None:
    one, other = (Row(key="第644回", cells={"議題": text}) for text in ("甲", "乙"))
    assert _kinds(one, other) == ["changed"]
    assert _kinds(one, Row(key="第644回", cells={"議題": "甲", "資料": ""})) == []


def test_a_move_is_told_in_per_cent() -> None:
    (change,) = rows.compare({"k": _with(price="868680")}, {"k": _with(price="884767")}).changes
    assert (rows.moved_by(change) or Decimal()).quantize(Decimal("0.01")) == Decimal("1.85")
    assert rows.moved_by(replace(change, kind="listed")) is None


def test_the_largest_moves_come_first_up_or_down() -> None:
    before = {key: replace(ROW, key=key) for key in "abcd"}
    prices = {"a": "1100", "b": "500", "c": "2000", "d": "1000"}
    after = {key: replace(ROW, key=key, cells={**ROW.cells, "price": price}) for key, price in prices.items()}
    assert [change.key for change in rows.compare(before, after).largest(2)] == ["c", "b"]


def test_watched_rows_are_told_one_by_one_and_the_others_counted() -> None:
    before = a_list(50)
    after = {key: replace(row, cells={**row.cells, "price": "900"}) for key, row in a_list(50).items()}
    after["4900TEST1018"] = a_row("4900TEST1018", name="アムシェプリ")
    watch = rows.Watch.of(["4900"], *shipped())
    told = list(rows.tell("list", rows.compare(before, after, watch.is_watched), NOW))
    assert [(change.kind, change.severity, dict(change.counts)) for change in told] == [
        ("row", "critical", {}),
        ("rows", "low", {"revised": 50}),
    ]
    assert (told[0].rows[0].name, told[0].rows[0].kind) == ("アムシェプリ", "listed")
    assert (len(told[1].rows), told[1].note) == (5, "51 rows")


@pytest.mark.parametrize(
    ("row", "watched", "about"),
    [
        (a_row("4900TEST1018"), True, set()),
        (a_row("1124001F1022", name="アムシェプリ"), True, {"amchepry"}),
        (a_row("1124001F1022", name="試験薬", ingredient="ラグネプロセル"), True, {"amchepry"}),
        (a_row("1124001F1022", name="リハート"), True, {"reheart"}),
        (a_row("1124001F1022", name="リハートロン錠"), False, set()),
        (a_row("1124001F1022", category="再生医療等製品"), True, set()),
        (a_row("1124001F1022", name="生食注「テルモ」"), False, set()),
        (a_row("1124001F1022"), False, set()),
    ],
)
def test_rows_are_watched_by_code_category_and_name(row: Row, *, watched: bool, about: set[str]) -> None:
    watch = rows.Watch.of(["4900", "再生医療等製品"], *shipped())
    assert (watch.is_watched(row), set(watch.about(row))) == (watched, about)


# --- whole polls --------------------------------------------------------------------------------------


def test_the_first_poll_tells_nothing_and_keeps_all() -> None:
    updated = rows.update({}, a_list().values())
    assert (len(updated.rows), len(updated.fresh), updated.comparison.changes) == (100, 100, ())


def test_a_file_that_was_not_modified_keeps_its_rows() -> None:
    known = a_list() | {"9990001X1010": a_row("9990001X1010", category="外用薬", day="20260401")}
    fresh = {key: replace(row, url=row.url.replace("0415", "0520")) for key, row in a_list().items()}
    updated = rows.update(known, fresh.values(), unmodified=[known["9990001X1010"].url])
    assert (len(updated.rows), updated.comparison.changes, updated.faults) == (101, (), ())


def test_a_category_whose_file_is_missing_is_a_fault_and_no_mass_delisting() -> None:
    dental = {key: replace(row, cells={**row.cells, "category": "歯科用薬剤"}) for key, row in a_list(28).items()}
    dental = {f"9{key}": replace(row, key=f"9{key}", url="x") for key, row in dental.items()}
    fresh = a_list(day="20260520") | {"4900TEST1018": a_row("4900TEST1018")}
    updated = rows.update(a_list() | dental, fresh.values())
    assert [(change.kind, change.key) for change in updated.comparison.changes] == [("listed", "4900TEST1018")]
    assert updated.faults == ("歯科用薬剤: none of its 28 rows came; what was known is kept",)
    assert len(updated.rows) == 129


def test_what_went_wrong_with_a_file_is_a_fault_and_its_rows_stay() -> None:
    updated = rows.update(a_list(), (), missed=["tp20260520-01_02.xlsx: the workbook is truncated or damaged"])
    assert updated.faults[0] == "tp20260520-01_02.xlsx: the workbook is truncated or damaged"
    assert (len(updated.rows), updated.comparison.changes) == (100, ())


def test_a_category_met_for_the_first_time_is_where_comparing_begins() -> None:
    dental = {f"9{key}": a_row(f"9{key}", category="歯科用薬剤", day="20260520") for key in a_list(28)}
    fresh = a_list(day="20260520") | dental
    assert rows.update(a_list(), fresh.values()).comparison.changes == ()


def test_a_row_that_moves_to_another_file_has_moved() -> None:
    known = a_list() | {"9990001X1010": a_row("9990001X1010", category="外用薬")}
    fresh = a_list(day="20260520") | {"9990001X1010": a_row("9990001X1010", category="注射薬", day="20260520")}
    updated = rows.update(known, fresh.values())
    assert [change.kind for change in updated.comparison.changes] == ["moved"]
    assert updated.faults == ()


def _half(known: dict[str, Row]) -> dict[str, Row]:
    return dict(list(known.items())[::2])


def _cut(known: dict[str, Row]) -> dict[str, Row]:
    return dict(list(known.items())[:-22])


def _blank_prices(known: dict[str, Row]) -> dict[str, Row]:
    blank = set(list(known)[::3])
    return {
        key: replace(row, cells={**row.cells, "price": "" if key in blank else "1000"})
        for key, row in known.items()
    }


def _without(column: str, known: dict[str, Row]) -> dict[str, Row]:
    return {
        key: replace(row, cells={name: cell for name, cell in row.cells.items() if name != column})
        for key, row in known.items()
    }


def _older(known: dict[str, Row]) -> dict[str, Row]:
    return {key: replace(row, url=row.url.replace("20260415", "20260318")) for key, row in known.items()}


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (_half, "50 of 100 rows are missing"),
        (_cut, "the last 22 of 100 rows are missing: it seems cut short"),
        (_blank_prices, "the column «price» is blank in 34 rows"),
        (lambda known: _without("name", known), "the column «name» is gone"),
        (lambda known: _without("maker", known), "the column «maker» is gone"),
        (lambda known: _without("limit", known), "the column «limit» is gone"),
        (_older, "the edition of 2026-03-18 is older than that of 2026-04-15"),
    ],
    ids=["half", "cut", "blank", "no name", "no maker", "no limit", "older"],
)
def test_a_broken_list_is_a_fault_and_the_old_rows_stay(broken: type[dict[str, Row]], why: str) -> None:
    known = a_list()
    fresh = broken(known)
    updated = rows.update(known, fresh.values())
    assert updated.faults == (f"注射薬: {why}; what was known is kept",)
    assert {row.key: row for row in updated.rows} == known
    assert (updated.comparison.changes, updated.fresh) == ((), ())
    assert updated.doubted == {row.url for row in fresh.values()}
    assert doubts(known, fresh) == (f"注射薬: {why}",)


def test_what_stays_as_it_is_for_long_can_be_believed() -> None:
    updated = rows.update(a_list(), _half(a_list()).values(), believe=True)
    assert (updated.faults, updated.comparison.counts()["delisted"]) == ((), 50)
    assert rows.update(a_list(), (), believe=True).faults


def test_rows_that_name_no_document_stay_where_a_page_was_not_modified() -> None:
    known = {key: Row(key=key, cells={"議題": key}) for key in ("a", "b")}
    updated = rows.update(known, [Row(key="c", cells={"議題": "c"})], unmodified=["https://x.example/2"])
    assert [(change.kind, change.key) for change in updated.comparison.changes] == [("listed", "c")]
    assert len(updated.rows) == 3


def test_one_broken_file_does_not_hide_what_another_tells() -> None:
    topical = {f"9{key}": a_row(f"9{key}", category="外用薬") for key in a_list()}
    fresh = {**_half(topical), **a_list(day="20260520"), "4900TEST1018": a_row("4900TEST1018", day="20260520")}
    updated = rows.update(a_list() | topical, fresh.values())
    assert [(change.kind, change.key) for change in updated.comparison.changes] == [("listed", "4900TEST1018")]
    assert updated.faults == ("外用薬: 50 of 100 rows are missing; what was known is kept",)
    assert len(updated.rows) == 201


def test_an_old_list_under_the_same_address_is_a_fault() -> None:
    former = a_list()
    known = {key: replace(row, cells={**row.cells, "price": "900"}) for key, row in former.items()}
    updated = rows.update(known, former.values(), former=former)
    (fault,) = updated.faults
    assert fault.startswith("注射薬: all 100 changes lead back to the edition before: an old list is served again")
    corrected = {key: replace(row, url=row.url.replace("0415", "0520")) for key, row in former.items()}
    assert not rows.update(known, corrected.values(), former=former).faults


def test_a_day_of_revisions_is_no_fault() -> None:
    known = a_list(1_000)
    gone = set(list(known)[::11])
    fresh = {
        key: a_row(key, day="20260401".replace("0401", "0520"), price="901" if n % 3 else "1000")
        for n, key in enumerate(known)
        if key not in gone
    } | {f"2{key}": a_row(f"2{key}", day="20260520") for key in list(known)[:30]}
    updated = rows.update(known, fresh.values())
    counts = updated.comparison.counts()
    assert updated.faults == ()
    assert (counts["listed"], counts["delisted"]) == (30, 91)
    assert len(list(rows.tell("list", updated.comparison, NOW))) == 1


# --- laws ---------------------------------------------------------------------------------------------

CELLS = st.fixed_dictionaries(
    {
        "category": st.sampled_from(["内用薬", "注射薬"]),
        "name": st.sampled_from(["甲", "乙", "甲 ", "乙\u3000錠", ""]),
        "specification": st.sampled_from(["１錠", "1錠", "２錠"]),
        "maker": st.sampled_from(["試験", "", "別"]),
        "price": st.sampled_from(["10", "10.0", "11.2", "11.200000000000001", ""]),
        "limit": st.sampled_from(["", "H31.3.31まで", "R1.3.31まで", "R9.3.31まで"]),
    }
)
LISTS = st.dictionaries(st.sampled_from([f"{n}" for n in range(6)]), CELLS, max_size=6).map(
    lambda cells: {key: Row(key=key, cells=each) for key, each in cells.items()}
)


@given(LISTS)
def test_a_list_compared_with_itself_has_no_change(listed: dict[str, Row]) -> None:
    assert rows.compare(listed, dict(reversed(listed.items()))).changes == ()


@settings(max_examples=200)
@given(LISTS, LISTS)
def test_applying_the_changes_leaves_nothing_to_change(before: dict[str, Row], after: dict[str, Row]) -> None:
    applied = _apply(before, rows.compare(before, after).changes)
    assert rows.compare(applied, after).changes == ()


@given(LISTS, LISTS)
def test_going_back_undoes_each_kind_of_change(before: dict[str, Row], after: dict[str, Row]) -> None:
    there, back = rows.compare(before, after).counts(), rows.compare(after, before).counts()
    assert (there.pop("listed"), there.pop("delisted")) == (back.pop("delisted"), back.pop("listed"))
    assert there == back


def _apply(before: dict[str, Row], changes: tuple[RowChange, ...]) -> dict[str, Row]:
    applied = dict(before)
    for change in changes:
        if change.after is None:
            applied.pop(change.key)
        else:
            applied[change.key] = change.after
    return applied
