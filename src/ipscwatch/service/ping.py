"""Signs of life to a dead man's switch: an address asked after good work, through the gate of all requests."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Literal

from ipscwatch.model.document import Failure, Request
from ipscwatch.model.source import Source
from ipscwatch.service.engine import Engine
from ipscwatch.service.logs import event

Occasion = Literal["cycle", "digest"]


async def ping(engine: Engine, occasion: Occasion, now: datetime) -> bool:
    """Ask the address for this occasion, where one is configured; return whether it answered.

    A failure is logged and no more: the switch itself raises the alarm. The address is a secret and is not shown.
    """
    configured = engine.settings.ping
    address = configured.cycle if occasion == "cycle" else configured.digest
    if address is None:
        return False
    source = Source(
        source_id=f"ping-{occasion}",
        name="dead man's switch",
        kind="ping",
        url=address.reveal(),
        tier=6,
        outlet="",
        robots=False,
        allow_private=configured.allow_private,
    )
    answer = await engine.visitor.fetcher.fetch(source, Request(url=address.reveal()), None, now)
    if isinstance(answer, Failure):
        event("ping failed", level=logging.WARNING, after=occasion, kind=answer.kind, status=answer.status)
    return not isinstance(answer, Failure)
