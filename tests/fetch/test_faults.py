"""Trouble on the way is told in one sentence that names whose it is, and nothing foreign gets out."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import httpcore
import pytest
from tests.fetch.conftest import Detour, Fetch, Names, fetch_with, polling
from tests.web import Web, head, page

from ipscwatch.fetch import Fetcher
from ipscwatch.fetch.faults import translated
from ipscwatch.model.document import Failure

CERTIFICATE = Path(__file__).parent / "self-signed.pem"


@pytest.fixture
async def untrusted() -> AsyncIterator[int]:
    """A port where TLS is spoken with a certificate that nobody signed."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)

    async def close(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(close, "127.0.0.1", 0, ssl=context)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()


def sentence(answer: object) -> str:
    assert isinstance(answer, Failure)
    assert answer.kind == "FetchError"
    assert answer.status is None
    return answer.message


async def test_a_certificate_nobody_signed_is_not_trusted(untrusted: int, fetch: Fetch) -> None:
    answer = await fetch(f"https://127.0.0.1:{untrusted}/")
    assert "has a certificate that is not to be trusted (self-signed certificate)" in sentence(answer)


async def test_a_server_without_tls_is_named(web: Web, fetch: Fetch) -> None:
    answer = await fetch(f"https://127.0.0.1:{web.port}/")
    assert "does not speak TLS as it should" in sentence(answer)


async def test_a_refused_connection_is_named(fetch: Fetch) -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    assert "refused the connection" in sentence(await fetch(f"http://127.0.0.1:{port}/"))


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (b"", "closed the connection without an answer"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "valid HTTP"),
        (b"HTTP/1.1 abc\r\n\r\n", "valid HTTP"),
        (b"<html>no head</html>\r\n\r\n", "valid HTTP"),
        (head(200, {"Content-Length": "-5"}), "valid HTTP"),
        (head(200, {"Transfer-Encoding": "chunked"}) + b"zz\r\n", "valid HTTP"),
        (b"HTTP/1.1 200 OK\r\nA: b\x00c\r\n\r\n", "valid HTTP"),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", "HTTP"),
    ],
)
async def test_what_is_not_http_is_a_failure(web: Web, fetch: Fetch, reply: bytes, says: str) -> None:
    url = web.on("/", reply or _hang_up)
    answer = await fetch(url)
    assert isinstance(answer, Failure)
    assert says in answer.message
    assert answer.message.startswith(url)


async def _hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()


async def test_a_proxy_that_refuses_is_named(web: Web, names: Names) -> None:
    web.on("news.test:443", page("", status=407))
    async with Fetcher(polling(proxy=web.origin), resolver=names) as fetcher:
        answer = await fetch_with(fetcher)("https://news.test/", allow_private=False)
    assert "check polling.proxy" in sentence(answer)


async def test_being_cancelled_is_not_a_failure_and_leaves_all_in_order(web: Web, fetch: Fetch) -> None:
    async def silent(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)
        writer.close()

    web.on("/", silent)
    task = asyncio.ensure_future(fetch(f"{web.origin}/"))
    while not web.asked:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    web.on("/", page("<p>fine</p>"))
    assert not isinstance(await fetch(f"{web.origin}/"), Failure)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (httpcore.ConnectTimeout(), "did not accept"),
        (httpcore.PoolTimeout(), "too many connections"),
        (httpcore.ReadTimeout(), "stopped sending"),
        (httpcore.WriteTimeout(), "did not take"),
        (httpcore.ReadError(), "dropped the connection"),
        (httpcore.WriteError(), "dropped the connection"),
        (httpcore.ConnectError(), "could not be connected to"),
        (OSError(101, "Network is unreachable"), "check the network"),
        (OSError(113, "No route to host"), "check the network"),
        (OSError(24, "Too many open files"), "could not be connected to"),
        (TimeoutError(), "took too long"),
        (UnicodeEncodeError("ascii", "s3cret日", 6, 7, "no"), "not valid in HTTP"),
        (ValueError("s3cret"), "not valid in HTTP"),
        (httpcore.LocalProtocolError("Illegal header value b's3cret'"), "not valid in HTTP"),
    ],
)
def test_each_error_has_its_sentence_and_no_foreign_words(error: Exception, says: str) -> None:
    message = str(translated(error, "https://news.test/"))
    assert message.startswith("https://news.test/ ")
    assert says in message
    assert "s3cret" not in message
    assert "; " in message


async def test_the_network_is_only_reached_through_our_backend(names: Names, detour: Detour, web: Web) -> None:
    """The pool is ours; were httpx to make one of its own, nothing would be guarded."""
    web.on("/", page("<p>fine</p>"))
    async with Fetcher(polling(), resolver=names, backend=detour) as fetcher:
        for private in (False, True):
            await fetch_with(fetcher)(f"http://{private}.test/", allow_private=private)
    assert len(detour.asked) == 2
