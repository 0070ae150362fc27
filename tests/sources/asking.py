"""A source and a document in one line each, as every test of this room needs them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from pydantic import TypeAdapter

from ipscwatch.model.document import Document, Request
from ipscwatch.model.reading import Reading
from ipscwatch.model.source import Source, Validators
from ipscwatch.sources import kinds

NOW = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)
URL = "https://source.example/list"


def a_source(
    kind: str = "feed", url: str = URL, *, zone: str = "Asia/Tokyo", options: Mapping[str, object] | None = None
) -> Source:
    """Return a source of the kind, its options validated as the configuration validates them."""
    validated = TypeAdapter(kinds()[kind].options).validate_python(options or {})
    return Source(
        source_id="sample", name="Sample", kind=kind, url=url, tier=1, outlet="S", zone=zone, options=validated
    )


def a_document(
    body: str | bytes, url: str = URL, *, media_type: str | None = None, charset: str | None = None
) -> Document:
    """Return what a server might have answered when asked for the address."""
    return Document(
        request=Request(url=url),
        url=url,
        status=200,
        media_type=media_type,
        charset=charset,
        headers={},
        body=body.encode() if isinstance(body, str) else body,
        fetched_at=NOW,
        validators=Validators(),
    )


def read(kind: str, body: str | bytes, **options: object) -> Reading:
    """Read a body as a source of the kind does that has these options."""
    return read_with(kind, body, options)


def read_with(kind: str, body: str | bytes, options: Mapping[str, object], url: str = URL) -> Reading:
    """Read what an address answered as a source of the kind does that has these options."""
    return kinds()[kind].read(a_source(kind, url, options=options), a_document(body, url), NOW)
