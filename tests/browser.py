"""Pages looked at in a real browser, where one is installed: headless, offline, in a profile of its own."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
OFFLINE = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
SECONDS = 120
MEASURE = (Path(__file__).parent / "browser.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a browser makes of one page at one width."""

    overflow: int
    """By how many pixels it is wider than its window."""
    beyond: str
    """What reaches beyond the window, if anything does."""
    contrast: float
    """The least between a text and what is behind it (WCAG 2.1)."""
    worst: str
    """The text that has it."""
    size: float
    """The smallest letters, in pixels."""
    markup: tuple[str, ...]
    """Every element, and every attribute on one; marked where it would run a script."""


def browser() -> str | None:
    """Return the browser that is installed, if one is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def looks(
    program: str, pages: Mapping[str, str], widths: Sequence[int], *, dark: bool
) -> dict[tuple[str, int], Look]:
    """Return how each page looks at each width, in light or dark."""
    frames = "".join(
        f'<iframe title="{width} {html.escape(name)}" sandbox="allow-same-origin"'
        f' style="width: {width}px; border: 0" srcdoc="{html.escape(page)}"></iframe>'
        for name, page in pages.items()
        for width in widths
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frames.html"
        path.write_text(f"<!doctype html><meta charset=utf-8><script>{MEASURE}</script><body>{frames}", "utf-8")
        scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
        command = [program, *OFFLINE, f"--user-data-dir={folder}/profile", scheme, "--dump-dom", path.as_uri()]
        dom = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True).stdout
    found = re.search(r'<pre id="out">(.*?)</pre>', dom, re.DOTALL)
    assert found is not None, "the browser did not get to the end"
    read = json.loads(html.unescape(found[1]))
    keyed = {tuple(title.split(" ", 1)): look for title, look in read.items()}
    return {
        (name, int(width)): Look(**{**look, "markup": tuple(look["markup"])})
        for (width, name), look in keyed.items()
    }
