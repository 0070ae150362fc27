"""The newsroom's days come out as published, and a second time nothing is new and nothing is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from ipscwatch.newsroom import check
from ipscwatch.newsroom.mishaps import mishaps
from ipscwatch.newsroom.replay import SLACK_SECRET, Replay, replay
from ipscwatch.newsroom.script import DAYS, pieces


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


def test_every_outlet_and_every_day_has_something() -> None:
    days = {piece.at.date() for piece in pieces()}
    assert set(DAYS[1:]) <= days


@pytest.mark.parametrize(
    "break_it", ["mail", "story", "ledger", "secret", "health", "reason", "manners", "item", "own"]
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
    elif what == "item":
        lost = replace(pieces()[0], title="never stored", happening=None)
        with patch.object(check, "pieces", lambda: (*pieces(), lost)):
            yield done
    else:
        leak = done.home / "state" / "leak.txt"
        leak.write_text(SLACK_SECRET)
        yield done
        leak.unlink()
