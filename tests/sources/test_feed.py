from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.sources.asking import NOW, a_document, a_source, read

from ipscwatch.errors import ReadError
from ipscwatch.sources import feed


def rss(items: str, channel: str = "", root: str = "") -> str:
    return f'<rss version="2.0" {root}><channel><title>T</title>{channel}{items}</channel></rss>'


def item(inside: str) -> str:
    return f"<item><title>Sample</title>{inside}</item>"


@pytest.mark.parametrize(
    ("stated", "at"),
    [
        ("<pubDate>Wed, 20 May 2026 09:00:00 JST</pubDate>", "2026-05-20T00:00"),
        ("<pubDate>Tue, 19 May 2026 09:00:00 CEST</pubDate>", "2026-05-19T07:00"),
        ("<pubDate>2026/05/20 09:00</pubDate>", "2026-05-20T00:00"),
        ("<pubDate>2026-05-20 09:00:00</pubDate>", "2026-05-20T00:00"),
        ("<pubDate>令和8年5月19日</pubDate>", "2026-05-18T15:00"),
        ("<pubDate>Mon, 18 May 2026 21:00:00 EDT</pubDate>", "2026-05-19T01:00"),
        (
            '<d:date xmlns:d="http://purl.org/dc/elements/1.1/">2026-05-19T17:00:00+09:00</d:date>',
            "2026-05-19T08:00",
        ),
    ],
)
def test_dates_are_read_from_what_is_written(stated: str, at: str) -> None:
    entry = read("feed", rss(item(stated))).entries[0]
    assert entry.published_at == datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert entry.date_raw is None


@pytest.mark.parametrize("raw", ["2088-04-25T10:00:00+09:00", "Sat, 23 May 2026 12:00:00 +0900", "last Tuesday"])
def test_a_date_that_lies_ahead_or_says_nothing_is_kept_aside(raw: str) -> None:
    reading = read("feed", rss(item(f"<pubDate>{raw}</pubDate>")))
    assert reading.entries[0].published_at is None
    assert reading.entries[0].date_raw == raw
    assert raw in reading.warnings[0]


def test_an_entry_without_a_date_has_none() -> None:
    reading = read("feed", rss(item("")))
    assert (reading.entries[0].published_at, reading.entries[0].date_raw, reading.warnings) == (None, None, ())


@pytest.mark.parametrize(
    ("root", "channel", "link", "url"),
    [
        ("", "<link>https://site.example/news/</link>", "a.html", "https://site.example/news/a.html"),
        ("", "<link>/news/</link>", "a.html", "https://source.example/news/a.html"),
        ("", "", "a.html", "https://source.example/a.html"),
        (
            'xml:base="https://base.example/x/"',
            "<link>https://site.example/</link>",
            "a",
            "https://base.example/x/a",
        ),
        ("", "", "//cdn.example/a?b=1&amp;c=2", "https://cdn.example/a?b=1&c=2"),
        ("", "", "javascript:alert(1)", None),
        ("", "", "ftp://files.example/a", None),
        ("", "", "", None),
    ],
)
def test_links_are_made_absolute_and_lead_to_the_web_only(
    root: str, channel: str, link: str, url: str | None
) -> None:
    assert read("feed", rss(item(f"<link>{link}</link>"), channel, root)).entries[0].url == url


def test_links_start_from_where_a_redirect_led() -> None:
    moved = replace(a_document(rss(item("<link>a.html</link>"))), url="https://new.example/feeds/rss.xml")
    assert feed.read(a_source(), moved, NOW).entries[0].url == "https://new.example/feeds/a.html"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("1 &lt; 2", "1 < 2"),
        ("A &amp;amp; B", "A & B"),
        ("&lt;b&gt;Bold&lt;/b&gt; words", "Bold words"),
        ("<![CDATA[<i>iPS</i>細胞]]>", "iPS細胞"),
        ("R&D: bare ampersand", "R&D: bare ampersand"),
        ("&copy; &eacute;t&eacute; &nosuch;", "© été &nosuch;"),
        ("&LT;1 and &AMP; more", "<1 and & more"),
        ("Line\u2028break\x0b and \u202egnol", "Line break and gnol"),
        ("  \n spaces\t\tgalore ", "spaces galore"),
    ],
)
def test_titles_are_plain_text_on_one_line(written: str, title: str) -> None:
    body = rss(f"<item><title>{written}</title></item>")
    reading = read("feed", body)
    assert reading.entries[0].title == title
    assert reading.warnings == ()


