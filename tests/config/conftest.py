"""A home folder to write configuration into."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.config.homes import GOOD, Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a home whose files are good but for those given; return it."""

    def write_home(**texts: str) -> Path:
        (tmp_path / "config").mkdir(exist_ok=True)
        for stem, text in (GOOD | texts).items():
            (tmp_path / "config" / f"{stem}.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write_home
