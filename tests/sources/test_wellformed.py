"""What is read without feedparser is what feedparser would have read, and all that is unusual is left to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.sources.asking import NOW, a_document, a_source
from tests.sources.test_cases import CASES, case

from ipscwatch.model.document import Document
from ipscwatch.model.reading import Reading
from ipscwatch.sources import feed, wellformed
from ipscwatch.sources.stated import Feed

RECORDED = [path for path in sorted((CASES / "feed").iterdir()) if path.suffix in (".xml", ".rdf", ".atom")]
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
RDF = 'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
ATOM = "http://www.w3.org/2005/Atom"


def rss(items: str, channel: str = "<title>T</title>", root: str = "") -> str:
    return f'<rss version="2.0" {root}><channel>{channel}{items}</channel></rss>'


def item(inside: str) -> str:
    return f"<item><title>再生医療 &amp; more</title><link>https://s.example/a?b=1&amp;c=2</link>{inside}</item>"


def rdf(items: str, channel: str = "<title>T</title>", root: str = "") -> str:
    return f'<rdf:RDF {RDF} {root}><channel rdf:about="https://s.example/">{channel}</channel>{items}</rdf:RDF>'


def atom(entries: str, head: str = "<title>T</title><id>urn:f</id>", root: str = "") -> str:
    return f'<feed xmlns="{ATOM}" {root}>{head}{entries}</feed>'


def entry(inside: str, told: str = '<title type="html">A &amp;lt;b&amp;gt; c</title><id>urn:1</id>') -> str:
    return f"<entry>{told}<updated>2026-05-19T08:00:00Z</updated>{inside}</entry>"


USUAL = {
    "plain": rss(item("<guid>https://s.example/g</guid><pubDate>Tue, 19 May 2026 09:00:00 +0900</pubDate>")),
    "markup": rss(item("<description>&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;br&gt;three&lt;/p&gt;</description>")),
    "cdata": rss(item("<description><![CDATA[<ul><li>one</li></ul> & two]]></description>")),
    "comment": rss(item("<description>one <!-- two --> three</description>")),
    "full text": rss(item("<content:encoded>all</content:encoded><description>some</description>"), root=CONTENT),
    "only full text": rss(item("<content:encoded>&lt;p&gt;all&lt;/p&gt;</content:encoded>"), root=CONTENT),
    "permalink": rss("<item><title>a</title><guid>https://s.example/g</guid></item>"),
    "no permalink": rss('<item><title>a</title><guid isPermaLink="false">g</guid></item>'),
    "people": rss(item("<dc:creator>A</dc:creator><dc:creator>B</dc:creator>"), root=DC),
    "subjects": rss(item('<category domain="d">x</category><category/><dc:subject>y</dc:subject>'), root=DC),
    "outlet": rss(item('<source url="https://o.example/">Outlet</source>')),
    "outlet without a name": rss(item('<source url="https://o.example/"/>')),
    "enclosure": rss(item('<enclosure url="https://s.example/a.mp3" length="1" type="audio/mpeg"/>')),
    "both dates": rss(item("<pubDate>2026-05-19</pubDate><dc:date>2026-05-20</dc:date>"), root=DC),
    "untitled": rss("<item><description>only words</description></item>", root='xml:lang="ja"'),
    "languages": rss(item(""), "<title>T</title><language>en-GB</language>", root='xml:lang="ja"'),
    "image": rss(item(""), "<image><title>I</title><url>u</url><link>l</link></image><title>T</title>"),
    "ttl": rss(item(""), "<title>T</title><ttl>90</ttl><link>https://s.example/</link>"),
    "itself": rss(item(""), f'<title>T</title><a:link xmlns:a="{ATOM}" rel="self" href="https://s.example/f"/>'),
    "rdf": rdf(
        '<item rdf:about="https://s.example/1"><title>a</title><link>/1</link></item>', root='xml:lang="ja"'
    ),
    "rdf date": rdf("<item><title>a</title><dc:date>2026-05-19T17:00:00+09:00</dc:date></item>", root=DC),
    "atom": atom(entry('<link href="/a"/><summary>some</summary><published>2026-05-18</published>')),
    "atom text": atom(entry('<content type="html">&lt;p&gt;all&lt;/p&gt;</content><category term="x" label="y"/>')),
    "atom plain": atom(entry("<content>1 &lt; 2</content><author><name>A</name><email>a@b.c</email></author>")),
    "atom links": atom(entry('<link rel="edit" href="/e"/><link href="/a"/><link type="text/html" href="/b"/>')),
    "atom language": atom(entry(""), root='xml:lang="ja"'),
    "atom, two titles given": atom(
        entry("<rights>all</rights>"), "<title>T</title><id>f</id><subtitle>S</subtitle>"
    ),
}
UNUSUAL = {
    "not well-formed": rss(item("<description>one<br>two</description>")),
    "markup inside": rss(item("<description><p>one</p></description>")),
    "another title": rss(item("<title>again</title>")),
    "an element of another sort": rss(item('<m:title xmlns:m="http://search.yahoo.com/mrss/">m</m:title>')),
    "a title that may be HTML": rss("<item><title>a &lt;b&gt;c&lt;/b&gt;</title></item>"),
    "a title with a reference": rss("<item><title>a &amp;eacute; c</title></item>"),
    "an author with an address": rss(item("<author>a@example.org (A)</author>")),
    "a base of its own": rss(item('<description xml:base="https://b.example/">a</description>')),
    "a base for all": atom(entry(""), root='xml:base="https://b.example/"'),
    "a language of its own": atom(entry('<summary xml:lang="ja">a</summary>')),
    "a link in capitals": rss("<ITEM><TITLE>a</TITLE></ITEM>"),
    "a link to nowhere": rss("<item><title>a</title><link/><guid>https://s.example/g</guid></item>"),
    "an enclosure in place of a link": rss('<item><title>a</title><enclosure url="https://s.example/a"/></item>'),
    "a link of another sort": rss(item(""), f'<a:link xmlns:a="{ATOM}" href="https://s.example/f"/>'),
    "bytes of another encoding": rss(item("<description>â\x80¦ Ã©</description>")),
    "bytes of another encoding, by number": rss(item("<description>don&#146;t</description>")),
    "a document type": "<!DOCTYPE rss>" + rss(item("")),
    "XHTML": atom(entry('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a</div></content>')),
    "Atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>a</title></entry></feed>',
    "no entry": rss(""),
    "a page": "<html><body>no feed</body></html>",
}


def as_read(monkeypatch: pytest.MonkeyPatch, document: Document, reader: Callable[[str], Feed | None]) -> Reading:
    with monkeypatch.context() as instead:
        instead.setattr(wellformed, "read", reader)
        return feed.read(a_source(), document, NOW)


@pytest.mark.parametrize("name", USUAL)
def test_a_usual_feed_is_read_as_feedparser_reads_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = wellformed.read(USUAL[name])
    assert found is not None
    document = a_document(USUAL[name])
    assert as_read(monkeypatch, document, wellformed.read) == as_read(monkeypatch, document, lambda _: None)


@pytest.mark.parametrize("name", UNUSUAL)
def test_an_unusual_feed_is_left_to_feedparser(name: str) -> None:
    assert wellformed.read(UNUSUAL[name]) is None


@pytest.mark.parametrize(
    "path",
    [p for p in sorted((CASES / "feed").iterdir()) if p.suffix in (".xml", ".rdf", ".atom")],
    ids=lambda p: p.name,
)
def test_recorded_feeds_are_read_as_feedparser_reads_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, document = case(path)

    def outcome(reader: Callable[[str], Feed | None]) -> object:
        try:
            return as_read(monkeypatch, document, reader)
        except Exception as error:  # noqa: BLE001 - both must fail alike
            return repr(error)

    assert outcome(wellformed.read) == outcome(lambda _: None)
