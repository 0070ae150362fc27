"""Which entries are worth reading in full, and how the text of the page behind an entry joins the entry's own.

A feed's entry is often a headline and a line. Where it mentions a watch term, or its source says `follow`, the page
it links to is read. What an item is recognised by stays what the entry itself states, so that the next poll, which
sees the entry only, finds it unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ipscwatch.model.change import Draft
from ipscwatch.model.item import Item
from ipscwatch.model.source import Source
from ipscwatch.text.clean import clean_line
from ipscwatch.text.fold import fold
from ipscwatch.text.urls import canonical

ENOUGH = 3_000
"""Characters from which on an entry is taken to hold its whole text."""
LONGEST = 100_000
"""Characters of a page that are read; longer ones are books."""
_OFFER = re.compile(
    r"(?:有料|無料)?会員(?:限定|登録|の方)|ログイン(?:して|する|が必要)|(?:定期)?購読(?:して|する|の|者|プラン)|続きを読む(?:には|$)"
    r"|残り\s?[\d,０-９]+\s?文字|無料(?:体験|トライアル|お試し)|[初1１]か?月(?:目)?(?:無料|\d+円)"
    r"|\b(?:subscri(?:be|bers?|ption)|sign (?:in|up)|log ?in|register|free trial|members? only|paywall)\b",
    re.IGNORECASE,
)
"""What a page says in place of the part that must be paid for."""
_LONGEST_OFFER = 160
"""Characters; a longer paragraph is content that happens to speak of subscribing."""


def wanted(source: Source, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """Return the drafts whose pages are to be read: first those with a mention, then the newest."""
    own = canonical(source.url)
    found = [draft for draft in drafts if _is_wanted(source, draft, own)]
    return tuple(sorted(found, key=lambda draft: (bool(draft.mentions), draft.item.dated_at), reverse=True))


def _is_wanted(source: Source, draft: Draft, own: str | None) -> bool:
    item = draft.item
    if not (draft.mentions or source.follow) or len(item.text) >= ENOUGH:
        return False
    return item.url is not None and canonical(item.url) != own


def joined(item: Item, text: str) -> Item:
    """Return the item with the text of its page; as it was where the page says no more than the entry does."""
    told = _without_offers(item, text)[:LONGEST]
    if len(told) <= len(item.text):
        return item
    begins = item.text.rstrip("…. ")[:200]
    return replace(item, text=told if begins in told else f"{item.text}\n\n{told}")


def _without_offers(item: Item, text: str) -> str:
    """Drop the headline, which the item has, and what a page says in place of a part that must be paid for."""
    headline = fold(item.title).text
    paragraphs = (part for part in text.split("\n\n") if not _is_offer(part))
    return "\n\n".join(part for part in paragraphs if fold(clean_line(part)).text != headline)


def _is_offer(paragraph: str) -> bool:
    return len(paragraph) <= _LONGEST_OFFER and _OFFER.search(paragraph) is not None
