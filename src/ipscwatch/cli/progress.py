"""Progress of long work: a bar on a terminal, a plain line every tenth elsewhere, both on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Moved = Callable[[int, int, str], None]
"""Called with how much is done, how much there is, and what was done last."""


@contextmanager
def bar(what: str, *, quiet: bool = False) -> Iterator[Moved]:
    """Show the progress of `what` for as long as the block runs; nothing when `quiet`."""
    if quiet:
        yield lambda _done, _total, _name: None
    elif sys.stderr.isatty():
        with _drawn(what) as moved:
            yield moved
    else:
        yield lambda done, total, name: _line(what, done, total, name)


@contextmanager
def _drawn(what: str) -> Iterator[Moved]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[last]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None, last="")
        yield lambda done, total, name: progress.update(task, completed=done, total=total, last=name)


def _line(what: str, done: int, total: int, name: str) -> None:
    """Say where the work stands, about ten times in all."""
    step = max(1, total // 10)
    if done % step == 0 or done == total:
        click.echo(f"{what}: {done} of {total} ({name})", err=True)
