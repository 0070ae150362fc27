"""``ipscwatch export``: everything that is stored, as JSON or CSV."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from ipscwatch.cli.common import example, home_option, store

if TYPE_CHECKING:
    from ipscwatch.store import Store

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run (https://owasp.org/www-community/attacks/CSV_Injection)."""


@click.command(
    "export",
    epilog=example("ipscwatch export facts", "ipscwatch export items --format csv", "ipscwatch export --into dump"),
)
@click.argument("table", required=False)
@click.option(
    "--format", "form", type=click.Choice(["json", "csv"]), default="json", help="JSON, one record a line, or CSV."
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a file for each table, or for TABLE alone, instead of printing.",
)
@home_option
def command(table: str | None, form: str, into: Path | None, home: Path) -> None:
    """Print or write what is stored.

    Of one TABLE: items, mentions, events, claims, stories, facts, observations, questions, rows, changes, digests
    or messages; with --into of all. Cells that a spreadsheet would run as a formula begin with an apostrophe.
    """
    from ipscwatch.errors import UsageError
    from ipscwatch.store.export import TABLES

    if table is None and into is None:
        raise UsageError(f"name a table to print ({', '.join(TABLES)}), or a folder with --into")
    with store(home) as opened:
        if into is None:
            _write(opened, str(table), form, sys.stdout)
            return
        for name in [table] if table else TABLES:
            path = into / f"{name}.{'jsonl' if form == 'json' else 'csv'}"
            with _file(path) as out:
                count = _write(opened, name, form, out)
            click.echo(f"wrote {path} ({count:,} records)")


@contextmanager
def _file(path: Path) -> Iterator[IO[str]]:
    """Open a file that only its owner may read."""
    from ipscwatch.errors import UsageError

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            yield out
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error


def _write(opened: Store, table: str, form: str, out: IO[str]) -> int:
    return _as_json(opened.export(table), out) if form == "json" else _as_csv(opened, table, out)


def _as_json(records: Iterator[Mapping[str, object]], out: IO[str]) -> int:
    written = 0
    for record in records:
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
        written += 1
    return written


def _as_csv(opened: Store, table: str, out: IO[str]) -> int:
    """Write the records under all of their names; those of one table may differ, so it is read twice."""
    import csv

    names = list(dict.fromkeys(name for record in opened.export(table) for name in record))
    writer = csv.writer(out, lineterminator="\r\n")
    if names:
        writer.writerow(names)
    written = 0
    for record in opened.export(table):
        writer.writerow([cell(record.get(name)) for name in names])
        written += 1
    return written


def cell(value: object) -> str:
    """Return a value as a CSV cell: containers as JSON, and nothing that a spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, (bool, int, float)):
        return json.dumps(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(FORMULA) else text


COMMAND = command
