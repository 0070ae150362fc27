"""A digest in a line: the gravest thing in words, with whom it is about, and how many others there are."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len

from ipscwatch.digests import figures
from ipscwatch.digests.blocks import Block, blocks
from ipscwatch.digests.composition import is_minor
from ipscwatch.digests.facts import attribute
from ipscwatch.digests.stories import topic_name
from ipscwatch.digests.wording import count, label, words
from ipscwatch.digests.words import Forms
from ipscwatch.model.digest import TEST, Digest, FactLine, StoryLine
from ipscwatch.text.clean import clean_line

COLUMNS = 78
"""The longest subject, in columns of a terminal; a Japanese character takes two."""
SEPARATOR = " · "
NAMES = 3
"""How many subjects are named."""
_SAME: Mapping[str, tuple[str, ...]] = {
    "approval_status": ("approval_conditional", "approval_full", "refusal_revocation"),
    "approval_date": ("approval_conditional",),
    "committee_endorsement_date": ("committee_endorsement",),
    "price_endorsed_date": ("price_endorsed",),
    "price_jpy": ("price_listed",),
}
"""Events that are the same happening as a fact: they say whom else it happened to."""


def subject_line(digest: Digest) -> str:
    """Return the subject: what a reader must know who opens nothing, in at most 78 columns, on one line."""
    if digest.occasion == "test":
        return shortened(f"ipscwatch{words(digest.language).colon}{headline(digest)}", COLUMNS)
    if digest.quiet:
        day = figures.weekday_day(digest.local_on, digest.language)
        form = words(digest.language).quiet_subject
        return form.format(day=day, polled=digest.polled, total=digest.sources_total)
    parts = [headline(digest), *counts(digest)]
    while len(parts) > 1 and cell_len(SEPARATOR.join(parts)) > COLUMNS:
        parts.pop()
    return shortened(SEPARATOR.join(parts), COLUMNS)


def headline(digest: Digest) -> str:
    """Return the gravest thing in words: a fact, else what happened in a story, else the first of the counts."""
    wording = words(digest.language)
    mark = f"{wording.alert_mark}{wording.colon}" if digest.occasion == "alert" else ""
    return mark + _headline(digest)


def _headline(digest: Digest) -> str:
    if digest.occasion == "test":
        return words(digest.language).test_headline.format(channel=digest.schedule_id.removeprefix(TEST))
    if digest.quiet:
        return words(digest.language).quiet_headline
    lead = _lead(digest)
    if isinstance(lead, Block):
        return clean_line(_fact(lead, digest), COLUMNS * 2)
    if lead is not None:
        return clean_line(_story(lead, digest), COLUMNS * 2)
    return _counted(digest)[0]


def counts(digest: Digest) -> tuple[str, ...]:
    """Return how many further things there are, kind by kind, the ones that need care first."""
    if digest.quiet:
        return ()
    counted = _counted(digest)
    return tuple(counted if _lead(digest) is not None else counted[1:])


def shortened(text: str, columns: int) -> str:
    """Return `text`, cut with an ellipsis where it takes more columns than that."""
    if cell_len(text) <= columns:
        return text
    while cell_len(text) > columns - 1:
        text = text[:-1]
    return text.rstrip(" ·、,，:：") + "…"


def _lead(digest: Digest) -> Block | StoryLine | None:
    """Return what heads the digest; a doubtful story never does.

    A fact that stands does, unless it is but a name; then a critical event; then whatever there is.
    """
    block = next(iter(blocks(digest.facts)), None)
    story = next((story for topic in digest.topics for story in topic.stories if not _is_doubtful(story)), None)
    if block is None or (not _is_grave(block) and story is not None and _is_critical(story)):
        return story or block
    return block


def _is_grave(block: Block) -> bool:
    change = block.first.change
    return not is_minor(change.key) and change.after.state != "proposed"


def _is_critical(story: StoryLine) -> bool:
    return story.story.event is not None and story.story.event.severity == "critical"


def _is_doubtful(story: StoryLine) -> bool:
    return story.story.event is not None and story.story.event.doubtful is not None


def _fact(block: Block, digest: Digest) -> str:
    """Name whose fact it is, what it is and its value, and how it stands where it does not stand unopposed."""
    wording, after = words(digest.language), block.first.change.after
    same = _same_happening(block, digest)
    if same is not None:
        return f"{_names(same.subjects, digest)}{wording.colon}{_event(same, digest)}"
    what = _what(block.first, digest)
    stands = "" if after.state == "held" else wording.states[after.state].join(wording.brackets)
    return f"{_names(block.subjects, digest)}{wording.colon}{what}{stands}"


def _what(fact: FactLine, digest: Digest) -> str:
    """Return the fact in a few words; its value is left out where it is long."""
    wording, after = words(digest.language), fact.change.after
    name = attribute(fact.change.key, digest.language)
    if after.value is None:
        return f"{name}{wording.comma}{wording.outcomes[fact.change.outcome]}"
    if fact.change.key[1] == "approval_status":
        return label(wording.headline_statuses, after.value.text)
    if _is_in_force(fact, digest):
        name = wording.in_force
    value = figures.value(fact.change.key[1], after.value, digest.language)
    moved = wording.outcomes[fact.change.outcome]
    return f"{name}{wording.comma}{value if cell_len(name + value) <= COLUMNS - 24 else moved}"


def _is_in_force(fact: FactLine, digest: Digest) -> bool:
    """Say whether a price is told together with the day from which it holds, and that day has come."""
    if fact.change.key[1] != "price_jpy":
        return False
    starts = (
        one.change.after
        for one in digest.facts
        if one.change.key[:2] == (fact.change.key[0], "price_effective_date") and one.change.after.state == "held"
    )
    return any(one.value is not None and one.value.text <= digest.local_on.isoformat() for one in starts)


def _same_happening(block: Block, digest: Digest) -> StoryLine | None:
    """Return the story of a regulator or company that tells the block's happening of more subjects."""
    change = block.first.change
    events = _SAME.get(change.key[1], ()) if change.after.state == "held" else ()
    for story in (story for topic in digest.topics for story in topic.stories):
        event = story.story.event
        told = event is not None and event.name in events and not event.doubtful and story.lead.item.tier <= 2
        if told and set(block.subjects) < set(story.subjects):
            return story
    return None


