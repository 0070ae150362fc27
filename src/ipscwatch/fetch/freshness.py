"""When a source is polled next: from what its server says, within the source's bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import random

from ipscwatch.model.document import Failure
from ipscwatch.model.source import Source

LONGEST = timedelta(hours=24)
"""No source goes unseen for longer, unless its own interval is longer: silence must be noticed."""
_FIRST_RETRY = timedelta(minutes=15)
_MOST_DOUBLINGS = 16
_JITTER = 0.1
_MOST_JITTER = timedelta(minutes=15)
_MAX_AGE = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?(\d{1,12})', re.IGNORECASE)
_MOST_SECONDS = 366 * 86400


def next_poll(
    source: Source, headers: Mapping[str, str], ttl: timedelta | None, now: datetime, *, jitter: float | None = None
) -> datetime:
    """Return when to poll again after an answer with these headers (lower-case names) and RSS ``ttl``.

    The longest of the source's interval, the answer's freshness (RFC 9111, 4.2) and the ttl, at most a day or
    the interval, whichever is longer. `jitter`, 0 to 1 and random by default, spreads sources that began together.
    """
    wait = max(source.interval, fresh_for(headers, now), ttl or timedelta())
    return now + min(wait + _spread(source.interval, jitter), _longest(source))


def after_failure(
    source: Source, failure: Failure, failures: int, now: datetime, *, jitter: float | None = None
) -> datetime:
    """Return when to try again after a failed poll, the `failures`-th in a row.

    The wait doubles each time up to a day (or the interval, if longer): from a quarter of an hour for an error
    that may pass, from the interval for one that will not. A server's Retry-After (RFC 9110, 10.2.3) is the least
    we wait, up to the same bound.
    """
    first = min(source.interval, _FIRST_RETRY) if failure.transient else source.interval
    wait = first * (1 << min(max(failures - 1, 0), _MOST_DOUBLINGS))
    asked = timedelta(seconds=min(failure.retry_after or 0, _MOST_SECONDS))
    wait = max(min(wait, _longest(source)), asked)
    return now + min(wait + _spread(wait, jitter), _longest(source))


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta:
    """Return how long an answer stays fresh by its own word: max-age or Expires, less Age (RFC 9111, 4.2)."""
    control = headers.get("cache-control", "")
    if "no-cache" in control.lower() or "no-store" in control.lower():
        return timedelta()
    if found := _MAX_AGE.search(control):
        lifetime = timedelta(seconds=min(int(found[1]), _MOST_SECONDS))
    else:
        expires = http_date(headers.get("expires"))
        lifetime = expires - _served_at(headers, now) if expires else timedelta()
    return max(lifetime - timedelta(seconds=_seconds(headers.get("age"))), timedelta())


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds that Retry-After asks for, in either of its forms (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(_seconds(value))
    at = http_date(value)
    return max((at - _served_at(headers, now)).total_seconds(), 0.0) if at else None


def http_date(value: str | None) -> datetime | None:
    """Return an HTTP date (RFC 9110, 5.6.7) in UTC; None for anything else, such as ``0`` or ``-1``."""
    try:
        at = parsedate_to_datetime(value or "")
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _served_at(headers: Mapping[str, str], now: datetime) -> datetime:
    """Return the server's own time where it gives one, so that a wrong clock on either side does no harm."""
    return http_date(headers.get("date")) or now


def _seconds(value: str | None) -> int:
    text = (value or "").strip()
    return min(int(text[:12]), _MOST_SECONDS) if text.isascii() and text.isdecimal() else 0


def _longest(source: Source) -> timedelta:
    return max(LONGEST, source.interval)


def _spread(wait: timedelta, jitter: float | None) -> timedelta:
    part = random() if jitter is None else jitter  # noqa: S311 - only spreads load
    return min(wait * _JITTER, _MOST_JITTER) * part
