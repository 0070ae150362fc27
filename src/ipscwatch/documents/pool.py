"""A few warm child processes that read documents, one call each at a time.

Each child has pipes of its own and no helper threads or shared queues, so that killing one, at any moment and by
anyone, costs exactly the call it was busy with. (pebble 5.2 was tried first: all workers share one channel, and
one worker killed while idle breaks the whole pool.)
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self, TypeVar

from ipscwatch.documents.child import LENGTH, Fault, fate
from ipscwatch.errors import ReadError

Result = TypeVar("Result")

_BUFFER = 1 << 20
_GRACE = 1.0
"""Seconds that a child has to end by itself once its pipe is closed, so that its exit code can tell why."""
_COMMAND = "from ipscwatch.documents.child import serve; serve()"
_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH", "TMPDIR")
"""What a child sees of our environment: enough to start Python, and no secret."""


class ReaderPool:
    """Runs functions in child processes: at most `workers` at once, `seconds` and `megabytes` for each call.

    Children start when first needed and stay warm until `rest`. An ``async with`` block ends them.
    """

    def __init__(self, workers: int = 2, seconds: float = 15, megabytes: int = 512) -> None:
        self._free = asyncio.Semaphore(workers)
        self._seconds = seconds
        self._megabytes = megabytes
        self._idle: list[_Child] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.rest()

    async def run(self, function: Callable[..., Result], *args: Any, source_id: str = "") -> Result:  # noqa: ANN401 - any picklable
        """Return ``function(*args)``, done in a child; function, arguments and result must be picklable.

        Raises ``ReadError`` when it hangs, crashes, needs too much memory or raises anything but a
        ``SourceError``, which arrives as it is. `source_id` names the source in the error.
        """
        async with self._free:
            call = pickle.dumps((function, args), pickle.HIGHEST_PROTOCOL)
            answer = await self._ask(call, source_id)
        done, value = pickle.loads(answer)  # noqa: S301 - it comes from our own child, over a private pipe
        if done:
            result: Result = value
            return result
        raise _raised(value, source_id)

    async def rest(self) -> None:
        """End the children that are idle; the next call starts new ones."""
        children, self._idle = self._idle, []
        for child in children:
            await child.end()

    async def _ask(self, call: bytes, source_id: str) -> bytes:
        child = await self._child()
        try:
            async with asyncio.timeout(self._seconds):
                answer = await child.ask(call)
        except TimeoutError:
            await child.end()
            raise _unread(source_id, f"it took longer than {self._seconds:g} s") from None
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise _unread(source_id, fate(await child.end(grace=_GRACE), self._megabytes)) from error
        except BaseException:  # cancelled: the child is in the middle of a call nobody waits for
            await child.end()
            raise
        self._idle.append(child)
        return answer

    async def _child(self) -> _Child:
        while self._idle:
            child = self._idle.pop()
            if child.alive:
                return child
            await child.end()
        return await _Child.start(self._megabytes, self._seconds)


class _Child:
    """One child process and its two pipes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, megabytes: int, seconds: float) -> Self:
        """Start a child; in a session of its own, so that Ctrl-C at a terminal is ours alone to answer."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-B", "-c", _COMMAND, str(megabytes), str(seconds)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_environment(),
            limit=_BUFFER,
            start_new_session=True,
        )
        return cls(process)

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    async def ask(self, call: bytes) -> bytes:
        writer, reader = self._process.stdin, self._process.stdout
        assert writer is not None, "started with pipes"  # noqa: S101 - tells mypy what start() did
        assert reader is not None, "started with pipes"  # noqa: S101 - as above
        writer.write(LENGTH.pack(len(call)) + call)
        await writer.drain()
        (size,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
        return await reader.readexactly(size)

    async def end(self, grace: float = 0) -> int:
        """Kill the child, if it still lives after `grace` seconds, and return its exit code."""
        ended = asyncio.ensure_future(self._process.wait())
        # No asyncio.timeout here: in a task that is being cancelled Python 3.11.2 would not let it end.
        await asyncio.wait({ended}, timeout=grace)
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)  # Process.kill() would poll, and so lose the exit code
        return await ended


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def _raised(fault: Fault, source_id: str) -> Exception:
    if fault.kind is None:
        return _unread(source_id, f"the reader failed with {fault.where}")
    error = fault.kind.__new__(fault.kind, *fault.args)
    vars(error).update(fault.fields)
    return error


def _unread(source_id: str, why: str) -> ReadError:
    whose = f"{source_id}: " if source_id else ""
    return ReadError(source_id, f"{whose}the document could not be read: {why}")
