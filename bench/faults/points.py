"""Named points of the flow at which the process can be killed, or a door made to fail, from outside the product."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

import aiosmtplib
import httpx

from ipscwatch.errors import StoreError
from ipscwatch.service import backups
from ipscwatch.service.visit import Visitor
from ipscwatch.store import Store, backup, schema

Doors = tuple[object, str]


def die() -> None:
    """End this process as a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)


POINTS: Mapping[str, tuple[Doors, bool]] = {
    # name: (the door, whether it dies after the call or before it)
    "fetched": ((Visitor, "visit"), True),
    "before apply": ((Store, "apply"), False),
    "after apply": ((Store, "apply"), True),
    "before enqueue": ((Store, "enqueue"), False),
    "after enqueue": ((Store, "enqueue"), True),
    "claimed": ((Store, "claim"), True),
    "before connect": ((aiosmtplib.SMTP, "connect"), False),
    "recipient named": ((aiosmtplib.SMTP, "rcpt"), True),
    "before settle": ((Store, "settle_delivered"), False),
    "after settle": ((Store, "settle_delivered"), True),
    "slack answered": ((httpx.AsyncClient, "post"), True),
    "migrating": ((schema.MIGRATIONS, "apply"), True),
    "backup copied": ((backup, "copy"), True),
    "backup half copied": ((backup, "_move"), False),
    "rotating": ((backups, "_rotate"), False),
}
REPEATS = frozenset({"before settle", "slack answered"})
"""Where a message was sent and that was not noted: the only points at which one may arrive twice."""
FULL = "disk full"
"""While a file of this name lies in the home, every write fails as on a full disk."""


def plant(fault: str, home: Path) -> None:
    """Make the process die at the n-th passing of a point (``name:n``), and writes fail while the home says so."""
    _fill_disk(home)
    name, _, count = fault.partition(":")
    if not name:
        return
    (owner, door), after = POINTS[name]
    left = [int(count or 1)]
    real: Callable[..., Any] = getattr(owner, door)

    def passed() -> None:
        left[0] -= 1
        if left[0] == 0:
            die()

    setattr(owner, door, _wrapped(real, passed, after=after))


def _wrapped(real: Callable[..., Any], passed: Callable[[], None], *, after: bool) -> Callable[..., Any]:
    import inspect  # noqa: PLC0415 - only the victim needs it

    if inspect.iscoroutinefunction(real):

        @wraps(real)
        async def waited(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - stands in for any function
            if not after:
                passed()
            result = await real(*args, **kwargs)
            if after:
                passed()
            return result

        return waited

    @wraps(real)
    def called(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as above
        if not after:
            passed()
        result = real(*args, **kwargs)
        if after and not (result is None and real.__name__ == "claim"):  # nothing waited to be claimed
            passed()
        return result

    return called


def _fill_disk(home: Path) -> None:
    """Let every transaction that writes fail while the mark is there, as SQLite does on a full disk."""
    real = Store._writing  # noqa: SLF001 - the door that all writes go through
    mark = home / FULL

    def writing(store: Store) -> Any:  # noqa: ANN401 - a context manager, as the real one
        if mark.exists():
            message = (
                f"{store.path}: the disk is full; free some space. Nothing was lost, the last write is undone."
            )
            raise StoreError(message)
        return real(store)

    Store._writing = writing  # type: ignore[method-assign,assignment]  # noqa: SLF001 - as above
