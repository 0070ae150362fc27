"""A quick web for measurements, in a process of its own so that its work is not counted as ours.

Run as ``python -m bench._web ADDRESSES``; it prints its port and serves until its standard input ends.
``/feed/N`` is a feed of 30 entries with an ETag, ``/robots.txt`` allows all; ``/tarpit`` never answers,
``/bomb`` is 300 MB of zeros in gzip, ``/endless`` sends for ever.
"""

from __future__ import annotations

import asyncio
import socket
import sys
import zlib
from contextlib import suppress
from functools import cache

ENTRIES = 30
ROBOTS = b"User-agent: *\nAllow: /\n"
BOMB = 300_000_000


def addresses(n: int) -> list[str]:
    """Return `n` loopback addresses."""
    return [f"127.0.{i // 200}.{i % 200 + 1}" for i in range(n)]


@cache
def feed(n: int) -> bytes:
    """Return feed `n`: entries with ids, links, dates and a paragraph each, some of them in Japanese."""
    items = "".join(
        f"<item><title>Notice {i} of source {n}: 医療機器の承認について</title><link>/{n}/{i}</link>"
        f"<guid isPermaLink='false'>{n}-{i}</guid><pubDate>Wed, {i % 28 + 1:02} Apr 2026 09:00:00 +0900</pubDate>"
        f"<description>&lt;p&gt;The committee met and discussed item {i}. 第{i}回の会議の資料を掲載しました。"
        f"{'Further papers follow in the coming days. ' * 4}&lt;/p&gt;</description></item>"
        for i in range(ENTRIES)
    )
    return f"<rss version='2.0'><channel><title>Source {n}</title>{items}</channel></rss>".encode()


def answer(status: str, body: bytes = b"", *headers: str) -> bytes:
    """Return a whole answer."""
    head = "\r\n".join((f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""))
    return head.encode() + body


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of one connection."""
    with suppress(ConnectionError, asyncio.IncompleteReadError):
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ", 2)[1]
            if path == "/tarpit":
                await asyncio.sleep(300)
            elif path == "/endless":
                await _endless(writer)
            else:
                writer.write(_reply(path, head.lower()))
            await writer.drain()
    writer.close()


def _reply(path: str, head: str) -> bytes:
    if path == "/robots.txt":
        return answer("200 OK", ROBOTS, "Content-Type: text/plain")
    if path == "/bomb":
        return answer("200 OK", _bomb(), "Content-Type: text/xml", "Content-Encoding: gzip")
    if path.startswith("/feed/"):
        etag = f'ETag: "{path}"'
        if f'if-none-match: "{path}"' in head:
            return answer("304 Not Modified", b"", etag)
        return answer("200 OK", feed(int(path.rsplit("/", 1)[1])), "Content-Type: text/xml", etag)
    return answer("404 Not Found")


@cache
def _bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(bytes(1_000_000)) for _ in range(BOMB // 1_000_000)]
    return b"".join((*pieces, packer.flush()))


async def _endless(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss><channel>")
    while True:
        writer.write(b"<item><title>again</title></item>" * 2_000)
        await writer.drain()


async def main(n: int) -> None:
    """Serve until standard input ends."""
    first = socket.create_server(("127.0.0.1", 0))
    port = first.getsockname()[1]
    sockets = [first, *(socket.create_server((at, port)) for at in addresses(n) if at != "127.0.0.1")]
    for one in sockets:
        await asyncio.start_server(serve, sock=one, limit=1 << 20)
    _bomb()
    print(port, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
