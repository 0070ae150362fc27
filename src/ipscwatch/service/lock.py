"""One instance per home: a second one is told who holds it, and a dead holder's lock is simply free."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ipscwatch.errors import StoreError

TRIES = 4
PAUSE = 0.05
"""Seconds between two tries: `holder` looks at the lock by taking it for a moment."""


class BusyError(StoreError):
    """Another ipscwatch works on this home."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the home's lock for as long as the block runs.

    The kernel frees the lock when its process ends, however it ends, so a stale one cannot exist.
    """
    path = folder / "ipscwatch.lock"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        message = f"{folder}: cannot be written ({error.strerror}); give it to this user or choose another --home"
        raise StoreError(message) from error
    try:
        if not _taken(descriptor):
            message = (
                f"{folder}: another ipscwatch ({_named(descriptor)}) works here; stop it or use another --home"
            )
            raise BusyError(message)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def holder(folder: Path) -> str | None:
    """Return who works on this home, such as ``process 4711``; None when nobody does."""
    try:
        descriptor = os.open(folder / "ipscwatch.lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _named(descriptor)
    finally:
        os.close(descriptor)
    return None


def _taken(descriptor: int) -> bool:
    for attempt in range(TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if attempt < TRIES - 1:
                time.sleep(PAUSE)
        else:
            return True
    return False


def _named(descriptor: int) -> str:
    process = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
    return f"process {process or 'unknown'}"
