"""Which pages behind entries are read, and what their text adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ipscwatch.model.change import Draft
from ipscwatch.model.item import Item
from ipscwatch.model.source import Source
from ipscwatch.model.term import Mention
from ipscwatch.watching.following import ENOUGH, LONGEST, joined, wanted

NOW = datetime(2026, 5, 20, tzinfo=UTC)
SOURCE = Source(source_id="s", name="S", kind="feed", url="https://s.example/feed", tier=3, outlet="S")
MENTION = Mention(term_id="amchepry", alias="Amchepry", quote="Amchepry", start=0, end=8)


def item(url: str | None = "https://s.example/1", *, text: str = "A line.", at: datetime = NOW) -> Item:
    return Item(
        item_id="0" * 16, source_id="s", keys=(), url=url, title="Amchepry is priced", text=text, language="en",
        outlet="S", tier=3, published_at=at, received_at=NOW, content_hash="h",
    )  # fmt: skip


def telling(found: Item) -> Draft:
    return Draft(item=found, mentions=(MENTION,))


def addresses(drafts: Sequence[Draft]) -> tuple[str | None, ...]:
    return tuple(draft.item.url for draft in drafts)


def test_pages_behind_a_mention_come_first_then_the_newest() -> None:
    drafts = (
        Draft(item=item("https://s.example/old", at=NOW - timedelta(days=2))),
        Draft(item=item("https://s.example/new")),
        telling(item("https://s.example/told", at=NOW - timedelta(days=9))),
    )
    assert addresses(wanted(replace(SOURCE, follow=True), drafts)) == tuple(
        f"https://s.example/{name}" for name in ("told", "new", "old")
    )
    assert addresses(wanted(SOURCE, drafts)) == ("https://s.example/told",)


@pytest.mark.parametrize(
    "found",
    [
        item(None),
        item(SOURCE.url),
        item(SOURCE.url + "#top"),
        item(text="x" * ENOUGH),
    ],
    ids=["no link", "the list itself", "a place in the list", "the whole text is there"],
)
def test_what_needs_no_page_is_not_followed(found: Item) -> None:
    assert wanted(SOURCE, [telling(found)]) == ()


@pytest.mark.parametrize(
    ("entry", "page", "text"),
    [
        ("A line.", "A line.\n\nAnd more of it.", "A line.\n\nAnd more of it."),
        ("A line…", "A line and then more of it.", "A line and then more of it."),
        ("A teaser.", "Quite another text than that.", "A teaser.\n\nQuite another text than that."),
        ("A line.", "", "A line."),
        ("A line that is longer.", "A stub.", "A line that is longer."),
        ("", "AMCHEPRY is priced\n\nThe price is known.", "The price is known."),
        ("要旨です。", "この記事は有料会員限定です。残り1234文字\n\nログインして続きを読む", "要旨です。"),
        ("要旨です。", "要旨です。\n\n購読プランは月額2,000円から、初月無料。", "要旨です。"),
        ("In short.", "Subscribe to read the whole article for $1.", "In short."),
    ],
)
def test_the_page_adds_its_text_and_not_its_headline_or_offers(entry: str, page: str, text: str) -> None:
    assert joined(item(text=entry), page).text == text


def test_a_long_paragraph_about_subscribing_is_content() -> None:
    page = "The company asked shareholders to subscribe to new shares. " * 4
    assert page in joined(item(), page).text


def test_an_endless_page_is_cut() -> None:
    assert len(joined(item(text=""), "word " * 100_000).text) == LONGEST


def test_what_the_item_is_recognised_by_stays() -> None:
    found = item()
    assert joined(found, "Much more text.").content_hash == found.content_hash
