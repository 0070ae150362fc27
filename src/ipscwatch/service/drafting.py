"""From what a visit read to drafts: new and edited entries, with the page behind them where that matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from ipscwatch.model.change import Draft
from ipscwatch.model.item import Item, KnownItem
from ipscwatch.model.source import Source
from ipscwatch.watching import following
from ipscwatch.watching.drafts import Desk
from ipscwatch.watching.items import Keyed, all_keys, recognised

if TYPE_CHECKING:
    from ipscwatch.service.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A reading in our own terms."""

    drafts: tuple[Draft, ...]
    """Of what is new or edited."""
    items: tuple[Item, ...]
    """What is new."""
    seen: tuple[KnownItem, ...]
    """Known items met under a further key."""


async def draft(engine: Engine, source: Source, entries: Sequence[Keyed], now: datetime) -> Drafted:
    """Read each new or edited entry, once more with its page's text where that could be had."""
    known = engine.store.known_items(source.source_id, all_keys(entries))
    found = recognised(source, entries, known, now=now, publishers=engine.publishers)
    drafts = (
        *(engine.desk.draft(item) for item in found.items),
        *(engine.desk.draft(edit.item, edit=edit) for edit in found.edits),
    )
    if links := following.links(source, drafts):
        texts = await engine.visitor.full_texts(source, links, now)
        drafts = tuple(_in_full(engine.desk, one, texts.get(one.item.url or "", "")) for one in drafts)
    return Drafted(drafts=drafts, items=found.items, seen=found.seen)


def _in_full(desk: Desk, draft: Draft, text: str) -> Draft:
    item = following.joined(draft.item, text)
    if item is draft.item:
        return draft
    return desk.draft(item, edit=replace(draft.edit, item=item) if draft.edit else None)
