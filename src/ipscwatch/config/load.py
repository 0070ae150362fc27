"""Three files to one value; every problem of all three at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from ipscwatch.config import review
from ipscwatch.config.files import TomlFile
from ipscwatch.config.operation import AlertTable, HealthTable, PingTable, UpkeepTable
from ipscwatch.config.reading import Reading, label
from ipscwatch.config.secrets import Surroundings
from ipscwatch.config.table import Table
from ipscwatch.config.tables import (
    FILES,
    ChannelTable,
    DigestTable,
    PollingTable,
    QuestionTable,
    SourceTable,
    SubjectTable,
    TermTable,
)
from ipscwatch.errors import ConfigError, Problem
from ipscwatch.model.kinds import ChannelKind, SourceKind
from ipscwatch.model.settings import Channel, Polling, Settings
from ipscwatch.model.source import Source

T = TypeVar("T", bound=Table)


def load(
    home: Path,
    *,
    kinds: Mapping[str, SourceKind[Any]],
    channels: Mapping[str, ChannelKind[Any]],
    environ: Mapping[str, str],
) -> Settings:
    """Read and validate the three files under ``home/config``.

    Raises ConfigError with every problem of all three, in the order of the files and their lines.
    """
    reading = Reading(Surroundings(home=home, environ=environ))
    main, sources, terms = (reading.file(home / "config" / f"{stem}.toml", model) for stem, model in FILES.items())
    polling = _single(reading, main, "polling", PollingTable).value()
    settings = Settings(
        home=home,
        polling=polling,
        digests=tuple(table.value() for _, table in reading.tables(main, DigestTable, "digest")),
        alerts=tuple(table.value() for _, table in reading.tables(main, AlertTable, "alert")),
        ping=_single(reading, main, "ping", PingTable).value(),
        health_port=_single(reading, main, "health", HealthTable).port,
        upkeep=_single(reading, main, "upkeep", UpkeepTable).value(home),
        channels=tuple(_channels(reading, main, channels)),
        sources=tuple(_sources(reading, sources, kinds, polling)),
        terms=tuple(table.value() for _, table in reading.tables(terms, TermTable, "term")),
        subjects=tuple(table.value() for _, table in reading.tables(terms, SubjectTable, "subject")),
        questions=tuple(table.value() for _, table in reading.tables(terms, QuestionTable, "question")),
        warnings=tuple(review.warnings(main, sources, terms)),
    )
    if found := (*reading.found, *review.problems(main, sources, terms)):
        raise ConfigError(_ordered(found, home))
    return settings


def _ordered(found: tuple[Problem, ...], home: Path) -> tuple[Problem, ...]:
    paths = [str(home / "config" / f"{stem}.toml") for stem in FILES]
    return tuple(sorted(found, key=lambda problem: (paths.index(problem.path), problem.line or 0)))


def _single(reading: Reading, file: TomlFile | None, name: str, model: type[T]) -> T:
    """Return a table that stands once; its defaults where it is not written, or not right."""
    raw = file.values.get(name) if file else None
    if file is None or not isinstance(raw, dict):
        return model()
    return reading.table(file, (name,), raw, model) or model()


def _channels(reading: Reading, file: TomlFile | None, kinds: Mapping[str, ChannelKind[Any]]) -> Iterator[Channel]:
    """Yield the channels; a key that is not common to all of them is an option of the channel's kind."""
    common = ChannelTable.model_fields
    if file is None:
        return
    for at, raw in file.tables("channel"):
        named, rest = label(at, raw), {key: value for key, value in raw.items() if key not in common}
        table = reading.table(file, at, {key: raw[key] for key in raw if key in common}, ChannelTable)
        kind = reading.kind("channel", file, at, raw, kinds)
        if kind is None:
            continue
        needed = raw.get("enabled", True) is not False
        options = reading.options(kind.options, file, at, rest, named=named, needed=needed)
        if table and options is not None:
            yield table.value(options)


def _sources(
    reading: Reading, file: TomlFile | None, kinds: Mapping[str, SourceKind[Any]], polling: Polling
) -> Iterator[Source]:
    """Yield the sources, each with the options of its kind."""
    if file is None:
        return
    for at, raw in file.tables("source"):
        table = reading.table(file, at, raw, SourceTable)
        kind = reading.kind("source", file, at, raw, kinds)
        given = raw.get("options", {})
        if kind is None or not isinstance(given, dict):
            continue
        needed = raw.get("enabled", True) is not False
        options = reading.options(kind.options, file, (*at, "options"), given, named=label(at, raw), needed=needed)
        if table and options is not None:
            yield table.value(options, polling)
