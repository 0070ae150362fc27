"""Six planted secrets, and all that the product says and writes while everything fails: they must not be in it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.service.homes import NOW

from bench.faults.world import World, require


def secrets(world: World, _runs: int) -> str:
    """Plant six secrets, let everything fail, and look for them in every file and every command's words."""
    planted = {
        "IPSCWATCH_SMTP_PASSWORD": "canary-password-1c4e",
        "IPSCWATCH_HEADER": "canary-header-77ab",
        "IPSCWATCH_PING": "http://127.0.0.1:9/canary-ping-5d20",
        "IPSCWATCH_DIGEST_PING": "http://127.0.0.1:9/canary-switch-0b9e",
    }
    world.furnish(mail=True, slack=True)
    config = world.home / "config"
    hook = f"{world.web.origin}/nothing-here/canary-webhook-2f61"
    (config / "webhook").write_text(hook)
    (config / "key").touch(mode=0o600)
    (config / "key").write_text("canary-file-9e3d")
    main = (config / "ipscwatch.toml").read_text()
    main = main.replace(
        'sender = "', 'username = "watch"\npassword = { env = "IPSCWATCH_SMTP_PASSWORD" }\nsender = "'
    )
    main += '\n[ping]\nallow_private = true\ncycle = { env = "IPSCWATCH_PING" }\n'
    main += 'digest = { env = "IPSCWATCH_DIGEST_PING" }\n'
    (config / "ipscwatch.toml").write_text(main)
    sources = (config / "sources.toml").read_text()
    headers = 'headers = { Authorization = { env = "IPSCWATCH_HEADER" }, X-Key = { file = "config/key" } }\n'
    (config / "sources.toml").write_text(sources + headers)
    said = _words_of_everything(world, planted)
    marks = ("canary-password", "canary-header", "canary-ping", "canary-switch", "canary-webhook", "canary-file")
    found = [mark for mark in marks if mark in said]
    files = [
        str(path)
        for path in world.home.rglob("*")
        if path.is_file() and path not in (config / "webhook", config / "key") and b"canary" in path.read_bytes()
    ]
    require(not found and not files, f"{found} were said, {files} hold one")
    return (
        f"{len(marks)} planted: found nowhere in {len(said):,} characters of logs at DEBUG, {len(COMMANDS)} "
        "commands and process lists, nor in any file of state, exports and backups"
    )


COMMANDS = (
    *(
        "check",
        "poll",
        "digest --send",
        "digest --preview",
        "digest list",
        "status",
        "status --format json",
        "doctor",
    ),
    *(
        "doctor --format json",
        "channel list",
        "channel test mail",
        "channel test slack",
        "source list --format json",
    ),
    *(
        "source test a",
        "source export",
        "term list",
        "term try amchepry",
        "fact list",
        "fact open",
        "search Amchepry",
    ),
    *(
        "backup",
        "export messages",
        "export --into dump",
        "schema",
        "prices history Amchepry",
        "digest list --format json",
    ),
)


def _words_of_everything(world: World, planted: dict[str, str]) -> str:
    """Run the service at DEBUG and every command that reads, and return all they said, with their process lists."""
    environ = {**os.environ, **planted}
    victim = [sys.executable, "-m", "bench.faults.victim", str(world.home), "--speed", "43200", "--at"]
    log = world.home / "log.jsonl"
    victim += [NOW.isoformat(), "--tick", "0.1", "--log", str(log)]
    world.publish()
    with subprocess.Popen(victim, env=environ) as popen:
        said, until = "", time.monotonic() + 60
        while world.said("not delivered") < 4 and time.monotonic() < until:
            time.sleep(0.5)
            said += _shown_of(popen.pid)
        popen.terminate()
        popen.wait(timeout=20)
    said += log.read_text(encoding="utf-8")
    for event in ("not delivered", "ping failed", "polled"):
        require(world.said(event) > 0, f"the service never said «{event}»")
    program = str(Path(sys.executable).with_name("ipscwatch"))
    for command in COMMANDS:
        words = [program, *command.split(), "--home", str(world.home)]
        done = subprocess.run(
            words, capture_output=True, text=True, env=environ, timeout=120, check=False, cwd=world.home
        )
        require("Traceback" not in done.stderr, f"{command}: {done.stderr[-500:]}")
        require("Usage:" not in done.stderr, f"{command}: {done.stderr}")
        said += done.stdout + done.stderr
    return said


def _shown_of(pid: int) -> str:
    """Return what the process list shows of a process, and of its children what their environment holds, too."""
    if not Path("/proc").exists():
        return ""
    own = Path(f"/proc/{pid}/cmdline").read_text()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    shown = [Path(f"/proc/{child}/{what}") for child in children for what in ("cmdline", "environ")]
    return own + "".join(path.read_text() for path in shown if path.exists())
