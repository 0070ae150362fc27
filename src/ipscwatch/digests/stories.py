"""Stories as a page tells them: what happened, the lead's headline and words, who carries it, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator

from ipscwatch.digests import figures
from ipscwatch.digests.facts import label_of_tier
from ipscwatch.digests.page import Entry, Line, Piece, Section
from ipscwatch.digests.pieces import NAME, NOTE, QUOTE, TITLE, joined, linked, outside
from ipscwatch.digests.wording import count, label, words
from ipscwatch.model.digest import Digest, ItemView, Language, StoryLine, TopicSection
from ipscwatch.text.clean import clean_line

FULL = 30
"""How many stories of a topic are told in full; further ones get a line each."""
OTHERS = 5
"""How many other carriers of a story are named."""
FLAGS = 4
"""How many overclaims of a story are shown."""


def story_sections(digest: Digest) -> Iterator[Section]:
    """Return a section for each topic."""
    wording = words(digest.language)
    for topic in digest.topics:
        topic_name = clean_line(label(wording.topics, topic.topic), NAME)
        yield Section(title=f"{wording.stories} · {topic_name}", entries=tuple(_entries(topic, digest)))


def subject_of(story: StoryLine, language: Language) -> str:
    """Return what happened in a few words: the event, or which watch word was seen."""
    wording = words(language)
    if story.story.event is not None:
        return label(wording.events, story.story.event.name)
    return wording.comma.join(story.aliases[:3])


def _entries(topic: TopicSection, digest: Digest) -> Iterator[Entry]:
    for index, story in enumerate(topic.stories):
        key = f"story:{story.story.story_id}"
        if index < FULL and not _is_low(story):
            yield Entry(key=key, tone="story", lines=tuple(_full(story, digest)))
        else:
            yield Entry(key=key, tone="brief", lines=tuple(_brief(story, digest)))


def _is_low(story: StoryLine) -> bool:
    return story.story.event is not None and story.story.event.severity in ("low", "log")


def _full(story: StoryLine, digest: Digest) -> Iterator[Line]:
    wording, lead = words(digest.language), story.lead.item
    yield _kicker(story, digest.language)
    yield Line("title", (linked(lead.title, lead.url, TITLE, language=lead.language),))
    yield Line("by", (*_voice(story.lead, digest), *_carriers(story, digest.language)))
    if story.quote and story.quote not in lead.title:
        yield Line("quote", (outside(story.quote, QUOTE, language=lead.language),))
    if story.story.event is not None and story.story.event.doubtful:
        yield Line("warning", (outside(wording.doubtful.format(reason=story.story.event.doubtful), NOTE),))
    for flag in story.flags[:FLAGS]:
        yield Line("warning", (outside(wording.flag.format(quote=flag.quote, note=flag.note), NOTE),))


def _brief(story: StoryLine, digest: Digest) -> Iterator[Line]:
    lead = story.lead.item
    yield Line("title", (linked(lead.title, lead.url, TITLE, language=lead.language),))
    event = subject_of(story, digest.language)
    tail = (Piece(" · "), outside(event, NAME)) if event else ()
    yield Line("by", (*_voice(story.lead, digest), *tail))


def _kicker(story: StoryLine, language: Language) -> Line:
    parts = [subject_of(story, language)]
    if story.grew:
        parts.append(words(language).grew)
    return Line("kicker", (outside(" · ".join(part for part in parts if part), NAME * 2),))


def _voice(view: ItemView, digest: Digest) -> tuple[Piece, ...]:
    """Say who tells it, how far to trust them, and when they told it."""
    wording, item = words(digest.language), view.item
    tier = label_of_tier(item.tier, digest.language).join(wording.brackets)
    at = item.published_at
    day = figures.local_day(at, digest.zone, digest.language) if at else wording.undated
    return (outside(item.outlet, NAME), Piece(f"{tier}{wording.comma}{day}"))


def _carriers(story: StoryLine, language: Language) -> tuple[Piece, ...]:
    """Name the other voices, each linked to the item of theirs."""
    wording = words(language)
    if not story.outlets:
        return ()
    urls = {view.item.outlet: view.item.url for view in reversed(story.others)}
    groups = [(linked(outlet, urls.get(outlet), NAME),) for outlet in story.outlets[:OTHERS]]
    if len(story.outlets) > OTHERS:
        groups.append((Piece(count(wording.n_more, len(story.outlets) - OTHERS)),))
    also = f" · {wording.witnesses['also'].lower()} "
    return (Piece(also), *joined(groups, wording.comma))
