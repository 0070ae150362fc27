"""Content codings undone within bounds.

httpx undoes a coding before any limit of ours can be applied: one network chunk may become half a gigabyte. Here
gzip and deflate (RFC 9110, 8.4.1) are inflated piece by piece; we offer no other coding and take no other. What
comes as gzip without a word about it (``sitemap.xml.gz``, servers that lose the header) is inflated as well.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from ipscwatch.fetch.faults import Fault

ACCEPTED = "gzip, deflate"
_PLAIN = frozenset(("", "identity", "none", "utf-8"))  # the last two are mistakes that servers are known to make
_GZIP = frozenset(("gzip", "x-gzip"))
_DEFLATE = "deflate"
_GZIP_BITS, _ZLIB_BITS, _RAW_BITS = 31, 15, -15
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_START = _GZIP_MAGIC + b"\x08"
"""With the only method there is (RFC 1952, 2.3.1); no text begins like that."""
_PIECE = 1 << 18
_MOST_MEMBERS = 1000
"""Members of one gzip stream; each costs a new decompressor, and nobody honest sends more."""


class Body:
    """A body as it arrives: `add` takes pieces off the wire, `end` gives all of it, decoded.

    Raises ``Fault`` for a coding we did not offer, for data that is not what its coding says, for more than
    `limit` bytes, and for a body that stops short.
    """

    def __init__(self, coding: str, *, limit: int, whose: str) -> None:
        self._whose = whose
        self._limit = limit
        self._decoded = bytearray()
        self._coding = coding.strip().lower()
        self._inflate = self._decompressor()
        self._members = 0
        self._rest = b""
        """What was left behind the end of the last member."""
        self._begun = False
        self._held = b""
        """First bytes that do not tell yet what the body is."""

    def add(self, piece: bytes) -> None:
        """Take one piece off the wire."""
        if not self._begun:
            piece = self._look_at_start(piece)
        if self._inflate is None:
            self._keep(piece)
            return
        try:
            for decoded in self._inflated(piece):
                self._keep(decoded)
        except zlib.error:
            message = f"{self._whose} sent something else than the {self._coding} it announced; tell its publisher"
            raise Fault(message) from None

    def end(self) -> bytes:
        """Return the whole body."""
        self._keep(self._held)
        if self._inflate is not None and self._begun and not self._inflate.eof:
            message = f"{self._whose} sent only part of a compressed answer; it is fetched again later"
            raise Fault(message)
        return self.so_far()

    def so_far(self) -> bytes:
        """Return what is decoded up to now."""
        return bytes(self._decoded)

    def _keep(self, decoded: bytes) -> None:
        if len(self._decoded) + len(decoded) > self._limit:
            size = f"{self._limit >> 20} MiB"
            message = f"{self._whose} sends more than {size} of content; it was stopped, look at what it is"
            raise Fault(message, transient=False)
        self._decoded += decoded

    def _decompressor(self) -> zlib._Decompress | None:
        if self._coding in _PLAIN:
            return None
        if self._coding in _GZIP:
            return zlib.decompressobj(_GZIP_BITS)
        if self._coding == _DEFLATE:
            return zlib.decompressobj(_ZLIB_BITS)
        coding = f"'{self._coding[:40]}'"
        message = f"{self._whose} answers in the coding {coding}, but we accept only {ACCEPTED}; tell its publisher"
        raise Fault(message, transient=False)

    def _look_at_start(self, piece: bytes) -> bytes:
        """Return what came so far once it tells what it is: gzip nobody announced, «deflate» without its frame.

        Much of the web's deflate lacks the zlib frame it should have.
        """
        start, self._held = self._held + piece, b""
        plain = self._coding in _PLAIN
        if not start or (plain and start != _GZIP_START and _GZIP_START.startswith(start)):
            self._held = start
            return b""
        self._begun = True
        if plain and start.startswith(_GZIP_START):
            self._coding = "gzip"
            self._inflate = self._decompressor()
        elif self._coding == _DEFLATE and start[0] & 0x0F != zlib.DEFLATED:
            self._inflate = zlib.decompressobj(_RAW_BITS)
        return start

    def _inflated(self, piece: bytes) -> Iterator[bytes]:
        """Yield the decoded bytes in pieces of bounded size, through as many gzip members as there are."""
        while self._inflate is not None:
            if self._inflate.eof and not (piece := self._next_member(piece)):
                return
            decoded = self._inflate.decompress(piece, _PIECE)
            yield decoded
            piece = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
            if not piece and len(decoded) < _PIECE:
                return

    def _next_member(self, piece: bytes) -> bytes:
        """Begin another gzip member (RFC 1952, 2.2) where one follows; anything else behind the end is padding."""
        rest = self._rest + piece
        if self._coding not in _GZIP or not rest.startswith(_GZIP_MAGIC):
            self._rest = rest if rest == _GZIP_MAGIC[:1] else b""
            return b""
        self._members += 1
        if self._members >= _MOST_MEMBERS:
            message = f"{self._whose} sends gzip in more than {_MOST_MEMBERS} parts; it was stopped"
            raise Fault(message, transient=False)
        self._rest = b""
        self._inflate = zlib.decompressobj(_GZIP_BITS)
        return rest
