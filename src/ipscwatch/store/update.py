"""Writing all that one poll found, and finding what bears on the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from ipscwatch.model.change import Change, Draft, Known, SourceUpdate
from ipscwatch.model.ledger import FactKey
from ipscwatch.model.story import Story, StoryKey
from ipscwatch.store import changes, items, ledger, rows, sources, stories


def known(
    db: Database, drafts: Sequence[Draft], *, since: datetime, source_id: str | None, facts: Iterable[FactKey]
) -> Known:
    """Return what is stored that bears on `drafts`; see `Store.known`."""
    keys = _story_keys(db, [draft.story_key for draft in drafts if draft.story_key], since)
    claimed = {claim.key for draft in drafts for claim in draft.claims}
    owner = source_id or next((draft.item.source_id for draft in drafts), None)
    return Known(
        story_keys=keys,
        stories=stories.by_id(db, {key.story_id for key in keys}),
        observations=ledger.observations(db, claimed.union(facts)),
        questions=ledger.questions(db, open_only=True),
        rows=rows.of_source(db, owner) if owner else {},
    )


def _story_keys(db: Database, new: Sequence[StoryKey], since: datetime) -> tuple[StoryKey, ...]:
    if not new:
        return ()
    shared = stories.keys_sharing(db, (key for story_key in new for key in story_key.keys))
    found = {key.item_id: key for key in (*stories.keys_since(db, since), *shared)}
    return tuple(sorted(found.values(), key=lambda key: (key.dated_at, key.item_id)))


def apply(db: Database, update: SourceUpdate) -> tuple[Change, ...]:
    """Write everything of one poll inside the transaction that is open; return the changes as stored."""
    aside = items.write(db, update.drafts, update.polled_at)
    update = without(update, aside)
    sources.write_state(db, update.state)
    items.add_keys(db, update.source_id, update.seen)
    stories.write_keys(db, update.drafts)
    stories.merge(db, update.merged)
    stories.write(db, update.stories)
    ledger.write_observations(db, update.observations)
    ledger.write_standings(db, update.standings)
    ledger.answer(db, update.answered, update.polled_at)
    if update.rows is not None:
        rows.replace(db, update.source_id, update.rows, update.polled_at)
    return changes.append(db, update.changes)


def refile(db: Database, drafts: Sequence[Draft], told: Iterable[Story], merged: Mapping[str, str]) -> None:
    """Store what is found in stored items now, and their stories; nothing is told and the ledger stays."""
    items.refind(db, drafts)
    stories.write_keys(db, drafts)
    stories.merge(db, merged)
    stories.write(db, told)


def without(update: SourceUpdate, aside: Collection[str]) -> SourceUpdate:
    """Return the update as if the items set aside had not been read: nothing refers to them."""
    if not aside:
        return update
    dropped = [value for value in update.observations if value.item_id in aside]
    ids = {value.observation_id for value in dropped}
    facts = {value.claim.key for value in dropped}
    return replace(
        update,
        drafts=tuple(draft for draft in update.drafts if draft.item.item_id not in aside),
        stories=tuple(story for before in update.stories if (story := _story_without(before, aside))),
        observations=tuple(value for value in update.observations if value.observation_id not in ids),
        standings=tuple(value for value in update.standings if value.key not in facts),
        answered={question: value for question, value in update.answered.items() if value not in ids},
        changes=tuple(change for before in update.changes if (change := _change_without(before, aside, facts))),
    )


def _story_without(story: Story, aside: Collection[str]) -> Story | None:
    left = tuple(item_id for item_id in story.item_ids if item_id not in aside)
    if not left:
        return None
    return replace(story, item_ids=left, lead_id=story.lead_id if story.lead_id in left else left[0])


def _change_without(change: Change, aside: Collection[str], facts: Collection[FactKey]) -> Change | None:
    left = tuple(item_id for item_id in change.item_ids if item_id not in aside)
    if change.fact and change.fact.key in facts:
        return None
    if change.item_ids and not left:
        return None
    return replace(change, item_ids=left)
