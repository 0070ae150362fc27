"""Other projects' feeds, JSON and OPML read by our source kinds; prints figures, fails below the floors.

Run as ``python bench/suites_sources.py [FOLDER]``; without the folder (by default ``../shared/suites`` beside the
repository) there is nothing to run and it says so.
"""

from __future__ import annotations

import ast
import html
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from ipscwatch.errors import ReadError
from ipscwatch.model.document import Document, Request
from ipscwatch.model.reading import Reading
from ipscwatch.model.source import Source, Validators
from ipscwatch.sources import feed, opml, wellformed
from ipscwatch.text.clean import plain
from ipscwatch.text.urls import absolute

SUITES = Path(__file__).resolve().parents[2] / "shared" / "suites"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
SLOW = 2.0
_TITLE = re.compile(r"(feed|entries\[0\])\['title'\] == (u?'(?:[^'\\]|\\.)+')")
FLOORS = {
    "no crash": 1.0,
    "in time": 1.0,
    "alike": 1.0,
    "count": 1.0,
    "title": 0.99,
    "link": 0.99,
    "date": 0.95,
    "url": 0.95,
}

Golden = tuple[str | None, list[str], list[str | None]]
"""What another reader makes of an entry: its title, its links, its dates (ISO 8601)."""


@dataclass
class Tally:
    """What came of one suite."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    notes: list[str] = field(default_factory=list)

    def check(self, what: str, path: str, *, right: bool, note: str = "") -> None:
        """Count one comparison, and remember it where it went wrong."""
        self.counts[f"{what} of"] += 1
        self.counts[what] += right
        if not right:
            self.notes.append(f"{what}: {path} {note}")

    def share(self, what: str) -> float:
        """Return the part of the comparisons that held; 1 where there were none."""
        of = self.counts[f"{what} of"]
        return self.counts[what] / of if of else 1.0


def main(folder: Path = SUITES) -> int:
    """Run every suite that is there; return 1 where a floor was missed."""
    if not folder.is_dir():
        print(f"no suites at {folder}: nothing to do")
        return 0
    tallies = [
        suite(folder) for suite in (feedparser, feedvalidator, gofeed, feed_rs, bombs, json_parsing, opml_lists)
    ]
    for tally in tallies:
        for what in FLOORS:
            if tally.counts[f"{what} of"]:
                _tell(tally, what)
        print(f"{tally.name:14} slowest {tally.slowest:.2f} s")
        if "-v" in sys.argv:
            print(*(f"    {note}" for note in tally.notes), sep="\n")
    together = Tally("together")
    for tally in tallies:
        together.counts += tally.counts
    missed = [what for what, floor in FLOORS.items() if together.share(what) < floor]
    for what in FLOORS:
        _tell(together, what)
    print(f"below the floor: {', '.join(missed)}" if missed else "all floors reached")
    return 1 if missed else 0


def _tell(tally: Tally, what: str) -> None:
    print(
        f"{tally.name:14} {what:9} {tally.counts[what]:5}/{tally.counts[f'{what} of']:<5} {tally.share(what):8.2%}"
    )


def feedparser(folder: Path) -> Tally:
    """Read every case of feedparser's own suite."""
    tally = Tally("feedparser")
    for case in _cases(folder / "feedparser"):
        headers = case["headers"] or {}
        reading = _read(tally, folder / "feedparser" / case["path"], headers.get("content-type", ""))
        if case["group"] == "encoding/" and (stated := _TITLE.search(case["expect"])):
            golden = ast.literal_eval(stated[2])
            titles = (reading.title, *(entry.title for entry in reading.entries)) if reading else ()
            right = any(_same(title, golden) for title in titles)
            tally.check("title", case["path"], right=right, note=f"{titles!r} for {golden!r}")
    return tally


def feedvalidator(folder: Path) -> Tally:
    """Read every case of the W3C feed validator."""
    tally = Tally("feedvalidator")
    for case in _cases(folder / "feedvalidator"):
        _read(tally, folder / "feedvalidator" / case["path"])
    return tally


def gofeed(folder: Path) -> Tally:
    """Compare with what gofeed reads."""
    tally = Tally("gofeed")
    for case in _cases(folder / "gofeed"):
        path = folder / "gofeed" / case["path"]
        if path.suffix not in {".xml", ".json"} or "n_entries" not in case:
            continue
        reading = _read(tally, path)
        golden: list[Golden] = [
            (entry.get("title"), [entry["link"]] if entry.get("link") else [], []) for entry in case["entries"]
        ]
        _compare(tally, case["path"], reading, case["n_entries"], golden)
    return tally


