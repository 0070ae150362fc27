"""Run the matrix: `python -m bench.faults`, with FAST=1 in the environment fewer runs of each, SEED=n another seed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator

from bench.faults import kills
from bench.faults.world import World, Wrong, world

Fault = Callable[[World], str]


def matrix(*, fast: bool) -> Iterator[tuple[str, Fault]]:
    """Yield the faults in order: a name, and what does it and raises `Wrong`."""
    yield "kill -9 at random", lambda w: kills.at_random(w, 25 if fast else 200)
    yield "kill -9 at named points", lambda w: kills.at_named_points(w, 1 if fast else 10)


def main() -> int:
    """Run everything; print a line for each, and return 1 where a promise did not hold."""
    fast, seed = os.environ.get("FAST", "") not in ("", "0"), int(os.environ.get("SEED", "20260520"))
    wanted, broken = sys.argv[1:], 0
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
