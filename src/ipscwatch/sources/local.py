"""A list in a file of one's own, as rows: what ``ipscwatch prices diff`` compares."""

from __future__ import annotations

from datetime import UTC, datetime

from ipscwatch.errors import ReadError
from ipscwatch.model.document import Document, Request
from ipscwatch.model.source import Validators
from ipscwatch.sources import labelled, listing, tabular
from ipscwatch.sources.listing import Listing


def read(name: str, body: bytes) -> Listing:
    """Return the rows of a price list, or of any table with labels; raises `ReadError` where there is none."""
    sheets = tabular.read(name, _document(name, body))
    listed = listing.read(sheets, name)
    if listed is not None and listed.rows:
        return listed
    rows = labelled.read(sheets, name)
    if not rows:
        raise ReadError(name, f"{name}: there is no table with labels above its columns", transient=False)
    return listing.numbered(rows)


def _document(name: str, body: bytes) -> Document:
    return Document(
        request=Request(url=name),
        url=name,
        status=200,
        media_type=None,
        charset=None,
        headers={},
        body=body,
        fetched_at=datetime.now(UTC),
        validators=Validators(),
    )
