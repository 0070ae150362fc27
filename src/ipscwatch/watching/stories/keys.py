"""What grouping looks at in one item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from ipscwatch.model.item import Item
from ipscwatch.model.story import Event, StoryKey
from ipscwatch.text.amounts import find_amounts
from ipscwatch.text.automaton import sound
from ipscwatch.text.dates import find_dates
from ipscwatch.text.fold import fold
from ipscwatch.watching.stories.shingles import sample

TITLE_NUMBER = re.compile(r"\d+")
"""Numbers in a title: a series differs in nothing else."""

_WIRE = re.compile(r"yjj(\d{13})")
"""Jiji Press's number, the same in the English and the Japanese address of one report on nippon.com."""
_TAIL = re.compile(r"\s*(?:[|｜]|\s[-–—:]\s).{1,40}$")
_HEAD = re.compile(r"^\s*(?:[\[【<(（《].{1,12}?[\]】>)）》]\s*)+")
_AGENCIES = (
    ("jiji", re.compile(r"\(jiji press\)|\(時事\)|【時事】|時事通信|jiji press, ltd")),
    ("kyodo", re.compile(r"\(kyodo\)|\(共同\)|【共同】|kyodo news|共同通信|共同社|共同網")),
    ("afp", re.compile(r"\(afp\)|【afp】|agence france-presse|©afp|afp=時事|法新社")),
    ("reuters", re.compile(r"\(reuters\)|\[ロイター\]|ロイター\]|reuters\) -|路透")),
    ("bloomberg", re.compile(r"\(bloomberg\)|\(ブルームバーグ\)|彭博社")),
    ("yonhap", re.compile(r"\(yonhap\)|=연합뉴스|연합뉴스\)")),
)
_TOKYO = ZoneInfo("Asia/Tokyo")
_HEAD_READ = 600
"""Characters in which the day of the happening is looked for."""
_RECENT = timedelta(days=7)
_FIGURES_READ = 4_000
_MANY = 3
"""One or two of anything is in every text."""
_UNITS = {"patients": "people", "cases": "people"}
"""One language counts patients where another counts people."""
_TELLING = frozenset(("money", "count", "ratio"))


def key(item: Item, events: Sequence[Event]) -> StoryKey:
    """Return an item's grouping key; its story is itself until it is grouped."""
    folded = fold(sound(item.full_text)).text
    return StoryKey(
        item_id=item.item_id,
        story_id=item.item_id,
        source_id=item.source_id,
        outlet=item.outlet,
        tier=item.tier,
        language=item.language,
        dated_at=item.dated_at,
        keys=tuple(dict.fromkeys((*item.keys, *_wire_keys(item, folded)))),
        title=bare_title(item.title, item.outlet),
        shingles=sample(folded),
        events=tuple(sorted({(event.name, event.subject_id) for event in events}, key=str)),
        event_on=event_day(item),
        figures=figures(item),
    )


def bare_title(title: str, outlet: str) -> str:
    """Return a title folded, without an outlet's tail and a section's brackets."""
    text = _HEAD.sub("", fold(title).text)
    bare = _TAIL.sub("", text)
    tail = fold(outlet).text
    return (bare if len(bare) >= len(text) // 3 else text).removesuffix(tail).strip(" -|") or text


def event_day(item: Item) -> date:
    """Return the day an item says it happened: the first recent day its head names, else when it was published."""
    published = item.dated_at.astimezone(_TOKYO).date()
    for found in find_dates(item.full_text[:_HEAD_READ], published_on=published):
        if found.on is not None and not found.until and timedelta(0) <= published - found.on <= _RECENT:
            return found.on
    return published


def figures(item: Item) -> frozenset[str]:
    """Return the money, counts and ratios in an item's first pages, normalised so that languages agree."""
    return frozenset(
        f"{amount.kind}:{_UNITS.get(amount.unit, amount.unit)}:{amount.value.normalize():f}"
        + (f"/{amount.of}" if amount.of else "")
        for amount in find_amounts(item.full_text[:_FIGURES_READ])
        if amount.kind in _TELLING and amount.value is not None and amount.value >= _MANY
    )


def _wire_keys(item: Item, folded: str) -> Iterator[str]:
    """Yield the wire's number in the address, and the agency that the text credits."""
    for address in (item.url or "", *item.keys):
        for number in _WIRE.findall(address):
            yield f"wire:jiji:{number}"
    for agency, credit in _AGENCIES:
        if credit.search(folded[:400]) or credit.search(folded[-300:]):
            yield f"agency:{agency}"
            return
