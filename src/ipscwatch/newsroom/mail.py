"""A real SMTP server on loopback that keeps every message it accepted."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Mailbox:
    """Where the server listens, and what it was given: (recipients, the message's bytes)."""

    host: str = "127.0.0.1"
    port: int = 0
    mails: list[tuple[list[str], bytes]] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        """Keep the message (aiosmtpd names and calls this hook)."""
        content = envelope.content or b""
        self.mails.append((list(envelope.rcpt_tos), content if isinstance(content, bytes) else content.encode()))
        return "250 accepted"


@contextmanager
def receiving() -> Iterator[Mailbox]:
    """Receive mail on a free loopback port for as long as the block runs."""
    mailbox = Mailbox(port=_free_port())
    controller = Controller(mailbox, hostname=mailbox.host, port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


def _free_port() -> int:
    """Return a port nobody listens on; aiosmtpd's start-up check cannot follow port 0."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
