"""Bars where looking beats reading: how many items mentioned a watch term on each of the last days."""

from __future__ import annotations

from ipscwatch.digests import figures
from ipscwatch.digests.page import Bar, Chart
from ipscwatch.digests.wording import words
from ipscwatch.model.digest import Digest

LEAST = 3
"""On so many days at least something must have been mentioned: two bars show nothing that a number does not."""
_BLOCKS = " ▁▂▃▄▅▆▇█"


def mentions(digest: Digest) -> Chart | None:
    """Return the chart of the last days; None where there is too little to see."""
    counts = digest.mentions_per_day
    if sum(1 for _, n in counts if n) < LEAST:
        return None
    most = max(n for _, n in counts)
    peak = max(day for day, n in counts if n == most)
    sentence = words(digest.language).mentions.format(
        days=len(counts),
        today=f"{counts[-1][1]:,}",
        total=f"{sum(n for _, n in counts):,}",
        day=figures.short_day(peak, digest.language),
        most=f"{most:,}",
    )
    bars = tuple(Bar(label=figures.short_day(day, digest.language), n=n, share=n / most) for day, n in counts)
    return Chart(bars=bars, sentence=sentence)


def sparkline(chart: Chart) -> str:
    """Return the bars as a row of block characters; a day with anything at all is never empty."""
    return "".join(_BLOCKS[max(1, round(bar.share * 8))] if bar.n else "·" for bar in chart.bars)


def bar(share: float, columns: int) -> str:
    """Return a bar lying down, at least one character long."""
    return "█" * max(1, round(share * columns))
