# ruff: noqa: ARG001, ARG002, N802, ANN401 -- aiosmtpd names its hooks and says what they are given
"""Real servers on loopback for the channels' tests: a mail server and a webhook, both with scripted answers."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CERTIFICATE = Path(__file__).parent / "localhost.pem"
"""A throw-away key and the certificate it signed for itself, for localhost and 127.0.0.1."""
PASSWORD = "correct-horse"


@dataclass
class Mailbox:
    """What a mail server accepted, and what it answers to each command instead of 250."""

    answers: dict[str, str] = field(default_factory=dict)
    """By step: ``mail``, ``rcpt`` (or ``rcpt:<address>``), ``data``."""
    mails: list[tuple[str, tuple[str, ...], bytes]] = field(default_factory=list)
    port: int = 0
    sessions: int = 0
    encrypted: list[bool] = field(default_factory=list)

    @property
    def read(self) -> list[EmailMessage]:
        """The mails, parsed."""
        return [message_from_bytes(raw, policy=default) for *_, raw in self.mails]

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Sequence[str]
    ) -> str:
        self.sessions += 1
        self.encrypted.append(session.ssl is not None)
        if "mail" in self.answers:
            return self.answers["mail"]
        envelope.mail_from = address
        return "250 ok"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Sequence[str]
    ) -> str:
        answer = self.answers.get(f"rcpt:{address}", self.answers.get("rcpt"))
        if answer is not None:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if "data" in self.answers:
            return self.answers["data"]
        content = cast(bytes, envelope.original_content)
        self.mails.append((str(envelope.mail_from), tuple(envelope.rcpt_tos), content))
        return "250 2.0.0 queued as ABC123"


def trusted() -> ssl.SSLContext:
    """Return the mail server's side of TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    return context


def check_password(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=False)


@asynccontextmanager
async def mail_server(
    mailbox: Mailbox, *, starttls: bool = False, tls: bool = False, login: bool = False
) -> AsyncIterator[Mailbox]:
    """Receive mail on a free loopback port."""
    loop = asyncio.get_running_loop()

    def session() -> SMTP:
        return SMTP(
            mailbox,
            hostname="mail.test",
            tls_context=trusted() if starttls else None,
            require_starttls=starttls,
            auth_required=login,
            authenticator=check_password if login else None,
            loop=loop,
        )

    server = await loop.create_server(session, "127.0.0.1", 0, ssl=trusted() if tls else None)
    mailbox.port = server.sockets[0].getsockname()[1]
    async with server:
        yield mailbox


Answer = Callable[[bytes], tuple[int, str, dict[str, str]]]


@asynccontextmanager
async def raw_server(talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any]) -> AsyncIterator[int]:
    """Serve one scripted conversation on a free loopback port."""

    async def run(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(run, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


@dataclass
class Webhook:
    """A webhook that keeps what it was sent and gives its scripted answers in turn, then ``ok``."""

    answers: list[tuple[int, str, dict[str, str]]] = field(default_factory=list)
    check: Answer | None = None
    trickle: float = 0.0
    """Seconds between the bytes of an answer."""
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    """Those of each request, names and values as sent but for the case of the names."""
    paths: list[str] = field(default_factory=list)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer every request of one connection."""
        while head := await reader.readuntil(b"\r\n\r\n"):
            lines = head.decode().split("\r\n")
            self.paths.append(lines[0].split()[1])
            pairs = (line.split(": ", 1) for line in lines[1:] if ": " in line)
            headers = {name.lower(): value for name, value in pairs}
            self.headers.append(headers)
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self.bodies.append(body)
            status, said, more = self.answers.pop(0) if self.answers else (200, "ok", {})
            if self.check is not None and status == 200:
                status, said, more = self.check(body)
            fields = {"Content-Length": str(len(said.encode())), **more}
            head_out = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
            answer = f"HTTP/1.1 {status} X\r\n{head_out}\r\n{said}".encode()
            for piece in (answer[at : at + 1] for at in range(len(answer))) if self.trickle else (answer,):
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(self.trickle)


@asynccontextmanager
async def webhook(hook: Webhook) -> AsyncIterator[str]:
    """Serve a webhook on loopback and yield its address, which holds a secret."""
    async with raw_server(hook.talk) as port:
        yield f"http://127.0.0.1:{port}/services/T0/B0/very-secret-path"
