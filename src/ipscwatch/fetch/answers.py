"""What an answer is: a document, «not modified», or a fault; pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from ipscwatch.fetch.address import Address
from ipscwatch.fetch.exchange import Answer
from ipscwatch.fetch.faults import Fault, refused
from ipscwatch.fetch.freshness import http_date, retry_after
from ipscwatch.fetch.pages import BLOCKING, challenge
from ipscwatch.model.document import Document, NotModified, Request
from ipscwatch.model.source import Validators

_CONTENT = frozenset((200, 203))
_NOT_MODIFIED = 304
_STRONG_AFTER = timedelta(seconds=60)
_LONGEST_VALIDATOR = 500
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([^\s;"',]+)""", re.IGNORECASE)


def settled(
    request: Request,
    address: Address,
    answer: Answer,
    *,
    known: Validators,
    conditional: bool,
    moved: bool,
    now: datetime,
) -> Document | NotModified:
    """Return what the answer from `address` is.

    `known` are the validators of the last answer, `conditional` says whether they were sent, `moved` whether
    permanent redirects led here. Raises ``Fault`` for every answer that holds nothing to read.
    """
    if answer.status == _NOT_MODIFIED:
        if not conditional:
            message = f"{address.shown} says it has not changed, though we did not ask; it is fetched again later"
            raise Fault(message, status=_NOT_MODIFIED)
        return _unchanged(request, address, answer, _renewed(known, answer), now)
    if answer.status not in _CONTENT:
        raise _refused(request, address, answer, now)
    if not answer.body:
        message = f"{address.shown} answered with nothing at all; it is fetched again later"
        raise Fault(message, status=answer.status)
    validators = _validators(answer, at=None if address.url == request.url else address.url)
    if validators.body_hash == known.body_hash:
        return _unchanged(request, address, answer, validators, now)
    document = _document(request, address, answer, validators, now, moved_to=address.url if moved else None)
    if name := challenge(document):
        raise _unwanted(address, name, answer, now)
    return document


def _unchanged(
    request: Request, address: Address, answer: Answer, validators: Validators, now: datetime
) -> NotModified:
    return NotModified(
        request=request, url=address.url, fetched_at=now, validators=validators, headers=_kept(answer.headers)
    )


def _document(
    request: Request,
    address: Address,
    answer: Answer,
    validators: Validators,
    now: datetime,
    *,
    moved_to: str | None,
) -> Document:
    media_type, charset = content_type(answer.headers.get("content-type", ""))
    return Document(
        request=request,
        url=address.url,
        status=answer.status,
        media_type=media_type,
        charset=charset,
        headers=_kept(answer.headers),
        body=answer.body,
        fetched_at=now,
        validators=validators,
        moved_to=moved_to,
    )


def _refused(request: Request, address: Address, answer: Answer, now: datetime) -> Fault:
    """Return what a status that is no success means, naming the page that came with it where it has a name."""
    name = challenge(_document(request, address, answer, Validators(), now, moved_to=None))
    if name in BLOCKING:
        return _unwanted(address, name, answer, now)
    return refused(answer.status, address.shown, retry_after(answer.headers, now))


def _unwanted(address: Address, name: str, answer: Answer, now: datetime) -> Fault:
    blocked = name in BLOCKING
    message = f"{address.shown} shows {name} in place of its content; look at it in a browser"
    return Fault(
        message,
        blocked=blocked,
        transient=not blocked,
        status=answer.status,
        retry_after=retry_after(answer.headers, now),
    )


def content_type(value: str) -> tuple[str | None, str | None]:
    """Return the media type, in lower case, and the charset parameter of a Content-Type (RFC 9110, 8.3)."""
    first = value.partition(",")[0]
    media_type = first.partition(";")[0].strip().lower()
    charset = _CHARSET.search(first)
    return media_type or None, charset[1] if charset else None


def _kept(headers: Mapping[str, str]) -> Mapping[str, str]:
    """Return the headers without cookies: those are secrets, and no reader has a use for them."""
    return {name: value for name, value in headers.items() if name != "set-cookie"}


def _validators(answer: Answer, *, at: str | None) -> Validators:
    return Validators(
        etag=_usable(answer.headers.get("etag")),
        last_modified=_usable(_settled_date(answer.headers)),
        body_hash=hashlib.sha256(answer.body).hexdigest(),
        at=at,
    )


def _renewed(known: Validators, answer: Answer) -> Validators:
    """Return the validators after a 304, which may bring new ones (RFC 9110, 15.4.5)."""
    return Validators(
        etag=_usable(answer.headers.get("etag")) or known.etag,
        last_modified=_usable(_settled_date(answer.headers)) or known.last_modified,
        body_hash=known.body_hash,
        at=known.at,
    )


def _settled_date(headers: Mapping[str, str]) -> str | None:
    """Return Last-Modified, if nothing newer can carry the same one (RFC 9110, 8.8.2.2).

    It counts in seconds: a page changed again in the very second it was read in would be «not modified» for ever.
    """
    value = headers.get("last-modified")
    at, served_at = http_date(value), http_date(headers.get("date"))
    return None if at and served_at and served_at - at < _STRONG_AFTER else value


def _usable(value: str | None) -> str | None:
    """Return a validator that can be sent back as it came."""
    return value if value and value.isascii() and len(value) <= _LONGEST_VALIDATOR else None
