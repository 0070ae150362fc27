"""``ipscwatch doctor``: look at everything before it fails, and say the fix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipscwatch.cli.common import example, format_option, home_option, settings
from ipscwatch.cli.tables import print_json, visible

if TYPE_CHECKING:
    from ipscwatch.model.settings import Settings
    from ipscwatch.service.checkup import Finding

MARKS = {"well": "ok", "warning": "note", "bad": "BAD"}


@click.command("doctor", epilog=example("ipscwatch doctor", "ipscwatch doctor --offline --format json"))
@click.option("--offline", is_flag=True, help="Leave out the sources: ask nothing of the web.")
@home_option
@format_option
def command(offline: bool, home: Path, as_json: bool) -> None:
    """Look at everything before it fails, and say the fix.

    The configuration, the database with its search index, clock, zone data, disk, permissions, backups, what each
    channel last did, and each source: it is asked and read, and nothing is stored. The exit code is 1 when
    something is bad.
    """
    findings = list(_looked(home, offline=offline, quiet=as_json))
    if as_json:
        print_json([_plain(one) for one in findings])
    else:
        click.echo("\n".join(_told(findings)))
    if any(one.level == "bad" for one in findings):
        raise click.exceptions.Exit(1)


def _looked(home: Path, *, offline: bool, quiet: bool) -> Iterator[Finding]:
    from ipscwatch.errors import ConfigError
    from ipscwatch.service.checkup import Finding, look_around
    from ipscwatch.service.clock import utc_now

    try:
        loaded = settings(home)
    except ConfigError as error:
        for problem in error.problems:
            yield Finding(
                about="configuration", said=str(problem), level="bad", fix="mend it, then: ipscwatch check"
            )
        return
    yield Finding(about="configuration", said="right")
    for warning in loaded.warnings:
        yield Finding(about="configuration", said=str(warning), level="warning")
    yield from look_around(loaded, utc_now())
    if not offline:
        yield from _sources(loaded, quiet=quiet)


def _sources(loaded: Settings, *, quiet: bool) -> list[Finding]:
    """Ask every enabled source as a first poll does, politely, and store nothing."""
    import asyncio

    from ipscwatch import sources
    from ipscwatch.cli.progress import bar
    from ipscwatch.documents.pool import ReaderPool
    from ipscwatch.fetch import Fetcher
    from ipscwatch.model.source import SourceState
    from ipscwatch.service.checkup import judged
    from ipscwatch.service.clock import utc_now
    from ipscwatch.service.visit import Visit, Visitor

    enabled = [source for source in loaded.sources if source.enabled]

    async def ask() -> list[Visit]:
        async with Fetcher(loaded.polling) as fetcher, ReaderPool() as readers:
            visitor = Visitor(fetcher=fetcher, readers=readers, kinds=sources.kinds())
            state = {source.source_id: SourceState(source_id=source.source_id) for source in enabled}
            visits = [visitor.visit(source, state[source.source_id], utc_now()) for source in enabled]
            with bar("asking", quiet=quiet) as moved:
                done = []
                for answer in asyncio.as_completed(visits):
                    done.append(await answer)
                    moved(len(done), len(visits), done[-1].source.source_id)
            return done

    visits = sorted(asyncio.run(ask()), key=lambda visit: visit.source.source_id)
    return [finding for visit in visits for finding in judged(visit, utc_now())]


def _told(findings: Iterable[Finding]) -> Iterator[str]:
    worst = {"bad": 0, "warning": 0, "well": 0}
    for one in findings:
        worst[one.level] += 1
        yield f"{MARKS[one.level]:5} {one.about}: {visible(one.said)}"
        if one.fix and one.level != "well":
            yield f"      fix: {one.fix}"
    yield f"\n{worst['bad']} bad, {worst['warning']} to note, {worst['well']} well."


def _plain(one: Finding) -> dict[str, str]:
    return {"about": one.about, "level": one.level, "said": one.said, "fix": one.fix}


COMMAND = command
