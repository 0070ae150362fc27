"""Running a program and measuring it: wall time, processor time and the most memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, child processes included."""
    memory: float
    """Megabytes at the highest, all its processes together; pages they share count once (PSS)."""
    code: int
    said: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.wall:.2f} s wall, {self.cpu:.2f} s CPU, {self.memory:.0f} MB"


def run(words: Sequence[str], **environment: str) -> Cost:
    """Run a command to its end."""
    began = monotonic()
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, **environment}
    )
    most: list[float] = [0.0]
    watcher = threading.Thread(target=_watch, args=(process.pid, most), daemon=True)
    watcher.start()
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(
        wall=monotonic() - began,
        cpu=used.ru_utime + used.ru_stime,
        memory=most[0],
        code=process.returncode,
        said=said.decode(errors="replace"),
    )


def _watch(pid: int, most: list[float]) -> None:
    while Path(f"/proc/{pid}").exists():
        most[0] = max(most[0], sum(map(_pss, (pid, *_descendants(pid)))))
        sleep(0.03)


def _descendants(pid: int) -> Iterator[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from _descendants(child)


def _pss(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    line = next((line for line in text.splitlines() if line.startswith("Pss:")), "Pss: 0 kB")
    return int(line.split()[1]) / 1024


@contextmanager
def web(addresses: int = 1) -> Iterator[int]:
    """Serve `bench._web` for as long as the block runs; yields its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench._web", str(addresses)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def within(what: str, value: float, limit: float, unit: str = "") -> bool:
    """Print a figure beside its limit, and say whether it keeps it."""
    kept = value <= limit
    print(f"{'ok  ' if kept else 'MISS'} {what}: {value:.2f}{unit} (at most {limit:g}{unit})", flush=True)
    return kept
