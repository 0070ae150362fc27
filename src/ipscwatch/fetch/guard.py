"""Which addresses may be connected to, judged at the moment of connecting.

The name is resolved once, every answer is judged, and the judged address is the one connected to: nothing can
change between the look and the step (DNS rebinding), and redirects and odd spellings all pass here. Ranges are
those of the IANA special-purpose address registries (RFC 6890 and its updates); Python's ``is_global`` lets
multicast, 6to4 and NAT64 through.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

import httpcore

from ipscwatch.fetch.faults import Fault

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Gives the numeric addresses of a host, in the order to try them."""

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]

_LOW_PORTS = (80, 443)
_FIRST_FREE_PORT = 1024
_MOST_TRIED = 4
"""Addresses of one host; the time to connect is shared out among them."""

_OWN = (
    ("127.0.0.0/8", "loopback"),
    ("::1/128", "loopback"),
    ("10.0.0.0/8", "private"),
    ("172.16.0.0/12", "private"),
    ("192.168.0.0/16", "private"),
    ("100.64.0.0/10", "shared (carrier-grade NAT)"),
    ("fc00::/7", "private"),
)
"""Where a source of one's own may live, when it says so."""

_NOBODYS = (
    ("0.0.0.0/8", "unspecified"),
    ("169.254.0.0/16", "link-local"),
    ("192.0.0.0/24", "protocol assignment"),
    ("192.0.2.0/24", "documentation"),
    ("192.88.99.0/24", "6to4 relay"),
    ("198.18.0.0/15", "benchmark"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/128", "unspecified"),
    ("::ffff:0:0/96", "IPv4-mapped"),
    ("64:ff9b::/96", "NAT64"),
    ("64:ff9b:1::/48", "NAT64"),
    ("100::/64", "discard"),
    ("2001::/32", "Teredo"),
    ("2001::/23", "protocol assignment"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4"),
    ("3fff::/20", "documentation"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
)
"""Where no source lives."""

_OWN_RANGES = tuple((ip_network(text), name) for text, name in _OWN)
_NOBODYS_RANGES = tuple((ip_network(text), name) for text, name in _NOBODYS)
_UNICAST = IPv6Network("2000::/3")
"""All that is given out of IPv6 (RFC 4291, 2.4)."""
_EMBEDDING = tuple(ip_network(text) for text in ("::ffff:0:0/96", "64:ff9b::/96"))
"""IPv6 ranges whose last 32 bits are an IPv4 address."""


def reason(address: str, *, private: bool) -> str | None:
    """Return why a numeric address is not connected to, such as ``loopback``; None when it may be.

    With `private`, loopback and private addresses may be, also where an IPv6 address stands for one of them.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return "malformed"
    if private and _own(_unwrapped(ip)):
        return None
    return _own(ip) or _nobodys(ip)


def _own(ip: IPv4Address | IPv6Address) -> str | None:
    return next((name for network, name in _OWN_RANGES if ip in network), None)


def _nobodys(ip: IPv4Address | IPv6Address) -> str | None:
    named = next((name for network, name in _NOBODYS_RANGES if ip in network), None)
    if named is None and isinstance(ip, IPv6Address) and ip not in _UNICAST:
        return "reserved"
    return named


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address inside an IPv6 one, if it is of that sort."""
    if any(ip in network for network in _EMBEDDING):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return what the system's resolver knows of a host."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class Allowance:
    """How many more bytes one request may take from its connection, headers and framing included."""

    __slots__ = ("_left", "_whose")

    def __init__(self, size: int, whose: str) -> None:
        self._left = size
        self._whose = whose

    def grow(self, size: int) -> None:
        """Allow `size` bytes more."""
        self._left += size

    def take(self, size: int) -> None:
        """Count `size` bytes; raises ``Fault`` when that is too many."""
        self._left -= size
        if self._left < 0:
            message = f"{self._whose} sends more than we take; it was stopped, look at what it is"
            raise Fault(message, transient=False)


_ALLOWANCE: ContextVar[Allowance | None] = ContextVar("_ALLOWANCE", default=None)


@contextmanager
def allowed(size: int, whose: str) -> Iterator[Allowance]:
    """Bound what is read from the network inside the block, by this task, on behalf of the address `whose`."""
    allowance = Allowance(size, whose)
    token = _ALLOWANCE.set(allowance)
    try:
        yield allowance
    finally:
        _ALLOWANCE.reset(token)


class Guard(httpcore.AsyncNetworkBackend):
    """The network as the connection pool sees it: judged addresses, counted bytes.

    One guard is either for the open web or, with `private`, for sources that may live inside; the two must not
    share a pool, because an open connection is used again without another look.
    """

    def __init__(
        self, *, private: bool, resolver: Resolver = resolve, backend: httpcore.AsyncNetworkBackend | None = None
    ) -> None:
        self._private = private
        self._resolve = resolver
        self._backend = backend or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of `host` that answers, if all of them may be connected to."""
        check_port(host, port)
        addresses = (await self._judged(host, port, timeout))[:_MOST_TRIED]
        share = timeout / len(addresses) if timeout else None  # one dead route must not use up all of it
        for address in addresses[:-1]:
            try:
                return await self._connect(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._connect(addresses[-1], port, share, local_address, socket_options)

    async def _connect(self, address: str, port: int, *rest: Any) -> httpcore.AsyncNetworkStream:  # noqa: ANN401 - passed through
        return _Counted(await self._backend.connect_tcp(address, port, *rest))

    async def _judged(self, host: str, port: int, seconds: float | None) -> Sequence[str]:
        try:
            async with asyncio.timeout(seconds):
                addresses = (host,) if is_numeric(host) else await self._resolve(host, port)
        except (OSError, UnicodeError):  # gaierror, or a label the resolver's codec refuses
            message = f"{host} has no address: the name is unknown, or the network's name service is down"
            raise Fault(message) from None
        if not addresses:
            message = f"{host} has no address"
            raise Fault(message)
        for address in addresses:
            check_address(host, address, private=self._private)
        return addresses


def is_numeric(host: str) -> bool:
    """Say whether a host, as ``address.parse`` gives it, is an IP address."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def check_port(host: str, port: int) -> None:
    """Raise ``Fault`` for a port where something other than a web server is to be expected."""
    if port not in _LOW_PORTS and port < _FIRST_FREE_PORT:
        message = f"{host} is not asked on port {port}: only 80, 443 and those from 1024 are"
        raise Fault(message, transient=False)


def check_address(host: str, address: str, *, private: bool) -> None:
    """Raise ``Fault`` when a numeric address of `host` is not one to connect to."""
    if why := reason(address, private=private):
        remedy = "" if private else "; if that is meant, set allow_private = true for the source"
        message = f"{host} was not connected to: {address} is a {why} address{remedy}"
        raise Fault(message, transient=False)


class _Counted(httpcore.AsyncNetworkStream):
    """A stream that counts what is read against the allowance of the request that reads."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        received = await self._stream.read(max_bytes, timeout)
        allowance = _ALLOWANCE.get()
        if allowance is not None:
            allowance.take(len(received))
        return received

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return _Counted(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's
        return self._stream.get_extra_info(info)


def check_unresolved(host: str, port: int) -> None:
    """Judge a host by its name alone, for requests that a proxy resolves and connects for us."""
    check_port(host, port)
    if is_numeric(host):
        check_address(host, host.strip("[]"), private=False)
    if host.rstrip(".").rpartition(".")[2] == "localhost":  # always loopback (RFC 6761, 6.3)
        check_address(host, "127.0.0.1", private=False)
