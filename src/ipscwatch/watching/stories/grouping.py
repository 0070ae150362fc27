"""Which items tell of one happening: links between pairs, and the parts they hang together in.

Whether two items are linked depends on the two alone, so the parts do not depend on the order in which items
arrive, nor on how often the program was started in between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from ipscwatch.model.story import StoryKey
from ipscwatch.watching.events.classes import BROAD, SOFT
from ipscwatch.watching.stories.keys import TITLE_NUMBER
from ipscwatch.watching.stories.shingles import ENOUGH, overlap

EQUAL_TITLES = 86
"""Percent of likeness (normalised Indel) from which two titles are near-equal."""
SHORT_TITLE = 10
"""Titles up to this length must be equal."""
COPIED = 0.5
"""Share of the shorter text found in the other from which they are one story."""
COPIED_UNTOLD = 0.7
"""The same, where one of them tells of no happening."""
COPIED_IN_SPITE = 0.85
"""The same, where the two items tell of different happenings."""

_LIKE_TITLES = 60
"""Percent of likeness that, beside the same class, subject and day, makes two titles one story."""
_TITLE_WINDOW = timedelta(days=7)
_TEXT_WINDOW = timedelta(days=60)
_NAMED_WINDOW = 1
"""Days between two tellings of one event of one subject."""
_MOVE = "market_move"
_TOKYO = ZoneInfo("Asia/Tokyo")
_FIGURE_WINDOW = 3
"""The same where a figure is shared."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Item id → story id for the new items; story that is no more → the story it became part of."""

    assigned: Mapping[str, str]
    merged: Mapping[str, str]


def group(new: Sequence[StoryKey], known: Sequence[StoryKey]) -> Grouping:
    """Join new items to known stories, to each other, or let them begin stories of their own."""
    fresh = {key.item_id: key for key in new}
    if not fresh:
        return Grouping({}, {})
    others = {key.item_id: key for key in known if key.item_id not in fresh}
    everyone = (*others.values(), *fresh.values())
    index = _Index(everyone, fresh)
    forest = _Forest()
    touched: set[str] = set()
    for item_id in sorted(fresh):
        for other in index.linked(fresh[item_id]):
            if other in fresh:
                forest.join(("item", item_id), ("item", other))
            else:
                forest.join(("item", item_id), ("story", others[other].story_id))
                touched.add(others[other].story_id)
    return _named(forest, fresh, _began(others.values(), touched))


def _began(known: Iterable[StoryKey], story_ids: Set[str]) -> Mapping[str, tuple[object, str]]:
    """Return when each of the stories began: the age of its oldest item."""
    began: dict[str, tuple[object, str]] = {}
    for key in known:
        if key.story_id in story_ids:
            began[key.story_id] = min(_age(key), began.get(key.story_id, _age(key)))
    return began


def _named(forest: _Forest, fresh: Mapping[str, StoryKey], began: Mapping[str, tuple[object, str]]) -> Grouping:
    """Give every part one story id: the oldest known story's, else the first item's."""
    assigned: dict[str, str] = {}
    merged: dict[str, str] = {}
    nodes = (*(("item", item_id) for item_id in fresh), *(("story", story_id) for story_id in began))
    for part in forest.parts(iter(nodes)):
        stories = sorted((name for kind, name in part if kind == "story"), key=lambda name: began[name])
        members = [fresh[name] for kind, name in part if kind == "item"]
        story_id = stories[0] if stories else min(members, key=_age).item_id
        assigned.update((key.item_id, story_id) for key in members)
        merged.update((old, story_id) for old in stories[1:])
    return Grouping(assigned, merged)


def _age(key: StoryKey) -> tuple[object, str]:
    return (key.dated_at, key.item_id)


