"""What addresses say: which lead to files, and where the dates and page numbers of templates stand.

A template is ``…/I_list_{page:03d}_{date:%Y%m%d}.html``:
``{date:FORMAT}`` is the day in the source's zone, ``{date-14:FORMAT}`` the day a fortnight before it (FORMAT as
for ``strftime``), ``{page}`` a page number from 1. With a look-back of N days the source is asked for N further
days, each an address of its own that may be missing.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from ipscwatch.model.document import Document, Request
from ipscwatch.model.source import Source
from ipscwatch.sheets.cells import file_name
from ipscwatch.sources.options import Options, options_of

FILES = frozenset((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".pdf"))
"""Endings of addresses behind which a document is, not a page."""
_DATE = re.compile(r"\{date(-\d{1,4})?:([^{}]+)\}")
_PAGE = re.compile(r"\{page(:0?\d?d)?\}")


def is_file(address: str) -> bool:
    """Say whether the address is that of a workbook, a CSV file or a PDF."""
    return PurePosixPath(file_name(address)).suffix.lower() in FILES


def ask(source: Source, now: datetime) -> tuple[Request, ...]:
    """Return the requests a poll begins with: one, or one for every day of the look-back."""
    if not _DATE.search(source.url):
        return (Request(url=fill(source.url)),)
    days = _days(source, now)
    return tuple(Request(url=fill(source.url, day), optional=len(days) > 1) for day in days)


def fill(template: str, day: date | None = None, page: int = 1) -> str:
    """Return the address for one day and one page."""
    if day is not None:
        template = _DATE.sub(lambda found: _shifted(day, found[1]).strftime(found[2]), template)
    return _PAGE.sub(lambda found: format(page, found[1][1:] if found[1] else "d"), template)


def day_of(source: Source, document: Document, now: datetime) -> date | None:
    """Return the day that was asked for with this document's address; None where the address holds no day."""
    place = _place(source, document, now)
    return place[0] if place else None


def next_page(source: Source, document: Document, now: datetime) -> tuple[Request, ...]:
    """Return the request for the page after this one, where the address is numbered and the limit not reached."""
    if not _PAGE.search(source.url):
        return ()
    place = _place(source, document, now)
    if place is None or place[1] >= options_of(source, Options).pages:
        return ()
    day, page = place
    return (Request(url=fill(source.url, day, page + 1), optional=True),)


def _place(source: Source, document: Document, now: datetime) -> tuple[date | None, int] | None:
    """Return the day and the page number that were filled in to ask for this document."""
    days = _days(source, now) if _DATE.search(source.url) else (None,)
    numbers = range(1, options_of(source, Options).pages + 1) if _PAGE.search(source.url) else (1,)
    asked = document.request.url
    return next(((day, n) for day in days for n in numbers if fill(source.url, day, n) == asked), None)


def _days(source: Source, now: datetime) -> tuple[date, ...]:
    today = now.astimezone(ZoneInfo(source.zone)).date()
    return tuple(today - timedelta(days=back) for back in range(options_of(source, Options).look_back + 1))


def _shifted(day: date, shift: str | None) -> date:
    return day + timedelta(days=int(shift)) if shift else day
