"""A known entry is recognised whatever its source does to ids, addresses and order; a new one is never missed."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ipscwatch.model.document import Document, Request
from ipscwatch.model.item import KnownItem
from ipscwatch.model.reading import Entry, Reading
from ipscwatch.model.source import Source, Validators
from ipscwatch.watching.items import Normalised, all_keys, keyed, normalise, outlets, read_keyed

NOW = datetime(2026, 5, 20, tzinfo=UTC)
SOURCE = Source(
    source_id="wire", name="Wire", kind="feed", url="https://wire.example/feed.xml", tier=3, outlet="The Wire"
)
STORIES = tuple(
    Entry(
        entry_id=f"guid-{n}",
        url=f"https://wire.example/news/{n}?id={n}",
        title=title,
        summary=f"{title}. More was said about it on the day.",
        published_at=NOW - timedelta(hours=n),
    )
    for n, title in enumerate(
        [
            "Panel backs two treatments made from iPS cells",
            "Snow halts bullet trains in the north",
            "中医協総会が新薬の薬価を了承",
            "Minister speaks on insurance premiums",
            "心不全治療の治験結果を発表",
        ]
    )
)


def read(*entries: Entry, known: tuple[KnownItem, ...] = ()) -> Normalised:
    return normalise(SOURCE, Reading(entries=entries), known, now=NOW)


def remembered(found: Normalised) -> tuple[KnownItem, ...]:
    return tuple(
        KnownItem(item_id=item.item_id, keys=item.keys, title=item.title, content_hash=item.content_hash)
        for item in found.items
    )


BASELINE = remembered(read(*STORIES))


@pytest.mark.parametrize(
    "change",
    [
        lambda e, _: e,
        lambda e, n: replace(e, entry_id=f"other-{n}"),
        lambda e, _: replace(e, entry_id=None),
        lambda e, _: replace(e, url=f"{e.url}&utm_source=rss&fbclid=x"),
        lambda e, _: replace(e, url=e.url.replace("https:", "http:")),
        lambda e, n: replace(e, entry_id=f"new-{n}", url=e.url.replace("wire.example", "moved.example")),
        lambda e, _: replace(e, url=None),
        lambda e, _: replace(e, published_at=None),
    ],
    ids=["same", "new guid", "no guid", "tracking", "http", "moved host and new guid", "no url", "no date"],
)
def test_nothing_old_comes_back_as_new(change: Callable[[Entry, int], Entry]) -> None:
    changed = [change(entry, n) for n, entry in enumerate(STORIES)]
    random.Random(4).shuffle(changed)
    assert read(*changed, known=BASELINE).items == ()


def test_an_edit_keeps_the_item_and_says_what_changed() -> None:
    edited = replace(STORIES[0], title="Panel backs two treatments made of iPS cells (update)")
    found = read(edited, *STORIES[1:], known=BASELINE)
    assert found.items == ()
    assert [edit.item.item_id for edit in found.edits] == [BASELINE[0].item_id]
    assert found.edits[0].note == "the title was «Panel backs two treatments made from iPS cells»"


def test_an_id_that_returns_with_another_address_and_title_is_new() -> None:
    reused = replace(
        STORIES[0], url="https://wire.example/news/99", title="Central bank holds rates", summary="Flat."
    )
    assert [item.title for item in read(reused, known=BASELINE).items] == ["Central bank holds rates"]


def test_rows_that_link_to_one_page_are_separate_items() -> None:
    rows = [
        Entry(
            entry_id=None, url="https://wire.example/papers", title=f"第{n}回 総会", published_at=NOW - timedelta(n)
        )
        for n in range(5)
    ]
    first = read(*rows[1:])
    assert len(first.items) == 4
    second = read(*rows, known=remembered(first))
    assert [item.title for item in second.items] == ["第0回 総会"]


def test_a_bare_title_at_a_new_address_is_new_each_time() -> None:
    monthly = [Entry(entry_id=None, url=f"https://wire.example/{n}", title="お知らせ") for n in range(3)]
    first = read(*monthly[:1])
    assert len(read(*monthly, known=remembered(first)).items) == 2


def test_a_bare_title_at_a_moved_host_is_known() -> None:
    first = read(Entry(entry_id=None, url="https://wire.example/7", title="お知らせ"))
    moved = Entry(entry_id=None, url="https://moved.example/7", title="お知らせ")
    assert read(moved, known=remembered(first)).items == ()


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (
            Entry(entry_id="1", url="https://wire.example/1", title="", summary="A short post. With more."),
            "A short",
        ),
        (Entry(entry_id="1", url="https://wire.example/1", title=""), "https://wire.example/1"),
    ],
)
def test_a_nameless_entry_is_called_by_its_beginning_or_its_address(entry: Entry, title: str) -> None:
    assert read(entry).items[0].title.startswith(title)


def test_one_entry_twice_in_a_reading_is_one_item() -> None:
    assert len(read(STORIES[0], STORIES[0]).items) == 1


def test_ids_do_not_depend_on_order() -> None:
    forward = {item.item_id for item in read(*STORIES).items}
    assert {item.item_id for item in read(*reversed(STORIES)).items} == forward


def test_a_known_item_met_under_a_new_key_is_reported_with_both() -> None:
    found = read(replace(STORIES[0], entry_id="other"), known=BASELINE)
    assert "id:other" in found.seen[0].keys
    assert "id:guid-0" in found.seen[0].keys


def test_an_aggregators_entry_is_weighed_by_its_own_publisher() -> None:
    publishers = outlets([SOURCE])
    aggregator = replace(SOURCE, source_id="agg", tier=5, outlet="Aggregator", url="https://agg.example/rss")
    entry = replace(STORIES[0], outlet="Wire (copied)", outlet_url="https://wire.example")
    found = normalise(aggregator, Reading(entries=(entry,)), (), now=NOW, publishers=publishers)
    assert (found.items[0].outlet, found.items[0].tier) == ("The Wire", 3)
    unknown = replace(entry, outlet="Elsewhere", outlet_url="https://elsewhere.example")
    found = normalise(aggregator, Reading(entries=(unknown,)), (), now=NOW, publishers=publishers)
    assert (found.items[0].outlet, found.items[0].tier) == ("Elsewhere", 5)


def test_no_date_is_no_date_and_the_received_time_orders_it() -> None:
    item = read(replace(STORIES[0], published_at=None)).items[0]
    assert item.published_at is None
    assert item.dated_at == NOW


def test_keys_name_every_key_once() -> None:
    keys = all_keys(keyed(SOURCE, Reading(entries=(*STORIES, STORIES[0]))))
    assert len(keys) == len(set(keys)) == 15


def test_a_child_brings_the_reading_and_what_its_entries_are_recognised_by() -> None:
    reading = Reading(entries=STORIES)
    document = Document(
        request=Request(url=SOURCE.url),
        url=SOURCE.url,
        status=200,
        media_type="text/xml",
        charset=None,
        headers={},
        body=b"",
        fetched_at=NOW,
        validators=Validators(),
    )
    brought = pickle.loads(pickle.dumps(read_keyed(lambda *_: reading, SOURCE, document, NOW)))
    assert brought == (reading, keyed(SOURCE, reading))
    assert [one.language for one in brought[1]] == ["en", "en", "ja", "en", "ja"]
    assert all(one.entry is entry for one, entry in zip(brought[1], brought[0].entries, strict=True))
