"""Lines are broken where a reader expects it, and nothing is lost in breaking them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ipscwatch.digests.columns import NOT_FIRST, NOT_LAST, wrap

TEXT = st.text(st.sampled_from("ab, 。「」（アー薬５%¥$https://x.y/z? …"), max_size=200)


@given(TEXT, st.integers(8, 80))
def test_wrapping_loses_no_character_but_spaces(text: str, columns: int) -> None:
    assert re.sub(r"\s", "", "".join(wrap(text, columns))) == re.sub(r"\s", "", text)


@given(TEXT, st.integers(8, 80))
def test_a_line_is_too_wide_only_where_it_holds_one_unbreakable_word(text: str, columns: int) -> None:
    for line in wrap(text, columns):
        assert cell_len(line) <= columns or not line.strip().count(" ")


@given(st.text(st.sampled_from("あいう漢字。、「」（）ー"), max_size=120))
def test_japanese_lines_keep_the_kinsoku_rules(text: str) -> None:
    lines = wrap(text, 20)
    for line in lines[1:]:
        assert line[0] not in NOT_FIRST
    for line in lines[:-1]:
        assert line[-1] not in NOT_LAST


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("薬価基準の一部改正", ["薬価基準の", "一部改正"]),
        ("計5530万6737円です。", ["計", "5530万6737円", "です。"]),
        ("https://example.org/a/b?c=d e", ["https://example.org/a/b?c=d", "e"]),
        ("", []),
    ],
)
def test_examples_of_ten_columns(text: str, lines: list[str]) -> None:
    assert wrap(text, 10) == lines
