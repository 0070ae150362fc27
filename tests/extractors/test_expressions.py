"""That no expression is left unsearched where it would match."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ipscwatch.text.sentences import sentences
from ipscwatch.text.width import narrow
from ipscwatch.watching.evaluation import read_cases
from ipscwatch.watching.extractors import expressions
from ipscwatch.watching.extractors.expressions import held

CASES = Path(__file__).parents[1] / "eval"


def test_no_match_in_the_evaluation_goes_unsearched() -> None:
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
    bits = held("厚生労働省は6日、アムシェプリの製造販売を承認した。")

    assert bits.bit_count() < len(expressions.ALL) / 3


def test_the_first_sentence_of_a_process_knows_every_expression() -> None:
    code = (
        "from ipscwatch.watching.extractors import extractors, passages\n"
        "from ipscwatch.watching.extractors.expressions import ALL\n"
        "known = len(ALL)\n"
        "extractors()\n"
        "assert known == len(ALL), (known, len(ALL))\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
