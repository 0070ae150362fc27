"""Rows as a page tells them: a price list's under one heading, those of any other table under its source's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from ipscwatch.digests import figures
from ipscwatch.digests.page import Entry, Line, Piece, Section
from ipscwatch.digests.pieces import NAME as NAME_LENGTH
from ipscwatch.digests.pieces import NOTE as NOTE_LENGTH
from ipscwatch.digests.pieces import TITLE, linked, outside
from ipscwatch.digests.wording import count, label, words
from ipscwatch.model.digest import Digest, Language, TableLine
from ipscwatch.model.ledger import Value
from ipscwatch.model.reading import Row
from ipscwatch.model.row import (
    COLUMN_OF,
    INGREDIENT,
    LIMIT,
    MAKER,
    NOTE,
    PRICE,
    SPECIFICATION,
    RowChange,
)
from ipscwatch.sheets import cells
from ipscwatch.text.language import detect
from ipscwatch.watching.rows import moved_by

CELLS = 6
"""How many cells of another table's row are shown; how many more differ is said."""
_NOTHING = "–"
_WHOLE = (PRICE, SPECIFICATION, MAKER, INGREDIENT, LIMIT, NOTE)
"""The cells of a price row that came or went, in the order they are read."""


def row_sections(digest: Digest) -> Iterator[Section]:
    """Return the price lists in one section, and a section for each other table in which rows changed."""
    wording, lists = words(digest.language), [table for table in digest.tables if table.priced]
    entries = [
        entry for table in lists for entry in _entries(table, digest.language, digest.zone, named=len(lists) > 1)
    ]
    yield Section(title=wording.rows, entries=tuple(entries))
    for table in digest.tables:
        if not table.priced:
            title = outside(table.name, NAME_LENGTH).text or wording.tables
            yield Section(title=title, entries=tuple(_entries(table, digest.language, digest.zone, named=False)))


def _entries(table: TableLine, language: Language, zone: str, *, named: bool) -> Iterator[Entry]:
    """Return the watched rows, an entry each, marked where an alert told them, and all others in one."""
    tell = _price_row if table.priced else _record
    for index, (row, alerted_at) in enumerate(zip_longest(table.watched, table.alerted_at)):
        key = f"row:{table.source_id}:{row.key}:{row.kind}:{index}"
        kicker, *rest = tell(row, table, language)
        if alerted_at is not None:
            time = figures.weekday_time(alerted_at, zone, language)
            told = Piece(f" · {words(language).alerted.format(time=time)}")
            kicker = replace(kicker, pieces=(*kicker.pieces, told))
        yield Entry(key=key, tone="plain", lines=(kicker, *rest))
    if table.counts or (table.priced and table.total):
        lines = tuple(_summary(table, language, named=named))
        yield Entry(key=f"rows:{table.source_id}", tone="brief", lines=lines)


def _summary(table: TableLine, language: Language, *, named: bool) -> Iterator[Line]:
    """Say how many watched rows of how many changed, count the others by kind, and name the largest moves."""
    wording = words(language)
    said = [_how_many(table, language)]
    if table.counts:
        kinds = [f"{label(_labels(table, language), kind)} {n:,}" for kind, n in table.counts.items()]
        others = count(wording.n_other_rows, sum(table.counts.values()))
        said.append(f"{others}{wording.colon}{wording.comma.join(kinds)}")
    whose = (linked(table.name, table.url, NAME_LENGTH), Piece(wording.colon)) if named else ()
    yield Line("title", (*whose, outside(wording.comma.join(filter(None, said)), NOTE_LENGTH)))
    if table.largest:
        yield Line("note", (Piece(wording.largest),))
    for row in table.largest:
        name = linked(row.name or row.key, _address(row, table), NAME_LENGTH, language=detect(row.name))
        yield Line("note", (name, Piece(" · "), outside(_step(row, PRICE, language), NOTE_LENGTH)))


def _how_many(table: TableLine, language: Language) -> str:
    """Return how many of the watched rows changed, each counted once."""
    wording, watched = words(language), len({row.key for row in table.watched})
    if table.total and not watched:
        return wording.none_watched.format(total=f"{table.total:,}")
    if table.total:
        return count(wording.n_watched_of, watched, total=f"{table.total:,}")
    return count(wording.n_watched, watched) if watched else ""


def _labels(table: TableLine, language: Language) -> Mapping[str, str]:
    wording = words(language)
    return wording.row_kinds if table.priced else wording.record_kinds


