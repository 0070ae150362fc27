"""One POST to a web service, and what its answer means for a retry: shared by the channels that speak HTTP.

A redirect is never followed, for the address or the headers may hold a secret, and no proxy is taken from the
environment.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address

import httpx

from ipscwatch.errors import DeliveryError
from ipscwatch.text.urls import host

TIMEOUT = 30.0
"""Seconds for each step of an exchange: connecting, sending, every wait for more of the answer."""
WHOLE = 120.0
"""Seconds for a whole delivery, however slowly the other side trickles."""
ANSWER = 120
"""How much of an answer is repeated in an error or a receipt, in characters."""


@asynccontextmanager
async def client(channel_id: str, whom: str) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client for one delivery; whatever goes wrong on the way leaves as a `DeliveryError` to be retried."""
    try:
        async with (
            asyncio.timeout(WHOLE),
            httpx.AsyncClient(timeout=TIMEOUT, trust_env=False, follow_redirects=False) as opened,
        ):
            yield opened
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, TimeoutError) as e:
        # The exception's text may hold the address, which is a secret: its kind says enough.
        raise DeliveryError(channel_id, f"{whom} could not be reached: {type(e).__name__}") from None


def lasts(status: int) -> bool:
    """Say whether a status refuses for good: 408, 425, 429, 5xx and a guest network's redirect pass."""
    return 400 <= status < 500 and status not in (408, 425, 429)


def seconds(retry_after: str | None) -> float | None:
    """Read Retry-After in its form of seconds (RFC 9110, 10.2.3), the one services use; at most a day."""
    if retry_after is None or not retry_after.isascii() or not retry_after.isdigit():
        return None
    return float(min(int(retry_after[:9]), 86_400))


def is_private_to_us(address: str) -> bool:
    """Say whether nobody on the way can read what is sent there: https, or a service on this machine."""
    if address.startswith("https://"):
        return True
    try:
        return address.startswith("http://") and ip_address(host(address).strip("[]")).is_loopback
    except ValueError:
        return address.startswith("http://") and host(address) == "localhost"
