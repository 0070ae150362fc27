"""The loop to compare with: ``python -m bench._loop PORT N unchanged|parse``, httpx ten at a time, no store."""

from __future__ import annotations

import asyncio
import sys

import httpx


async def main(port: int, n: int, what: str) -> None:
    """Ask for every feed once, conditionally or to be parsed by feedparser."""
    lanes = asyncio.Semaphore(10)
    async with httpx.AsyncClient(timeout=20) as client:
        await client.get(f"http://127.0.0.1:{port}/robots.txt")

        async def one(i: int) -> int:
            headers = {"If-None-Match": f'"/feed/{i}"'} if what == "unchanged" else {}
            async with lanes:
                reply = await client.get(f"http://127.0.0.1:{port}/feed/{i}", headers=headers)
            return _entries(reply.content) if what == "parse" else reply.status_code == 304

        print(sum(await asyncio.gather(*map(one, range(n)))))


def _entries(body: bytes) -> int:
    import feedparser  # noqa: PLC0415 - the other loop does not need it

    return len(feedparser.parse(body).entries)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
