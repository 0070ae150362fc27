"""Real national lists, where they are at hand: every row keyed and named, every price right, every change found.

The expected figures are counted here with the csv module alone; none of our own code takes part in them.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from ipscwatch.model.reading import Row
from ipscwatch.sources import local
from ipscwatch.watching import rows

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LISTS = ("nhi_price_list_20151128.csv", "nhi_price_list_20250716.csv")
NAMES = {LISTS[0]: "Unnamed: 7", LISTS[1]: "品名"}
"""The column that holds the names; in 2015 the label 品名 stood over the pharmacopoeia marks."""
CODE = "薬価基準収載医薬品コード"

pytestmark = [
    pytest.mark.suites,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"no real lists at {DATA}"),
]


@cache
def _raw(file: str) -> dict[str, dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return {row[CODE]: row for row in csv.DictReader(lines)}


@cache
def _read(file: str) -> dict[str, Row]:
    return {row.key: row for row in local.read(file, (DATA / file).read_bytes()).rows}


@pytest.mark.parametrize(("file", "n"), list(zip(LISTS, (17_093, 12_434), strict=True)))
def test_every_row_has_its_key_its_name_and_its_price(file: str, n: int) -> None:
    raw, read = _raw(file), _read(file)
    assert len(read) == len(raw) == n
    assert read.keys() == raw.keys()
    assert all(read[code].cells["name"] == row[NAMES[file]] != "" for code, row in raw.items())
    assert all(abs(float(read[code].cells["price"]) - float(row["薬価"])) < 1e-6 for code, row in raw.items())
    assert all(read[code].cells["maker"] == row["メーカー名"] for code, row in raw.items())
    assert all(read[code].cells["limit"] == row["経過措置による使用期限"] for code, row in raw.items())


def test_the_changes_of_ten_years_are_those_counted_by_hand() -> None:
    before, after = _raw(LISTS[0]), _raw(LISTS[1])
    both = before.keys() & after.keys()

    def differing(old: str, new: str) -> int:
        return sum(_bare(before[code][old]) != _bare(after[code][new]) for code in both)

    counts = rows.compare(_read(LISTS[0]), _read(LISTS[1])).counts()
    assert counts == {
        "listed": len(after.keys() - before.keys()),
        "delisted": len(before.keys() - after.keys()),
        "revised": sum(round(100 * float(before[c]["薬価"])) != round(100 * float(after[c]["薬価"])) for c in both),
        "renamed": differing("Unnamed: 7", "品名"),
        "maker_changed": differing("メーカー名", "メーカー名"),
        "respecified": differing("規格", "規格"),
        "limit_changed": differing("経過措置による使用期限", "経過措置による使用期限"),
        "moved": differing("区分", "区分"),
        "changed": 0,
    }
    assert (counts["listed"], counts["delisted"], counts["revised"]) == (4_660, 9_319, 7_730)


HISTORY = """
20190226 listed 4900401X1026        20190529 listed 4900402X1020        20190904 listed 4900403X1025
20191001 revised 4900400X1021       20191001 revised 4900401X1026       20191001 revised 4900402X1020
20191001 revised 4900403X1025       20200527 listed 4900404X1020        20210421 listed 4900405X1024
20210526 listed 4900406X1029        20210701 revised 4900402X1020       20210812 listed 4900407X1023
20210812 maker_changed 4900406X1029 20211125 listed 4900408X1028        20220420 listed 4900409X1022
20230830 listed 4900410X1025        20230830 maker_changed 4900405X1024 20240815 delisted 4900403X1025
20250401 revised 4900406X1029       20260318 listed 4900411X1020        20260318 listed 4900700X1026
"""
"""Every event of the products whose code begins with 49, read off the file line by line after its first list."""


def test_the_history_of_regenerative_products_replays_to_its_events_and_nothing_else() -> None:
    with (DATA / "regen_price_history_code49.csv").open(encoding="utf-8", newline="") as lines:
        head, *records = csv.reader(lines)
    found: list[tuple[str, str, str]] = []
    known: dict[str, Row] = {}
    for day in sorted({record[0] for record in records}):
        listed = [",".join(cell.replace(",", "") for cell in record) for record in records if record[0] == day]
        body = "\r\n".join((",".join(head), *listed)).encode()
        updated = rows.update(known, local.read(f"tp{day}-01_02.csv", body).rows)
        found += [(day, change.kind, change.key) for change in updated.comparison.changes]
        assert not updated.faults
        known = {row.key: row for row in updated.rows}
    words = HISTORY.split()
    expected = list(zip(words[::3], words[1::3], words[2::3], strict=True))
    assert sorted(found) == sorted(expected)
    assert Counter(kind for _, kind, _ in found) == {"listed": 12, "revised": 6, "maker_changed": 2, "delisted": 1}


def test_an_edition_that_lacks_a_category_is_a_fault_and_no_delisting() -> None:
    listed = _read(LISTS[1])
    without = [row for row in listed.values() if row.cells["category"] != "歯科用薬剤"]
    updated = rows.update(listed, without)
    assert (updated.comparison.changes, len(updated.rows)) == ((), len(listed))
    assert updated.faults == ("歯科用薬剤: none of its 28 rows came; what was known is kept",)


def test_the_approvals_workbook_reads_with_its_labels() -> None:
    read = local.read("approved.xlsx", (DATA / "pmda_approved_drugs_2025.xlsx").read_bytes())
    assert len(read.rows) == 42
    assert {row.place.split(", ")[1] for row in read.rows} == {f"sheet 承認品目{n}月分" for n in (5, 6, 8)}
    first = read.rows[0].cells
    assert (first["分野"], first["承認日"], first["販売名(会社名、法人番号)"]) == (
        "第５",
        "2025.5.19",
        "スリンダ錠28 (あすか製薬㈱、9010401018375)",
    )


def test_the_meetings_workbook_reads_with_its_labels() -> None:
    read = local.read("meetings.xlsx", (DATA / "chuikyo_meetings.xlsx").read_bytes())
    assert [row.key for row in read.rows] == [f"第{n}回" for n in range(590, 569, -1)]
    assert read.rows[0].cells["開催日"] == "2024年6月12日（令和6年6月12日）"


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
