"""A page as Slack messages: Block Kit sections with facts first, and a text for notifications and old clients.

Limits are Slack's own (docs.slack.dev/reference/block-kit): 50 blocks, 3,000 characters in a section, 150 in a
header; we stay below them. Outside text is escaped as Slack asks (``&``, ``<`` and ``>``), its formatting
characters are replaced by look-alikes, and ``verbatim`` keeps Slack from finding names of people or channels in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ipscwatch.digests.charts import bar, sparkline
from ipscwatch.digests.page import Entry, Line, Page, Piece, Section, Tone, numbered
from ipscwatch.digests.wording import words

BLOCKS = 45
"""The most blocks of one message."""
SECTION = 2_900
"""The most characters of a section's text, after escaping."""
HEADER = 140
"""The most characters of a header."""
BAR = 12
"""The longest bar of a step, in characters."""
FALLBACK = 3_000
"""The most characters of the text beside the blocks."""

_MARKS: Mapping[Tone, str] = {
    "held": "●",
    "disputed": "◐",
    "proposed": "○",
    "answered": "✓",
    "story": "■",
    "brief": "•",
    "trouble": "▲",
    "plain": "•",
}
_LOOKALIKES = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
_EDGE_UNDERSCORE = re.compile(r"(?<!\w)_|_(?!\w)|(?<=\W)_")
_IN_LINK = str.maketrans({"|": "%7C", ">": "%3E", "<": "%3C", " ": "%20", "&": "&amp;"})

Block = dict[str, Any]
Payload = dict[str, Any]


def fitting(page: Page) -> tuple[Page, ...]:
    """Divide a page so that each part fits into one message: every entry once, in order."""
    return numbered(_fitting(page), words(page.language).part)


def threaded(page: Page) -> tuple[Page, ...]:
    """Divide a page into a first message with the facts and those for its thread, every entry once.

    Where there is no fact the first section takes their place.
    """
    facts = tuple(section for section in page.sections if section.kind == "facts") or page.sections[:1]
    details = tuple(section for section in page.sections if section not in facts)
    lead = list(_fitting(replace(page, sections=facts)))
    rest = list(_fitting(replace(page, chart=None, sections=details))) if details else []
    return numbered([*lead, *rest], words(page.language).part)


def payload(page: Page, *, message_id: str = "") -> Payload:
    """Return the body of one message; links and media are not unfolded, names not looked up."""
    return {
        "text": fallback(page),
        "blocks": [*_head(page), *_body(page), _foot(page, message_id)],
        "unfurl_links": False,
        "unfurl_media": False,
        "link_names": 0,
    }


def fallback(page: Page) -> str:
    """Return the message as text alone: the subject, the introduction and each thing in one line."""
    lines = [escape(page.subject), *(escape(sentence) for sentence in page.intro)]
    for section in page.sections:
        lines.append(escape(section.title))
        lines += [f"{_MARKS[entry.tone]} {_in_one_line(entry)}" for entry in section.entries]
    return _within("\n".join(lines), FALLBACK)