def feed_rs(folder: Path) -> Tally:
    """Compare with what feed-rs reads."""
    tally = Tally("feed-rs")
    for case in _cases(folder / "feed-rs"):
        reading = _read(tally, folder / "feed-rs" / case["path"])
        if case.get("n_entries") is not None:
            golden: list[Golden] = [
                (entry["title"], entry["links"], [entry["published"], entry["updated"]])
                for entry in case["entries"]
            ]
            _compare(tally, case["path"], reading, case["n_entries"], golden)
    return tally


def bombs(folder: Path) -> Tally:
    """Read XML bombs as feeds: refused, or bounded."""
    tally = Tally("xml-bombs")
    for path in sorted((folder / "xml-bombs").rglob("*.x*")):
        _read(tally, path)
    return tally


def json_parsing(folder: Path) -> Tally:
    """Read every JSON document as a JSON Feed: an error or a reading, never a crash."""
    tally = Tally("json-parsing")
    for case in _cases(folder / "json-parsing"):
        _read(tally, folder / "json-parsing" / case["path"])
    return tally


def opml_lists(folder: Path) -> Tally:
    """Read every OPML list: something or a warning, never a crash."""
    tally = Tally("opml")
    for case in _cases(folder / "opml"):
        path = folder / "opml" / case["path"]
        is_opml = "/opml/" in case["path"] and "opportunities" not in case["path"]
        start = time.perf_counter()
        read = opml.read(path.read_bytes())
        tally.slowest = max(tally.slowest, time.perf_counter() - start)
        tally.check("in time", str(path), right=time.perf_counter() - start <= SLOW)
        urls = re.findall(
            r"\[[\"']feeds[\"']\]\[\d+\]\[[\"']url[\"']\] == [\"'](https?://[^\"']*)[\"']", case["spec"]
        )
        if urls and is_opml:
            tally.check("url", str(path), right=set(map(absolute, urls)) <= {one.url for one in read.subscriptions})
    return tally


def _cases(folder: Path) -> Iterator[dict[str, Any]]:
    with (folder / "manifest.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _read(tally: Tally, path: Path, content_type: str = "") -> Reading | None:
    media_type, _, charset = content_type.partition("charset=")
    source = Source(source_id=path.stem, name="", kind="feed", url="http://suite.example/feed", tier=5, outlet="")
    document = Document(
        request=Request(url=source.url),
        url=source.url,
        status=200,
        media_type=media_type.strip("; ").lower() or None,
        charset=charset or None,
        headers={},
        body=path.read_bytes(),
        fetched_at=NOW,
        validators=Validators(),
    )
    start = time.perf_counter()
    try:
        reading = feed.read(source, document, NOW)
    except ReadError:
        reading = None
        tally.check("no crash", str(path), right=True)
    except Exception as e:  # noqa: BLE001 - a crash is what is counted here
        reading = None
        tally.check("no crash", str(path), right=False, note=repr(e))
    else:
        tally.check("no crash", str(path), right=True)
    took = time.perf_counter() - start
    tally.slowest = max(tally.slowest, took)
    tally.check("in time", str(path), right=took <= SLOW)
    if path.suffix == ".xml":
        tally.check("alike", str(path), right=_slowly(source, document) == reading)
    return reading


def _slowly(source: Source, document: Document) -> Reading | None:
    """Read a feed by feedparser alone."""
    with patch.object(wellformed, "read", return_value=None):
        try:
            return feed.read(source, document, NOW)
        except Exception:  # noqa: BLE001 - counted where it was read the usual way
            return None


def _compare(tally: Tally, path: str, reading: Reading | None, count: int, golden: list[Golden]) -> None:
    entries = reading.entries if reading else ()
    tally.check("count", path, right=len(entries) == count, note=f"{len(entries)} for {count}")
    if len(entries) != count:
        return
    for entry, (title, links, dates) in zip(entries, golden, strict=False):
        if title:
            tally.check("title", path, right=_same(entry.title, title), note=f"{entry.title!r} for {title!r}")
        if links:
            right = any(absolute(link, entry.url) == entry.url for link in links)
            tally.check("link", path, right=right, note=f"{entry.url!r} for {links!r}")
        stated = {date[:19] for date in dates if date}
        if stated:
            ours = {at.isoformat()[:19] for at in (entry.published_at, entry.updated_at) if at}
            tally.check("date", path, right=bool(ours & stated), note=f"{ours} for {stated}")


def _same(ours: str, golden: str) -> bool:
    forms = (golden, plain(golden), html.unescape(golden))
    return "".join(ours.split()) in {"".join(form.split()) for form in forms}


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    sys.exit(main(*folders[:1]))
