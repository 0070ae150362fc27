"""The newsroom's days come out as published, and a second time nothing is new and nothing is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest

from ipscwatch.digests.telling import tell
from ipscwatch.model.digest import Digest
from ipscwatch.newsroom import check
from ipscwatch.newsroom.mishaps import mishaps
from ipscwatch.newsroom.replay import SLACK_SECRET, Replay, replay
from ipscwatch.newsroom.script import DAYS, pieces
from ipscwatch.service.composing import since_when
from ipscwatch.store import Store
from ipscwatch.text.language import detect

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("newsroom")


@pytest.fixture(scope="module")
def first(home: Path) -> Replay:
    return asyncio.run(replay(home))


def test_what_arrived_is_what_was_published(first: Replay) -> None:
    assert check.differences(first) == []


def test_a_second_replay_on_the_same_state_brings_nothing(first: Replay) -> None:
    assert check.differences_again(asyncio.run(replay(first.home))) == []


def test_unchanged_pages_cost_a_conditional_request(first: Replay) -> None:
    lists = [status for path, status in first.requests if "/news." in path or "/list." in path]
    assert lists.count(304) > len(lists) / 2


def test_in_japanese_all_is_japanese_but_names_and_quotes(first: Replay) -> None:
    schedule = replace(first.settings.digests[0], language="ja")
    with Store.open(first.settings.database, readonly=True) as store:
        digest = since_when(store, first.settings, schedule, datetime(2026, 1, 1, tzinfo=UTC), NOW)
    page = tell(digest)
    lines = [line for section in page.sections for entry in section.entries for line in entry.lines]
    ours = [line for line in lines if line.kind in ("kicker", "note", "warning", "rival")]
    said = ["".join(piece.text for piece in line.pieces if not piece.language and not piece.url) for line in ours]
    assert len(said) > 50
    assert [text for text in said if detect(text) not in ("ja", None) and not _is_a_cell(text, digest)] == []
    assert [notice for notice in digest.notices if detect(notice) != "ja"] == []


def _is_a_cell(text: str, digest: Digest) -> bool:
    """Say whether a line is the cell of a table, which has the table's own words."""
    columns = {
        column for row in digest.row_changes for side in (row.before, row.after) if side for column in side.cells
    }
    return text.partition("：")[0] in columns


def test_every_outlet_and_every_day_has_something() -> None:
    days = {piece.at.date() for piece in pieces()}
    assert set(DAYS[1:]) <= days


@pytest.mark.parametrize(
    "break_it", ["mail", "story", "ledger", "secret", "health", "reason", "manners", "item", "own", "study"]
)
def test_the_check_fails_when_something_is_wrong(first: Replay, break_it: str) -> None:
    with broken(first, break_it) as wrong:
        assert check.differences(wrong) != []


class broken:  # noqa: N801  # reads as a verb
    """Breaks one thing of a replay for as long as the block runs."""

    def __init__(self, done: Replay, what: str) -> None:
        self._iterator = _break(done, what)

    def __enter__(self) -> Replay:
        return next(self._iterator)

    def __exit__(self, *_: object) -> None:
        next(self._iterator, None)


def _break(done: Replay, what: str) -> Iterator[Replay]:
    if what == "mail":
        mail = done.mails.pop()
        yield done
        done.mails.append(mail)
    elif what == "story":
        kept = done.days[2].digests
        done.days[2].digests = ()
        yield done
        done.days[2].digests = kept
    elif what == "ledger":
        check.FACTS["amchepry", "price_jpy", ""] = "1"
        yield done
        check.FACTS["amchepry", "price_jpy", ""] = "55306737"
    elif what == "health":
        with patch.object(check, "mishaps", lambda: [one for one in mishaps() if one.outlet != "agency"]):
            yield done
    elif what == "reason":
        with patch.object(check, "mishaps", lambda: [replace(one, told="a login page") for one in mishaps()]):
            yield done
    elif what == "manners":
        done.requests.append(("/korea/news.xml", 429))
        yield done
        done.requests.pop()
    elif what == "own":
        with patch.object(check, "OWN", "amchepry"), patch.object(check, "OWN_CODE", "2190TEST9999"):
            yield done
    elif what == "study":
        with patch.dict(check.STUDY):
            del check.STUDY["2026-05-20"]
            yield done
    elif what == "item":
        lost = replace(pieces()[0], title="never stored", happening=None)
        with patch.object(check, "pieces", lambda: (*pieces(), lost)):
            yield done
    else:
        leak = done.home / "state" / "leak.txt"
        leak.write_text(SLACK_SECRET)
        yield done
        leak.unlink()
