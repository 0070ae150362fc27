"""One thing of a list as it stands on the page: its title, link, date and words, from a block or a table row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from unicodedata import normalize
from urllib.parse import unquote

import soupsieve
from bs4 import NavigableString, Tag
from pydantic import AfterValidator, Field

from ipscwatch.sources import grid
from ipscwatch.sources.blocks import DATED, Block
from ipscwatch.sources.options import Options
from ipscwatch.sources.page import Page, attribute, words
from ipscwatch.sources.stated import Stated
from ipscwatch.text.clean import clean_line

_TIME = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])")
_AROUND = re.compile(
    r"[\s()（）\[\]【】:：,、.~-]|[月火水木金土日]曜?日?|公開|更新|掲載|発表|on|posted|published|updated|date",
    re.IGNORECASE,
)
_TITLE_COLUMN = re.compile(
    r"表題|件名|題名|標題|タイトル|販売名|製品名|品名|\btitle|\bsubject|\bheadline", re.IGNORECASE
)
_DATE_COLUMN = re.compile(r"[催載表開新信]日|年月日|日付|日時|\bdate|\bposted|\bpublished", re.IGNORECASE)
_NUMBER_COLUMN = re.compile(r"回数|回次|(?:no|№)\.?", re.IGNORECASE)
_LINK_COLUMN = re.compile(r"資料|本文|詳細|\bmaterial|\bdocument", re.IGNORECASE)
_WEEKDAY = re.compile(r"^\s*[(（][月火水木金土日]曜?日?[)）]")
_SIZE = re.compile(
    r"\s*[\[［〔(（【]?\s*(?:(?:PDF|ＰＤＦ|Excel|Word|CSV|XLSX?|ZIP)(?:形式|ファイル)?)?\W{0,3}[\d.,０-９．，]+\s?[KMＫＭ][BＢ]\s*[\]］〕)）】]?\s*$",
    re.IGNORECASE,
)
_FILE = re.compile(r"([^/?#]+\.(?:pdf|xlsx?|csv|docx?|pptx?|zip))(?:[?#]|$)", re.IGNORECASE)
_SPARSE = re.compile(r"(?:pdf|more|read|details?|new|詳細|詳しく|は?こちら|続きを読む|\W)*", re.IGNORECASE)

_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_TELLING = 8
"""Fewer characters than this say nothing without the page's name: «総－１», «Notice»."""


def selector(text: str) -> str:
    """Return a CSS selector as it is; raises ValueError where it is none."""
    try:
        soupsieve.compile(text)
    except soupsieve.SelectorSyntaxError as e:
        raise ValueError(f"«{text}» is no CSS selector: {str(e).splitlines()[0]}") from e
    return text


