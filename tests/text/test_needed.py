"""The words of expressions, and that no form of a date is left unsearched."""

from __future__ import annotations

import re

import pytest

from ipscwatch.text.dateforms import FORMS, NEEDED
from ipscwatch.text.needed import Needed, needed


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("承認|了承", {"承認", "了承"}),
        (r"\bapprov(?:ed|al)\b", {"approv"}),
        (r"(?:price|cost) list", {" list"}),
        (r"薬価(?!の案)収載", {"薬価収載"}),
        (r"[両二]製品", {"製品"}),
        (r"[両二](?:社)?", {"両", "二"}),
        (r"(?:条件)+付?", {"条件"}),
        (r"(?:条件)?", set()),
        (r"承認|\d+", set()),
        (r"s\w+", set()),
        (r"Apr(?:il)?|April", {"Apr"}),
    ],
)
def test_the_words_of_an_expression_are_in_each_of_its_matches(pattern: str, words: set[str]) -> None:
    assert needed(re.compile(pattern, re.IGNORECASE)) == words


def test_one_pass_tells_which_expressions_can_match() -> None:
    patterns = [re.compile(pattern) for pattern in ("承認", "[Aa]pproved", r"\d+", "Fail(?:ed|ure)")]

    assert Needed(patterns).held("承認は Fail") == 0b1101
    assert Needed(patterns, lower=True).held("approved") == 0b0110
    assert Needed(patterns).held("\ud800") == 0b0100


@pytest.mark.parametrize(
    "text",
    [
        *(
            "令和8年2月20日",
            "R9.3.31",
            "R9年3月",
            "2026年3月6日",
            "二〇二六年三月",
            "2026/3/6",
            "20260306",
            "2026-03",
        ),
        *("8.1.14", "8 . 1 . 1 4", "26年3月6日", "昨年3月", "3月6日", "今月19日", "19日", "来月", "来年度", "あす"),
        *("Tomorrow", "金曜日", "Friday", "March 6, 2026", "6 March 2026", "Sept 2026", "May", "19 février 2026"),
        *("mars 2026", "in 2026", "next month", "this fiscal year", "2026年10～12月", "今年10~12月", "2026年秋"),
        *("この秋", "秋ごろ", "autumn 2026", "Spring", "2026年第3四半期", "third quarter of 2026", "Q3 2026"),
        *("2026年後半", "first half of 2026", "H2 2026"),
    ],
)
def test_every_form_that_matches_is_looked_for(text: str) -> None:
    text = text.replace("～", "~")
    matching = [place for place, (pattern, _) in enumerate(FORMS) if pattern.search(text)]

    assert matching
    assert all(NEEDED.held(text) >> place & 1 for place in matching)
