"""Repeated blocks with a date and a link: how a list of news looks, whatever its markup.

From every date the tree is climbed to the smallest element that also holds a link. Where one element is reached
from several dates (a ``dl`` of dates and headlines, headings and paragraphs in turn) its children are parted
before each date; a ``dt`` whose ``dd`` each have a link of their own makes a block with each of them, and lines
that only ``br`` parts become elements first. Blocks are of one sort when the names of the elements down to them are
the same; a sort with one block only is no list.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile

from bs4 import BeautifulSoup, NavigableString, Tag

Block = tuple[Tag, ...]
"""Neighbouring elements that make one thing of a list; mostly one element."""

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATED = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}(?!\d)日?"
    r"|(?:明治|大正|昭和|平成|令和|\b[HR])\s?(?:\d{1,2}|元)\s?[.年/]\s?\d{1,2}\s?[.月/]\s?\d{1,2}日?"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s(?:{_MONTHS})[a-z]{{0,6}}\.?,?\s(?:19|20)\d\d"
    rf"|\b(?:{_MONTHS})[a-z]{{0,6}}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d"
    r"|(?<!\d)\d{1,2}/\d{1,2}/(?:19|20)\d\d"
    r"|(?<!\d)\d{1,2}月\s?\d{1,2}日",
    re.IGNORECASE,
)
"""What looks like a date in text after NFKC; reading it is ``text.dates``' work."""

_OUTSIDE = ("nav", "footer", "aside", "script", "style", "template", "head", "select", "noscript")
LINE = "x-line"
"""The name of the elements made of lines; no page has it, and no selector should."""
_TELLING = 5
"""Fewer characters in a link than this name no thing: «PDF», «詳細»."""
_MARKS = 2_000
_CLIMB = 12
"""A date further from its link than this belongs to the page, not to the link."""


def find(soup: BeautifulSoup) -> tuple[Block, ...]:
    """Return the blocks of every list on the page, in document order; empty where nothing repeats."""
    found = list(_blocks(soup))
    sizes = Counter(sort(block) for block in found)
    return tuple(block for block in found if sizes[sort(block)] > 1)


def sort(block: Block) -> tuple[str, ...]:
    """Return what blocks of one list have in common: the names of the elements down to them."""
    return tuple(tag.name for tag in (block[0], *block[0].parents))


def continued(start: Tag) -> tuple[Block, ...]:
    """Return a ``dt`` with the ``dd`` that follow it, in as many blocks as they are things; else the element."""
    following = start.find_next_siblings(["dt", "dd"]) if start.name == "dt" else ()
    details = (tag for tag in following if isinstance(tag, Tag))
    return tuple(_things((start, *takewhile(lambda tag: tag.name == "dd", details))))


def _things(block: Block) -> Iterator[Block]:
    """Yield the block once for every ``dd`` with a telling link; those without one go with the one before."""
    heads = [n for n, tag in enumerate(block) if n and tag.name == "dd" and _leads_somewhere(tag)]
    if block[0].name != "dt" or len(heads) < 2:
        yield block
        return
    for start, end in pairwise([1, *heads[1:], len(block)]):
        yield (block[0], *block[start:end])


def _leads_somewhere(tag: Tag) -> bool:
    return any(len(link.get_text(strip=True)) >= _TELLING for link in tag.find_all("a", href=True))


def _blocks(soup: BeautifulSoup) -> Iterator[Block]:
    _part_lines(soup)
    linked = _linked(soup)
    boxes: dict[int, tuple[Tag, list[Tag]]] = {}
    for mark in _marks(soup):
        box = _box(mark, linked)
        if box is not None:
            boxes.setdefault(id(box), (box, []))[1].append(mark)
    for box, marks in boxes.values():
        for block in _parted(box, marks, linked):
            yield from _things(block)


def _part_lines(soup: BeautifulSoup) -> None:
    """Make elements of dated lines that only ``br`` parts: ``5月20日 <a>…</a><br>5月19日 <a>…</a>``."""
    dated = [parent for _, parent in _dated(soup)]
    several = Counter(map(id, dated))
    for parent in {id(parent): parent for parent in dated if several[id(parent)] > 1}.values():
        if parent.find("br", recursive=False):
            line = soup.new_tag(LINE)
            for node in list(parent.contents):
                if isinstance(node, Tag) and node.name == "br":
                    line = soup.new_tag(LINE)
                    continue
                if line.parent is None:
                    node.insert_before(line)
                line.append(node)


def _linked(soup: BeautifulSoup) -> set[int]:
    """Return the identities of all elements that are or hold a link with words."""
    linked: set[int] = set()
    for link in soup.find_all("a", href=True):
        if not link.get_text(strip=True):
            continue
        for tag in (link, *link.parents):
            if id(tag) in linked:
                break
            linked.add(id(tag))
    return linked


def _marks(soup: BeautifulSoup) -> Iterator[Tag]:
    """Yield the elements that hold a date, each once, in document order."""
    return iter({id(parent): parent for _, parent in _dated(soup)}.values())


def _dated(soup: BeautifulSoup) -> Iterator[tuple[NavigableString, Tag]]:
    """Yield the texts that hold a date, in document order, each with the element it stands in."""
    texts = soup.find_all(string=True)
    found = ((text, text.parent) for text in texts if text.parent is not None and type(text) is NavigableString)
    dated = ((text, parent) for text, parent in found if _holds_date(text, parent))
    return islice(((text, parent) for text, parent in dated if _is_inside(parent)), _MARKS)


def _is_inside(parent: Tag) -> bool:
    return all(tag.name not in _OUTSIDE for tag in (parent, *parent.parents))


def _holds_date(text: str, parent: Tag) -> bool:
    if parent.name == "time" and parent.has_attr("datetime"):
        return True
    start = text.strip()[:200]
    return any(map(str.isdigit, start)) and DATED.search(unicodedata.normalize("NFKC", start)) is not None


def _box(mark: Tag, linked: set[int]) -> Tag | None:
    """Return the smallest element around the mark, itself included, that is or holds a link with words."""
    near = takewhile(lambda tag: tag.name not in {"body", "html", "[document]"}, (mark, *mark.parents))
    return next((tag for tag in islice(near, _CLIMB) if id(tag) in linked), None)


def _parted(box: Tag, marks: Sequence[Tag], linked: set[int]) -> Iterator[Block]:
    """Part a box that several dates share into one block for each; a table row stays whole."""
    dated = {id(_child(box, mark)) for mark in marks}
    children = [child for child in box.children if isinstance(child, Tag)]
    starts = [n for n, child in enumerate(children) if id(child) in dated]
    parts = [tuple(children[a:b]) for a, b in pairwise([*starts, len(children)])]
    with_link = [part for part in parts if any(id(tag) in linked for tag in part)]
    if box.name == "tr" or len(with_link) < 2:
        yield (box,)
    else:
        yield from with_link


def _child(box: Tag, mark: Tag) -> Tag:
    """Return the child of the box that is or holds the mark; the mark itself where the box is the mark."""
    child = mark
    while child.parent is not None and child is not box and child.parent is not box:
        child = child.parent
    return child
