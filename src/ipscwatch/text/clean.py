"""The one entry point for outside text: what comes out can be stored, searched, mailed and logged.

Characters stay what they were (NFC, never NFKC: the original characters are evidence); only what cannot be
seen, cannot be stored or changes how other characters are shown is taken out.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping
from html import unescape

from lxml import etree

TEXT_LIMIT = 1_000_000
"""Characters kept of one text; a price notice of two hundred pages has about a quarter of that."""
LINE_LIMIT = 500
MARK_LIMIT = 30
"""Combining marks kept in a row (UAX #15, 13: stream-safe text)."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n[ \t\n]*")
_SPACES = re.compile(r"[ \t\n]{2,}|[\t\n]")

_TAGS = range(0xE0000, 0xE0080)  # text nobody sees
_GONE = (
    *range(0x09),  # C0 without tab and newline
    *range(0x0E, 0x20),
    *range(0x7F, 0x85),  # DEL and C1 without NEL
    *range(0x86, 0xA0),
    0x00AD,  # soft hyphen
    0x061C,  # Arabic letter mark
    0x180E,  # Mongolian vowel separator
    0x200B,  # zero-width space
    *range(0x200E, 0x2010),  # directional marks
    *range(0x202A, 0x202F),  # embeddings and overrides
    *range(0x2060, 0x2070),  # word joiner, invisible operators, isolates
    *range(0xFDD0, 0xFDF0),  # noncharacters
    0xFEFF,
    *range(0xFFF9, 0xFFFC),  # interlinear annotation
    0xFFFE,
    0xFFFF,
    *_TAGS,
)
_TABLE: dict[int, str | None] = dict.fromkeys(_GONE, None) | dict.fromkeys(
    (0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n"
)
# Beyond U+FFFF the regex engine compares one by one: there it is given ranges.
_TO_CLEAN = re.compile(
    f"[{''.join(re.escape(chr(code)) for code in _TABLE if code < 0x10000)}{chr(_TAGS[0])}-{chr(_TAGS[-1])}]"
)
_MARKS_BEYOND = (
    "\U00010100-\U000103ff\U00010a00-\U00011fff\U00016a00-\U00016fff\U0001bc9e\U0001d165-\U0001d244"
    "\U0001e000-\U0001e95f"
)
"""The blocks that hold the combining marks beyond U+FFFF, their letters included."""

# A joiner means something between the parts of an emoji and in Arabic and Indic words, nowhere else.
_JOINED = "\u0600-\u0dff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(f"[\u200c\u200d](?:(?<![{_JOINED}].)|(?![{_JOINED}]))", re.DOTALL)


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return `text` made safe: NFC, newlines as line feeds only, nothing invisible, at most `limit` characters.

    Lone surrogates become U+FFFD; control characters, bidi controls, zero-width characters and soft hyphens
    go; three or more newlines become two; the ends are stripped. Cleaning twice changes nothing.
    """
    text = text[: limit * 2].strip()
    if not text.isprintable():  # only then can it hold anything that goes, a line end included
        if _SURROGATE.search(text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if _TO_CLEAN.search(text):
            text = text.replace("\r\n", "\n").translate(_TABLE)
        if not text.isascii():
            text = _STRAY_JOINER.sub("", text)
        text = _BLANK_LINES.sub("\n\n", text)
    return (text if text.isascii() else _compose(text)).strip()[:limit].rstrip()


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Return `text` cleaned and on one line of at most `limit` characters, an ellipsis where it was cut."""
    line = _SPACES.sub(" ", clean(text, limit * 4 + 1000))
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _compose(text: str) -> str:
    """Return `text` in NFC, long runs of combining marks cut: ordering them is quadratic."""
    return unicodedata.normalize("NFC", _mark_run().sub(_fewer_marks, text))


@functools.cache
def _mark_run() -> re.Pattern[str]:
    """Return a pattern of more than `MARK_LIMIT` combining marks in a row."""
    marks = "".join(char for char in map(chr, range(0x300, 0x10000)) if unicodedata.combining(char)) + _MARKS_BEYOND
    return re.compile(f"[{marks}][{marks}]{{{MARK_LIMIT},}}")


def _fewer_marks(run: re.Match[str]) -> str:
    return run[0][:MARK_LIMIT]


# --- markup -------------------------------------------------------------------------------------------

# `rt` and `rp` hold the reading beside a word (ruby), which would break the word.
_UNSEEN = """head script style template noscript noembed noframes iframe object embed applet svg math canvas audio
    video select button textarea datalist xmp rt rp"""
_PARAGRAPHS = """address article aside blockquote center details dialog div dl fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section summary table ul"""
_LINES = "caption dd dt li tr"
_CELLS = "td th"
# clean() takes these three out of all text, so they can mark breaks.
_PARAGRAPH, _LINE, _BR = "\u2029", "\u2028", "\x85"
_BREAK = re.compile(f"[{_PARAGRAPH}{_LINE}{_BR}][ {_PARAGRAPH}{_LINE}{_BR}]*")
_WHITE = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
_WRITTEN_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|pre|q|s|script"
    r"|small|span|strike|strong|style|sub|sup|table|tbody|td|th|tr|tt|u|ul)(?:[\s/][^<>]{0,2000})?>",
    re.IGNORECASE,
)


def plain(html: str) -> str:
    """Return the text of an HTML fragment or page, cleaned, its paragraphs parted by a blank line.

    Scripts, styles and other parts no reader sees are left out, and so are ruby readings; line breaks, list
    items and table rows end a line. Entities are unescaped once; common tags that then stand in the text (a
    publisher escaped twice) are taken out. Text without markup comes back as `clean` leaves it.
    """
    if "<" not in html:
        return clean(_WRITTEN_TAG.sub("", unescape(html)) if "&" in html else html)
    root = _parse(clean(html, TEXT_LIMIT * 4))
    if root is None:
        return ""
    for element in list(root.iter("*")):
        if (mark := _MARKS.get(element.tag)) is not None:
            mark(element)
    text = _with_breaks(etree.tostring(root, method="text", encoding="unicode"))
    return clean(_WRITTEN_TAG.sub("", text) if "<" in text else text)


def _parse(html: str) -> etree._Element | None:
    """Return the root of `html`, however broken, or None where there is nothing to read."""
    try:
        return etree.fromstring(html.encode(), _parser())
    except etree.XMLSyntaxError:
        return None


@functools.cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)


