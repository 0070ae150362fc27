"""Overlapping pieces of a text as a small sample of hashes, and how much of one text is in another.

The sample is the smallest hashes (a bottom-k sketch, Broder 1997), so that two samples can be compared whatever
the lengths of their texts.
"""

from __future__ import annotations

import heapq
import re
from zlib import crc32

SAMPLE = 128
"""Hashes kept of one text; a shorter text keeps all."""
ENOUGH = 12
"""Pieces in common below which an overlap says nothing."""

_TOKEN = re.compile(r"[0-9a-z\u00c0-\u024f]+|[^\W\d_]")
_WORDS = 4
_CHARACTERS = 9
_READ = 20_000


def sample(folded: str) -> frozenset[int]:
    """Return the sample of a folded text: pieces of 4 words where it is Latin, of 9 characters where it is not."""
    tokens = _TOKEN.findall(folded[:_READ])
    size = _WORDS if sum(map(len, tokens)) > 2 * len(tokens) else _CHARACTERS
    pieces = {crc32(" ".join(tokens[place : place + size]).encode()) for place in range(len(tokens) - size + 1)}
    return frozenset(heapq.nsmallest(SAMPLE, pieces))


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the estimated share of the shorter text that is in the other; 0 where too little can be compared."""
    if one.isdisjoint(other):
        return 0.0
    limit = min(_limit(one), _limit(other))
    common = sum(1 for piece in one & other if piece <= limit)
    least = min(sum(1 for piece in pieces if piece <= limit) for pieces in (one, other))
    return common / least if common >= ENOUGH else 0.0


def _limit(pieces: frozenset[int]) -> int:
    """Return the hash up to which the sample is complete."""
    return max(pieces) if len(pieces) >= SAMPLE else 0xFFFFFFFF
