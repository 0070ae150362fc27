"""Other projects' encodings, dates, addresses, hostile strings and markup read by `ipscwatch.text`.

Prints one figure a suite and fails below its floor; without ``../shared/suites`` there is nothing to run.
"""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ipscwatch.text.amounts import find_amounts
from ipscwatch.text.clean import clean, clean_line, plain
from ipscwatch.text.dates import find_dates, read_timestamp
from ipscwatch.text.encodings import encoding_of, read
from ipscwatch.text.fold import fold
from ipscwatch.text.prescan import declared_inside
from ipscwatch.text.sentences import sentences
from ipscwatch.text.urls import absolute, canonical

SUITES = Path(__file__).resolve().parents[2] / "shared" / "suites"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
KOREAN = ("_parse_date_nate", "_parse_date_onblog")
"""Parsers of Korean hosts, whose times are Korea's; all others of that suite take UTC."""
MARKUP = re.compile(r"<(?:a|b|div|form|iframe|img|math|p|script|span|style|svg|table)\b", re.IGNORECASE)

Case = tuple[str, bool]
"""What was tried, and whether it came out right."""


def main(folder: Path = SUITES) -> int:
    """Run every suite that is there; return 1 where a floor was missed."""
    missed = 0
    for name, suite, floor in RUNS:
        if not (folder / name).is_dir():
            print(f"{name}: not there, skipped")
            continue
        cases = list(suite(folder / name))
        wrong = [what for what, right in cases if not right]
        right = len(cases) - len(wrong)
        share = right / len(cases)
        print(f"{suite.__name__:<10} {right:>6} of {len(cases):>6}  {share:7.2%}  (floor {floor:.0%})")
        for what in wrong[:3]:
            print(f"    {what[:150]}")
        missed += share < floor
    return 1 if missed else 0


def prescan(folder: Path) -> Iterator[Case]:
    """The encoding a page declares (html5lib)."""
    for path in sorted((folder / "html5lib" / "encoding").glob("*.dat")):
        for case in re.split(rb"(?:^|\n)#data\n", path.read_bytes())[1:]:
            body, _, label = case.partition(b"\n#encoding\n")
            wanted = encoding_of(label.decode())
            found = "utf-8" if body.startswith(codecs.BOM_UTF8) else declared_inside(body) or "windows-1252"
            yield f"{body[:120]!r}: {found}, wanted {wanted}", found == wanted


def tables(folder: Path) -> Iterator[Case]:
    """The Japanese encodings, cell by cell (encoding_rs); what is no character must be refused."""
    data = folder / "encoding_rs" / "tests" / "test_data"
    for name, encoding in (
        ("jis0208", "euc-jp"),
        ("jis0212", "euc-jp"),
        ("iso_2022_jp", "iso-2022-jp"),
        ("shift_jis", "shift_jis"),
    ):
        cells = (data / f"{name}_in.txt").read_bytes().split(b"\n")
        wanted = (data / f"{name}_in_ref.txt").read_text("utf-8").split("\n")
        for cell, char in zip(cells, wanted, strict=True):
            text = read(cell, encoding)
            yield f"{name} {cell!r}: {text!r}, wanted {char!r}", text == (None if "\ufffd" in char else char)


def dates(folder: Path) -> Iterator[Case]:
    """The date fields of feeds (feedparser)."""
    for case in _lines(folder / "manifest.jsonl"):
        zone = "Asia/Seoul" if case["parser"] in KOREAN else "UTC"
        at = read_timestamp(case["input"], zone=zone, now=NOW).at
        wanted = case["expected_utc"]
        found = list(at.timetuple()[:6]) if at else None
        yield f"{case['input']!r}: {found}, wanted {wanted}", found == (wanted and wanted[:6])


def addresses(folder: Path) -> Iterator[Case]:
    """Addresses as browsers read them (web platform tests); a key must be its own key."""
    for case in _lines(folder / "manifest.jsonl"):
        found = absolute(case["input"], case["base"])
        key = canonical(case["input"], case["base"])
        is_web = not case["failure"] and case["scheme"] in ("http:", "https:")
        right = found == (case["href"] if is_web else None) and (key is None or canonical(key) == key)
        yield f"{case['input']!r} on {case['base']}: {found}", right


def hostile(folder: Path) -> Iterator[Case]:
    """Strings that break programs: everything reads them, and a second cleaning changes nothing."""
    for case in _lines(folder / "manifest.jsonl"):
        text = clean(case["text"])
        folded = fold(text)
        for reader in (sentences, find_dates, find_amounts, plain, clean_line):
            reader(text)
        right = clean(text) == text and fold(folded.text).text == folded.text and text.encode().decode() == text
        yield repr(case["text"]), right and len(clean_line(case["text"]).splitlines()) <= 1


def markup(folder: Path) -> Iterator[Case]:
    """Attacks by markup (DOMPurify): no tag is left, whether it came as markup or escaped."""
    for case in _lines(folder / "dompurify.jsonl"):
        payload = case["payload"]
        escaped = payload.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        yield payload, not MARKUP.search(plain(payload))
        yield escaped, isinstance(plain(escaped), str)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text("utf-8").rstrip("\n").split("\n"))


RUNS: tuple[tuple[str, Callable[[Path], Iterator[Case]], float], ...] = (
    ("encoding-whatwg", prescan, 0.95),
    ("encoding-whatwg", tables, 0.95),
    ("dates", dates, 0.95),
    ("url-canonical", addresses, 0.95),
    ("naughty-strings", hostile, 1.0),
    ("xss-html", markup, 1.0),
)


if __name__ == "__main__":
    sys.exit(main())