def _hide(element: etree._Element) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail


def _break_paragraph(element: etree._Element) -> None:
    element.text = _PARAGRAPH + (element.text or "")
    element.tail = _PARAGRAPH + (element.tail or "")


def _break_line(element: etree._Element) -> None:
    element.text = _LINE + (element.text or "")
    element.tail = _LINE + (element.tail or "")


def _break_after(element: etree._Element) -> None:
    element.tail = _BR + (element.tail or "")


def _part_cells(element: etree._Element) -> None:
    element.tail = " " + (element.tail or "")


def _keep_lines(element: etree._Element) -> None:
    """Make the newlines of preformatted text breaks of their own."""
    for part in element.iter("*"):
        part.text = (part.text or "").replace("\n", _LINE)
        if part is not element:
            part.tail = (part.tail or "").replace("\n", _LINE)
    _break_paragraph(element)


_MARKS: Mapping[str, Callable[[etree._Element], None]] = {
    **dict.fromkeys(_UNSEEN.split(), _hide),
    **dict.fromkeys(_PARAGRAPHS.split(), _break_paragraph),
    **dict.fromkeys(_LINES.split(), _break_line),
    **dict.fromkeys(_CELLS.split(), _part_cells),
    "br": _break_after,
    "pre": _keep_lines,
}
"""What is done to an element so that the text of the whole tree tells where it breaks."""


def _with_breaks(text: str) -> str:
    """Return `text` with white space run together and the marked breaks as newlines."""
    return _BREAK.sub(_as_newlines, _WHITE.sub(" ", text)).replace(" \n", "\n")


def _as_newlines(match: re.Match[str]) -> str:
    """Return one break for a run of them: a paragraph's where one is among them, or where two lines were broken."""
    return "\n\n" if _PARAGRAPH in match[0] or match[0].count(_BR) > 1 else "\n"
