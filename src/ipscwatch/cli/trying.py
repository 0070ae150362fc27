"""``ipscwatch source test``: read something once as a poll would, and show what it says."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, format_option, home_option, settings
from ipscwatch.cli.tables import visible

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
    from datetime import datetime

    from ipscwatch.model.document import Document
    from ipscwatch.model.reading import Entry
    from ipscwatch.model.settings import Settings
    from ipscwatch.model.source import Source
    from ipscwatch.service.probe import Probe, Prober

SHOWN = 20
"""How many entries and rows the text shows."""
LARGEST = 20 << 20
"""As much of a file as of an answer from the web."""


@click.command(
    "test",
    epilog=example(
        "ipscwatch source test pmda_en",
        "ipscwatch source test https://www.pmda.go.jp/rss_008.xml",
        "ls feeds/* | ipscwatch source test --kind feed --format json",
    ),
)
@click.argument("targets", nargs=-1, metavar="[URL|ID|FILE]...")
@click.option("--kind", metavar="KIND", help="How to read it; found by itself when not given.")
@click.option("--base-url", metavar="URL", help="For files: the address they came from; links start from there.")
@click.option(
    "--header",
    "headers",
    multiple=True,
    metavar="NAME:VALUE",
    help="For addresses: a header to send. For files: one they came with, such as Content-Type.",
)
@click.option("--allow-private", is_flag=True, help="Addresses may be on this machine or network.")
@home_option
@format_option
def command(
    targets: tuple[str, ...],
    kind: str | None,
    base_url: str | None,
    headers: tuple[str, ...],
    allow_private: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Read sources, addresses or files once; nothing is stored.

    Shows the kind, the entries with their dates, which of them match a watch term, and what was odd. A list of
    targets may come on standard input, one a line. With --format json each gives one line of JSON, in the order
    given. The exit code is 1 when one could not be read.
    """
    from ipscwatch.errors import UsageError

    if not targets and sys.stdin.isatty():
        raise UsageError("name an address, a source or a file; or give a list on standard input")
    loaded = _settings(home)
    asked = _Asked(
        settings=loaded, kind=_kind(kind), base_url=base_url, headers=_headers(headers), private=allow_private
    )
    several = _listed(targets)
    if asyncio.run(_try_all(asked, several, as_json=as_json)):
        raise click.exceptions.Exit(1)


class _Asked:
    """What was asked for, and what it is read with."""

    def __init__(
        self, *, settings: Settings, kind: str, base_url: str | None, headers: Mapping[str, str], private: bool
    ) -> None:
        from ipscwatch.watching.drafts import Desk

        self.settings = settings
        self.kind = kind
        self.base_url = base_url
        self.headers = headers
        self.private = private
        self.desk = Desk.of(settings.terms, settings.subjects)

    def source(self, target: str) -> Source:
        """Return the configured source of this id or address, else one made for the address."""
        from dataclasses import replace

        from ipscwatch.model.source import Source

        known = next((s for s in self.settings.sources if target in (s.source_id, s.url)), None)
        if known is None or (self.kind and self.kind != known.kind):
            known = Source(source_id=target, name=target, kind=self.kind, url=target, tier=6, outlet=target)
        private = known.allow_private or self.private
        return replace(known, headers={**known.headers, **self.headers}, allow_private=private)


def _settings(home: Path) -> Settings:
    """Load the home's configuration; outside a home, the one that is shipped."""
    from tempfile import TemporaryDirectory

    from ipscwatch.config import init

    if (home / "config").exists():
        return settings(home)
    with TemporaryDirectory() as folder:
        init(Path(folder))
        return settings(Path(folder))


def _kind(kind: str | None) -> str:
    from ipscwatch import sources
    from ipscwatch.cli.common import nearest
    from ipscwatch.errors import UsageError
    from ipscwatch.service.probe import UNKNOWN

    if kind is None:
        return UNKNOWN
    if kind not in sources.kinds():
        raise UsageError(nearest("source kind", kind, sources.kinds()))
    return kind


def _headers(given: Iterable[str]) -> dict[str, str]:
    from ipscwatch.errors import UsageError

    headers = {}
    for one in given:
        name, colon, value = one.partition(":")
        if not colon or not name.strip():
            raise UsageError("--header is written as NAME:VALUE, such as 'Accept: application/json'")
        headers[name.strip().lower()] = value.strip()
    return headers


def _listed(targets: tuple[str, ...]) -> Iterator[str]:
    """Yield the targets, those of standard input as they come."""
    if targets:
        yield from targets
        return
    for line in sys.stdin:
        if target := line.rstrip("\r\n"):
            yield target


async def _try_all(asked: _Asked, targets: Iterable[str], *, as_json: bool) -> int:
    """Look at each target and tell of it; return how many could not be read."""
    import json

    from ipscwatch.service.clock import utc_now
    from ipscwatch.service.probe import probing

    failed = 0
    async with probing(asked.settings.polling) as prober:
        async for target, probe in _looks(asked, targets, prober, utc_now()):
            failed += probe.error is not None
            if as_json:
                click.echo(json.dumps(_plain(probe), ensure_ascii=False).encode("utf-8", "replace").decode())
            else:
                click.echo("\n".join(_told(asked, target, probe, utc_now())) + "\n")
            sys.stdout.flush()
    return failed


