"""The shipped unit bounds the service tightly, and leaves it what it needs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[1] / "deploy" / "ipscwatch.service"


def settings() -> set[str]:
    return {
        line.strip() for line in UNIT.read_text(encoding="utf-8").splitlines() if "=" in line and line[0] != "#"
    }


def test_the_metrics_of_the_process_can_be_read_under_the_unit() -> None:
    assert "ProcSubset=pid" not in settings()  # it hides /proc/stat, without which prometheus_client gives none


def test_the_service_manager_is_answered_and_waits_for_a_stop() -> None:
    assert {"Type=notify", "WatchdogSec=180", "RestartPreventExitStatus=2 3", "UMask=0077"} <= settings()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_the_unit_is_exposed_to_little() -> None:
    words = ["systemd-analyze", "security", "--offline=true", "--threshold=25", str(UNIT)]
    graded = subprocess.run(words, capture_output=True, text=True, check=False)
    assert graded.returncode == 0, graded.stdout[-300:]
