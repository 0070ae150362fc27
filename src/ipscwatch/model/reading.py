"""What one document said, as the source states it, before any of our own normalising."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ipscwatch.model.document import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing as the source states it; texts are clean plain text, links absolute http(s)."""

    entry_id: str | None
    """The source's own identifier (guid, atom:id, rdf:about), if it gives one."""
    url: str | None
    title: str
    summary: str = ""
    content: str = ""
    """The full text, where the source gives it."""
    published_at: datetime | None = None
    """None when the source states no date, or one that cannot be read."""
    updated_at: datetime | None = None
    date_raw: str | None = None
    """The date as written, where it could not be read or was not believed."""
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    """The publisher the entry itself names (an aggregator's ``<source>``)."""
    outlet_url: str | None = None
    language: str | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: its key and its cells by column name."""

    key: str
    cells: Mapping[str, str]
    place: str = ""
    """Where it stands, such as ``tp20260520-01_02.xlsx, sheet 注射薬, row 8412``."""
    url: str = ""
    """The address of the document it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything one document said."""

    title: str = ""
    entries: tuple[Entry, ...] = ()
    rows: tuple[Row, ...] = ()
    more: tuple[Request, ...] = ()
    """Further pages of the same list, to be read in the same poll."""
    warnings: tuple[str, ...] = ()
    """What was wrong with the document though it could be read, one sentence each."""
    language: str | None = None
    ttl: timedelta | None = None
    """How long the source says it stays fresh (RSS ``ttl``)."""
