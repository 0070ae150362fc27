"""Outside text on its way into a page: cleaned once more, shortened, and never a link that is not one."""

from __future__ import annotations

from collections.abc import Iterable

from ipscwatch.digests.page import Piece
from ipscwatch.digests.wording import words
from ipscwatch.model.digest import Language
from ipscwatch.text.clean import clean_line
from ipscwatch.text.language import detect
from ipscwatch.text.urls import absolute, shown_host

TITLE = 240
"""The longest headline shown, in characters."""
QUOTE = 320
"""The longest quotation shown."""
NAME = 80
"""The longest name of an outlet, a source or a product shown."""
NOTE = 400
"""The longest note shown."""
URL = 1500
"""The longest address that is made a link; mail programs and Slack break longer ones."""


def outside(text: str, limit: int, *, language: str | None = None) -> Piece:
    """Return a piece of text that came from outside, on one line and shortened to `limit` characters."""
    return Piece(clean_line(text, limit), language=language)


def linked(text: str, url: str | None, limit: int, *, language: str | None = None) -> Piece:
    """Return outside text as a link with its host, or as mere text where the address is no web address."""
    shown = clean_line(text, limit)
    address = absolute(url) if url else None
    if address is None or len(address) > URL:
        return Piece(shown, language=language)
    host = shown_host(address)
    return Piece(shown or host, url=address, language=language, host=host)


def joined(groups: Iterable[Iterable[Piece]], separator: str) -> tuple[Piece, ...]:
    """Return the groups' pieces in a row, the separator between two groups."""
    pieces: list[Piece] = []
    for group in groups:
        if pieces:
            pieces.append(Piece(separator))
        pieces.extend(group)
    return tuple(pieces)


def ours(text: str, language: Language) -> tuple[Piece, ...]:
    """Return a sentence of ours in pieces; what it quotes says its language where that is not the page's own."""
    begin, end = words(language).quotes
    before, found, rest = clean_line(text, NOTE).partition(begin)
    quote, _, after = rest.rpartition(end)
    if not found or not quote:
        return (Piece(before + found + rest, language=foreign(text, language)),)
    return (Piece(before + begin), Piece(quote, language=foreign(quote, language)), Piece(end + after))


def foreign(text: str, language: Language) -> str | None:
    """Return the language of a sentence of ours that is not in the page's own."""
    found = detect(text)
    return found if found != language else None
