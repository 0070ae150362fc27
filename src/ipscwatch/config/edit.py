"""Adding a table to a file that a person writes: their comments, order and spacing stay."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ipscwatch.config.files import read
from ipscwatch.errors import UsageError


def add_table(path: Path, table: str, values: Mapping[str, Any]) -> int:
    """Add ``[[table]]`` with these values at the end of the file and return the line it stands in.

    The file is replaced whole or not at all. ConfigError when it is not TOML now, UsageError when it cannot be
    written, or has the id already.
    """
    return add_tables(path, table, (values,))


def add_tables(path: Path, table: str, several: Sequence[Mapping[str, Any]]) -> int:
    """Add several tables as `add_table` adds one, all of them or none; return the line of the first."""
    _refuse_twice(path, table, several)
    before = path.read_text(encoding="utf-8").rstrip()
    _replace(path, f"{before}\n\n{written(table, several)}")
    return before.count("\n") + 3


def _refuse_twice(path: Path, table: str, several: Sequence[Mapping[str, Any]]) -> None:
    ids = {values["id"] for values in several if "id" in values}
    for _, present in read(path).tables(table):
        if present.get("id") in ids:
            raise UsageError(f"{path} has a [[{table}]] with the id '{present['id']}' already")


def written(table: str, several: Sequence[Mapping[str, Any]]) -> str:
    """Return tables as they stand in the file."""
    import tomlkit  # noqa: PLC0415 - only commands that write need it; the service stays small

    tables = tomlkit.aot()
    for values in several:
        tables.append(tomlkit.item(dict(values)))
    document = tomlkit.document()
    document.append(table, tables)
    return tomlkit.dumps(document)


def _replace(path: Path, text: str) -> None:
    """Write beside the file and move over it, with its permissions."""
    target = path.resolve()
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(target.stat().st_mode)
        Path(file.name).replace(target)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
