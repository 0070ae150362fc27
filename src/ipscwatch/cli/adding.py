"""``ipscwatch source add``: from an address to a table in ``sources.toml``."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, home_option, settings
from ipscwatch.cli.tables import visible

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ipscwatch.model.settings import Settings
    from ipscwatch.service.probe import Probe

SHOWN = 5


@click.command(
    "add",
    epilog=example(
        "ipscwatch source add https://www.example.org/news --tier 3",
        "ipscwatch source add https://www.example.org/news --dry-run",
    ),
)
@click.argument("url")
@click.option(
    "--id", "source_id", metavar="ID", help="What commands call it; made from its address when not given."
)
@click.option("--name", metavar="NAME", help="Its name for readers; its own title when not given.")
@click.option(
    "--tier",
    type=click.IntRange(1, 6),
    help="Who speaks, 1 regulator to 6 promotion; else that of a source on the same host, or 5.",
)
@click.option("--allow-private", is_flag=True, help="It may be on this machine or network.")
@click.option("--dry-run", is_flag=True, help="Only show what would be written.")
@home_option
def command(
    url: str,
    source_id: str | None,
    name: str | None,
    tier: int | None,
    allow_private: bool,
    dry_run: bool,
    home: Path,
) -> None:
    """Find out how to read an address, and add it.

    What it says is shown, and a table for it goes into sources.toml. A page's own feed is taken before the page
    itself; a list page gets CSS selectors; comments and order of the file stay as they are.
    """
    from ipscwatch.config import written
    from ipscwatch.errors import FetchError

    loaded = settings(home)
    _refuse_known(loaded, url)
    found = asyncio.run(_best(loaded, url, allow_private=allow_private))
    if found.error is not None:
        raise FetchError(url, found.error)
    _refuse_known(loaded, found.source.url)
    table = _table(loaded, found, source_id=source_id, name=name, tier=tier)
    click.echo("\n".join(_shown(found)))
    click.echo(f"\n{written('source', [table])}")
    if dry_run:
        click.echo("Nothing was written.")
        return
    click.echo(f"Added to {write(home, [table])}. Its first poll is its baseline.")


def write(home: Path, tables: Sequence[Mapping[str, Any]]) -> str:
    """Add sources to the home's file and return where they stand; where they do not fit it stays as it was."""
    from ipscwatch.config import add_tables
    from ipscwatch.errors import ConfigError

    path = home / "config" / "sources.toml"
    before = path.read_bytes()
    line = add_tables(path, "source", tables)
    try:
        settings(home)
    except ConfigError:
        path.write_bytes(before)
        raise
    return f"{path}, line {line}"


def _refuse_known(loaded: Settings, url: str) -> None:
    from ipscwatch.errors import UsageError
    from ipscwatch.text.urls import canonical

    known = next((one for one in loaded.sources if canonical(one.url) == canonical(url)), None)
    if known is not None:
        disabled = "" if known.enabled else f"; it is disabled: {known.reason}"
        raise UsageError(f"{url} is the source '{known.source_id}' already{disabled}")


async def _best(loaded: Settings, url: str, *, allow_private: bool) -> Probe:
    from ipscwatch.model.source import Source
    from ipscwatch.service.clock import utc_now
    from ipscwatch.service.probe import UNKNOWN, probing

    source = Source(
        source_id="new", name=url, kind=UNKNOWN, url=url, tier=6, outlet=url, allow_private=allow_private
    )
    async with probing(loaded.polling) as prober:
        return await prober.best(source, utc_now())


def _table(
    loaded: Settings, found: Probe, *, source_id: str | None, name: str | None, tier: int | None
) -> dict[str, Any]:
    """Return the table to write, keys in the order people write them."""
    from ipscwatch.text.urls import host

    source, proposal = found.source, found.proposal
    near = next((one for one in loaded.sources if host(one.url) == host(source.url)), None)
    language = _language(found)
    table: dict[str, Any] = {
        "id": source_id or new_id(source.url, {one.source_id for one in loaded.sources}),
        "name": name or _name(found),
        "kind": source.kind,
        "url": source.url,
        "tier": tier or (near.tier if near else 5),
    }
    if near and near.outlet != near.name:
        table["outlet"] = near.outlet
    if language:
        table["language"] = language
    table["zone"] = near.zone if near else _zone(language)
    if source.allow_private:
        table["allow_private"] = True
    if proposal and proposal.options:
        table["options"] = _plain(proposal.options)
    return table


def _plain(options: Mapping[str, object]) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in options.items()}


def _language(found: Probe) -> str | None:
    """Return the language nearly all entries are in, else the one the document states."""
    from ipscwatch.watching.health import language_of

    reading = found.reading
    return (language_of(reading.entries) or reading.language) if reading else None


def _zone(language: str | None) -> str:
    """Guess the zone of times written without one: a Japanese page means Japanese time."""
    return {"ja": "Asia/Tokyo", "ko": "Asia/Seoul"}.get(language or "", "UTC")


def _name(found: Probe) -> str:
    from ipscwatch.text.urls import shown_host

    reading, proposal = found.reading, found.proposal
    title = (reading.title if reading else "") or (proposal.title if proposal else "")
    return title[:100] or shown_host(found.source.url)


def new_id(url: str, taken: Collection[str]) -> str:
    """Make an id of the address: ``example_news`` of ``https://www.example.org/news/index.xml``."""
    from urllib.parse import urlsplit

    from ipscwatch.text.urls import host

    labels = [label for label in host(url).split(".") if label not in _EVERYWHERE]
    path = [word for word in re.split(r"[^a-z0-9]+", urlsplit(url).path.lower()) if word not in _EVERYWHERE]
    base = re.sub(r"[^a-z0-9]+", "_", "_".join((*labels[:1], *path[-2:]))).strip("_")[:50] or "source"
    names = (base, *(f"{base}_{n}" for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


_EVERYWHERE = frozenset(
    (
        "",
        "www",
        "com",
        "org",
        "net",
        "jp",
        "co",
        "go",
        "ac",
        "or",
        "index",
        "html",
        "htm",
        "xml",
        "rss",
        "rdf",
        "php",
    )
)
"""Pieces of an address that tell one source from no other."""


def _shown(found: Probe) -> list[str]:
    from ipscwatch.cli.answers import moment

    source, reading, proposal = found.source, found.reading, found.proposal
    entries = reading.entries if reading else ()
    rows = len(reading.rows) if reading else 0
    held = ", ".join(filter(None, (f"{len(entries)} entries" if entries else "", f"{rows} rows" if rows else "")))
    reason = f" ({proposal.reason})" if proposal else ""
    lines = [f"{source.kind}: {visible(source.url)}{reason}: {held}"]
    lines += [visible(f"  {moment(entry.published_at, 'UTC'):16}  {entry.title}") for entry in entries[:SHOWN]]
    lines += [f"  warning: {visible(warning)}" for warning in (reading.warnings if reading else ())]
    return lines
