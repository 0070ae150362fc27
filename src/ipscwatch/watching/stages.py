"""A late stage told by a low tier alone: doubted by what better sources say, filed with what really happened.

When a panel has endorsed a product, some outlets write that the state approved it. Where the ledger knows a stage
and no one of tiers 1–3 says more, such an item is marked, and joins the story of the stage that was reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ipscwatch.model.change import Draft, Known
from ipscwatch.model.ledger import FactKey, Observation
from ipscwatch.model.story import Event, StoryKey
from ipscwatch.watching.attributes import STATUSES

LOW_TIER = 4
EVENT_OF: Mapping[str, str] = {
    "application filed": "application_filed",
    "endorsed by committee": "committee_endorsement",
    "approved": "approval_conditional",
    "conditional and time-limited approval": "approval_conditional",
    "full approval": "approval_full",
}
"""The event by which a product comes to a status."""


def status_keys(drafts: Iterable[Draft]) -> tuple[FactKey, ...]:
    """Return the facts that `doubted` needs to know of."""
    subjects = {event.subject_id for draft in drafts for event in draft.events if event.name in EVENT_OF.values()}
    return tuple((subject, "approval_status", "") for subject in sorted(filter(None, subjects)))


def doubted(draft: Draft, known: Known) -> Draft:
    """Return the draft with every event marked that goes beyond what the ledger holds on a better word."""
    if draft.item.tier < LOW_TIER or draft.story_key is None:
        return draft
    held = {event.subject_id: _stage(known.observations, event.subject_id) for event in draft.events}
    events = tuple(_marked(event, held[event.subject_id]) for event in draft.events)
    return replace(draft, events=events, story_key=_filed(draft.story_key, held))


def _stage(observations: Mapping[FactKey, tuple[Observation, ...]], subject_id: str | None) -> str | None:
    """Return the furthest status that anyone of tiers 1–3 asserts of the subject, or None."""
    said = (
        one.claim.value.text
        for one in observations.get((subject_id or "", "approval_status", ""), ())
        if one.tier < LOW_TIER and one.claim.modality == "asserted"
    )
    return max((status for status in said if status in STATUSES), key=STATUSES.index, default=None)


def _goes_beyond(name: str, status: str | None) -> bool:
    reached = [one for one in EVENT_OF if EVENT_OF[one] == name]
    if not reached or status not in STATUSES:
        return False
    return min(STATUSES.index(one) for one in reached) > STATUSES.index(status)


def _marked(event: Event, status: str | None) -> Event:
    if not _goes_beyond(event.name, status):
        return event
    return replace(event, doubtful=f"no source of tiers 1 to 3 says more than «{status}»")


def _filed(key: StoryKey, held: Mapping[str | None, str | None]) -> StoryKey:
    """Return the grouping key with the events that really happened."""
    return replace(
        key,
        events=tuple(
            (EVENT_OF[held[subject] or ""], subject) if _goes_beyond(name, held.get(subject)) else (name, subject)
            for name, subject in key.events
        ),
    )
