"""Telling «the network is down» from «a source is down»: what was reached in the last half hour."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=30)
"""Sources are due one by one; a single pass may be too small to judge by."""
LEAST_HOSTS = 3


@dataclass(slots=True)
class Reach:
    """The polls of the last half hour, and whether each got an answer."""

    polls: deque[tuple[datetime, str, bool]] = field(default_factory=deque)
    """(when, host, whether it answered)"""

    def note(self, host: str, now: datetime, *, reached: bool) -> None:
        """Remember one poll."""
        self.polls.append((now, host, reached))
        while self.polls and not now - WINDOW <= self.polls[0][0] <= now:
            self.polls.popleft()

    def is_lost(self) -> bool:
        """Say whether most polls got no answer at all, at three hosts or more."""
        unanswered = [host for _, host, reached in self.polls if not reached]
        return len(unanswered) * 2 > len(self.polls) and len(set(unanswered)) >= LEAST_HOSTS
