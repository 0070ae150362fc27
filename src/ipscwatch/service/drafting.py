"""From what a visit read to drafts: new and edited entries, with the page behind them where that matters.

A page that was asked for and did not come is asked for again with growing gaps: what its item says of a therapy may
stand there only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ipscwatch.model.change import Draft
from ipscwatch.model.item import Edit, Item, KnownItem
from ipscwatch.model.source import Source, SourceState, UnreadPage
from ipscwatch.watching import following
from ipscwatch.watching.drafts import Desk
from ipscwatch.watching.items import Keyed, all_keys, recognised

if TYPE_CHECKING:
    from ipscwatch.service.engine import Engine

MOST_TRIES = 8
"""How often a page is asked for: with gaps that double, for about two and a half days."""
FIRST_GAP = timedelta(minutes=30)
LONG = 5_000
"""Characters of a text that takes so long to read that nobody else should wait for the next one too."""
MOST_UNREAD = 200
"""The most pages of one source that wait, those tried least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A reading in our own terms."""

    drafts: tuple[Draft, ...] = ()
    """Of what is new or edited, and of known items whose page could be read only now."""
    items: tuple[Item, ...] = ()
    """What is new."""
    seen: tuple[KnownItem, ...] = ()
    """Known items met under a further key."""
    unread: tuple[UnreadPage, ...] = ()
    """The pages still to be read."""


async def draft(
    engine: Engine, source: Source, state: SourceState, entries: Sequence[Keyed], now: datetime
) -> Drafted:
    """Read each new or edited entry, once more with its page's text where that could be had."""
    if not entries and not state.unread:
        return Drafted()
    known = engine.store.known_items(source.source_id, all_keys(entries))
    found = recognised(source, entries, known, now=now, publishers=engine.publishers)
    drafts = await _read(
        engine.desk, (*((item, None) for item in found.items), *((edit.item, edit) for edit in found.edits))
    )
    late = _late(engine, state, {draft.item.item_id for draft in drafts}, now)
    wanted = {draft.item.item_id: draft.item for draft in following.wanted(source, drafts)} | late
    texts: Mapping[str, str] = {}
    if wanted:
        links = tuple(dict.fromkeys(item.url for item in wanted.values() if item.url))
        texts = await engine.visitor.full_texts(source, links, now)
    asked = [*((one.item, one.edit) for one in drafts), *((item, None) for item in late.values())]
    longer = [(following.joined(item, texts.get(item.url or "", "")), edit, item) for item, edit in asked]
    in_full = await _read(engine.desk, [(item, edit) for item, edit, before in longer if item is not before])
    return Drafted(
        drafts=tuple({one.item.item_id: one for one in (*drafts, *in_full)}.values()),
        items=found.items,
        seen=found.seen,
        unread=_unread(state, wanted, texts, now),
    )


async def _read(desk: Desk, items: Sequence[tuple[Item, Edit | None]]) -> tuple[Draft, ...]:
    """Read items one after the other; others have their turn behind one that is long."""
    drafts = []
    for item, edit in items:
        drafts.append(desk.draft(item, edit=replace(edit, item=item) if edit else None))
        if len(item.text) > LONG:
            await asyncio.sleep(0)
    return tuple(drafts)


def _late(engine: Engine, state: SourceState, drafted: Collection[str], now: datetime) -> dict[str, Item]:
    """Return the stored items whose pages are to be asked for again, by id."""
    due = [page.item_id for page in state.unread if page.next_try_at <= now and page.item_id not in drafted]
    return {item_id: view.item for item_id, view in engine.store.items(due).items()} if due else {}


def _unread(
    state: SourceState, wanted: Mapping[str, Item], texts: Mapping[str, str], now: datetime
) -> tuple[UnreadPage, ...]:
    """Return the pages that wait after this poll: those that did not come, and those whose time had not come."""
    before = {page.item_id: page for page in state.unread}
    waiting = {page.item_id: page for page in state.unread if page.next_try_at > now and page.item_id not in wanted}
    for item_id, item in wanted.items():
        tries = before[item_id].tries + 1 if item_id in before else 1
        if item.url not in texts and tries < MOST_TRIES:
            gap = FIRST_GAP * 2 ** (tries - 1)
            waiting[item_id] = UnreadPage(item_id=item_id, tries=tries, next_try_at=now + gap)
    fewest_tries_first = sorted(waiting.values(), key=lambda page: page.tries)
    return tuple(fewest_tries_first[:MOST_UNREAD])
