"""Every way Slack refuses: limits are kept, what passes is tried again, what lasts is told by the other channel."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from unittest import mock

from tests.channels.servers import Mailbox, Webhook
from tests.service.homes import settings_of

from bench.faults.refusals import MORNING, Case, Kind, Outcome, judge, outcomes, ready, tell_all
from bench.faults.world import World, free_port, nothing, require
from ipscwatch.channels import posting
from ipscwatch.service.sending import deliver

ANSWERS: Mapping[str, tuple[int, str, dict[str, str], Outcome]] = {
    "429 without a time": (429, "rate_limited", {}, "late"),
    "500 rollup_error": (500, "rollup_error", {}, "late"),
    "502 with a page": (502, "<html>bad gateway</html>", {}, "late"),
    "503": (503, "service_unavailable", {}, "late"),
    "400 invalid_payload": (400, "invalid_payload", {}, "at once"),
    "400 invalid_blocks": (400, "invalid_blocks", {}, "at once"),
    "403 action_prohibited": (403, "action_prohibited", {}, "refused"),
    "404 no_service": (404, "no_service", {}, "refused"),
    "404 channel_not_found": (404, "channel_not_found", {}, "refused"),
    "410 channel_is_archived": (410, "channel_is_archived", {}, "refused"),
    "200 that is not ok": (200, "invalid_token", {}, "refused"),
    "200 with a page": (200, "<html>login</html>", {}, "late"),
}
PATIENCE = 0.4
"""Seconds for Slack to answer, in place of half a minute."""


async def _answered(status: int, said: str, headers: dict[str, str], expected: Outcome) -> Outcome:
    times = 1 if expected == "at once" else 1000
    case = Case(mailbox=Mailbox(), webhook=Webhook(answers=[(status, said, headers)] * times))
    async with ready(case) as engine:
        (ended,) = await outcomes(engine, "slack", case.webhook.answers.clear)
    mails = len(case.mailbox.mails)
    require(mails == 1 + (expected == "refused"), f"{mails} mails")
    judge(ended, int(ended[0] == "delivered"), expected)
    if expected == "at once":
        rich = [b'"blocks"' in body for body in case.webhook.bodies]
        require(rich == [True, False], f"it was sent as {rich}, not once in full and once as text alone")
    return expected


async def _limited(seconds: int) -> Outcome:
    """Answer 429 with a time: nothing is sent before it, and the mail does not wait."""
    case = Case(mailbox=Mailbox(), webhook=Webhook(answers=[(429, "rate_limited", {"Retry-After": str(seconds)})]))
    async with ready(case) as engine:
        await deliver(engine, MORNING)
        require(len(case.mailbox.mails) == 1, "the mail waited for Slack")
        await deliver(engine, MORNING + timedelta(seconds=seconds - 1))
        require(len(case.webhook.bodies) == 1, "it was sent again before its time")
        await deliver(engine, MORNING + timedelta(seconds=seconds))
        (ended,) = await outcomes(engine, "slack", nothing)
    judge(ended, len(case.webhook.bodies) - 1, "late")
    return "late"


async def _timed_out(*, accepted: bool) -> Outcome:
    """Never answer the first post, taken or not; a copy may come of one that was taken, never more."""
    webhook, asked = Webhook(), [0]

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked[0] += 1
        if asked[0] > 1:
            await webhook.talk(reader, writer)
        elif accepted:
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            webhook.bodies.append(await reader.readexactly(length))
        await asyncio.sleep(2 * PATIENCE)

    case = Case(mailbox=Mailbox(), webhook=webhook, slack_talk=talk)
    with mock.patch.object(posting, "TIMEOUT", PATIENCE):
        async with ready(case) as engine:
            (ended,) = await outcomes(engine, "slack", nothing)
    require(len(webhook.bodies) == 1 + accepted, f"{len(webhook.bodies)} were taken")
    require(len(set(webhook.bodies)) == 1, "the copy is another message")
    judge(ended, 1, "late")
    return "late"


async def _in_vain(address: str) -> Outcome:
    case = Case(mailbox=Mailbox(), webhook=Webhook())
    async with ready(case) as opened:
        (secret,) = opened.settings.state.parent.glob("config/webhook")
        secret.write_text(address.format(port=secret.read_text().rpartition(":")[2].partition("/")[0]))
        engine = await opened.reconfigured(settings_of(opened.settings.home), MORNING)
        with mock.patch.object(posting, "TIMEOUT", PATIENCE):
            (ended,) = await outcomes(engine, "slack", nothing)
        said = " ".join(one.last_error or "" for one in engine.store.deliveries(channel_id="slack"))
    judge(ended, len(case.webhook.bodies), "waits")
    require("canary" not in said, f"the address is told: {said}")
    require(len(case.mailbox.mails) == 1, f"{len(case.mailbox.mails)} mails")
    return "waits"


async def _no_tls() -> Outcome:
    return await _in_vain("https://127.0.0.1:{port}/canary")


async def _nobody_there() -> Outcome:
    return await _in_vain(f"http://127.0.0.1:{free_port()}/canary")


KINDS: Mapping[str, Kind] = {
    **{f"429 for {seconds} s": partial(_limited, seconds) for seconds in (1, 30, 3600)},
    **{name: partial(_answered, *answer) for name, answer in ANSWERS.items()},
    "no answer, not taken": partial(_timed_out, accepted=False),
    "no answer, but taken": partial(_timed_out, accepted=True),
    "TLS fails": _no_tls,
    "connection refused": _nobody_there,
}


def refused(_world: World, runs: int) -> str:
    """Try every refusal of Slack."""
    return asyncio.run(tell_all(KINDS, runs))
