"""One instance per home: a second one is told who holds it, and a dead holder's lock is simply free."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ipscwatch.errors import StoreError


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
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip() or "unknown"
            message = f"{folder}: another ipscwatch (process {holder}) works here; stop it or use another --home"
            raise BusyError(message) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)
