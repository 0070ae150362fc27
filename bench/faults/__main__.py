"""Run the matrix: `python -m bench.faults [WORD…]`; FAST=1 in the environment: fewer runs, SEED=n: another seed."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator

from bench.faults import kills, refusals, soak, troubles
from bench.faults.world import World, Wrong, world

Fault = Callable[[World], str]


def matrix(*, fast: bool) -> Iterator[tuple[str, Fault]]:
    """Yield the faults in order: a name, and what does it and raises `Wrong`."""
    yield "kill -9 at random", lambda w: kills.at_random(w, 25 if fast else 200)
    yield "kill -9 at named points", lambda w: kills.at_named_points(w, 1 if fast else 10)
    yield "mail refused", refusals.smtp
    yield "slack refused", refusals.slack
    yield "SIGTERM", lambda w: troubles.stopped(w, 10 if fast else 100)
    yield "disk full", lambda w: troubles.full_disk(w, 4 if fast else 20)
    yield "database locked", lambda w: troubles.locked(w, 6 if fast else 60)
    yield "database damaged", lambda w: troubles.damage(w, 60 if fast else 200)
    yield "two instances", lambda w: troubles.two_instances(w, 3 if fast else 50)
    yield "wrong configuration", lambda w: troubles.wrong_configuration(w, 5 if fast else 30)
    yield "clock jumps", troubles.clock
    yield "secrets", troubles.secrets
    if not fast:
        yield "soak", lambda w: soak.soak(w, 600)


def main() -> int:
    """Run everything; print a line for each, and return 1 where a promise did not hold."""
    fast, seed = os.environ.get("FAST", "") not in ("", "0"), int(os.environ.get("SEED", "20260520"))
    wanted, broken = sys.argv[1:], 0
    logging.disable(logging.CRITICAL)  # what goes wrong here is meant to
    print(f"seed {seed}{', fast' if fast else ''}", flush=True)
    for name, fault in matrix(fast=fast):
        if wanted and not any(word in name for word in wanted):
            continue
        began = time.monotonic()
        try:
            with world(seed) as opened:
                said, mark = fault(opened), "ok"
        except Wrong as wrong:
            said, mark, broken = str(wrong), "WRONG", broken + 1
        print(f"{mark:5} {name} ({time.monotonic() - began:.0f} s): {said}", flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
