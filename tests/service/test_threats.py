"""Threats that go through several rooms at once: local files by any name, and programs that load."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from tests.fetch.conftest import NOW, Detour, Names, polling, source_for
from tests.sources.asking import read
from tests.web import redirect, serving

from ipscwatch.errors import ReadError
from ipscwatch.fetch import Fetcher
from ipscwatch.model.document import Failure, Request
from ipscwatch.sources import kinds, opml

OPENED: list[str] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and "canary" in str(arguments[0]):
        OPENED.append(str(arguments[0]))


sys.addaudithook(_note)  # there is no way to take one away; this one only takes notes

SPELLINGS = [
    "file://{path}",
    "FILE://{path}",
    "file:{path}",
    "file://localhost{path}",
    "file:////{path}",
    "file:\\\\\\{path}",
    " file://{path}",
    "fi\tle://{path}",
    "file%3A//{path}",
    "{path}",
    "//{path}",
    "http:file://{path}",
    "view-source:file://{path}",
    "jar:file://{path}!/x",
    "ftp://localhost{path}",
    "gopher://127.0.0.1:70/_{path}",
    "dict://127.0.0.1:11211/{path}",
    "data:text/plain,{path}",
    "javascript:fetch('file://{path}')",
    "netdoc:{path}",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_no_spelling_of_a_local_file_opens_it(tmp_path: Path, spelling: str) -> None:
    secret = tmp_path / "canary.txt"
    secret.write_text("<rss><channel><item><title>canary</title></item></channel></rss>")
    url = spelling.format(path=secret)
    OPENED.clear()
    async with serving() as web:
        detour = Detour(web.port)
        async with Fetcher(polling(), resolver=Names({"localhost": ("127.0.0.1",)}), backend=detour) as fetcher:
            for first in (url, "http://a.test/leads-there"):
                web.on("/leads-there", redirect(url.replace("\t", "%09")))
                got = await fetcher.fetch(source_for(first), Request(url=first), None, NOW)
                assert isinstance(got, Failure), first
                assert "canary" not in got.message.replace(str(secret), "")
    for link in (url, f"<![CDATA[{url}]]>"):
        body = f"<rss><channel><item><title>t</title><link>{link}</link></item></channel></rss>"
        for entry in read("feed", body.replace("\\", "/")).entries:
            assert entry.url is None or entry.url.startswith(("http://", "https://"))
    quoted = url.replace("\t", "&#9;").replace("'", "&apos;")
    for one in opml.read(f"<opml><body><outline xmlUrl='{quoted}'/></body></opml>".encode()).subscriptions:
        assert one.url.startswith(("http://", "https://"))
    for kind in kinds():
        with suppress(ReadError):
            read(kind, url)
    assert OPENED == []
    assert secret.read_text().startswith("<rss>")
    assert OPENED != [], "the hook notes what is opened"


def test_loading_every_module_opens_no_connection_and_starts_no_program() -> None:
    code = """
import importlib, pkgutil, sys
def note(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system"):
        raise SystemExit(f"{event} {arguments}")
sys.addaudithook(note)
import ipscwatch
for module in pkgutil.walk_packages(ipscwatch.__path__, "ipscwatch."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print("loaded", len(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("loaded")
