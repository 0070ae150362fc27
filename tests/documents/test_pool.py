"""Whatever a call does to its child costs that call alone, and the pool goes on."""

from __future__ import annotations

import asyncio
import ctypes
import operator
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from time import monotonic, process_time

import pytest
from tests.documents import reading

from ipscwatch.documents.pool import ReaderPool
from ipscwatch.errors import NothingFoundError, ReadError

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="macOS takes no limit on address space")


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let children import what the tests run in them."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))


@pytest.fixture
async def pool() -> AsyncIterator[ReaderPool]:
    async with ReaderPool(workers=2, seconds=5, megabytes=256) as running:
        yield running


@pytest.fixture
async def hurried() -> AsyncIterator[ReaderPool]:
    async with ReaderPool(workers=1, seconds=0.4) as running:
        yield running


async def why_not(pool: ReaderPool, function: Callable[..., object], *args: object) -> str:
    """Run what fails, and then something that does not: the pool must have survived."""
    with pytest.raises(ReadError) as caught:
        await pool.run(function, *args, source_id="mhlw")
    assert caught.value.source_id == "mhlw"
    assert await pool.run(abs, -1) == 1
    message = str(caught.value)
    assert message.startswith("mhlw: the document could not be read: ")
    return message


class TestRunning:
    async def test_a_function_runs_in_another_process(self, pool: ReaderPool) -> None:
        assert await pool.run(os.getpid) != os.getpid()
        assert await pool.run(divmod, 17, 5) == (3, 2)

    async def test_children_stay_warm_and_start_only_when_needed(self, pool: ReaderPool) -> None:
        assert len({await pool.run(os.getpid) for _ in range(5)}) == 1

    async def test_as_many_run_at_once_as_there_are_workers(self, pool: ReaderPool) -> None:
        pids = await asyncio.gather(*(pool.run(reading.pid_after, 0.1) for _ in range(6)))
        assert len(set(pids)) == 2

    async def test_many_calls_at_once_get_their_own_answers(self, pool: ReaderPool) -> None:
        answers = await asyncio.gather(*(pool.run(operator.mul, n, n) for n in range(500)))
        assert answers == [n * n for n in range(500)]

    async def test_large_arguments_and_results_pass(self, pool: ReaderPool) -> None:
        body = os.urandom(8 << 20)
        assert await pool.run(bytes.upper, body) == body.upper()

    async def test_a_small_call_costs_the_parent_little(self, pool: ReaderPool) -> None:
        await pool.run(len, b"")
        body, began = bytes(52_000), process_time()
        await asyncio.gather(*(pool.run(len, body) for _ in range(300)))
        assert process_time() - began < 0.3  # 0.02 s on an idle machine; parsing 300 feeds takes seconds

    async def test_what_a_library_prints_or_reads_does_no_harm(self, pool: ReaderPool) -> None:
        assert await pool.run(reading.chatter) == ""
        assert await pool.run(abs, -1) == 1


