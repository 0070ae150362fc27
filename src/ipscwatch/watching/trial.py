"""What a term would find in items that were read before it was there."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ipscwatch.model.item import Item
from ipscwatch.model.term import Mention, Subject, Term
from ipscwatch.text.sentences import one_line
from ipscwatch.watching.terms import Matcher

CONTEXT = 160
"""Characters of the sentence shown around a mention."""
BROAD = 0.2
"""A term found in more than this share of the items says little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One item the terms were found in: the mentions, and the sentence of the first."""

    item: Item
    mentions: tuple[Mention, ...]
    context: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What terms were found in: the newest sightings, and how many items in all."""

    read: int
    found: int
    by_source: tuple[tuple[str, int], ...]
    """Source id and items found, the most first."""
    by_alias: tuple[tuple[str, int], ...]
    """Word as configured, and items it was found in."""
    sightings: tuple[Sighting, ...]

    @property
    def broad(self) -> bool:
        """So many items are found that the terms tell little apart."""
        return self.found >= 20 and self.found > BROAD * self.read


def try_terms(items: Iterable[Item], terms: Sequence[Term], subjects: Sequence[Subject], *, shown: int) -> Trial:
    """Return what the terms find in items that come the oldest first; of the newest `shown` the sentence."""
    matcher = Matcher(terms, subjects)
    read, found = 0, 0
    sources: Counter[str] = Counter()
    aliases: Counter[str] = Counter()
    latest: deque[tuple[Item, tuple[Mention, ...]]] = deque(maxlen=shown)
    for item in items:
        read += 1
        if mentions := matcher.match(item):
            found += 1
            sources[item.source_id] += 1
            aliases.update({mention.alias for mention in mentions})
            latest.append((item, mentions))
    return Trial(
        read=read,
        found=found,
        by_source=tuple(sources.most_common()),
        by_alias=tuple(aliases.most_common()),
        sightings=tuple(_sighting(item, mentions) for item, mentions in reversed(latest)),
    )


def _sighting(item: Item, mentions: tuple[Mention, ...]) -> Sighting:
    first = mentions[0]
    context = one_line(item.full_text, first.start, first.end, CONTEXT)
    return Sighting(item=item, mentions=mentions, context=context)
