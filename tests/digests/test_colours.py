"""The mail is readable by people who see little contrast, in light and in dark (WCAG 2.1, 1.4.3: 4.5 to 1)."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

SHEET = (files("ipscwatch.digests") / "templates" / "digest.css").read_text(encoding="utf-8")
LIGHT, _, REST = SHEET.partition("@media (prefers-color-scheme: dark)")
DARK = REST.partition("@media")[0]


def colours(sheet: str, what: str) -> set[str]:
    """Return the colours a sheet gives to `what`, which is ``color`` or ``background``."""
    return set(re.findall(rf"(?:^|[{{;\s]){what}: (#[0-9a-f]{{6}})", sheet))


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("sheet", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_colour_stands_out_from_every_ground(sheet: str) -> None:
    grounds = colours(_without_bars(sheet), "background")
    texts = colours(sheet, "color")
    assert grounds
    assert len(texts) > 4
    assert {(text, ground) for text in texts for ground in grounds if contrast(text, ground) < 4.5} == set()


def _without_bars(sheet: str) -> str:
    """Leave out the bars of charts: no text stands on them."""
    return re.sub(r"^\.(?:bar|tall|none)\b[^{]*\{[^}]*\}", "", sheet, flags=re.MULTILINE)


@pytest.mark.parametrize("sheet", [LIGHT, DARK], ids=["light", "dark"])
def test_every_bar_stands_out_from_every_ground(sheet: str) -> None:
    grounds = colours(_without_bars(sheet), "background")
    bars = {
        colour
        for rule in re.findall(r"^\.(?:bar|tall)\b.*$", sheet, re.MULTILINE)
        for colour in colours(rule, "background")
    }
    assert bars
    assert {
        (bar, ground) for bar in bars for ground in grounds if contrast(bar, ground) < 3
    } == set()  # WCAG 1.4.11


def test_everything_coloured_for_the_light_is_coloured_for_the_dark() -> None:
    coloured = re.findall(r"^([^@{}\n]+) \{[^}]*[^-]color: ", LIGHT, re.MULTILINE)
    for selector in (one.strip() for group in coloured for one in group.split(",")):
        if selector not in (".preheader",):
            assert re.search(rf"(?:^|, ){re.escape(selector)}(?:,| \{{)", DARK, re.MULTILINE), selector