def escape(text: str) -> str:
    """Escape the three characters that mean something to Slack (docs.slack.dev, Formatting message text)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _fitting(page: Page) -> Iterator[Page]:
    """Yield the page in parts of at most 45 blocks; a long section goes on in the next part under its title."""
    room = BLOCKS - len(_head(page)) - 1
    continued = words(page.language).continued
    chunks: list[list[Section]] = [[]]
    used = 0
    for section in page.sections:
        title = section.title
        for group in _groups(section.entries):
            heads = not chunks[-1] or chunks[-1][-1].title != title
            if chunks[-1] and used + heads + len(group.texts) > room:
                chunks.append([])
                used, heads = 0, True
                title = section.title if group.first else f"{section.title} ({continued})"
            if heads:
                chunks[-1].append(replace(section, title=title, entries=()))
            chunks[-1][-1] = replace(chunks[-1][-1], entries=chunks[-1][-1].entries + tuple(group.entries))
            used += heads + len(group.texts)
    for part, chunk in enumerate(chunks):
        yield replace(page, chart=None if part else page.chart, sections=tuple(chunk))


@dataclass(slots=True)
class _Group:
    """Entries that are shown together: one that is told in full, or as many brief ones as a section holds."""

    entries: list[Entry]
    texts: list[str]
    """More than one only for a single entry that no section could hold."""
    first: bool

    def takes(self, entry: Entry, texts: list[str]) -> bool:
        """Say whether a further entry may stand with these."""
        brief = entry.tone == self.entries[-1].tone == "brief"
        fits = len(self.texts) == len(texts) == 1 and len(self.texts[0]) + 2 + len(texts[0]) <= SECTION
        return brief and fits


def _groups(entries: tuple[Entry, ...]) -> list[_Group]:
    """Return the entries in groups: Slack folds long sections, so what is told in full stands alone."""
    groups: list[_Group] = []
    for entry in entries:
        texts = _texts(entry)
        if groups and groups[-1].takes(entry, texts):
            groups[-1].entries.append(entry)
            groups[-1].texts[0] += f"\n\n{texts[0]}"
        else:
            groups.append(_Group(entries=[entry], texts=texts, first=not groups))
    return groups


def _head(page: Page) -> list[Block]:
    said = [" · ".join(page.counts), *page.intro]
    if page.chart is not None:
        said += [sparkline(page.chart), page.chart.sentence]
    intro = "\n".join(escape(line) for line in said if line)
    return [
        {"type": "header", "text": {"type": "plain_text", "text": _cut(page.headline, HEADER), "emoji": False}},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": _within(intro, SECTION), "verbatim": True}]},
    ]


def _body(page: Page) -> Iterator[Block]:
    for section in page.sections:
        title = _cut(section.title, HEADER)
        yield {"type": "header", "text": {"type": "plain_text", "text": title, "emoji": False}}
        for text in (text for group in _groups(section.entries) for text in group.texts):
            yield {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _foot(page: Page, message_id: str) -> Block:
    said = escape(" · ".join([*page.foot, *([message_id] if message_id else [])]))
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": _within(said, SECTION), "verbatim": True}]}


def _texts(entry: Entry) -> list[str]:
    """Return an entry as mrkdwn, in more than one text only where one section could not hold it."""
    texts: list[str] = []
    for index, line in enumerate(entry.lines):
        shown = _line(line, f"{_MARKS[entry.tone]} " if index == 0 else "", bold=entry.tone != "brief")
        if texts and len(texts[-1]) + 1 + len(shown) <= SECTION:
            texts[-1] += f"\n{shown}"
        else:
            texts.append(shown)
    return texts


def _line(line: Line, mark: str, *, bold: bool) -> str:
    shown = mark + "".join(_piece(piece) for piece in line.pieces)
    if len(shown) > SECTION:
        shown = mark + _within(_safe(line.text), SECTION - 10)
    if line.kind == "title" and bold:
        return f"*{shown}*" if not mark else f"{mark}*{shown.removeprefix(mark)}*"
    if line.kind == "step":
        return f"{bar(line.share, BAR)} {shown}"
    return f">{shown}" if line.kind == "quote" else shown


def _piece(piece: Piece) -> str:
    if not piece.url:
        return _safe(piece.text)
    beside = "" if piece.host == piece.text else f" ({escape(piece.host)})"
    return f"<{piece.url.translate(_IN_LINK)}|{_safe(piece.text)}>{beside}"


def _safe(text: str) -> str:
    """Return outside text so that Slack shows its characters and reads none of them as a command."""
    return _EDGE_UNDERSCORE.sub("＿", escape(text.translate(_LOOKALIKES)))


def _in_one_line(entry: Entry) -> str:
    return " · ".join(_safe(line.text) for line in entry.lines if line.kind in ("kicker", "title", "rival"))


def _cut(text: str, characters: int) -> str:
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"


def _within(escaped: str, characters: int) -> str:
    """Cut escaped text, never inside an escape."""
    if len(escaped) <= characters:
        return escaped
    cut = escaped[: characters - 1]
    begun = cut.rfind("&")
    return (cut[:begun] if begun > cut.rfind(";") else cut).rstrip() + "…"
