"""What a reader would find in an item is found, in Japanese and English, and no text is an invalid query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.making import NOW, draft, draft_of, edited, item, item_id, update

from ipscwatch.store import Flaw, Store, search

ARCHIVE = {
    1: (
        "アムシェプリを薬価収載",
        "再生医療等製品「アムシェプリ」（一般名：ラグネプロセル）の薬価は５５，３０６，７３７円。",
    ),
    2: (
        "Amchepry price listed",
        "Japan's MHLW listed Amchepry (raguneprocel); price-list in force. R&D at U.S. sites.",
    ),
    3: ("ﾘﾊｰﾄ　発売へ", "iPS細胞由来の心筋シート。治験は京都大学・大阪大学で。"),
    4: ("新薬の価格改定", "ホーン・ヤール分類。薬"),
    5: ("아이피에스 세포", "诱导多能干细胞 café Ångström"),
}
QUERIES = [
    ("薬価", {1}),
    ("再生", {1}),
    ("価格改定", {4}),
    ("薬", {1, 4}),
    ("アムシェプリ", {1}),
    ("ｱﾑｼｪﾌﾟﾘ", {1}),
    ("アムシェ", {1}),
    ("リハート", {3}),
    ("ハー", {3}),
    ("iPS細胞", {3}),
    ("ＩＰＳ", {3}),
    ("心筋シート", {3}),
    ("京都大学", {3}),
    ("大学で", {3}),
    ("ホーンヤール", {4}),
    ("ホーン・ヤール", {4}),
    ("55,306,737", {1}),
    ("55306737", set[int]()),
    ("amchepry", {2}),
    ("AMCHEPRY price", {2}),
    ("price amchepry", {2}),
    ('"price amchepry"', set[int]()),
    ('"amchepry price"', {2}),
    ("price-list", {2}),
    ("r&d", {2}),
    ("raguneproce", set[int]()),
    ("ragunepro*", {2}),
    ("セポ", set[int]()),
    ("세포", {5}),
    ("干细胞", {5}),
    ("CAFÉ", {5}),
    ("薬価 再生", {1}),
    ("薬価 amchepry", set[int]()),
    ('"薬価は"', {1}),
    ("", {1, 2, 3, 4, 5}),
    ("   ", {1, 2, 3, 4, 5}),
    ("*", set[int]()),
    ("、", set[int]()),
]
INJECTIONS = [
    '"', '""', "'", '"unclosed', "price-list", "t:", "*", "a*b", "NEAR(", "NEAR(a b, 2)", "AND", "OR", "NOT",
    "a AND", "NOT b", "(", ")", "((", "{words}:x", "words:x", "tags : a", "^a", "a + b", "a:b:c",
    ";", "--", "/*", "\\", "'; DROP TABLE items; --", "\0", "\ud800", "薬価\udfff", "%", "_", "🧬", "\u202e",
    "a" * 10_000, "薬" * 10_000,
]  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield a store that holds `ARCHIVE`, to be read only."""
    with Store.open(tmp_path_factory.mktemp("archive") / "ipscwatch.db") as store:
        store.apply(update(*(draft_of(item(n, title=title, text=text)) for n, (title, text) in ARCHIVE.items())))
        yield store


@pytest.mark.parametrize(("query", "wanted"), QUERIES, ids=[query or "nothing" for query, _ in QUERIES])
def test_words_and_phrases_are_found(archive: Store, query: str, wanted: set[int]) -> None:
    assert {hit.item.item_id for hit in archive.search(query)} == {item_id(n) for n in wanted}


@pytest.mark.parametrize("query", INJECTIONS)
def test_no_text_is_an_invalid_query(archive: Store, query: str) -> None:
    archive.search(query, source=query, term=query, event=query)
    assert len(archive.search(query)) <= 5


@settings(max_examples=60, deadline=None)
@given(query=st.text(max_size=30))
def test_no_drawn_text_is_an_invalid_query(archive: Store, query: str) -> None:
    archive.search(query)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_piece_of_two_japanese_characters_or_more_is_found(archive: Store, data: st.DataObject) -> None:
    text = "再生医療等製品「アムシェプリ」（一般名：ラグネプロセル）の薬価は"
    start = data.draw(st.integers(0, len(text) - 2))
    piece = text[start : data.draw(st.integers(start + 2, len(text)))]
    found = archive.search(f'"{piece}"')
    assert item_id(1) in {hit.item.item_id for hit in found} or not list(search.words(piece))


def test_the_newest_come_first_and_the_limit_holds(store: Store) -> None:
    store.apply(update(*(draft(n) for n in (5, 1, 9, 3))))
    assert [hit.item.item_id for hit in store.search("薬価")] == [item_id(n) for n in (1, 3, 5, 9)]
    assert [hit.item.item_id for hit in store.search("薬価", limit=2)] == [item_id(1), item_id(3)]


