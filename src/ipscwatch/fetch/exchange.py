"""One request and its answer, within all limits.

httpx's transport layer is used without its client: a client would keep cookies between sources, read every redirect
with an address parser of its own, and log whole addresses with the keys in them.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpcore
import httpx

from ipscwatch.fetch.address import Address
from ipscwatch.fetch.body import Body
from ipscwatch.fetch.faults import FOREIGN, Fault, translated
from ipscwatch.fetch.guard import allowed

WIRE_LIMIT = 5 << 20
DECODED_LIMIT = 20 << 20
_HEAD_LIMIT = 256 << 10
"""For status lines and headers, interim (1xx) answers included."""
_MOST_HEADERS = 200
_EXCUSE_LIMIT = 64 << 10
"""How much is looked at of the page that comes with a refusal, to name what refuses."""
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_EXCUSES = frozenset((401, 403, 429, 503))
_TIMEOUTS = httpx.Timeout(20, connect=10, pool=60).as_dict()
_KEEP_OPEN = 1
"""Seconds that an idle connection is kept, for the next hop of a visit. Later the server may be about to close it,
and the request would be lost."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; `headers` have lower-case names."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def location(self) -> str | None:
        """Where a redirect points."""
        return self.headers.get("location") if self.status in _REDIRECTS else None


class Transport(httpx.AsyncBaseTransport):
    """httpx over a connection pool whose every connection is made by `backend`.

    httpx's own transport has no public place for a network backend.
    """

    def __init__(
        self, backend: httpcore.AsyncNetworkBackend, *, connections: int, proxy: str | None = None
    ) -> None:
        options: dict[str, Any] = {
            "ssl_context": _trust(),
            "network_backend": backend,
            "max_connections": connections,
            "max_keepalive_connections": 20,
            "keepalive_expiry": _KEEP_OPEN,
        }
        if proxy is None:
            self._pool = httpcore.AsyncConnectionPool(**options)
        else:
            via = httpx.Proxy(proxy)
            self._pool = httpcore.AsyncHTTPProxy(proxy_url=str(via.url), proxy_auth=via.raw_auth, **options)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the answer's body is still to be read."""
        url = request.url
        reply = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            reply.status, headers=reply.headers, stream=_Stream(reply.stream), extensions=reply.extensions
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, stream: Any) -> None:  # noqa: ANN401 - httpcore gives the pieces and an aclose
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


@cache
def _trust() -> ssl.SSLContext:
    """Return the certificates we trust; reading them takes longer than a request, and one set serves all."""
    return httpx.create_ssl_context()


async def exchange(
    web: Transport, address: Address, headers: Mapping[str, str], cookies: httpx.Cookies | None = None
) -> Answer:
    """Send one GET and read the answer; the body of a redirect is not read.

    Cookies are sent from `cookies` and put there. Raises ``Fault``.
    """
    whose = address.shown
    try:
        request = httpx.Request("GET", address.url, headers=headers, extensions={"timeout": _TIMEOUTS})
        if cookies:
            cookies.set_cookie_header(request)
        with allowed(_HEAD_LIMIT, whose) as allowance:
            response = await web.handle_async_request(request)
            response.request = request
            try:
                head = _head(response, whose)
                if cookies is not None and "set-cookie" in head:
                    cookies.extract_cookies(response)
                allowance.grow(WIRE_LIMIT)
                body = await _read(response, head, whose)
            finally:
                await response.aclose()
    except FOREIGN as error:
        raise translated(error, whose) from error
    return Answer(response.status_code, head, body)


def _head(response: httpx.Response, whose: str) -> dict[str, str]:
    """Return the headers, lines of one name put together (RFC 9110, 5.3)."""
    lines = response.headers.raw
    if len(lines) > _MOST_HEADERS:
        message = f"{whose} sends more than {_MOST_HEADERS} headers; it was stopped"
        raise Fault(message, transient=False)
    head: dict[str, str] = {}
    for raw_name, raw_value in lines:
        name, value = raw_name.decode("ascii").lower(), _text(raw_value)
        head[name] = f"{head[name]}, {value}" if name in head else value
    return head


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


async def _read(response: httpx.Response, head: Mapping[str, str], whose: str) -> bytes:
    status = response.status_code
    if status in _REDIRECTS and "location" in head:
        return b""
    if status >= 400:
        return await _excuse(response, head) if status in _EXCUSES else b""
    announced = head.get("content-length", "")
    if announced.isdecimal() and int(announced) > WIRE_LIMIT:
        message = f"{whose} announces {int(announced) >> 20} MiB, more than we take; look at what it is"
        raise Fault(message, transient=False)
    body = Body("" if status == 304 else head.get("content-encoding", ""), limit=DECODED_LIMIT, whose=whose)
    async for piece in response.aiter_raw():
        body.add(piece)
    return body.end()


async def _excuse(response: httpx.Response, head: Mapping[str, str]) -> bytes:
    """Return the beginning of the page that came with a refusal, or nothing where it cannot be read."""
    try:
        body = Body(head.get("content-encoding", ""), limit=_EXCUSE_LIMIT, whose="")
        async for piece in response.aiter_raw():
            body.add(piece)
    except (Fault, *FOREIGN):
        return b""
    return body.so_far()
