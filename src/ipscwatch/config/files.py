"""One configuration file, read: its values, and the line of each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipscwatch.config.lines import Path as KeyPath
from ipscwatch.config.lines import line_of, locate
from ipscwatch.errors import ConfigError, Problem

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFile:
    """A TOML file's values and where they stand; `path` is how messages name it."""

    path: str
    values: Mapping[str, Any]
    lines: Mapping[KeyPath, int]

    def problem(self, at: KeyPath, message: str, *, warning: bool = False) -> Problem:
        """Make a problem that stands where the key path `at` does."""
        return Problem(path=self.path, line=line_of(self.lines, at), message=message, warning=warning)

    def tables(self, name: str) -> tuple[tuple[KeyPath, Mapping[str, Any]], ...]:
        """Return each ``[[name]]`` table with its key path; anything else under that name is left out."""
        found = self.values.get(name, [])
        listed = found if isinstance(found, list) else []
        return tuple(((name, n), table) for n, table in enumerate(listed) if isinstance(table, dict))


def read(path: Path) -> TomlFile:
    """Read a TOML file; ConfigError with one problem that says the fix when it is not one."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refusal(path, *_syntax(str(error), text)) from error
    except RecursionError as error:
        raise _refusal(path, "lists or tables are nested too deeply; flatten them") from error
    except (OSError, UnicodeDecodeError) as error:
        raise _refusal(path, _unreadable(path, error)) from error
    if not values:
        raise _refusal(path, f"is empty; remove it and run «ipscwatch init {_home(path)}» for a commented one")
    return TomlFile(path=str(path), values=values, lines=locate(text))


def _refusal(path: Path, message: str, line: int | None = None) -> ConfigError:
    return ConfigError((Problem(path=str(path), line=line, message=message),))


def _home(path: Path) -> Path:
    return path.parent.parent


def _unreadable(path: Path, error: OSError | UnicodeDecodeError) -> str:
    again = f"run «ipscwatch init {_home(path)}»"
    if isinstance(error, FileNotFoundError):
        return f"there is no such file; {again} to write a commented one"
    if isinstance(error, UnicodeDecodeError):
        return f"is not text in UTF-8; save it as UTF-8, or remove it and {again} for a commented one"
    return f"cannot be read: {error.strerror}"


def _syntax(message: str, text: str) -> tuple[str, int]:
    """Put tomllib's message in our form, with the line it names; the file's last line when it ends too early."""
    found = _PLACE.search(message)
    what = _PLACE.sub("", message)
    if found and found["line"]:
        return f"is not TOML here: {what[:1].lower()}{what[1:]}", int(found["line"])
    last = text.rstrip().count("\n") + 1
    return f"ends too early ({what[:1].lower()}{what[1:]}); complete the last table or restore the file", last
