"""Model values to JSON text and back, losing nothing; the form in which the store keeps whole values.

Datetimes are written in UTC with six decimals, so that their text sorts as they do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

T = TypeVar("T")


class UnreadableError(Exception):
    """A stored text is not what was written; the door turns it into `CorruptError` (`connection.translated`)."""


def stamp(at: datetime) -> str:
    """Return an aware datetime as text that sorts by time: ``2026-05-20T08:00:00.000000+00:00``."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def stamp_or_none(at: datetime | None) -> str | None:
    """Return `stamp(at)`, or None for None."""
    return None if at is None else stamp(at)


def moment(text: str) -> datetime:
    """Return the UTC datetime that `stamp` wrote; raise `UnreadableError` when the text is not one."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise UnreadableError(f"a stored time cannot be read: {error}") from error


def moment_or_none(text: str | None) -> datetime | None:
    """Return `moment(text)`, or None for None."""
    return None if text is None else moment(text)


def encode(value: object) -> str:
    """Return a model value, or plain containers of them, as compact JSON text that can be stored."""
    return storable(_ENCODER.encode(value))


def storable(text: str) -> str:
    """Return text as it is, or with U+FFFD for each half of a surrogate pair, which no UTF-8 can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def decode(kind: type[T], text: str) -> T:
    """Return the value of type `kind` that `encode` wrote; raise `UnreadableError` when the text is not one."""
    wanted: Any = kind
    try:
        value: T = _adapter(wanted).validate_json(text)
    except ValidationError as error:
        reason = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in reason["loc"])
        raise UnreadableError(f"a stored {kind.__name__} cannot be read: {where}: {reason['msg']}") from error
    return value


def parse(text: str) -> Any:  # noqa: ANN401 - JSON holds anything
    """Return the plain containers that `encode` wrote; raise `UnreadableError` when the text is not JSON."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise UnreadableError(f"a stored value cannot be read: {error}") from error


def listed(values: Iterable[object]) -> str:
    """Return values as one JSON parameter for ``IN (SELECT value FROM json_each(?))``, however many they are."""
    return encode(list(values))


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {name: getattr(value, name) for name in _names(value.__class__)}
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    return to_jsonable_python(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)