def _story(story: StoryLine, digest: Digest) -> str:
    """Name whom the event happened to, else its topic; a story without an event is named by its topic alone."""
    wording, topic = words(digest.language), _topic_of(story, digest)
    if story.story.event is None:
        return topic
    names = _names(story.subjects, digest) if story.subjects else topic
    return f"{names}{wording.colon}{_event(story, digest)}"


def _topic_of(story: StoryLine, digest: Digest) -> str:
    topics = (topic.topic for topic in digest.topics if story in topic.stories)
    return topic_name(next(topics, ""), digest.language)


def _event(story: StoryLine, digest: Digest) -> str:
    return label(words(digest.language).events, story.story.event.name) if story.story.event else ""


def _names(subjects: tuple[str, ...], digest: Digest) -> str:
    wording = words(digest.language)
    shown = [shortened(clean_line(name), COLUMNS // 3) for name in subjects[:NAMES]]
    if len(subjects) > NAMES:
        shown.append(count(wording.n_more, len(subjects) - NAMES))
    return wording.comma.join(shown)


def _counted(digest: Digest) -> list[str]:
    """Count what is told: facts, where the lead does not say them all, and troubles that are new apart from old."""
    wording, lead = words(digest.language), _lead(digest)
    kinds = [line.kind for line in digest.sources if not line.reminder]
    doubtful = sum(_is_doubtful(story) for topic in digest.topics for story in topic.stories)
    said = len(lead.facts) + _is_in_force(lead.first, digest) if isinstance(lead, Block) else 0
    counts: list[tuple[Forms, int]] = [
        (wording.n_facts, len(digest.facts) if len(digest.facts) > said else 0),
        (wording.n_stories, digest.stories_n - doubtful),
        (wording.n_failing, kinds.count("failing")),
        (wording.n_silent, kinds.count("silent")),
        (wording.n_answers, len(digest.questions)),
        (wording.n_rows, sum(len(table.watched) for table in digest.tables if table.priced)),
        (wording.n_records, sum(len(table.watched) for table in digest.tables if not table.priced)),
        (wording.n_doubtful, doubtful),
        (wording.n_notices, len(digest.notices)),
        (wording.n_recovered, kinds.count("recovered")),
        (wording.n_added, kinds.count("added")),
        (wording.n_other_rows, sum(digest.row_counts.values())),
    ]
    counted = [count(forms, n) for forms, n in counts if n > 0]
    if not counted and lead is None:
        return [count(wording.n_reminders, sum(line.reminder for line in digest.sources))]
    return counted
