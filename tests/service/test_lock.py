"""One instance works on a home; a dead one leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipscwatch.errors import StoreError
from ipscwatch.service.lock import BusyError, held

HOLD = """
import sys, time
from pathlib import Path
from ipscwatch.service.lock import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(30)
"""


def test_a_second_instance_is_told_who_works_here(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(BusyError, match=f"process {os.getpid()}"), held(tmp_path):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BusyError), held(tmp_path):
            pass
        holder.kill()
        holder.wait(timeout=10)
        with held(tmp_path):
            assert (tmp_path / "ipscwatch.lock").read_text() == f"{os.getpid()}\n"


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(StoreError, match="cannot be written"), held(blocked / "state"):
        pass
