"""Email by SMTP: one transaction a recipient, TLS verified, the same Message-ID for every try of one message.

The headers say what the mail is to people and to programs that answer mail: `Auto-Submitted` (RFC 3834) and
`X-Auto-Response-Suppress` keep vacation replies away, `List-Id` (RFC 2919) lets it be filed, `List-Unsubscribe`
(RFC 2369) asks whoever reads the sender's mailbox.
"""

from __future__ import annotations

import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as CRLF
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, cast
from zoneinfo import ZoneInfo

import aiosmtplib

from ipscwatch.channels.addressed import addressed, key
from ipscwatch.digests import html as as_html
from ipscwatch.digests.page import Page
from ipscwatch.digests.telling import tell
from ipscwatch.digests.text import text
from ipscwatch.errors import DeliveryError
from ipscwatch.model.digest import Digest, Message
from ipscwatch.model.kinds import ChannelKind
from ipscwatch.model.settings import Channel, Secret
from ipscwatch.text.clean import clean_line

STEP = 60.0
"""Seconds for connecting and for each answer but the last."""
LAST = 600.0
"""Seconds for the answer after the final dot (RFC 5321, 4.5.3.2.6): giving up earlier makes copies (RFC 1047)."""
LEAVE = 5.0
"""Seconds for saying goodbye."""
PORTS = {"starttls": 587, "tls": 465, "none": 25}
ANSWER = 160
"""How much of an answer is repeated in an error or a receipt, in characters."""
_LASTING = (
    aiosmtplib.SMTPSenderRefused,
    aiosmtplib.SMTPRecipientRefused,
    aiosmtplib.SMTPDataError,
    aiosmtplib.SMTPAuthenticationError,
)
"""Where a 5xx is said of this mail or this account; at any other step it is the server's trouble, which passes."""
_ASCII_LINES = CRLF.clone(cte_type="7bit")
"""Base64 or quoted-printable whatever the server can do: no 8BITMIME needed, no line too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailOptions:
    """A mail server to hand the digest to, and who gets it."""

    host: str
    """The mail server's name."""
    sender: str
    """Who it is from, such as "ipscwatch <watch@example.org>"; a mailbox somebody reads."""
    to: tuple[str, ...]
    """The recipients; each gets a mail of their own."""
    port: int | None = None
    """587 for starttls, 465 for tls, 25 for none, unless you say otherwise."""
    tls: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is encrypted; none only to this machine."""
    username: str | None = None
    """The name to log in with; none: no login."""
    password: Secret | None = None
    """The password to log in with."""
    reply_to: str | None = None
    """Where answers go, where that is not the sender."""
    ca_file: Path | None = None
    """Certificates to trust beside the system's, in PEM form, for a mail server of your own."""

    def __post_init__(self) -> None:
        """Refuse addresses that are none, a login without its other half, and a connection others could read."""
        for address in (self.sender, *self.to, *([self.reply_to] if self.reply_to else [])):
            _mailbox(address)
        if not self.to:
            raise ValueError("to must name at least one recipient")
        if (self.username is None) != (self.password is None):
            raise ValueError("username and password come together")
        if self.tls == "none" and not _is_loopback(self.host):
            raise ValueError('tls = "none" is for a mail server on this machine only; use starttls or tls')


def render(digest: Digest, channel: Channel) -> tuple[Message, ...]:
    """Return the mails of a digest: for each recipient every part, in order."""
    options = cast(EmailOptions, channel.options)
    pages = as_html.fitting(tell(digest))
    date = digest.until_at.astimezone(ZoneInfo(digest.zone)).isoformat()
    return tuple(
        message
        for recipient in options.to
        for message in addressed(
            digest.digest_id,
            channel,
            [_content(page, date, key(digest.digest_id, channel, recipient, page.part)) for page in pages],
            recipient=recipient,
        )
    )


def _content(page: Page, date: str, message_id: str) -> dict[str, str]:
    return {
        "subject": page.subject,
        "language": page.language,
        "date": date,
        "html": as_html.html(page, message_id=message_id),
        "text": text(page, message_id=message_id),
    }


