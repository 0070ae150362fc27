"""``ipscwatch demo``: the watcher on the bundled newsroom."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipscwatch.cli.common import example

if TYPE_CHECKING:
    from ipscwatch.model.digest import Language
    from ipscwatch.newsroom.replay import Day, Replay


@click.command(
    "demo",
    epilog=example("ipscwatch demo", "ipscwatch demo --language ja", "ipscwatch demo --into /tmp/newsroom --again"),
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("state/demo"),
    show_default=True,
    metavar="DIR",
    help="Where the newsroom's home is made; what an earlier demo left there is removed.",
)
@click.option(
    "--again", is_flag=True, help="Keep what the last demo left: everything is known, so nothing is sent."
)
@click.option(
    "--language",
    type=click.Choice(["en", "ja"]),
    default="en",
    show_default=True,
    help="The language of the digests.",
)
def command(into: Path, again: bool, language: Language) -> None:
    """Replay seven days of 2026 offline, and show the digests.

    HTTP, SMTP and Slack traffic are real, on this machine only.

    The exit code is 1 when what arrived is not what the newsroom published.
    """
    from ipscwatch.newsroom.replay import PRINTERS, replay

    if not again:
        _clear(into)
    outlets = len(PRINTERS)
    click.echo(f"The newsroom opens: {outlets} outlets, seven days of 2026, everything on this machine.\n")
    done = asyncio.run(replay(into, language=language, progress=_tell_day))
    _tell(done, again=again)


def _clear(into: Path) -> None:
    """Remove an earlier demo, and nothing else: a folder that is not a demo's is refused."""
    from ipscwatch.errors import UsageError
    from ipscwatch.newsroom.home import is_newsroom

    if not into.exists() or not any(into.iterdir()):
        return
    if not is_newsroom(into):
        raise UsageError(f"{into} is not empty and no earlier demo's; choose another folder with --into")
    shutil.rmtree(into)


def _tell_day(day: Day) -> None:
    from ipscwatch.digests import subject_line

    new = sum(report.new_items for report in day.reports)
    failed = day.reports[-1].failed
    trouble = f", {failed} failed" if failed else ""
    click.echo(f"{day.on:%a %d %b}  {day.reports[-1].polled} sources polled{trouble}, {new} new items")
    for digest in day.digests:
        click.echo(f"            digest: {subject_line(digest)}")


def _tell(done: Replay, *, again: bool) -> None:
    from ipscwatch.digests.telling import tell
    from ipscwatch.digests.text import text
    from ipscwatch.newsroom.check import differences, differences_again

    last = [digest for day in done.days for digest in day.digests]
    if last:
        click.echo(f"\n{'─' * 72}\n{text(tell(last[-1]))}{'─' * 72}")
    received, written = done.home / "state" / "received", done.home / "state" / "digests"
    click.echo(f"\nMails       {received / 'mail'}\nSlack       {received / 'slack'}\nHTML, text  {written}")
    click.echo(f"Ask it      {_program()} fact history amchepry.approval_date --home {done.home}")
    wrong = differences_again(done) if again else differences(done)
    for difference in wrong:
        click.echo(f"WRONG: {difference}", err=True)
    if wrong:
        raise click.exceptions.Exit(1)
    told = "nothing new was found and nothing was sent" if again else "what arrived is what the newsroom published"
    click.echo(f"\nChecked: {told}.")


def _program() -> str:
    """Return how this program was called, so that the line can be pasted."""
    called = Path(sys.argv[0])
    return str(called.relative_to(Path.cwd())) if called.is_relative_to(Path.cwd()) else called.name


COMMAND = command
