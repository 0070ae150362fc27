"""Breaking text into lines by the columns it takes, with the rules for what may begin or end a Japanese line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

_PIECES = re.compile(
    r"\s+|[0-9０-９][0-9０-９,，.．万億兆年月日]*|[\u0021-\u024f\u2010-\u2027\u2030-\u205e]+|.", re.DOTALL
)
"""Runs of spaces, of Latin text, and amounts and dates stay together; any other character may stand alone."""
NOT_FIRST = frozenset(
    "、。，．,.・:;：；?!？！)]}）］｝〉》」』】〕ー～…ぁぃぅぇぉっゃゅょァィゥェォッャュョヶ々％%℃円年月日"
)
"""What may not begin a line (JIS X 4051, kinsoku), and a few units that read badly away from their figure."""
NOT_LAST = frozenset("([{（［｛〈《「『【〔¥$€￥＄")
"""What may not end a line."""


def wrap(text: str, columns: int) -> list[str]:
    """Return the lines of `text`, each at most `columns` wide; a longer word stands alone on its line, unbroken."""
    lines: list[str] = []
    line, width = "", 0
    for unit in _units(text):
        if line.strip() and width + cell_len(unit.rstrip()) > columns:
            lines.append(line.strip())
            line, width = "", 0
        line += unit if line else unit.lstrip()
        width = cell_len(line)
    return [*lines, line.strip()] if line.strip() else lines


def _units(text: str) -> Iterator[str]:
    """Yield what may not be broken, with the space before it."""
    unit = ""
    for piece in _PIECES.findall(text):
        held = unit.strip() and not piece.isspace() and (piece[0] in NOT_FIRST or unit[-1] in NOT_LAST)
        if held or (unit and unit.isspace()):
            unit += piece
        else:
            if unit:
                yield unit
            unit = piece
    if unit:
        yield unit
