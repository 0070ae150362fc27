"""That no expression is left unsearched where it would match."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ipscwatch.text.sentences import sentences
from ipscwatch.text.width import narrow
from ipscwatch.watching.evaluation import read_cases
from ipscwatch.watching.extractors import expressions, extractors
from ipscwatch.watching.extractors.expressions import held, needed

CASES = Path(__file__).parents[1] / "eval"


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
    ],
)
def test_the_words_of_an_expression_are_in_each_of_its_matches(pattern: str, words: set[str]) -> None:
    assert needed(re.compile(pattern, re.IGNORECASE)) == words


def test_no_match_in_the_evaluation_goes_unsearched() -> None:
    assert extractors()  # which loads them all
    texts = {
        narrow(text[span.start : span.end])
        for path in sorted(CASES.glob("*.jsonl"))
        for case in read_cases(path.read_text(encoding="utf-8").splitlines())
        for text in (case.item.full_text,)
        for span in sentences(text)
    }
    missed = [
        (one.pattern.pattern, text)
        for text in texts
        for bits in (held(text.lower()),)
        for one in expressions.ALL
        if not bits & one.bit and one.search(text)
    ]

    assert len(texts) > 1_500
    assert missed == []


def test_most_expressions_need_not_be_searched() -> None:
    assert extractors()
    bits = held("厚生労働省は6日、アムシェプリの製造販売を承認した。")

    assert bits.bit_count() < len(expressions.ALL) / 3
