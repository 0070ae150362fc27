"""One line an event, whatever a publisher puts into a title."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from ipscwatch.service import logs

NAUGHTY = [
    "a\nb",
    "\x1b[2Jgone",
    "\u2028x\u2029",
    "\x85next",
    "two words",
    'quo"te',
    "",
    "価格改定",
    "\r\nforged event",
]


@pytest.fixture
def stream(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    logs.configure(request.param)
    handler = logs.LOGGER.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    handler.setStream(written)
    yield written
    logs.LOGGER.handlers.clear()


@pytest.mark.parametrize("stream", ["text", "json"], indirect=True)
def test_every_event_is_one_line_without_control_characters(stream: io.StringIO) -> None:
    for title in NAUGHTY:
        logs.event("polled", title=title)
    lines = stream.getvalue().split("\n")[:-1]
    assert len(lines) == len(NAUGHTY)
    assert len(stream.getvalue().splitlines()) == len(NAUGHTY)
    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize("stream", ["json"], indirect=True)
def test_naughty_titles_survive_json(stream: io.StringIO) -> None:
    for title in NAUGHTY:
        logs.event("polled", title=title)
    assert [json.loads(line)["title"] for line in stream.getvalue().splitlines()] == NAUGHTY


@pytest.mark.parametrize("stream", ["json"], indirect=True)
def test_json_lines_read_back(stream: io.StringIO) -> None:
    logs.event("delivered", channel="mail", attempts=2)
    line = json.loads(stream.getvalue())
    assert (line["event"], line["channel"], line["attempts"], line["level"]) == ("delivered", "mail", 2, "info")


@pytest.mark.parametrize("stream", ["text"], indirect=True)
def test_text_lines_quote_what_holds_spaces(stream: io.StringIO) -> None:
    logs.event("polled", source="mhlw", note="two words")
    assert stream.getvalue().endswith('info    polled source=mhlw note="two words"\n')
