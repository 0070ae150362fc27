"""What comes of each sort of answer."""

from __future__ import annotations

import asyncio
import gzip
import hashlib

import pytest
from tests.fetch.conftest import NOW, Fetch
from tests.web import Web, page

from ipscwatch.model.document import Document, Failure, NotModified
from ipscwatch.model.source import Validators

FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>お知らせ</title></channel></rss>'
FEED_HASH = hashlib.sha256(FEED.encode()).hexdigest()
RSS = "application/rss+xml"


async def test_a_page_becomes_a_document(web: Web, fetch: Fetch) -> None:
    url = web.on("/feed", page(FEED, media_type="Application/RSS+XML; charset=UTF-8", etag='"1"', x_note="a"))
    answer = await fetch(url)
    assert isinstance(answer, Document)
    assert (answer.url, answer.status, answer.media_type, answer.charset) == (url, 200, RSS, "UTF-8")
    assert answer.body == FEED.encode()
    assert answer.headers["x-note"] == "a"
    assert answer.fetched_at == NOW
    assert answer.moved_to is None
    assert answer.validators == Validators(etag='"1"', body_hash=FEED_HASH)


async def test_cookies_are_neither_shown_nor_sent_to_the_next_request(web: Web, fetch: Fetch) -> None:
    url = web.on("/feed", page(FEED, media_type=RSS, set_cookie="session=1; Path=/"))
    answer = await fetch(url)
    await fetch(url)
    assert isinstance(answer, Document)
    assert "set-cookie" not in answer.headers
    assert all("cookie" not in asked.headers for asked in web.asked)


async def test_every_request_says_who_asks(web: Web, fetch: Fetch) -> None:
    await fetch(web.on("/feed", page(FEED)), language="ja")
    (asked,) = web.asked
    assert asked.headers["user-agent"] == "ipscwatch/0.1 (+https://watch.test/about)"
    assert asked.headers["accept-encoding"] == "gzip, deflate"
    assert asked.headers["accept-language"] == "ja,en;q=0.8"


class TestUnchanged:
    async def test_304_is_not_modified_and_keeps_or_renews_the_validators(self, web: Web, fetch: Fetch) -> None:
        url = web.on("/feed", page(status=304, etag='"2"'))
        known = Validators(etag='"1"', last_modified="Tue, 19 May 2026 00:00:00 GMT", body_hash="h")
        answer = await fetch(url, validators=known)
        assert isinstance(answer, NotModified)
        assert answer.validators == Validators(etag='"2"', last_modified=known.last_modified, body_hash="h")
        (asked,) = web.asked
        assert asked.headers["if-none-match"] == '"1"'
        assert asked.headers["if-modified-since"] == known.last_modified

    async def test_the_connection_of_a_304_is_used_again(self, web: Web, fetch: Fetch) -> None:
        url = web.on("/feed", page(status=304))
        for _ in range(3):
            assert isinstance(await fetch(url, validators=Validators(etag='"1"')), NotModified)
        assert web.connections == 1

    async def test_the_same_bytes_are_not_modified(self, web: Web, fetch: Fetch) -> None:
        url = web.on("/feed", page(FEED, media_type=RSS, etag='"2"'))
        answer = await fetch(url, validators=Validators(etag='"1"', body_hash=FEED_HASH))
        assert isinstance(answer, NotModified)
        assert answer.validators == Validators(etag='"2"', body_hash=FEED_HASH)

    @pytest.mark.parametrize("known", [None, Validators(), Validators(body_hash="h")])
    async def test_304_without_being_asked_is_a_failure(
        self, web: Web, fetch: Fetch, known: Validators | None
    ) -> None:
        answer = await fetch(web.on("/feed", page(status=304)), validators=known)
        assert isinstance(answer, Failure)
        assert answer.status == 304
        assert "we did not ask" in answer.message

    @pytest.mark.parametrize(
        ("modified", "date", "kept"),
        [
            ("Tue, 19 May 2026 00:00:00 GMT", "Wed, 20 May 2026 00:00:00 GMT", True),
            ("Tue, 19 May 2026 00:00:00 GMT", None, True),
            ("Wed, 20 May 2026 00:00:00 GMT", "Wed, 20 May 2026 00:00:00 GMT", False),
            ("Wed, 20 May 2026 00:00:30 GMT", "Wed, 20 May 2026 00:01:00 GMT", False),
            ("Wed, 20 May 2026 00:00:00 GMT", "Wed, 20 May 2026 00:01:00 GMT", True),
            ("last week", "Wed, 20 May 2026 00:00:00 GMT", True),
        ],
    )
    async def test_a_last_modified_that_may_soon_be_ambiguous_is_not_kept(
        self, web: Web, fetch: Fetch, modified: str, date: str | None, kept: bool
    ) -> None:
        stated = page(FEED, last_modified=modified, date=date) if date else page(FEED, last_modified=modified)
        url = web.on("/feed", stated)
        answer = await fetch(url)
        assert isinstance(answer, Document)
        assert answer.validators.last_modified == (modified if kept else None)

    @pytest.mark.parametrize("etag", ["x" * 501, '"日本"'])
    async def test_an_etag_that_cannot_be_sent_back_is_not_kept(self, web: Web, fetch: Fetch, etag: str) -> None:
        answer = await fetch(web.on("/feed", page(FEED, etag=etag)))
        assert isinstance(answer, Document)
        assert answer.validators.etag is None


