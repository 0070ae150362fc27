"""One poll's drafts and what the store knows of their surroundings, to all that is to be written.

Nothing here reads the clock or the store: the same drafts and the same knowledge give the same update.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from ipscwatch.model.change import Change, Draft, Known, SourceUpdate
from ipscwatch.model.item import KnownItem
from ipscwatch.model.ledger import Observation
from ipscwatch.model.source import Source, SourceState
from ipscwatch.model.story import Event, Story, StoryKey
from ipscwatch.model.term import SEVERITIES, Severity, Term
from ipscwatch.watching import ledger, rows
from ipscwatch.watching.questions import answered
from ipscwatch.watching.rows import RowUpdate
from ipscwatch.watching.stages import doubted
from ipscwatch.watching.weighing import weigh_new

OLD_AFTER = timedelta(days=45)
"""An item of tiers 3–6 that is older than this when first seen is filed, not told: it is no news."""
DOUBTED: Severity = "medium"
"""How grave a story is whose event may be wrong, whatever it would be if it were right."""
STORY_WINDOW = timedelta(days=21)
"""How far back an item looks for the story it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A good poll, read and drafted, with the source's state as `health` sees it after the poll."""

    source: Source
    before: SourceState
    after: SourceState
    drafts: tuple[Draft, ...]
    seen: tuple[KnownItem, ...]
    read: int
    """How many entries the reading held."""
    now: datetime
    rows: RowUpdate = field(default_factory=RowUpdate)
    """What the poll made of the source's rows."""
    stated: tuple[Observation, ...] = ()
    """What those rows assert."""


def plan(poll: Poll, known: Known, terms: Sequence[Term], health: tuple[Change, ...] = ()) -> SourceUpdate:
    """Return everything the poll writes: items, stories, observations, standings, and what is worth telling."""
    poll = replace(poll, drafts=tuple(doubted(draft, known) for draft in poll.drafts))
    telling = _Telling(poll, {term.term_id: term for term in terms})
    keys = [draft.story_key for draft in poll.drafts if draft.story_key is not None]
    assigned, merged = _grouped(keys, known)
    grouped = _stories(telling, known, assigned, merged)
    observations = (*_observations(poll, keys, known), *poll.stated)
    weighed = weigh_new(observations, known.observations)
    answers = answered(known.questions, (standing for standing, change in weighed if change is not None))
    story_changes = telling.baseline() if poll.before.added_at is None else telling.told(grouped, known)
    fact_changes = tuple(change for _, change in weighed if change is not None)
    return SourceUpdate(
        source_id=poll.source.source_id,
        polled_at=poll.now,
        state=poll.after,
        seen=poll.seen,
        drafts=telling.with_stories(assigned),
        stories=tuple(grouped.values()),
        merged=merged,
        observations=observations,
        standings=tuple(standing for standing, _ in weighed),
        answered=answers,
        rows=poll.rows.rows or None,
        changes=(
            *health,
            *story_changes,
            *fact_changes,
            *_question_changes(answers, known, poll),
            *rows.tell(poll.source.source_id, poll.rows.comparison, poll.now),
        ),
    )


# Most passes bring nothing that belongs to a story, and `stories` takes longer to load than they do.


