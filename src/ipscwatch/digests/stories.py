"""Stories as a page tells them: what happened, the lead's headline and words, who carries it, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator

from ipscwatch.digests import figures
from ipscwatch.digests.facts import label_of_tier
from ipscwatch.digests.japanese_phrases import FLAGS as FLAGS_JA
from ipscwatch.digests.page import Entry, Line, Piece, Section
from ipscwatch.digests.phrases import told
from ipscwatch.digests.pieces import NAME, NOTE, QUOTE, TITLE, joined, linked, ours, outside
from ipscwatch.digests.wording import count, label, words
from ipscwatch.model.digest import Digest, ItemView, Language, StoryLine, TopicSection
from ipscwatch.model.ledger import Flag
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
        title = f"{wording.stories} · {topic_name(topic.topic, digest.language)}"
        yield Section(title=title, entries=tuple(_entries(topic, digest)), kind="stories")


def topic_name(topic: str, language: Language) -> str:
    """Return a topic as the reader knows it."""
    return clean_line(label(words(language).topics, topic), NAME)


def _happening(story: StoryLine, topic: str, language: Language) -> str:
    """Return what happened in a few words: to whom, where the topic does not say it, or which word was seen."""
    wording, event = words(language), story.story.event
    if event is None:
        seen = wording.comma.join(story.aliases[:3])
        return wording.mentions_word.format(words=seen) if seen else ""
    what = label(wording.events, event.name)
    if event.doubtful:
        what = f"{what}{wording.comma}{wording.doubtful_mark}"
    names = wording.comma.join(story.subjects)
    return what if names in ("", topic_name(topic, language)) else f"{names} · {what}"


def _entries(topic: TopicSection, digest: Digest) -> Iterator[Entry]:
    for index, story in enumerate(topic.stories):
        key = f"story:{story.story.story_id}"
        happening = _happening(story, topic.topic, digest.language)
        if index < FULL and not _is_low(story):
            yield Entry(key=key, tone="story", lines=tuple(_full(story, happening, digest)))
        else:
            yield Entry(key=key, tone="brief", lines=tuple(_brief(story, happening, digest)))


def _is_low(story: StoryLine) -> bool:
    return story.story.event is not None and story.story.event.severity in ("low", "log")


def _full(story: StoryLine, happening: str, digest: Digest) -> Iterator[Line]:
    lead = story.lead.item
    yield _kicker(story, happening, digest)
    yield Line("title", (linked(lead.title, lead.url, TITLE, language=lead.language),))
    yield Line("by", (*_voice(story.lead, digest), *_carriers(story, digest.language)))
    if story.quote and story.quote not in lead.title:
        yield Line("quote", (outside(story.quote, QUOTE, language=lead.language),))
    yield from _edits(story, digest.language)
    yield from _doubt(story, digest.language)
    for flag in story.flags[:FLAGS]:
        yield Line("warning", (outside(_overclaim(flag, digest.language), NOTE),))


def _brief(story: StoryLine, happening: str, digest: Digest) -> Iterator[Line]:
    lead = story.lead.item
    yield Line("title", (linked(lead.title, lead.url, TITLE, language=lead.language),))
    tail = (Piece(" · "), outside(happening, NAME)) if happening else ()
    yield Line("by", (*_voice(story.lead, digest), *tail))
    yield from _doubt(story, digest.language)


def _edits(story: StoryLine, language: Language) -> Iterator[Line]:
    """Say what was edited where it was read before."""
    for edit in story.edits:
        yield Line("note", ours(words(language).edited.format(what=told(edit, language)), language))


def _doubt(story: StoryLine, language: Language) -> Iterator[Line]:
    """Say why what happened may not have happened."""
    if story.story.event is not None and story.story.event.doubtful:
        reason = told(story.story.event.doubtful, language)
        yield Line("warning", (outside(words(language).doubtful.format(reason=reason), NOTE),))


def _overclaim(flag: Flag, language: Language) -> str:
    note = flag.told if language == "en" else _japanese_note(flag)
    return words(language).flag.format(quote=flag.quote, note=note)


def _japanese_note(flag: Flag) -> str:
    return FLAGS_JA.get(flag.name, flag.note) + (flag.own_ja or flag.own)


def _kicker(story: StoryLine, happening: str, digest: Digest) -> Line:
    wording = words(digest.language)
    parts = [happening]
    if story.grew:
        parts.append(wording.grew)
    if story.alerted_at is not None:
        time = figures.weekday_time(story.alerted_at, digest.zone, digest.language)
        parts.append(wording.alerted.format(time=time))
    return Line("kicker", (outside(" · ".join(part for part in parts if part), NAME * 2),))


def _voice(view: ItemView, digest: Digest) -> tuple[Piece, ...]:
    """Say who tells it, how far to trust them, and when they told it."""
    wording, item = words(digest.language), view.item
    tier = label_of_tier(item.tier, digest.language).join(wording.brackets)
    at = item.published_at
    day = figures.local_day(at, digest.zone, digest.language) if at else wording.undated
    return (outside(item.outlet, NAME), Piece(f"{tier}{wording.comma}{day}"))


def _carriers(story: StoryLine, language: Language) -> tuple[Piece, ...]:
    """Say how many others carry it and name them, each linked to the item of theirs."""
    wording = words(language)
    if not story.outlets:
        return ()
    urls = {view.item.outlet: view.item.url for view in reversed(story.others)}
    groups = [(linked(outlet, urls.get(outlet), NAME),) for outlet in story.outlets[:OTHERS]]
    if len(story.outlets) > OTHERS:
        groups.append((Piece(count(wording.n_more, len(story.outlets) - OTHERS)),))
    others = f" · {count(wording.n_outlets, len(story.outlets))}{wording.colon}"
    return (Piece(others), *joined(groups, wording.comma))
