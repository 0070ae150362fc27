"""The built wheel holds everything the program needs: it runs with the sources out of reach."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=60)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def run(unpacked: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program from the unpacked wheel, whose folder comes before the sources of an editable install."""
    code = (
        "import sys; import ipscwatch; assert ipscwatch.__file__.startswith(sys.argv[1]); "
        "from ipscwatch.cli import main; main(sys.argv[2:])"
    )
    environ = {**os.environ, "PYTHONPATH": str(unpacked)}
    return subprocess.run(
        [sys.executable, "-P", "-c", code, str(unpacked), *arguments],
        cwd=cwd, env=environ, check=False, capture_output=True, text=True, timeout=110,
    )  # fmt: skip


def test_the_demo_runs_from_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    done = run(unpacked, tmp_path, "demo", "--into", str(tmp_path / "demo"))
    assert done.returncode == 0, done.stderr
    assert "what arrived is what the newsroom published" in done.stdout


def test_a_configuration_written_by_the_wheel_is_right(unpacked: Path, tmp_path: Path) -> None:
    assert run(unpacked, tmp_path, "init", "watch").returncode == 0
    checked = run(unpacked, tmp_path, "check", "--home", "watch")
    assert checked.returncode == 0, checked.stderr


def test_no_test_or_bench_is_in_the_wheel(unpacked: Path) -> None:
    assert {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")} == {"ipscwatch"}
