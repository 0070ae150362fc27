"""Reading a text costs time in proportion to its length, however it is made to cost more."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from tests.watching.shipped import shipped

from ipscwatch.model.item import Item
from ipscwatch.watching.drafts import LONGEST, Desk

NOW = datetime(2026, 5, 20, tzinfo=UTC)
PIECES: dict[str, tuple[str, Callable[[int], str]]] = {
    "dates and acts in one sentence": ("、", lambda n: f"アムシェプリは2026年{n % 12 + 1}月{n % 28 + 1}日に承認"),
    "a sentence of the price council": (
        " ",
        lambda n: f"the council approved on May {n % 28 + 1} the price of {50 + n} million yen for Amchepry,",
    ),
    "English dates": (", ", lambda n: f"Amchepry was approved on March {n % 28 + 1}"),
    "lines of prices": ("\n", lambda n: f"薬価：{n}円"),
    "counts": ("、", lambda n: f"アムシェプリの治験では{n % 90 + 1}人に移植"),
    "names": ("、", lambda n: f"「アムシェプリ」が「リハート」を{n}"),
}


def item(text: str) -> Item:
    return Item(
        item_id="0123456789abcdef", source_id="s", keys=(), url=None, title="Amchepry アムシェプリ", text=text,
        language="ja", outlet="S", tier=3, published_at=NOW, received_at=NOW, content_hash="h",
    )  # fmt: skip


def seconds(desk: Desk, shape: str, length: int) -> float:
    """Return how long a text of about this length takes, at best of three."""
    mark, piece = PIECES[shape]
    text = mark.join(piece(n) for n in range(length // len(piece(0) + mark)))
    taken = []
    for run in range(3):
        began = time.perf_counter()
        desk.draft(item(f"{text}{run}"))
        taken.append(time.perf_counter() - began)
    return min(taken)


@pytest.mark.parametrize("shape", PIECES)
def test_a_text_of_four_times_the_length_takes_about_four_times_as_long(shape: str) -> None:
    desk = Desk.of(*shipped())
    seconds(desk, shape, 500)  # makes the expressions ready
    short, long = seconds(desk, shape, 4_000), seconds(desk, shape, 16_000)
    assert long < 9 * short + 0.2


def test_what_lies_beyond_any_article_is_kept_and_not_read() -> None:
    desk = Desk.of(*shipped())
    text = "x " * (LONGEST // 2) + "Amchepry costs 55,306,737 yen."
    draft = desk.draft(item(text))
    assert draft.item.text == text
    assert all(claim.value.text != "55306737" for claim in draft.claims)
