"""What a document is, by its first bytes: addresses, names and Content-Type lie."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile

Form = Literal["xlsx", "xlsb", "ods", "xls", "encrypted", "pdf", "html", "zip", "text", "nothing", "other"]
"""`encrypted`: a workbook with a password; `zip`: an archive, but no workbook; `other`: neither text nor known."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"\s*<(?:!doctype html|html|head|body|!--|script|meta|title|div|table)", re.IGNORECASE)
_MEMBERS: tuple[tuple[str, Form], ...] = (
    ("xl/workbook.bin", "xlsb"),
    ("[content_types].xml", "xlsx"),  # the workbook itself may be anywhere (ECMA-376, part 2)
    ("content.xml", "ods"),
)
_PDF_WITHIN = 1024
"""ISO 32000-1, H.3, note 13: readers find the header anywhere in the first 1,024 bytes."""


def form(body: bytes) -> Form:
    """Return what the body is."""
    if not body.strip(b"\0 \t\r\n"):
        return "nothing"
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(body)
    if body.startswith(_OLE):
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in body else "xls"
    if b"%PDF-" in body[:_PDF_WITHIN]:
        return "pdf"
    if _MARKUP.match(body.removeprefix(b"\xef\xbb\xbf")[:500]):
        return "html"
    return "text" if _is_text(body[:4096]) else "other"


def _archive(body: bytes) -> Form:
    """Return which workbook an archive is; a damaged one is taken for the commonest, and fails there."""
    try:
        with ZipFile(BytesIO(body)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return "xlsx"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return "zip"
    return next((form for member, form in _MEMBERS if member in names), "zip")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in head and sum(byte < 9 or 13 < byte < 27 for byte in head) * 20 < len(head)
