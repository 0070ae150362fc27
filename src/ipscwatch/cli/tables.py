"""Printing results: a table with lines on a terminal, plain aligned columns elsewhere, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

import click

Cells = Sequence[str]
_STYLES = {
    "ok": "green",
    "held": "green",
    "proposed": "cyan",
    "silent": "yellow",
    "disputed": "yellow",
    "failing": "red",
    "disabled": "dim",
    "superseded": "dim",
}
"""How words that say a state are coloured on a terminal."""


def print_json(value: object) -> None:
    """Print a value of plain types as JSON, in its own characters."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_line(value: object) -> None:
    """Print a value of plain types as JSON on one line, for programs that read line by line."""
    click.echo(json.dumps(value, ensure_ascii=False))


def print_table(head: Cells, rows: Iterable[Cells], *, empty: str) -> None:
    """Print rows under their heads; the sentence `empty` when there are none."""
    listed = [[visible(cell) for cell in row] for row in rows]
    if not listed:
        click.echo(empty)
    elif sys.stdout.isatty():
        _print_drawn(head, listed)
    else:
        click.echo("\n".join(aligned(head, listed)))


def aligned(head: Cells, rows: Iterable[Cells]) -> list[str]:
    """Return lines whose columns stand under each other, East Asian characters counted as two places."""
    from rich.cells import cell_len

    lines = [list(head), *map(list, rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join(cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def visible(text: str) -> str:
    """Return outside text on one line, without characters that steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def _print_drawn(head: Cells, rows: Iterable[Cells]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for title in head:
        table.add_column(title, overflow="fold", no_wrap=title == head[0])
    for row in rows:
        table.add_row(*(Text(cell, style=_STYLES.get(cell, "")) for cell in row))
    Console().print(table)
