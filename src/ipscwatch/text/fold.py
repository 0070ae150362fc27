"""Folded text: what different spellings of one name have in common, with the way back to the original.

Folding unites width (``ｉＰＳ``), case, half-width katakana with its marks (``ﾊﾞ``), compatibility characters
(``㈱``, ``㎎``, the radicals that PDF files write for kanji), dashes and tildes, brackets, quotation marks,
middle dots and white space; zero-width and bidi characters, variation selectors and ``®`` ``™`` go.

Kept apart on purpose: hiragana and katakana (a product's name is written in one of them, and the other is an
ordinary word more often than a variant), small and large kana, accents, old and new forms of kanji.

A dash between two katakana is read as the long-vowel mark (``リハ－ト``), and a long-vowel mark after a letter
or digit as a hyphen (``DSPー1083``). Whoever tests word boundaries should look at the original character:
in ``アムシェプリ―リハート`` the dash parts two names.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from ipscwatch.text.span import Span

# Characters that fold to themselves (letters in lower case): the fast path looks for anything else.
_SAME = (
    " !#$%&*+,./0-9:;<=>?@\\^_a-z|}{~'\"()\\[\\]\\-"
    "\u00e0-\u00f6\u00f8-\u00ff\u3001\u3002\u3005-\u3007\u300c\u300d\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff"
    "\uac00-\ud7a3"
)
# Marks that belong to the character before them, and characters that fold to nothing. Whole blocks, where a
# block has them: a superset costs a little time and is never wrong.
_MARKS = (
    "\u00ad\u00ae\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061c\u064b-\u065f\u0670\u06d6-\u06ed\u0711"
    "\u0730-\u074a\u07a6-\u07fd\u0816-\u082d\u0859-\u085b\u0897-\u0e7f\u0e80-\u109f\u1100-\u11ff\u135d-\u135f"
    "\u1700-\u18af\u1930-\u1cff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u2120\u2122"
    "\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099-\u309c\u3131-\u318e\ua66f-\ua67d\ua69e\ua69f\ua6f0\ua6f1"
    "\ua800-\uabff\ud7b0-\ud7ff\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uff9e-\uffdc"
    "\U000101fd-\U0001efff\U000e0000-\U000e01ef"
)
_MARK = re.compile(f"[{_MARKS}]+")
_ODD = re.compile(f"[^{_SAME}]+")
_SPACES = re.compile(" {2,}")
_DASH_AS_VOWEL = re.compile("―(?<=[ァ-ヺ].)(?=[ァ-ヺ])")
_VOWEL_AS_DASH = re.compile("ー(?<=[a-zA-Z0-9].)")

_DROPPED = "\u00ad\u00ae\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2120\u2122\ufe00-\ufe0f\ufeff"
_DROP = re.compile(f"[{_DROPPED}\U000e0000-\U000e01ef]")
_MANY = 64
"""Distinct odd characters up to which each is exchanged throughout the text at once."""
_TWINS = {
    "-": "‐‑‒–﹣⁃",
    "―": "—―−－─﹘",  # settled by its neighbours: a hyphen or a long-vowel mark
    "~": "〜～∼˜⁓〰",
    "・": "·•‧⋅∙･・",
    '"': "“”„‟″〝〞〟＂",
    "'": "‘’‚‛′＇`´",
    "「": "『｢「",
    "」": "』｣」",
    "[": "〔【［〖〚",
    "]": "〕】］〗〛",
    "<": "〈《‹«＜",
    ">": "〉》›»＞",
    "\u3099": "\u309b",
    "\u309a": "\u309c",
    " ": "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029",
} | dict(
    zip("長西青食鬼麦黄歯竜亀民戸", "⻑⻄⻘⻝⻤⻨⻩⻭⻯⻲⺠⼾", strict=True)
)  # radicals that NFKC leaves, or takes for old forms
_TWIN = {twin: char for char, twins in _TWINS.items() for twin in twins}


class _Characters(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __init__(self, *, fold_case: bool) -> None:
        super().__init__()
        self._fold_case = fold_case

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _TWIN.get(char) or self._compatible(char)
        self[code] = folded
        return folded

    def _compatible(self, char: str) -> str:
        """Return the compatibility form, folded until it no longer changes."""
        folded = unicodedata.normalize("NFKC", _DROP.sub("", char))
        if len(folded) > 1 and folded[0] == " ":
            return char  # an accent that stands alone, such as ¨: nothing to make a space of
        if self._fold_case:
            folded = unicodedata.normalize("NFKC", folded.casefold())
        folded = "".join(_TWIN.get(part, part) for part in folded)
        return folded if folded == char else folded.translate(self)


_CASELESS = _Characters(fold_case=True)
_CASED = _Characters(fold_case=False)


@lru_cache(maxsize=4)
def fold(text: str, *, fold_case: bool = True) -> Folded:
    """Return `text` folded; folding what was folded changes nothing. `fold_case` False keeps capitals.

    Matching, judging and extracting fold the same text one after the other: the last few are remembered.
    """
    # The one letter whose lower case is two characters.
    lower = text.replace("İ", "i").lower() if fold_case else text
    characters = _CASELESS if fold_case else _CASED
    rewriting = _Rewriting(characters)
    odd = "".join(_ODD.findall(lower))
    if not _MARK.search(odd):
        lower, odd = _exchanged(lower, odd, characters)
    folded = _settled(rewriting.of(lower) if odd else lower)
    if "  " not in folded:
        return Folded(folded, (rewriting.moves,))
    folded, runs = _single_spaced(folded)
    return Folded(folded, (runs, rewriting.moves))


def _exchanged(text: str, odd: str, characters: dict[int, str]) -> tuple[str, str]:
    """Return `text` with its odd characters folded where each becomes one, and those that are still to be folded.

    One pass of `str.replace` for each is quicker than one call for each place, unless they are very many.
    """
    distinct = set(odd)
    if len(distinct) > _MANY:
        return text, odd
    left = []
    for char in distinct:
        folded = characters[ord(char)]
        if len(folded) != 1:
            left.append(char)
        elif folded != char:
            text = text.replace(char, folded)
    return text, "".join(left)


class Folded:
    """A folded text and the way back to the original."""

    __slots__ = ("_ways", "text")

    def __init__(self, text: str, ways: tuple[list[_Move], ...]) -> None:
        self.text = text
        self._ways = ways

    def original(self, start: int, end: int) -> Span:
        """Return the offsets in the original text of ``text[start:end]``.

        Where one original character became several, the span holds it whole; characters that were dropped
        are inside when they stand between two that were kept.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"{start}:{end} is not in a folded text of {len(self.text)} characters")
        for moves in self._ways:
            start, end = _back(moves, start, end) if moves else (start, end)
        return Span(start, end)


