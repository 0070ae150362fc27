"""Whatever a server sends, a kind gives a reading or one named error, and the reading can be stored and sent."""

from __future__ import annotations

import pickle
from datetime import timedelta
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.asking import NOW, a_document, a_source, read
from tests.sources.test_cases import CASES, DOCUMENTS, case

from ipscwatch.errors import ReadError
from ipscwatch.model.reading import Entry, Reading
from ipscwatch.sources import detect, kinds, opml

HOSTILE = (
    *(
        b"\x00",
        b"<",
        b"&",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"&#0;",
        b"&#xD800;",
        b"&#1114112;",
        b"\xed\xa0\x80",
        b"\xff\xfe",
    ),
    *(
        b"{",
        b"[",
        b'"\\ud800"',
        b"1e400",
        b"NaN",
        b"<item>",
        b"</item>",
        b"<entry>",
        b"</rss>",
        b"<title>",
        b"<tr>",
        b"<html>",
    ),
    *(
        b"<td rowspan=99999999999>",
        b"<dt>2026-05-20",
        b'<a href="javascript:alert(1)">x</a>',
        b'xml:base="javascript:"',
    ),
    *(
        b"<link>http://[::1</link>",
        b"\xe2\x80\xa8",
        b'<base href="data:,">',
        b"<?xml version='1.0' encoding='nonsense'?>",
    ),
    *("<pubDate>令和99年99月99日</pubDate>".encode(), b"-" * 300),
)
BODIES = [path.read_bytes() for path in DOCUMENTS]


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """Draw a recorded document with something cut out of it or put into it, a few times over."""
    body = draw(st.sampled_from(BODIES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(len(body), start + 200)))
        body = body[:start] + draw(st.sampled_from((b"", *HOSTILE))) + body[end:]
    return body


@pytest.mark.parametrize("kind", sorted(kinds()))
@settings(max_examples=60, deadline=None)
@given(body=spoiled() | st.binary(max_size=300) | st.lists(st.sampled_from(HOSTILE), max_size=20).map(b"".join))
def test_a_kind_reads_or_raises_its_own_error(kind: str, body: bytes) -> None:
    error = None
    try:
        check(kinds()[kind].read(a_source(kind), a_document(body), NOW))
    except ReadError as e:
        error = e
    assert error is None or (error.source_id == "sample" and shown_as_it_is(str(error)))


@settings(max_examples=60, deadline=None)
@given(body=spoiled() | st.binary(max_size=300))
def test_detection_and_opml_never_raise(body: bytes) -> None:
    detect.propose(a_document(body))
    opml.read(body)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_a_kind_returns_can_go_to_another_process(path: Path) -> None:
    source, document = case(path)
    try:
        reading = kinds()[source.kind].read(source, document, NOW)
    except ReadError:
        return
    assert pickle.loads(pickle.dumps(reading)) == reading


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_kind_and_its_reader_can_go_to_another_process(kind: str) -> None:
    found = kinds()[kind]
    assert pickle.loads(pickle.dumps((found.ask, found.read, a_source(kind)))) == (
        found.ask,
        found.read,
        a_source(kind),
    )


def check(reading: Reading) -> None:
    """Assert what every entry promises."""
    for entry in reading.entries:
        check_entry(entry)
    assert all(map(shown_as_it_is, (reading.title, *reading.warnings)))
    assert len({row.key for row in reading.rows}) == len(reading.rows)
    assert all(request.url.startswith(("http://", "https://")) for request in reading.more)


def shown_as_it_is(line: str) -> bool:
    return not any(category(character) in {"Cc", "Cf", "Cs"} for character in line)


def check_entry(entry: Entry) -> None:
    for url in (entry.url, entry.outlet_url):
        assert url is None or url.startswith(("http://", "https://"))
    for text in (
        entry.title,
        entry.summary,
        entry.content,
        entry.entry_id or "",
        entry.outlet or "",
        *entry.authors,
    ):
        text.encode()
        assert not set(text) & set("\x00\x1b\u2028\u2029\u202e")
    assert "\n" not in entry.title
    for at in (entry.published_at, entry.updated_at):
        assert at is None or (at.tzinfo is not None and at <= NOW + timedelta(days=2))


def test_the_body_is_never_taken_for_a_path_or_an_address() -> None:
    for body in (str(CASES / "feed" / "govuk.atom"), "http://127.0.0.1:9/feed", "file:///etc/hostname"):
        with pytest.raises(ReadError):
            read("feed", body)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("links", "<div>" * 50_000 + '2026-05-20 <a href="x">y</a>'),
        ("feed", '{"items":' + "[" * 100_000),
        ("json", "[" * 100_000),
        ("feed", "<rss><channel>" + "<a>" * 20_000),
        ("feed", "<rss><channel><item><title>" + "<![CDATA[" * 100_000),
        ("links", "<div>" + "<span>2026-05-20</span>" * 20_000 + '<a href="x">y</a></div>'),
    ],
    ids=["nested elements", "nested JSON Feed", "nested JSON", "nested XML", "open CDATA", "dates without links"],
)
def test_a_document_made_to_keep_us_busy_is_refused_in_time(kind: str, body: str) -> None:
    with pytest.raises(ReadError):
        read(kind, body)


def test_a_page_nested_too_deeply_is_not_read_and_says_so() -> None:
    with pytest.raises(ReadError, match="nested more than 1000 deep"):
        read("links", page_nested(1_100))
    assert read("links", page_nested(300)).entries


def page_nested(depth: int) -> str:
    return (
        "<font>" * depth
        + "<ul><li>2026-05-20 <a href='a'>News</a></li><li>2026-05-19 <a href='b'>Old</a></li></ul>"
    )


def test_a_flood_of_entries_is_cut_with_a_warning() -> None:
    body = "<rss version='2.0'><channel>" + "<item><title>x</title></item>" * 2_500 + "</channel></rss>"
    reading = read("feed", body)
    assert len(reading.entries) == 2_000
    assert reading.warnings == ("only the first 2000 entries were read",)


def test_a_flood_of_cells_is_cut_with_a_warning() -> None:
    body = "<table>" + "<tr>" + "<td colspan=200 rowspan=200>x</td>" * 50 + "</tr>" + "<tr></tr>" * 199
    assert "too large" in read("table", body + "</table>").warnings[-1]
