"""What goes wrong on the web, each in one sentence: whose, what, what to do; never a secret or a body."""

from __future__ import annotations

import errno
import ssl
from collections.abc import Iterator
from datetime import datetime

import httpcore
import httpx

from ipscwatch.errors import BlockedError, FetchError
from ipscwatch.model.document import Failure

FOREIGN = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    OSError,  # TimeoutError and ssl.SSLError are among them
    ValueError,  # UnicodeError is among them
)
"""Everything that sending a request and reading its answer is known to raise."""


class Fault(Exception):  # noqa: N818 - inside this room only; it leaves as a Failure, and is no error of the tree
    """Why a request came to nothing."""

    def __init__(
        self,
        message: str,
        *,
        blocked: bool = False,
        transient: bool = True,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.blocked = blocked
        self.transient = transient
        self.status = status
        self.retry_after = retry_after
        super().__init__(message)

    def failure(self, source_id: str, now: datetime) -> Failure:
        """Return it as the value that leaves this room."""
        return Failure(
            source_id=source_id,
            kind=(BlockedError if self.blocked else FetchError).__name__,
            message=str(self),
            failed_at=now,
            transient=self.transient,
            status=self.status,
            retry_after=self.retry_after,
        )


def translated(error: Exception, whose: str) -> Fault:
    """Return a foreign exception as a fault about the address `whose`."""
    for kind, sentence in _SENTENCES:
        if isinstance(error, kind):
            return Fault(f"{whose} {sentence}")
    if isinstance(error, httpcore.RemoteProtocolError):
        return Fault(f"{whose} {_broken(str(error))}")
    if isinstance(error, (httpcore.ConnectError, OSError)):
        return Fault(f"{whose} {_unreachable(error)}")
    if isinstance(error, httpcore.ProxyError):
        return Fault(f"{whose} was not fetched: the proxy refused; check polling.proxy")
    return Fault(
        f"{whose} cannot be asked for: its address or a header set for it is not valid in HTTP "
        f"({type(error).__name__}); check both in the configuration",
        transient=False,
    )


_SENTENCES: tuple[tuple[type[Exception], str], ...] = (
    (httpcore.ConnectTimeout, "did not accept a connection in time; it is tried again later"),
    (httpcore.PoolTimeout, "was not asked for: too many connections were open; it is tried again later"),
    (httpcore.ReadTimeout, "stopped sending in the middle of an answer, or never began; it is tried again later"),
    (httpcore.WriteTimeout, "did not take our request in time; it is tried again later"),
    (TimeoutError, "took too long to answer (polling.timeout); it is tried again later"),
    (httpcore.ReadError, "dropped the connection; it is tried again later"),
    (httpcore.WriteError, "dropped the connection; it is tried again later"),
)


def _broken(detail: str) -> str:
    if "without sending complete message body" in detail or "incomplete chunked read" in detail:
        return "sent less than it announced; the answer was not used and is fetched again later"
    if "without sending a response" in detail:
        return "closed the connection without an answer; it is tried again later"
    return "does not answer in valid HTTP; look at it in a browser"


def _unreachable(error: Exception) -> str:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"has a certificate that is not to be trusted ({cause.verify_message}); tell its publisher"
        if isinstance(cause, ssl.SSLError):
            return f"does not speak TLS as it should ({cause.reason or 'no reason given'}); tell its publisher"
        if isinstance(cause, ConnectionRefusedError):
            return "refused the connection; it is tried again later"
        if isinstance(cause, OSError) and cause.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH):
            return "cannot be reached from this network; check the network"
    return "could not be connected to; it is tried again later"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the error and what it came from; httpcore re-raises «from None», which leaves only the context."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


_MEANINGS = {
    202: "is still making its answer; it is tried again later",
    206: "sent only a part, though we asked for all; it is tried again later",
    400: "did not understand the request; check its address",
    401: "asks for a login; set its headers, or disable it",
    402: "asks for a payment; disable it, or use another source",
    403: "refuses us; ask its publisher, or use another source",
    404: "is not there; look where it moved",
    405: "refuses this kind of request; check its address",
    406: "cannot answer in a form we asked for; check its headers",
    407: "is behind a proxy that asks for a login; check polling.proxy",
    410: "is gone for good; look for what replaced it and disable it",
    429: "says we ask too often; give it a longer interval",
    451: "is withheld for legal reasons; use another source",
}
_TRANSIENT = frozenset((202, 206, 408, 409, 421, 423, 425, 429))
_BLOCKED = frozenset((401, 403, 407, 451))


def refused(status: int, whose: str, retry_after: float | None) -> Fault:
    """Return what a status that is no success means."""
    what = _MEANINGS.get(status) or _class(status)
    return Fault(
        f"{whose} {what} (HTTP {status})",
        blocked=status in _BLOCKED,
        transient=status >= 500 or status in _TRANSIENT,
        status=status,
        retry_after=retry_after,
    )


def _class(status: int) -> str:
    if status >= 500:
        return "has trouble of its own; it is tried again later"
    if status >= 400:
        return "refuses the request; check its address"
    if status >= 300:
        return "points elsewhere without saying where; look at it in a browser"
    return "answered without content; look at it in a browser"
