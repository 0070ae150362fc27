"""What runs in a child: take a call, do it within limits, send back what came of it.

A call is a pickle of ``(function, args)``, an answer a pickle of ``(True, result)`` or ``(False, fault)``; each
goes behind its length as eight bytes, big-endian. A call that runs out of memory ends the child with
``OUT_OF_MEMORY``, because nothing that happens after a failed allocation can be relied on.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import struct
import sys
import traceback
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO

from ipscwatch.errors import SourceError

LENGTH = struct.Struct(">Q")
OUT_OF_MEMORY = 71
_MEGABYTE = 1 << 20
_OPEN_FILES = 64
_REFUSED = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.system",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.sendmsg",
        "socket.sendto",
        "subprocess.Popen",
    }
)
"""Audit events (Python's PEP 578) of things that reading a document never needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An exception on its way home; ours keeps its class and fields, of any other only class and place are told."""

    kind: type[SourceError] | None
    args: tuple[Any, ...]
    fields: dict[str, Any]
    where: str


def serve() -> None:
    """Answer calls from standard input until it ends; the memory and time limits are the two arguments."""
    megabytes, seconds = int(sys.argv[1]), float(sys.argv[2])
    calls, answers = _take_pipes()
    _limit(megabytes)
    sys.addaudithook(_refuse)
    while head := calls.read(LENGTH.size):
        answer = _answer(calls.read(LENGTH.unpack(head)[0]), seconds)
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Move the pipes away from 0 and 1, so that nothing a library prints or reads can spoil the exchange."""
    calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nothing, descriptor)
    return calls, answers


def _limit(megabytes: int) -> None:
    """Bound memory, files and core dumps for the life of this process."""
    _set(resource.RLIMIT_AS, megabytes * _MEGABYTE)
    _set(resource.RLIMIT_FSIZE, 0)
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_NOFILE, _OPEN_FILES)


def _set(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    try:
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    except (ValueError, OSError):  # macOS takes no limit on address space; the wall clock still holds there
        return


def _allow_time(seconds: float) -> None:
    """Give this call its share of processor time: it also ends a child whose parent is gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _set(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 2)


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event in _REFUSED:
        message = f"{event} is not allowed while a document is read"
        raise PermissionError(message)


def _answer(call: bytes, seconds: float) -> bytes:
    _allow_time(seconds)
    try:
        function, args = pickle.loads(call)  # noqa: S301 - it comes from our own parent, over a private pipe
        return pickle.dumps((True, function(*args)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except SourceError as error:
        return _packed(Fault(kind=type(error), args=error.args, fields=vars(error), where=""))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a parser raises is one failed reading
        return _packed(Fault(kind=None, args=(), fields={}, where=_place(error)))


def _packed(fault: Fault) -> bytes:
    return pickle.dumps((False, fault), pickle.HIGHEST_PROTOCOL)


def _place(error: BaseException) -> str:
    """Say what was raised and where; never its text, which may hold a piece of the document."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = f" in {PurePath(last.filename).name}, line {last.lineno}" if last else ""
    return f"{type(error).__name__}{place}"


def fate(code: int | None, megabytes: int) -> str:
    """Say in one clause how a child that ended with exit code `code` came to its end."""
    if code == OUT_OF_MEMORY:
        return f"it needed more than {megabytes} MB of memory"
    if code is None or code >= 0:
        return f"the reading process ended by itself (exit code {code})"
    if -code == signal.SIGXCPU:
        return "it took too much processor time"
    if -code == signal.SIGKILL:
        return "the reading process was killed from outside, most likely for want of memory"
    return f"the reading process crashed ({_signal(-code)})"


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
