"""A fresh database for each test of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipscwatch.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of an empty database of ours."""
    place = tmp_path / "state" / "ipscwatch.db"
    Store.open(place).close()
    return place


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Yield an open, empty store."""
    with Store.open(path) as opened:
        yield opened
