"""What a pass costs beside a bare loop that makes the same requests: unchanged, new, and many sources at once."""

from __future__ import annotations

import compileall
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import ipscwatch
from bench._measure import Cost, run, web, within
from bench._web import addresses

SOURCES = 300
MANY, HOSTS = 2_000, 200
MAIN = """\
[polling]
contact = "bench@example.org"
host_gap = "0s"
workers = 10

[[channel]]
id = "files"
kind = "file"

[[digest]]
id = "daily"
channels = ["files"]
"""
TABLE = """
[[source]]
id = "s{n}"
name = "Source {n}"
kind = "feed"
url = "http://{host}:{port}/feed/{n}"
tier = 3
language = "en"
zone = "Asia/Tokyo"
allow_private = true
"""
TERMS = """\
[[term]]
id = "amchepry"
label = "Amchepry"
any = ["Amchepry", "アムシェプリ", "raguneprocel", "ラグネプロセル"]
topic = "amchepry"

[[term]]
id = "ips"
label = "iPS cells"
any = ["iPS細胞", "iPS cell", "induced pluripotent"]
topic = "field"
"""
LOOP = (sys.executable, "-m", "bench._loop")


def furnish(home: Path, port: int, n: int, hosts: Sequence[str]) -> None:
    """Write a home with `n` sources spread over the hosts."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "ipscwatch.toml").write_text(MAIN)
    tables = (TABLE.format(n=i, host=hosts[i % len(hosts)], port=port) for i in range(n))
    (home / "config" / "sources.toml").write_text("".join(tables))
    (home / "config" / "terms.toml").write_text(TERMS)


def poll(home: Path, *ids: str) -> Cost:
    """Run ``ipscwatch poll`` on a home, named sources whether due or not."""
    done = run((sys.executable, "-m", "bench._poll", str(home), *ids))
    if done.code:
        raise SystemExit(done.said[-2_000:])
    return done


def main() -> int:
    """Measure all; 1 when one figure is missed."""
    # What pip does for the loop's libraries, whatever the environment says of writing bytecode.
    compileall.compile_dir(Path(ipscwatch.__file__).parent, quiet=1)
    figures: tuple[Callable[[Path], bool], ...] = (few, many)
    with tempfile.TemporaryDirectory() as folder:
        kept = [figure(Path(folder)) for figure in figures]
    return 0 if all(kept) else 1


def few(folder: Path) -> bool:
    """300 sources, first all new, then all unchanged, beside loops over the same addresses."""
    home = folder / "few"
    with web() as port:
        furnish(home, port, SOURCES, ["127.0.0.1"])
        everyone = [f"s{n}" for n in range(SOURCES)]
        new, bare_new = poll(home), run((*LOOP, str(port), str(SOURCES), "parse"))
        old, bare_old = poll(home, *everyone), run((*LOOP, str(port), str(SOURCES), "unchanged"))
    print(f"300 new feeds: {new}; feedparser in a loop: {bare_new}\n  {new.said.strip()}")
    print(f"300 unchanged: {old}; httpx in a loop: {bare_old}\n  {old.said.strip()}")
    return all(
        (
            within("new, CPU beside the loop", new.cpu / bare_new.cpu, 1.5, "x"),
            within("new, wall beside the loop", new.wall / bare_new.wall, 1.0, "x"),
            within("unchanged, CPU beside the loop", old.cpu / bare_old.cpu, 1.6, "x"),
            within("unchanged, memory above the loop's", old.memory - bare_old.memory, 70, " MB"),
        )
    )


def many(folder: Path) -> bool:
    """2,000 sources on 200 addresses: a first round, then one where nothing changed."""
    home = folder / "many"
    with web(HOSTS) as port:
        furnish(home, port, MANY, addresses(HOSTS))
        first = poll(home)
        again = poll(home, *(f"s{n}" for n in range(MANY)))
    print(f"2,000 sources, first round: {first}\n  {first.said.strip()}")
    print(f"2,000 sources, unchanged: {again}\n  {again.said.strip()}")
    return all(
        (
            within("2,000 first, wall", first.wall, 30, " s"),
            within("2,000 first, memory", first.memory, 150, " MB"),
            within("2,000 unchanged, wall", again.wall, 30, " s"),
            within("2,000 unchanged, memory", again.memory, 150, " MB"),
        )
    )


if __name__ == "__main__":
    sys.exit(main())
