"""The door to the web: one gate for every request, and answers as values.

``fetcher`` leads a request through all of it: ``address`` reads where it goes, ``politeness`` waits for the host's
turn, ``robots`` asks whether it may, ``guard`` judges the address that is connected to, ``exchange`` sends and
reads within limits, ``faults`` says in one sentence what went wrong. ``freshness`` and ``pages`` are pure.
"""

from ipscwatch.fetch.fetcher import Fetcher
from ipscwatch.fetch.freshness import after_failure, next_poll
from ipscwatch.fetch.pages import challenge

__all__ = ["Fetcher", "after_failure", "challenge", "next_poll"]
