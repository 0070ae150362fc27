"""A web server on loopback that answers with scripted bytes, so that a test can say anything a server might say."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic

Writer = Callable[[asyncio.StreamWriter], Awaitable[None]]
Reply = bytes | Writer
"""The bytes of a whole answer, or a coroutine function that writes one as it likes."""

LONGEST = 60.0
"""Seconds after which any connection is closed, whatever its script."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    at: float
    """`time.monotonic`."""


@dataclass(slots=True)
class Web:
    """What is served: replies by path; the last of several is repeated. Unknown paths get 404."""

    port: int = 0
    host: str = "127.0.0.1"
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    under_way: int = 0
    most_under_way: int = 0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def paths(self) -> list[str]:
        """The paths asked for, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def on(self, path: str, *replies: Reply) -> str:
        """Answer requests for `path` with these replies, one after the other; return its address."""
        self.replies[path] = list(replies)
        return f"{self.origin}{path}"

    def _reply(self, path: str) -> Reply:
        replies = self.replies.get(path)
        if not replies:
            return page("not found\n", status=404, media_type="text/plain")
        return replies.pop(0) if len(replies) > 1 else replies[0]

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, TimeoutError):
                async with asyncio.timeout(LONGEST):
                    while await self._answer(reader, writer):
                        pass
                writer.close()
                await writer.wait_closed()
        finally:
            writer.transport.abort()
            self.tasks.discard(task)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first = await reader.readexactly(1)
        if first == b"\x16":  # a TLS handshake, answered as plain servers do
            writer.write(head(400, {"Content-Length": "0"}))
            return False
        asked = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        request, *lines = asked.strip().split("\r\n")
        path = request.split(" ")[1]
        pairs = (line.partition(":") for line in lines)
        self.asked.append(Asked(path, {name.lower(): value.strip() for name, _, value in pairs}, monotonic()))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            reply = self._reply(path)
            if isinstance(reply, bytes):
                writer.write(reply)
                await writer.drain()
            else:
                await reply(writer)
        finally:
            self.under_way -= 1
        return isinstance(reply, bytes) and _framed(reply)


def _framed(reply: bytes) -> bool:
    """Say whether the client knows where the answer ends, so that the connection can go on."""
    head = reply.partition(b"\r\n\r\n")[0].lower()
    return b"connection: close" not in head and (b"content-length:" in head or head.split(b" ")[1] == b"304")


@asynccontextmanager
async def serving(host: str = "127.0.0.1") -> AsyncIterator[Web]:
    """Serve a web on a free port of a loopback address for as long as the block runs."""
    web = Web(host=host)
    server = await asyncio.start_server(web.connected, host, 0, limit=1 << 20)
    web.port = server.sockets[0].getsockname()[1]
    try:
        yield web
    finally:
        server.close()
        for task in tuple(web.tasks):
            task.cancel()
        await asyncio.gather(*web.tasks, return_exceptions=True)
        await asyncio.sleep(0)  # transports are closed in the next turn of the loop


def page(
    body: str | bytes = "", *, status: int = 200, media_type: str = "text/html; charset=utf-8", **headers: str
) -> bytes:
    """Return a whole answer; header names with underscores for hyphens."""
    content = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": media_type, "Content-Length": str(len(content))}
    fields |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    return head(status, fields) + (b"" if status == 304 else content)


def redirect(to: str, status: int = 302, **headers: str) -> bytes:
    """Return a redirect."""
    return page("", status=status, location=to, **headers)


def head(status: int, fields: Mapping[str, str]) -> bytes:
    """Return a status line and headers."""
    lines = [f"HTTP/1.1 {status} As Scripted", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join((*lines, "", "")).encode()
