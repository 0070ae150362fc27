"""A sentence ends where a reader would end it, and a quotation is whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipscwatch.text.sentences import one_line, sentence_at, sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["承認した。", "価格は未定だ。"],
        ["「承認した。よかった。」と述べた。", "次の段階へ進む！", "本当か？"],
        ["部会は了承（条件付き。期限あり。）した。", "以上。"],
        ["Cuorips Inc. said on Feb. 13 that No. 5 of the U.S. FDA list rose 3.5 percent.", "It fell later."],
        ["Sumitomo Pharma Co., Ltd. filed it.", "The panel met at 9 a.m. on Friday."],
        ["It was developed by Cuorips Inc.", "The panel agreed."],
        ["Approval came in the U.S.", "However, Japan was first."],
        ["“It works.”", "Dr. J. Takahashi smiled.", "Really?!", "Yes."],
        ["조건부 승인했다.", "가격은 미정이다."],
        ["日本批准了该药。", "价格未定！"],
        ["Il coûte 55,3 millions.", "C'est cher."],
    ],
)
def test_a_text_is_cut_where_sentences_end(parts: list[str]) -> None:
    latin = parts[0][-1] in '.”"'
    text = (" " if latin else "").join(parts)

    assert [text[start:end] for start, end in sentences(text)] == parts


def test_a_newline_ends_a_sentence_unless_a_latin_word_goes_on() -> None:
    text = "見出し\n本文は続く\n\nthe panel\nendorsed it\nNext heading\n次"

    assert [text[a:b] for a, b in sentences(text)] == [
        "見出し",
        "本文は続く",
        "the panel\nendorsed it",
        "Next heading",
        "次",
    ]


def test_a_bracket_that_is_never_closed_swallows_no_more_than_its_line() -> None:
    text = "「承認した。次へ。\nさらに。進む。"

    assert [text[a:b] for a, b in sentences(text)][1:] == ["さらに。", "進む。"]


@given(st.text(st.sampled_from("あ承。！「」（）. \nAb.!Inc"), max_size=60))
def test_sentences_are_in_order_and_hold_every_visible_character(text: str) -> None:
    spans = sentences(text)

    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())


@given(st.text(st.sampled_from("あ承。！「」（）. \nAb.!Inc"), min_size=1, max_size=60), st.data())
def test_the_sentence_of_a_span_holds_it_and_is_one_of_all(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    span = sentence_at(text, start, end)

    assert 0 <= span.start <= start < end <= span.end <= len(text)
    edges = {edge for one in sentences(text) for edge in one} | {start, end}
    assert {span.start, span.end} <= edges


def test_a_quotation_is_the_sentence_on_one_line() -> None:
    text = "前文。アムシェプリの薬価は、\n5530万6737円。後文。"
    start = text.index("5530")

    assert one_line(text, start, start + 4, 100) == "5530万6737円。"
    assert one_line("The panel\n endorsed  it.", 4, 9, 100) == "The panel endorsed it."


def test_a_long_sentence_is_shortened_around_what_was_found() -> None:
    text = "あ" * 300 + "アムシェプリ" + "い" * 300 + "。"

    line = one_line(text, 300, 306, 40)

    assert len(line) <= 40
    assert "あアムシェプリい" in line
    assert (line[0], line[-1]) == ("…", "…")


@given(st.text(st.sampled_from("あ承。「」 \nAb."), min_size=1, max_size=80), st.data(), st.integers(1, 60))
def test_a_quotation_never_exceeds_its_limit(text: str, data: st.DataObject, limit: int) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    line = one_line(text, start, end, limit)

    assert len(line) <= limit
    assert "\n" not in line
