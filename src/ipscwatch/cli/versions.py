"""A row's versions from list to list, as a chart and as cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from ipscwatch.cli.tables import aligned, visible
from ipscwatch.model.row import LIMIT, MAKER, NAME, PRICE, SPECIFICATION
from ipscwatch.sheets.cells import file_day, price
from ipscwatch.store.rows import RowVersion

_BAR = 30
_EIGHTHS = " ▏▎▍▌▋▊▉"


def begins(one: RowVersion) -> date:
    """Return the day from which a row was so: the one in its file's name, else the first poll's."""
    return file_day(one.row.url or one.row.place.split(",", 1)[0]) or one.from_at.date()


def valid(one: RowVersion, on: date) -> bool:
    """Say whether a row was so on a day."""
    return begins(one) <= on and (one.until_at is None or on < one.until_at.date())


def plain(one: RowVersion) -> dict[str, Any]:
    """Return a version as JSON tells it."""
    return {
        "source": one.source_id,
        "key": one.row.key,
        "from": begins(one).isoformat(),
        "until": one.until_at.date().isoformat() if one.until_at else None,
        "cells": dict(one.row.cells),
        "place": one.row.place,
        "url": one.row.url or None,
    }


def chart(found: Sequence[RowVersion]) -> str:
    """Return each row's prices over time, a line where something differs from before, with a bar from zero."""
    charts = []
    for (source, key), group in groupby(found, key=lambda one: (one.source_id, one.row.key)):
        versions = _steps(group)
        name = versions[-1].row.cells.get(NAME, "")
        head = visible(f"{key}  {name}  ({source})")
        charts.append("\n".join((head, *(f"  {line}" for line in _table(versions)))))
    return "\n\n".join(charts)


def cards(found: Iterable[RowVersion]) -> str:
    """Return each version cell by cell, with its place."""
    return "\n\n".join("\n".join(_card(one)) for one in found)


def _steps(versions: Iterable[RowVersion]) -> list[RowVersion]:
    """Return the versions whose price, maker, pack or limit differs from the one before, and the first."""
    steps: list[RowVersion] = []
    for one in versions:
        if not steps or _seen(one) != _seen(steps[-1]):
            steps.append(one)
    return steps


def _seen(one: RowVersion) -> tuple[object, ...]:
    amount = price(one.row.cells.get(PRICE, ""))
    return (amount, *(one.row.cells.get(column, "") for column in (NAME, MAKER, SPECIFICATION, LIMIT)))


def _table(versions: Sequence[RowVersion]) -> list[str]:
    amounts = [price(one.row.cells.get(PRICE, "")) for one in versions]
    most = max((amount for amount in amounts if amount is not None), default=Decimal(0))
    rows = []
    for n, (one, amount) in enumerate(zip(versions, amounts, strict=True)):
        before = amounts[n - 1] if n else None
        rows.append(
            (
                begins(one).isoformat(),
                f"{amount:,}" if amount is not None else visible(one.row.cells.get(PRICE, "")) or "–",
                f"{(amount - before) / before * 100:+.2f} %" if amount is not None and before else "",
                _bar(amount, most),
                visible(one.row.cells.get(MAKER, "")),
                visible(one.row.cells.get(LIMIT, "")),
            )
        )
    lines = aligned(("FROM", "PRICE", "MOVE", "", "MAKER", "LIMIT"), rows)
    gone = versions[-1].until_at
    return [*lines, f"{gone.date()}  gone from the list"] if gone is not None else lines


def _bar(amount: Decimal | None, most: Decimal) -> str:
    """Return a bar in eighths of a character, as long as the amount is high."""
    if amount is None or not most:
        return ""
    eighths = round(amount / most * _BAR * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _card(one: RowVersion) -> Iterator[str]:
    until = f" until {one.until_at.date()}" if one.until_at else ""
    yield visible(f"{one.row.key}  {one.row.cells.get(NAME, '')}  ({one.source_id}, from {begins(one)}{until})")
    width = max(map(len, one.row.cells), default=0)
    for column, cell in one.row.cells.items():
        if cell:
            yield visible(f"  {column:{width}}  {cell}")
    yield visible(f"  {one.row.place}")
    if one.row.url:
        yield visible(f"  {one.row.url}")
