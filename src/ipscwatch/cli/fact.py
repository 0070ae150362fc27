"""``ipscwatch fact``: what is held true, who says so, and what is still open."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, format_option, home_option, nearest, store
from ipscwatch.cli.tables import print_json, print_table, visible

if TYPE_CHECKING:
    from ipscwatch.model.ledger import FactKey, Observation, Question, Standing
    from ipscwatch.store import Store

STATES = ("held", "proposed", "disputed", "superseded")


@click.group("fact")
def command() -> None:
    """Show the ledger: facts with their evidence, and open questions."""


@command.command(
    "list", epilog=example("ipscwatch fact list amchepry", "ipscwatch fact list --state disputed --format json")
)
@click.argument("subject", required=False)
@click.option("--state", type=click.Choice(STATES), help="Only facts that stand like this.")
@home_option
@format_option
def list_facts(subject: str | None, state: Any, home: Path, as_json: bool) -> None:  # noqa: ANN401 - one of STATES
    """List the facts, each with its value and who holds it.

    Of one SUBJECT when given.
    """
    with store(home) as opened:
        if subject:
            _known_subject(opened, subject)
        standings = opened.standings(subject_id=subject, state=state)
    if as_json:
        from ipscwatch.cli.answers import plain_standing

        print_json([plain_standing(standing) for standing in standings])
        return
    head = ("FACT", "VALUE", "STATE", "SINCE", "HELD BY", "DISPUTED BY")
    print_table(head, map(_row, standings), empty="no fact stands like this")


@command.command(
    "history",
    epilog=example("ipscwatch fact history amchepry.approval_date", "ipscwatch fact history reheart.trial_n"),
)
@click.argument("fact", metavar="SUBJECT.ATTRIBUTE")
@home_option
@format_option
def history(fact: str, home: Path, as_json: bool) -> None:
    """Show who said what of a fact, which is held, and why.

    Every observation is shown with its value, who speaks, when, in which words and where. A fact that is told
    apart by a qualifier is named SUBJECT.ATTRIBUTE/QUALIFIER; without it all are shown.
    """
    with store(home) as opened:
        standings = _find(opened, fact)
        found = [(standing, opened.observations(standing.key)) for standing in standings]
    if as_json:
        print_json([_plain_history(standing, observations) for standing, observations in found])
        return
    click.echo("\n\n".join("\n".join(_told(standing, observations)) for standing, observations in found))


@command.command("open", epilog=example("ipscwatch fact open"))
@home_option
@format_option
def open_questions(home: Path, as_json: bool) -> None:
    """List what is not known yet, and since when."""
    with store(home) as opened:
        questions = opened.questions(open_only=True)
    if as_json:
        print_json([_plain_question(question) for question in questions])
        return
    rows = [(one.question_id, one.subject_id or "–", _day(one.opened_on), one.text) for one in questions]
    print_table(("ID", "SUBJECT", "OPEN SINCE", "QUESTION"), rows, empty="no question is open")


@command.command(
    "rule",
    epilog=example(
        'ipscwatch fact rule amchepry.approval_date 2026-03-06 --because "the ministry\'s list says so"',
        'ipscwatch fact rule amchepry.approval_date --undo --because "a newer list is out"',
    ),
)
@click.argument("fact", metavar="SUBJECT.ATTRIBUTE")
@click.argument("value", required=False)
@click.option("--because", required=True, metavar="TEXT", help="Why, in your words; it is kept with the ruling.")
@click.option("--undo", "undone", is_flag=True, help="Withdraw your ruling: the sources decide again.")
@home_option
def rule(fact: str, value: str | None, because: str, undone: bool, home: Path) -> None:
    """Decide what a fact is, over all sources.

    A ruling settles the dispute there is; a source that later says something new disputes it again. It is an
    observation like any other: the history shows it, and it can be undone.
    """
    from datetime import UTC, datetime

    from ipscwatch.cli.common import written_store
    from ipscwatch.errors import UsageError
    from ipscwatch.watching import rulings
    from ipscwatch.watching.weighing import weigh_new

    if undone == (value is not None):
        raise UsageError("give a VALUE to rule, or --undo to withdraw your ruling")
    with store(home) as opened:
        key = _one(opened, fact)
        seen = opened.observations(key)
    now, former = datetime.now(UTC), rulings.last_ruling(seen)
    if value is not None:
        ruling = rulings.rule(key, rulings.value_of(key[1], value), because, now)
    elif former is not None:
        ruling = rulings.undo(key, former, because, now)
    else:
        raise UsageError(f"{fact} stands without a ruling of yours; there is nothing to undo")
    ((standing, change),) = weigh_new((ruling,), {key: seen})
    with written_store(home) as opened:
        opened.seed((ruling,), (standing,), (change,) if change else (), now=now)
    click.echo("\n".join(_told(standing, (*seen, ruling))))


def _one(opened: Store, fact: str) -> FactKey:
    """Return the one fact of that name; UsageError where a qualifier is needed to tell which."""
    from ipscwatch.cli.answers import fact_name
    from ipscwatch.errors import UsageError

    keys = [standing.key for standing in _find(opened, fact)]
    exact = [key for key in keys if key[2] == fact.partition("/")[2]]
    if len(keys) > 1 and not exact:
        raise UsageError(f"there are several; name one of: {', '.join(map(fact_name, keys))}")
    return (exact or keys)[0]


def _known_subject(opened: Store, subject: str) -> None:
    from ipscwatch.errors import UsageError

    known = {standing.key[0] for standing in opened.standings()}
    if subject not in known:
        raise UsageError(nearest("subject", subject, known))


def _find(opened: Store, fact: str) -> tuple[Standing, ...]:
    """Return the facts of that name, of every qualifier when none is given; UsageError with the nearest name."""
    from ipscwatch.cli.answers import fact_name
    from ipscwatch.errors import UsageError

    subject, dot, rest = fact.partition(".")
    attribute, _, qualifier = rest.partition("/")
    _known_subject(opened, subject)
    if not dot:
        raise UsageError(f"name a fact as SUBJECT.ATTRIBUTE; «ipscwatch fact list {subject}» shows those there are")
    of_subject = opened.standings(subject_id=subject)
    found = [one for one in of_subject if one.key[1] == attribute and (not qualifier or one.key[2] == qualifier)]
    if not found:
        raise UsageError(nearest("fact", fact, (fact_name(one.key) for one in of_subject)))
    return tuple(found)


def _row(standing: Standing) -> tuple[str, ...]:
    from ipscwatch.cli.answers import fact_name, value_of

    return (
        fact_name(standing.key),
        textwrap.shorten(value_of(standing.key[1], standing.value), 60, placeholder=" …"),
        standing.state,
        _day(standing.since_on),
        _outlets(standing.held_by),
        _outlets(standing.disputed_by),
    )


def _outlets(observations: tuple[Observation, ...]) -> str:
    outlets = list(dict.fromkeys(one.outlet for one in observations))
    more = f" +{len(outlets) - 1}" if len(outlets) > 1 else ""
    return f"{outlets[0]}{more}" if outlets else ""


def _told(standing: Standing, observations: tuple[Observation, ...]) -> Iterator[str]:
    """Tell one fact: how it stands and why, then every observation, those that hold it first."""
    from ipscwatch.cli.answers import fact_name
    from ipscwatch.digests.facts import headline

    value = headline(standing, "en")
    yield fact_name(standing.key)
    yield f"  {visible(value if standing.state == 'disputed' else f'{standing.state}: {value}')}"
    if standing.reason:
        yield f"  why: {standing.reason}"
    for role, one in _roles(standing, observations):
        yield ""
        yield from _observation(role, one)


def _roles(standing: Standing, observations: tuple[Observation, ...]) -> list[tuple[str, Observation]]:
    """Pair each observation with its part in how the fact stands, in the order of the standing."""
    holds = "proposes" if standing.state == "proposed" else "holds"
    groups = ((holds, standing.held_by), ("disputes", standing.disputed_by), ("superseded", standing.superseded))
    placed = [(role, one) for role, group in groups for one in group]
    known = {one.observation_id for _, one in placed}
    return placed + [(_left_out(one), one) for one in observations if one.observation_id not in known]


def _left_out(one: Observation) -> str:
    return f"rejected: {one.claim.rejected}" if one.claim.rejected else "not counted"


def _observation(role: str, one: Observation) -> Iterator[str]:
    from ipscwatch.cli.answers import tier_of, value_of

    said = f" ({one.claim.modality})" if one.claim.modality != "asserted" else ""
    yield f"  {role}: {visible(value_of(one.claim.attribute, one.claim.value))}{said}"
    published = f" · {one.published_on}" if one.published_on else ""
    yield f"    {visible(one.outlet)} · {tier_of(one.tier)} (tier {one.tier}){published} · from {one.origin}"
    if one.claim.quote:
        yield f"    “{visible(one.claim.quote)}”"
    if one.url:
        yield f"    {visible(one.url)}"


def _plain_history(standing: Standing, observations: tuple[Observation, ...]) -> dict[str, Any]:
    from ipscwatch.cli.answers import plain_observation, plain_standing

    told = [{"role": role, **plain_observation(one)} for role, one in _roles(standing, observations)]
    return plain_standing(standing) | {"observations": told}


def _plain_question(question: Question) -> dict[str, Any]:
    return {
        "id": question.question_id,
        "subject": question.subject_id,
        "text": question.text,
        "attributes": list(question.attributes),
        "opened": question.opened_on.isoformat() if question.opened_on else None,
    }


def _day(on: date | None) -> str:
    return on.isoformat() if on else "–"


COMMAND = command
