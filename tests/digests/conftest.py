"""Days to compose a digest of."""

from __future__ import annotations

import pytest
from tests.digests.days import Newsday, busy_day, quiet_day


@pytest.fixture
def newsday() -> Newsday:
    """A day on which nothing happened yet."""
    return quiet_day()


@pytest.fixture
def busy() -> Newsday:
    """A day with something of everything."""
    return busy_day()