class TestStatuses:
    @pytest.mark.parametrize(
        ("status", "kind", "transient", "says"),
        [
            (202, "FetchError", True, "still making"),
            (204, "FetchError", False, "without content"),
            (206, "FetchError", True, "only a part"),
            (300, "FetchError", False, "points elsewhere"),
            (400, "FetchError", False, "did not understand"),
            (401, "BlockedError", False, "asks for a login"),
            (403, "BlockedError", False, "refuses us"),
            (404, "FetchError", False, "is not there"),
            (408, "FetchError", True, "refuses the request"),
            (410, "FetchError", False, "gone for good"),
            (418, "FetchError", False, "refuses the request"),
            (429, "FetchError", True, "too often"),
            (451, "BlockedError", False, "legal reasons"),
            (500, "FetchError", True, "trouble of its own"),
            (503, "FetchError", True, "trouble of its own"),
            (599, "FetchError", True, "trouble of its own"),
        ],
    )
    async def test_each_status_has_its_own_meaning(
        self, web: Web, fetch: Fetch, status: int, kind: str, transient: bool, says: str
    ) -> None:
        url = web.on("/feed", page("words of the server", status=status))
        answer = await fetch(url)
        assert isinstance(answer, Failure)
        assert (answer.kind, answer.transient, answer.status) == (kind, transient, status)
        assert answer.message.startswith(url)
        assert says in answer.message
        assert f"(HTTP {status})" in answer.message
        assert "words of the server" not in answer.message

    @pytest.mark.parametrize(
        ("value", "seconds"),
        [
            ("120", 120),
            ("Wed, 20 May 2026 08:05:00 GMT", 300),
            ("Wed, 20 May 2026 07:00:00 GMT", 0),
            ("soon", None),
        ],
    )
    async def test_retry_after_is_read_in_both_forms(
        self, web: Web, fetch: Fetch, value: str, seconds: float | None
    ) -> None:
        answer = await fetch(web.on("/feed", page(status=429, retry_after=value)))
        assert isinstance(answer, Failure)
        assert answer.retry_after == seconds

    async def test_an_empty_answer_is_a_failure(self, web: Web, fetch: Fetch) -> None:
        answer = await fetch(web.on("/feed", page("", media_type=RSS)))
        assert isinstance(answer, Failure)
        assert "nothing at all" in answer.message

    async def test_a_challenge_is_named_also_when_it_comes_with_a_refusal(self, web: Web, fetch: Fetch) -> None:
        body = (
            "<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script></body>"
        )
        for status in (200, 403, 503):
            answer = await fetch(web.on("/feed", page(body, status=status)))
            assert isinstance(answer, Failure)
            assert (answer.kind, answer.transient, answer.status) == ("BlockedError", False, status)
            assert "Cloudflare challenge" in answer.message

    async def test_a_page_that_refuses_is_waited_for_as_it_asks(self, web: Web, fetch: Fetch) -> None:
        body = "<html><head><title>Attention Required! | Cloudflare</title></head><body></body></html>"
        answer = await fetch(web.on("/feed", page(body, status=429, retry_after="3600")))
        assert isinstance(answer, Failure)
        assert (answer.kind, answer.retry_after) == ("BlockedError", 3600)

    async def test_a_firewall_that_says_so_in_a_header_only_is_named(self, web: Web, fetch: Fetch) -> None:
        answer = await fetch(web.on("/feed", page("", status=202, x_amzn_waf_action="challenge")))
        assert isinstance(answer, Failure)
        assert "a bot challenge" in answer.message

    async def test_maintenance_with_status_200_is_a_failure_that_passes(self, web: Web, fetch: Fetch) -> None:
        body = "<html><head><title>メンテナンス中</title></head><body>しばらくお待ちください</body></html>"
        answer = await fetch(web.on("/feed", page(body)))
        assert isinstance(answer, Failure)
        assert (answer.kind, answer.transient) == ("FetchError", True)
        assert "maintenance" in answer.message


