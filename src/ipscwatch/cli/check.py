"""``ipscwatch check``: is the configuration right, and where is it not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipscwatch.cli.common import example, format_option, home_option, settings
from ipscwatch.cli.tables import print_json

if TYPE_CHECKING:
    from ipscwatch.errors import Problem
    from ipscwatch.model.settings import Settings


@click.command("check", epilog=example("ipscwatch check --home ~/watch"))
@home_option
@format_option
def command(home: Path, as_json: bool) -> None:
    """Say every problem of the configuration, with file and line.

    Watch terms that find nothing, too much, or what another finds are problems too. Warnings are printed and stop
    nothing. The exit code is 2 when there is a problem.
    """
    from ipscwatch.cli.amending import linted
    from ipscwatch.errors import ConfigError

    try:
        loaded = settings(home)
    except ConfigError as error:
        _tell(error.problems, as_json=as_json)
        raise click.exceptions.Exit(error.exit_code) from error
    found = (*loaded.warnings, *linted(loaded))
    _tell(found, as_json=as_json)
    if any(not problem.warning for problem in found):
        raise click.exceptions.Exit(ConfigError.exit_code)
    if not as_json:
        click.echo(_summary(loaded, len(found)))


def _tell(problems: tuple[Problem, ...], *, as_json: bool) -> None:
    if as_json:
        print_json([_plain(problem) for problem in problems])
        return
    for problem in problems:
        mark = " (warning)" if problem.warning else ""
        click.echo(f"{problem}{mark}", err=True)


def _plain(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "message": problem.message,
        "severity": "warning" if problem.warning else "error",
    }


def _summary(loaded: Settings, warnings: int) -> str:
    enabled = sum(source.enabled for source in loaded.sources)
    counts = (
        _count(len(loaded.terms), "term"),
        _count(len(loaded.subjects), "subject"),
        _count(len(loaded.channels), "channel"),
        _count(len(loaded.digests), "digest"),
    )
    told = _count(warnings, "warning") if warnings else "nothing to complain about"
    sources = f"{enabled} of {len(loaded.sources)} sources enabled"
    return f"The configuration is right: {sources}, {', '.join(counts)}; {told}."


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


COMMAND = command
