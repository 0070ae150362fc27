"""Every way a mail server refuses: what may pass is tried again, what lasts is told, nobody gets two."""

from __future__ import annotations

import asyncio
import socket
import tempfile
from asyncio import base_events
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from unittest import mock

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.channels import servers
from tests.channels.servers import CERTIFICATE, Mailbox, Webhook

from bench.faults.refusals import Case, Kind, Outcome, judge, outcomes, ready, tell_all
from bench.faults.world import World, free_port, nothing, require
from ipscwatch.channels import email

ANSWERS: Mapping[str, tuple[str, str, Outcome]] = {
    "421 at MAIL": ("mail", "421 4.3.2 closing", "late"),
    "450 at MAIL, greylisted": ("mail", "450 4.2.0 greylisted", "late"),
    "452 at MAIL": ("mail", "452 4.3.1 no room", "late"),
    "550 at MAIL": ("mail", "550 5.7.1 not welcome", "refused"),
    "554 at MAIL": ("mail", "554 5.7.1 blocked", "refused"),
    "421 at RCPT": ("rcpt", "421 4.3.2 closing", "late"),
    "450 at RCPT, greylisted": ("rcpt", "450 4.2.0 greylisted", "late"),
    "451 at RCPT": ("rcpt", "451 4.3.0 later", "late"),
    "550 at RCPT": ("rcpt", "550 5.1.1 no such user", "refused"),
    "553 at RCPT": ("rcpt", "553 5.1.3 bad address", "refused"),
    "421 after the dot": ("data", "421 4.3.2 closing", "late"),
    "451 after the dot": ("data", "451 4.7.1 later", "late"),
    "452 after the dot": ("data", "452 4.3.1 no room", "late"),
    "550 after the dot": ("data", "550 5.7.1 spam", "refused"),
    "552 after the dot, too large": ("data", "552 5.3.4 too large", "refused"),
    "554 after the dot": ("data", "554 5.6.0 refused", "refused"),
}
BANNERS: Mapping[str, bytes] = {
    "a banner that is no SMTP": b"\x00\xff garbage\r\n",
    "a banner of another protocol": b"200 HTTP/1.1 hello\r\n",
    "no banner, silence": b"",
    "421 as a banner": b"421 4.3.2 busy\r\n",
    "554 as a banner": b"554 5.7.1 go away\r\n",
}
PASSWORD = "canary-of-the-mail"
STEP, LAST = 0.5, 1.0
"""Seconds of patience with the server, in place of minutes."""


async def _answered(step: str, answer: str, expected: Outcome) -> Outcome:
    case = Case(mailbox=Mailbox(answers={step: answer}), webhook=Webhook())
    async with ready(case) as engine:
        (ended,) = await outcomes(engine, "mail", case.mailbox.answers.clear)
    judge(ended, len(case.mailbox.mails), expected)
    notices = _notices(case.webhook)
    require(notices == (expected == "refused"), f"{notices} notices by Slack")
    return expected


def _notices(webhook: Webhook) -> int:
    return sum(b"undelivered" in body or b"not delivered" in body for body in webhook.bodies)


async def _one_of_three() -> Outcome:
    mailbox = Mailbox(answers={"rcpt:b@example.org": "550 5.1.1 no such user"})
    case = Case(mailbox=mailbox, webhook=Webhook(), to=("a@example.org", "b@example.org", "c@example.org"))
    async with ready(case) as engine:
        ended = await outcomes(engine, "mail", nothing)
    require([state for state, _ in ended] == ["delivered", "failed", "delivered"], f"they ended as {ended}")
    got = sorted(to for _, (to,), _ in mailbox.mails)
    require(got == ["a@example.org", "c@example.org"], f"mails went to {got}")
    require(_notices(case.webhook) == 1, f"{_notices(case.webhook)} notices by Slack")
    return "refused"


