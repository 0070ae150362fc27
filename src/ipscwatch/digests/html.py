"""A page as an HTML mail or file: one column, its own light and dark colours, readable at 320 px, no images.

Styles are inlined because several mail programs drop ``<style>``; the sheet stays for dark mode and print. Outside
text only ever passes through Jinja2's autoescape, and only checked http(s) addresses become links.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from ipscwatch.digests.page import Entry, Page, numbered, split
from ipscwatch.digests.wording import words
from ipscwatch.model.digest import Language

if TYPE_CHECKING:
    from css_inline import CSSInliner
    from jinja2 import Environment

LIMIT = 90_000
"""The largest HTML of one mail, in bytes: Gmail clips a message at about 102 KB."""


def html(page: Page, *, message_id: str = "") -> str:
    """Return the page as one complete HTML document; `message_id` is shown in small at its foot."""
    return _inliner().inline(_environment().get_template("digest.html").render(page=page, message_id=message_id))


def fragment(page: Page) -> str:
    """Return the page's header and sections alone, unstyled, for a reader that has styles of its own."""
    return _environment().get_template("body.html").render(page=page)


def entry_fragment(entry: Entry, language: Language) -> str:
    """Return one entry alone, unstyled; its text is in a page's language."""
    return _environment().get_template("entry.html").render(entry=entry, page={"language": language})


def index(names: Sequence[str]) -> str:
    """Return a page that links the digest files of these names, without their endings."""
    return _inliner().inline(_environment().get_template("index.html").render(names=names))


def fitting(page: Page) -> tuple[Page, ...]:
    """Divide a page so that each part's HTML stays below the limit: every entry once, in order."""
    wording = words(page.language)
    return numbered(_fitting(page, wording.continued), wording.part)


def _fitting(page: Page, continued: str) -> list[Page]:
    size = len(html(page).encode()) * 1.05
    if size <= LIMIT or page.entries_n < 2:
        return [page]
    parts = split(page, math.ceil(size / LIMIT), continued=continued)
    return [smaller for part in parts for smaller in _fitting(part, continued)]


# Both libraries are used for digests alone, and take longer to load than a quiet pass over the sources.


@cache
def _inliner() -> CSSInliner:
    from css_inline import CSSInliner  # noqa: PLC0415

    return CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    return Environment(
        loader=PackageLoader("ipscwatch.digests"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
