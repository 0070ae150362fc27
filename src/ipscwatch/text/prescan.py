"""The encoding a document declares of itself: the XML declaration, and the HTML prescan.

https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding
"""

from __future__ import annotations

import re

from ipscwatch.text.encodings import encoding_of

SCANNED = 16_384
"""Bytes looked at; browsers look at 1024, many pages declare later than that."""

_UTF_16LE = re.compile(rb"(?:[ \t\r\n]\x00)*<\x00[?!A-Za-z]\x00")
_UTF_16BE = re.compile(rb"(?:\x00[ \t\r\n])*\x00<\x00[?!A-Za-z]")
"""Markup in two bytes a character, seen without a byte order mark (XML 1.0, appendix F)."""
_XML = re.compile(rb"""\s*<\?xml[\s][^>]*?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]+)\s*["'][^>]*>""")
_STEP = re.compile(
    rb"""(?P<comment><!--)|(?P<meta><meta(?=[\s/]))|(?P<tag></?[a-z])|(?P<other><[!/?])""", re.IGNORECASE
)
_META = re.compile(rb"<meta[\s/]", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"""[\s/]*(?P<name>[^\s/>=][^\s/>=]*|=[^\s/>=]*)"""
    rb"""(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>"'][^\s>]*)?))?"""
)
_CONTENT = re.compile(rb"""charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))""", re.IGNORECASE)


def declared_inside(body: bytes) -> str | None:
    """Return the WHATWG name of the encoding that `body` declares, or None."""
    head = body[:SCANNED]
    if _UTF_16LE.match(head):
        return "utf-16le"
    if _UTF_16BE.match(head):
        return "utf-16be"
    if xml := _XML.match(head):
        return _for_ascii(encoding_of(xml[1].decode("ascii")))
    return _prescan(head)


def _prescan(head: bytes) -> str | None:
    """Return the encoding of the first meta element that names one we know."""
    if _META.search(head) is None:
        return None
    position = 0
    while step := _STEP.search(head, position):
        position = step.end()
        if step.lastgroup == "comment":
            end = head.find(b"-->", step.start() + 2)
            position = end + 3 if end >= 0 else len(head)
        elif step.lastgroup == "other":
            end = head.find(b">", position)
            position = end + 1 if end >= 0 else len(head)
        else:
            attributes, position = _attributes(head, position)
            if step.lastgroup == "meta" and (found := _from_meta(attributes)):
                return found
    return None


def _attributes(head: bytes, position: int) -> tuple[dict[bytes, bytes], int]:
    """Return a tag's attributes, first mention wins, and where the tag ends."""
    found: dict[bytes, bytes] = {}
    while match := _ATTRIBUTE.match(head, position):
        value = match["double"] or match["single"] or match["bare"] or b""
        found.setdefault(match["name"].lower(), value)
        position = match.end()
    return found, position


def _from_meta(attributes: dict[bytes, bytes]) -> str | None:
    """Return the encoding that one meta element names, by ``charset`` or by ``http-equiv`` and ``content``."""
    label = attributes.get(b"charset")
    if label is None and attributes.get(b"http-equiv", b"").lower() == b"content-type":
        content = _CONTENT.search(attributes.get(b"content", b""))
        label = next(filter(None, content.groups()), None) if content else None
    return _for_ascii(encoding_of(label.decode("latin-1"))) if label else None


def _for_ascii(name: str | None) -> str | None:
    """Return `name`, or UTF-8 for UTF-16: the declaration itself was readable as ASCII."""
    return "utf-8" if name in ("utf-16le", "utf-16be") else name
