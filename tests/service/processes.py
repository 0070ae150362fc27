"""The service as a process of its own, told what to do and watched by its log."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


class Process:
    """A running service."""

    def __init__(self, popen: subprocess.Popen[bytes], log: Path) -> None:
        self.popen = popen
        self.log = log

    def events(self) -> list[dict[str, Any]]:
        """Return what it logged."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [json.loads(line) for line in lines if line.startswith("{")]

    def wait_for(self, event: str, count: int = 1, **fields: object) -> dict[str, Any]:
        """Wait until it logged the event so often and return the last."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = [one for one in self.events() if one["event"] == event and fields.items() <= one.items()]
            if len(found) >= count:
                return found[-1]
            assert self.popen.poll() is None, f"it ended with {self.popen.returncode}: {self.log.read_text()}"
            time.sleep(0.02)
        raise AssertionError(f"no {event} {fields}: {self.log.read_text()}")

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, float]:
        """Send a signal; return the exit code and how many seconds it took."""
        began = time.monotonic()
        self.popen.send_signal(number)
        return self.popen.wait(timeout=PATIENCE), time.monotonic() - began


@contextmanager
def running(home: Path, *options: str, environ: Mapping[str, str] | None = None) -> Iterator[Process]:
    """Run the service on a home, on a quick tick; killed at the end of the block if it still runs."""
    log = home / f"log-{time.monotonic_ns()}.jsonl"
    words = [sys.executable, "-m", "bench.faults.victim", str(home), "--log", str(log), *options]
    with subprocess.Popen(words, cwd=ROOT, env={**os.environ, **(environ or {})}) as popen:
        try:
            yield Process(popen, log)
        finally:
            popen.kill()
