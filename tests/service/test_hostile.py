"""Poisoned entries are cleaned one by one, and what a hostile server does is its own failure and nobody else's."""

from __future__ import annotations

import asyncio
import gzip
import json
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from tests.service.homes import NOW, engine_of, feed, furnish, news
from tests.web import Reply, head, page, redirect, serving

from ipscwatch.service.composing import compose_due
from ipscwatch.service.run import run_once
from ipscwatch.service.sending import deliver

HOUR = timedelta(hours=1)
POISON = {
    "a lone surrogate": "Amchepry \ud800 was discussed in a committee",
    "NUL": "Amchepry\x00 is studied further in Kyoto",
    "line separators": "Amchepry\u2028Bcc: all@example.org\u2029 was shipped",
    "a line break": "Amchepry\r\nBcc: all@example.org was praised",
    "a terminal's escape": "Amchepry \x1b[31m was questioned by a paper",
    "turned writing": "Amchepry \u202egnp.exe was explained at length",
    "markup": "<script>alert(1)</script>Amchepry was presented <b>again</b>",
    "a megabyte": "Amchepry grew " + "and grew " * 120_000,
    "nothing": "",
}


def json_feed(*titles: str) -> bytes:
    items = [{"id": str(n), "title": title, "content_text": title[:2_000]} for n, title in enumerate(titles)]
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "Feed", "items": items}
    return page(json.dumps(document), media_type="application/feed+json")


async def test_poison_is_cleaned_and_stops_neither_the_poll_nor_the_digest(tmp_path: Path) -> None:
    async with serving() as web:
        url = web.on("/a", json_feed("Before"), json_feed("Before", *POISON.values(), "Amchepry was reviewed last"))
        furnish(tmp_path, {"poison": url, "good": web.on("/b", feed(news(1)), feed(news(1), news(2)))})
        async with engine_of(tmp_path) as engine:
            await run_once(engine, NOW)
            report = await run_once(engine, NOW + HOUR)
            assert report.failures == []
            assert report.new_items >= len(POISON)
            assert report.mentions == len(POISON) - 1 + 2  # all but «nothing», the last, and the good one's
            for item in engine.store.archive(NOW - timedelta(days=9)):
                assert item.title.isprintable()
                assert len(item.title) <= 500
                assert not set(item.full_text) & set("\x00\x1b\u2028\u2029\u202e\ud800\r")
            assert not engine.store.quarantined()
            compose_due(engine, NOW + 24 * HOUR)
            await deliver(engine, NOW + 24 * HOUR)
        written = "".join(path.read_text("utf-8") for path in (tmp_path / "state" / "digests").glob("*.html"))
        assert "<script>alert" not in written
        assert "was reviewed last" in written


async def endless(writer: asyncio.StreamWriter) -> None:
    writer.write(head(200, {"Content-Type": "text/xml"}) + b"<rss><channel>")
    for _ in range(400):
        writer.write(b"<item><title>again</title></item>" * 1_000)
        await writer.drain()


async def short(writer: asyncio.StreamWriter) -> None:
    writer.write(head(200, {"Content-Type": "text/xml", "Content-Length": "100000"}) + b"<rss><channel/></rss>")
    await writer.drain()


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE: dict[str, tuple[Reply, str]] = {
    "endless": (endless, "more than we take"),
    "short": (short, "less than it announced"),
    "bomb": (page(gzip.compress(bytes(40 << 20)), content_encoding="gzip"), "more than 20 MiB"),
    "brotli": (page(b"\x00", content_encoding="br"), "'br'"),
    "loop": (redirect("/loop"), "redirected more than 5 times"),
    "file": (redirect("file:///etc/passwd"), "http"),
    "private": (redirect("http://169.254.169.254/latest"), "169.254.169.254"),
    "headers": (head(200, {f"X-{n}": "x" * 3_000 for n in range(200)}), "valid HTTP"),
    "nothing": (page(b""), "nothing at all"),
    "html": (page("<html><body><p>Hello, there is no feed here any more. " + "Words. " * 80), "is an HTML page"),
    "login": (page("<html><head><title>Login</title></head><body><form><input type=password>"), "login"),
    "nested": (page("<rss>" + "<a>" * 200_000, media_type="text/xml"), "damaged"),
    "entities": (page(f"<?xml version='1.0'?>{ENTITIES}]><rss>&i;</rss>", media_type="text/xml"), "XML entities"),
    "binary": (page(bytes(range(256)) * 100, media_type="text/xml"), "no XML"),
    "gone": (page("", status=410), "gone for good"),
}


async def test_hostile_servers_are_named_one_by_one_and_the_good_one_is_read_on_time(tmp_path: Path) -> None:
    async with serving() as web:
        urls = {name: web.on(f"/{name}", reply) for name, (reply, _) in HOSTILE.items()}
        furnish(tmp_path, {**urls, "good": web.on("/good", feed(news(1)))})
        began, read = monotonic(), list[float]()
        async with engine_of(tmp_path) as engine:
            report = await run_once(
                engine,
                NOW,
                progress=lambda source, *_: (
                    read.append(monotonic() - began) if source.source_id == "good" else None
                ),
            )
            states = engine.store.states(HOSTILE)
        assert (report.polled, report.failed, report.new_items) == (len(HOSTILE) + 1, len(HOSTILE), 1)
        assert read[0] < 15
        for name, (_, reason) in HOSTILE.items():
            error = states[name].last_error or ""
            assert reason in error, (name, error)
            assert error.count("\n") == 0
            assert "aaaaaaaaaa" not in error


@pytest.mark.parametrize("field", ["title", "content_text", "id", "url"])
async def test_one_poisoned_field_costs_no_other_entry(tmp_path: Path, field: str) -> None:
    items = [
        {"id": str(n), "title": f"Amchepry {n}", "content_text": "x", "url": f"https://x.example/{n}"}
        for n in range(3)
    ]
    items[1][field] = "\ud800\x00\u2028"
    document = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    async with serving() as web:
        furnish(tmp_path, {"a": web.on("/a", page(json.dumps(document), media_type="application/json"))})
        async with engine_of(tmp_path) as engine:
            report = await run_once(engine, NOW)
            assert (report.failed, report.new_items) == (0, 3)