class _Move(NamedTuple):
    """A piece that changed its length: where it stands in the folded and in the original text."""

    start: int
    end: int
    source_start: int
    source_end: int


class _Rewriting:
    """Folds a text piece by piece and notes the moves."""

    __slots__ = ("_at", "_characters", "_shift", "moves")

    def __init__(self, characters: dict[int, str]) -> None:
        self._characters = characters
        self._at = 0
        """Where the stretch of text that is being folded begins."""
        self._shift = 0
        self.moves: list[_Move] = []

    def of(self, text: str) -> str:
        """Return `text` folded: characters with marks behind them together, all others one by one."""
        parts = []
        for marks in _MARK.finditer(text):
            base = max(self._at, marks.start() - 1)
            parts.append(_ODD.sub(self._run, text[self._at : base]))
            parts.append(self._cluster(text[base : marks.end()], base))
            self._at = marks.end()
        parts.append(_ODD.sub(self._run, text[self._at :]))
        return "".join(parts)

    def _run(self, match: re.Match[str]) -> str:
        """Return a run of characters folded; without marks, none of them joins another."""
        piece = match[0]
        folded = piece.translate(self._characters)
        if len(folded) != len(piece):
            self._note_each(piece, self._at + match.start())
        return folded

    def _cluster(self, piece: str, start: int) -> str:
        """Return a character folded with the marks behind it."""
        folded = piece.translate(self._characters)
        composed = unicodedata.normalize("NFC", folded)
        if composed == folded:
            self._note_each(piece, start)
        else:
            self._note(start, len(piece), len(composed))
        return composed

    def _note_each(self, piece: str, start: int) -> None:
        for offset, char in enumerate(piece, start):
            self._note(offset, 1, len(self._characters[ord(char)]))

    def _note(self, source: int, before: int, after: int) -> None:
        """Note that `before` characters at `source` became `after`."""
        if before != after:
            start = source + self._shift
            self.moves.append(_Move(start, start + after, source, source + before))
            self._shift += after - before


def _settled(text: str) -> str:
    """Return `text` with every dash read as what its neighbours make of it."""
    if "―" in text:
        text = _DASH_AS_VOWEL.sub("ー", text).replace("―", "-")
    return _VOWEL_AS_DASH.sub("-", text) if "ー" in text else text


def _single_spaced(text: str) -> tuple[str, list[_Move]]:
    """Return `text` with every run of spaces made one space, and the moves this brings."""
    parts: list[str] = []
    moves: list[_Move] = []
    at = shift = 0
    while run := _next_run(text, at):
        start, end = run.span()
        parts.append(text[at:start])
        moves.append(_Move(start - shift, start - shift + 1, start, end))
        at, shift = end, shift + end - start - 1
    return " ".join((*parts, text[at:])), moves


def _next_run(text: str, at: int) -> re.Match[str] | None:
    start = text.find("  ", at)  # many times quicker than looking for the expression
    return _SPACES.match(text, start) if start >= 0 else None


def _back(moves: list[_Move], start: int, end: int) -> tuple[int, int]:
    """Return offsets as they were before `moves`."""
    first = _place(moves, start)
    return first[0], _place(moves, end - 1)[1] if end > start else first[0]


def _place(moves: list[_Move], at: int) -> tuple[int, int]:
    """Return where the character at `at` stood before `moves`."""
    index = bisect_left(moves, (at + 1,)) - 1  # tuples compare by their start first
    if index < 0:
        return at, at + 1
    _, end, source_start, source_end = moves[index]
    if at < end:
        return source_start, source_end
    before = source_end + at - end
    return before, before + 1
