"""``ipscwatch prices``: what changed between two lists, and the prices a row had."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, format_option, home_option, store
from ipscwatch.cli.tables import print_json

if TYPE_CHECKING:
    from ipscwatch.sources.listing import Listing
    from ipscwatch.store.rows import RowVersion

FORMATS = ("text", "json", "csv", "xlsx")
MOST_BYTES = 100 << 20


@click.group("prices")
def command() -> None:
    """Compare price lists row by row, and show what a row cost when."""


@command.command(
    "diff",
    epilog=example(
        "ipscwatch prices diff tp20260415-01_02.xlsx tp20260520-01_02.xlsx",
        "ipscwatch prices diff old.csv new.csv --format csv --output changes.csv",
        "ipscwatch prices diff old.xlsx new.xlsx --only 4900",
    ),
)
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help="How to print; xlsx needs --output."
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option(
    "--only", multiple=True, metavar="WORD", help="Only rows whose code begins so, or whose name holds it."
)
@click.option("--limit", default=10, show_default=True, help="Lines of each kind of change in text; 0 for all.")
def diff(old: Path, new: Path, form: str, output: Path | None, only: tuple[str, ...], limit: int) -> None:
    """Say what changed from the list OLD to the list NEW.

    Any two of XLSX, XLSB, XLS, ODS, CSV, PDF and HTML. Rows are known by their code, whatever the layout; order,
    width, spacing and the era of a date are no change. Tables that are no price lists are compared as well.
    """
    from ipscwatch.cli import differences
    from ipscwatch.errors import UsageError

    if form == "xlsx" and output is None:
        raise UsageError("a workbook goes into a file: name it with --output")
    before, after = _read(old, new)
    told = differences.between(old.name, new.name, before, after, only)
    for note in told.notes:
        click.echo(f"note: {note}", err=True)
    if form == "xlsx" and output is not None:
        output.write_bytes(differences.as_workbook(told))
        return
    if form == "text":
        text = differences.as_text(told, limit)
    else:
        text = differences.as_json(told) if form == "json" else differences.as_csv(told)
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        output.write_text(text, encoding="utf-8", newline="")


@command.command(
    "history", epilog=example("ipscwatch prices history 4900402X1020", "ipscwatch prices history キムリア")
)
@click.argument("row", metavar="CODE|NAME")
@home_option
@format_option
def history(row: str, home: Path, as_json: bool) -> None:
    """Show what a row cost from when to when, with a small chart.

    Of the lists that were polled here. A NAME may be a part of the name, of the maker or of any other cell.
    """
    from ipscwatch.cli import versions

    found = versions.spans(_found(home, row))
    if as_json:
        print_json([versions.plain(one) for each in found for one in each])
        return
    click.echo("\n\n".join(map(versions.chart, found)))


@command.command("show", epilog=example("ipscwatch prices show キムリア --on 2021-06-30"))
@click.argument("row", metavar="CODE|NAME")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="As the lists were on this day; today when not given."
)
@home_option
@format_option
def show(row: str, on: datetime | None, home: Path, as_json: bool) -> None:
    """Show a row as it was on a day, and where it stands."""
    from datetime import UTC

    from ipscwatch.cli import versions

    day = (on or datetime.now(UTC)).date()
    found = [one for each in versions.spans(_found(home, row)) for one in each if versions.valid(one, day)]
    if as_json:
        print_json([versions.plain(one) for one in found])
        return
    click.echo("\n\n".join(map(versions.card, found)) or f"no row «{row}» on {day}")


def _found(home: Path, row: str) -> tuple[RowVersion, ...]:
    from ipscwatch.errors import UsageError

    with store(home) as opened:
        found: tuple[RowVersion, ...] = opened.row_history(row)
    if not found:
        raise UsageError(f"no list that was polled has a row «{row}»")
    return found


def _read(*paths: Path) -> tuple[Listing, ...]:
    """Read the files in child processes, one beside the other: a hostile file harms nothing."""
    import asyncio

    from ipscwatch.documents.pool import ReaderPool
    from ipscwatch.errors import UsageError
    from ipscwatch.sources import local

    async def read() -> Any:  # noqa: ANN401 - gather's own type says no more
        async with ReaderPool(workers=len(paths), seconds=15, megabytes=512) as pool:
            return await asyncio.gather(
                *(pool.run(local.read, path.name, path.read_bytes(), source_id=path.name) for path in paths)
            )

    for path in paths:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path}: larger than {MOST_BYTES >> 20} MB")
    listings: list[Listing] = asyncio.run(read())
    return tuple(listings)


COMMAND = command
