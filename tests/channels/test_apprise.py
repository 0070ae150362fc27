"""Apprise: a clear word where it is not installed, and where it is, each service gets the digest."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from tests.channels.servers import Webhook, webhook
from tests.digests.days import busy_day, quiet_day

from ipscwatch.channels import kinds
from ipscwatch.channels.apprise import AppriseOptions
from ipscwatch.errors import DeliveryError
from ipscwatch.model.settings import Channel, Secret

APPRISE = kinds()["apprise"]


def channel(*urls: str) -> Channel:
    return Channel(
        channel_id="others", kind="apprise", options=AppriseOptions(urls=tuple(Secret(url) for url in urls))
    )


def test_every_service_gets_a_message_of_its_own_and_none_holds_an_address() -> None:
    messages = APPRISE.render(busy_day().digest(), channel("json://one-secret", "json://two-secret"))
    assert [message.recipient for message in messages] == ["1", "2"]
    assert len({message.message_id for message in messages}) == 2
    assert "secret" not in json.dumps([dict(message.content) for message in messages])


async def test_where_it_is_not_installed_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    through = channel("json://127.0.0.1")
    (message,) = APPRISE.render(quiet_day().digest(), through)
    with pytest.raises(DeliveryError, match=r"pip install 'ipscwatch\[apprise\]'") as caught:
        await APPRISE.send(message, through)
    assert not caught.value.permanent


async def test_a_service_that_was_taken_out_of_the_configuration_is_refused_for_good() -> None:
    first, second = APPRISE.render(quiet_day().digest(), channel("json://127.0.0.1", "json://127.0.0.2"))
    assert first.part == second.part
    with pytest.raises(DeliveryError, match="no service number 2") as caught:
        await APPRISE.send(second, channel("json://127.0.0.1"))
    assert caught.value.permanent


def test_a_channel_that_reaches_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        AppriseOptions(urls=())


@pytest.fixture
def apprise() -> Any:  # noqa: ANN401 - a module that may not be there
    return pytest.importorskip("apprise", reason="the extra ipscwatch[apprise] is not installed")


@pytest.mark.usefixtures("apprise")
@pytest.mark.filterwarnings("ignore")
async def test_a_service_gets_the_digest_and_a_refusal_is_tried_again() -> None:
    hook = Webhook(answers=[(200, "ok", {}), (500, "no", {})])
    async with webhook(hook) as address:
        through = channel(address.replace("http://", "json://"))
        (message,) = APPRISE.render(quiet_day().digest(), through)
        assert await APPRISE.send(message, through) == "accepted"
        assert "Nothing changed" in json.loads(hook.bodies[0])["message"]
        with pytest.raises(DeliveryError) as caught:
            await APPRISE.send(message, through)
    assert not caught.value.permanent
    assert "very-secret-path" not in str(caught.value)


@pytest.mark.usefixtures("apprise")
async def test_an_address_apprise_does_not_know_is_refused_for_good_and_not_shown() -> None:
    through = channel("nonsense://very-secret")
    (message,) = APPRISE.render(quiet_day().digest(), through)
    with pytest.raises(DeliveryError, match="number 1") as caught:
        await APPRISE.send(message, through)
    assert caught.value.permanent
    assert "very-secret" not in str(caught.value)
