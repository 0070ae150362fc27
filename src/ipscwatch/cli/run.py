"""``ipscwatch run``: the service."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from ipscwatch.cli.common import example, home_option, settings


@click.command("run", epilog=example("ipscwatch run --home ~/watch", "ipscwatch run --log-format json"))
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="The form of the log, a line an event.",
)
@click.option("--verbose", is_flag=True, help="Log what is only of use when something is wrong.")
@home_option
def command(log_format: str, verbose: bool, home: Path) -> None:
    """Poll and send digests when they are due, until stopped.

    Ctrl-C or SIGTERM stops it.
    """
    import logging

    from ipscwatch.service import logs
    from ipscwatch.service.serve import serve

    logs.configure("json" if log_format == "json" else "text", level=logging.DEBUG if verbose else logging.INFO)
    asyncio.run(serve(settings(home), load=lambda: settings(home)))


COMMAND = command
