"""A digest in Slack: what a webhook receives, and what each of its answers means."""

from __future__ import annotations

import asyncio
import json

import pytest
from tests.channels.servers import Webhook, raw_server, webhook
from tests.digests.days import busy_day, many_stories

from ipscwatch.channels import kinds, posting
from ipscwatch.channels.slack import SlackOptions
from ipscwatch.errors import DeliveryError
from ipscwatch.model.digest import Digest
from ipscwatch.model.settings import Channel, Secret
from ipscwatch.newsroom.slack_rules import refusal

SLACK = kinds()["slack"]
SECRET = "very-secret-path"


def channel(address: str, allow_host: str | None = "127.0.0.1") -> Channel:
    return Channel(
        channel_id="slack", kind="slack", options=SlackOptions(webhook=Secret(address), allow_host=allow_host)
    )


@pytest.fixture
def digest() -> Digest:
    return busy_day().digest()


def as_slack_does(body: bytes) -> tuple[int, str, dict[str, str]]:
    """Answer as Slack answers a good or a bad payload."""
    reason = refusal(json.loads(body))
    return (200, "ok", {}) if reason is None else (400, reason, {})


@pytest.mark.parametrize("n", [0, 1, 500])
async def test_slack_takes_every_message_and_each_says_its_key(n: int) -> None:
    hook = Webhook(check=as_slack_does)
    async with webhook(hook) as address:
        through = channel(address)
        messages = SLACK.render(many_stories(n).digest(), through)
        assert [await SLACK.send(message, through) for message in messages] == ["ok"] * len(messages)
    for message, body in zip(messages, hook.bodies, strict=True):
        payload = json.loads(body)
        assert message.message_id in payload["blocks"][-1]["elements"][0]["text"]
        assert payload["unfurl_links"] is False
        assert payload["text"]


async def failed(digest: Digest, hook: Webhook) -> DeliveryError:
    async with webhook(hook) as address:
        through = channel(address)
        (message,) = SLACK.render(digest, through)
        with pytest.raises(DeliveryError) as caught:
            await SLACK.send(message, through)
    assert SECRET not in f"{caught.value} {caught.value!r} {caught.value.__cause__!r} {through!r}"
    return caught.value


@pytest.mark.parametrize(
    ("status", "said", "permanent", "wait"),
    [
        (429, "rate_limited", False, 30.0),
        (429, "", False, None),
        (500, "rollup_error", False, None),
        (502, "<html>Bad gateway</html>", False, None),
        (503, "", False, None),
        (400, "user_not_found", True, None),
        (400, "no_text", True, None),
        (403, "action_prohibited", True, None),
        (403, "invalid_token", True, None),
        (404, "no_service", True, None),
        (404, "channel_not_found", True, None),
        (410, "channel_is_archived", True, None),
        (200, "maybe", True, None),
        (200, "<html>Sign in to the guest network</html>", False, None),
        (302, "", False, None),
        (408, "", False, None),
    ],
)
async def test_what_an_answer_means(
    digest: Digest, status: int, said: str, wait: float | None, *, permanent: bool
) -> None:
    headers = {"Retry-After": str(int(wait))} if wait else {}
    hook = Webhook(
        answers=[(status, said, headers | ({"Location": "http://127.0.0.1:1/"} if status == 302 else {}))]
    )
    error = await failed(digest, hook)
    assert error.permanent is permanent
    assert error.retry_after == wait
    assert str(status) in str(error)
    assert len(hook.bodies) == 1


@pytest.mark.parametrize("word", ["invalid_payload", "invalid_blocks"])
async def test_blocks_that_are_refused_go_out_as_text_once(digest: Digest, word: str) -> None:
    hook = Webhook(answers=[(400, word, {})])
    async with webhook(hook) as address:
        through = channel(address)
        (message,) = SLACK.render(digest, through)
        assert await SLACK.send(message, through) == "ok (as text alone)"
    rich, plain = (json.loads(body) for body in hook.bodies)
    assert "blocks" in rich
    assert "blocks" not in plain
    assert plain["text"].startswith(message.content["text"][:40])
    assert refusal(plain) is None


async def test_text_that_is_refused_too_is_refused_for_good(digest: Digest) -> None:
    error = await failed(digest, Webhook(answers=[(400, "invalid_blocks", {}), (400, "invalid_payload", {})]))
    assert error.permanent


async def test_a_webhook_that_never_answers_is_tried_again(digest: Digest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "TIMEOUT", 0.2)

    async def talk(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async with raw_server(talk) as port:
        through = channel(f"http://127.0.0.1:{port}/{SECRET}")
        (message,) = SLACK.render(digest, through)
        with pytest.raises(DeliveryError) as caught:
            await SLACK.send(message, through)
    assert not caught.value.permanent
    assert SECRET not in str(caught.value)


async def test_a_webhook_that_is_not_there_is_tried_again(digest: Digest) -> None:
    async with webhook(Webhook()) as address:
        through = channel(address)
    (message,) = SLACK.render(digest, through)
    with pytest.raises(DeliveryError) as caught:
        await SLACK.send(message, through)
    assert not caught.value.permanent
    assert SECRET not in f"{caught.value} {caught.value.__cause__!r} {caught.value.__context__ and ''}"


@pytest.mark.parametrize(
    ("address", "allow_host"),
    [
        ("https://hooks.slack.com.evil.example/services/very-secret-path", None),
        ("https://evil.example/services/very-secret-path", None),
        ("http://hooks.slack.com/services/very-secret-path", None),
        ("https://hooks.slack.com@evil.example/very-secret-path", None),
        ("very-secret-path", None),
        ("https://hooks.slack.com/services/very-secret-path", "chat.example.org"),
    ],
)
def test_an_address_that_is_not_slacks_is_refused_without_showing_it(address: str, allow_host: str | None) -> None:
    with pytest.raises(ValueError, match="webhook") as caught:
        channel(address, allow_host)
    assert SECRET not in str(caught.value)


def test_slacks_own_address_is_taken() -> None:
    channel("https://hooks.slack.com/services/T0/B0/x", None)
