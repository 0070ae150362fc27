"""A kind is found by its name, and only what reads it is loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ipscwatch import channels, sources

QUIET_PASS = """
import sys
from ipscwatch import channels, sources
from ipscwatch.service import engine, run
sources.kinds()["feed"], channels.kinds()["file"]
print(*sys.modules)
"""
NOT_NEEDED = {"apscheduler", "bs4", "css_inline", "feedparser", "jinja2", "rapidfuzz", "trafilatura"}


def test_a_kind_is_known_by_its_name_wherever_it_is() -> None:
    assert all(sources.kinds()[name].name == name for name in sources.kinds())
    assert all(channels.kinds()[name].name == name for name in channels.kinds())
    assert {"feed", "json"} <= set(sources.kinds())


@pytest.mark.parametrize("name", ["stated", "os", "..", "", "feed.read"])
def test_what_is_no_kind_is_not_found(name: str) -> None:
    assert name not in sources.kinds()


def test_a_pass_without_news_loads_nothing_that_only_news_need() -> None:
    done = subprocess.run([sys.executable, "-c", QUIET_PASS], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "ipscwatch.sources.feed" in loaded
    assert not loaded & (NOT_NEEDED | {"ipscwatch.watching.extractors", "ipscwatch.watching.events"})