def _grouped(keys: Sequence[StoryKey], known: Known) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the story of each new item, and what became of stories that are no more."""
    if not keys:
        return {}, {}
    from ipscwatch.watching import stories  # noqa: PLC0415

    grouping = stories.group(keys, known.story_keys)
    return grouping.assigned, grouping.merged


class _Telling:
    """One poll's drafts by item, and what of them the reader should hear."""

    def __init__(self, poll: Poll, terms: Mapping[str, Term]) -> None:
        self.poll = poll
        self.terms = terms
        self.drafts = {draft.item.item_id: draft for draft in poll.drafts}

    def with_stories(self, assigned: Mapping[str, str]) -> tuple[Draft, ...]:
        """Return the drafts, each grouping key with the story it was given."""
        return tuple(
            replace(draft, story_key=replace(draft.story_key, story_id=assigned[draft.item.item_id]))
            if draft.story_key is not None
            else draft
            for draft in self.poll.drafts
        )

    def baseline(self) -> tuple[Change, ...]:
        """Return the one change a first poll makes: what was found, and which items mention a term."""
        telling = tuple(draft.item.item_id for draft in self.poll.drafts if draft.mentions)
        return (
            Change(
                kind="source_added",
                at=self.poll.now,
                severity="low",
                source_id=self.poll.source.source_id,
                item_ids=telling,
                counts={"items": self.poll.read, "mentions": len(telling)},
            ),
        )

    def told(self, grouped: Mapping[str, Story], known: Known) -> tuple[Change, ...]:
        """Return a change for each story that is new, or that an item of this poll adds something to."""
        changes = []
        former = {key.item_id: key for key in known.story_keys}
        for story in grouped.values():
            ours = [self.drafts[item_id] for item_id in story.item_ids if item_id in self.drafts]
            fresh = [draft for draft in ours if self._is_news(draft)]
            if not fresh or self.severity(story) == "log":
                continue
            before = known.stories.get(story.story_id)
            if before is None:
                changes.append(self._change("story_new", story, fresh))
            elif adding := [draft for draft in fresh if _adds(draft, before, known, former)]:
                changes.append(self._change("story_grew", story, adding))
        return tuple(changes)

    def severity(self, story: Story) -> Severity:
        """Return how grave the story is: by its event, else by the gravest term its items mention."""
        if story.event is not None:
            return DOUBTED if story.event.doubtful else story.event.severity
        found = [
            self.terms[mention.term_id].severity
            for item_id in story.item_ids
            if item_id in self.drafts
            for mention in self.drafts[item_id].mentions
            if mention.term_id in self.terms
        ]
        return min(found, key=SEVERITIES.index, default="medium")

    def topic(self, item_ids: Sequence[str]) -> str | None:
        """Return the topic of the first mention of the first of these items that is a draft of this poll."""
        for item_id in item_ids:
            draft = self.drafts.get(item_id)
            if draft is not None and draft.mentions:
                return self._topic_of(draft)
        return None

    def _topic_of(self, draft: Draft) -> str:
        """Return the topic of the term of the gravest event's subject, else of the first mention."""
        gravest = [event.subject_id for event in sorted(draft.events, key=_gravity)]
        terms = [self.terms[mention.term_id] for mention in draft.mentions]

        def rank(term: Term) -> int:
            return gravest.index(term.subject_id) if term.subject_id in gravest else len(gravest)

        return min(terms, key=rank).topic

    def _is_news(self, draft: Draft) -> bool:
        item = draft.item
        old = item.published_at is not None and self.poll.now - item.published_at > OLD_AFTER
        return not old or item.tier <= 2

    def _change(self, kind: str, story: Story, drafts: Sequence[Draft]) -> Change:
        notes = [draft.edit.note for draft in drafts if draft.edit is not None]
        return Change(
            kind="story_new" if kind == "story_new" else "story_grew",
            at=self.poll.now,
            severity=self.severity(story),
            source_id=self.poll.source.source_id,
            story_id=story.story_id,
            item_ids=tuple(draft.item.item_id for draft in drafts),
            note=next(iter(notes), ""),
        )


def _adds(draft: Draft, before: Story, known: Known, former: Mapping[str, StoryKey]) -> bool:
    """Say whether an item of a told story adds something: a figure, an event, or a better witness.

    One of the baseline whose page could be read only after it adds to what is known, not to what is told.
    """
    key = draft.story_key
    if key is None or (before.baseline and draft.edit is None and draft.item.item_id in before.item_ids):
        return False
    peers = [peer for peer in known.story_keys if peer.story_id == before.story_id]
    if draft.edit is not None:
        mine = former.get(draft.item.item_id)
        return mine is not None and (key.figures != mine.figures or key.events != mine.events)
    figures = frozenset[str]().union(*(peer.figures for peer in peers))
    events = {event for peer in peers for event in peer.events}
    best = min((peer.tier for peer in peers), default=6)
    return bool(key.figures - figures or set(key.events) - events or (key.tier < best and key.tier <= 2))


