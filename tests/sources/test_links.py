from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError
from tests.sources.asking import a_source, read, read_with

from ipscwatch.errors import NothingFoundError

CASES = Path(__file__).parent / "cases" / "links"


def page(body: str) -> str:
    return f"<html><head><title>Sample page ｜ Sample site</title></head><body>{body}</body></html>"


@pytest.mark.parametrize("option", ["item", "title", "link", "date", "summary", "outlet", "id", "more"])
@pytest.mark.parametrize("bad", ["", "li >", "a[href", ":nonsense(", "..x"])
def test_a_bad_selector_is_refused_where_it_is_configured(option: str, bad: str) -> None:
    with pytest.raises(ValidationError, match=option):
        a_source("links", options={option: bad})


@pytest.mark.parametrize("options", [{}, {"item": "dl dt"}])
def test_each_thing_of_a_day_is_an_entry(options: dict[str, object]) -> None:
    body = page(
        "<dl><dt>令和8年5月20日</dt><dd>医療保険</dd><dd><a href='/1'>薬価基準への収載について</a></dd>"
        "<dd><a href='/2'>経済課長通知の発出について</a></dd><dd>別添のとおり</dd>"
        "<dt>令和8年5月19日</dt><dd><a href='/3'>総会の開催について</a> <a href='/3.pdf'>PDF</a></dd></dl>"
    )
    entries = read("links", body, **options).entries
    assert [entry.title for entry in entries] == [
        "薬価基準への収載について",
        "経済課長通知の発出について",
        "総会の開催について",
    ]
    assert [entry.summary for entry in entries] == ["医療保険", "別添のとおり", ""]
    assert len({entry.published_at for entry in entries[:2]}) == 1


@pytest.mark.parametrize(
    "size",
    ["［PDF 123KB］", "[PDF形式：1,234KB]", "（pdf:245kb）", "〔ＰＤＦ：１．２ＭＢ〕", "(Excel 0.9 MB)", "[12KB]"],
)
def test_the_size_of_a_file_is_no_part_of_a_title(size: str) -> None:
    rows = "".join(f"<li>2026.05.{n} <a href='/{n}.pdf'>第{n}号の通知について{size}</a></li>" for n in (19, 20))
    assert [entry.title for entry in read("links", page(f"<ul>{rows}</ul>")).entries] == [
        "第19号の通知について",
        "第20号の通知について",
    ]


def test_a_row_is_called_by_what_it_is_about_and_never_by_its_date() -> None:
    row = "<tr><td>令和8年3月{}日</td><td>{}</td><td><a href='/{}.pdf'>審査報告書[0.9MB]</a></td></tr>"
    rows = row.format(6, "アムシェプリ", 1) + row.format(6, "リハート", 2)
    for column in ("販売名", "製品"):
        head = f"<tr><th>承認日</th><th>{column}</th><th>資料</th></tr>"
        entries = read("links", page(f"<table>{head}{rows}</table>")).entries
        assert [entry.title.split()[-1] for entry in entries] == ["アムシェプリ", "リハート"]


def test_a_page_made_of_frames_says_where_they_lead() -> None:
    with pytest.raises(NothingFoundError, match=r"shows https://source\.example/list2\.html in a frame"):
        read("links", "<html><title>局報</title><frameset><frame src='list2.html'></frameset></html>")


def test_a_new_row_of_a_table_is_one_more_entry_and_the_others_stay_the_same() -> None:
    now = (CASES / "chuikyo_list.html").read_text(encoding="utf-8")
    row = now[now.index("<tbody>") + 7 : now.index("</tr>", now.index("<tbody>")) + 5]
    after = now.replace(row, row.replace("第652回", "第653回").replace("91000", "92000") + row)
    before = read("links", now, item="table.m-tableFlex tr").entries
    assert read("links", after, item="table.m-tableFlex tr").entries[1:] == before
    assert read("links", after, item="table.m-tableFlex tr").entries[0].entry_id == "第653回"


def test_a_row_whose_papers_appear_keeps_its_id_and_title() -> None:
    papers = '<td data-label="資料等"><a href="/stf/newpage_91000.html">資料</a></td>'
    now = (CASES / "chuikyo_list.html").read_text(encoding="utf-8")
    assert papers in now
    announced = read("links", now.replace(papers, "<td>－</td>"), item="table.m-tableFlex tr").entries[0]
    published = read("links", now, item="table.m-tableFlex tr").entries[0]
    assert (announced.entry_id, announced.title) == (published.entry_id, published.title)
    assert (announced.url or "").endswith("newpage_90990.html")
    assert (published.url or "").endswith("newpage_91000.html")


