"""A request and what came of it: a document, «not modified», or a failure. All three are values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from ipscwatch.model.source import Validators

Role = Literal["list", "entry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One address to ask for, on behalf of one source."""

    url: str
    role: Role = "list"
    """`list`: the source itself or a further page of it; `entry`: the page behind one entry."""
    entry_key: str | None = None
    """For role `entry`: the key of the entry it belongs to."""
    headers: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    """A failure of this request alone does not fail the poll (a day's page that does not exist yet)."""
    title: str = ""
    """What the link that led here says."""
    fresh: bool = False
    """Read it even where it is the same as last time: it leads to documents that may have changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A fetched representation; `body` is decoded from any content coding and within the size limit."""

    request: Request
    url: str
    """Where the body came from, after redirects."""
    status: int
    media_type: str | None
    """Lower-case type/subtype of Content-Type, without parameters."""
    charset: str | None
    """The charset parameter of Content-Type, as sent."""
    headers: Mapping[str, str]
    """Response headers, lower-case names."""
    body: bytes
    fetched_at: datetime
    validators: Validators
    moved_to: str | None = None
    """The new address, when every redirect on the way was permanent (301, 308)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server said 304, or the body is byte for byte the one we had."""

    request: Request
    url: str
    fetched_at: datetime
    validators: Validators
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A poll, or one request of it, that came to nothing; `kind` is the class of the error."""

    source_id: str
    kind: str
    message: str
    """One sentence: whose, what, what to do."""
    failed_at: datetime
    transient: bool = True
    status: int | None = None
    retry_after: float | None = None
    """Seconds the server asked us to wait."""


Fetched = Document | NotModified | Failure
