"""Every source of the newsroom can be tried by its id, and found again from its bare address."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ipscwatch import channels, sources
from ipscwatch.cli import main
from ipscwatch.config import load
from ipscwatch.newsroom import registry, replay
from ipscwatch.newsroom.home import furnish
from ipscwatch.newsroom.script import DAYS, TOKYO, pieces
from ipscwatch.newsroom.web import Web, serving

NOW = datetime.combine(DAYS[-1], time(19, 50), tzinfo=TOKYO).astimezone(UTC)
PUBLISHED = {
    outlet: {
        piece.title for piece in pieces() if piece.outlet == outlet and (piece.at <= NOW or piece.at.year > 2026)
    }
    for outlet in replay.PRINTERS
}
OTHER = '[[source]]\nid = "other"\nname = "Other"\nkind = "feed"\nurl = "https://other.example/f"\ntier = 5\n'
NOT_FOUND = {"cuorips": "looks like no feed", "price_list": "papers or a price list behind its links need a kind"}
"""A list of one entry is none, and an index does not say what is behind its links: those are configured by hand."""


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    """Serve the last day, without what goes wrong on it."""
    with pytest.MonkeyPatch.context() as patch, serving() as opened:
        patch.setattr(replay, "mishaps", lambda: ())
        replay.publish(opened, NOW)
        yield opened


@pytest.fixture(scope="module")
def home(web: Web, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    furnish(folder, origin=web.origin, smtp_port=9, webhook=f"{web.origin}/slack/services/T0/B0/x")
    return folder


def tables(home: Path) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = tomllib.loads((home / "config" / "sources.toml").read_text("utf-8"))["source"]
    return told


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["source", *words], catch_exceptions=False)


def test_each_is_tried_by_its_id_and_says_what_was_published(home: Path) -> None:
    ids = [table["id"] for table in tables(home)]
    done = run("test", *ids, "--format", "json", "--home", str(home))
    told = {source_id: json.loads(line) for source_id, line in zip(ids, done.stdout.splitlines(), strict=True)}
    assert {one["status"] for one in told.values()} == {"ok"}
    assert {source_id: one["kind"] for source_id, one in told.items()} == {
        table["id"]: table["kind"] for table in tables(home)
    }
    for outlet, titles in PUBLISHED.items():
        assert {item["title"] for item in told[outlet]["items"]} == titles
    assert [row["key"] for row in told["registry"]["rows"]] == [registry.STUDY]
    assert len(told["price_list"]["rows"]) > 100


def test_each_is_found_from_its_address_alone_and_reads_the_same(home: Path, web: Web, tmp_path: Path) -> None:
    furnish(tmp_path, origin=web.origin, smtp_port=9, webhook=f"{web.origin}/slack/services/T0/B0/x")
    (tmp_path / "config" / "sources.toml").write_text(OTHER)
    for table in tables(home):
        done = run("add", table["url"], "--id", table["id"], "--allow-private", "--home", str(tmp_path))
        if table["id"] in NOT_FOUND:
            assert done.exit_code == 1
            assert NOT_FOUND[table["id"]] in done.stderr
        else:
            assert done.exit_code == 0, done.stderr
    added = {table["id"]: table for table in tables(tmp_path)[1:]}
    wanted = {table["id"]: table["kind"] for table in tables(home) if table["id"] not in NOT_FOUND}
    assert {source_id: table["kind"] for source_id, table in added.items()} == wanted
    assert added["registry"]["options"] == {"preset": "clinicaltrials"}
    assert all(added[outlet]["options"]["item"] for outlet, kind in wanted.items() if kind == "links")
    ids = list(added)
    done = run("test", *ids, "--format", "json", "--home", str(tmp_path))
    for source_id, line in zip(ids, done.stdout.splitlines(), strict=True):
        titles = {item["title"] for item in json.loads(line)["items"]}
        if source_id == "council":  # its titles are short, and told with the page's name
            assert {title.removeprefix("総会 ") for title in titles} == PUBLISHED[source_id]
        elif source_id in PUBLISHED:
            assert titles == PUBLISHED[source_id]
    load(tmp_path, kinds=sources.kinds(), channels=channels.kinds(), environ={})
