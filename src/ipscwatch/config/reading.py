"""One pass over the files: each table becomes a value, each fault a problem, and the pass goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from ipscwatch.config.fields import did_you_mean
from ipscwatch.config.files import TomlFile, read
from ipscwatch.config.lines import Path as KeyPath
from ipscwatch.config.messages import problems, unknown_key
from ipscwatch.config.options import reader
from ipscwatch.config.secrets import Surroundings
from ipscwatch.config.table import Table
from ipscwatch.errors import ConfigError, Problem

T = TypeVar("T", bound=Table)
K = TypeVar("K")


@cache
def _adapter(model: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(model)


@cache
def _schema(adapter: TypeAdapter[Any]) -> Mapping[str, Any]:
    return adapter.json_schema()


class Reading:
    """Reads tables and remembers what was wrong in `found`."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.found: list[Problem] = []

    def file(self, path: Path, model: type[Table]) -> TomlFile | None:
        """Read a file and check the names of its tables; None when it cannot be read at all."""
        try:
            file = read(path)
        except ConfigError as error:
            self.found.extend(error.problems)
            return None
        for name, value in file.values.items():
            if message := _misplaced(name, value, model):
                self.found.append(file.problem((name,), message))
        return file

    def tables(self, file: TomlFile | None, model: type[T], name: str) -> Iterator[tuple[KeyPath, T]]:
        """Yield each ``[[name]]`` table that is right, with its key path."""
        if file is None:
            return
        for at, raw in file.tables(name):
            if table := self.table(file, at, raw, model):
                yield at, table

    def table(self, file: TomlFile, at: KeyPath, raw: Mapping[str, Any], model: type[T]) -> T | None:
        """Read one table; None when something in it is wrong. A disabled one needs no secrets."""
        needed = raw.get("enabled", True) is not False
        return self._validated(_adapter(model), file, at, raw, label(at, raw), needed=needed)

    def options(
        self, kind: type, file: TomlFile, at: KeyPath, raw: object, *, named: str, needed: bool
    ) -> object | None:
        """Read the options of a kind into an instance of `kind`; None when something in them is wrong."""
        return self._validated(reader(kind), file, at, raw, named, needed=needed)

    def kind(
        self, what: str, file: TomlFile, at: KeyPath, raw: Mapping[str, Any], kinds: Mapping[str, K]
    ) -> K | None:
        """Look up the kind a table names; None, and a problem, where there is no such kind."""
        name = raw.get("kind")
        if not isinstance(name, str):
            return None  # missing or of the wrong type: the table's own check says so
        if name not in kinds:
            hint = did_you_mean(name, kinds) or f"; known are {', '.join(kinds)}"
            message = f"{label(at, raw)}: unknown {what} kind '{name}'{hint}"
            self.found.append(file.problem((*at, "kind"), message))
        return kinds.get(name)

    def _validated(
        self,
        adapter: TypeAdapter[T],
        file: TomlFile,
        at: KeyPath,
        raw: object,
        named: str,
        *,
        needed: bool,
    ) -> T | None:
        try:
            return adapter.validate_python(raw, context=replace(self.around, needed=needed))
        except ValidationError as error:
            self.found.extend(problems(error, raw, file, at, named, _schema(adapter)))
            return None


def label(at: KeyPath, raw: Mapping[str, Any]) -> str:
    """Name a table in a message: ``term 'amchepry'``, by its position where it has no id."""
    name, *position = at
    if not position:
        return f"[{name}]"
    table_id = raw.get("id")
    known = isinstance(table_id, str) and table_id.isprintable() and 0 < len(table_id) <= 64
    return f"{name} '{table_id}'" if known else f"{name} number {int(position[0]) + 1}"


def _misplaced(name: str, value: object, model: type[Table]) -> str | None:
    """Say what is wrong with a top-level key, if anything is."""
    if name not in model.model_fields:
        return unknown_key(name, tuple(model.model_fields)).replace("key", "table", 1)
    single = not isinstance(model.model_fields[name].get_default(call_default_factory=True), list)
    if single and not isinstance(value, dict):
        return f"'{name}' must be a table: write [{name}]"
    if not single and not (isinstance(value, list) and all(isinstance(table, dict) for table in value)):
        return f"'{name}' must be a list of tables: write [[{name}]], with two brackets, above each"
    return None