Selector = Annotated[str, Field(min_length=1, max_length=1_000), AfterValidator(selector)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where(Options):
    """Where the parts of one thing of a list are, each a CSS selector relative to it; None: found by looks."""

    title: Annotated[Selector | None, Field(description="Its title; else the words of its link")] = None
    link: Annotated[Selector | None, Field(description="Its link; else the one with the most words")] = None
    date: Annotated[Selector | None, Field(description="Its date; else the first date in it")] = None
    summary: Annotated[Selector | None, Field(description="What it says; else all its other words")] = None
    outlet: Annotated[Selector | None, Field(description="Who published it, on pages that collect others'")] = None
    id: Annotated[
        Selector | None, Field(description="Words that name it for ever, whatever becomes of its title and link")
    ] = None


class Lister:
    """Reads the blocks of one page; the tables they are rows of are laid out once."""

    def __init__(self, page: Page, where: Where, day: date | None = None) -> None:
        self._page = page
        self._where = where
        self._day = day
        self._grids: dict[int, grid.Grid] = {}

    def state(self, block: Block) -> Stated:
        """Return what the block states; `day` is the one of a bare time, where the page is of one day."""
        line = self._line(block)
        cells = {name: text for name, cell in line.cells.items() if (text := words(cell))} if line else {}
        link = _select(block, self._where.link) if self._where.link else _line_link(line) or _link(block)
        title = clean_line(self._chosen(block, self._where.title)) or self._title(block, link, cells)
        when = self._when(block, cells)
        address = attribute(link, "href") if link else ""
        summary = self._chosen(block, self._where.summary) or _labelled(cells) or _rest(block, title)
        return Stated(
            entry_id=self._chosen(block, self._where.id) or _column(cells, _NUMBER_COLUMN) or None,
            link=address or None,
            title=title,
            summary=summary if when else "\n".join(filter(None, (summary, _file_name(address)))),
            published=when,
            outlet=self._chosen(block, self._where.outlet) or None,
        )

    def _line(self, block: Block) -> grid.Line | None:
        """Return the table row a block is, where its table names its columns."""
        table = block[0].find_parent("table") if block[0].name == "tr" else None
        if table is None:
            return None
        if id(table) not in self._grids:
            self._grids[id(table)] = grid.read(table)
        return self._grids[id(table)].line(block[0])

    def _chosen(self, block: Block, choice: str | None) -> str:
        """Return the words of all that the selector finds in the block, each on a line of its own."""
        found = [tag for part in block for tag in _all(part, choice)] if choice else []
        return words(found)

    def _title(self, block: Block, link: Tag | None, cells: Mapping[str, str]) -> str:
        if cells:
            title = _column(cells, _TITLE_COLUMN) or _told(link)
            named = (text for text in cells.values() if not says_date_only(text))
            return title if len(title) >= _TELLING else self._named(next(named, title))
        title = _told(link) or _heading(block)
        return title if len(title) >= _TELLING else self._named(title)

    def _named(self, title: str) -> str:
        """Return a title that says little with the page's name before it."""
        name = self._page.name
        return name if title in name else clean_line(f"{name} {title}")

    def _when(self, block: Block, cells: Mapping[str, str]) -> str | None:
        if self._where.date:
            tag = _select(block, self._where.date)
            stated = (attribute(tag, "datetime") or words(tag)) if tag else ""
            return self._moment(stated) or stated or None
        named = self._moment(_column(cells, _DATE_COLUMN))
        return named or _time_element(block) or self._moment(_lone_date(block) or words(block))

    def _moment(self, text: str) -> str | None:
        """Return the first date in the text; a bare time is one of the day the address asked for."""
        time = None if self._day is None else _TIME.search(normalize("NFKC", text))
        return first_date(text) or (f"{self._day} {time[0]}" if time else None)


def first_date(text: str) -> str | None:
    """Return the first date written in the text as it is written there, with the time close behind it."""
    text = normalize("NFKC", text)
    found = DATED.search(text)
    time = _TIME.search(text, found.end(), found.end() + 20) if found else None
    return f"{found[0]} {time[0]}" if found and time else found and found[0]


def _select(block: Block, choice: str) -> Tag | None:
    """Return the first element of the block that the selector finds, the block's own elements included."""
    return next((found for tag in block for found in _all(tag, choice)), None)


def _first(tag: Tag, names: list[str]) -> Tag | None:
    found = tag.find(names)
    return found if isinstance(found, Tag) else None


def _all(tag: Tag, choice: str) -> list[Tag]:
    return [tag] if soupsieve.match(choice, tag) else tag.select(choice)


def _links(block: Block) -> Iterator[Tag]:
    for tag in block:
        if tag.name == "a" and tag.has_attr("href"):
            yield tag
        yield from tag.find_all("a", href=True)


def _link(block: Block) -> Tag | None:
    """Return the link with the most words; the first of equals."""
    return max(_links(block), key=lambda link: len(_told(link)), default=None)


def _line_link(line: grid.Line | None) -> Tag | None:
    """Return a table row's link: the one to the papers, else the one with the most words."""
    if line is None:
        return None
    named = [cell for name, cell in line.cells.items() if _LINK_COLUMN.search(name)]
    return _link(tuple(named)) or _link((line.tag,))


def _told(link: Tag | None) -> str:
    """Return a link's words where they tell something; «PDF», a file's size and «read more» do not."""
    if link is None:
        return ""
    heading = _first(link, _HEADINGS)
    strings = list(link.stripped_strings)
    if heading is None and any(map(says_date_only, strings)):
        text = _without_size(" ".join(string for string in strings if not says_date_only(string)))
    else:
        text = _without_size(words(heading or link))
    return "" if _SPARSE.fullmatch(text) else text


def _without_size(text: str) -> str:
    return clean_line(_SIZE.sub("", text))


def _heading(block: Block) -> str:
    """Return the block's first heading, else its longest line that is more than a date."""
    heading = next(filter(None, (_first(tag, [*_HEADINGS, "strong", "b", "th"]) for tag in block)), None)
    lines = [line for line in words(block).split("\n") if not says_date_only(line)]
    told = clean_line(words(heading)) if heading else ""
    return told if told and not says_date_only(told) else _without_size(max(lines, key=len, default=""))


def _rest(block: Block, title: str) -> str:
    """Return the block's words without its title, dates and what tells nothing."""
    lines = (_without_date(line) for line in words(block).split("\n"))
    told = (line for line in lines if not says_date_only(line) and not _says_nothing(line, title))
    return "\n".join(told)


def _without_date(line: str) -> str:
    """Drop a date that stands before other words, as ``2026.05.20 製品`` does."""
    found = DATED.match(line)
    return _WEEKDAY.sub("", line[found.end() :]).strip() if found else line.strip()


def _says_nothing(line: str, title: str) -> bool:
    """Say whether the line repeats the title, or holds nothing but a file's size, «NEW» or «read more»."""
    return _without_size(line) in title or _SPARSE.fullmatch(_without_size(line.replace(title, ""))) is not None


def _file_name(address: str) -> str:
    """Return the name of the file an address leads to: what tells two undated files of one title apart."""
    found = _FILE.search(address)
    return unquote(found[1]) if found else ""


def _labelled(cells: Mapping[str, str]) -> str:
    return "\n".join(f"{name}: {text}" for name, text in cells.items())


def _column(cells: Mapping[str, str], names: re.Pattern[str]) -> str:
    return next((text for name, text in cells.items() if names.search(name)), "")


def _time_element(block: Block) -> str | None:
    tag = _select(block, "time[datetime]")
    return attribute(tag, "datetime").strip() or None if tag else None


def _lone_date(block: Block) -> str:
    """Return the text of the block's first element that says a date and nothing else."""
    texts = (str(text) for tag in block for text in tag.find_all(string=True) if type(text) is NavigableString)
    return next((text for text in texts if says_date_only(text)), "")


def says_date_only(text: str) -> bool:
    """Say whether the text is a date, perhaps with a time, a weekday or a label, and nothing else."""
    text = normalize("NFKC", text[:200])
    found = DATED.search(text)
    return found is not None and not _AROUND.sub("", _TIME.sub("", DATED.sub("", text)))
