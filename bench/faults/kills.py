"""Kill -9: at random moments across poll, store and send, and at every named point."""

from __future__ import annotations

import os
import signal
import time

from bench.faults.points import POINTS, REPEATS
from bench.faults.world import World, crowding, nothing, require
from ipscwatch.newsroom.web import Web
from ipscwatch.store import Store

ACCEPT = Web.accept
SAVING = frozenset({"backup copied", "backup half copied", "rotating"})
"""Points that upkeep comes by."""
SENDING = frozenset({"claimed", "before connect", "recipient named", *REPEATS})
"""Points on a message's way."""


def at_random(world: World, runs: int) -> str:
    """Kill at `runs` random moments while entries appear; nothing is lost, a copy comes only from a kill."""
    world.furnish()
    world.publish()
    world.settle()
    baseline = set(world.published)
    for _ in range(runs):
        world.start()
        until = time.monotonic() + world.rng.uniform(0.02, 2.0)
        world.publish()
        while time.monotonic() < until:
            time.sleep(0.01)
        world.kill()
    slowest = max(world.starts)
    world.settle(120)
    told = world.told_in()
    lost = set(world.published) - baseline - told.keys()
    twice = [token for token, digests in told.items() if len(digests) > 1]
    most = max((world.mails() + world.slack()).values())
    require(not lost, f"lost: {sorted(lost)}")
    require(not twice, f"told by two digests: {twice}")
    require(world.repeated() <= runs, f"{world.repeated()} copies of {runs} kills")
    require(slowest <= 5 * crowding(), f"a start took {slowest:.1f} s")
    days = len({key.split(".")[0] for key in world.mails()})
    return (
        f"{runs} kills, {len(world.published)} entries, {days} digests: 0 lost, 0 told by two digests, "
        f"{world.repeated()} repeated in the window (at most {most} of one), slowest start {slowest:.2f} s "
        f"(load {os.getloadavg()[0]:.0f} on {os.cpu_count()} processors)"
    )


def at_named_points(world: World, runs: int) -> str:
    """Kill at each named point `runs` times; a message arrives twice only where it was sent and not noted."""
    copies: dict[str, int] = {}
    for point in POINTS:
        for n in range(runs):
            copies[point] = copies.get(point, 0) + _at_point(world, point, 1 + n % 2)
    for point in ("mail taken, not answered", "slack taken, not answered"):
        for _ in range(runs):
            copies[point] = copies.get(point, 0) + _while_answering(world, mail=point.startswith("mail"))
    repeating = {point for point, n in copies.items() if n}
    expected = REPEATS | {"mail taken, not answered", "slack taken, not answered"}
    require(repeating == expected, f"copies at {repeating}, expected at {expected}")
    wrong = {point: n for point, n in copies.items() if point in expected and n != runs}
    require(not wrong, f"not exactly one copy a kill: {wrong}")
    return f"{len(copies)} points, {runs} kills each: one copy with the same id at {len(expected)}, none elsewhere"


def _at_point(world: World, point: str, passing: int) -> int:
    """Kill once at a point, let the service come back, and return how many copies arrived that the point made.

    At a point that is not on a message's way, one may be under way by chance; a copy of that one is in the window.
    """
    before = _killed_at(world, point, passing)
    with Store.open(world.home / "state" / "ipscwatch.db") as store:
        by_chance = 0 if point in SENDING else len(store.deliveries(state="sending"))
    world.settle()
    return max(world.repeated() - before - by_chance, 0)


def _killed_at(world: World, point: str, passing: int) -> int:
    """Start on a fresh home, with news to tell, and die at a point; return how many copies had come before."""
    slack = point == "slack answered"
    world.furnish(mail=not slack, slack=slack, backups=2 * (point in SAVING))
    if point != "migrating":
        world.publish()
        world.settle()
        world.publish()
    before = world.repeated()
    once = point == "migrating" or point in SAVING or point in REPEATS
    process = world.start(fault=f"{point}:{1 if once else passing}", upkeep=0.2)
    process.join(30)
    require(process.exitcode == -signal.SIGKILL, f"{point}: it did not come there ({process.exitcode})")
    world.require_whole()
    return before


def _while_answering(world: World, *, mail: bool) -> int:
    """Kill when a receiver has taken a message and not answered yet."""
    world.furnish(mail=mail, slack=not mail)
    world.publish()
    world.settle()
    before = world.repeated()
    world.publish()

    def die() -> None:
        process = world.process
        if process is not None and process.pid:
            os.kill(process.pid, signal.SIGKILL)

    def accept_and_die(web: Web, body: bytes) -> tuple[int, str]:
        said = ACCEPT(web, body)
        die()
        return said

    if mail:
        world.mailbox.before_answer = die
    else:
        Web.accept = accept_and_die  # type: ignore[method-assign,assignment]  # the world's own server
    try:
        process = world.start()
        process.join(30)
        require(process.exitcode == -signal.SIGKILL, "nothing was sent")
    finally:
        world.mailbox.before_answer = nothing
        Web.accept = ACCEPT  # type: ignore[method-assign]  # as above
    world.settle()
    return world.repeated() - before