class TestFailing:
    async def test_a_hang_is_ended(self, hurried: ReaderPool) -> None:
        began = monotonic()
        assert "longer than 0.4 s" in await why_not(hurried, reading.spin)
        assert monotonic() - began < 3

    async def test_waiting_for_a_free_child_is_not_held_against_a_call(self, hurried: ReaderPool) -> None:
        pids = await asyncio.gather(*(hurried.run(reading.pid_after, 0.15) for _ in range(4)))
        assert len(pids) == 4

    @on_linux
    async def test_a_memory_bomb_is_ended(self, pool: ReaderPool) -> None:
        assert "more than 256 MB" in await why_not(pool, bytearray, 1 << 30)

    async def test_a_crash_is_named(self, pool: ReaderPool) -> None:
        assert "crashed (SIGSEGV)" in await why_not(pool, ctypes.string_at, 0)

    async def test_an_exit_is_named(self, pool: ReaderPool) -> None:
        assert "exit code 3" in await why_not(pool, os._exit, 3)
        assert "SystemExit" in await why_not(pool, sys.exit, 0)

    async def test_an_exception_is_told_by_class_and_place_without_its_words(self, pool: ReaderPool) -> None:
        message = await why_not(pool, reading.raise_words_of_the_document)
        assert "ValueError in reading.py, line " in message
        assert "s3cret" not in message

    async def test_a_deep_recursion_is_an_exception(self, pool: ReaderPool) -> None:
        assert "RecursionError" in await why_not(pool, reading.dive, 0)

    async def test_an_error_of_ours_comes_back_as_it_was(self, pool: ReaderPool) -> None:
        with pytest.raises(NothingFoundError, match="no entries; look at it") as caught:
            await pool.run(reading.raise_ours, source_id="mhlw")
        assert (caught.value.source_id, caught.value.transient) == ("pmda", False)
        assert await pool.run(abs, -1) == 1

    async def test_a_result_that_cannot_be_sent_is_an_exception(self, pool: ReaderPool) -> None:
        assert "the reader failed with" in await why_not(pool, reading.unpicklable)

    async def test_a_child_killed_while_busy_costs_its_call(self, pool: ReaderPool) -> None:
        pid = await pool.run(os.getpid)
        call = asyncio.create_task(pool.run(reading.pid_after, 3))
        await asyncio.sleep(0.05)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(ReadError, match="killed from outside"):
            await call
        assert await pool.run(abs, -1) == 1

    async def test_a_child_killed_while_idle_costs_nothing(self, pool: ReaderPool) -> None:
        pid = await pool.run(os.getpid)
        os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(0.1)
        assert await pool.run(os.getpid) != pid

    async def test_everything_at_once_costs_only_what_failed(self, pool: ReaderPool) -> None:
        calls: list[tuple[Callable[[int], object], int]] = [
            (ctypes.string_at, 0),
            (abs, -1),
            (os._exit, 1),
            (abs, -2),
        ] * 5
        answers = await asyncio.gather(*(pool.run(f, arg) for f, arg in calls), return_exceptions=True)
        assert [a for a in answers if isinstance(a, int)] == [1, 2] * 5
        assert sum(isinstance(a, ReadError) for a in answers) == 10

    async def test_a_call_nobody_waits_for_is_ended(self, pool: ReaderPool) -> None:
        pid = await pool.run(os.getpid)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await pool.run(reading.spin)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        assert await pool.run(abs, -1) == 1


class TestConfinement:
    async def test_no_connection_leaves_a_child(self, pool: ReaderPool) -> None:
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
        async with server:
            address = server.sockets[0].getsockname()
            assert "PermissionError" in await why_not(pool, socket.create_connection, address)

    @pytest.mark.parametrize(
        ("function", "args"),
        [
            (os.system, ("true",)),
            (os.execv, ("/bin/true", ["true"])),
            (subprocess.run, (["true"],)),
            (socket.gethostbyname, ("localhost",)),
        ],
    )
    async def test_no_program_is_started_and_no_name_looked_up(
        self, pool: ReaderPool, function: Callable[..., object], args: tuple[object, ...]
    ) -> None:
        assert "PermissionError" in await why_not(pool, function, *args)

    async def test_no_file_is_written(self, pool: ReaderPool, tmp_path: Path) -> None:
        assert "OSError" in await why_not(pool, reading.write, str(tmp_path / "file"))
        assert sum(path.stat().st_size for path in tmp_path.iterdir()) == 0

    @on_linux
    async def test_limits_are_set(self, pool: ReaderPool) -> None:
        limits = await pool.run(reading.limits)
        expected = {"RLIMIT_AS": 256 << 20, "RLIMIT_CORE": 0, "RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": 64}
        assert limits == expected

    async def test_a_child_sees_no_secrets(self, pool: ReaderPool, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("IPSCWATCH_SMTP_PASSWORD", "s3cret")
        seen = await pool.run(reading.environment)
        assert "IPSCWATCH_SMTP_PASSWORD" not in seen
        assert seen <= {"LC_CTYPE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH", "PYTHONPATH", "TMPDIR"}


class TestResting:
    async def test_no_child_is_left_after_a_rest_and_the_next_call_starts_one(self, pool: ReaderPool) -> None:
        pids = set(await asyncio.gather(*(pool.run(reading.pid_after, 0.05) for _ in range(2))))
        await pool.rest()
        for pid in pids:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)
        assert await pool.run(os.getpid) not in pids

    async def test_a_pool_that_was_never_used_starts_nothing(self) -> None:
        async with ReaderPool():
            pass

    async def test_a_child_ends_with_its_parent(self) -> None:
        """A parent that is killed cannot clean up; its child reads the end of the pipe and goes."""
        script = (
            "import asyncio, os\n"
            "from ipscwatch.documents.pool import ReaderPool\n"
            "async def main():\n"
            "    print(await ReaderPool().run(os.getpid), flush=True)\n"
            "    os.kill(os.getpid(), 9)\n"
            "asyncio.run(main())\n"
        )
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", script), stdout=asyncio.subprocess.PIPE
        )
        pid = int((await process.communicate())[0])
        for _ in range(100):
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                return
            await asyncio.sleep(0.05)
        pytest.fail("the child outlived its parent")
