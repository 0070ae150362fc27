"""What the service costs while it has nothing to do: resident memory and processor time, by /proc (Linux)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ipscwatch.config import init

SETTLED = 6.0
"""Seconds after which the first pass, to addresses that refuse at once, is over."""
WATCHED = 10.0


def main() -> int:
    """Run ``ipscwatch run`` on the shipped terms and one source that is not there; print what it costs."""
    with tempfile.TemporaryDirectory(prefix="idle-") as folder:
        home = Path(folder)
        init(home)
        source = (
            '[[source]]\nid = "nobody"\nname = "Nobody"\nkind = "feed"\nurl = "http://127.0.0.1:9099/"\ntier = 3\n'
        )
        (home / "config" / "sources.toml").write_text(source + "allow_private = true\n", encoding="utf-8")
        terms = (home / "config" / "terms.toml").read_text(encoding="utf-8").splitlines(keepends=True)
        bound = [line for line in terms if not line.startswith("sources = ")]  # they name the shipped ones
        (home / "config" / "terms.toml").write_text("".join(bound), encoding="utf-8")
        words = [str(Path(sys.executable).with_name("ipscwatch")), "run", "--home", folder]
        with subprocess.Popen(words, stderr=subprocess.DEVNULL) as service:
            time.sleep(SETTLED)
            before = _seconds(service.pid)
            time.sleep(WATCHED)
            resident, spent = _megabytes(service.pid), _seconds(service.pid) - before
            service.terminate()
    print(f"resident memory of an idle service  {resident:6.1f} MiB")
    print(f"processor time of an idle service   {spent / WATCHED * 100:6.2f} %")
    return 0 if resident <= 90 else 1


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
