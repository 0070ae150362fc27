"""Feeds as the open web really sends them: before the first tag, between entries and behind the last one."""

from __future__ import annotations

import json

import pytest
from tests.sources.asking import read

from ipscwatch.errors import ReadError

DECLARED = '<?xml version="1.0" encoding="utf-8"?>'
ITEM = "<title>アムシェプリ 薬価収載</title><link>https://a.test/1</link><guid>1</guid>"


def rss(inside: str = ITEM) -> str:
    return f'<rss version="2.0"><channel><title>f</title><item>{inside}</item></channel></rss>'


def atom(inside: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>f</title><entry>{inside}</entry></feed>'


@pytest.mark.parametrize(
    "body",
    [
        f"\n\n  {DECLARED}{rss()}",
        f"\ufeff\n{DECLARED}{rss()}",
        f"\ufeff\ufeff{DECLARED}{rss()}",
        f"<br />\n<b>Warning</b>: Undefined variable $x in <b>/srv/f.php</b> on line <b>2</b>\n{DECLARED}{rss()}",
        f"Deprecated: Function f() is deprecated in /srv/f.php on line 3\n{DECLARED}{rss()}",
        f"<!-- made by a cache -->\n{DECLARED}{rss()}",
        f'<?xml version="1.1" encoding="utf-8"?>{rss()}',
        f'<?xml version="1.0" encoding="utf-16"?>{rss()}',
        f'<?xml version="1.0" encoding="utf-16"?>{rss()}'.encode("utf-16-le"),
        rss().encode("utf-16-be"),
        f"{DECLARED}{rss()}\n<!-- cached --><script>var x = 1</script>",
        f"{DECLARED}{rss()}<div>an advertisement</div>",
        f"<html><body><pre>{rss()}</pre></body></html>",
        DECLARED + rss(f"{ITEM}<description><p>one<br>two</p></description>"),
        DECLARED + rss(f"{ITEM}<description>p < 0.05 & more&nbsp;words</description>"),
    ],
)
def test_an_entry_survives_what_stands_around_it(body: str | bytes) -> None:
    entries = read("feed", body).entries
    assert [(entry.title, entry.url) for entry in entries] == [("アムシェプリ 薬価収載", "https://a.test/1")]


PICTURE = "<image><title>A picture</title><url>https://a.test/p.png</url><link>https://a.test/p</link></image>"
FORM = "<textInput><title>Search</title><name>q</name><link>https://a.test/q</link></textInput>"


@pytest.mark.parametrize("inside", [PICTURE + ITEM, ITEM + PICTURE, ITEM + FORM, FORM + ITEM])
def test_a_picture_or_form_in_an_entry_gives_it_neither_title_nor_link(inside: str) -> None:
    (entry,) = read("feed", rss(inside)).entries
    assert (entry.title, entry.url) == ("アムシェプリ 薬価収載", "https://a.test/1")


@pytest.mark.parametrize(
    ("element", "day"),
    [
        ('<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2026-05-19T09:00+09:00</dc:date>', "2026-05-19"),
        ("<dc:date>2026-05-19T09:00+09:00</dc:date>", "2026-05-19"),
        (
            '<prism:publicationDate xmlns:prism="urn:prism">2026-05-19T12:00Z</prism:publicationDate>',
            "2026-05-19",
        ),
        ('<prism:coverDate xmlns:prism="urn:prism">2026-05-19T12:00Z</prism:coverDate>', "2026-05-19"),
        ('<t:issued xmlns:t="http://purl.org/dc/terms/">2026-05-19T12:00Z</t:issued>', "2026-05-19"),
        ('<a:updated xmlns:a="http://www.w3.org/2005/Atom">2026-05-19T12:00Z</a:updated>', "2026-05-19"),
        ("<pubdate>Tue, 19 May 2026 09:00:00 JST</pubdate>", "2026-05-19"),
        ("<pubDate>Fri, 19 May 2026 09:00:00 CEST</pubDate>", "2026-05-19"),
        ("<pubDate></pubDate><date>2026-05-19T12:00Z</date>", "2026-05-19"),
        ("<pubDate>令和8年5月19日 12:00</pubDate>", "2026-05-19"),
    ],
)
def test_a_date_is_found_wherever_feeds_put_it(element: str, day: str) -> None:
    (entry,) = read("feed", rss(ITEM + element)).entries
    assert f"{entry.published_at:%Y-%m-%d}" == day


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (rss('<title>a title</title><guid isPermaLink="true">https://a.test/9</guid>'), "https://a.test/9"),
        (rss("<title>a title</title><guid>https://a.test/9</guid>"), "https://a.test/9"),
        (rss('<title>a title</title><guid isPermaLink="false">https://a.test/9</guid>'), None),
        (rss('<title>a title</title><link href="https://a.test/9"/>'), "https://a.test/9"),
        (
            rss("<title>a title</title><link>\n <![CDATA[ https://a.test/9?a=1&b=2 ]]>\n</link>"),
            "https://a.test/9?a=1&b=2",
        ),
        (rss("<title>a title</title><link>https://a.test/?a=1&copy=2</link>"), "https://a.test/?a=1&copy=2"),
        (
            atom(
                '<title>t</title><id>i</id><link rel="edit" href="https://a.test/e"/><link rel="self" href="https://'
                'a.test/s"/><link rel="enclosure" href="https://a.test/x.pdf"/><link href="https://a.test/9"/>'
            ),
            "https://a.test/9",
        ),
        (
            atom('<title>t</title><id>i</id><link xml:base="https://b.test/x/" href="9.html"/>'),
            "https://b.test/x/9.html",
        ),
    ],
)
def test_the_link_is_the_one_to_the_entry(body: str, url: str | None) -> None:
    (entry,) = read("feed", body).entries
    assert entry.url == url


def test_a_json_feed_may_have_a_mark_and_another_encoding() -> None:
    body = json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "薬価"}]}, ensure_ascii=False
    )
    for encoded in (b"\xef\xbb\xbf" + body.encode(), body.encode("cp932")):
        assert [entry.title for entry in read("feed", encoded).entries] == ["薬価"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("Internal Server Error", "no XML"),
        ("Error establishing a database connection", "no XML"),
        ('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', "its root is <error>"),
        ("<html><head><title>Sign in</title></head></html>", "an HTML page, «Sign in»"),
    ],
)
def test_an_error_in_place_of_the_feed_is_named(body: str, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read("feed", body)
