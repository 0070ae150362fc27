"""The service as a real process: it polls, sends at its time, stops in time, survives kill, and stays alone."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from tests.channels.servers import Mailbox, mail_server
from tests.service.homes import feed, furnish, news, settings_of, stored_titles
from tests.service.processes import running
from tests.web import serving

from ipscwatch.service.seeding import seed
from ipscwatch.service.serve import serve
from ipscwatch.store import Store


async def test_work_that_comes_due_at_the_signal_is_left_for_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    due: list[asyncio.Task[None]] = []
    pause = AsyncIOScheduler.pause

    def paused(scheduler: AsyncIOScheduler) -> None:
        due.extend(asyncio.ensure_future(job.func()) for job in scheduler.get_jobs())
        pause(scheduler)

    monkeypatch.setattr(AsyncIOScheduler, "pause", paused)
    async with serving() as web:
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)))})
        asyncio.get_running_loop().call_later(1, os.kill, os.getpid(), signal.SIGTERM)
        await serve(settings_of(tmp_path), clock=lambda: datetime(2026, 5, 20, tzinfo=UTC))
        await asyncio.wait(due)
    assert len(due) >= 5
    told = [record for record in caplog.records if record.name == "ipscwatch"]
    assert [record.message for record in told if record.levelno >= logging.ERROR] == []


async def test_it_starts_polls_and_sends_its_digest_at_its_time(tmp_path: Path) -> None:
    mailbox = Mailbox()
    async with serving() as web, mail_server(mailbox):
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)), feed(news(1), news(2)))}, mail=mailbox.port)
        evening = datetime(2026, 5, 20, 22, 50, tzinfo=UTC)  # 07:50 in Tokyo
        with running(tmp_path, "--at", evening.isoformat(), "--speed", "100") as process:
            await asyncio.to_thread(process.wait_for, "delivered", channel="mail")
            composed = process.wait_for("digest composed")
            assert composed["digest"] == "daily-2026-05-21"
            assert datetime.fromisoformat(str(composed["at"])).tzinfo is not None
            code, seconds = await asyncio.to_thread(process.stop)
    assert code == 0
    assert seconds < 10
    assert [event["event"] for event in process.events()][-1] == "stopped"
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_in_the_middle_of_slow_work_takes_under_ten_seconds(tmp_path: Path, number: int) -> None:
    async def never(writer: asyncio.StreamWriter) -> None:
        await writer.wait_closed()

    async with serving() as web:
        furnish(tmp_path, {"slow": web.on("/slow", never)})
        with running(tmp_path) as process:
            await asyncio.to_thread(process.wait_for, "started")
            while not web.under_way:
                await asyncio.sleep(0.02)
            code, seconds = await asyncio.to_thread(process.stop, number)
    assert code == 0
    assert seconds < 10


async def test_a_second_instance_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    async with serving() as web:
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)))})
        with running(tmp_path) as process:
            await asyncio.to_thread(process.wait_for, "polled")
            second = await asyncio.to_thread(run_by_command, tmp_path)
            assert second.returncode == 3
            assert f"another ipscwatch (process {process.popen.pid}) works here" in second.stderr
            assert second.stderr.count("\n") == 1
            assert process.stop()[0] == 0


async def test_after_a_kill_the_next_start_loses_nothing_and_tells_nothing_twice(tmp_path: Path) -> None:
    mailbox = Mailbox()
    async with serving() as web, mail_server(mailbox):
        furnish(
            tmp_path, {name: web.on(f"/{name}", feed(news(n))) for n, name in enumerate("abc")}, mail=mailbox.port
        )
        evening = datetime(2026, 5, 20, 22, 50, tzinfo=UTC)
        options = ("--at", evening.isoformat(), "--speed", "60", "--began", str(datetime.now(UTC).timestamp()))
        for point in ("after apply:2", "before enqueue:1", "claimed:1"):
            with running(tmp_path, *options, "--fault", point) as process:
                assert await asyncio.to_thread(process.popen.wait, 30) == -signal.SIGKILL
            with Store.open(tmp_path / "state" / "ipscwatch.db", create=False) as store:
                assert store.check() == ()
        with running(tmp_path, *options) as process:
            await asyncio.to_thread(process.wait_for, "delivered", channel="mail")
            for name in "abc":
                await asyncio.to_thread(process.wait_for, "polled", source=name)
            process.stop()
    assert len(mailbox.mails) == 1
    assert stored_titles(tmp_path) == sorted(news(n)[0] for n in range(3))


async def test_an_edit_is_taken_over_and_a_wrong_one_is_told_once_and_left(tmp_path: Path) -> None:
    async with serving() as web:
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)))})
        web.on("/b", feed(news(2)))
        sources = tmp_path / "config" / "sources.toml"
        good = sources.read_text()
        with running(tmp_path) as process:
            await asyncio.to_thread(process.wait_for, "polled")
            sources.write_text(good + "intervall = '1h'\n")
            refused = await asyncio.to_thread(process.wait_for, "configuration refused")
            assert "sources.toml:" in str(refused["error"])
            assert "did you mean 'interval'?" in str(refused["error"])
            await asyncio.sleep(0.5)
            assert len([one for one in process.events() if one["event"] == "configuration refused"]) == 1
            sources.write_text(good + good.replace('"a"', '"b"').replace("/a", "/b"))
            await asyncio.to_thread(process.wait_for, "configuration taken over", sources=2)
            await asyncio.to_thread(process.wait_for, "polled", source="b")
            process.popen.send_signal(signal.SIGHUP)
            await asyncio.sleep(0.3)
            assert process.stop()[0] == 0
    with Store.open(tmp_path / "state" / "ipscwatch.db", create=False) as store:
        told = store.newest_change("config_invalid")
        assert told is not None
        assert told.note.endswith("the former one goes on")


async def test_a_full_disk_stops_nothing_for_good(tmp_path: Path) -> None:
    port = free_port()
    async with serving() as web:
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)))}, more=f"[health]\nport = {port}\n")
        mark = tmp_path / "disk full"
        with running(tmp_path, "--speed", "100", "--at", "2026-05-20T00:30:00+00:00") as process:
            await asyncio.to_thread(process.wait_for, "polled")
            mark.touch()
            failed = await asyncio.to_thread(process.wait_for, "store failed")
            assert "disk is full" in str(failed["error"])
            while (await asyncio.to_thread(asked, port, "/healthz"))[0] != 503:
                await asyncio.sleep(0.05)
            mark.unlink()
            before = len([one for one in process.events() if one["event"] == "polled"])
            await asyncio.to_thread(process.wait_for, "polled", before + 1)
            assert process.stop()[0] == 0


@pytest.mark.parametrize("pause", [0.0, 1.0], ids=["stopped as soon as it can write", "with nothing more to send"])
async def test_what_was_sent_while_the_disk_was_full_is_not_sent_again(tmp_path: Path, pause: float) -> None:
    mark = tmp_path / "disk full"

    class Filling(Mailbox):
        async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
            mark.touch()
            return await super().handle_DATA(server, session, envelope)

    mailbox = Filling()
    evening = datetime(2026, 5, 20, 22, 59, tzinfo=UTC)  # 07:59 in Tokyo
    tick = "0.1" if pause else "3600"
    async with serving() as web, mail_server(mailbox):
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)))}, mail=mailbox.port, files=False)
        with Store.open(tmp_path / "state" / "ipscwatch.db") as store:
            seed(store, evening - timedelta(days=2))
        options = ("--at", (evening + timedelta(minutes=2)).isoformat(), "--tick", tick)
        with running(tmp_path, *options) as process:
            await asyncio.to_thread(process.wait_for, "store failed")
            mark.unlink()
            await asyncio.sleep(pause)
            assert (await asyncio.to_thread(process.stop))[0] == 0
        with Store.open(tmp_path / "state" / "ipscwatch.db", create=False) as store:
            assert [one.state for one in store.deliveries()] == ["delivered"]
    assert len(mailbox.mails) == 1


async def test_health_is_told_on_loopback_to_who_names_it(tmp_path: Path) -> None:
    port = free_port()
    async with serving() as web:
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)))}, more=f"[health]\nport = {port}\n")
        with running(tmp_path) as process:
            await asyncio.to_thread(process.wait_for, "polled")
            await asyncio.sleep(0.3)
            status, body = await asyncio.to_thread(asked, port, "/healthz")
            assert (status, json.loads(body)["level"]) == (200, "well")
            status, body = await asyncio.to_thread(asked, port, "/metrics")
            assert status == 200
            assert b'ipscwatch_sources{health="ok"} 1.0' in body
            assert b"ipscwatch_well 1.0" in body
            assert (await asyncio.to_thread(asked, port, "/healthz", "evil.example.org"))[0] == 421
            assert (await asyncio.to_thread(asked, port, "/other"))[0] == 404
            assert process.stop()[0] == 0


async def test_a_taken_health_port_is_told_and_taken_over_when_it_is_free(tmp_path: Path) -> None:
    async with serving() as web:
        other = socket.create_server(("127.0.0.1", 0))
        port = other.getsockname()[1]
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)))}, more=f"[health]\nport = {port}\n")
        with running(tmp_path) as process:
            told = await asyncio.to_thread(process.wait_for, "no monitor")
            assert f"port {port} of 127.0.0.1 cannot be listened on" in str(told["error"])
            other.close()
            status = 0
            while not status:
                with suppress(ConnectionRefusedError):
                    status, _ = await asyncio.to_thread(asked, port, "/healthz")
                await asyncio.sleep(0.05)
            assert status == 200
            assert process.stop()[0] == 0
            assert [one["event"] for one in process.events()].count("no monitor") == 1
    with Store.open(tmp_path / "state" / "ipscwatch.db", create=False) as store:
        change = store.newest_change("config_invalid")
        assert change is not None
        assert change.note.endswith("give [health] another")


async def test_the_manager_hears_ready_signs_of_life_and_stopping(tmp_path: Path) -> None:
    async with serving() as web:
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)))})
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(str(tmp_path / "notify"))
            manager.settimeout(20)
            environ = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "400000"}
            with running(tmp_path, environ=environ) as process:
                heard = [(await asyncio.to_thread(manager.recv, 100)).decode() for _ in range(3)]
                assert sorted(set(heard)) == ["READY=1", "WATCHDOG=1"]
                await asyncio.to_thread(process.stop)
                last = ""
                while last != "STOPPING=1":
                    last = (await asyncio.to_thread(manager.recv, 100)).decode()


async def test_good_work_is_told_to_a_dead_mans_switch_and_its_address_to_nobody(tmp_path: Path) -> None:
    async with serving() as web:
        address = web.on("/ping/canary-4f1b", feed())
        more = '[ping]\ndigest = { env = "PING" }\nallow_private = true\n'
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)))}, more=more)
        evening = datetime(2026, 5, 20, 22, 50, tzinfo=UTC).isoformat()
        with running(tmp_path, "--at", evening, "--speed", "100", environ={"PING": address}) as process:
            await asyncio.to_thread(process.wait_for, "delivered", channel="files")
            while "/ping/canary-4f1b" not in web.paths:
                await asyncio.sleep(0.02)
            assert process.stop()[0] == 0
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or path.name == "notify" or b"canary" not in path.read_bytes(), path


async def test_an_idle_service_is_small(tmp_path: Path) -> None:
    async with serving() as web:
        furnish(tmp_path, {"a": web.on("/a", feed(news(1)))})
        with running(tmp_path) as process:
            await asyncio.to_thread(process.wait_for, "pass")
            await asyncio.sleep(0.5)
            resident = resident_megabytes(process.popen.pid)
            process.stop()
    assert resident <= 90


def run_by_command(home: Path) -> subprocess.CompletedProcess[str]:
    words = [str(Path(sys.executable).with_name("ipscwatch")), "run", "--home", str(home)]
    return subprocess.run(words, capture_output=True, timeout=30, text=True, check=False)


def resident_megabytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no such process")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def asked(port: int, path: str, name: str = "127.0.0.1") -> tuple[int, bytes]:
    """Ask the monitor for a path under a host's name."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: {name}:{port}\r\n\r\n".encode())
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body
