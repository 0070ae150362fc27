"""Where a request goes: an address read once, as browsers read it, and taken apart."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

import can_ada

from ipscwatch.fetch.faults import Fault

_PORTS = {"http": 80, "https": 443}
_SECRET_PARAMETER = re.compile(
    r"(?i)([?&;][^=&;#]*(?:key|token|secret|passw|pwd|auth|sig|code|session|credential)[^=&;#]*=)[^&;#]+"
)
_CREDENTIALS = re.compile(r"(?is)^([a-z][a-z0-9+.-]*:[/\\]*).*@")
_LONGEST_SHOWN = 200


class Origin(NamedTuple):
    """Who answers: scheme, host and port (RFC 6454)."""

    scheme: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address without user name, password and fragment; numeric hosts are in their usual form."""

    url: str
    origin: Origin
    authorization: str | None = None
    """The ``Authorization`` header (Basic, RFC 7617) that the user name and password stood for."""

    @property
    def authority(self) -> str:
        """The host, and the port where it is not the usual one: what shares one turn and one robots.txt."""
        scheme, host, port = self.origin
        return host if port == _PORTS[scheme] else f"{host}:{port}"

    @property
    def shown(self) -> str:
        """The address as it may stand in a message: no key in the query, printable, not too long."""
        return _printable(_SECRET_PARAMETER.sub(r"\1***", self.url))

    def continues(self, other: Address) -> bool:
        """Say whether what `other` was trusted with may be sent here: the same origin, or its upgrade to https."""
        if self.origin == other.origin:
            return True
        upgrade = (Origin("http", other.origin.host, 80), Origin("https", other.origin.host, 443))
        return (other.origin, self.origin) == upgrade


def parse(url: str, base: str | None = None) -> Address:
    """Return the address that `url` means (relative to `base`), as the WHATWG URL standard reads it.

    Raises ``Fault`` for anything but http and https, and for what is no address at all.
    """
    try:
        parsed = can_ada.parse(base) + url if base else can_ada.parse(url)
    except (ValueError, TypeError, UnicodeError):  # TypeError: lone surrogates cannot be handed over
        message = f"{shown(url)} is no address; check its spelling"
        raise Fault(message, transient=False) from None
    scheme = parsed.protocol.removesuffix(":")
    if scheme not in _PORTS:
        message = f"{shown(url)} is not asked for: only http and https are"
        raise Fault(message, transient=False)
    authorization = _basic(parsed.username, parsed.password) if parsed.username or parsed.password else None
    if authorization:
        parsed.username = parsed.password = ""
    parsed.hash = ""
    port = int(parsed.port) if parsed.port else _PORTS[scheme]
    return Address(parsed.href, Origin(scheme, parsed.hostname, port), authorization)


def shown(text: str) -> str:
    """Return what was given as an address as it may stand in a message, though it may be none.

    All before an at-sign goes: where a password ends cannot be known of what cannot be read.
    """
    return _printable(_SECRET_PARAMETER.sub(r"\1***", _CREDENTIALS.sub(r"\1", text)))


def _printable(text: str) -> str:
    line = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}…"


def _basic(user: str, password: str) -> str:
    pair = unquote_to_bytes(user) + b":" + unquote_to_bytes(password)
    return f"Basic {base64.b64encode(pair).decode('ascii')}"
