"""Texts that nobody wrote for reading: enormous, of one line, of emoji, right to left, broken; and ReDoS probes."""

from __future__ import annotations

import json
import time
from itertools import islice
from pathlib import Path

import pytest
from tests.watching.shipped import events, make_item, matcher, mentions

from ipscwatch.watching.stories import key

LARGEST = 5_000_000
LARGE = 500_000
BUDGET = 5.0
"""Seconds, on a machine that does a lot else; one or two when it has nothing else to do."""
REDOS = Path(__file__).resolve().parents[3] / "shared" / "suites" / "redos"

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
    started = time.perf_counter()
    found = mentions(item)
    told = events(item)
    key(item, told)
    assert time.perf_counter() - started < BUDGET
    for mention in islice(found, 500):
        assert item.full_text[mention.start : mention.end] == mention.quote


def test_a_headline_of_megabytes_is_read_in_time() -> None:
    item = make_item("厚労省、アムシェプリを承認。" * 40_000)
    started = time.perf_counter()
    key(item, events(item))
    assert time.perf_counter() - started < BUDGET


@pytest.mark.suites
def test_no_probe_of_the_redos_suite_slows_the_reading() -> None:
    if not REDOS.is_dir():
        pytest.skip(f"{REDOS} is not there")
    probes = [line for path in sorted(REDOS.glob("*.json*")) for line in _probes(path)]
    assert probes
    for probe in probes:
        item = make_item("Amchepry " + probe[:200], probe)
        started = time.perf_counter()
        matcher().match(item)
        key(item, events(item))
        assert time.perf_counter() - started < BUDGET, probe[:80]


def _probes(path: Path) -> list[str]:
    """Return the strings of a suite's file, each grown to 200,000 characters."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines() if path.suffix == ".jsonl" else [text]
    values = [json.loads(line) for line in lines if line.strip()]
    return [(one * (200_000 // len(one) + 1))[:200_000] for value in values for one in _strings(value) if one]


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _strings(one)]