def _stories(
    telling: _Telling, known: Known, assigned: Mapping[str, str], merged: Mapping[str, str]
) -> dict[str, Story]:
    """Return every story this poll begins or adds to, as it is afterwards."""
    touched = set(assigned.values()) | set(merged.values())
    members: dict[str, dict[str, StoryKey]] = {story_id: {} for story_id in touched}
    for key in known.story_keys:
        story_id = merged.get(key.story_id, key.story_id)
        if story_id in members and key.item_id not in assigned:
            members[story_id][key.item_id] = key
    for draft in telling.poll.drafts:
        if draft.story_key is not None:
            members[assigned[draft.item.item_id]][draft.item.item_id] = draft.story_key
    return {
        story_id: _story(telling, known, story_id, tuple(keys.values()))
        for story_id, keys in members.items()
        if keys
    }


def _story(telling: _Telling, known: Known, story_id: str, keys: tuple[StoryKey, ...]) -> Story:
    from ipscwatch.watching import stories  # noqa: PLC0415

    before = known.stories.get(story_id)
    lead = stories.lead(keys)
    ordered = tuple(key.item_id for key in sorted(keys, key=lambda key: (key.dated_at, key.item_id)))
    earlier = tuple(item_id for item_id in before.item_ids if item_id not in ordered) if before else ()
    item_ids = earlier + ordered
    first_at = min(key.dated_at for key in keys)
    return Story(
        story_id=story_id,
        item_ids=item_ids,
        lead_id=lead.item_id,
        topic=(before.topic if before else None) or telling.topic((lead.item_id, *ordered)) or "field",
        event=_event(telling, before, lead.item_id, item_ids),
        subject_ids=_subjects(before, keys),
        first_at=min(first_at, before.first_at) if before else first_at,
        baseline=before.baseline if before else telling.poll.before.added_at is None,
    )


def _event(telling: _Telling, before: Story | None, lead_id: str, item_ids: Sequence[str]) -> Event | None:
    """Return what the story is about: the lead's gravest event, else what it was, else any item's gravest."""
    if (lead := telling.drafts.get(lead_id)) is not None and lead.events:
        return _gravest(lead.events)
    if before is not None and before.event is not None:
        return before.event
    found = tuple(
        event for item_id in item_ids if item_id in telling.drafts for event in telling.drafts[item_id].events
    )
    return _gravest(found) if found else None


def _gravest(events: Sequence[Event]) -> Event:
    return min(events, key=_gravity)


def _gravity(event: Event) -> tuple[bool, int]:
    return (event.doubtful is not None, SEVERITIES.index(event.severity))


def _subjects(before: Story | None, keys: Sequence[StoryKey]) -> tuple[str, ...]:
    found = [subject for key in keys for _, subject in key.events if subject is not None]
    return tuple(dict.fromkeys([*(before.subject_ids if before else ()), *found]))


def _observations(poll: Poll, keys: Sequence[StoryKey], known: Known) -> tuple[Observation, ...]:
    """Return the drafts' sound claims as observations, each with the voice it speaks for."""
    everyone = (*known.story_keys, *keys)
    observations = {}
    for draft in poll.drafts:
        if not draft.claims:
            continue
        from ipscwatch.watching import stories  # noqa: PLC0415

        voice = stories.voice(draft.story_key, everyone) if draft.story_key else draft.item.outlet
        for claim in draft.claims:
            if claim.rejected is None:
                seen = ledger.observe(claim, draft.item, voice=voice, now=poll.now)
                observations[seen.observation_id] = seen
    return tuple(observations.values())


def _question_changes(answers: Mapping[str, str], known: Known, poll: Poll) -> tuple[Change, ...]:
    texts = {question.question_id: question.text for question in known.questions}
    return tuple(
        Change(
            kind="question", at=poll.now, severity="high", source_id=poll.source.source_id, note=texts[question_id]
        )
        for question_id in answers
    )
