"""Papers behind links and lists in PDF: entries with their text, and rows where a table is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.sheets import making
from tests.sources.asking import NOW, a_document, a_source

from ipscwatch.errors import NothingFoundError, ReadError
from ipscwatch.model.document import Request
from ipscwatch.model.reading import Reading
from ipscwatch.sources import kinds

INDEX = "https://council.example/list.html"
PAPER = "https://council.example/content/001600001.pdf"
NOTICE = "医薬品の新規薬価収載について\nアムシェプリ 算定薬価 ５５，３０６，７３７円"


def _read(body: str | bytes, request: Request, url: str = INDEX, **options: object) -> Reading:
    source = a_source("document", url, options=options)
    document = replace(a_document(body, request.url), request=request)
    return kinds()["document"].read(source, document, NOW)


def test_a_list_leads_to_its_newest_pages_of_papers() -> None:
    rows = "".join(
        f'<tr><td>第{n}回</td><td><a href="/newpage_{n}.html">資料</a></td></tr>' for n in (650, 649, 648)
    )
    page = f"<!doctype html><table>{rows}</table><a href='/newpage_1.html'>議事録</a>"
    reading = _read(page, Request(url=INDEX), follow=["資料"], newest=2, links=["薬価"])
    assert [request.url for request in reading.more] == [
        f"https://council.example/newpage_{n}.html" for n in (650, 649)
    ]
    assert all(request.fresh and request.optional for request in reading.more)


def test_a_page_of_papers_leads_to_those_that_say_a_word_with_the_words_around_a_number() -> None:
    page = """<!doctype html><ul><li><a href="/content/001600001.pdf">総－１</a> 医薬品の新規薬価収載について</li>
    <li><a href="/content/001600002.pdf">総－２ 医療機器の保険適用について[PDF 1.2MB]</a></li>
    <li><a href="/content/001600003.pdf">総－３ 選定療養について</a></li><li><a href="/x.html">薬価</a></li></ul>"""
    request = Request(url="https://council.example/newpage_650.html", title="資料")
    reading = _read(page, request, links=["薬価", "保険適用"])
    assert [(one.url.rsplit("/", 1)[1], one.title) for one in reading.more] == [
        ("001600001.pdf", "総－１ 医薬品の新規薬価収載について"),
        ("001600002.pdf", "総－２ 医療機器の保険適用について[PDF 1.2MB]"),
    ]


def test_a_paper_is_an_entry_with_its_text() -> None:
    reading = _read(making.pdf([NOTICE]), Request(url=PAPER, title="総－１ 医薬品の新規薬価収載について"))
    (entry,) = reading.entries
    assert (entry.url, entry.title, entry.content) == (PAPER, "総－１ 医薬品の新規薬価収載について", NOTICE)
    assert reading.rows == ()


def test_a_paper_without_words_is_told_by_its_title_and_why() -> None:
    (request, body) = Request(url=PAPER, title="総－４－２ 再生医療等製品の保険適用"), making.pdf([""])
    reading = _read(body, request)
    assert [(entry.title, entry.content) for entry in reading.entries] == [(request.title, "")]
    assert reading.warnings == (f"{PAPER}: the PDF has no text: 1 page of pictures",)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (making.pdf([""]), "no text"),
        (making.pdf([NOTICE])[:200], "damaged"),
        (b"<!doctype html><title>x</title>", "a web page came"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "neither"),
    ],
)
def test_a_document_at_its_own_address_that_cannot_be_read_is_an_error(body: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        _read(body, Request(url=PAPER), url=PAPER)


def test_the_tables_of_a_pdf_are_rows_by_their_labels_over_all_pages() -> None:
    head = ["分野", "承認日", "No.", "販 売 名", "承認"]
    first = [head, ["第１", "2026.3.6", "1", "アムシェプリ", "承 認"]]
    second = [["第１", "2026.3.6", "2", "リハート", "承 認"]]
    reading = _read(making.pdf(["表紙", first, second]), Request(url=PAPER), url=PAPER, table=["販売名"])
    assert [(row.key, row.cells["承認日"], row.place) for row in reading.rows] == [
        ("アムシェプリ", "2026.3.6", "001600001.pdf, page 2, table 1, row 2"),
        ("リハート", "2026.3.6", "001600001.pdf, page 3, table 1, row 1"),
    ]
    assert "アムシェプリ" in reading.entries[0].content


def test_a_workbook_is_an_entry_and_rows_too() -> None:
    url = "https://council.example/approved.xlsx"
    body = making.workbook([["承認日", "販売名"], ["2026.3.6", "アムシェプリ"], ["2026.3.6", "リハート"]])
    reading = _read(body, Request(url=url), url=url, table=["販売名"], only=["リハート"])
    assert [row.key for row in reading.rows] == ["リハート"]
    assert reading.entries[0].content.splitlines()[1] == "2026.3.6 アムシェプリ"


def test_pages_that_were_not_read_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipscwatch.sheets.pdf.PAGES", 1)
    reading = _read(making.pdf(["一", "二", "三"]), Request(url=PAPER), url=PAPER)
    assert reading.warnings == ("2 of its 3 pages were not read",)


def test_an_index_without_a_document_is_an_error_and_a_page_behind_it_a_warning() -> None:
    page = "<!doctype html><title>中医協</title><a href='/x.html'>開催案内</a>"
    with pytest.raises(NothingFoundError, match="no link to a document"):
        _read(page, Request(url=INDEX), follow=["資料"])
    reading = _read(page, Request(url=INDEX, title="資料"))
    assert "no link to a document" in reading.warnings[0]
