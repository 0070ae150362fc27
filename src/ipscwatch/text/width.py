"""Full-width letters, digits and marks as their ASCII twins, one character for one, so that offsets stay.

The readers of numbers and dates work on this form and quote from the original.
"""

from __future__ import annotations

import re

_TABLE: dict[int, str] = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "\u3000\u00a0\u2007"), " ")
    | dict.fromkeys(map(ord, "‐‑‒–—―−－﹣─"), "-")
    | dict.fromkeys(map(ord, "〜∼˜"), "~")
    | {ord("￥"): "¥", ord("￡"): "£", ord("￦"): "₩", ord("﹪"): "%", ord("٪"): "%", ord("’"): "'", ord("‘"): "'"}
)
_WIDE = re.compile(f"[{''.join(map(re.escape, map(chr, _TABLE)))}]+")


def narrow(text: str) -> str:
    """Return `text` with full-width ASCII, wide spaces, dashes and tildes in their plain form; same length."""
    return text if text.isascii() else _WIDE.sub(_narrow, text)


def _narrow(run: re.Match[str]) -> str:
    return run[0].translate(_TABLE)
