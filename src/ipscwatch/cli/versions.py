"""A row's versions from list to list, as a chart and as cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ipscwatch.cli.tables import aligned, visible
from ipscwatch.model.reading import Row
from ipscwatch.model.row import LIMIT, MAKER, NAME, PRICE, SPECIFICATION
from ipscwatch.sheets.cells import file_day, price

if TYPE_CHECKING:
    from ipscwatch.store.rows import RowVersion

_BAR = 30
_EIGHTHS = " ▏▎▍▌▋▊▉"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A row as it was from one day until another; None: it still is."""

    source_id: str
    row: Row
    begins: date
    ends: date | None


def spans(found: Iterable[RowVersion]) -> list[tuple[Span, ...]]:
    """Return each row's versions by time.

    They begin on the day in their file's name, else on that of the poll that saw them first, and end where the
    next begins or where a poll no longer saw the row.
    """
    return [tuple(_spans(list(group))) for _, group in groupby(found, key=lambda one: (one.source_id, one.row.key))]


def plain(one: Span) -> dict[str, Any]:
    """Return a version as JSON tells it."""
    return {
        "source": one.source_id,
        "key": one.row.key,
        "from": one.begins.isoformat(),
        "until": one.ends.isoformat() if one.ends else None,
        "cells": dict(one.row.cells),
        "place": one.row.place,
        "url": one.row.url or None,
    }


def chart(versions: Sequence[Span]) -> str:
    """Return a row's prices over time, a line where something differs from before, with a bar from zero."""
    last = versions[-1]
    head = visible(f"{last.row.key}  {last.row.cells.get(NAME, '')}  ({last.source_id})")
    gone = [f"{last.ends}  gone from the list"] if last.ends is not None else []
    return "\n".join((head, *(f"  {line}" for line in (*_table(_steps(versions)), *gone))))


def valid(one: Span, on: date) -> bool:
    """Say whether a row was so on a day."""
    return one.begins <= on and (one.ends is None or on < one.ends)


def card(one: Span) -> str:
    """Return a version cell by cell, with its place."""
    return "\n".join(_card(one))


def _spans(versions: Sequence[RowVersion]) -> Iterator[Span]:
    for one, after in zip(versions, [*versions[1:], None], strict=True):
        begins, ends = _begins(one), one.until_at.date() if one.until_at else None
        if after is not None and after.from_at == one.until_at:
            ends = max(begins, _begins(after))
        yield Span(source_id=one.source_id, row=one.row, begins=begins, ends=ends)


def _begins(one: RowVersion) -> date:
    return file_day(one.row.url or one.row.place.split(",", 1)[0]) or one.from_at.date()


def _steps(versions: Iterable[Span]) -> list[Span]:
    """Return the versions whose price, maker, pack or limit differs from the one before, and the first."""
    steps: list[Span] = []
    for one in versions:
        if not steps or _seen(one) != _seen(steps[-1]):
            steps.append(one)
    return steps


def _seen(one: Span) -> tuple[object, ...]:
    return (_amount(one), *(one.row.cells.get(column, "") for column in (NAME, MAKER, SPECIFICATION, LIMIT)))


def _amount(one: Span) -> Decimal | None:
    return price(one.row.cells.get(PRICE, ""))


def _table(steps: Sequence[Span]) -> list[str]:
    most = max((amount for one in steps if (amount := _amount(one)) is not None), default=Decimal(0))
    lines = []
    before: Decimal | None = None
    for one in steps:
        amount, cells = _amount(one), one.row.cells
        move = f"{(amount - before) / before * 100:+.2f} %" if amount is not None and before else ""
        told = f"{amount:,}" if amount is not None else visible(cells.get(PRICE, "")) or "–"
        rest = (_bar(amount, most), visible(cells.get(MAKER, "")), visible(cells.get(LIMIT, "")))
        lines.append((one.begins.isoformat(), told, move, *rest))
        before = amount
    return aligned(("FROM", "PRICE", "MOVE", "", "MAKER", "LIMIT"), lines)


def _bar(amount: Decimal | None, most: Decimal) -> str:
    """Return a bar in eighths of a character, as long as the amount is high."""
    if amount is None or not most:
        return ""
    whole, eighths = divmod(round(amount / most * _BAR * 8), 8)
    return "█" * whole + _EIGHTHS[eighths].strip()


def _card(one: Span) -> Iterator[str]:
    until = f" until {one.ends}" if one.ends else ""
    yield visible(f"{one.row.key}  {one.row.cells.get(NAME, '')}  ({one.source_id}, from {one.begins}{until})")
    width = max(map(len, one.row.cells), default=0)
    for column, cell in one.row.cells.items():
        if cell:
            yield visible(f"  {column:{width}}  {cell}")
    yield visible(f"  {one.row.place}")
    if one.row.url:
        yield visible(f"  {one.row.url}")