def _price_row(row: RowChange, table: TableLine, language: Language) -> Iterator[Line]:
    """Tell what changed in a price row: what it is about, from when, before and after, and where it stands."""
    wording = words(language)
    yield Line("kicker", (Piece(" · ".join(filter(None, (_kind(row, language), _since(row, language))))),))
    yield Line("title", (outside(row.name or row.key, TITLE, language=detect(row.name)),))
    for column in _shown(row):
        step = _step(row, column, language)
        named = f"{wording.columns[column]}{wording.colon}{step}"
        yield Line("note", (outside(named, NOTE_LENGTH, language=detect(step)),))
    yield Line("by", _place(row, table, language))


def _record(row: RowChange, table: TableLine, language: Language) -> Iterator[Line]:
    """Tell what changed in a row of a table that is no price list, by the table's own columns."""
    wording, shown = words(language), _differing(row)
    yield Line("kicker", (Piece(label(wording.record_kinds, row.kind)),))
    moved = {_text(side, column) for side in (row.before, row.after) for column in shown}
    name = f" · {row.name}" if row.name not in {"", row.key, *moved} else ""
    yield Line("title", (linked(f"{row.key}{name}", _address(row, table), TITLE, language=detect(row.name)),))
    for column in shown[:CELLS]:
        step = _step(row, column, language)
        yield Line("note", (outside(f"{column}{wording.colon}{step}", NOTE_LENGTH, language=detect(step)),))
    if len(shown) > CELLS:
        yield Line("note", (Piece(count(wording.n_more, len(shown) - CELLS)),))


def _kind(row: RowChange, language: Language) -> str:
    """Return what happened in a word; of a limit whether it was set, moved or removed."""
    wording = words(language)
    if row.kind == "limit_changed" and not _text(row.before, LIMIT):
        return wording.limit_set
    if row.kind == "limit_changed" and not _text(row.after, LIMIT):
        return wording.limit_removed
    return label(wording.row_kinds, row.kind)


def applies_on(side: Row | None) -> date | None:
    """Return the day in the name of the file in which a row stands: the one from which the list applies."""
    if side is None:
        return None
    return cells.file_day(side.url) or cells.file_day(side.place.split(", ", 1)[0])


def _since(row: RowChange, language: Language) -> str:
    """Say from when it holds: on a list's day only what it brings or revises begins; an end has no day."""
    wording, on = words(language), applies_on(row.after or row.before)
    if on is None:
        return ""
    form = wording.row_last if row.after is None else wording.row_from
    if row.kind not in ("listed", "revised", "delisted"):
        form = wording.row_list
    return form.format(day=figures.day(on, language))


def _shown(row: RowChange) -> list[str]:
    """Return the columns to show: the one the change is about, or of a row that came or went all that say much."""
    about = COLUMN_OF.get(row.kind)
    if about is not None:
        return [about]
    return [column for column in _WHOLE if _text(row.after or row.before, column)]


def _differing(row: RowChange) -> list[str]:
    """Return the columns in which the two sides differ; where there is but one side, all that are not blank."""
    columns = dict.fromkeys([*(row.after.cells if row.after else ()), *(row.before.cells if row.before else ())])
    told = {row.key, row.name} if row.before is None or row.after is None else set()
    return [
        column
        for column in columns
        if _text(row.before, column) != _text(row.after, column)
        and not {_text(row.before, column), _text(row.after, column)} & told
    ]


def _step(row: RowChange, column: str, language: Language) -> str:
    """Return a cell before and after, a price with by how many per cent it moved; one side alone as it is."""
    before, after = (_cell(side, column, language) for side in (row.before, row.after))
    if row.before is None or row.after is None:
        return before or after
    move = moved_by(row) if column == PRICE else None
    percent = figures.percent(move).join(words(language).brackets) if move is not None else ""
    return f"{before or _NOTHING} → {after or _NOTHING}{percent}"


def _cell(side: Row | None, column: str, language: Language) -> str:
    """Return a cell; a price as an amount of money, a limit with its day in the reader's calendar."""
    text = _text(side, column)
    if column == PRICE and (amount := cells.price(text)) is not None:
        return figures.value("price_jpy", Value(text=f"{amount:f}", unit="JPY"), language)
    if column == LIMIT and (until := cells.day(text)) is not None:
        return f"{text}{figures.day(until, language).join(words(language).brackets)}"
    return text


def _place(row: RowChange, table: TableLine, language: Language) -> tuple[Piece, ...]:
    """Return the row's key and where it stands, linked to the file."""
    side, key = row.after or row.before, outside(row.key, NAME_LENGTH)
    place = linked(figures.place(side.place, language) if side else "", _address(row, table), NOTE_LENGTH)
    return (key, Piece(" · "), place) if place.text else (key,)


def _address(row: RowChange, table: TableLine) -> str:
    """Return the address of the file that the row stands in, else of the source."""
    side = row.after or row.before
    return (side.url if side else "") or table.url


def _text(side: Row | None, column: str) -> str:
    return side.cells.get(column, "") if side else ""
