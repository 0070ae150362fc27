"""Damaged and made-up input for everything that reads what others wrote: no error but ours, none slow."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from time import process_time

from tests.service.homes import MAIN, NOW, SOURCE, TERMS, feed, news, settings_of

from bench.faults.world import World, require
from ipscwatch import sources
from ipscwatch.errors import IpscwatchError
from ipscwatch.fetch import robots
from ipscwatch.fetch.freshness import next_poll, retry_after
from ipscwatch.fetch.pages import challenge
from ipscwatch.model.document import Document, Request
from ipscwatch.model.source import Source, Validators
from ipscwatch.sources import article, detect, opml
from ipscwatch.text.clean import clean
from ipscwatch.text.dates import find_dates, read_timestamp

SLOWEST = 2.0
SEEDS: Mapping[str, bytes] = {
    "feed": feed(news(1), news(2)).partition(b"\r\n\r\n")[2],
    "jsonfeed": b'{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"A",'
    b'"date_published":"2026-05-20T01:00:00Z"}]}',
    "html": (
        "<html><head><meta charset=euc-jp><title>薬価</title></head><body><ul><li>"
        "<a href='/1'>一</a> 令和8年5月20日"
    ).encode(),
    "robots": b"User-agent: *\nDisallow: /a\nCrawl-delay: 5\nAllow: /b*c$\n",
    "opml": b"<opml version='2.0'><body><outline text='a' xmlUrl='http://a.example/feed'/></body></opml>",
    "header": b"Wed, 20 May 2026 08:00:00 GMT max-age=3600, 120 Retry-After",
    "date": "令和8年5月20日 2026/05/20 20 May 2026 8:00 午後３時 H30.4.1".encode(),
    "config": (
        MAIN.format(channels="", named='"files"', at="08:00", backups=0, more="")
        + TERMS
        + SOURCE.format(id="a", url="http://a.example/")
    ).encode(),
}


def fuzz(world: World, runs: int) -> str:
    """Feed each reader `runs` damaged inputs."""
    slowest, refused = ("", 0.0), 0
    for name, read in _readers(world).items():
        for n in range(runs):
            body = _mutated(SEEDS[name], world.rng)
            began = process_time()
            try:
                read(body)
            except IpscwatchError:
                refused += 1
            except Exception as error:
                raise AssertionError(
                    f"{name}, input {n}: {type(error).__name__}: {error}: {body[:300]!r}"
                ) from error
            took = process_time() - began
            slowest = max(slowest, (name, took), key=lambda one: one[1])
    require(slowest[1] < SLOWEST, f"{slowest[0]} took {slowest[1]:.1f} s")
    kinds = ", ".join(SEEDS)
    return (
        f"{runs * len(SEEDS):,} inputs ({kinds}): 0 foreign errors, {refused:,} refused, slowest {slowest[1]:.2f} s"
    )


def _readers(world: World) -> Mapping[str, Callable[[bytes], object]]:
    kinds = sources.kinds()

    def source(kind: str) -> Source:
        return Source(source_id="s", name="S", kind=kind, url="http://a.example/", tier=3, outlet="S")

    def document(body: bytes, media_type: str) -> Document:
        return Document(
            request=Request(url="http://a.example/"),
            url="http://a.example/",
            status=200,
            media_type=media_type,
            charset=None,
            headers={},
            body=body,
            fetched_at=NOW,
            validators=Validators(),
        )

    def html(body: bytes) -> None:
        challenge(document(body, "text/html"))
        detect.propose(document(body, "text/html"))
        article.full_text(document(body, "text/html"))

    def header(body: bytes) -> None:
        value = body.decode("latin-1")
        next_poll(source("feed"), dict.fromkeys(("cache-control", "expires", "date", "age"), value), None, NOW)
        retry_after({"retry-after": value}, NOW)

    def date(body: bytes) -> None:
        text = clean(body.decode("utf-8", "replace"))
        read_timestamp(text, zone="Asia/Tokyo", now=NOW)
        find_dates(text, published_on=NOW.date())

    def config(body: bytes) -> None:
        folder = world.home / "config"
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("ipscwatch", "sources", "terms"):
            (folder / f"{name}.toml").write_bytes(body)
        settings_of(world.home)

    return {
        "feed": lambda body: kinds["feed"].read(source("feed"), document(body, "text/xml"), NOW),
        "jsonfeed": lambda body: kinds["feed"].read(source("feed"), document(body, "application/json"), NOW),
        "html": html,
        "robots": robots.read,
        "opml": opml.read,
        "header": header,
        "date": date,
        "config": config,
    }


def _mutated(seed: bytes, rng: random.Random) -> bytes:
    """Return the seed with some of its bytes changed, cut out, doubled or put elsewhere."""
    body = bytearray(seed)
    for _ in range(rng.randint(1, 8)):
        at, to = sorted((rng.randrange(len(body) + 1), rng.randrange(len(body) + 1)))
        match rng.randrange(6):
            case 0 if body:
                body[min(at, len(body) - 1)] = rng.randrange(256)
            case 1:
                del body[at : min(to, at + 40)]
            case 2:
                body[at:at] = rng.randbytes(rng.randint(1, 6))
            case 3:
                body[at:at] = body[at:to]
            case 4:
                body[at:at] = rng.choice(PIECES)
            case _:
                body = body[:at] if rng.random() < 0.2 else body
        del body[20_000:]
    return bytes(body)


PIECES = (
    b"\x00",
    b"\xff\xfe",
    "\u202e".encode(),
    b"9" * 400,
    b"<" * 60,
    b"]]>",
    b"&#x110000;",
    b"-1",
    b"\r\n",
    b"{" * 60,
)
