"""What ``term add`` and ``term try`` do: write a term down, find out which are meant, file old items as seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipscwatch.cli.common import nearest, settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ipscwatch.errors import Problem
    from ipscwatch.model.change import Draft
    from ipscwatch.model.settings import Settings
    from ipscwatch.model.term import Subject, Term


def add(home: Path, values: Mapping[str, Any]) -> tuple[int, tuple[Problem, ...]]:
    """Add a term to the configuration; return its line and what is doubtful about it.

    Raises ConfigError where the configuration is wrong already, or would be then; the file is as it was.
    """
    from ipscwatch.config import add_table
    from ipscwatch.errors import ConfigError

    settings(home)
    path = home / "config" / "terms.toml"
    before = path.read_bytes()
    line = add_table(path, "term", values)
    try:
        found = [problem for problem in linted(settings(home)) if (problem.line or 0) >= line]
        if wrong := tuple(problem for problem in found if not problem.warning):
            raise ConfigError(wrong)
    except ConfigError:
        path.write_bytes(before)
        raise
    return line, tuple(found)


def linted(loaded: Settings) -> tuple[Problem, ...]:
    """Return what is wrong with the terms though they can be read, each with the line of its word."""
    from ipscwatch.config.files import read
    from ipscwatch.watching.lint import lint

    findings = lint(loaded.terms, loaded.subjects)
    if not findings:
        return ()
    file = read(loaded.home / "config" / "terms.toml")
    tables = {raw.get("id"): (at, raw) for at, raw in file.tables("term")}
    subjects = {raw.get("id"): (at, raw) for at, raw in file.tables("subject")}
    problems = []
    for finding in findings:
        at, raw = tables[finding.term_id]
        places = [(at, raw), subjects.get(raw.get("subject"), (at, raw))]
        where = next((place for table in places for place in _places(*table, finding.alias)), (*at, "id"))
        problems.append(file.problem(where, str(finding), warning=finding.warning))
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def _places(at: tuple[str | int, ...], value: object, word: str | None) -> Iterator[tuple[str | int, ...]]:
    """Yield the key paths under which a word stands in a table; for a regex, the key that holds it."""
    if isinstance(value, str) and value == word:
        yield at
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _places((*at, key), inner, word)
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _places((*at, n), inner, word)


def wanted(
    names: Sequence[str], loaded: Settings, *, configured_only: bool
) -> tuple[tuple[Term, ...], tuple[Subject, ...]]:
    """Return the terms that are meant and the subjects they may name: by id, from a file, or made of words."""
    from ipscwatch.errors import UsageError
    from ipscwatch.model.term import Term

    by_id = {term.term_id: term for term in loaded.terms}
    if all(name in by_id for name in names):
        return tuple(by_id[name] for name in names), loaded.subjects
    if configured_only:
        unknown = next(name for name in names if name not in by_id)
        raise UsageError(f"--apply takes configured terms only: {nearest('term', unknown, by_id)}")
    files = [Path(name) for name in names if Path(name).is_file()]
    if len(files) == len(names):
        read = [_from_file(file, loaded) for file in files]
        return (
            tuple(term for terms, _ in read for term in terms),
            (*loaded.subjects, *(subject for _, subjects in read for subject in subjects)),
        )
    return (Term(term_id="words", label=names[0], any=tuple(names)),), loaded.subjects


def _from_file(file: Path, loaded: Settings) -> tuple[tuple[Term, ...], tuple[Subject, ...]]:
    from ipscwatch.config.reading import Reading
    from ipscwatch.config.secrets import Surroundings
    from ipscwatch.config.tables import FILES, SubjectTable, TermTable
    from ipscwatch.errors import ConfigError

    reading = Reading(Surroundings(home=loaded.home, environ={}))
    found = reading.file(file, FILES["terms"])
    terms = tuple(table.value() for _, table in reading.tables(found, TermTable, "term"))
    subjects = tuple(table.value() for _, table in reading.tables(found, SubjectTable, "subject"))
    if reading.found:
        raise ConfigError(tuple(reading.found))
    return terms, subjects


def file_as_seen(loaded: Settings, terms: Sequence[Term], since: datetime) -> int:
    """File the stored items that the terms find, with mentions and stories; nothing is told, no fact changes."""
    from ipscwatch.model.source import SourceState
    from ipscwatch.service.lock import held
    from ipscwatch.store import Store
    from ipscwatch.watching.drafts import Desk
    from ipscwatch.watching.plan import STORY_WINDOW, Poll, plan
    from ipscwatch.watching.terms import Matcher

    desk, matcher = Desk.of(loaded.terms, loaded.subjects), Matcher(terms, loaded.subjects)
    with held(loaded.state), Store.open(loaded.database) as opened:
        drafts = [desk.draft(item) for item in opened.archive(since) if matcher.match(item)]
        if not drafts:
            return 0
        oldest = min(draft.item.dated_at for draft in drafts)
        known = opened.known(drafts, since=oldest - STORY_WINDOW)
        in_stories = {key.item_id: key for key in known.story_keys}
        fresh = tuple(draft for draft in drafts if draft.item.item_id not in in_stories)
        state = SourceState(source_id="term try")
        poll = Poll(
            source=loaded.sources[0],
            before=state,
            after=state,
            drafts=fresh,
            seen=(),
            read=0,
            now=datetime.now(UTC),
        )
        planned = plan(poll, known, loaded.terms)
        kept = [_as_grouped(draft, in_stories) for draft in drafts if draft.item.item_id in in_stories]
        opened.refile([*planned.drafts, *kept], planned.stories, planned.merged)
    return len(drafts)


def _as_grouped(draft: Draft, in_stories: Mapping[str, Any]) -> Draft:
    """Return a draft that stays in the story it is in."""
    return replace(draft, story_key=in_stories[draft.item.item_id])
