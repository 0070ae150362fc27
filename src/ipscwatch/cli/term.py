"""``ipscwatch term``: what is watched for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, format_option, home_option, settings, store
from ipscwatch.cli.tables import print_json, print_table, visible

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from ipscwatch.model.settings import Settings
    from ipscwatch.model.term import Subject, Term
    from ipscwatch.watching.trial import Sighting, Trial

HEAD = ("ID", "LABEL", "TOPIC", "SEVERITY", "FINDS")
SHOWN = 4
"""How many of a term's words are shown."""
SEVERITIES = ("critical", "high", "medium", "low", "log")


@click.group("term")
def command() -> None:
    """Show what is watched for, add to it, and try it on what is stored."""


@command.command("list", epilog=example("ipscwatch term list", "ipscwatch term list --format json"))
@home_option
@format_option
def list_terms(home: Path, as_json: bool) -> None:
    """List the watch terms with their topic and severity."""
    loaded = settings(home)
    subjects = {subject.subject_id: subject for subject in loaded.subjects}
    if as_json:
        print_json([_plain(term, subjects.get(term.subject_id or "")) for term in loaded.terms])
        return
    print_table(
        HEAD,
        [_row(term, subjects.get(term.subject_id or "")) for term in loaded.terms],
        empty="there are no terms",
    )
    click.echo(f"\n{len(loaded.terms)} terms, {len(loaded.subjects)} subjects.")


@command.command(
    "add",
    epilog=example(
        'ipscwatch term add "HeartSheet" "ハートシート" --topic pipeline',
        'ipscwatch term add "心筋シート" --id sheet --with iPS --none 展示会',
    ),
)
@click.argument("words", nargs=-1, required=True)
@click.option("--id", "term_id", help="What commands call it; else made from the first Latin word.")
@click.option("--label", help="As the digest writes it; else the first word.")
@click.option("--topic", default="field", show_default=True, help="The digest section its stories go to.")
@click.option(
    "--severity", type=click.Choice(SEVERITIES), default="medium", show_default=True, help="How grave a mention is."
)
@click.option("--all", "needed", multiple=True, metavar="WORD", help="This must be there too.")
@click.option("--none", "unwanted", multiple=True, metavar="WORD", help="This may not be there.")
@click.option(
    "--with", "cues", multiple=True, metavar="WORD", help="One of these must be there for a word to count."
)
@home_option
def add_term(  # noqa: PLR0913, PLR0917 - each key of the table is an option of its own
    words: tuple[str, ...],
    term_id: str | None,
    label: str | None,
    topic: str,
    severity: str,
    needed: tuple[str, ...],
    unwanted: tuple[str, ...],
    cues: tuple[str, ...],
    home: Path,
) -> None:
    """Add a term that finds one of WORDS to terms.toml.

    All that stands there stays as it is. It finds what arrives from now on; `term try` shows what it would have
    found before.
    """
    from ipscwatch.cli.amending import add

    values = {
        "id": term_id or _id_of(words, {term.term_id for term in settings(home).terms}),
        "label": label or words[0],
        "any": list(words),
        "all": list(needed),
        "none": list(unwanted),
        "with": list(cues),
        "topic": topic,
        "severity": severity,
    }
    line, warnings = add(home, {key: value for key, value in values.items() if value != []})
    for warning in warnings:
        click.echo(visible(f"{warning} (warning)"), err=True)
    click.echo(f"{home / 'config' / 'terms.toml'}:{line}: term '{values['id']}' was added.")
    click.echo(f"«ipscwatch term try {values['id']}» shows what it would have found in what is stored.")


def _id_of(words: Sequence[str], taken: Container[str]) -> str:
    """Return a free id made from the first word with Latin letters; UsageError where there is none."""
    import re

    from ipscwatch.errors import UsageError
    from ipscwatch.text.fold import fold

    for word in words:
        if slug := re.sub(r"[^a-z0-9]+", "_", fold(word).text).strip("_"):
            ids = (slug[:60], *(f"{slug[:60]}_{n}" for n in range(2, 100)))
            return next(free for free in ids if free not in taken)
    raise UsageError("no id can be made from these words; give one with --id, such as --id heart_sheet")