async def _looks(
    asked: _Asked, targets: Iterable[str], prober: Prober, now: datetime
) -> AsyncIterator[tuple[str, Probe]]:
    from ipscwatch.service.probe import Probe

    for target in targets:
        source = asked.source(target)
        if (path := _path(target)) is None and source.url == target and "://" not in target:
            yield target, Probe(source=source, error=f"{target} is no file, address or source; check its spelling")
            continue
        if path is None:
            yield target, await prober.look(source, now)
            continue
        document = _document(asked, target, path, now)
        if isinstance(document, str):
            yield target, Probe(source=source, error=document)
        else:
            yield target, await prober.read(_at(source, document.url), document, now)


def _at(source: Source, url: str) -> Source:
    from dataclasses import replace

    return replace(source, url=url)


def _path(target: str) -> Path | None:
    """Return the path a target names, None for an address or a source's id."""
    from urllib.parse import unquote, urlsplit

    if target.lower().startswith("file:"):
        return Path(unquote(urlsplit(target).path))
    if "://" in target:
        return None
    path = Path(target)
    return path if path.is_file() else None


def _document(asked: _Asked, target: str, path: Path, now: datetime) -> Document | str:
    """Return a file as if it had come from its base address, or why it cannot be read."""
    from ipscwatch.fetch.answers import content_type
    from ipscwatch.model.document import Document, Request
    from ipscwatch.model.source import Validators

    try:
        with path.open("rb") as file:
            body = file.read(LARGEST + 1)
    except OSError as error:
        return f"{target} cannot be read: {error.strerror}"
    if len(body) > LARGEST:
        return f"{target} is larger than {LARGEST >> 20} MiB, more than is taken from the web"
    if not body:
        return f"{target} is empty"
    media_type, charset = content_type(asked.headers.get("content-type", ""))
    url = asked.base_url or path.resolve().as_uri()
    return Document(
        request=Request(url=url),
        url=url,
        status=200,
        media_type=media_type,
        charset=charset,
        headers=asked.headers,
        body=body,
        fetched_at=now,
        validators=Validators(),
    )


def _plain(probe: Probe) -> dict[str, Any]:
    reading = probe.reading
    return {
        "kind": probe.source.kind or None,
        "status": "error" if probe.error else "ok",
        "error": probe.error,
        "warnings": [*(reading.warnings if reading else ()), *probe.hints],
        "items": [_plain_entry(entry) for entry in (reading.entries if reading else ())],
        "rows": [
            {"key": row.key, "cells": dict(row.cells), "place": row.place}
            for row in (reading.rows if reading else ())
        ],
    }


def _plain_entry(entry: Entry) -> dict[str, Any]:
    from ipscwatch.cli.answers import iso
    from ipscwatch.watching.items import entry_text

    return {
        "id": entry.entry_id or entry.url,
        "title": entry.title,
        "url": entry.url,
        "published": iso(entry.published_at),
        "text": entry_text(entry),
    }


def _told(asked: _Asked, target: str, probe: Probe, now: datetime) -> Iterator[str]:
    """Yield what was read as lines for a person."""
    from ipscwatch.watching.items import normalise

    source, reading = probe.source, probe.reading
    yield visible(target)
    yield f"  kind      {source.kind or '–'}" + (f", {probe.proposal.reason}" if probe.proposal else "")
    if probe.error:
        yield f"  error     {visible(probe.error)}"
    if reading is None:
        yield from (f"  note      {visible(hint)}" for hint in probe.hints)
        return
    drafts = [asked.desk.draft(item) for item in normalise(source, reading, (), now=now).items]
    matched = [draft for draft in drafts if draft.mentions]
    if reading.title:
        yield f"  title     {visible(reading.title)}"
    if source.url != target and not source.url.startswith("file:"):
        yield f"  address   {visible(source.url)}"
    yield f"  entries   {_dated(reading.entries, source.zone)}"
    if reading.rows:
        yield f"  rows      {len(reading.rows)}"
    yield f"  matched   {len(matched)} of {len(drafts)}"
    yield from (f"  warning   {visible(warning)}" for warning in reading.warnings)
    yield from (f"  note      {visible(hint)}" for hint in probe.hints)
    labels = {term.term_id: term.label for term in asked.settings.terms}
    found = {
        draft.item.title: ", ".join(dict.fromkeys(labels[m.term_id] for m in draft.mentions)) for draft in matched
    }
    yield from _lines(reading.entries, source.zone, found)
    yield from (
        visible(f"  {row.key}: {'; '.join(f'{k} {v}' for k, v in row.cells.items())}")[:200]
        for row in reading.rows[:SHOWN]
    )


def _dated(entries: tuple[Entry, ...], zone: str) -> str:
    from ipscwatch.cli.answers import moment

    dates = sorted(entry.published_at for entry in entries if entry.published_at)
    if not dates:
        return f"{len(entries)}, none of them dated" if entries else "0"
    span = f"{moment(dates[0], zone)} to {moment(dates[-1], zone)}"
    return f"{len(entries)}, {len(dates)} of them dated: {span} ({zone})"


def _lines(entries: tuple[Entry, ...], zone: str, found: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each entry, those with a mention even beyond the first ones."""
    from ipscwatch.cli.answers import moment

    if entries:
        yield ""
    for n, entry in enumerate(entries):
        if n < SHOWN or entry.title in found:
            mark = f"   ← {found[entry.title]}" if entry.title in found else ""
            yield visible(f"  {moment(entry.published_at, zone):16}  {entry.title}{mark}")
    if len(entries) > SHOWN:
        yield f"  and {len(entries) - SHOWN} more"
