"""The clock."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the time; the only place in the running service where the clock is read."""
    return datetime.now(UTC)
