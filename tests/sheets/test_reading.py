"""Workbooks, CSV and PDF become cells with their place; what cannot be read says why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sheets import making

from ipscwatch.sheets import archive, book, cells, pdf
from ipscwatch.sheets.form import form
from ipscwatch.sheets.sheet import UnreadableError, letters


def test_cells_are_what_a_reader_sees() -> None:
    body = making.workbook(
        [
            [
                "４９００",
                55306737,
                109.89999999999999,
                2955232.7,
                True,
                None,
                date(2027, 3, 31),
                datetime(2026, 5, 20, 9, 30, tzinfo=UTC).replace(tzinfo=None),
            ]
        ]
    )
    (sheet,) = book.read(body)
    assert sheet.rows[0] == (
        "４９００", "55306737", "109.9", "2955232.7", "TRUE", "", "2027-03-31", "2026-05-20 09:30:00",
    )  # fmt: skip


def test_rows_keep_the_numbers_they_have_in_the_workbook() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["B5"] = "x"
    workbook.active["C7"] = "y"
    out = BytesIO()
    workbook.save(out)
    (sheet,) = book.read(out.getvalue())
    assert sheet.rows == (("", "x", ""), ("", "", ""), ("", "", "y"))
    assert sheet.place(2) == "sheet Sheet, row 7"


def test_every_sheet_is_read_and_empty_ones_are_left_out() -> None:
    body = making.sheets({"承認品目5月分": [["a"]], "空": [], "承認品目6月分": [["b"]]})
    assert [sheet.name for sheet in book.read(body)] == ["sheet 承認品目5月分", "sheet 承認品目6月分"]


def test_a_merged_range_shows_its_value_in_each_cell() -> None:
    body = making.sheets(
        {"s": [["区分", "品名", None], ["内用薬", "a", "b"], [None, "c", "d"]]}, merged=["B1:C1", "A2:A3"]
    )
    assert book.read(body)[0].rows == (("区分", "品名", "品名"), ("内用薬", "a", "b"), ("内用薬", "c", "d"))


def test_of_a_formula_the_stored_value_is_read_and_nothing_is_worked_out() -> None:
    (sheet,) = book.read(making.workbook([["x", '=HYPERLINK("https://source.example","y")']]))
    assert "".join(sheet.rows[0]) == "x"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_and_with_the_marks_offices_use(encoding: str, mark: str) -> None:
    text = (
        mark.join(("区分", "品名", "薬価"))
        + "\r\n"
        + mark.join(("注射薬", '"テムセル\nＨＳ注①"', "868680"))
        + "\r\n"
    )
    (sheet,) = book.read(text.encode(encoding))
    assert sheet.rows == (("区分", "品名", "薬価"), ("注射薬", "テムセル\nＨＳ注①", "868680"))


def test_the_text_of_a_pdf_is_read_page_by_page() -> None:
    pages = pdf.read_text(making.pdf(["薬価基準の改正について\n㈱①髙﨑 iPS", "二頁"]))
    assert pages.texts == ("薬価基準の改正について\n㈱①髙﨑 iPS", "二頁")
    assert pages.text == "薬価基準の改正について\n㈱①髙﨑 iPS\n\n二頁"


def test_the_tables_of_a_pdf_are_read_on_the_pages_that_hold_a_word_and_the_page_after() -> None:
    table = [["品名", "薬価"], ["甲", "1,000"]]
    body = making.pdf([[["名", "数"], ["乙", "2"]], table, [["丙", "3"]], [["丁", "4"]]])
    assert [sheet.name for sheet in book.read(body, words=("薬 価",))] == ["page 2, table 1", "page 3, table 1"]
    assert book.read(body, words=("薬価",))[0].rows == (("品名", "薬価"), ("甲", "1,000"))


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "nothing"),
        (b"\0" * 50, "nothing"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n%PDF-1.4\n", "pdf"),
        (b"\xef\xbb\xbf<!DOCTYPE html><title>x", "html"),
        (b"  <html><body>", "html"),
        ("区分,品名\n".encode("cp932"), "text"),
        ("区分,品名\n".encode("utf-16"), "text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "xls"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "other"),
        (making.archive({"[Content_Types].xml": b"", "xl/workbook.bin": b""}), "xlsb"),
        (making.archive({"[Content_Types].xml": b"", "word/document.xml": b""}), "zip"),
        (making.archive({"mimetype": b"", "content.xml": b""}), "ods"),
        (making.archive({"readme.txt": b""}), "zip"),
        (making.workbook([["x"]]), "xlsx"),
    ],
)
def test_what_a_document_is_shows_in_its_first_bytes(body: bytes, what: str) -> None:
    assert form(body) == what


def _bomb() -> bytes:
    return making.archive({"[Content_Types].xml": b"", "xl/worksheets/sheet1.xml": b" " * (60 << 20)})


def _lying_bomb() -> bytes:
    """Return an archive whose only member says it inflates to ten bytes."""
    body = bytearray(_bomb())
    size = (60 << 20).to_bytes(4, "little")
    return bytes(body.replace(size, (10).to_bytes(4, "little")))


def _far() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "x"
    workbook.active["O1048576"] = "y"
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "empty"),
        (b"<!doctype html><title>Not found</title>", "web page"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "neither"),
        (making.archive({"readme.txt": b""}), "archive"),
        (making.workbook([["x"]] * 50)[:-400], "truncated or damaged"),
        (making.archive({"[Content_Types].xml": b"<x/>"}), "truncated or damaged"),
        (_bomb(), "swells"),
        (_lying_bomb(), "swells"),
        (
            making.archive({f"xl/{n}.xml": b"" for n in range(300)} | {"[Content_Types].xml": b""}),
            "300 parts|301 parts",
        ),
        (_far(), "O1048576"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
        (b"%PDF-1.4\nnothing more", "damaged"),
        (making.pdf(["", ""]), "2 pages of pictures"),
        (b'a,b\n"' + b"x" * 200_000, "damaged"),
        (b"a," * 1_000_001, "more than"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        book.read(body)


def test_no_entity_in_a_part_of_a_workbook_is_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    with ZipFile(BytesIO(making.workbook([["name", "price"], ["Amchepry", 1]]))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY l "{"l" * 1_000}">]>'.encode()
    assert any(b"Amchepry" in body for body in parts.values())
    for name in (name for name in parts if name.endswith(".xml")):
        body = parts[name].replace(b"?>", b"?>" + doctype, 1) if b"?>" in parts[name] else doctype + parts[name]
        body = body.replace(b"Amchepry", b"&e;&l;")
        try:
            told = str(book.read(making.archive({**parts, name: body})))
        except UnreadableError as error:
            told = str(error)
        assert "canary" not in told
        assert "lll" not in told


def test_a_workbook_is_measured_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "INFLATED", 10)
    with pytest.raises(UnreadableError, match="swells"):
        book.read(making.workbook([["x"]]))


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("55306737", "55306737"),
        ("55,306,737", "55306737"),
        ("５５，３０６，７３７円", "55306737"),
        ("¥868,680", "868680"),
        ("2955232.7", "2955232.7"),
        ("109.89999999999999", "109.9"),
        ("884767.0", "884767"),
        (" 7.50 ", "7.5"),
    ],
)
def test_a_price_is_read_however_it_is_written(text: str, yen: str) -> None:
    assert str(cells.price(text)) == yen


@pytest.mark.parametrize(
    "text", ["", "79, 円", "55,306, 737", "5,53", "10 mg", "R9.3.31", "-3", "1e5", "約5530万円", "12,34,567"]
)
def test_what_is_no_price_or_has_lost_digits_is_none(text: str) -> None:
    assert cells.price(text) is None


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_price_survives_being_written_and_read(amount: Decimal) -> None:
    assert cells.price(f"{amount:,}") == amount == cells.price(str(amount))


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("R9.3.31まで", date(2027, 3, 31)),
        ("Ｒ９．３．３１まで", date(2027, 3, 31)),
        ("H31.3.31まで", date(2019, 3, 31)),
        ("2027-03-31", date(2027, 3, 31)),
        ("令和9年3月31日", date(2027, 3, 31)),
        ("", None),
        ("H26.4.17収載 H26.8.8変更", None),
    ],
)
def test_a_day_is_read_in_any_era(text: str, on: date | None) -> None:
    assert cells.day(text) == on


@pytest.mark.parametrize(
    ("address", "on"),
    [
        ("https://www.mhlw.go.jp/topics/2026/04/dl/tp20260520-01_02.xlsx", date(2026, 5, 20)),
        ("/lists/nhi_price_list_20250716.csv?x=20240101", date(2025, 7, 16)),
        ("list.xlsx", None),
        ("000280052.pdf", None),
        ("x20261340.csv", None),
    ],
)
def test_the_day_in_a_files_name_is_read(address: str, on: date | None) -> None:
    assert cells.file_day(address) == on


def test_columns_have_the_letters_of_a_workbook() -> None:
    assert [letters(n) for n in (0, 12, 25, 26, 701, 702)] == ["A", "M", "Z", "AA", "ZZ", "AAA"]
