"""What the kinds are made of: paths into JSON, tables laid out, OPML, detection."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sheets import making
from tests.sources.asking import a_document, read, read_with
from tests.sources.test_cases import CASES, DOCUMENTS, case

from ipscwatch.errors import NothingFoundError, ReadError
from ipscwatch.sources import detect, kinds, opml, paths
from ipscwatch.sources.opml import Subscription

ANSWER = {"a": [{"b": 1, "c": "x"}, {"b": 2, "c": "y"}], "d": {"e": True, "f": None, "g": []}}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.b", "1, 2"),
        ("a[c=y].b", "2"),
        ("a[c=z].b", ""),
        ("d.e", "yes"),
        ("d.f", ""),
        ("d.g", ""),
        ("nowhere.at.all", ""),
        ("{a.b} of {d.e}", "1, 2 of yes"),
        ("{a.b} of {d.f}", ""),
    ],
)
def test_a_path_leads_to_what_it_names(path: str, text: str) -> None:
    assert paths.text(ANSWER, paths.check(path)) == text


@pytest.mark.parametrize("path", ["", ".", "a..b", "a[b]", "a[b=c", "x {a..b}", "{a[b]}"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="no path"):
        paths.check(path)


def test_an_empty_list_is_there_and_a_missing_one_is_not() -> None:
    assert paths.leads_somewhere(ANSWER, "d.g")
    assert not paths.leads_somewhere(ANSWER, "d.h")


def test_an_empty_answer_of_an_interface_is_good() -> None:
    assert read("json", '{"studies": []}', preset="clinicaltrials").entries == ()


@pytest.mark.parametrize("body", ["[1, 2]", '"x"', "null", '{"data": {"x": 1}}'])
def test_an_answer_without_its_list_names_what_it_holds(body: str) -> None:
    with pytest.raises(NothingFoundError, match="nothing at «studies»"):
        read("json", body, preset="clinicaltrials")


def test_own_paths_replace_those_of_the_preset() -> None:
    body = (CASES / "json" / "clinicaltrials.json").read_text(encoding="utf-8")
    reading = read(
        "json", body, preset="clinicaltrials", cells={"n": "protocolSection.designModule.enrollmentInfo.count"}
    )
    assert reading.rows[0].cells == {"n": "7"}
    assert reading.entries[0].entry_id == "NCT99999901"


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_a_table_of_any_spans_gives_rows_with_keys_of_their_own(rows: list[list[tuple[int, int]]]) -> None:
    cells = ["".join(f"<td colspan={c} rowspan={r}>{n}</td>" for n, (c, r) in enumerate(row)) for row in rows]
    head = "<tr><th>a</th><th colspan=2>b</th></tr>"
    body = f"<table>{head}{''.join(f'<tr>{row}</tr>' for row in cells)}<tr><td>last</td></tr></table>"
    reading = read("table", body)
    assert len({row.key for row in reading.rows}) == len(reading.rows)
    assert all(next(iter(row.cells)) == "a" for row in reading.rows)


def test_a_table_without_names_has_numbered_columns() -> None:
    assert read("table", "<table><tr><td>x</td><td>1</td></tr></table>").rows[0].cells == {"1": "x", "2": "1"}


def test_a_table_inside_a_table_is_its_own() -> None:
    inner = "<table id=i><tr><th>k</th><th>v</th></tr><tr><td>x</td><td>1</td></tr></table>"
    body = f"<table id=o><tr><th>name</th></tr><tr><td>{inner}</td></tr></table>"
    assert read("table", body, table="#i").rows[0].cells == {"k": "x", "v": "1"}
    assert len(read("table", body, table="#o").rows) == 1


SUBSCRIPTIONS = st.builds(
    Subscription,
    title=st.text("iPS細胞é<&>\"'", min_size=1, max_size=20),
    url=st.integers(0, 10_000).map(lambda n: f"https://feeds.example/{n}?a=1&b=2"),
    category=st.sampled_from(("", "News", "規制 / 日本")),
)


@given(st.lists(SUBSCRIPTIONS, max_size=8, unique_by=lambda one: one.url))
def test_opml_comes_back_as_it_was_written(subscriptions: list[Subscription]) -> None:
    back = opml.read(opml.write(subscriptions, title="Sample & list"))
    assert set(back.subscriptions) == set(subscriptions)
    assert back.warnings == ()


def test_opml_groups_are_categories_and_only_web_addresses_are_feeds() -> None:
    body = b"""<opml version="1.0"><body><outline text="News"><outline title="Japan">
        <outline text="A &amp; B" XMLURL=" https://a.example/feed "/><outline text="Again" xmlUrl="https://a.example/feed"/>
        </outline></outline><outline text="No" xmlUrl="file:///etc/passwd"/><outline text="C" xmlurl="http://c.example/"/>"""
    read_back = opml.read(body)
    assert read_back.subscriptions == (
        Subscription(title="A & B", url="https://a.example/feed", category="News / Japan"),
        Subscription(title="C", url="http://c.example/"),
    )
    assert any("damaged" in warning for warning in read_back.warnings)
    assert any("neither http nor https" in warning for warning in read_back.warnings)


@pytest.mark.parametrize(
    "body", [b"", b"not xml", b"<html><body></body></html>", b'<!DOCTYPE o [<!ENTITY a "b">]><opml><body/></opml>']
)
def test_what_is_no_opml_is_a_warning(body: bytes) -> None:
    read_back = opml.read(body)
    assert read_back.subscriptions == ()
    assert read_back.warnings


READABLE = [
    path
    for path in DOCUMENTS
    if path.parent.name in {"feed", "sitemap"}
    and '"error"' not in path.with_name(f"{path.stem}.reading.json").read_text(encoding="utf-8")
]


@pytest.mark.parametrize("path", READABLE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_feed_or_sitemap_is_recognised(path: Path) -> None:
    source, document = case(path)
    assert detect.propose(document)[0].kind == source.kind


def test_a_page_names_its_feeds_first() -> None:
    body = """<html><head><link rel="alternate" type="application/rss+xml" title="News" href="/rss.xml">
        <link rel="alternate" type="text/html" hreflang="en" href="/en/"></head>
        <body><a href="/other.rdf">RSS</a></body></html>"""
    found = detect.propose(a_document(body))
    assert [(one.kind, one.url) for one in found[:2]] == [
        ("feed", "https://source.example/rss.xml"),
        ("feed", "https://source.example/other.rdf"),
    ]


@pytest.mark.parametrize("name", ["chuikyo_detected", "company_dl", "company_en", "archive_headings"])
def test_a_proposed_selector_reads_what_the_list_reads_by_its_looks(name: str) -> None:
    source, document = case(CASES / "links" / f"{name}.html")
    proposal = next(one for one in detect.propose(document) if one.kind == "links")
    by_looks = kinds()["links"].read(source, document, document.fetched_at).entries
    proposed = read_with("links", document.body, proposal.options, document.url).entries
    assert proposed == by_looks


def test_an_unknown_interface_is_proposed_with_its_paths() -> None:
    body = '{"ok": true, "data": {"posts": [{"id": 1, "headline": "x", "url": "https://a.example/1"}]}}'
    proposal = detect.propose(a_document(body))[0]
    assert proposal.kind == "json"
    entry = read_with("json", body, proposal.options).entries[0]
    assert (entry.entry_id, entry.title, entry.url) == ("1", "x", "https://a.example/1")


@pytest.mark.parametrize("name", ["clinicaltrials", "pubmed_search", "europepmc", "ema_medicines", "edinet"])
def test_a_known_interface_is_recognised_by_its_answer_wherever_it_is(name: str) -> None:
    body = (CASES / "json" / f"{name}.json").read_bytes()
    proposal = detect.propose(a_document(body, "https://mirror.example/api"))[0]
    assert (proposal.kind, proposal.options) == ("json", {"preset": name.removesuffix("_search")})


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 9, making.archive({"a.txt": b"x"})]
)
def test_a_picture_or_archive_is_no_text(body: bytes) -> None:
    assert detect.propose(a_document(body)) == ()
    with pytest.raises(ReadError, match="neither a page nor text"):
        read("article", body)


def test_a_page_in_two_bytes_a_character_is_text() -> None:
    body = "<html><head><title>告示</title></head><body><p>薬価基準の一部を改正する。</p></body></html>"
    assert "薬価基準" in read("article", body.encode("utf-16-le")).entries[0].content


def test_a_file_is_a_price_list_where_it_holds_one_else_a_document() -> None:
    listed = making.workbook(
        [["薬価基準収載医薬品コード", "品名", "規格", "薬価"], ["1124017F1018", "見本錠", "1mg1錠", 9.8]]
    )
    other = making.workbook([["a", "b"], ["1", "2"]])
    text = "薬価基準収載医薬品コード,品名,規格,薬価\n1124017F1018,見本錠,1mg1錠,9.8\n".encode("cp932")
    found = [proposal.kind for proposal in detect.propose(a_document(text, "https://a.example/list.csv"))]
    assert found == ["price_list", "document"]
    for body, found in (
        (listed, ["price_list", "document"]),
        (other, ["document"]),
        (making.pdf(["x"]), ["document"]),
    ):
        assert [proposal.kind for proposal in detect.propose(a_document(body, "https://a.example/x"))] == found


@pytest.mark.parametrize(
    ("head", "options"),
    [
        ("<td><b>製品</b></td><td><strong>価格</strong></td>", {}),
        ("<td>製品</td><td>価格</td>", {"key": ("製品",)}),
        ("<td>製品</td><td>価格</td>", {"columns": ("製品", "価格")}),
    ],
)
def test_a_header_row_is_known_without_its_markup(head: str, options: dict[str, object]) -> None:
    body = f"<table><tr>{head}</tr><tr><td>A</td><td>1</td></tr><tr><td>B</td><td>2</td></tr></table>"
    assert [(row.key, dict(row.cells)) for row in read("table", body, **options).rows] == [
        ("A", {"製品": "A", "価格": "1"}),
        ("B", {"製品": "B", "価格": "2"}),
    ]


PLACE = "<url>{}<loc>https://a.example/{}</loc><lastmod>{}</lastmod></url>"
PICTURE = "<image><loc>https://a.example/p.png</loc><title>A picture</title></image>"
FILM = "<video><title>A film</title><publication_date>2020-01-01</publication_date></video>"


@pytest.mark.parametrize("beside", [PICTURE, FILM])
def test_pictures_and_films_of_a_sitemap_are_not_the_page(beside: str) -> None:
    (entry,) = read("sitemap", f"<urlset>{PLACE.format(beside, 1, '2026-05-19')}</urlset>").entries
    assert (entry.url, entry.title) == ("https://a.example/1", "")
    assert entry.published_at == datetime(2026, 5, 18, 15, tzinfo=UTC)


def test_of_a_sitemap_too_large_the_newest_are_read() -> None:
    old = "".join(PLACE.format("", n, "2026-01-01") for n in range(3_000))
    reading = read("sitemap", f"<urlset>{old}{PLACE.format('', 'new', '2026-05-19')}</urlset>")
    assert reading.entries[0].url == "https://a.example/new"
    assert reading.warnings == ("only the first 2000 entries were read",)


def test_a_sitemap_of_news_may_be_empty_and_no_other() -> None:
    news = '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"></urlset>'
    assert read("sitemap", news).entries == ()
    with pytest.raises(NothingFoundError):
        read("sitemap", "<urlset></urlset>")
