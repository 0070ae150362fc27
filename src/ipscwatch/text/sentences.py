"""Where sentences begin and end, in Japanese, Chinese, Korean, English and French."""

from __future__ import annotations

import re

from ipscwatch.text.span import Span

_TOKEN = re.compile(
    r"(?P<open>[「『（(])|(?P<close>[」』）)])|(?P<stop>[。！？｡]+)|(?P<lines>\n\s*)"
    r"|(?P<dot>[.!?]+[\"'”’)\]」』]*)(?=\s|$)"
)
_ABBREVIATIONS = (
    "mr mrs ms dr prof st no nos vol fig figs ref refs eq vs etc al approx dept est gov gen rep sen cf ca incl "
    "resp e.g i.e a.m p.m u.s u.k u.n e.u d.c ph.d m.d b.c jan feb mar apr jun jul aug sep sept oct nov dec "
    "mon tue wed thu fri sat sun inc corp ltd co llc plc bros jr sr p pp art sec"
)
_MAY_END = "inc corp ltd co llc plc u.s u.k u.n e.u d.c a.m p.m etc al ph.d m.d jr sr"
"""Abbreviations that also stand at the end of sentences: they end one before a word that begins sentences."""
_STARTERS = (
    "a an and although as at both but by for following he her his however if in it its meanwhile no on one our she "
    "since so that the their there these they this those to under we what when while with"
)
_ABBREVIATED, _ENDING, _STARTING = (frozenset(words.split()) for words in (_ABBREVIATIONS, _MAY_END, _STARTERS))
_LAST_WORD = re.compile(r"[\w.&'-]*$")
_NEXT_WORD = re.compile(r"\s*[\"'“‘(\[]?([\w'’-]*)")
_DEEPEST = 4
"""Brackets left open beyond this are a list or an error, not speech."""
_REACH = 20_000
"""How far to either side of a span its sentence is looked for."""
_WHITE = re.compile(r"\s+")


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without the white space around them.

    ``。！？`` end a sentence outside brackets, ``.!?`` before white space unless they belong to an abbreviation,
    and a newline always, unless a Latin word goes on in lower case after it.
    """
    found = []
    start = depth = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "open":
            depth += depth < _DEEPEST
        elif kind == "close":
            depth -= depth > 0
        elif _ends(text, token, depth):
            found.append(_trimmed(text, start, token.end()))
            start, depth = token.end(), 0
    found.append(_trimmed(text, start, len(text)))
    return tuple(span for span in found if span.start < span.end)


def sentence_at(text: str, start: int, end: int) -> Span:
    """Return the sentence that holds ``text[start:end]``, or from the first to the last sentence it touches."""
    blank = text.rfind("\n\n", 0, start)
    left = max(0 if blank < 0 else blank + 2, start - _REACH)
    right = text.find("\n\n", end, end + _REACH)
    right = min(end + _REACH, len(text)) if right < 0 else right
    touched = [
        Span(span.start + left, span.end + left)
        for span in sentences(text[left:right])
        if span.start + left < end and span.end + left > start
    ]
    return Span(min(touched[0].start, start), max(touched[-1].end, end)) if touched else Span(start, end)


def one_line(text: str, start: int, end: int, limit: int) -> str:
    """Return the sentence around ``text[start:end]`` on one line of at most `limit` characters.

    What does not fit is left out evenly on both sides, marked by an ellipsis.
    """
    span = sentence_at(text, start, end)
    before, inside, after = (
        _WHITE.sub(" ", text[a:b]) for a, b in ((span.start, start), (start, end), (end, span.end))
    )
    room = limit - len(inside)
    if len(before) + len(after) <= room:
        return (before + inside + after).strip()
    if room < 2:
        return inside[: limit - 1] + "…"
    half = room // 2
    left = min(len(before), max(half, room - len(after)))
    right = min(len(after), room - left)
    head = before if left == len(before) else "…" + before[len(before) - left + 1 :].lstrip()
    tail = after if right == len(after) else after[: right - 1].rstrip() + "…"
    return (head + inside + tail).strip()


def _ends(text: str, token: re.Match[str], depth: int) -> bool:
    """Say whether a stop, a newline or a dot ends the sentence it stands in."""
    if token.lastgroup == "lines":
        return token[0].count("\n") > 1 or not _goes_on(text, token.start(), token.end())
    if token.lastgroup == "stop":
        return depth == 0
    return depth == 0 and not _is_abbreviation(text, token)


def _goes_on(text: str, before: int, after: int) -> bool:
    """Say whether a Latin line goes on in lower case after a single newline."""
    last = text[max(0, before - 8) : before].rstrip()[-1:]
    return text[after : after + 1].islower() and (last.isascii() and (last.isalnum() or last == ","))


def _is_abbreviation(text: str, token: re.Match[str]) -> bool:
    if token[0] != ".":
        return False
    word = _last_word(text, token.start())
    if not (word in _ABBREVIATED or (len(word) == 1 and word.isalpha())):
        return False
    following = _NEXT_WORD.match(text, token.end())
    return not (word in _ENDING and following and following[1].lower() in _STARTING and following[1][:1].isupper())


def _last_word(text: str, end: int) -> str:
    match = _LAST_WORD.search(text[max(0, end - 24) : end])
    return match[0].lower() if match else ""


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
