"""Texts that nobody wrote for reading, and expressions that explode elsewhere: all are read in time."""

from __future__ import annotations

import json
import time
from itertools import islice
from pathlib import Path

import pytest
from tests.watching.shipped import events, make_item, mentions

from ipscwatch.model.term import Term
from ipscwatch.watching.lint import lint
from ipscwatch.watching.stories import key
from ipscwatch.watching.terms import Matcher

LARGEST = 5_000_000
LARGE = 500_000
BUDGET = 5.0
"""Seconds, on a machine that does a lot else; one or two when it has nothing else to do."""
SUITE_BUDGET = 1.0
"""Ten times what one text may take on a machine that has nothing else to do."""
SUITES = Path(__file__).resolve().parents[3] / "shared" / "suites"

HOSTILE = {
    "one line": "アムシェプリを承認した",
    "no spaces": "amchepryapproved",
    "emoji": "🧬👩🏽‍🔬🫀",
    "right to left": "\u202eאישור של Amchepry\u202c من اليابان ",
    "surrogates": "\ud800アムシェプリ\udfff",
    "marks": "a\u0301\u0302\u0303\u200b\u200d",
    "full width": "ｉＰＳ細胞、ＡＭＣＨＥＰＲＹ　",
    "brackets": "「『（［",
    "digits": "5530万6737円",
    "dates": "令和8年3月6日承認：",
    "near misses": "iPS iPS iPS ",
    "panels": "部会が了承した。",
    "commas": "approved, which, after, despite, ",
}


@pytest.mark.parametrize(
    ("piece", "length"),
    [pytest.param(piece, LARGE, id=name) for name, piece in HOSTILE.items()]
    + [pytest.param(HOSTILE[name], LARGEST, id=f"{name}, 5 MB") for name in ("one line", "near misses", "marks")],
)
def test_large_texts_of_anything_are_read_in_time(piece: str, length: int) -> None:
    text = piece * (length // len(piece.encode("utf-8", "replace")))
    item = make_item("アムシェプリ", text)
    started = time.process_time()
    found = mentions(item)
    told = events(item)
    key(item, told)
    assert time.process_time() - started < BUDGET
    for mention in islice(found, 500):
        assert item.full_text[mention.start : mention.end] == mention.quote


def test_a_headline_of_megabytes_is_read_in_time() -> None:
    item = make_item("厚労省、アムシェプリを承認。" * 40_000)
    started = time.process_time()
    key(item, events(item))
    assert time.process_time() - started < BUDGET


@pytest.mark.suites
def test_no_expression_of_the_redos_suite_slows_the_matching() -> None:
    manifest = SUITES / "redos" / "manifest.jsonl"
    if not manifest.exists():
        pytest.skip(f"{manifest} is not there")
    texts = [(piece * 200_000)[:200_000] for piece in ("a", "0", "w", "x0", "abd", "HbbTV/1 ", " ", "1.1")]
    refused = 0
    for line in manifest.read_text(encoding="utf-8").splitlines():
        term = Term(term_id="t", label="T", regex=json.loads(line)["regex"])
        if any(not finding.warning for finding in lint([term], ())):
            refused += 1
            continue
        finder = Matcher([term], ())
        for text in texts:
            started = time.process_time()
            finder.match(make_item("t", text))
            assert time.process_time() - started < SUITE_BUDGET, (term.regex, text[:10])
    assert refused < 23
