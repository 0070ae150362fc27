"""Where a word begins and ends, by script: Latin, katakana and Hangul as whole words, kanji anywhere."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Script = Literal["latin", "katakana", "hangul", "other"]

_PARTICLES = re.compile(
    r"(?:이라는|이라고|라는|라고|에서는?|에게|에는|에도|으로는?|까지|부터|보다|처럼|이나|이란|이며|이다|이었다"
    r"|은|는|이|가|을|를|의|와|과|도|로|에|나|란|만|측)?(?![가-힣])"
)
"""What Korean writes onto the end of a name, up to the end of the word."""

_CODE = re.compile(r"\.[a-z]*[_(]|\.[a-z]+[a-z0-9]*[_(]|::|=>|\(\)")
"""What follows an identifier in program text: a call or a member with an underscore."""


@lru_cache(maxsize=8192)
def script(character: str) -> Script:
    """Return which script's rule of word borders a character follows."""
    if character == "_" or (character.isascii() and character.isalnum()):
        return "latin"
    point = ord(character)
    if 0x30A1 <= point <= 0x30FA or 0x30FC <= point <= 0x30FF or 0x31F0 <= point <= 0x31FF:
        return "katakana"
    if 0xFF66 <= point <= 0xFF9F:
        return "katakana"
    if 0xAC00 <= point <= 0xD7A3:
        return "hangul"
    return "latin" if point < 0x2000 and character.isalpha() else "other"


def begins(text: str, start: int, edge: Script) -> bool:
    """Say whether a word whose first character is of script `edge` may begin at `start`."""
    return edge == "other" or start == 0 or script(text[start - 1]) != edge


def ends(text: str, end: int, edge: Script) -> bool:
    """Say whether a word whose last character is of script `edge` may end at `end`.

    A Latin word may carry a plural or possessive ending, a Korean one its particle.
    """
    if edge == "other" or end >= len(text):
        return True
    if edge == "hangul":
        return _PARTICLES.match(text, end) is not None
    if script(text[end]) != edge:
        return edge != "latin" or text[end] not in ".:=(" or _CODE.match(text, end) is None
    return edge == "latin" and _inflected(text, end)


def _inflected(text: str, end: int) -> bool:
    """Say whether only a plural ending parts `end` from the end of the word."""
    ending = next((ending for ending in ("es", "s") if text.startswith(ending, end)), "")
    after = end + len(ending)
    return ending != "" and (after == len(text) or script(text[after]) != "latin")
