"""Real input: the five documents and real-world feeds, polled over HTTP with a plain configuration.

Looks for ``../shared/seeds`` and ``../shared/suites`` beside the repository, and skips when they are absent. Every
mention of the two products that stands in the documents must be found, none in the feeds; the digest lists them; a
second poll finds nothing new.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

from ipscwatch import channels, sources
from ipscwatch.config import default_folder, load
from ipscwatch.digests.telling import tell
from ipscwatch.digests.text import text as render_text
from ipscwatch.model.digest import ItemView
from ipscwatch.model.settings import Settings
from ipscwatch.newsroom.web import Page, Web, serving
from ipscwatch.service.composing import make_digest
from ipscwatch.service.engine import opened
from ipscwatch.service.run import RunReport, run_once
from ipscwatch.store import Store

SHARED = Path(__file__).resolve().parents[2] / "shared"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
PRODUCTS = {"amchepry": re.compile("amchepry", re.IGNORECASE), "reheart": re.compile("reheart", re.IGNORECASE)}
WANTED_FEEDS = 12


def main() -> int:
    """Poll twice and print what was found; 1 when something was missed or made up."""
    documents = sorted((SHARED / "seeds").glob("*.txt"))
    if not documents:
        print(f"skipped: {SHARED / 'seeds'} is not there")
        return 0
    with serving() as web, tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        feeds = _publish(web, documents)
        settings = _settings(home, web.origin, [path.stem for path in documents], feeds)
        first, digest = asyncio.run(_poll(settings, NOW))
        second, _ = asyncio.run(_poll(settings, NOW + timedelta(hours=2)))
        problems = [*_missed(settings, documents), *_again(second)]
    print(
        f"{len(documents)} documents, {len(feeds)} feeds: {first.new_items} items, {first.mentions} with a mention"
    )
    print(f"second poll: {second.new_items} new, {second.changes} changes, {second.unchanged} unchanged")
    print(digest)
    for failure in first.failures:
        print(f"failed: {failure}")
    for problem in problems:
        print(f"WRONG: {problem}")
    return 1 if problems or first.failures else 0


def _publish(web: Web, documents: list[Path]) -> list[str]:
    for path in documents:
        lines = path.read_text(encoding="utf-8").splitlines()
        title = next((line for line in lines if line.strip()), path.stem)[:160]
        body = "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())
        head = f"<!doctype html><html lang=en><head><title>{escape(title)}</title></head>"
        page = f"{head}<body><article>{body}</article></body></html>"
        web.pages[f"/documents/{path.stem}"] = Page(body=page.encode(), content_type="text/html; charset=utf-8")
    names: list[str] = []
    for path in _real_feeds():
        name = f"feed{len(names)}"
        web.pages[f"/feeds/{name}"] = Page(body=path.read_bytes(), content_type="application/xml")
        names.append(name)
    return names


def _real_feeds() -> list[Path]:
    """Return real-world feeds of the suites that hold several entries, the largest first."""
    found = [
        path
        for suite in ("gofeed", "feed-rs")
        for path in (SHARED / "suites" / suite).rglob("*.xml")
        if len(re.findall(rb"<(?:item|entry)[ >]", path.read_bytes())) >= 2
    ]
    return sorted(found, key=lambda path: (-path.stat().st_size, path.name))[:WANTED_FEEDS]


def _settings(home: Path, origin: str, documents: list[str], feeds: list[str]) -> Settings:
    config = home / "config"
    config.mkdir()
    tables = [_source(f"doc-{n}", "article", f"{origin}/documents/{name}") for n, name in enumerate(documents)]
    tables += [_source(name, "feed", f"{origin}/feeds/{name}") for name in feeds]
    (config / "sources.toml").write_text("\n".join(tables), encoding="utf-8")
    (config / "terms.toml").write_bytes((default_folder() / "terms.toml").read_bytes())
    (config / "ipscwatch.toml").write_text(
        '[polling]\ncontact = "bench@example.org"\nhost_gap = "0s"\n\n[[channel]]\nid = "file"\nkind = "file"\n\n'
        '[[digest]]\nid = "daily"\nchannels = ["file"]\n',
        encoding="utf-8",
    )
    return load(home, kinds=sources.kinds(), channels=channels.kinds(), environ={})


def _source(source_id: str, kind: str, url: str) -> str:
    return (
        f'[[source]]\nid = "{source_id}"\nname = "{source_id}"\nkind = "{kind}"\nurl = "{url}"\ntier = 5\n'
        'language = "en"\nquiet_after = "3650d"\nallow_private = true\n'
    )


async def _poll(settings: Settings, now: datetime) -> tuple[RunReport, str]:
    async with opened(settings, now) as engine:
        report = await run_once(engine, now, only=[source.source_id for source in settings.sources])
        digest = make_digest(engine.store, settings, settings.digests[0], now.date(), now)
        return report, render_text(tell(digest))


def _missed(settings: Settings, documents: list[Path]) -> list[str]:
    """Compare the mentions stored with a plain count of the names in the documents' files."""
    with Store.open(settings.database, readonly=True) as store:
        archive = store.archive(datetime.min.replace(tzinfo=UTC))
        views = [view for view in store.items(item.item_id for item in archive).values() if view.mentions]
    problems = []
    for number, path in enumerate(documents):
        raw = path.read_text(encoding="utf-8")
        found = _counts([view for view in views if view.item.source_id == f"doc-{number}"])
        expected = {name: len(pattern.findall(raw)) for name, pattern in PRODUCTS.items()}
        if {name: found[name] for name in PRODUCTS} != expected:
            problems.append(f"{path.name}: {dict(found)} found, {expected} written")
        if not found["ipsc_approvals"]:
            problems.append(f"{path.name}: no iPSC approval found")
        print(f"{path.name}: {dict(found)}")
    return problems + [
        f"a mention in {view.item.source_id}: {view.item.title}"
        for view in views
        if view.item.source_id.startswith("feed")
    ]


def _counts(views: list[ItemView]) -> Counter[str]:
    """Count the products' names by the quoted characters, and the mentions of every other term."""
    counts: Counter[str] = Counter()
    for mention in (mention for view in views for mention in view.mentions):
        name = PRODUCTS.get(mention.term_id)
        counts[mention.term_id] += name is None or name.search(mention.quote) is not None
    return counts


def _again(second: RunReport) -> list[str]:
    return [f"the second poll brought {second.new_items} new items"] if second.new_items else []


if __name__ == "__main__":
    sys.exit(main())
