"""What one cell or one file's name says: a price, a day."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from urllib.parse import unquote

from ipscwatch.text.calendars import day_of
from ipscwatch.text.fold import fold
from ipscwatch.text.numbers import exact
from ipscwatch.text.width import narrow

_PRICE = re.compile(r"(?:[¥\\] ?)?(\d{1,12}|\d{1,3}(?:,\d{3}){1,4})(\.\d{1,17})?(?: ?円)?")
_CENT = Decimal("0.01")
_DAY = re.compile(r"(?<!\d)(20\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")


def price(text: str) -> Decimal | None:
    """Return the yen a cell states, to the hundredth; None where it states anything else, or digits are missing.

    Whole-width digits, commas and ``円`` are read; ``79, 円``, whose digits were lost on the way, is not.
    """
    match = _PRICE.fullmatch(narrow(text).strip())
    if match is None:
        return None
    try:
        return exact(Decimal(match[1].replace(",", "") + (match[2] or "")).quantize(_CENT))
    except InvalidOperation:
        return None


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """Return the one day a cell states, in whatever era: ``R9.3.31まで``, ``H31.3.31``, ``2027-03-31``."""
    # Its many patterns are made ready with the first such cell: a file's name needs none of them.
    from ipscwatch.text.dates import find_dates  # noqa: PLC0415

    days = {found.on for found in find_dates(text)}
    return days.pop() if len(days) == 1 else None


def squeezed(text: str, *, fold_case: bool = True) -> str:
    """Return the text folded and without white space: what is left when width and spacing do not count."""
    return "".join(fold(text, fold_case=fold_case).text.split())


def file_name(address: str) -> str:
    """Return the last part of an address or a path, without query."""
    return unquote(re.split(r"[?#]", address, maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1])


def file_day(address: str) -> date | None:
    """Return the day in a file's name, ``tp20260520-01_02.xlsx``: the one from which a list applies."""
    found = _DAY.search(file_name(address))
    return day_of(int(found[1]), int(found[2]), int(found[3])) if found else None
