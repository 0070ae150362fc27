# ruff: noqa: E501 - rows of a table are told apart best in a line each
"""Price lists read right however their columns are named, placed or drifted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.sheets import making
from tests.sources.asking import read_with

from ipscwatch.errors import NothingFoundError
from ipscwatch.model.reading import Row
from ipscwatch.sheets.sheet import Sheet
from ipscwatch.sources import columns, listing, local

HEAD = (
    "区分", "薬価基準収載医薬品コード", "成分名", "規格", "", "", "", "品名", "メーカー名",
    "診療報酬において加算等の算定対象となる後発医薬品", "先発医薬品", "同一剤形・規格の後発医薬品がある先発医薬品",
    "薬価", "経過措置による使用期限", "備考",
)  # fmt: skip
ROWS = (
    ("注射薬", "4900401X1026", "ヒト（自己）骨髄由来間葉系幹細胞", "１回分", "", "", "", "ステミラック注", "ニプロ", "", "", "", 15234750, "", ""),
    ("注射薬", "4900404X1020", "オナセムノゲン　アベパルボベク", "１患者当たり", "", "", "", "ゾルゲンスマ点滴静注", "ノバルティス　ファーマ", "", "先発品", "", 167077222, "", ""),
    ("注射薬", "1119402A1030", "プロポフォール", "２００ｍｇ２０ｍＬ１管", "局", "", "※", "１％プロポフォール注「試験」", "", "後発品", "", "", 844.6, "R9.3.31まで", "R8.5.20収載"),
    ("注射薬", "8219400A3031", "フェンタニルクエン酸塩", "０．００５％１０ｍＬ１管", "局", "麻", "", "フェンタニル注「試験」", "試験製薬", "★", "", "○", 887, "", ""),
)  # fmt: skip
RIGHT = [
    ("4900401X1026", "ステミラック注", "１回分", "ニプロ", "15234750", ""),
    ("4900404X1020", "ゾルゲンスマ点滴静注", "１患者当たり", "ノバルティス　ファーマ", "167077222", ""),
    ("1119402A1030", "１％プロポフォール注「試験」", "２００ｍｇ２０ｍＬ１管", "", "844.6", "R9.3.31まで"),
    ("8219400A3031", "フェンタニル注「試験」", "０．００５％１０ｍＬ１管", "試験製薬", "887", ""),
]

Table = list[list[object]]


def _table(head: Sequence[object] = HEAD) -> Table:
    return [list(head), *(list(row) for row in ROWS)]


def _old_head() -> Table:
    """Return the head of the lists to 2017: 品名 over the pharmacopoeia marks, nothing over the names."""
    head = list(HEAD)
    head[4], head[7] = "品名", ""
    return _table(head)


def _extra_columns() -> Table:
    return [[*row[:4], "", *row[4:9], "", "", *row[9:], ""] for row in _table()]


def _title_above() -> Table:
    return [["使用薬剤の薬価（薬価基準）に収載されている医薬品について"], [], ["令和8年5月20日適用"], *_table()]


def _broken_labels() -> Table:
    head = ["区　分", "薬価基準収載\n医薬品コード", "成　分　名", "規　格", "", "", "", "品　　名", "メーカー\n名", *HEAD[9:12], "薬　価", "経過措置による\n使用期限", "備　考"]  # fmt: skip
    return _table(head)


def _two_rows_of_labels() -> Table:
    upper: list[object] = ["" for _ in HEAD]
    upper[2], upper[12] = "医薬品", "薬価"
    lower: list[object] = [*HEAD[:12], "（円）", *HEAD[13:]]
    return [upper, lower, *(list(row) for row in ROWS)]


def _wide_prices() -> Table:
    wide = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
    rows: Table = [[*row[:12], f"{row[12]:,}円".translate(wide), *row[13:]] for row in ROWS]
    return [list(HEAD), *rows]


def _noisy_prices() -> Table:
    return [[cell + 1e-13 if isinstance(cell, float) else cell for cell in row] for row in _table()]


def _wide_codes() -> Table:
    wide = str.maketrans({n: n + 0xFEE0 for n in range(0x21, 0x7F)})
    return [[row[0], str(row[1]).translate(wide), *row[2:]] for row in _table()]


def _old_and_new_price() -> Table:
    head: list[object] = [*HEAD[:12], "改定前薬価", "改定後薬価", *HEAD[13:]]
    return [head, *([*row[:12], 100.5 + n, row[12], *row[13:]] for n, row in enumerate(ROWS))]


def _running_numbers() -> Table:
    return [["No.", *HEAD], *([n, *row] for n, row in enumerate(ROWS, 1))]


def _footnotes() -> Table:
    return [*_table(), [], ["※ 業者名を追記したもの"], ["", "合計", "", "", "", "", "", "", "", "", "", "", 4]]


SHAPES = (
    _table, _old_head, _extra_columns, _title_above, _broken_labels, _two_rows_of_labels, _wide_prices, _noisy_prices,
    _wide_codes, _old_and_new_price, _running_numbers, _footnotes,
)  # fmt: skip


@pytest.mark.parametrize("shape", [*SHAPES, lambda: _table()[1:]], ids=[*(s.__name__ for s in SHAPES), "no_labels"])
def test_a_list_reads_the_same_in_every_layout(shape: type[Table]) -> None:
    rows = local.read("tp20260520-01_02.xlsx", making.workbook(shape())).rows
    assert [_told(row) for row in rows] == RIGHT
    assert {row.cells["category"] for row in rows} == {"注射薬"}


def test_a_row_says_where_it_stands() -> None:
    body = making.sheets({"注射薬": _title_above()})
    row = local.read("tp20260520-01_02.xlsx", body).rows[1]
    assert row.place == "tp20260520-01_02.xlsx, sheet 注射薬, row 6, price in column M"
    assert row.cells["ingredient"] == "オナセムノゲン　アベパルボベク"


@pytest.mark.parametrize(
    ("file", "sheet", "category"),
    [
        ("tp20260520-01_03.xlsx", "Sheet1", "外用薬"),
        ("list.xlsx", "歯科用薬剤", "歯科用薬剤"),
        ("list.xlsx", "Sheet1", ""),
    ],
)
def test_a_category_without_a_column_is_told_by_the_file_or_the_sheet(file: str, sheet: str, category: str) -> None:
    body = making.sheets({sheet: [row[1:] for row in _table()]})
    assert {row.cells["category"] for row in local.read(file, body).rows} == {category}


def test_a_list_without_codes_is_keyed_by_name_and_specification() -> None:
    rows = [
        ["販売名", "規格", "会社名", "償還価格"],
        ["リハート（試験）", "１組", "試験", "14,760,000"],
        ["", "", "", "計"],
    ]
    (row,) = local.read("devices.xlsx", making.workbook(rows)).rows
    assert (row.key, row.cells["price"]) == ("リハート(試験) / １組".replace("１", "1"), "14760000")


def test_a_pdf_table_reads_as_a_list_over_its_pages() -> None:
    pages = [[["No.", "品名", "規格", "会社名", "薬価"], ["1", "アムシェプリ", "１８瓶１組", "試験", "55,306,737"]], [["No.", "品名", "規格", "会社名", "薬価"], ["2", "甲注", "１瓶", "試験", "79, 円"], ["3", "乙注", "１瓶", "試験", "1,000"]]]  # fmt: skip
    rows = local.read("list.pdf", making.pdf(pages)).rows
    assert [(row.cells["name"], row.cells["price"], row.place.split(", price")[0]) for row in rows] == [
        ("アムシェプリ", "55306737", "list.pdf, page 1, table 1, row 2"),
        ("甲注", "79, 円", "list.pdf, page 2, table 1, row 2"),
        ("乙注", "1000", "list.pdf, page 2, table 1, row 3"),
    ]


def test_a_code_of_another_form_loses_no_row_even_as_the_first() -> None:
    odd = ["注射薬", "4900TESTX10180", *ROWS[0][2:]]
    read = local.read("x.xlsx", making.workbook([HEAD, odd, *ROWS])).rows
    assert [row.key for row in read] == ["4900TESTX10180", *(key for key, *_ in RIGHT)]


def test_equal_keys_are_numbered_and_told() -> None:
    listed = local.read("x.xlsx", making.workbook([*_table(), list(ROWS[0])]))
    assert [row.key for row in listed.rows][-1] == "4900401X1026 (2)"
    assert listed.warnings == ("1 keys name several rows, such as «4900401X1026»",)


def test_the_workbook_of_generics_without_prices_is_no_price_list() -> None:
    head = [
        "薬価基準収載医薬品コード",
        "成分名",
        "品名",
        "各先発医薬品の後発医薬品の有無に関する情報",
        "収載年月日",
    ]
    sheet = Sheet(name="", rows=(tuple(head), ("1112700X1011", "ハロタン", "フローセン", "1", "20260520")))
    assert columns.find(sheet) is None
    assert listing.read([sheet], "tp20260520-01_05.xlsx") is None


def test_any_table_with_labels_is_rows() -> None:
    body = making.sheets(
        {
            "5月分": [["承認品目一覧（試験）"], [], ["分野", "承認日", "No.", "販　売　名\n(会社名)"], ["第１", "2025.5.19", 1, "甲\n(試験㈱)"], ["第１", "2025.5.19", 2, "乙"]],
            "6月分": [["承認品目一覧"], [], ["分野", "承認日", "No.", "販　売　名\n(会社名)"], ["第２", "2025.6.24", 1, "丙"]],
        }
    )  # fmt: skip
    rows = local.read("approved.xlsx", body).rows
    assert [row.key for row in rows] == ["甲 (試験㈱)", "乙", "丙"]
    assert rows[2].cells == {"分野": "第２", "承認日": "2025.6.24", "No.": "1", "販売名(会社名)": "丙"}


def test_a_price_column_that_is_gone_is_an_error_that_says_what_is_there() -> None:
    without = [[*row[:12], *row[13:]] for row in _table()]
    with pytest.raises(NothingFoundError, match="経過措置") as error:
        read_with("price_list", making.workbook(without), {}, "https://source.example/tp20260520-01_02.xlsx")
    assert not error.value.transient


def _told(row: Row) -> tuple[str, ...]:
    return (row.key, *(row.cells[column] for column in ("name", "specification", "maker", "price", "limit")))
