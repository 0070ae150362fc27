"""A real browser shows the digest without a break at any width, and everything in it can be read."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from tests.browser import browser, looks
from tests.digests.days import Newsday, busy_day, quiet_day
from tests.digests.test_media import SUITE, TAGS, poisoned

from ipscwatch.digests.html import html
from ipscwatch.digests.telling import tell
from ipscwatch.model.digest import Language

WIDTHS = (320, 375, 600, 1200)
LANGUAGES: tuple[Language, ...] = get_args(Language)
PROGRAM = browser()
ELEMENTS = {*TAGS, "tbody"}
"""The template's own, and what a browser puts into a table by itself."""
ATTRIBUTES = {"class", "style", "lang", "href", "role", "aria-hidden", "charset", "name", "content"}


@pytest.mark.skipif(PROGRAM is None, reason="no browser is installed here")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_fits_every_window_and_stands_out(*, dark: bool) -> None:
    assert PROGRAM is not None
    pages = {f"{name} {language}": _page(day, language) for name, day in _days().items() for language in LANGUAGES}
    for name, look in looks(PROGRAM, pages, WIDTHS, dark=dark).items():
        assert look.overflow <= 0, name
        assert not look.beyond, name
        assert look.contrast >= 4.5, (name, look.worst)


@pytest.mark.suites
@pytest.mark.skipif(PROGRAM is None, reason="no browser is installed here")
@pytest.mark.skipif(not SUITE.exists(), reason="the script payloads of another project are not here")
def test_no_known_script_payload_is_active_in_a_browser() -> None:
    assert PROGRAM is not None
    payloads = [json.loads(line)["payload"] for line in SUITE.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    pages = {str(n): _page(poisoned(payload, payload), "ja") for n, payload in enumerate(payloads)}
    assert len(pages) > 200
    for (name, _), look in looks(PROGRAM, pages, (600,), dark=False).items():
        found = {tuple(one.split(" ", 1)) for one in look.markup}
        assert {one[0] for one in found} <= ELEMENTS, payloads[int(name)]
        assert {one[1] for one in found if len(one) > 1} <= ATTRIBUTES, payloads[int(name)]


def _page(day: Newsday, language: Language) -> str:
    return html(tell(day.digest(language)))


def _days() -> dict[str, Newsday]:
    long = quiet_day()
    long.story(long.item("W" * 10_000, "Amchepry " + "x" * 10_000, outlet="o" * 300), event="price_listed")
    return {"busy": busy_day(), "quiet": quiet_day(), "long": long}
