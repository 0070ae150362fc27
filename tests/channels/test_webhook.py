"""The signed webhook: what it sends, how a receiver checks it, and what each answer means."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from pydantic import TypeAdapter
from tests.channels.servers import Webhook, webhook
from tests.digests.days import busy_day, quiet_day

from ipscwatch.channels import kinds, posting
from ipscwatch.channels.webhook import WebhookOptions, signed
from ipscwatch.digests import shapes
from ipscwatch.errors import DeliveryError
from ipscwatch.model.settings import Channel, Secret

WEBHOOK = kinds()["webhook"]
RAW = bytes(range(32))
KEY = "whsec_" + base64.b64encode(RAW).decode()


def channel(address: str, key: str = KEY) -> Channel:
    return Channel(channel_id="hook", kind="webhook", options=WebhookOptions(url=Secret(address), key=Secret(key)))


async def test_what_arrives_has_the_published_shape_and_a_signature_that_holds() -> None:
    hook = Webhook()
    async with webhook(hook) as address:
        (message,) = WEBHOOK.render(busy_day().digest(), channel(address))
        assert await WEBHOOK.send(message, channel(address)) == "200 ok"
    (body,), (headers,) = hook.bodies, hook.headers
    said = TypeAdapter(shapes.Message).validate_json(body, strict=True)
    assert said == json.loads(body)  # nothing is there that the shape does not name
    assert said["message_id"] == headers["webhook-id"] == message.message_id
    assert said["digest"]["facts"][0]["attribute"] == "price_jpy"
    expected = hmac.new(
        RAW, f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body, hashlib.sha256
    )
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(expected.digest()).decode()}"


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of the specification's own reference libraries."""
    headers = signed(
        b'{"test": 2432232314}',
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_another_body_time_or_id_has_another_signature() -> None:
    made = {
        signed(body, name, at, Secret(KEY))["webhook-signature"]
        for body in (b"{}", b"{ }")
        for name in ("a", "b")
        for at in (1, 2)
    }
    assert len(made) == 8


@pytest.mark.parametrize(
    ("status", "permanent"),
    [
        *((status, True) for status in (400, 401, 404, 410)),
        *((status, False) for status in (301, 408, 425, 429, 500, 503)),
    ],
)
async def test_what_an_answer_means(status: int, *, permanent: bool) -> None:
    hook = Webhook(answers=[(status, "no", {"Retry-After": "5", "Location": "http://127.0.0.1:1/"})])
    async with webhook(hook) as address:
        (message,) = WEBHOOK.render(quiet_day().digest(), channel(address))
        with pytest.raises(DeliveryError) as caught:
            await WEBHOOK.send(message, channel(address))
    assert caught.value.permanent is permanent
    assert caught.value.retry_after == 5.0
    assert "very-secret-path" not in f"{caught.value} {caught.value.__cause__!r}"
    assert len(hook.bodies) == 1


async def test_any_2xx_is_a_yes_and_a_page_is_not_repeated() -> None:
    hook = Webhook(answers=[(202, "<html>thanks</html>", {})])
    async with webhook(hook) as address:
        (message,) = WEBHOOK.render(quiet_day().digest(), channel(address))
        assert await WEBHOOK.send(message, channel(address)) == "202 a web page"


async def test_a_receiver_that_trickles_is_given_up_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "WHOLE", 0.3)
    hook = Webhook(trickle=0.05)
    async with webhook(hook) as address:
        (message,) = WEBHOOK.render(quiet_day().digest(), channel(address))
        with pytest.raises(DeliveryError, match="could not be reached") as caught:
            await WEBHOOK.send(message, channel(address))
    assert not caught.value.permanent


@pytest.mark.parametrize(
    ("url", "key", "says"),
    [
        ("http://example.org/hook", KEY, "https://"),
        ("ftp://127.0.0.1/", KEY, "https://"),
        ("https://example.org/hook", "too short", "24 to 64 bytes"),
        ("https://example.org/hook", base64.b64encode(b"x" * 65).decode(), "24 to 64 bytes"),
    ],
)
def test_an_address_others_could_listen_to_and_a_weak_key_are_refused(url: str, key: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        channel(url, key)


def test_secrets_that_are_not_set_yet_are_another_problem() -> None:
    channel("", "")


def test_the_published_schema_is_that_of_the_code(published: dict[str, Any]) -> None:
    assert published == json.loads(json.dumps(shapes.schema()))
