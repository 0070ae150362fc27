"""The baseline's facts as observations, each with the page that says so and that page's own tier."""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import Any, cast

from ipscwatch.model.ledger import Claim, Modality, Observation, Precision, Value

GATHERED_AT = datetime(2026, 11, 21, tzinfo=UTC)
"""When the pages were read; a page is taken as seen on the day it was published, where that is known."""
VERSION = 1

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def observations() -> tuple[Observation, ...]:
    """Return every observation of the baseline; a fact said of two products is two observations.

    Raises ``ValueError`` where a data file is wrong; its tests keep that from ever being shipped.
    """
    pages = tomllib.loads(_text("pages.toml"))
    rows = (row for name in ("documents.csv", "record.csv") for row in csv.DictReader(_text(name).splitlines()))
    return tuple(one for row in rows for one in _observations(row, pages[row["page"]]))


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _observations(row: Mapping[str, str], page: Mapping[str, Any]) -> Iterator[Observation]:
    for subject_id in row["subject"].split():
        yield _observation(row, page, subject_id)


def _observation(row: Mapping[str, str], page: Mapping[str, Any], subject_id: str) -> Observation:
    published_on = cast("date | None", page.get("published_on"))
    return Observation(
        observation_id=hashlib.sha256(f"baseline {row['id']} {subject_id}".encode()).hexdigest()[:16],
        claim=Claim(
            subject_id=subject_id,
            attribute=row["attribute"],
            qualifier=row["qualifier"],
            value=_value(row["value"], row["unit"], cast("Precision", row["precision"] or "exact")),
            as_of_on=_first_day(row["as_of"]),
            modality=cast("Modality", row["modality"] or "asserted"),
            quote=row["says"],
            extractor="baseline",
            version=VERSION,
        ),
        tier=page["tier"],
        outlet=page["outlet"],
        voice=page.get("voice", page["outlet"]),
        url=page.get("url"),
        item_id=None,
        origin=page["origin"],
        published_on=published_on,
        seen_at=datetime.combine(published_on, time(), UTC) if published_on else GATHERED_AT,
    )


def _value(text: str, unit: str, precision: Precision) -> Value:
    """Return the value with its bounds where it is a number with a unit."""
    if not unit or _NUMBER.fullmatch(text) is None:
        return Value(text=text, unit=unit, precision=precision)
    number = float(text)
    low = None if precision == "at_most" else number
    high = None if precision == "at_least" else number
    return Value(text=text, unit=unit, precision=precision, low=low, high=high)


def _first_day(text: str) -> date | None:
    """Return the first day of a date that may be reduced to its month."""
    return date.fromisoformat(text if len(text) == 10 else f"{text}-01") if text else None
