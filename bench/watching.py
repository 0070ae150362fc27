"""How fast texts are folded, matched, judged and grouped: medians of repeated runs, and ratios between them."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from ipscwatch.config.reading import Reading
from ipscwatch.config.secrets import Surroundings
from ipscwatch.config.tables import FILES, SubjectTable, TermTable
from ipscwatch.model.item import Item
from ipscwatch.model.story import StoryKey
from ipscwatch.model.term import Subject, Term
from ipscwatch.text.fold import fold
from ipscwatch.watching import flags, stories
from ipscwatch.watching.evaluation import Case, read_cases
from ipscwatch.watching.events import classify
from ipscwatch.watching.extractors import extract
from ipscwatch.watching.terms import Matcher

ROOT = Path(__file__).resolve().parents[1]
RUNS = 15
KNOWN = 9_000
"""Story keys a poll may hold: three weeks of a lively field."""


def main() -> int:
    """Print the figures."""
    terms, subjects = _shipped()
    items = [case.item for case in the_cases()]
    for line in (
        *_matching(items),
        *_reading(items, terms, subjects),
        *_claiming(items, terms, subjects),
        *_grouping(items, terms, subjects),
    ):
        print(line)
    return 0


def _shipped() -> tuple[tuple[Term, ...], tuple[Subject, ...]]:
    reading = Reading(Surroundings(home=ROOT, environ={}))
    file = reading.file(ROOT / "config" / "terms.toml", FILES["terms"])
    terms = tuple(table.value() for _, table in reading.tables(file, TermTable, "term"))
    return terms, tuple(table.value() for _, table in reading.tables(file, SubjectTable, "subject"))


def the_cases() -> Iterator[Case]:
    """Yield the cases of the evaluation."""
    for path in sorted((ROOT / "tests" / "eval").glob("*.jsonl")):
        yield from read_cases(path.read_text(encoding="utf-8").splitlines(), origin=path.name)


def median_of(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median seconds of a piece of work, once run to warm up."""
    work()
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return median(taken)


def _text(items: list[Item], length: int) -> str:
    """Return the Japanese texts of the evaluation one after the other, as far as `length` characters."""
    return "".join(item.text for item in items if item.language == "ja")[:length]


def _terms(n: int) -> list[Term]:
    """Return `n` terms of one word each, the products' names among them."""
    chance = random.Random(5)
    kana = "アイウエオカキクケコサシスセソタチツテトナニヌネノ"
    words = ["".join(chance.choices(kana, k=6)) for _ in range(n - 2)]
    return [
        Term(term_id=f"t{number}", label="T", any=(word,))
        for number, word in enumerate((*words, "アムシェプリ", "リハート"))
    ]


def _item(title: str, text: str) -> Item:
    at = datetime(2026, 3, 6, tzinfo=UTC)
    return Item(
        item_id="i",
        source_id="s",
        keys=(),
        url=None,
        title=title,
        text=text,
        language="ja",
        outlet="O",
        tier=3,
        published_at=at,
        received_at=at,
        content_hash="",
    )


def _anew(matcher: Matcher, item: Item) -> None:
    """Match an item whose text was not folded before."""
    fold.cache_clear()
    matcher.match(item)


def _matching(items: list[Item]) -> Iterator[str]:
    text = _text(items, 3_000)
    item = _item("", text)
    folding = median_of(lambda: fold.__wrapped__(text), 101)
    yield f"fold 3,000 Japanese characters: {folding * 1e6:.0f} µs"
    times = {}
    for n in (200, 5_000):
        matcher = Matcher(_terms(n), ())
        times[n] = median_of(lambda matcher=matcher: _anew(matcher, item), 101)  # type: ignore[misc]
        yield f"fold and match them with {n:,} terms: {times[n] * 1e6:.0f} µs"
    yield f"5,000 terms against 200: × {times[5_000] / times[200]:.2f}"


