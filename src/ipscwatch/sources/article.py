"""One page as one thing: its title, its date and its main text, without menus, side columns and footers."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from unicodedata import normalize

from pydantic import Field

from ipscwatch.errors import NothingFoundError, ReadError
from ipscwatch.model.document import Document
from ipscwatch.model.kinds import SourceKind
from ipscwatch.model.reading import Reading
from ipscwatch.model.source import Source
from ipscwatch.sources import page
from ipscwatch.sources.address import ask
from ipscwatch.sources.blocks import DATED
from ipscwatch.sources.listed import Selector, first_date
from ipscwatch.sources.options import Options, options_of
from ipscwatch.sources.page import Page, attribute, words
from ipscwatch.sources.stated import Stated, primary_subtag, settle
from ipscwatch.text.clean import clean, clean_line

_DATE_METAS = (
    "article:published_time",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "date",
    "pubdate",
    "publish-date",
)
_UPDATE_METAS = ("article:modified_time", "og:updated_time", "dcterms.modified", "last-modified")
_MARKED = ("main", "[role=main]", "article", "#main", "#contents", "#content")
_GOES_ON = re.compile(r"\s?(?:\(.\))?\s?[からよりまでにのはをがへと、以適施]|\s(?:is|was|will|to|and|the)\b")
_SPANS = re.compile(r"\s(?:col|row)span=\"[^\"]*\"")
"""trafilatura fills spans cell by cell; a small hostile table keeps it busy for minutes."""
_OPENING = 16
"""How many lines of a text may stand before its date: headline, number, addressees."""


logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds odd is not for our log


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleOptions(Options):
    """Where the parts of the page are, for pages where they are not found by themselves."""

    content: Annotated[Selector | None, Field(description="CSS selector of the main text; else it is found")] = None
    title: Annotated[Selector | None, Field(description="CSS selector of the title; else the page's own")] = None
    date: Annotated[Selector | None, Field(description="CSS selector of the date; else what the page states")] = (
        None
    )


def read(source: Source, document: Document, now: datetime) -> Reading:
    """Read a page as one entry whose text is the page's; raises `ReadError`, `NothingFoundError` without text."""
    if not page.is_text(document):
        raise ReadError(source.source_id, f"{source.url}: the answer is neither a page nor text")
    options = options_of(source, ArticleOptions)
    seen = page.parse(document)
    text = words(seen.soup.select(options.content)) if options.content else main_text(seen, document.url)
    if not text:
        what = f"the selector «{options.content}» finds nothing" if options.content else "it has no text"
        raise NothingFoundError(source.source_id, f"{source.url}: {what}; {seen}")
    stated = Stated(
        link=document.url,
        title=_chosen(seen, options.title) or title(seen),
        content=text,
        published=_stated_date(seen, options.date)
        or next(_dates(seen, _DATE_METAS, "datePublished"), _date_line(text)),
        updated=next(_dates(seen, _UPDATE_METAS, "dateModified"), None),
        outlet=_meta(seen, ("og:site_name",)),
        language=seen.language,
    )
    entries, warnings = settle((stated,), base=seen.base, source=source, now=now)
    return Reading(
        title=seen.title,
        entries=entries,
        warnings=(*seen.warnings, *warnings),
        language=primary_subtag(seen.language),
    )


def full_text(document: Document) -> str:
    """Return the main text of the page behind an entry, empty where it has none."""
    return main_text(page.parse(document), document.url)


def main_text(seen: Page, url: str) -> str:
    """Return a page's main text, paragraphs parted by a blank line.

    What the page itself marks as its main part is taken whole: extraction drops the short lines that official
    notices are made of. trafilatura finds the text of the other pages, and of those whose mark is on a part only.
    """
    marked = _words_of(seen, _MARKED)
    extracted = _extracted(str(seen.soup), url)
    if len(marked) >= len(extracted) / 2:
        return marked or _words_of(seen, ("body",))
    return extracted


def title(seen: Page) -> str:
    """Return what the page calls itself: its headline, else what it tells others, else the window's title."""
    headings = [clean_line(words(heading)) for heading in seen.soup.find_all("h1")]
    telling = next(filter(None, headings), "") if len(headings) == 1 else ""
    return telling or _meta(seen, ("og:title", "twitter:title", "dc.title")) or seen.name


def _extracted(markup: str, url: str) -> str:
    from trafilatura import extract  # noqa: PLC0415 - a third of a second that only a child process should pay

    try:
        text = extract(_SPANS.sub("", markup), url=url, include_comments=False, deduplicate=False) or ""
    except Exception:  # noqa: BLE001 - it meets the whole web, and the page's own words are there to fall back on
        return ""
    return clean("\n\n".join(line.strip("| ").replace(" | ", " ") for line in text.splitlines()))


def _words_of(seen: Page, selectors: tuple[str, ...]) -> str:
    """Return the words of the first element found, without the menus and footers inside it."""
    for selector in selectors:
        found = seen.soup.select(selector)
        if len(found) != 1:
            continue
        region = copy(found[0])
        for frame in region.find_all(["nav", "footer", "aside", "form"]):
            frame.extract()
        if text := words(region):
            return text
    return ""


def _stated_date(seen: Page, selector: str | None) -> str:
    stated = _chosen(seen, selector)
    return first_date(stated) or stated


def _chosen(seen: Page, selector: str | None) -> str:
    found = seen.soup.select_one(selector) if selector else None
    return clean_line(attribute(found, "datetime") or words(found)) if found is not None else ""


def _dates(seen: Page, metas: tuple[str, ...], name: str) -> Iterator[str]:
    if stated := _meta(seen, metas):
        yield stated
    for script in seen.soup.find_all("script", type="application/ld+json"):
        found = re.search(rf'"{name}"\s*:\s*("(?:[^"\\]|\\.){{4,60}}")', script.get_text()[:200_000])
        if found:
            yield json.loads(found[1])


def _date_line(text: str) -> str | None:
    """Return the date that one of the text's opening lines begins with, as date lines of notices do.

    A line that goes on with a particle («から», «に», …) speaks of a day and is not dated with it.
    """
    for line in text[:2_000].split("\n")[:_OPENING]:
        found = DATED.match(narrowed := normalize("NFKC", line).lstrip("([【 "))
        if found and len(line) <= 60 and not _GOES_ON.match(narrowed, found.end()):
            return first_date(narrowed)
    return None


def _meta(seen: Page, names: tuple[str, ...]) -> str:
    """Return the first of the page's ``meta`` values under one of the names, in the order of the names."""
    stated: dict[str, str] = {}
    for meta in seen.soup.find_all("meta", content=True):
        key = (attribute(meta, "property") or attribute(meta, "name") or attribute(meta, "itemprop")).lower()
        stated.setdefault(key, clean_line(attribute(meta, "content")))
    return next((stated[name] for name in names if stated.get(name)), "")


KIND = SourceKind(
    name="article",
    summary="one page, read as one text that may change",
    options=ArticleOptions,
    ask=ask,
    read=read,
)
