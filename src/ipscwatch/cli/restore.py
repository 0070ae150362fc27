"""``ipscwatch restore``: a backup put in the place of the database."""

from __future__ import annotations

from pathlib import Path

import click

from ipscwatch.cli.common import example, home_option


@click.command("restore", epilog=example("ipscwatch restore state/backups/ipscwatch-20260520T080000Z.db"))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@home_option
def command(file: Path, home: Path) -> None:
    """Put a backup in the place of the database.

    The service must be stopped. The backup is checked first, and the former database is kept beside it. What
    happened after the backup was made is found and told again.
    """
    from ipscwatch.model.change import Change
    from ipscwatch.service.clock import utc_now
    from ipscwatch.service.lock import held
    from ipscwatch.store import Store

    now, state = utc_now(), home / "state"
    path = state / "ipscwatch.db"
    with held(state):
        aside = Store.restore(path, file, now)
        with Store.open(path, create=False) as opened:
            opened.write_changes((Change(kind="restored", at=now, severity="high", note=file.name),))
            opened.optimize()
            found = opened.check()
    for flaw in found:
        click.echo(f"{path}: {flaw.said}", err=True)
    click.echo(f"restored {path} from {file}")
    if aside:
        click.echo(f"the former database is {aside}")
    if found:
        raise click.exceptions.Exit(3)


COMMAND = command
