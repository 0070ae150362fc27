"""Things a reader might do in a child, on purpose or by accident; tests run them there."""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

from ipscwatch.errors import NothingFoundError


def pid_after(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def spin() -> None:
    while True:
        pass


def raise_ours() -> None:
    message = "pmda: the list has no entries; look at it"
    raise NothingFoundError("pmda", message, transient=False)


def raise_words_of_the_document() -> None:
    message = "invalid token in 's3cret words of the document'"
    raise ValueError(message)


def dive(depth: int) -> int:
    return dive(depth + 1) + 1


def chatter() -> str:
    print("words of a library")  # noqa: T201 - what libraries do
    os.write(1, b"more words")
    sys.stdout.flush()
    return sys.stdin.read()


def unpicklable() -> object:
    return lambda: None


def write(path: str) -> None:
    Path(path).write_bytes(b"x" * 10)


def limits() -> dict[str, int]:
    names = ("RLIMIT_AS", "RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_NOFILE")
    return {name: resource.getrlimit(getattr(resource, name))[0] for name in names}


def environment() -> set[str]:
    return set(os.environ)
