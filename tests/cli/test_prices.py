"""What changed between two lists, and what a row cost when, as a user sees it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from tests.cli.homes import NOW, Run, good
from tests.sheets import making
from tests.watching.listed import a_row

from ipscwatch.model.change import SourceUpdate
from ipscwatch.store import Store

HEAD: list[object] = [
    "区分",
    "薬価基準収載医薬品コード",
    "成分名",
    "規格",
    "品名",
    "メーカー名",
    "薬価",
    "経過措置による使用期限",
]
FIRST = [
    "注射薬",
    "4900402X1020",
    "チサゲンレクルユーセル",
    "１患者当たり",
    "キムリア点滴静注",
    "試験製薬",
    34113655,
    "",
]
GONE = ["注射薬", "4900403X1025", "試験", "１瓶", "コラテジェン筋注用４ｍｇ", "試験製薬", 611478, ""]
RENAMED = ["注射薬", "4900405X1024", "試験", "１患者当たり", "イエスカルタ点滴静注", "@試験", 32647761, ""]
LISTED = ["注射薬", "4900TEST1018", "ラグネプロセル", "１８瓶１組", "アムシェプリ", "試験製薬", 55306737, ""]
OLD: list[list[object]] = [HEAD, FIRST, GONE, RENAMED]
NEW: list[list[object]] = [
    HEAD,
    [*FIRST[:6], 32647761, ""],
    [*RENAMED[:4], "=HYPERLINK(2)", "@別", 32647761, "R9.3.31まで"],
    LISTED,
]
COUNTS = {
    "listed": 1,
    "delisted": 1,
    "revised": 1,
    "renamed": 1,
    "maker_changed": 1,
    "respecified": 0,
    "limit_changed": 1,
    "moved": 0,
}


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    """Return the list before, a workbook, and the list after, CSV in the encoding of Japanese offices."""
    old, new = tmp_path / "tp20260415-01_02.xlsx", tmp_path / "tp20260520-01_02.csv"
    old.write_bytes(making.workbook(OLD))
    out = StringIO()
    csv.writer(out).writerows(NEW)
    new.write_bytes(out.getvalue().encode("cp932"))
    return old, new


def test_a_comparison_reads_as_a_summary(run: Run, lists: tuple[Path, Path]) -> None:
    told = run("prices", "diff", *lists)
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[0] == "tp20260415-01_02.xlsx (3 rows) → tp20260520-01_02.csv (3 rows)"
    assert "price revised                     1  (up 0, down 1)" in lines
    assert "  4900402X1020  キムリア点滴静注  試験製薬  34,113,655 → 32,647,761  -4.30 %" in lines
    assert "  4900TEST1018  アムシェプリ  試験製薬  55,306,737" in lines
    assert "  4900405X1024  =HYPERLINK(2)  @別  – → R9.3.31まで" in lines


def test_as_json_it_has_the_counts_and_both_sides_of_every_change(run: Run, lists: tuple[Path, Path]) -> None:
    told = json.loads(run("prices", "diff", *lists, "--format", "json").stdout)
    assert list(told) == ["old", "new", "counts", "changes"]
    assert told["counts"] == COUNTS
    assert [change["kind"] for change in told["changes"]] == [
        "listed", "delisted", "revised", "renamed", "maker_changed", "limit_changed",
    ]  # fmt: skip
    revised = told["changes"][2]
    assert (revised["key"], revised["name"]) == ("4900402X1020", "キムリア点滴静注")
    assert (revised["before"]["price"], revised["after"]["price"]) == ("34113655", "32647761")
    assert (told["changes"][0]["before"], told["changes"][1]["after"]) == (None, None)


def test_csv_and_workbooks_hold_nothing_that_runs(run: Run, lists: tuple[Path, Path], tmp_path: Path) -> None:
    rows = list(csv.reader(StringIO(run("prices", "diff", *lists, "--format", "csv").stdout)))
    assert rows[0][:3] == ["kind", "key", "name"]
    assert len(rows) == 7
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+@\t\r")]
    assert "-4.30" in rows[3]
    out = tmp_path / "changes.xlsx"
    assert run("prices", "diff", *lists, "--format", "xlsx", "--output", out).exit_code == 0
    sheet = openpyxl.load_workbook(BytesIO(out.read_bytes()))["changes"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "=HYPERLINK(2)" in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}
    assert 32647761 in {cell.value for cell in cells}


def test_only_some_rows_can_be_asked_for(run: Run, lists: tuple[Path, Path]) -> None:
    told = json.loads(run("prices", "diff", *lists, "--format", "json", "--only", "ｱﾑｼｪﾌﾟﾘ").stdout)
    assert [change["key"] for change in told["changes"]] == ["4900TEST1018"]


def test_equal_lists_say_so_and_a_broken_one_is_doubted(run: Run, tmp_path: Path) -> None:
    rows = [["注射薬", f"11{n:05d}F1000", "試験", "１瓶", f"試験{n}", "試験製薬", 100, ""] for n in range(60)]
    whole, half = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    whole.write_bytes(making.workbook([HEAD, *rows]))
    half.write_bytes(making.workbook([HEAD, *rows[:30]]))
    assert "no row changed" in run("prices", "diff", whole, whole).stdout
    assert run("prices", "diff", whole, half).stderr == "note: 注射薬: 30 of 60 rows are missing\n"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<!doctype html><title>x</title>", "a web page came"),
        (making.workbook([HEAD])[:200], "truncated or damaged"),
        (b"", "is empty"),
        (making.workbook([["x"]]), "no table with labels"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    run: Run, lists: tuple[Path, Path], tmp_path: Path, body: bytes, why: str
) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(body)
    told = run("prices", "diff", lists[0], bad)
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.startswith("bad.xlsx: ")
    assert why in told.stderr


def test_a_workbook_needs_a_file_to_go_to(run: Run, lists: tuple[Path, Path]) -> None:
    told = run("prices", "diff", *lists, "--format", "xlsx")
    assert told.exit_code == 2
    assert "--output" in told.stderr


@pytest.fixture
def priced(polled: Path) -> Path:
    """Return a home whose list was polled three times: revised on the second day, gone on the third."""
    row = a_row(
        "4900402X1020",
        name="キムリア点滴静注",
        price="34113655",
        day="20210401",
        place="tp20210401-01_02.xlsx, row 2",
    )
    later = replace(
        row,
        cells={**row.cells, "price": "32647761"},
        place="tp20210701-01_02.xlsx, row 2",
        url="x/tp20210701-01_02.xlsx",
    )
    noted = replace(later, cells={**later.cells, "note": "R3.7.1新薬価適用"})
    with Store.open(polled / "state" / "ipscwatch.db") as store:
        for day, rows in enumerate(((row,), (later,), (noted,), ())):
            at = NOW + timedelta(days=day)
            store.apply(SourceUpdate(source_id="list", polled_at=at, state=good("list"), rows=rows))
    return polled


def test_the_history_of_a_row_is_its_steps_with_a_chart(run: Run, priced: Path) -> None:
    lines = run("prices", "history", "キムリア", "--home", priced).stdout.splitlines()
    assert lines[0] == "4900402X1020  キムリア点滴静注  (list)"
    assert [line.split()[:2] for line in lines[2:]] == [
        ["2021-04-01", "34,113,655"], ["2021-07-01", "32,647,761"], ["2026-05-23", "gone"],
    ]  # fmt: skip
    bars = [line.count("█") for line in lines[2:4]]
    assert bars == [30, 28]
    assert "-4.30 %" in lines[3]


def test_a_row_is_shown_as_it_was_on_a_day(run: Run, priced: Path) -> None:
    shown = run("prices", "show", "4900402X1020", "--on", "2021-05-01", "--home", priced).stdout
    assert "34113655" in shown
    assert "tp20210401-01_02.xlsx, row 2" in shown
    assert "no row" in run("prices", "show", "4900402X1020", "--on", "2020-01-01", "--home", priced).stdout
    (told,) = json.loads(
        run("prices", "show", "キムリア", "--on", "2021-06-30", "--format", "json", "--home", priced).stdout
    )
    assert (told["from"], told["cells"]["price"]) == ("2021-04-01", "34113655")


def test_a_row_nobody_knows_is_wrong_usage(run: Run, priced: Path) -> None:
    told = run("prices", "history", "リハート", "--home", priced)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "リハート" in told.stderr
