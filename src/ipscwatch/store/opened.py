"""An open database: how it is opened and closed, and the two ways to use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from ipscwatch.store import connection

PATIENCE = timedelta(seconds=10)
"""How long to wait for another process that is writing."""


class Opened:
    """An open database; it belongs to the thread that opened it, and is a context manager."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._together = False
        self.path = path

    @classmethod
    def open(
        cls, path: Path, *, create: bool = True, readonly: bool = False, patience: timedelta = PATIENCE
    ) -> Self:
        """Open the database at `path`; made (folder 0700, file 0600) or upgraded first, unless only looking.

        Raises `SchemaError` where it is another program's or newer than this one, `CorruptError` where it is
        damaged, `StoreError` where it is missing or cannot be used.
        """
        return cls(connection.connect(path, create=create, readonly=readonly, patience=patience), path)

    def close(self) -> None:
        """Close the database."""
        with connection.translated(self.path):
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Commit what is written inside the block at once; each writing stays all or nothing by itself.

        Waiting for the disk is most of what a small writing takes. Nothing may be awaited inside.
        """
        with connection.translated(self.path), connection.transaction(self._db):
            self._together = True
            try:
                yield
            finally:
                self._together = False

    @contextmanager
    def _reading(self) -> Iterator[Database]:
        """See one state of the database throughout."""
        with connection.translated(self.path), nullcontext() if self._together else connection.snapshot(self._db):
            yield self._db

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        """Write all or nothing."""
        with (
            connection.translated(self.path),
            self._db.atomic() if self._together else connection.transaction(self._db),
        ):
            yield self._db

    @contextmanager
    def _apart(self) -> Iterator[Database]:
        """Read through a connection of its own: a long reading must not stand in the way of other work."""
        own = connection.connect(self.path, create=False, readonly=True, patience=PATIENCE)
        with connection.translated(self.path), closing(own):
            yield own