async def send(message: Message, channel: Channel) -> str:
    """Hand one mail to the server and return its answer; `DeliveryError` says whether a refusal lasts."""
    options = cast(EmailOptions, channel.options)
    try:
        mail = compose(message, options).as_bytes()
        return clean_line(await _hand_over(mail, message.recipient, options), ANSWER)
    except (aiosmtplib.SMTPException, OSError, ValueError) as e:
        raise _refusal(e, message, channel, options) from e


def compose(message: Message, options: EmailOptions) -> EmailMessage:
    """Return the mail: text and HTML, all ASCII on the wire, and the headers that say what it is."""
    said, sender = message.content, _mailbox(options.sender)
    mail = EmailMessage(policy=_ASCII_LINES)
    mail["From"] = sender
    mail["To"] = _mailbox(message.recipient)
    mail["Subject"] = said["subject"]
    mail["Date"] = datetime.fromisoformat(said["date"])
    mail["Message-ID"] = _id(message.message_id, sender)
    if message.part > 1:
        mail["References"] = _id(f"{message.message_id.rpartition('.')[0]}.1", sender)
    if options.reply_to:
        mail["Reply-To"] = _mailbox(options.reply_to)
    mail["List-Id"] = f"ipscwatch digest <digest.ipscwatch.{sender.domain}>"
    asked = _mailbox(options.reply_to or options.sender).addr_spec
    mail["List-Unsubscribe"] = f"<mailto:{asked}?subject=unsubscribe>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(said["text"])
    mail.add_alternative(said["html"], subtype="html")
    mail["Content-Language"] = said["language"]  # last: a second body moves earlier Content- headers into the first
    return mail


async def _hand_over(mail: bytes, recipient: str, options: EmailOptions) -> str:
    client = _client(options)
    try:
        await client.connect()
        await client.mail(_mailbox(options.sender).addr_spec)
        await client.rcpt(_mailbox(recipient).addr_spec)
        return (await client.data(mail, timeout=LAST)).message
    finally:
        # Once the server has taken the mail nothing may fail any more, or it would be sent again.
        with suppress(aiosmtplib.SMTPException, OSError):
            await client.quit(timeout=LEAVE)
        client.close()


def _client(options: EmailOptions) -> aiosmtplib.SMTP:
    return aiosmtplib.SMTP(
        hostname=options.host,
        port=options.port or PORTS[options.tls],
        username=options.username,
        password=options.password.reveal() if options.password else None,
        local_hostname=_mailbox(options.sender).domain,
        use_tls=options.tls == "tls",
        start_tls=options.tls == "starttls",
        tls_context=_trust(options) if options.tls != "none" else None,
        timeout=STEP,
    )


def _trust(options: EmailOptions) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if options.ca_file is not None:
        context.load_verify_locations(options.ca_file)
    return context


def _refusal(e: Exception, message: Message, channel: Channel, options: EmailOptions) -> DeliveryError:
    """Return what went wrong in a sentence that holds no secret, even where the server repeats it."""
    said = str(e.message) if isinstance(e, aiosmtplib.SMTPException) else str(e) or type(e).__name__
    if options.password is not None:
        said = said.replace(options.password.reveal(), str(options.password))
    code = f"{e.code} " if isinstance(e, aiosmtplib.SMTPResponseException) else ""
    who = f"the mail server {options.host} for {message.recipient}"
    permanent = isinstance(e, _LASTING) and 500 <= e.code < 600
    return DeliveryError(channel.channel_id, f"{who}: {code}{clean_line(said, ANSWER)}", permanent=permanent)


def _id(key: str, sender: Address) -> str:
    return f"<{key}@{sender.domain}>"


def _mailbox(text: str) -> Address:
    """Read an address such as ``ipscwatch <watch@example.org>``; ValueError where it is none, or not just one."""
    found = CRLF.header_factory("To", text) if text.isprintable() else None
    if found is None or found.defects or len(found.addresses) != 1:
        raise ValueError(f"'{clean_line(text, 80)}' is not an email address")
    address = found.addresses[0]
    if not address.username.isascii() or "." not in address.domain.strip("."):
        raise ValueError(f"'{clean_line(text, 80)}' is not an email address of the form name@example.org")
    domain = address.domain.encode("idna").decode("ascii")
    return Address(display_name=address.display_name, username=address.username, domain=domain)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


CHANNEL = ChannelKind(
    name="email",
    summary="email by SMTP, to each recipient a mail of their own",
    options=EmailOptions,
    render=render,
    send=send,
)