def _reading(items: list[Item], terms: tuple[Term, ...], subjects: tuple[Subject, ...]) -> Iterator[str]:
    matcher = Matcher(terms, subjects)

    def work() -> None:
        for item in items:
            classify(item, matcher.match(item), subjects)

    taken = median_of(work, 7)
    yield f"item to events: {len(items) / taken:.0f} items a second ({len(items)} of the evaluation)"


def _claiming(items: list[Item], terms: tuple[Term, ...], subjects: tuple[Subject, ...]) -> Iterator[str]:
    """Measure texts of 3,000 characters made of articles that mention both products, each time as a new item."""
    matcher = Matcher(terms, subjects)
    for language in ("ja", "en"):
        taken = defaultdict[str, list[float]](list)
        texts = _dense(items, language, matcher)
        for run in range(3 * RUNS + 1):
            for text in texts:
                item = replace(_item("", text), item_id=str(run), language=language)
                fold.cache_clear()
                mentions = matcher.match(item)
                for name, work in (
                    ("events", lambda: classify(item, mentions, subjects)),  # noqa: B023 - it is called at once
                    ("claims", lambda: extract(item, subjects)),  # noqa: B023
                    ("flags beside the claims", lambda: flags.find(item, subjects)),  # noqa: B023
                ):
                    started = time.perf_counter()
                    work()
                    taken[name].append(time.perf_counter() - started)
        for name, times in taken.items():
            warm = times[len(texts) :]
            least, middle = min(warm) * 1e3, median(warm) * 1e3
            yield f"{name} of 3,000 dense characters ({language}): {middle:.1f} ms, at least {least:.1f} ms"


def _dense(items: list[Item], language: str, matcher: Matcher) -> list[str]:
    """Return pieces of 3,000 characters of the articles that mention both products, the longest first."""
    both = [
        item
        for item in sorted(items, key=lambda item: -len(item.text))
        if item.language == language and {"amchepry", "reheart"} <= {one.term_id for one in matcher.match(item)}
    ]
    whole = "\n\n".join(item.full_text for item in both)
    return [whole[at : at + 3_000] for at in range(0, len(whole) - 2_999, 3_000)][:3]


def _grouping(items: list[Item], terms: tuple[Term, ...], subjects: tuple[Subject, ...]) -> Iterator[str]:
    matcher = Matcher(terms, subjects)
    keys = [
        stories.key(item, classify(item, mentions, subjects)) for item in items if (mentions := matcher.match(item))
    ]
    known = list(_many(keys, KNOWN))
    new = keys[:20]
    alone = median_of(lambda: stories.group(new[:1], known), 7)
    twenty = median_of(lambda: stories.group(new, known), 7)
    yield f"group 1 item with {KNOWN:,} known: {alone * 1e3:.1f} ms"
    further = (twenty - alone) / (len(new) - 1)
    yield f"group 20 items with {KNOWN:,} known: {twenty * 1e3:.1f} ms, each further one {further * 1e3:.2f} ms"
    bare = [replace(key, events=(), shingles=frozenset(), dated_at=new[0].dated_at) for key in known]
    titles = [replace(key, events=(), shingles=frozenset(), dated_at=new[0].dated_at) for key in new]
    one, all_of_them = (median_of(lambda n=n: stories.group(titles[:n], bare), 7) for n in (1, len(titles)))  # type: ignore[misc]
    yield f"a title against {KNOWN:,} of the same week: {(all_of_them - one) / (len(titles) - 1) * 1e3:.2f} ms"


def _many(keys: list[StoryKey], n: int) -> Iterator[StoryKey]:
    for number in range(n):
        key = keys[number % len(keys)]
        yield replace(
            key,
            item_id=f"k{number}",
            story_id=f"k{number}",
            title=f"{key.title} {number}",
            shingles=frozenset((piece * 31 + number * 7) % 2**32 for piece in key.shingles),
            dated_at=key.dated_at - timedelta(days=30 + number % 300),
            event_on=None,
        )