@pytest.mark.parametrize(
    ("value", "media_type", "charset"),
    [
        ("text/html; charset=Shift_JIS", "text/html", "Shift_JIS"),
        ('TEXT/HTML ;Charset="euc-jp"', "text/html", "euc-jp"),
        ("text/html; boundary=x; charset='utf-8'", "text/html", "utf-8"),
        ("application/json, text/html; charset=x", "application/json", None),
        ("text/xml;charset=", "text/xml", None),
    ],
)
async def test_the_content_type_is_taken_apart(
    web: Web, fetch: Fetch, value: str, media_type: str, charset: str | None
) -> None:
    answer = await fetch(web.on("/feed", page(FEED, media_type=value)))
    assert isinstance(answer, Document)
    assert (answer.media_type, answer.charset) == (media_type, charset)


PLAIN = FEED.encode()
LENGTH = f"Content-Length: {len(PLAIN)}"
ODD: dict[str, bytes] = {
    "HTTP/1.0, the end is the end of the connection": b"HTTP/1.0 200 OK\r\n\r\n" + PLAIN,
    "no reason": f"HTTP/1.1 200\r\n{LENGTH}\r\n\r\n".encode() + PLAIN,
    "line feeds only": f"HTTP/1.1 200 OK\n{LENGTH}\n\n".encode() + PLAIN,
    "a folded header": f"HTTP/1.1 200 OK\r\nX-A: a;\r\n b\r\n{LENGTH}\r\n\r\n".encode() + PLAIN,
    "words beyond ASCII in a header": f"HTTP/1.1 200 OK\r\nX-File: あ.xml\r\n{LENGTH}\r\n\r\n".encode() + PLAIN,
    "one length twice": f"HTTP/1.1 200 OK\r\n{LENGTH}\r\n{LENGTH}\r\n\r\n".encode() + PLAIN,
    "chunks with extensions and a trailer": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    + b"%x;a=b\r\n%s\r\n0\r\nX-Sum: 1\r\n\r\n" % (len(PLAIN), PLAIN),
    "hints first": f"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n{LENGTH}\r\n\r\n".encode()
    + PLAIN,
    "203": f"HTTP/1.1 203 From a Proxy\r\n{LENGTH}\r\n\r\n".encode() + PLAIN,
    "gzip that nobody announced": b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + gzip.compress(PLAIN),
    "a gzip file": b"HTTP/1.1 200 OK\r\nContent-Type: application/x-gzip\r\nConnection: close\r\n\r\n"
    + gzip.compress(PLAIN),
    "x-gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: X-Gzip\r\nConnection: close\r\n\r\n" + gzip.compress(PLAIN),
    "identity": f"HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\n{LENGTH}\r\n\r\n".encode() + PLAIN,
    "more than was announced": f"HTTP/1.1 200 OK\r\n{LENGTH}\r\nConnection: close\r\n\r\n".encode()
    + PLAIN
    + b"more",
}
"""Answers that are odd or old and still say clearly what they are."""


@pytest.mark.parametrize("how", ODD)
async def test_odd_answers_are_read(web: Web, fetch: Fetch, how: str) -> None:
    async def said_at_once(writer: asyncio.StreamWriter) -> None:
        writer.write(ODD[how])
        await writer.drain()

    answer = await fetch(web.on("/feed", said_at_once))
    assert isinstance(answer, Document), answer
    assert answer.body == PLAIN