def test_an_entry_has_an_id_only_where_the_feed_gives_one() -> None:
    body = rss(item("<link>https://a.example/1</link>") + item('<guid isPermaLink="false">x-2</guid>'))
    assert [entry.entry_id for entry in read("feed", body).entries] == [None, "x-2"]


def test_an_aggregator_names_the_outlet_and_its_title_loses_the_tail() -> None:
    outlet = '<source url="https://daily.example">Daily Sample</source>'
    entry = read("feed", rss(f"<item><title>Price set - Daily Sample</title>{outlet}</item>")).entries[0]
    assert (entry.title, entry.outlet, entry.outlet_url) == ("Price set", "Daily Sample", "https://daily.example/")


def test_a_summary_that_only_repeats_the_title_says_nothing() -> None:
    assert (
        read("feed", rss(item("<description>&lt;a href='x'&gt;Sample&lt;/a&gt;</description>"))).entries[0].summary
        == ""
    )


@pytest.mark.parametrize(
    ("ttl", "minutes"), [("60", 60), (" 15 ", 15), ("0", None), ("-5", None), ("1e9", None), ("9" * 40, None)]
)
def test_ttl_is_minutes_or_nothing(ttl: str, minutes: int | None) -> None:
    expected = timedelta(minutes=minutes) if minutes else None
    assert read("feed", rss(item(""), f"<ttl>{ttl}</ttl>")).ttl == expected


@pytest.mark.parametrize("media_type", ["text/html", "application/octet-stream", "text/plain", None])
def test_the_media_type_does_not_matter(media_type: str | None) -> None:
    reading = feed.read(a_source(), a_document(rss(item("")), media_type=media_type), NOW)
    assert len(reading.entries) == 1


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp932", "Shift_JIS"),
        ("cp932", ""),
        ("euc_jp", "EUC-JP"),
        ("iso2022_jp", "ISO-2022-JP"),
        ("utf-16", "UTF-16"),
    ],
)
def test_japanese_encodings_are_read(encoding: str, declared: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    body = (declaration + rss("<item><title>再生医療等製品の承認と薬価収載</title></item>")).encode(encoding)
    assert read("feed", body).entries[0].title == "再生医療等製品の承認と薬価収載"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("<html><head><title>Please sign in</title></head></html>", "HTML page, «Please sign in»"),
        ("<?xml version='1.0'?><opml version='2.0'></opml>", "its root is <opml>"),
        ("just words", "no XML"),
        ('{"status": "error"}', "no JSON Feed"),
        ('{"version": ', "JSON"),
        ("<rss><channel><title>T</title>", "ends in the middle"),
        ('<!DOCTYPE rss [<!ENTITY x "y">]><rss><channel></channel></rss>', "entities"),
    ],
)
def test_what_is_no_feed_is_named_in_one_sentence(body: str, says: str) -> None:
    with pytest.raises(ReadError) as caught:
        read("feed", body)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_good_feed_without_entries_is_no_error() -> None:
    assert read("feed", rss("")).entries == ()


def test_a_doctype_that_declares_nothing_is_read() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Sample//DTD RSS 0.91//EN" "http://dtd.example/rss-0.91.dtd">'
    assert len(read("feed", doctype + rss(item(""))).entries) == 1


def test_every_entry_before_the_end_of_a_cut_feed_is_kept_with_a_warning() -> None:
    whole = rss("".join(item(f"<link>https://a.example/{n}</link>") for n in range(5)))
    for length in range(whole.index("</item>") + 8, len(whole) - 12):
        reading = read("feed", whole[:length])
        assert len(reading.entries) >= whole[:length].count("</item>")
        assert "ends in the middle" in reading.warnings[0]
        assert all(entry.url is None or entry.url in whole for entry in reading.entries)


def test_entries_can_be_kept_by_their_words() -> None:
    body = rss("<item><title>ＩＰＳ細胞</title></item><item><title>Other</title></item>")
    assert [entry.title for entry in read("feed", body, only=["ips細胞"]).entries] == ["ＩＰＳ細胞"]


def test_atom_03_and_base64_are_read() -> None:
    body = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title mode="escaped"
        type="text/html">&lt;b&gt;Bold&lt;/b&gt;</title><issued>2026-05-19T09:00:00Z</issued>
        <link rel="alternate" type="text/html" href="https://a.example/1"/></entry></feed>"""
    entry = read("feed", body).entries[0]
    assert (entry.title, entry.url) == ("Bold", "https://a.example/1")
    assert entry.published_at == datetime(2026, 5, 19, 9, tzinfo=UTC)
