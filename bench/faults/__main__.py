"""Run the matrix: `python -m bench.faults [WORD…]`, a word being an id such as F11 or a part of a name.

In the environment, FAST=1: fewer runs; SEED=n: another seed; JOBS=n: so many faults side by side.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from bench.faults.matrix import MATRIX, one


def main() -> int:
    """Run everything; print a line for each, and return 1 where a promise did not hold."""
    fast, seed = os.environ.get("FAST", "") not in ("", "0"), int(os.environ.get("SEED") or "20260520")
    jobs = int(os.environ.get("JOBS") or os.cpu_count() or 1)
    wanted = sys.argv[1:]
    numbers = [
        n
        for n, fault in enumerate(MATRIX)
        if (fault.fast or not fast)
        and (not wanted or any(word == fault.number or word in fault.name for word in wanted))
    ]
    began = time.monotonic()
    print(f"seed {seed}{', fast' if fast else ''}, {jobs} side by side", flush=True)
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        running = [pool.submit(one, n, seed, fast=fast) for n in numbers]
        held = 0
        for future in as_completed(running):
            line, good = future.result()
            held += good
            print(line, flush=True)
    print(f"{held} of {len(numbers)} as promised, {time.monotonic() - began:.0f} s", flush=True)
    return 0 if held == len(numbers) else 1


if __name__ == "__main__":
    sys.exit(main())
