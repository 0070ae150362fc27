"""Let the n-th write, sync or opening below a home fail, for every n until none is left; then let it work again.

Run as ``python -m bench.faults.failing FOLDER STEP`` under the library that `failing.c` is; `some_writes` does so.
"""

from __future__ import annotations

import asyncio
import ctypes
import errno
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

from tests.service.homes import NOW, engine_of, feed, furnish, news

from bench.faults.world import Skipped, World, require
from ipscwatch.errors import IpscwatchError
from ipscwatch.newsroom.mail import Mailbox, receiving
from ipscwatch.newsroom.web import Page, Web, serving
from ipscwatch.service import backups
from ipscwatch.service.composing import compose_due
from ipscwatch.service.run import run_once
from ipscwatch.service.sending import deliver, settle_late
from ipscwatch.store import Store

WRITES = 600
"""About so many a day has."""
SOURCE = Path(__file__).with_name("failing.c")
MORNING = NOW + timedelta(hours=23)
UNTOUCHED, NAMED, FOREIGN = 0, 10, 11
"""What a day under faults ends with: nothing failed, only errors of ours came, another one came."""


def some_writes(_world: World, runs: int) -> str:
    """Fail about `runs` writes of a day, alone and with all after it: the next start loses and repeats nothing."""
    step = max(WRITES * 2 // runs, 1)
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        raise Skipped("it needs Linux and a C compiler")
    with tempfile.TemporaryDirectory(prefix="failing-") as folder:
        library = Path(folder) / "failing.so"
        subprocess.run([compiler, "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
        words = [sys.executable, "-m", "bench.faults.failing", folder, str(step)]
        environ = {**os.environ, "LD_PRELOAD": str(library)}
        done = subprocess.run(words, env=environ, capture_output=True, text=True, timeout=1800, check=False)
    require(done.returncode == 0, f"{done.stdout}{done.stderr}"[-2000:])
    return done.stdout.strip()


def _main(folder: Path, step: int) -> None:
    template = folder / "template"
    with serving() as web, receiving() as mailbox:
        furnish(template, {"a": f"{web.origin}/a"}, mail=mailbox.port, backups=1)
        _publish(web, 1)
        asyncio.run(_day(template, 0))
        _publish(web, 1, 2)
        runs = copies = 0
        for lasting in (False, True):
            n = 1
            while _failing(folder, template, mailbox, n, lasting=lasting):
                runs += 1
                copies += _require_kept(folder / "home", mailbox, n, lasting=lasting)
                n += step
    require(runs > 0, "nothing failed")
    print(f"{runs} writes failed: each told by name, the next start whole, 0 lost, {copies} repeated in the window")


def _publish(web: Web, *numbers: int) -> None:
    body = feed(*map(news, numbers)).partition(b"\r\n\r\n")[2]
    web.pages["/a"] = Page(body=body, content_type="application/rss+xml")


async def _day(home: Path, hours: int) -> None:
    """Start, poll, make the day's backup and digest, and send it: all that writes."""
    async with engine_of(home) as engine:
        await run_once(engine, NOW + timedelta(hours=hours))
        if hours:
            upkeep = engine.settings.upkeep
            backups.look_after(engine.settings.database, upkeep, ["daily"], MORNING)
            compose_due(engine, MORNING)
            await deliver(engine, MORNING + timedelta(minutes=10 * hours))
            settle_late(engine)


def _failing(folder: Path, template: Path, mailbox: Mailbox, n: int, *, lasting: bool) -> bool:
    """Live a day in a child whose n-th write fails; return whether it came so far."""
    home = folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(template, home)
    mailbox.mails.clear()
    child = os.fork()
    if child == 0:
        library = ctypes.CDLL(os.environ["LD_PRELOAD"])
        library.fail_at(str(home / "state").encode(), n, errno.EIO if n % 2 else errno.ENOSPC, lasting)
        code = UNTOUCHED
        try:
            asyncio.run(_day(home, 1))
        except IpscwatchError as error:
            code = NAMED if str(home) in str(error) else FOREIGN
            if code == FOREIGN:
                traceback.print_exc()
        except BaseException:  # noqa: BLE001 - it is what we look for
            traceback.print_exc()
            code = FOREIGN
        if code == UNTOUCHED and library.failed():
            code = NAMED
        os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    require(code in (UNTOUCHED, NAMED), f"write {n}, lasting {lasting}: it ended with {code}")
    return code == NAMED


def _require_kept(home: Path, mailbox: Mailbox, n: int, *, lasting: bool) -> int:
    """Start again without faults; return how many copies came."""
    asyncio.run(_day(home, 2))
    asyncio.run(_day(home, 3))
    which = f"write {n}, lasting {lasting}"
    with Store.open(home / "state" / "ipscwatch.db", create=False) as store:
        require(store.check() == (), f"{which}: the database is not whole")
        require(store.counts()["items"] == 2, f"{which}: {store.counts()['items']} items")
        states = {one.message.channel_id: one.state for one in store.deliveries()}
        require(set(states.values()) == {"delivered"}, f"{which}: {states}")
    ids = Counter(str(message_from_bytes(raw)["Message-ID"]) for _, raw in mailbox.mails)
    require(len(ids) == 1, f"{which}: the mails {sorted(ids)}")
    copies = sum(ids.values()) - 1
    require(copies <= 1, f"{which}: {copies} copies")
    return copies


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]))
