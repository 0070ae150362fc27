"""Where each key of a TOML document stands: tomllib gives values without their lines, an error needs both.

The text has been read by tomllib before, so only valid TOML 1.0 (https://toml.io/en/v1.0.0) comes here: this
module tells tokens apart and never judges them.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping

Path = tuple[str | int, ...]
"""Keys and list positions from the top, as in ``("term", 0, "any", 2)``."""

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_KEY = re.compile(r"""(?P<basic>"(?:[^"\\]|\\.)*")|'(?P<literal>[^']*)'|(?P<bare>[A-Za-z0-9_-]+)""")
_STRING = re.compile(
    r"""
      \"{3} (?:[^\\]|\\.)*? \"{3} \"{0,2}     # up to two quotes may stand before the closing three
    | '{3}  .*?             '{3}  '{0,2}
    | \"    (?:[^"\\]|\\.)* \"
    | '     [^']*           '
    """,
    re.VERBOSE | re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\r\n]+")


def locate(text: str) -> Mapping[Path, int]:
    """Map the path of every table, key and list element of a valid TOML document to its line, from 1.

    A table that is written in several places stands where it is first named.
    """
    return _Scan(text).document()


def line_of(lines: Mapping[Path, int], path: Path) -> int | None:
    """Return the line of `path`, else of the nearest table or list around it; None for the whole file."""
    return next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), None)


class _Scan:
    """One walk over one text; `at` is the position of the next character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.lengths: dict[Path, int] = {}
        """How many tables each array of tables has so far."""
        self.found: dict[Path, int] = {}

    def document(self) -> Mapping[Path, int]:
        table: Path = ()
        while self.skip(_BLANK) < len(self.text):
            if self.text.startswith("[", self.at):
                table = self.header()
            else:
                self.pair(table)
        return self.found

    def header(self) -> Path:
        """Read ``[a.b]`` or ``[[a.b]]`` and return the path that the keys below it belong to."""
        line, listed = self.line(), self.text.startswith("[[", self.at)
        self.at += 2 if listed else 1
        self.skip(_BLANK)
        *parents, last = self.key()
        self.skip(_BLANK)
        self.at += 2 if listed else 1
        path: Path = ()
        for part in parents:
            path = self.latest(self.note((*path, part), line))
        path = self.note((*path, last), line)
        return self.another(path, line) if listed else self.latest(path)

    def latest(self, path: Path) -> Path:
        """Step into the last table of an array of tables; any other path stays."""
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def another(self, path: Path, line: int) -> Path:
        self.lengths[path] = self.lengths.get(path, 0) + 1
        return self.note(self.latest(path), line)

    def pair(self, table: Path) -> None:
        line, path = self.line(), table
        for part in self.key():
            path = self.note((*path, part), line)
        self.skip(_EQUALS)
        self.value(path)

    def key(self) -> tuple[str, ...]:
        """Read a key, dotted or not, and return its parts."""
        parts = [self.key_part()]
        while _DOT.match(self.text, self.at):
            self.skip(_DOT)
            parts.append(self.key_part())
        return tuple(parts)

    def key_part(self) -> str:
        match = _KEY.match(self.text, self.at)
        assert match is not None  # noqa: S101 - tomllib has read this text, so a key stands here
        self.at = match.end()
        if match["basic"] is not None:
            return str(tomllib.loads(f"key = {match['basic']}")["key"])
        return match["literal"] if match["bare"] is None else match["bare"]

    def value(self, path: Path) -> None:
        if self.text.startswith("[", self.at):
            self.array(path)
        elif self.text.startswith("{", self.at):
            self.inline_table(path)
        elif _STRING.match(self.text, self.at):
            self.skip(_STRING)
        else:
            self.skip(_SCALAR)

    def array(self, path: Path) -> None:
        index = 0
        while self.more("]"):
            self.value(self.note((*path, index), self.line()))
            index += 1

    def inline_table(self, path: Path) -> None:
        while self.more("}"):
            self.pair(path)

    def more(self, end: str) -> bool:
        """Step over the opening bracket or the comma; say whether another element follows, else leave `end`."""
        self.skip(_BLANK)
        if self.text[self.at] in "[{,":
            self.at += 1
            self.skip(_BLANK)
        if self.text.startswith(end, self.at):
            self.at += 1
            return False
        return True

    def skip(self, pattern: re.Pattern[str]) -> int:
        if match := pattern.match(self.text, self.at):
            self.at = match.end()
        return self.at

    def line(self) -> int:
        return bisect_right(self.starts, self.at)

    def note(self, path: Path, line: int) -> Path:
        self.found.setdefault(path, line)
        return path
