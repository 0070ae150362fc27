"""The stories of a period, by topic: what is new or grew, and of a new source only what mentions a term."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ipscwatch.model.change import Change
from ipscwatch.model.digest import Gathered, ItemView, StoryLine, TopicSection
from ipscwatch.model.ledger import Flag
from ipscwatch.model.story import Story
from ipscwatch.model.term import SEVERITIES
from ipscwatch.text.sentences import one_line, sentence_at

QUOTE = 320
"""The longest quotation, in characters."""
ALIASES = 6
"""How many of the words seen are kept."""


@dataclass(slots=True)
class _Telling:
    """One story and the changes it is told for."""

    story: Story
    changes: list[Change] = field(default_factory=list)

    @property
    def rank(self) -> int:
        """The place of its severity: by its event, else by its gravest change."""
        if self.story.event is not None:
            return SEVERITIES.index(self.story.event.severity)
        return min(SEVERITIES.index(change.severity) for change in self.changes)

    @property
    def doubtful(self) -> bool:
        """Its event may be wrong, so that it leads nothing."""
        return self.story.event is not None and self.story.event.doubtful is not None


def topic_sections(
    changes: Iterable[Change], gathered: Gathered, names: Mapping[str, str], products: Container[str]
) -> tuple[tuple[TopicSection, ...], int]:
    """Return the sections, gravest first, then newest, doubtful last; and how many stories could not be shown."""
    tellings, lost = _tellings(changes, gathered)
    lines = [(telling, line) for telling in tellings if (line := _line(telling, gathered)) is not None]
    lines = [(telling, replace(line, subjects=_subjects(line, names, products))) for telling, line in lines]
    lines.sort(key=lambda pair: (pair[0].doubtful, pair[0].rank, *_newest_first(pair[1])))
    topics: dict[str, list[StoryLine]] = {}
    for _, line in lines:
        topics.setdefault(names.get(line.story.topic, line.story.topic), []).append(line)
    sections = tuple(TopicSection(topic=topic, stories=tuple(stories)) for topic, stories in topics.items())
    return sections, lost + len(tellings) - len(lines)


def _newest_first(line: StoryLine) -> tuple[float, str]:
    return -line.lead.item.dated_at.timestamp(), line.story.story_id


def _tellings(changes: Iterable[Change], gathered: Gathered) -> tuple[list[_Telling], int]:
    """Return each story that is to be told, once and with all its changes, and how many are not at hand."""
    of_item = {item_id: story for story in gathered.stories.values() for item_id in story.item_ids}
    found: dict[str, _Telling] = {}
    lost = 0
    for change in changes:
        stories = _stories(change, gathered.stories, of_item)
        lost += sum(1 for story in stories if story is None)
        for story in stories:
            if story is not None and not _is_filed(story, change):
                found.setdefault(story.story_id, _Telling(story)).changes.append(change)
    return list(found.values()), lost


def _stories(change: Change, stories: Mapping[str, Story], of_item: Mapping[str, Story]) -> Sequence[Story | None]:
    """Return the stories a change speaks of, None for each not at hand; a merged one is found by its items."""
    by_item = [of_item.get(item_id) for item_id in change.item_ids]
    if change.kind == "source_added":
        return _once(by_item)
    if change.kind not in ("story_new", "story_grew"):
        return []
    return [stories.get(change.story_id or "") or next(filter(None, by_item), None)]


def _is_filed(story: Story, change: Change) -> bool:
    """Say whether a new source's story is one that is only kept and never told."""
    return change.kind == "source_added" and story.event is not None and story.event.severity == "log"


def _once(stories: Sequence[Story | None]) -> list[Story | None]:
    missing = [story for story in stories if story is None]
    return [*{story.story_id: story for story in stories if story is not None}.values(), *missing]


def _line(telling: _Telling, gathered: Gathered) -> StoryLine | None:
    """Return the story's line; None where none of its items is at hand."""
    story = telling.story
    views = [gathered.items[item_id] for item_id in story.item_ids if item_id in gathered.items]
    if not views:
        return None
    lead = gathered.items.get(story.lead_id) or views[0]
    others = tuple(view for view in views if view.item.item_id != lead.item.item_id)
    return StoryLine(
        story=story,
        lead=lead,
        others=others,
        outlets=tuple(dict.fromkeys(v.item.outlet for v in others if v.item.outlet != lead.item.outlet)),
        quote=_quote(lead),
        aliases=_aliases((lead, *others)),
        flags=_flags((lead, *others)),
        grew=all(change.kind == "story_grew" for change in telling.changes),
        edits=tuple(dict.fromkeys(change.note for change in telling.changes if change.note)),
    )


def _subjects(line: StoryLine, names: Mapping[str, str], products: Container[str]) -> tuple[str, ...]:
    """Name whom the event happened to: the story's own subject, then products of which an item tells the same."""
    event = line.story.event
    if event is None:
        return ()
    told = [one for view in (line.lead, *line.others) for one in view.events if one.name == event.name]
    others = [one.subject_id for one in told if not one.doubtful and one.subject_id in products]
    ids = dict.fromkeys(one for one in (event.subject_id, *others) if one is not None)
    return tuple(names[one] for one in ids if one in names)


def _quote(view: ItemView) -> str:
    """Return the sentence of the text that holds the first mention; of the title, where the text has none."""
    text, title = view.item.full_text, len(view.item.title)
    mentions = sorted(view.mentions, key=lambda mention: mention.start)
    first = next((one for one in mentions if one.start >= title), mentions[0] if mentions else None)
    if first is None:
        return ""
    sentence = sentence_at(text, first.start, first.end)
    return one_line(text, sentence.start, sentence.end, QUOTE)


def _aliases(views: Iterable[ItemView]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.alias for view in views for mention in view.mentions))[:ALIASES]


def _flags(views: Iterable[ItemView]) -> tuple[Flag, ...]:
    """Return the overclaims found in any of the items, each kind once."""
    return tuple({flag.name: flag for view in views for flag in view.flags}.values())
