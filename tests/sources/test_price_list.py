"""From the index to the list's page to its files, each read right or refused with a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.sheets import making
from tests.sources.asking import NOW, a_document, a_source

from ipscwatch.errors import NothingFoundError, ReadError
from ipscwatch.model.document import Request
from ipscwatch.model.reading import Reading
from ipscwatch.sources import kinds

INDEX = "https://lists.example/0000078916.html"
LIST = "https://lists.example/topics/2026/04/tp20260401-01.html"
OPTIONS = {"links": ["薬価基準収載品目リスト"], "files": r"tp\d{8}-01_0[1-4]\.xlsx$"}
HEAD = [
    "区分",
    "薬価基準収載医薬品コード",
    "成分名",
    "規格",
    "品名",
    "メーカー名",
    "薬価",
    "経過措置による使用期限",
]
ROW = ["注射薬", "4900TEST1018", "ラグネプロセル", "１８瓶１組", "アムシェプリ", "試験製薬", 55306737, ""]
PLAIN = ["注射薬", "1119402A1030", "プロポフォール", "２０ｍＬ１管", "試験注", "試験製薬", 844.6, "R9.3.31まで"]


def _read(body: str | bytes, request: Request, **options: object) -> Reading:
    source = a_source("price_list", INDEX, options=OPTIONS | options)
    document = replace(a_document(body, request.url), request=request)
    return kinds()["price_list"].read(source, document, NOW)


def _page(*links: tuple[str, str]) -> str:
    listed = "".join(f'<li><a href="{url}">{words}</a></li>' for url, words in links)
    return f"<!doctype html><title>薬価（試験）</title><ul>{listed}</ul>"


def test_a_poll_begins_with_the_index_read_anew_and_a_file_only_when_it_changed() -> None:
    kind = kinds()["price_list"]
    assert kind.ask(a_source("price_list", INDEX), NOW) == (Request(url=INDEX, fresh=True),)
    file = "https://lists.example/list.xlsx"
    assert kind.ask(a_source("price_list", file), NOW) == (Request(url=file),)


def test_the_index_leads_to_the_newest_page_of_the_list() -> None:
    page = _page(
        ("/topics/2025/04/tp20250401-01.html", "薬価基準収載品目リストについて（令和７年）"),
        ("/topics/2026/04/tp20260401-01.html", "薬価基準収載品目リスト\u3000について（令和８年）"),
        ("/other.html", "お知らせ"),
    )
    (request,) = _read(page, Request(url=INDEX)).more
    assert (request.url, request.fresh, request.optional) == (LIST, True, False)


def test_the_page_of_the_list_leads_to_the_newest_file_of_each_part() -> None:
    page = _page(
        ("dl/tp20260415-01_01.xlsx", "内用薬（Excel）"),
        ("dl/tp20260415-01_02.xlsx", "注射薬（4月15日）"),
        ("dl/tp20260520-01_02.xlsx", "注射薬（5月20日）"),
        ("dl/tp20260401-01_05.xlsx", "後発医薬品に関する情報"),
        ("dl/tp20260401-01.pdf", "通知"),
    )
    reading = _read(page, Request(url=LIST, title="薬価基準収載品目リストについて"))
    assert [request.url.rsplit("/", 1)[1] for request in reading.more] == [
        "tp20260415-01_01.xlsx",
        "tp20260520-01_02.xlsx",
    ]
    assert all(request.optional and not request.fresh for request in reading.more)


def test_a_file_is_rows_with_their_place_and_address() -> None:
    file = Request(url="https://lists.example/dl/tp20260520-01_02.xlsx", title="注射薬", optional=True)
    reading = _read(making.workbook([HEAD, PLAIN, ROW]), file)
    assert [(row.key, row.cells["price"]) for row in reading.rows] == [
        ("1119402A1030", "844.6"),
        ("4900TEST1018", "55306737"),
    ]
    assert (reading.rows[1].url, reading.rows[1].place) == (
        file.url,
        "tp20260520-01_02.xlsx, sheet Sheet1, row 3, price in column G",
    )
    assert reading.entries == ()


def test_a_page_that_holds_the_list_itself_is_read_from_its_table() -> None:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (PLAIN, ROW))
    heads = "".join(f"<th>{cell}</th>" for cell in HEAD)
    reading = _read(f"<!doctype html><table><tr>{heads}</tr>{cells}</table>", Request(url=INDEX))
    assert [row.key for row in reading.rows] == ["1119402A1030", "4900TEST1018"]


def test_only_keeps_the_rows_that_hold_a_word() -> None:
    file = Request(url="https://lists.example/dl/tp20260520-01_02.xlsx", title="x")
    assert [row.key for row in _read(making.workbook([HEAD, PLAIN, ROW]), file, only=["ラグネプロセル"]).rows] == [
        "4900TEST1018"
    ]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (making.workbook([HEAD, PLAIN, ROW])[:-300], "truncated or damaged"),
        (
            b"<!doctype html><title>\xe5\xaf\xa9\xe8\xad\xb0</title>",
            "a web page came where a document was expected: the page is «審議»",
        ),
        (b"", "the document is empty"),
        (making.workbook([["x"]]), "no price list"),
        (making.workbook([HEAD]), "no price list"),
        (b"%PDF-1.4", "the PDF is damaged"),
    ],
    ids=["truncated", "page", "empty", "other table", "no rows", "pdf"],
)
def test_what_is_no_list_is_a_lasting_error_that_names_the_file(body: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=why) as error:
        _read(body, Request(url="https://lists.example/dl/tp20260520-01_02.xlsx", title="注射薬"))
    assert "tp20260520-01_02.xlsx" in str(error.value)
    assert not error.value.transient


def test_an_index_that_leads_nowhere_is_an_error() -> None:
    with pytest.raises(NothingFoundError, match="no price list"):
        _read(_page(("/other.html", "お知らせ")), Request(url=INDEX))
