"""``ipscwatch eval``: how well texts are read whose answer is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, format_option, home_option, settings
from ipscwatch.cli.tables import print_json, print_table, visible

if TYPE_CHECKING:
    from ipscwatch.watching.evaluation import Case, Measure, Miss, Score

HEAD = ("WHAT", "NAME", "PRECISION", "RECALL", "F1", "RIGHT", "WRONG", "MISSED")


@click.command(
    "eval", epilog=example("ipscwatch eval tests/eval/*.jsonl", "ipscwatch eval cases.jsonl --format json")
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, dir_okay=False)
)
@home_option
@format_option
def command(files: tuple[Path, ...], home: Path, as_json: bool) -> None:
    """Say how well the texts in FILE are read.

    Precision, recall, F1, and every miss. A case is a line of JSON: id, title, text, url, language, tier,
    published_at, and what to expect: terms, events, facts, flags (lists) and story (a label). What a case does
    not expect anything of is not judged.
    """
    from ipscwatch.watching.evaluation import measure

    loaded = settings(home)
    cases = tuple(case for file in files for case in _cases(file))
    measured = measure(cases, loaded.terms, loaded.subjects)
    if as_json:
        print_json(_plain(measured))
        return
    for miss in measured.misses:
        click.echo(visible(_told(miss)))
    click.echo()
    print_table(HEAD, _rows(measured), empty="nothing was judged")
    click.echo(f"\n{measured.cases} cases; mean F1 of the event classes: {measured.events_macro_f1:.3f}")


def _cases(file: Path) -> tuple[Case, ...]:
    from ipscwatch.errors import UsageError
    from ipscwatch.watching.evaluation import read_cases

    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not text in UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise UsageError(f"{file} cannot be read: {reason}") from error
    return read_cases(text.split("\n"), origin=str(file))


def _scores(measured: Measure) -> Iterator[tuple[str, Mapping[str, Score], Score]]:
    """Yield what was judged, by name and all together."""
    yield "terms", measured.terms, measured.all_terms
    yield "events", measured.events, measured.all_events
    yield "facts", measured.facts, measured.all_facts
    yield "flags", measured.flags, measured.all_flags


def _rows(measured: Measure) -> Iterator[tuple[str, ...]]:
    for what, by_name, together in _scores(measured):
        if by_name:
            yield from (_row(what, name, score) for name, score in by_name.items())
            yield _row(what, "all", together)
    grouping = measured.grouping
    if grouping.hits + grouping.wrong + grouping.missed:
        yield _row("story", "pairs", grouping)


def _row(what: str, name: str, score: Score) -> tuple[str, ...]:
    shares = (f"{share:.3f}" for share in (score.precision, score.recall, score.f1))
    return (what, name, *shares, str(score.hits), str(score.wrong), str(score.missed))


def _told(miss: Miss) -> str:
    if miss.what == "story":
        return f"{miss.case_id}: story: {'together with' if miss.found else 'apart from'} {miss.name}"
    why = f" ({'; '.join(miss.reasons)})" if miss.reasons else ""
    return f"{miss.case_id}: {miss.what}: {'found' if miss.found else 'missed'} {miss.name}{why}"


def _plain(measured: Measure) -> dict[str, Any]:
    return {
        "cases": measured.cases,
        "events_macro_f1": measured.events_macro_f1,
        **{
            what: {"all": _plain_score(together)} | {name: _plain_score(score) for name, score in by_name.items()}
            for what, by_name, together in _scores(measured)
        },
        "grouping": _plain_score(measured.grouping),
        "misses": [
            {
                "case": miss.case_id,
                "what": miss.what,
                "name": miss.name,
                "found": miss.found,
                "reasons": list(miss.reasons),
            }
            for miss in measured.misses
        ],
    }


def _plain_score(score: Score) -> dict[str, float]:
    return {
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
        "hits": score.hits,
        "wrong": score.wrong,
        "missed": score.missed,
    }


COMMAND = command
