"""Every fault of the list, what does it, and how often; each in a world and a process of its own."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from bench.faults import (
    damage,
    disk,
    failing,
    fuzz,
    hook,
    kills,
    mail,
    planted,
    publishers,
    sizes,
    soak,
    times,
    troubles,
)
from bench.faults.world import Skipped, World, Wrong, world


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One line of the matrix: what does it (and raises `Wrong`), and how often, in full and fast (0: not then)."""

    number: str
    name: str
    do: Callable[[World, int], str]
    full: int
    fast: int


MATRIX = (
    Fault(number="F23", name="soak", do=soak.soak, full=600, fast=0),
    Fault(number="F1", name="kill -9 at random", do=kills.at_random, full=200, fast=8),
    Fault(number="F2", name="kill -9 at named points", do=kills.at_named_points, full=10, fast=1),
    Fault(number="F3", name="SIGTERM", do=troubles.stopped, full=100, fast=4),
    Fault(number="F4", name="every write fails", do=failing.some_writes, full=150, fast=24),
    Fault(number="F5", name="disk full", do=disk.full, full=20, fast=2),
    Fault(number="F6", name="not to be written", do=disk.forbidden, full=1, fast=1),
    Fault(number="F7", name="database damaged", do=damage.damaged, full=200, fast=40),
    Fault(number="F7", name="log missing", do=damage.without_log, full=20, fast=2),
    Fault(number="F8", name="upgrade killed", do=damage.upgraded, full=20, fast=2),
    Fault(number="F9", name="two instances", do=troubles.two_instances, full=50, fast=2),
    Fault(number="F10", name="database locked", do=troubles.locked, full=60, fast=4),
    Fault(number="F11", name="mail refused", do=mail.refused, full=3, fast=1),
    Fault(number="F12", name="line dropped after the dot", do=mail.dropped, full=100, fast=4),
    Fault(number="F13", name="slack refused", do=hook.refused, full=3, fast=1),
    Fault(number="F14", name="sizes of digests", do=sizes.sizes, full=6, fast=4),
    Fault(number="F15", name="odd answers", do=publishers.answers, full=1, fast=1),
    Fault(number="F16", name="hostile answers", do=publishers.harm, full=1, fast=1),
    Fault(number="F17", name="clock jumps", do=times.jumps, full=16, fast=4),
    Fault(number="F18", name="digest days", do=times.days, full=12, fast=3),
    Fault(number="F19", name="host asleep", do=times.asleep, full=6, fast=2),
    Fault(number="F20", name="wrong configuration", do=troubles.wrong_configuration, full=30, fast=4),
    Fault(number="F21", name="sources that hang and crash", do=publishers.hanging, full=50, fast=1),
    Fault(number="F22", name="network down", do=publishers.offline, full=5, fast=1),
    Fault(number="F24", name="fuzzed input", do=fuzz.fuzz, full=4_000, fast=150),
    Fault(number="F25", name="power loss", do=damage.power_loss, full=200, fast=20),
    Fault(number="F26", name="backup of yesterday", do=damage.set_back, full=10, fast=1),
    Fault(number="--", name="secrets", do=planted.secrets, full=1, fast=1),
)
"""The ids are those of the list of faults in docs/operations.md; the longest comes first."""


def one(number: int, seed: int, *, fast: bool) -> tuple[str, bool]:
    """Do a fault in a world of its own; return its line and whether the promise held."""
    logging.disable(logging.CRITICAL)  # what goes wrong here is meant to
    fault = MATRIX[number]
    began = time.monotonic()
    try:
        with world(seed) as opened:
            said, mark = fault.do(opened, fault.fast if fast else fault.full), "ok"
    except Skipped as skipped:
        said, mark = str(skipped), "skip"
    except Wrong as wrong:
        said, mark = str(wrong), "WRONG"
    except Exception:  # noqa: BLE001 - a fault of the matrix must not hide the others
        said, mark = traceback.format_exc(), "WRONG"
    took = time.monotonic() - began
    return f"{mark:5} {fault.number:3} {fault.name} ({took:.0f} s): {said}", mark != "WRONG"
