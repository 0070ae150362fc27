"""A digest in Slack by a bot: facts in the channel, details in their thread, each message once whatever happens."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.channels.slack_api import ROOM, TOKEN, SlackApi, slack_api
from tests.digests.days import busy_day, many_stories, quiet_day

from ipscwatch.channels import kinds
from ipscwatch.channels.slack import SlackOptions
from ipscwatch.errors import DeliveryError
from ipscwatch.model.digest import Digest, Message
from ipscwatch.model.settings import Channel, Secret

SLACK = kinds()["slack"]


def channel(address: str, token: str = TOKEN, room: str = ROOM) -> Channel:
    options = SlackOptions(token=Secret(token), channel=room, api=address)
    return Channel(channel_id="slack", kind="slack", options=options)


def rendered(digest: Digest) -> tuple[Message, ...]:
    return SLACK.render(digest, channel("https://slack.com/api/"))


async def sent(api: SlackApi, digest: Digest) -> list[str]:
    async with slack_api(api) as address:
        return [await SLACK.send(message, channel(address)) for message in rendered(digest)]


async def test_facts_stand_in_the_channel_and_everything_else_in_their_thread() -> None:
    api = SlackApi()
    receipts = await sent(api, busy_day().digest())
    first, *rest = api.messages
    assert receipts == [one["ts"] for one in api.messages]
    assert "thread_ts" not in first
    assert rest
    assert {one["thread_ts"] for one in rest} == {first["ts"]}
    assert "¥55,306,737" in json.dumps(first["blocks"], ensure_ascii=False)
    assert headers(first)[1:] == ["Facts · Amchepry", "Facts · Amchepry, ReHeart", "Facts · ReHeart"]
    assert not [title for one in rest for title in headers(one) if title.startswith("Facts")]


def headers(message: dict[str, Any]) -> list[str]:
    return [block["text"]["text"] for block in message["blocks"] if block["type"] == "header"]


@pytest.mark.parametrize("n", [0, 1, 200])
async def test_each_message_has_its_key_in_its_metadata_and_is_there_once(n: int) -> None:
    api, digest = SlackApi(page=200), many_stories(n).digest()
    await sent(api, digest)
    assert api.keys == [message.message_id for message in rendered(digest)]
    again = await sent(api, digest)
    assert all(receipt.endswith("(it was there)") for receipt in again)
    assert len(api.messages) == len(again)


async def test_a_quiet_day_is_one_message() -> None:
    api = SlackApi()
    assert len(await sent(api, quiet_day().digest())) == 1


async def test_an_answer_that_never_came_is_no_second_message() -> None:
    api, digest = SlackApi(drop_after_post=1), busy_day().digest()
    first = rendered(digest)[0]
    async with slack_api(api) as address:
        with pytest.raises(DeliveryError) as caught:
            await SLACK.send(first, channel(address))
        assert not caught.value.permanent
        assert await SLACK.send(first, channel(address)) == f"{api.messages[0]['ts']} (it was there)"
    assert api.keys == [first.message_id]


async def test_a_part_of_the_thread_that_was_taken_is_found_in_the_thread() -> None:
    api, digest = SlackApi(), busy_day().digest()
    first, second, *_ = rendered(digest)
    async with slack_api(api) as address:
        await SLACK.send(first, channel(address))
        api.drop_after_post = 1
        with pytest.raises(DeliveryError):
            await SLACK.send(second, channel(address))
        assert (await SLACK.send(second, channel(address))).endswith("(it was there)")
    assert api.keys == [first.message_id, second.message_id]


async def test_the_channel_is_read_back_page_by_page_among_other_peoples_messages() -> None:
    api, digest = SlackApi(), busy_day().digest()
    await sent(api, digest)
    chatter = [{"ts": f"{1_950_000_000 + n}.0", "text": "hello"} for n in range(7)]
    api.messages += [*chatter, {"ts": "1960000000.0", "metadata": {"event_type": "another", "event_payload": None}}]
    assert all(receipt.endswith("(it was there)") for receipt in await sent(api, digest))


async def test_what_stands_there_since_before_the_digest_was_composed_is_not_read() -> None:
    api, digest = SlackApi(), quiet_day().digest()
    api.messages = [{"ts": f"{1_700_000_000 + n}.0", "text": "old"} for n in range(9)]
    await sent(api, digest)
    assert api.calls == ["conversations.history", "chat.postMessage"]


async def test_a_part_whose_first_message_is_gone_stands_alone() -> None:
    api = SlackApi()
    second = rendered(busy_day().digest())[1]
    async with slack_api(api) as address:
        await SLACK.send(second, channel(address))
    assert "thread_ts" not in api.messages[0]


@pytest.mark.parametrize(
    ("method", "status", "body", "permanent", "says"),
    [
        ("conversations.history", 200, {"error": "missing_scope", "needed": "groups:history"}, True, "groups:hi"),
        ("conversations.history", 200, {"ok": False, "error": "not_in_channel"}, True, "/invite"),
        ("chat.postMessage", 200, {"ok": False, "error": "is_archived"}, True, "unarchive"),
        ("chat.postMessage", 200, {"ok": False, "error": "token_revoked"}, True, "install"),
        ("chat.postMessage", 200, {"ok": False, "error": "msg_too_long"}, True, "msg_too_long"),
        ("chat.postMessage", 200, {"ok": False, "error": "fatal_error"}, False, "fatal_error"),
        ("chat.postMessage", 200, {"ok": False, "error": "internal_error"}, False, "internal_error"),
        ("chat.postMessage", 200, {"ok": False}, True, "no reason"),
        ("chat.postMessage", 429, {"ok": False, "error": "ratelimited"}, False, "429"),
        ("chat.postMessage", 503, {}, False, "503"),
        ("chat.postMessage", 302, {}, False, "302"),
        ("chat.postMessage", 200, [], False, "200"),
    ],
)  # fmt: skip
async def test_what_an_answer_means(method: str, status: int, body: object, says: str, *, permanent: bool) -> None:
    api = SlackApi(faults=[(method, status, json.dumps(body))])
    with pytest.raises(DeliveryError) as caught:
        await sent(api, quiet_day().digest())
    assert caught.value.permanent is permanent
    assert caught.value.retry_after == (7.0 if status == 429 else None)
    assert says in str(caught.value)
    assert TOKEN not in f"{caught.value!r} {caught.value} {caught.value.__cause__!r}"


async def test_blocks_that_are_refused_go_out_as_text_once() -> None:
    api = SlackApi(faults=[("chat.postMessage", 200, json.dumps({"ok": False, "error": "invalid_blocks"}))])
    receipts = await sent(api, quiet_day().digest())
    assert receipts[0].endswith("(as text alone)")
    assert "blocks" not in api.messages[0]
    assert api.keys == [rendered(quiet_day().digest())[0].message_id]


async def test_a_wrong_token_is_refused_for_good_and_not_shown() -> None:
    async with slack_api(SlackApi()) as address:
        through = channel(address, token="xoxb-wrong-secret")
        with pytest.raises(DeliveryError) as caught:
            await SLACK.send(rendered(quiet_day().digest())[0], through)
    assert caught.value.permanent
    assert "xoxb" not in f"{caught.value} {through!r}"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "either webhook, or token"),
        ({"webhook": Secret("https://hooks.slack.com/x"), "token": Secret("x"), "channel": ROOM}, "either"),
        ({"token": Secret("x")}, "the channel's id"),
        ({"token": Secret("x"), "channel": "#news"}, "the channel's id"),
        ({"token": Secret("x"), "channel": ROOM, "api": "http://slack.com/api/"}, "https://"),
        ({"token": Secret("x"), "channel": ROOM, "api": "https://slack.com/api"}, "slash"),
    ],
)
def test_half_a_way_and_both_ways_are_refused(options: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        SlackOptions(**options)


async def test_what_was_put_into_the_outbox_for_a_webhook_goes_out_by_a_token_set_since() -> None:
    api = SlackApi()
    hooked = Channel(
        channel_id="slack", kind="slack", options=SlackOptions(webhook=Secret("https://hooks.slack.com/services/x"))
    )
    (message,) = SLACK.render(quiet_day().digest(), hooked)
    async with slack_api(api) as address:
        await SLACK.send(message, channel(address))
    assert api.keys == [message.message_id]
