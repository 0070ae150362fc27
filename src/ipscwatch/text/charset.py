"""From bytes to text: what the bytes say, what the server says, what the document says, then what fits.

Labels mean what they mean to browsers (WHATWG Encoding): Shift_JIS is Windows-31J, ISO-8859-1 is
Windows-1252, GB2312 is GB18030; ``①㈱髙`` survives in all three Japanese encodings.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from ipscwatch.text.encodings import encoding_of, read
from ipscwatch.text.prescan import declared_inside

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_LATIN = frozenset(("windows-1252", "iso-8859-2", "iso-8859-15", "windows-1250", "windows-1251"))
"""Encodings that nearly any bytes fit: that such a one fits proves nothing."""
_WRONG_PER_RIGHT = 20
"""A body is damaged UTF-8, and not another encoding, when this many characters are right for one that is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A body as text, the encoding it was read in (WHATWG name, lower case), and what was wrong with it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(body: bytes, *, declared: str | None = None, media_type: str | None = None) -> Decoded:
    """Return `body` as text, without a byte order mark; never raises.

    In order: a byte order mark; `declared`, the charset of the HTTP header; what the document declares of
    itself (not for JSON, which is UTF-8); strict tries of UTF-8, ISO-2022-JP, Shift_JIS and EUC-JP; at last
    the best of these with U+FFFD for what does not fit. A declared encoding that does not fit is passed over
    with a warning.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _damaged(body[len(mark) :], name, ())
    warnings: list[str] = []
    claims = _claims(body, declared, media_type, warnings)
    for name in claims:
        text = read(body, name)
        if text is not None and not (name in _LATIN and _is_utf8(body)):
            return Decoded(text=text, encoding=name, warnings=tuple(warnings))
        warnings.append(f"declared as {name}, but the bytes do not fit")
    return _guess(body, claims, tuple(warnings))


def _claims(body: bytes, declared: str | None, media_type: str | None, warnings: list[str]) -> tuple[str, ...]:
    """Return the encodings that the server and the document name, the most trusted first, each once."""
    claims = []
    if declared and (name := encoding_of(declared.strip("\"' "))):
        claims.append(name)
    elif declared:
        warnings.append(f"declared as {declared[:40]!r}, which is no encoding")
    if not (media_type and media_type.endswith("json")) and (inside := declared_inside(body)):
        claims.append(inside)
    return tuple(dict.fromkeys(claims))


def _guess(body: bytes, claims: tuple[str, ...], warnings: tuple[str, ...]) -> Decoded:
    """Return the text in the encoding that fits best."""
    for name in _candidates(body):
        text = read(body, name)
        if text is not None:
            return Decoded(text=text, encoding=name, warnings=warnings)
    last = "utf-8" if _is_nearly_utf8(body) else next(iter(claims), "windows-1252")
    return _damaged(body, last, warnings)


def _candidates(body: bytes) -> tuple[str, ...]:
    """Return the encodings to try, in order."""
    if b"\x1b$" in body:
        return ("iso-2022-jp", "utf-8")
    if _is_utf8(body):
        return ("utf-8",)
    # EUC-JP nearly always fits Shift_JIS too, as a row of half-width katakana.
    shift, euc = (_half_katakana(read(body, name)) for name in ("shift_jis", "euc-jp"))
    return ("euc-jp", "shift_jis") if euc < shift else ("shift_jis", "euc-jp")


def _half_katakana(text: str | None) -> float:
    """Return the share of half-width katakana among the characters beyond ASCII; 2 when there is no text."""
    if text is None:
        return 2.0
    beyond = [char for char in text[:20_000] if char > "\x7f"]
    return sum("\uff61" <= char <= "\uff9f" for char in beyond) / max(1, len(beyond))


def _damaged(body: bytes, name: str, warnings: tuple[str, ...]) -> Decoded:
    """Return the text with U+FFFD where bytes do not fit, and say how many there are."""
    text = read(body, name, strict=False) or ""
    wrong = text.count("\ufffd") - body.count(b"\xef\xbf\xbd") * (name == "utf-8")
    if wrong > 0:
        warnings += (f"{wrong} places cannot be read as {name}",)
    return Decoded(text=text, encoding=name, warnings=warnings)


def _is_utf8(body: bytes) -> bool:
    return not body.isascii() and read(body, "utf-8") is not None


def _is_nearly_utf8(body: bytes) -> bool:
    text = body.decode("utf-8", "replace")
    beyond = sum(char > "\x7f" for char in text)
    wrong = text.count("\ufffd")
    return beyond > wrong * _WRONG_PER_RIGHT