@command.command(
    "try",
    epilog=example(
        "ipscwatch term try amchepry --days 30",
        'ipscwatch term try "heart sheet" "ハートシート"',
        "ipscwatch term try new_terms.toml",
        "ipscwatch term try heartsheet --apply",
    ),
)
@click.argument("names", nargs=-1, required=True, metavar="TERM|FILE|WORDS...")
@click.option("--days", type=click.IntRange(1, 36_500), default=90, show_default=True, help="How far back to look.")
@click.option(
    "--show", type=click.IntRange(0, 1000), default=20, show_default=True, help="How many to show in context."
)
@click.option(
    "--apply",
    "applied",
    is_flag=True,
    help="File the items found as seen: in their stories, never sent.",
)
@home_option
@format_option
def try_term(names: tuple[str, ...], days: int, show: int, applied: bool, home: Path, as_json: bool) -> None:
    """Show what a term would have found in what is stored.

    How often, where, and in which words. TERM is the id of a configured one, FILE holds [[term]] tables, WORDS
    make a term of their own. Nothing is sent, and without --apply nothing is stored.
    """
    from ipscwatch.cli.amending import file_as_seen, wanted
    from ipscwatch.watching.trial import try_terms

    loaded = settings(home)
    terms, subjects = wanted(names, loaded, configured_only=applied)
    since = datetime.now(UTC) - timedelta(days=days)
    with store(home) as opened:
        trial = try_terms(opened.archive(since), terms, subjects, shown=show)
    filed = file_as_seen(loaded, terms, since) if applied else None
    if as_json:
        print_json(_plain_trial(trial) | {"filed": filed})
        return
    _tell(trial, days, loaded)
    if filed is not None:
        click.echo(f"{filed} {'item is' if filed == 1 else 'items are'} filed as seen; nothing is sent.")


def _tell(trial: Trial, days: int, loaded: Settings) -> None:
    from ipscwatch.cli.answers import zone_of

    for sighting in trial.sightings:
        click.echo("\n".join(map(visible, _sighting(sighting, zone_of(loaded)))) + "\n")
    if trial.found:
        print_table(("SOURCE", "ITEMS"), [(name, str(n)) for name, n in trial.by_source], empty="")
        click.echo()
        print_table(("WORD", "ITEMS"), [(word, str(n)) for word, n in trial.by_alias], empty="")
        click.echo()
    click.echo(f"Found in {trial.found} of {trial.read} items of the last {days} days; nothing was sent.")
    if trial.broad:
        click.echo("That is a large share: make the words longer, or add `with` or `near`.")


def _sighting(sighting: Sighting, zone: str) -> tuple[str, ...]:
    from ipscwatch.cli.answers import moment

    item = sighting.item
    return (
        f"{moment(item.dated_at, zone)}  {item.outlet} (tier {item.tier})  {item.item_id}",
        f"  {item.title}",
        f"  {sighting.mentions[0].term_id}: “{sighting.context}”",
    )


def _plain_trial(trial: Trial) -> dict[str, Any]:
    return {
        "read": trial.read,
        "found": trial.found,
        "by_source": dict(trial.by_source),
        "by_word": dict(trial.by_alias),
        "items": [
            {
                "item": one.item.item_id,
                "source": one.item.source_id,
                "title": one.item.title,
                "url": one.item.url,
                "context": one.context,
                "mentions": [
                    {"term": m.term_id, "alias": m.alias, "quote": m.quote, "start": m.start, "end": m.end}
                    for m in one.mentions
                ],
            }
            for one in trial.sightings
        ],
    }


def _words(term: Term, subject: Subject | None) -> tuple[str, ...]:
    """Return all that counts as seeing the term: its subject's names and its own words."""
    names = (*subject.names, *subject.weak, *subject.misspellings, *subject.generics) if subject else ()
    near = tuple(f"{pair.a[0]} … {pair.b[0]}" for pair in term.near)
    expression = (f"/{term.regex}/",) if term.regex else ()
    return (*names, *term.any, *term.fuzzy, *(term.all if not term.any else ()), *near, *expression)


def _row(term: Term, subject: Subject | None) -> tuple[str, ...]:
    words = _words(term, subject)
    more = f" +{len(words) - SHOWN}" if len(words) > SHOWN else ""
    return term.term_id, term.label, term.topic, term.severity, ", ".join(words[:SHOWN]) + more


def _plain(term: Term, subject: Subject | None) -> dict[str, Any]:
    return {
        "id": term.term_id,
        "label": term.label,
        "subject": term.subject_id,
        "topic": term.topic,
        "severity": term.severity,
        "finds": list(_words(term, subject)),
        "all": list(term.all),
        "none": list(term.none),
    }


COMMAND = command
