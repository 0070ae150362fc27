"""Copies of a database: made while it is in use, and put back in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from ipscwatch.store import connection


def copy(db: Database, to: Path) -> None:
    """Write a consistent copy to `to`, complete in itself and readable by its owner only.

    The copy is made beside its place, checked and then moved there, so that a half-made one is never taken
    for a backup (https://sqlite.org/backup.html).
    """
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = to.with_name(f"{to.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(part, isolation_level=None)) as target:
        db.conn.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        _require_whole(target, part)
    _move(part, to)


def restore(path: Path, source: Path, now: datetime) -> Path | None:
    """Put the backup `source` in the place of the database at `path`, which no process may have open.

    Returns where the former file was put, None where there was none. At no moment is there no database: one
    that stops half way leaves the former or the new one.
    """
    connection.require_restorable(source)
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as opened:
        part = path.with_name(f"{path.name}.restored")
        copy(Database(opened, execute_plugins=False), part)
    aside = _set_aside(path, now) if path.exists() else None
    _move(part, path)
    return aside


def _set_aside(path: Path, now: datetime) -> Path:
    aside = path.with_name(f"{path.name}.{now:%Y%m%dT%H%M%SZ}.aside")
    shutil.copy2(path, aside)
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        log.replace(aside.with_name(f"{aside.name}-wal"))
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    return aside


def _move(part: Path, to: Path) -> None:
    for written in (part, part.parent):
        handle = os.open(written, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    part.replace(to)


def _require_whole(copied: sqlite3.Connection, path: Path) -> None:
    verdict = copied.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise connection.damaged(path, verdict)
