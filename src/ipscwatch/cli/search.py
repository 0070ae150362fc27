"""``ipscwatch search``: what was read, in both languages."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, format_option, home_option, nearest, settings, store
from ipscwatch.cli.tables import print_json, visible

if TYPE_CHECKING:
    from ipscwatch.model.settings import Settings
    from ipscwatch.store import Hit

LIMIT = 20


@click.command(
    "search",
    epilog=example(
        "ipscwatch search 薬価",
        'ipscwatch search "\\"conditional approval\\" Parkinson*" --since 2026-03-01',
        "ipscwatch search --term amchepry --event price_listed",
    ),
)
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option("--since", metavar="DATE", help="Published on this day or later.")
@click.option("--until", metavar="DATE", help="Published on this day or earlier.")
@click.option("--source", help="Only of this source.")
@click.option("--tier", type=click.IntRange(1, 6), help="Only of this tier.")
@click.option("--term", help="Only items that mention this term.")
@click.option("--event", help="Only items that tell this event.")
@click.option("--limit", type=click.IntRange(1, 1000), default=LIMIT, show_default=True, help="How many to show.")
@home_option
@format_option
def command(  # noqa: PLR0913, PLR0917 - each filter is an option of its own
    words: tuple[str, ...],
    since: str | None,
    until: str | None,
    source: str | None,
    tier: int | None,
    term: str | None,
    event: str | None,
    limit: int,
    home: Path,
    as_json: bool,
) -> None:
    """Show the newest stored items that hold all WORDS.

    Words in double quotes are looked for as they stand; a Latin word that ends in * stands for all that begin so.
    Japanese words may be as short as two characters. Any text is a valid query; without words the filters decide.
    """
    from ipscwatch.cli.answers import zone_of

    loaded = settings(home)
    _known(loaded, source=source, term=term, event=event)
    zone = zone_of(loaded)
    with store(home) as opened:
        found = opened.search(
            " ".join(words),
            since=_midnight(since, zone) if since else None,
            until=_midnight(until, zone) + timedelta(days=1) if until else None,
            source=source,
            tier=tier,
            term=term,
            event=event,
            limit=limit,
        )
    if as_json:
        print_json([_plain(hit) for hit in found])
        return
    for hit in found:
        _tell(hit, zone)
    click.echo(_summary(len(found), limit))


def _known(loaded: Settings, *, source: str | None, term: str | None, event: str | None) -> None:
    """Raise UsageError for a filter that names nothing, with what was probably meant."""
    from ipscwatch.errors import UsageError
    from ipscwatch.watching.events import CLASSES

    wanted = (
        ("source", source, {one.source_id for one in loaded.sources}),
        ("term", term, {one.term_id for one in loaded.terms}),
        ("event", event, set(CLASSES)),
    )
    for what, name, known in wanted:
        if name is not None and name not in known:
            raise UsageError(nearest(what, name, known))


def _midnight(day: str, zone: str) -> datetime:
    """Return the beginning of a day in a zone."""
    from datetime import date, time
    from zoneinfo import ZoneInfo

    from ipscwatch.errors import UsageError

    try:
        return datetime.combine(date.fromisoformat(day), time(), ZoneInfo(zone))
    except ValueError as error:
        raise UsageError(f"'{day}' is no date; write it as 2026-03-06") from error


def _tell(hit: Hit, zone: str) -> None:
    from ipscwatch.cli.answers import moment

    item = hit.item
    click.echo(f"{moment(item.dated_at, zone)}  {visible(item.outlet)} (tier {item.tier})  {item.item_id}")
    click.echo(f"  {visible(item.title)}")
    if hit.snippet and hit.snippet != item.title:
        click.echo(f"  “{visible(hit.snippet)}”")
    if item.url:
        click.echo(f"  {visible(item.url)}")
    click.echo()


def _summary(n: int, limit: int) -> str:
    if n == 0:
        return "Nothing was found."
    more = f" There may be more; --limit {limit * 5} shows further ones." if n == limit else ""
    return f"{n} {'item' if n == 1 else 'items'}, the newest first.{more}"


def _plain(hit: Hit) -> dict[str, Any]:
    from ipscwatch.cli.answers import iso

    item = hit.item
    return {
        "item": item.item_id,
        "source": item.source_id,
        "outlet": item.outlet,
        "tier": item.tier,
        "language": item.language,
        "published": iso(item.published_at),
        "received": iso(item.received_at),
        "title": item.title,
        "url": item.url,
        "snippet": hit.snippet,
    }


COMMAND = command