LISTS = {
    "list items": "<ul>{}</ul>|<li>{date} <a href='{n}'>{title}</a></li>",
    "rows without names": "<table>{}</table>|<tr><td>{date}</td><td><a href='{n}'>{title}</a></td></tr>",
    "terms": "<dl>{}</dl>|<dt>{date}</dt><dd><a href='{n}'>{title}</a></dd>",
    "cards": "<div>{}</div>|<a href='{n}'><div><p>{date}</p><h3>{title}</h3></div></a>",
    "headings": "<div>{}</div>|<h4>{date}</h4><p><a href='{n}'>{title}</a></p>",
    "two columns": "<div>{}</div>|<div><p>{date}</p></div><div><a href='{n}'>{title}</a></div>",
    "date behind": "<div>{}</div>|<p><a href='{n}'>{title}</a>（{date}）</p>",
    "lines": "<p>{}</p>|{date}　<a href='{n}'>{title}</a><br>",
    "lines, the date behind": "<div>{}</div>|・<a href='{n}'>{title}</a>（{date}）<br>\n",
    "date in the link": "<ol>{}</ol>|<li><a href='{n}'>{date}<br>{title}</a></li>",
}
DATES = [
    "2026.05.{0:02d}",
    "2026年5月{0}日",
    "令和８年５月{0}日（水）",
    "May {0}, 2026",
    "{0} May 2026",
    "R8.5.{0}",
]


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("markup", LISTS.values(), ids=LISTS)
def test_a_list_is_found_by_its_looks(markup: str, date: str) -> None:
    around, inside = markup.split("|")
    blocks = [
        inside.format(date=date.format(day), n=f"/n/{day}", title=f"News number {day} of May")
        for day in (19, 18, 7)
    ]
    frame = page("<nav><a href='/'>Home</a> 2026.01.01</nav>{}<footer>2026.01.01 <a href='/'>Top</a></footer>")
    entries = read("links", frame.format(around.format("".join(blocks)))).entries
    assert [entry.title for entry in entries] == [f"News number {day} of May" for day in (19, 18, 7)]
    assert [entry.url for entry in entries] == [f"https://source.example/n/{day}" for day in (19, 18, 7)]
    assert [entry.published_at for entry in entries] == [
        datetime(2026, 5, day - 1, 15, tzinfo=UTC) for day in (19, 18, 7)
    ]


def test_the_date_of_an_item_is_the_one_that_stands_alone_in_it() -> None:
    body = page("<div class='x'><a href='/1'>令和8年5月18日の総会の資料</a> <span>2026.05.19</span></div>")
    entry = read("links", body, item="div.x").entries[0]
    assert entry.published_at == datetime(2026, 5, 18, 15, tzinfo=UTC)


def test_undated_files_with_one_title_are_told_apart_by_their_names() -> None:
    body = page(
        "<ul><li><a href='/tp{0}-01_02.xlsx'>薬価基準収載品目リスト 注射薬 [Excel形式：1,234KB]</a></li></ul>"
    )
    old, new = (read("links", body.format(day), item="li").entries[0] for day in ("20260401", "20260520"))
    assert old.title == new.title == "薬価基準収載品目リスト 注射薬"
    assert (old.summary, new.summary) == ("tp20260401-01_02.xlsx", "tp20260520-01_02.xlsx")


def test_a_short_title_is_told_with_the_name_of_the_page() -> None:
    body = page("<li><a href='/1.pdf'>総－１（PDF：999KB）</a></li>")
    assert read("links", body, item="li").entries[0].title == "Sample page 総－１"


def test_an_item_may_be_the_link_itself() -> None:
    body = page("<a class='x' href='/1'>First piece of news</a><a class='x' href='/2'>Second piece of news</a>")
    assert [entry.url for entry in read("links", body, item="a.x").entries] == [
        "https://source.example/1",
        "https://source.example/2",
    ]


@pytest.mark.parametrize("options", [{"item": "ul.news > li"}, {}])
def test_a_page_without_its_list_says_what_it_holds_now(options: dict[str, object]) -> None:
    with pytest.raises(NothingFoundError) as caught:
        read_with("links", page("<p><a href='/'>One</a> and <a href='/2'>two</a></p>"), options)
    assert "«Sample page ｜ Sample site» with 2 links" in str(caught.value)


def test_words_that_no_item_holds_leave_an_empty_list_and_no_error() -> None:
    assert (
        read("links", page("<li><a href='/1'>News of the day</a></li>"), item="li", only=["absent"]).entries == ()
    )
