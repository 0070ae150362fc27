"""HTML as we read it: decoded by us, parsed once, with the address its links start from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from warnings import catch_warnings

from bs4 import BeautifulSoup, Tag

from ipscwatch.model.document import Document
from ipscwatch.sheets.form import form
from ipscwatch.text.charset import decode
from ipscwatch.text.clean import clean_line, plain
from ipscwatch.text.prescan import declared_inside
from ipscwatch.text.urls import absolute

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_DEPTH = 1_000
"""Deeper than any page is; looking from every element up to the root would take minutes."""
_FEW = 5
"""Links of a page that may only be the frame around another."""
_DASHES = frozenset("-－ー―—–‐−")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A parsed HTML document."""

    soup: BeautifulSoup
    base: str
    """Where relative links start from: ``<base href>``, else the document's address."""
    title: str
    language: str | None
    links: int
    frame: str | None
    """What it shows in its first frame, where it has hardly a link of its own."""
    warnings: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the title without the site's name behind a bar."""
        return re.split(r"\s*[|｜]", self.title, maxsplit=1)[0].strip()

    def __str__(self) -> str:
        """Say what the page holds, for an error message."""
        title = clean_line(self.title, limit=100) or "without a title"
        what = f"the page is «{title}» with {self.links} links"
        frame = f"it shows {self.frame} in a frame, which may be the page meant" if self.frame else ""
        return "; ".join(filter(None, (what, frame, *self.warnings)))


def parse(document: Document) -> Page:
    """Parse a document as HTML; whatever the bytes are, there is a page, perhaps an empty one.

    The text is decoded before the parser sees it: given bytes declared Shift_JIS that hold ①, ㈱ or 髙 it would
    read nothing at all.
    """
    warnings = []
    decoded = decode(document.body, declared=document.charset, media_type=document.media_type or "text/html")
    with catch_warnings(action="ignore", category=UserWarning):  # «this looks like XML», «this looks like a file»
        soup = BeautifulSoup(_CONTROL.sub("", decoded.text), "lxml")
        if _is_too_deep(soup):
            warnings.append(f"its elements are nested more than {_DEPTH} deep, so it was not read")
            soup = BeautifulSoup("", "lxml")
    anchor = soup.find("base", href=True)
    root = soup.find("html")
    base = absolute(attribute(anchor, "href"), document.url) if isinstance(anchor, Tag) else None
    links = len(soup.find_all("a", href=True))
    return Page(
        soup=soup,
        base=base or document.url,
        title=clean_line(soup.title.get_text()) if soup.title else "",
        language=attribute(root, "lang") if isinstance(root, Tag) else None,
        links=links,
        frame=_frame(soup, base or document.url) if links < _FEW else None,
        warnings=(*decoded.warnings, *warnings),
    )


def _frame(soup: BeautifulSoup, base: str) -> str | None:
    frames = soup.find_all(["frame", "iframe"], src=True)
    return next(filter(None, (absolute(attribute(frame, "src"), base) for frame in frames)), None)


def _is_too_deep(soup: BeautifulSoup) -> bool:
    depths = {id(soup): 0}
    for tag in soup.find_all(True):  # noqa: FBT003 - bs4's way to say «every element»
        depths[id(tag)] = depths[id(tag.parent)] + 1
    return max(depths.values()) > _DEPTH


def is_text(document: Document) -> bool:
    """Say whether the bytes can be a page at all; a picture or an archive would be read as words, too."""
    return form(document.body) in ("html", "text", "nothing") or declared_inside(document.body) is not None


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute as one string, empty where the tag has none."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def words(tags: Tag | Iterable[Tag]) -> str:
    """Return what a reader sees of the tags as plain text; a lone dash, which stands for nothing, is nothing."""
    several = (tags,) if isinstance(tags, Tag) else tuple(tags)
    text = "\n".join(filter(None, (plain(str(tag)) for tag in several)))
    return "" if set(text.strip()) <= _DASHES else text
