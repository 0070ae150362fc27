"""``ipscwatch init``: write the commented configuration."""

from __future__ import annotations

from pathlib import Path

import click

from ipscwatch.cli.common import example, home_option


@click.command("init", epilog=example("ipscwatch init ~/watch"))
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@home_option
def command(folder: Path | None, home: Path) -> None:
    """Write a commented configuration.

    It goes into FOLDER/config, or that of the home folder when FOLDER is not given. What is there already stays
    as it is, so that a missing file can be written again.
    """
    from ipscwatch.config import init

    target = folder or home
    for path in (written := init(target)):
        click.echo(f"wrote {path}")
    if not written:
        click.echo(f"{target}: every file is there already; nothing was changed")
    click.echo(f"Next: ipscwatch check --home {target}")


COMMAND = command
