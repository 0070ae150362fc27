"""What clocks do: jump, change to summer time, stand still while the machine sleeps, move to a new zone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.channels.servers import Mailbox, mail_server
from tests.service.homes import NOW, engine_of, feed, furnish, news
from tests.web import serving

from bench.faults.world import World, require
from ipscwatch.model.digest import DigestSchedule
from ipscwatch.service.composing import compose_due
from ipscwatch.service.days import due_day
from ipscwatch.service.engine import Engine
from ipscwatch.service.run import run_once
from ipscwatch.service.sending import deliver, lane

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JUMPS = (HOUR, -HOUR, DAY, -DAY, 3 * DAY, -3 * DAY, 30 * DAY, 3650 * DAY)
ZONES = ("Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
AT = (time(0, 0), time(2, 30), time(8, 0))
FROM, UNTIL = datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 3, tzinfo=UTC)
SLEEPS = (3 * HOUR, 3 * DAY, 30 * DAY)
ENTRIES = (
    ("Amchepry discussed in Kyoto", "Delegates met for a morning."),
    ("Plant for Amchepry opened by a mayor", "A ribbon was cut near the harbour."),
    ("Nurses train with Amchepry", "A course of four weeks began in Osaka."),
    ("Insurers ask about Amchepry", "A letter lists eleven questions on reimbursement."),
    ("Patients write of Amchepry", "A diary appeared in a weekly paper."),
    ("Film on Amchepry shown", "The audience stayed for a debate until midnight."),
    ("Amchepry in a court case", "A trade mark is at stake between two firms."),
    ("Couriers carry Amchepry frozen", "Boxes with sensors travel by train."),
    ("School class draws Amchepry", "Posters of neurons hang in a town hall."),
)


def jumps(world: World, runs: int) -> str:
    """Let the clock jump, for good or for an hour: every local day has one digest, and polls go on."""
    chosen = JUMPS[: runs // 2]
    for by in chosen:
        for back in (False, True):
            asyncio.run(_jump(world.home / f"clock{by.total_seconds():.0f}{back}", by, back=back))
        asyncio.run(_jump_while_sending(world.home / f"sending{by.total_seconds():.0f}", by))
    return f"{3 * len(chosen)} runs, for good, for an hour, and while sending: one digest a local day, polls go on"


async def _jump(home: Path, by: timedelta, *, back: bool) -> None:
    async with serving() as web:
        furnish(home, {"a": web.on("/a", *(feed(news(1), news(n)) for n in range(2, 400)))})
        async with engine_of(home) as engine:
            days, polls, now = [], [], NOW
            for hour in range(24 * 7):
                away = hour >= 60 and not (back and hour >= 61)
                now = NOW + hour * HOUR + (by if away else timedelta())
                polls.append((await run_once(engine, now)).polled)
                days += [digest.local_on for digest in compose_due(engine, now)]
            require(len(days) == len(set(days)), f"{by} made a second digest of {sorted(days)}")
            require(sum(polls[-24:]) >= 20, f"{by}: {sum(polls[-24:])} polls on the last day")
            last = now.date() if back or by > timedelta() else NOW.date() + timedelta(days=6) + by
            require(max(d for d in days if d <= last + DAY) >= last - DAY, f"{by}: no digest after {max(days)}")


async def _jump_while_sending(home: Path, by: timedelta) -> None:
    """Let the clock jump between claiming a message and settling it: it is sent once, and the next one too."""
    mailbox = Mailbox()
    async with serving() as web, mail_server(mailbox):
        furnish(home, {"a": web.on("/a", feed(news(1)), feed(news(1), news(2)))}, mail=mailbox.port)
        async with engine_of(home) as engine:
            await run_once(engine, NOW)
            compose_due(engine, NOW + DAY)
            readings = iter([NOW + DAY])
            await lane(engine, "mail", lambda: next(readings, NOW + DAY + by))
            await run_once(engine, NOW + DAY + by)
            for hours in range(40 * 24):
                compose_due(engine, NOW + DAY + hours * HOUR)
                await deliver(engine, NOW + DAY + hours * HOUR)
                if len(mailbox.mails) > 1:
                    break
            ids = [mail["Message-ID"] for mail in mailbox.read]
    require(len(ids) == len(set(ids)) == 2, f"{by} while sending: {ids}")


def days(world: World, runs: int) -> str:
    """Live three years in four zones: one digest for each local date, however it is looked for."""
    digests = 0
    grid = [(zone, at) for at in AT for zone in ZONES][-runs:]
    for zone, at in grid:
        schedule = DigestSchedule(schedule_id="daily", at=at, zone=zone)
        for name, looks in _looks(world).items():
            digests += _require_every_day(schedule, looks, f"{zone} {at:%H:%M} {name}")
    moved = asyncio.run(_zone_changes(world.home / "zones"))
    return (
        f"{len(grid)} of zone and time, 3 years, looked for every half hour, at random, and by a process that "
        f"sleeps across nights: {digests:,} digests, one for each local date; {moved} changes of the zone: none "
        "twice, none skipped"
    )


def _looks(world: World) -> dict[str, Sequence[datetime]]:
    """Return moments at which a service looks whether a digest is due, by how it lives."""
    every = [FROM + n * timedelta(minutes=30) for n in range(int((UNTIL - FROM) / timedelta(minutes=30)))]
    rng = world.rng
    return {
        "every half hour": every,
        "at random, restarted": sorted(rng.sample(every, len(every) // 6)),
        "asleep for the night": [at for at in every if not 12 <= at.hour < 21],
    }


def _require_every_day(schedule: DigestSchedule, looks: Sequence[datetime], name: str) -> int:
    """Compare the digests made with the local dates that came; a date may be missing only where nobody looked."""
    zone, made = ZoneInfo(schedule.zone), list[date]()
    ages = []
    for now in looks:
        due = due_day(schedule, made[-1] if made else None, FROM, now)
        if due is not None:
            made.append(due.local_on)
            ages.append(now - due.at)
            require(due.at <= now and due.at.astimezone(zone).date() == due.local_on, f"{name}: {due} at {now}")
    expected = set(_dates(schedule, looks))
    require(len(made) == len(set(made)), f"{name}: a date has two digests")
    require(set(made) == expected, f"{name}: {sorted(set(made) ^ expected)[:5]} differ")
    return len(made)


def _dates(schedule: DigestSchedule, looks: Sequence[datetime]) -> Iterator[date]:
    """Yield the local dates whose time came and passed with somebody looking before the next one's came.

    Worked out with wall clocks alone, not as the product does: a look belongs to the last date whose local time it
    shows or has passed.
    """
    zone = ZoneInfo(schedule.zone)
    first = _shown(schedule, FROM.astimezone(zone))
    started = FROM.astimezone(zone)
    for now in looks:
        on = _shown(schedule, now.astimezone(zone))
        if on > first or (on == first and started.timetz().replace(tzinfo=None) == schedule.at):
            yield on


def _shown(schedule: DigestSchedule, local: datetime) -> date:
    return local.date() if local.time() >= schedule.at else local.date() - timedelta(days=1)


async def _zone_changes(home: Path) -> int:
    """Move the schedule from zone to zone in the configuration of a running watcher."""
    made, moves = list[date](), 0
    async with serving() as web:
        furnish(home, {"a": web.on("/a", feed(news(1)))})
        main = home / "config" / "ipscwatch.toml"
        text = main.read_text()
        async with engine_of(home) as engine:
            await run_once(engine, NOW)
        for n, now in enumerate(NOW + k * HOUR for k in range(24 * 30)):
            if n % 31 == 0:
                zone = ZONES[moves % len(ZONES)]
                main.write_text(text.replace('at = "08:00"', f'at = "08:00"\nzone = "{zone}"'))
                moves += 1
            async with engine_of(home, now) as engine:
                made += [digest.local_on for digest in compose_due(engine, now)]
    require(len(made) == len(set(made)), f"a zone change made a second digest: {made}")
    missed = [day for day in (made[0] + n * DAY for n in range(len(made))) if day not in made]
    require(not missed, f"a zone change skipped {missed}")
    return moves


def asleep(world: World, runs: int) -> str:
    """Sleep for hours, days and a month while entries appear: one digest catches up, each entry told once."""
    for pause in SLEEPS[-(runs // 2) :]:
        for restarted in (False, True):
            asyncio.run(
                _sleep(world.home / f"asleep{pause.total_seconds():.0f}{restarted}", pause, restarted=restarted)
            )
    return f"{runs} runs (3 hours, 3 and 30 days; asleep, or ended): one digest catches up, every entry told once"


async def _sleep(home: Path, pause: timedelta, *, restarted: bool) -> None:
    before, after = ENTRIES[:3], ENTRIES[3:]
    mailbox = Mailbox()
    bedtime = NOW + 46 * HOUR  # 07:30 in Tokyo, half an hour before the digest
    async with serving() as web, mail_server(mailbox):
        furnish(
            home, {"a": web.on("/a", feed(*before[:1]), feed(*before), feed(*before, *after))}, mail=mailbox.port
        )
        async with engine_of(home) as engine:
            for now in (NOW, NOW + HOUR, bedtime):
                if now != bedtime:
                    await run_once(engine, now)
                compose_due(engine, now)
                await deliver(engine, now)
            if not restarted:
                caught_up = await _wake(engine, bedtime + pause)
        if restarted:
            async with engine_of(home, bedtime + pause) as engine:
                caught_up = await _wake(engine, bedtime + pause)
        texts = [str(mail.get_body(("plain",))) for mail in mailbox.read]
    require(caught_up == 1, f"{pause}: {caught_up} digests after waking")
    for title, _ in (*before[1:], *after):
        told = sum(title in text for text in texts)
        require(told == 1, f"{pause}: «{title}» was told {told} times")


async def _wake(engine: Engine, now: datetime) -> int:
    """Live on for a day after waking; return how many digests were made at once."""
    made = []
    for minutes in range(0, 25 * 60, 30):
        moment = now + timedelta(minutes=minutes)
        await run_once(engine, moment)
        made.append(len(compose_due(engine, moment)))
        await deliver(engine, moment)
    return made[0]