def test_items_of_one_second_are_all_found(store: Store) -> None:
    at_once = [draft_of(replace(item(n), published_at=NOW)) for n in range(30)]
    store.apply(update(*at_once))
    assert len(store.search("薬価", limit=100)) == 30


@pytest.mark.parametrize("years", [-2000, -60, 60, 7000])
def test_items_of_odd_dates_are_found_in_their_order(store: Store, years: int) -> None:
    odd = draft_of(replace(item(2), published_at=NOW.replace(year=NOW.year + years)))
    store.apply(update(draft(1), odd))
    wanted = (2, 1) if years > 0 else (1, 2)
    assert [hit.item.item_id for hit in store.search("薬価")] == [item_id(n) for n in wanted]


def test_filters_narrow_what_is_found(store: Store) -> None:
    other = draft_of(replace(item(2, source_id="jiji"), tier=3), told=False)
    store.apply(update(draft(1), draft(3)))
    store.apply(replace(update(other), source_id="jiji"))
    found = {
        "source": store.search("薬価", source="jiji"),
        "tier": store.search("", tier=3),
        "term": store.search("薬価", term="amchepry"),
        "event": store.search("", event="price_listed", source="mhlw"),
        "none": store.search("薬価", term="amchepry", tier=3),
        "since": store.search("薬価", since=NOW - timedelta(hours=2)),
        "until": store.search("薬価", until=NOW - timedelta(hours=1)),
        "both": store.search("", since=NOW - timedelta(hours=2), until=NOW - timedelta(hours=1)),
    }
    assert {name: [int(hit.item.item_id, 16) for hit in hits] for name, hits in found.items()} == {
        "source": [2],
        "tier": [2],
        "term": [1, 3],
        "event": [1, 3],
        "none": [],
        "since": [1, 2],
        "until": [2, 3],
        "both": [2],
    }


def test_a_snippet_is_the_sentence_with_the_word_in_its_original_characters(archive: Store) -> None:
    assert archive.search("ﾌﾟﾛｾﾙ")[0].snippet == (
        "再生医療等製品「アムシェプリ」（一般名：ラグネプロセル）の薬価は５５，３０６，７３７円。"
    )
    assert archive.search("発売")[0].snippet == "ﾘﾊｰﾄ 発売へ"
    assert archive.search("nothing of this, but 薬価 *") == ()
    assert archive.search("")[0].snippet.startswith("再生医療等製品「アムシェプリ」")


def test_an_edited_item_is_found_by_its_new_words_only(store: Store) -> None:
    store.apply(update(draft(1)))
    for round_ in range(3):
        store.apply(update(edited(draft(1), f"第{round_}版"), at=NOW + timedelta(days=round_)))
    assert [hit.item.title for hit in store.search("薬価")] == ["第2版"]
    assert store.search("第1版") == ()
    assert store.check() == ()


@pytest.mark.parametrize(
    "emptied",
    [
        "INSERT INTO search (search) VALUES ('delete-all')",
        "DELETE FROM search_docsize",
        "UPDATE search_data SET block = zeroblob(10) WHERE id = 10",  # the list of its segments
    ],
)
def test_an_index_with_a_missing_item_is_told_and_made_anew(store: Store, emptied: str) -> None:
    store.apply(update(draft(1), draft(2)))
    store._db.execute(emptied)
    assert store.check() == (Flaw("2 items are missing from the search index", mended_by_upkeep=True),)
    store.optimize()
    assert store.check() == ()
    assert len(store.search("薬価", term="amchepry")) == 2


def test_a_damaged_index_is_told_and_made_anew(store: Store) -> None:
    store.apply(update(*(draft(n) for n in range(30))))
    store._db.execute("UPDATE search_data SET block = x'00' WHERE id > 10")
    assert "search index is damaged" in store.check()[0].said
    store.optimize()
    assert store.check() == ()
    assert len(store.search("薬価", limit=50)) == 30


def test_a_worn_index_is_made_anew(store: Store) -> None:
    for round_ in range(search.WORN + 3):
        store.apply(update(edited(draft(1), f"第{round_}版")))
    rows = "SELECT count(*) FROM search_docsize"
    assert store._db.execute(rows).fetchone()[0] > search.WORN
    store.optimize()
    assert store._db.execute(rows).fetchone()[0] == 1
    assert len(store.search("薬価")) == 1


def test_a_long_text_is_found_to_its_end(store: Store, path: Path) -> None:
    text = "治験の経過を述べる。" * 20_000 + "末尾の語"
    store.apply(update(draft_of(item(1, text=text), told=False)))
    assert len(store.search("末尾")) == 1
    assert path.stat().st_size < 40_000_000
