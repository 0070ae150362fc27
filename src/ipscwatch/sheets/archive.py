"""The zip archive that a workbook is, measured before anything opens it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from struct import unpack_from
from zipfile import BadZipFile, ZipFile, ZipInfo

from ipscwatch.sheets.sheet import UnreadableError

MEMBERS = 200
INFLATED = 50 << 20
"""Bytes all members together may come to; a price list of 7,000 rows comes to about eight million."""
RATIO = 100
SMALL = 1 << 20
"""Under this size nothing is a bomb, however well it was packed."""
_CHUNK = 1 << 20
_LOCAL_HEADER = 30
_FAR = re.compile(rb'<c r="([A-Z]{3}\d{1,7}|[A-Z]{1,2}\d{6,7})"[^<>]*><(?:v|is|f)\b')
"""A filled cell past column ZZ or row 99,999: readers lay out all the empty cells before it."""


def check(body: bytes) -> None:
    """Raise `UnreadableError` where the archive is no archive, or swells beyond reason when opened.

    Members are inflated and counted: what the archive says of their sizes is not believed. Members that cannot be
    inflated are left for the workbook's reader to judge.
    """
    try:
        with ZipFile(BytesIO(body)) as archive:
            members = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError("the workbook is truncated or damaged") from error
    if len(members) > MEMBERS:
        raise UnreadableError(f"the workbook has {len(members)} parts, {MEMBERS} at most are read")
    most = min(INFLATED, max(SMALL, len(body) * RATIO))
    size = 0
    for member in members:
        for piece in _pieces(body, member):
            size += len(piece)
            if size > most:
                raise UnreadableError(f"the workbook of {len(body):,} bytes swells to more than {most:,}")
            if far := _FAR.search(piece):
                raise UnreadableError(f"the workbook has a cell at {far[1].decode()}, which is too far to be read")


def _pieces(body: bytes, member: ZipInfo) -> Iterator[bytes]:
    """Yield a member's inflated content as far as it can be inflated."""
    start = member.header_offset
    if start + _LOCAL_HEADER > len(body):
        return
    name, extra = unpack_from("<HH", body, start + 26)
    start += _LOCAL_HEADER + name + extra
    packed = body[start : start + member.compress_size]
    if member.compress_type != zlib.DEFLATED:
        yield packed
        return
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not stream.eof:
            yield stream.decompress(packed, _CHUNK)
            packed = stream.unconsumed_tail
    except zlib.error:
        return
