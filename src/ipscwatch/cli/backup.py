"""``ipscwatch backup``: a copy of the database, while it is in use."""

from __future__ import annotations

from pathlib import Path

import click

from ipscwatch.cli.common import example, home_option, settings, store


@click.command("backup", epilog=example("ipscwatch backup", "ipscwatch backup /mnt/backups/ipscwatch.db"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@home_option
def command(file: Path | None, home: Path) -> None:
    """Write a consistent, checked copy of the database.

    The service may run meanwhile. To FILE, or into the folder of the daily backups. The copy holds no secret:
    configuration is not stored.
    """
    from ipscwatch.errors import UsageError
    from ipscwatch.service import backups
    from ipscwatch.service.clock import utc_now

    if file is not None and file.exists():
        raise UsageError(f"{file} is there already; name a new file")
    folder = settings(home).upkeep.folder
    with store(home) as opened:
        if file is None:
            file = backups.backup(opened, folder, utc_now())
        else:
            opened.backup(file)
    click.echo(f"wrote {file} ({file.stat().st_size:,} bytes, checked)")


COMMAND = command
