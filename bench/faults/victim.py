"""The service as it is, on a clock of its own, with a door that can be made to fail or to kill the process.

``python -m bench.faults.victim HOME [--fault POINT:N] …`` is the same `serve` that ``ipscwatch run`` starts; what
fails is wrapped from outside, so that the product holds no switch for it.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bench.faults import points
from ipscwatch import channels, sources
from ipscwatch.config import load
from ipscwatch.model.settings import Settings
from ipscwatch.service import logs, serve
from ipscwatch.service.clock import utc_now
from ipscwatch.store import opened


def clock(began: float, at: datetime, speed: float) -> Callable[[], datetime]:
    """Return a clock that showed `at` when the real one showed `began`, and runs `speed` times as fast."""

    def now() -> datetime:
        return at + timedelta(seconds=(time.time() - began) * speed)

    return now


def main(words: Sequence[str]) -> int:
    """Run the service until it is stopped, killed, or kills itself."""
    options = _options(words)
    if options.log:
        os.dup2(os.open(options.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
    logs.configure("json", level=logging.DEBUG)
    serve.TICK = timedelta(seconds=options.tick)
    serve.UPKEEP = timedelta(seconds=options.upkeep)
    serve.PING_GAP = serve.TICK
    opened.PATIENCE = timedelta(seconds=options.patience)
    points.plant(options.fault, options.home)

    def read() -> Settings:
        return load(options.home, kinds=sources.kinds(), channels=channels.kinds(), environ=os.environ)

    ours = clock(options.began, datetime.fromisoformat(options.at), options.speed) if options.at else utc_now
    asyncio.run(serve.serve(read(), load=read, clock=ours))
    return 0


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="victim")
    parser.add_argument("home", type=Path)
    parser.add_argument("--fault", default="", help="a named point and at which passing it kills, such as settle:2")
    parser.add_argument("--at", default="", help="the time to begin at")
    parser.add_argument("--began", type=float, default=time.time(), help="when it began")
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--tick", type=float, default=0.1)
    parser.add_argument("--upkeep", type=float, default=3600.0)
    parser.add_argument("--patience", type=float, default=10.0)
    parser.add_argument("--log", default="")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
