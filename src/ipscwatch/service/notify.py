"""Telling the service manager how the service is (https://www.freedesktop.org/software/systemd/man/sd_notify.html)."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta


def notify(state: str, environ: Mapping[str, str] = os.environ) -> None:
    """Send a state such as ``READY=1`` to the manager, where there is one; never raises."""
    address = environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    name = f"\0{address[1:]}" if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
        sender.sendto(state.encode(), name)


def watchdog(environ: Mapping[str, str] = os.environ) -> timedelta | None:
    """Return how often the manager wants a sign of life: half of its limit; None where it watches nobody."""
    limit, watched = environ.get("WATCHDOG_USEC", ""), environ.get("WATCHDOG_PID", str(os.getpid()))
    if not limit.isdigit() or int(limit) == 0 or watched != str(os.getpid()):
        return None
    return timedelta(microseconds=int(limit)) / 2
