"""``ipscwatch term``: what is watched for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, format_option, home_option, settings
from ipscwatch.cli.tables import print_json, print_table

if TYPE_CHECKING:
    from ipscwatch.model.term import Subject, Term

HEAD = ("ID", "LABEL", "TOPIC", "SEVERITY", "FINDS")
SHOWN = 4
"""How many of a term's words are shown."""


@click.group("term")
def command() -> None:
    """Show what is watched for."""


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
