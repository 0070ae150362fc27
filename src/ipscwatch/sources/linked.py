"""Links on a page that lead to documents or to pages of documents, chosen by their words and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ipscwatch.sheets.cells import file_day, file_name, squeezed
from ipscwatch.sources.address import is_file
from ipscwatch.sources.page import Page, attribute, words
from ipscwatch.sources.stated import holds_one
from ipscwatch.text.clean import clean_line
from ipscwatch.text.urls import absolute

_DIGITS = re.compile(r"\d{8}")
_NUMBERED = re.compile(r"^(?:総|資料|別紙|別添|参考|No)?[\s\-－ー.0-9０-９]*$")
"""A link's words that number a paper and do not name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link: its address, and what it says: words around it where it says but a number, its file where nothing."""

    url: str
    title: str

    @property
    def day(self) -> date | None:
        """The day in the name of its file."""
        return file_day(self.url)


def links(seen: Page) -> Iterator[Link]:
    """Yield the page's links with their words, each address once."""
    met: set[str] = set()
    for tag in seen.soup.find_all("a", href=True):
        url = absolute(attribute(tag, "href"), seen.base)
        if url and url not in met:
            met.add(url)
            said = clean_line(words(tag))
            around = clean_line(words(tag.parent), 200) if tag.parent is not None and _NUMBERED.match(said) else ""
            yield Link(url=url, title=around or said or file_name(url))


def documents(found: Iterable[Link], saying: tuple[str, ...], files: str) -> tuple[Link, ...]:
    """Return the links to documents that say one of these words and whose file's name fits the expression."""
    pattern = re.compile(files)
    return tuple(
        link
        for link in found
        if is_file(link.url) and holds_one(saying, link.title) and pattern.search(file_name(link.url))
    )


def pages(found: Iterable[Link], saying: tuple[str, ...]) -> tuple[Link, ...]:
    """Return the links to pages that say one of these words; none without words."""
    return tuple(link for link in found if saying and not is_file(link.url) and holds_one(saying, link.title))


def newest(found: Iterable[Link]) -> tuple[Link, ...]:
    """Of files named alike but for a date keep the one with the latest; the order of the page stays."""
    latest: dict[str, Link] = {}
    for link in found:
        alike = _DIGITS.sub("", squeezed(file_name(link.url)))
        held = latest.get(alike)
        if held is None or (link.day or date.min) > (held.day or date.min):
            latest[alike] = link
    return tuple(latest.values())


def expression(text: str) -> str:
    """Return a regular expression as it is; raises ValueError where it is none."""
    try:
        re.compile(text)
    except re.error as e:
        raise ValueError(f"«{text}» is no regular expression: {e}") from e
    return text
