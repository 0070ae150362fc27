"""``ipscwatch seed``: read documents for claims, show them beside the ledger, and store them as observations."""

from __future__ import annotations

import asyncio
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, format_option, home_option, is_stored, settings, store, written_store
from ipscwatch.cli.tables import print_json, print_table

if TYPE_CHECKING:
    from datetime import datetime

    from ipscwatch.cli.given import Given, Stated
    from ipscwatch.model.ledger import Claim, FactKey, Observation, Standing
    from ipscwatch.model.settings import Settings


@click.command(
    "seed",
    epilog=example(
        "ipscwatch seed clippings/*.txt",
        "ipscwatch seed report.txt --tier 4 --published 2026-03-06",
        "ipscwatch seed notices/*.pdf --tier 1 --published 2026-05-19 --dry-run",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False), metavar="FILE...")
@click.option(
    "--tier",
    type=click.IntRange(1, 6),
    default=5,
    show_default=True,
    help="Who speaks, 1 a regulator to 6 a clinic.",
)
@click.option("--published", metavar="DATE", help="The day they were published, such as 2026-03-06.")
@click.option("--dry-run", is_flag=True, help="Show what would be stored, and store nothing.")
@home_option
@format_option
def command(
    files: tuple[str, ...], tier: int, published: str | None, dry_run: bool, home: Path, as_json: bool
) -> None:
    """Take claims of your own documents into the ledger.

    A FILE holds plain text with its title in the first line, a saved page (.html) or a PDF with text. Every claim
    is shown beside what the ledger held before; what is rejected says why and is not stored. The same file again
    stores nothing new.
    """
    from datetime import UTC, datetime

    from ipscwatch.cli.given import Stated, moment
    from ipscwatch.errors import UsageError
    from ipscwatch.watching.questions import answered
    from ipscwatch.watching.weighing import weigh_new

    loaded = settings(home)
    try:
        stated = Stated(tier, moment(published) if published else None)
    except ValueError as error:
        raise UsageError(f"--published {published} is no date; write it as 2026-03-06") from error
    now = datetime.now(UTC)
    given = asyncio.run(_read(files, loaded, stated))
    claims = [(one, claim) for one in given for claim in _claims(one, loaded)]
    observations = [_observed(one, claim, now) for one, claim in claims if claim.rejected is None]
    known = _known(home, {claim.key for _, claim in claims})
    weighed = weigh_new(tuple({one.observation_id: one for one in observations}.values()), known)
    if not dry_run and observations:
        changes = tuple(change for _, change in weighed if change is not None)
        with written_store(home) as opened:
            standings = tuple(standing for standing, _ in weighed)
            answers = answered(opened.questions(open_only=True), standings)
            opened.seed(observations, standings, changes, answered=answers, now=now)
    after = {standing.key: standing for standing, _ in weighed}
    _tell([_plain(one, claim, known, after) for one, claim in claims], as_json=as_json)


async def _read(files: Sequence[str], loaded: Settings, stated: Stated) -> list[Given]:
    from ipscwatch.cli.given import read
    from ipscwatch.errors import UsageError

    given = [one for _, one in await read(files, loaded, stated)]
    if problems := [one for one in given if isinstance(one, str)]:
        raise UsageError("\n".join(problems))
    return [one for one in given if not isinstance(one, str)]


def _claims(one: Given, loaded: Settings) -> tuple[Claim, ...]:
    from ipscwatch.watching.extractors import extract

    return extract(one.item, loaded.subjects)


def _observed(one: Given, claim: Claim, now: datetime) -> Observation:
    """Return a claim as an observation whose outlet is the file's name."""
    from dataclasses import replace

    from ipscwatch.watching.ledger import observe

    name = Path(one.name).name
    return replace(observe(claim, one.item, voice=name, now=now), outlet=name, item_id=None, origin="seed")


def _known(home: Path, keys: set[FactKey]) -> Mapping[FactKey, tuple[Observation, ...]]:
    if not is_stored(home):
        return {}
    with store(home) as opened:
        return {key: opened.observations(key) for key in sorted(keys)}


def _plain(
    one: Given,
    claim: Claim,
    known: Mapping[FactKey, tuple[Observation, ...]],
    after: Mapping[FactKey, Standing],
) -> dict[str, Any]:
    """Return a claim beside the ledger: what was held, and how the fact stands with it."""
    from ipscwatch.cli.answers import fact_name, value_of
    from ipscwatch.watching.ledger import weigh

    before = weigh(known[claim.key]) if known.get(claim.key) else None
    standing = after.get(claim.key)
    return {
        "file": one.name,
        "fact": fact_name(claim.key),
        "says": value_of(claim.attribute, claim.value),
        "modality": claim.modality,
        "quote": claim.quote,
        "held_before": value_of(claim.attribute, before.value) if before is not None and before.value else None,
        "stands": standing.state if standing is not None and standing.value is not None else None,
        "rejected": claim.rejected,
    }


def _tell(claims: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        print_json(list(claims))
        return
    print_table(("FACT", "SAYS", "LEDGER BEFORE", "NOW"), _rows(claims), empty="no claim was found")


def _rows(claims: Sequence[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    for one in claims:
        said = one["says"] if one["modality"] == "asserted" else f"{one['says']} ({one['modality']})"
        now = f"rejected: {one['rejected']}" if one["rejected"] else one["stands"] or "as before"
        yield (one["fact"], textwrap.shorten(said, 50, placeholder=" …"), one["held_before"] or "–", now)


COMMAND = command