class _Forest:
    """Sets that are joined (union–find)."""

    def __init__(self) -> None:
        self._parents: dict[tuple[str, str], tuple[str, str]] = {}

    def root(self, node: tuple[str, str]) -> tuple[str, str]:
        while (parent := self._parents.get(node, node)) != node:
            self._parents[node] = self._parents.get(parent, parent)
            node = parent
        return node

    def join(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        self._parents[self.root(one)] = self.root(other)

    def parts(self, nodes: Iterator[tuple[str, str]]) -> list[list[tuple[str, str]]]:
        parts: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for node in nodes:
            parts.setdefault(self.root(node), []).append(node)
        return list(parts.values())


class _Index:
    """All items, laid out so that the ones linked to a fresh one are found quickly.

    Laying out costs a little for each item that is known, so only what a fresh one can be linked by is kept.
    """

    def __init__(self, everyone: Sequence[StoryKey], fresh: Mapping[str, StoryKey]) -> None:
        first, last = (choose(key.dated_at for key in fresh.values()) for choose in (min, max))
        near = [key for key in everyone if first - _TITLE_WINDOW <= key.dated_at <= last + _TITLE_WINDOW]
        near.sort(key=lambda key: len(key.title))
        self._near = near
        self._titles = [key.title for key in near]
        self._lengths = [len(title) for title in self._titles]
        self._by_mark = _by_mark(everyone, {mark for key in fresh.values() for mark in marks(key)})
        self._by_event = _by_event(everyone, frozenset[str]().union(*map(_pairing, fresh.values())))
        self._by_text = _sharing_text(everyone, fresh)

    def linked(self, key: StoryKey) -> set[str]:
        """Return the ids of the items that are one story with `key`."""
        linked = {item_id for mark in marks(key) for item_id in self._by_mark[mark]}
        linked.update(other.item_id for other in self._like_title(key) if same_title(key, other))
        linked.update(other.item_id for other in self._by_text.get(key.item_id, ()) if same_text(key, other))
        linked.update(o.item_id for event in _pairing(key) for o in self._by_event[event] if same_event(key, o))
        return linked - {key.item_id}

    def _like_title(self, key: StoryKey) -> Iterator[StoryKey]:
        share = EQUAL_TITLES / (200 - EQUAL_TITLES)
        low = bisect_left(self._lengths, int(len(key.title) * share))
        high = bisect_right(self._lengths, int(len(key.title) / share) + 1)
        likeness = process.extract(
            key.title, self._titles[low:high], scorer=fuzz.ratio, score_cutoff=EQUAL_TITLES, limit=None
        )
        return (self._near[low + place] for _, _, place in likeness)


def _by_mark(everyone: Iterable[StoryKey], wanted: Set[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {mark: [] for mark in wanted}
    for key in everyone:
        if not wanted.isdisjoint(key.keys):
            for mark in wanted & set(key.keys):
                found[mark].append(key.item_id)
    return found


def _by_event(everyone: Iterable[StoryKey], wanted: Set[str]) -> Mapping[str, list[StoryKey]]:
    found: dict[str, list[StoryKey]] = {event: [] for event in wanted}
    for key in everyone:
        for event in {event for event, _ in key.events} & wanted if key.events else ():
            found[event].append(key)
    return found


def _sharing_text(everyone: Iterable[StoryKey], fresh: Mapping[str, StoryKey]) -> Mapping[str, list[StoryKey]]:
    """Return, for each fresh item, those that share enough pieces of text to be worth a comparison."""
    owners: dict[int, list[str]] = {}
    for key in fresh.values():
        for piece in key.shingles:
            owners.setdefault(piece, []).append(key.item_id)
    pieces = frozenset(owners)
    sharing: dict[str, list[StoryKey]] = {}
    for key in everyone:
        if pieces.isdisjoint(key.shingles):
            continue
        shared = Counter(owner for piece in pieces & key.shingles for owner in owners[piece])
        for owner, times in shared.items():
            if times >= ENOUGH:
                sharing.setdefault(owner, []).append(key)
    return sharing


def marks(key: StoryKey) -> tuple[str, ...]:
    """Return the keys by which two items are one story without another look."""
    return tuple(mark for mark in key.keys if mark.startswith(("url:", "wire:")))


def same_title(one: StoryKey, other: StoryKey) -> bool:
    """Say whether near-equal titles mean one story: close in time, the same numbers, no other happening."""
    return (
        abs(one.dated_at - other.dated_at) <= _TITLE_WINDOW
        and (min(len(one.title), len(other.title)) > SHORT_TITLE or _same_short_title(one, other))
        and set(TITLE_NUMBER.findall(one.title)) == set(TITLE_NUMBER.findall(other.title))
        and not _apart(one, other)
    )


def _same_short_title(one: StoryKey, other: StoryKey) -> bool:
    """Say whether both have one short title, over texts that have something in common where both have texts."""
    told = not one.shingles or not other.shingles or not one.shingles.isdisjoint(other.shingles)
    return one.title == other.title != "" and told


def same_text(one: StoryKey, other: StoryKey) -> bool:
    """Say whether one text is largely contained in the other."""
    if one.shingles.isdisjoint(other.shingles) or abs(one.dated_at - other.dated_at) > _TEXT_WINDOW:
        return False
    return overlap(one.shingles, other.shingles) >= _enough(one, other)


def _enough(one: StoryKey, other: StoryKey) -> float:
    """Return the share that makes two texts one story: outlets use one background for different happenings."""
    if not one.events or not other.events:
        return COPIED_UNTOLD
    told = {event for event, _ in one.events} & {event for event, _ in other.events}
    return COPIED if told and not _apart(one, other) else COPIED_IN_SPITE


def same_event(one: StoryKey, other: StoryKey) -> bool:
    """Say whether both tell one event of one subject, on the same day or, sharing a figure, within a few days."""
    shared = _shared(one, other)
    if not shared:
        return _same_session(one, other)
    days = abs((_day(one) - _day(other)).days)
    figure = not one.figures.isdisjoint(other.figures)
    named_once = any(event not in BROAD and _is_known(event, subject) for event, subject in shared)
    near = days <= _NAMED_WINDOW and (named_once or figure or _like(one, other))
    return near or (days <= _FIGURE_WINDOW and figure)


def _same_session(one: StoryKey, other: StoryKey) -> bool:
    """Say whether both tell how one company's shares moved on one day."""
    moves = {event for event in one.events if event[0] == _MOVE and event[1] is not None}
    return (
        not moves.isdisjoint(other.events)
        and one.dated_at.astimezone(_TOKYO).date() == other.dated_at.astimezone(_TOKYO).date()
    )


def _shared(one: StoryKey, other: StoryKey) -> tuple[tuple[str, str | None], ...]:
    """Return the happenings both tell; one that names no subject is the other's, and the pair has none."""
    return tuple(
        (event, subject if subject == other_subject else None)
        for event, subject in one.events
        for other_event, other_subject in other.events
        if event == other_event
        and event not in SOFT
        and (subject == other_subject or None in {subject, other_subject})
    )


def _is_known(event: str, subject: str | None) -> bool:
    """Say whether event and day alone mean one happening: a study may start anywhere."""
    return subject is not None or event != "trial_start"


def _like(one: StoryKey, other: StoryKey) -> bool:
    numbers, others = (set(TITLE_NUMBER.findall(key.title)) for key in (one, other))
    series = bool(numbers) and bool(others) and numbers.isdisjoint(others)
    return not series and fuzz.token_set_ratio(one.title, other.title) >= _LIKE_TITLES


def _apart(one: StoryKey, other: StoryKey) -> bool:
    """Say whether both tell of happenings, and none of them is the same."""
    return bool(_hard(one)) and bool(_hard(other)) and not _shared(one, other)


def _hard(key: StoryKey) -> frozenset[str]:
    return frozenset(event for event, _ in key.events if event not in SOFT)


def _pairing(key: StoryKey) -> frozenset[str]:
    """Return the classes by which an item may be one story with another."""
    return frozenset(event for event, _ in key.events if event not in SOFT or event == _MOVE)


def _day(key: StoryKey) -> date:
    return key.event_on or key.dated_at.date()
