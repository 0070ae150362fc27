"""A real SMTP server on loopback that keeps every message it accepted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(slots=True)
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
    mailbox = Mailbox()
    controller = _AnyPort(mailbox, hostname=mailbox.host, port=0)
    controller.start()
    try:
        if controller.server is not None:
            mailbox.port = controller.server.sockets[0].getsockname()[1]
        yield mailbox
    finally:
        controller.stop()


class _AnyPort(Controller):  # type: ignore[misc]  # aiosmtpd has no type information
    """A controller whose start-up check asks the port the system chose, not the 0 it was given."""

    def _trigger_server(self) -> None:
        if self.server is not None:
            self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
