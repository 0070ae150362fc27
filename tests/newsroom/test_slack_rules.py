"""The newsroom's Slack refuses what Slack refuses, and takes what Slack takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ipscwatch.newsroom.slack_rules import problems, refusal

SAMPLES = Path(__file__).parents[3] / "shared/suites/slack/block_samples.jsonl"


def section(text: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def header(text: str) -> dict[str, Any]:
    return {"type": "header", "text": {"type": "plain_text", "text": text}}


def context(n: int) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * n}


FIELD = {"type": "mrkdwn", "text": "x"}


@pytest.mark.parametrize(
    "payload",
    [
        {"text": "plain"},
        {"blocks": [section("x")] * 50},
        {"blocks": [section("x" * 3000), header("x" * 150), context(10), {"type": "divider"}]},
        {"text": "a &amp; b &lt;c&gt; <https://example.org/?a=1|a link>"},
        {"text": ">quoted\n>quoted"},
        {"blocks": [{"type": "section", "fields": [FIELD] * 10}]},
        {"text": "x", "blocks": []},
    ],
)
def test_what_slack_takes_is_taken(payload: object) -> None:
    assert problems(payload) == ()


@pytest.mark.parametrize(
    ("payload", "word"),
    [
        ([], "invalid_payload"),
        ("text", "invalid_payload"),
        ({}, "no_text"),
        ({"text": ""}, "no_text"),
        ({"text": 7}, "invalid_payload"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"blocks": [section("x")] * 51}, "invalid_blocks"),
        ({"blocks": "x"}, "invalid_blocks"),
        ({"blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"blocks": [section("")]}, "invalid_blocks"),
        ({"blocks": [header("x" * 151)]}, "invalid_blocks"),
        ({"blocks": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]}, "invalid_blocks"),
        ({"blocks": [context(0)]}, "invalid_blocks"),
        ({"blocks": [context(11)]}, "invalid_blocks"),
        ({"blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"blocks": [{"type": "section", "fields": [FIELD] * 11}]}, "invalid_blocks"),
        ({"blocks": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}]}, "invalid_blocks"),
        ({"blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({"blocks": ["x"]}, "invalid_blocks"),
        ({"blocks": [section("x", block_id="x" * 256)]}, "invalid_blocks"),
        ({"blocks": [section("x", block_id="a"), section("x", block_id="a")]}, "invalid_blocks"),
        ({"text": "<!channel>"}, "invalid_payload"),
        ({"text": "<@U012AB3CD>"}, "invalid_payload"),
        ({"text": "<#C012AB3CD>"}, "invalid_payload"),
        ({"text": "<javascript:alert(1)|x>"}, "invalid_payload"),
        ({"text": "a < b"}, "invalid_payload"),
        ({"text": "a & b"}, "invalid_payload"),
        ({"blocks": [section("<!here>")]}, "invalid_payload"),
    ],
)
def test_what_slack_refuses_is_refused_with_its_word(payload: object, word: str) -> None:
    reason = refusal(payload)
    assert reason is not None
    assert reason.startswith(word)


@pytest.mark.suites
@pytest.mark.skipif(not SAMPLES.exists(), reason="Slack's own samples of blocks are not here")
def test_every_sample_block_of_slack_is_taken() -> None:
    refused = []
    samples = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    for sample in samples:
        if sample["block"] == {"type": "section", "fields": []}:
            continue  # a builder's empty start, which Slack itself would not take
        found = [
            problem for problem in problems({"blocks": [sample["block"]]}) if problem.startswith("invalid_blocks")
        ]
        refused += [(sample["test"], problem) for problem in found]
    assert refused == []