async def _banner(first: bytes) -> Outcome:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        await writer.drain()
        await reader.read(100)

    return await _in_vain(Case(mailbox=Mailbox(), webhook=Webhook(), mail_talk=talk))


async def _in_vain(case: Case) -> Outcome:
    async with ready(case) as engine:
        (ended,) = await outcomes(engine, "mail", nothing)
        said = " ".join(one.last_error or "" for one in engine.store.deliveries())
    judge(ended, len(case.mailbox.mails), "waits")
    require(PASSWORD not in said, "an error holds the password")
    return "waits"


async def _nobody_there() -> Outcome:
    port = free_port()
    case = Case(mailbox=Mailbox(), webhook=Webhook())
    case.edit = lambda text: text.replace(f"port = {case.mailbox.port}", f"port = {port}")
    return await _in_vain(case)


async def _no_such_host() -> Outcome:
    asked, real = [], base_events.BaseEventLoop.getaddrinfo

    async def resolve(loop: Any, host: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the real one
        if host == "mail.example.org":
            asked.append(host)
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return await real(loop, host, *args, **kwargs)

    case = Case(mailbox=Mailbox(), webhook=Webhook())
    case.edit = lambda text: text.replace('host = "127.0.0.1"', 'host = "mail.example.org"', 1).replace(
        'tls = "none"', 'tls = "starttls"'
    )
    with mock.patch.object(base_events.BaseEventLoop, "getaddrinfo", resolve):
        came = await _in_vain(case)
    require(bool(asked), "the name was not looked up")
    return came


def _encrypted(certificate: Path | None, more: str = "") -> Callable[[str], str]:
    """Return what makes the configuration ask for STARTTLS, and trust a certificate."""
    trust = f'ca_file = "{certificate}"\n' if certificate else ""
    return lambda text: text.replace('tls = "none"', f'tls = "starttls"\n{trust}{more}')


async def _self_signed() -> Outcome:
    return await _in_vain(Case(mailbox=Mailbox(), webhook=Webhook(), starttls=True, edit=_encrypted(None)))


async def _expired() -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        certificate = Path(folder) / "expired.pem"
        certificate.write_bytes(_old_certificate())
        case = Case(mailbox=Mailbox(), webhook=Webhook(), starttls=True, edit=_encrypted(certificate))
        with mock.patch.object(servers, "CERTIFICATE", certificate):
            return await _in_vain(case)


def _old_certificate() -> bytes:
    """Return a key and a certificate for this machine that was good until some days ago."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(now - timedelta(days=60)).not_valid_after(now - timedelta(days=30))
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = built.add_extension(names, critical=False).sign(key, hashes.SHA256())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + signed.public_bytes(Encoding.PEM)


async def _no_encryption() -> Outcome:
    """Offer no STARTTLS where it is wanted: nothing is sent in the clear."""
    return await _in_vain(Case(mailbox=Mailbox(), webhook=Webhook(), edit=_encrypted(CERTIFICATE)))


async def _wrong_password() -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder) / "password"
        secret.touch(mode=0o600)
        secret.write_text(PASSWORD)
        login = f'username = "watch"\npassword = {{ file = "{secret}" }}\n'
        case = Case(mailbox=Mailbox(), webhook=Webhook(), starttls=True, login=True)
        case.edit = _encrypted(CERTIFICATE, login)
        async with ready(case) as engine:
            (ended,) = await outcomes(engine, "mail", nothing)
            said = " ".join(one.last_error or "" for one in engine.store.deliveries())
    judge(ended, len(case.mailbox.mails), "refused")
    require("535" in said and PASSWORD not in said, f"it is told as: {said}")
    require(_notices(case.webhook) == 1, f"{_notices(case.webhook)} notices by Slack")
    return "refused"


async def _conversation(at_the_dot: Callable[[asyncio.StreamWriter, int], Awaitable[bool]]) -> list[bytes]:
    """Talk SMTP, and after the n-th final dot do as told; return the mails that were taken, by their ids."""
    taken: list[bytes] = []
    dots = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal dots
        writer.write(b"220-here\r\n220 in two lines\r\n")
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"EHLO":
                writer.write(b"250-here\r\n250-SIZE 1000000\r\n250 HELP\r\n")
            elif word == b"DATA":
                writer.write(b"354 go on\r\n")
                mail = await reader.readuntil(b"\r\n.\r\n")
                dots += 1
                if await at_the_dot(writer, dots):
                    taken.append(mail.partition(b"Message-ID: ")[2].partition(b"\r\n")[0])
                if writer.is_closing():
                    return
            else:
                writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250-fine\r\n250 ok\r\n")

    async with ready(Case(mailbox=Mailbox(), webhook=Webhook(), mail_talk=talk)) as engine:
        ((state, _),) = await outcomes(engine, "mail", nothing)
    require(state == "delivered", f"it ended as {state}")
    require(len(set(taken)) == 1, f"copies with other ids: {taken}")
    return taken


async def _many_lines() -> Outcome:
    async def answer(writer: asyncio.StreamWriter, _dot: int) -> bool:
        writer.write(b"250-taken\r\n250-with thanks\r\n250 2.0.0 queued\r\n")
        return True

    taken = await _conversation(answer)
    require(len(taken) == 1, f"{len(taken)} arrived")
    return "at once"


async def _silence_after_the_dot() -> Outcome:
    async def hang(writer: asyncio.StreamWriter, dot: int) -> bool:
        if dot == 1:
            await asyncio.sleep(LAST + STEP)
            writer.close()
        writer.write(b"250 taken\r\n" * (dot > 1))
        return dot > 1

    require(len(await _conversation(hang)) == 1, "a mail that was not taken is there more than once")
    return "late"


async def _dropped(*, taken: bool) -> int:
    """Let the line drop after the first final dot, the mail taken or not; return how many were taken in the end."""

    async def drop(writer: asyncio.StreamWriter, dot: int) -> bool:
        if dot == 1:
            writer.close()
            return taken
        writer.write(b"250 taken\r\n")
        return True

    return len(await _conversation(drop))


KINDS: Mapping[str, Kind] = {
    "connection refused": _nobody_there,
    "no such host": _no_such_host,
    "a certificate nobody vouches for": _self_signed,
    "a certificate that has expired": _expired,
    "no STARTTLS where it is wanted": _no_encryption,
    "535, the password is wrong": _wrong_password,
    **{name: partial(_banner, first) for name, first in BANNERS.items()},
    **{name: partial(_answered, *answer) for name, answer in ANSWERS.items()},
    "550 for one of three recipients": _one_of_three,
    "answers of several lines": _many_lines,
    "silence after the dot": _silence_after_the_dot,
}


def refused(_world: World, runs: int) -> str:
    """Try every refusal of a mail server."""
    with _impatient():
        return asyncio.run(tell_all(KINDS, runs))


def dropped(_world: World, runs: int) -> str:
    """Drop the line after the final dot, half of the times when the mail was taken."""

    async def all_of_them() -> tuple[list[int], list[int]]:
        half = range((runs + 1) // 2)
        return [await _dropped(taken=True) for _ in half], [await _dropped(taken=False) for _ in half]

    with _impatient():
        taken, lost = asyncio.run(all_of_them())
    require(max(taken) <= 2, f"{max(taken)} copies of a mail that was taken")
    require(set(lost) == {1}, f"a mail that was not taken arrived {lost} times")
    copies = sum(taken) - len(taken)
    return (
        f"{len(taken)} runs taken: {copies} came once more, under the same Message-ID; "
        f"{len(lost)} not taken: each arrived once"
    )


@contextmanager
def _impatient() -> Iterator[None]:
    with mock.patch.object(email, "STEP", STEP), mock.patch.object(email, "LAST", LAST):
        yield
