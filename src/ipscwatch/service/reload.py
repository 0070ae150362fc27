"""The configuration while the service runs: read again when a file changed, taken over when it is right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ipscwatch.model.settings import Settings

Load = Callable[[], Settings]
"""Reads the configuration; raises `ConfigError` with all that is wrong."""
Signs = tuple[tuple[str, int, int], ...]
"""Of each file: its name, when it was changed (nanoseconds), and its size."""


class Watch:
    """Notices that the files of a home's configuration changed."""

    def __init__(self, home: Path, load: Load) -> None:
        self._folder = home / "config"
        self._load = load
        self._read = self._seen = self._signs()

    def look(self, *, forced: bool = False) -> Settings | None:
        """Return the configuration where it changed since it was last read, or `forced`; raise where it is wrong.

        A file is read when two looks in a row found it the same, so that none is read half written.
        """
        signs, before = self._signs(), self._seen
        self._seen = signs
        if not forced and (signs == self._read or signs != before):
            return None
        self._read = signs
        return self._load()

    def _signs(self) -> Signs:
        return tuple(sign for path in sorted(self._folder.glob("*.toml")) for sign in _sign(path))


def _sign(path: Path) -> Signs:
    try:
        status = path.stat()
    except FileNotFoundError:  # an editor is putting the new one in its place
        return ()
    return ((path.name, status.st_mtime_ns, status.st_size),)
