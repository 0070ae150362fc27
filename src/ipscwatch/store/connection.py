"""Opening a database safely: ours, whole, ours alone to read, every connection with the same settings."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

from sqlite_utils import Database

from ipscwatch.errors import CorruptError, SchemaError, StoreError
from ipscwatch.store import codec, schema

APPLICATION_ID = int.from_bytes(b"ipsc")
"""Written into the file's header (https://sqlite.org/fileformat2.html, 1.3.17) to tell ours from others."""
QUICK_CHECK_BYTES = 256 * 1024 * 1024
"""Larger files are not checked at every start, which would take seconds; `Store.check` does it."""
LOG_BYTES = 64 * 1024 * 1024
"""What the write-ahead log is cut back to when it has been emptied."""
LOG_PAGES = 4_000
"""Of the write-ahead log, after which they are moved into the database: each move waits for the disk twice."""
CACHE_KIB = 16 * 1024
"""Memory for pages of the database, as many as twenty polls that are stored together touch."""
LEAST_SQLITE = (3, 37, 0)
"""STRICT tables (https://sqlite.org/stricttables.html)."""
_PAUSE = 0.02
"""Seconds between two tries at what SQLite does not wait for."""

_FULL = (sqlite3.SQLITE_FULL,)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DENIED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def connect(path: Path, *, create: bool, readonly: bool, patience: timedelta) -> Database:
    """Return a connection to our database at `path`, made or upgraded first where that is allowed.

    Raises `StoreError` where it cannot be used, `SchemaError` where it is not ours or newer than this
    program, `CorruptError` where it is damaged.
    """
    _require_sqlite(path)
    with translated(path):
        if create and not readonly:
            _make_file(path)
        _require_file(path)
        db = _connection(path, readonly=readonly, patience=patience)
        try:
            _require_ours(db, path)
            if readonly:
                _require_current(db, path)
            else:
                _require_whole(db, path)
                _write_ahead(db, patience)
                _upgrade(db)
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn every error of SQLite or of the file system into one of ours that names the file and the way out."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translation(error, path) from error
    except codec.UnreadableError as error:
        raise damaged(path, str(error)) from error
    except OSError as error:
        message = f"{path}: {error.strerror or error}; check that the folder exists and can be written to."
        raise StoreError(message) from error


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Hold the write lock from the first statement on, so that reading and then writing cannot fail half way."""
    _begin(db, "BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            db.conn.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(db: Database) -> Iterator[None]:
    """Let all statements see one state of the database."""
    _begin(db, "BEGIN")
    try:
        yield
    finally:
        with suppress(sqlite3.Error):
            db.conn.execute("ROLLBACK")


def _begin(db: Database, statement: str) -> None:
    # What went wrong may have kept the last transaction from being rolled back.
    if db.conn.in_transaction:
        db.conn.execute("ROLLBACK")
    db.conn.execute(statement)


def require_restorable(path: Path) -> None:
    """Raise where the file at `path` is not a whole database of ours, of this version or an older one."""
    with translated(path):
        _require_file(path)
        db = _connection(path, readonly=True, patience=timedelta(0))
        try:
            _require_ours(db, path)
            _require_whole(db, path)
        finally:
            db.close()


def damaged(path: Path, what: str) -> CorruptError:
    """Return the error for a damaged database, with the way back."""
    reason = " ".join(what.split())
    return CorruptError(
        f"{path} is damaged ({reason}). Nothing was changed. Stop the service and run 'ipscwatch restore' with the "
        "newest file of state/backups; the damaged file is then kept beside the new one."
    )


def _translation(error: sqlite3.Error, path: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED or "Could not decode to UTF-8" in str(error):
        return damaged(path, str(error))
    if code in _BUSY:
        return StoreError(f"{path} is locked by another process; end it, or try again when it is done.")
    if code in _FULL:
        return StoreError(f"{path}: the disk is full; free some space. Nothing was lost, the last write is undone.")
    if code in _DENIED:
        return StoreError(
            f"{path} cannot be used ({error}); check that the file and its folder belong to the user who runs "
            "ipscwatch and can be written to."
        )
    return StoreError(f"{path}: {str(error).rstrip('.')}.")


def _require_sqlite(path: Path) -> None:
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        least = ".".join(map(str, LEAST_SQLITE))
        message = f"{path}: Python's SQLite is {sqlite3.sqlite_version}, at least {least} is needed."
        raise StoreError(message)


def _make_file(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _require_file(path: Path) -> None:
    if not path.is_file():
        message = f"There is no database at {path}; 'ipscwatch poll' makes it. Or is --home wrong?"
        raise StoreError(message)


def _connection(path: Path, *, readonly: bool, patience: timedelta) -> Database:
    address = f"{path.resolve().as_uri()}?mode={'ro' if readonly else 'rw'}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=patience.total_seconds())
    db = Database(connection, execute_plugins=False, strict=True)
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA cell_size_check = ON")
    db.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")
    db.execute(f"PRAGMA cache_size = {-CACHE_KIB}")
    db.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    if readonly:
        db.execute("PRAGMA query_only = ON")
    return db


def _require_ours(db: Database, path: Path) -> None:
    found = _pragma(db, "application_id")
    empty = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if found != APPLICATION_ID and not (found == 0 and empty):
        message = f"{path} is a database of another program; move it away, or name another --home."
        raise SchemaError(message)
    newer = schema.unknown(db)
    if newer:
        message = (
            f"{path} was written by a newer ipscwatch (it knows {', '.join(newer)}); install that version again, "
            "or restore a backup made before."
        )
        raise SchemaError(message)


def _require_current(db: Database, path: Path) -> None:
    if schema.pending(db):
        message = (
            f"{path} was written by an older ipscwatch; 'ipscwatch poll' or the service's next start upgrades it."
        )
        raise SchemaError(message)


def _require_whole(db: Database, path: Path) -> None:
    if path.stat().st_size > QUICK_CHECK_BYTES:
        return
    with closing(db.execute("PRAGMA quick_check(1)")) as rows:
        verdict = rows.fetchone()[0]
    if verdict != "ok":
        raise damaged(path, verdict)


def _write_ahead(db: Database, patience: timedelta) -> None:
    """Turn the write-ahead log on; SQLite itself waits for nobody here, however long its timeout is."""
    until = monotonic() + patience.total_seconds()
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _BUSY or monotonic() >= until:
                raise
            sleep(_PAUSE)
        else:
            return


def _upgrade(db: Database) -> None:
    if not schema.pending(db):
        return
    with transaction(db):
        schema.MIGRATIONS.apply(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _pragma(db: Database, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])
