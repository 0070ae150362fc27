"""The types of single values in the files: durations, times, zones, addresses, expressions.

A validator's ValueError is the sentence the user reads; it repeats the value only where that cannot be a secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import re2
from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, ValidationInfo, WithJsonSchema

from ipscwatch.config.secrets import SCHEMA as SECRET_SCHEMA
from ipscwatch.config.secrets import Surroundings, read_secret
from ipscwatch.model.settings import Secret

_DURATION = re.compile(r"(?:[0-9]+[wdhms])+")
_PART = re.compile(r"([0-9]+)([wdhms])")
_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def read_duration(raw: object) -> timedelta:
    """Read ``30m``, ``1h30m`` or ``2d``; units are w, d, h, m and s."""
    if not isinstance(raw, str) or not _DURATION.fullmatch(raw) or len(raw) > 20:
        raise ValueError(f"{_shown(raw)} is not a duration; write one such as '30m', '1h30m' or '2d'")
    parts = ((_UNITS[unit], int(number)) for number, unit in _PART.findall(raw))
    try:
        return sum((timedelta(**{unit: number}) for unit, number in parts), timedelta())
    except OverflowError as error:
        raise ValueError(f"{_shown(raw)} is too long") from error


def write_duration(value: timedelta) -> str:
    """Write a duration as the files do: ``1h30m``; parts of a second are left out."""
    rest, parts = int(value.total_seconds()), []
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60), ("s", 1)):
        if rest >= size:
            parts.append(f"{rest // size}{unit}")
            rest %= size
    return "".join(parts) or "0s"


def between(least: str, most: str) -> AfterValidator:
    """Bound a duration, both ends included."""

    def check(value: timedelta) -> timedelta:
        if read_duration(least) <= value <= read_duration(most):
            return value
        raise ValueError(f"must be from {least} to {most}")

    return AfterValidator(check)


def _read_clock(raw: object) -> time:
    if isinstance(raw, time):
        return raw
    if isinstance(raw, str) and (found := _CLOCK.fullmatch(raw)):
        return time(int(found[1]), int(found[2]))
    raise ValueError(f"{_shown(raw)} is not a time of day; write it as '08:00'")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _read_zone(raw: str) -> str:
    if raw in _zones():
        return raw
    if raw == "JST":
        raise ValueError("'JST' is no IANA time zone, did you mean 'Asia/Tokyo'?")
    raise ValueError(f"{_shown(raw)} is no IANA time zone{did_you_mean(raw, _zones())}")


def _read_address(raw: str) -> str:
    try:
        parts = urlsplit(raw)
        host, _ = parts.hostname, parts.port  # a port that is none raises here
    except ValueError as error:
        raise ValueError("is not an address; it begins with https:// and a host name") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise ValueError("must begin with https:// or http://")
    if not host or re.search(r"[\s\x00-\x1f\x7f\\]", raw):
        raise ValueError("is not an address: the host is missing, or it holds a space or a backslash")
    if parts.username is not None or parts.password is not None:
        raise ValueError("must hold no user name or password")
    return raw


def _read_expression(raw: str) -> str:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(raw, options)
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else error.args[0]
        raise ValueError(f"is not an expression in RE2 syntax: {reason}") from error
    return raw


def _read_line(raw: str) -> str:
    if not raw.strip():
        raise ValueError("must not be empty")
    if not raw.isprintable():
        raise ValueError("must be one line without control characters")
    return raw.strip()


def _read_id(raw: str) -> str:
    if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", raw):
        return raw
    raise ValueError(f"{_shown(raw)} is not an id: use small letters, digits, '_' and '-', at most 64")


def _resolve_secret(raw: object, info: ValidationInfo[Surroundings]) -> Secret:
    return read_secret(raw, info.context)


def _resolve_address(raw: object, info: ValidationInfo[Surroundings]) -> Secret:
    """Read an address that is a secret, because whoever knows it may ask it."""
    secret = read_secret(raw, info.context)
    if address := secret.reveal():
        _read_address(address)
    return secret


def _resolve_header(raw: object, info: ValidationInfo[Surroundings]) -> str:
    """Read a header's value: text, or a secret where it is one."""
    if isinstance(raw, dict):
        return read_secret(raw, info.context).reveal()
    if not isinstance(raw, str):
        raise ValueError('must be text in quotes, or a secret such as { env = "NAME" }')
    return _read_line(raw)


def _resolve_path(raw: object, info: ValidationInfo[Surroundings]) -> Path:
    if not isinstance(raw, str) or not raw or "\0" in raw:
        raise ValueError("must be a path in quotes")
    return info.context.home / Path(raw).expanduser()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``, did you mean 'x'?`` for the nearest known word, else nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f", did you mean '{near[0]}'?" if near else ""


def _shown(raw: object) -> str:
    """Show a value in a message, shortened."""
    text = raw if isinstance(raw, str) else str(raw)
    return f"'{text[:60]}'" if text.isprintable() else "the value"


def _text_schema(**more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **more})


Duration = Annotated[
    timedelta,
    BeforeValidator(read_duration),
    _text_schema(pattern="^([0-9]+[wdhms])+$", examples=["30m", "1h", "2d"]),
]
Clock = Annotated[time, BeforeValidator(_read_clock), _text_schema(examples=["08:00"])]
Zone = Annotated[str, AfterValidator(_read_zone), _text_schema(examples=["Asia/Tokyo"])]
Address = Annotated[str, AfterValidator(_read_address), _text_schema(pattern="^[Hh][Tt][Tt][Pp][Ss]?://")]
Expression = Annotated[str, AfterValidator(_read_expression)]
Line = Annotated[str, AfterValidator(_read_line), _text_schema(minLength=1)]
Id = Annotated[str, AfterValidator(_read_id), _text_schema(pattern="^[a-z0-9][a-z0-9_-]{0,63}$")]
LanguageTag = Annotated[str, Field(pattern="^[a-z]{2,3}$", examples=["ja", "en"])]
TierNumber = Literal[1, 2, 3, 4, 5, 6]
Day = Annotated[date, _text_schema(format="date", examples=["2026-03-06"])]
SecretReference = Annotated[Secret, PlainValidator(_resolve_secret), WithJsonSchema(SECRET_SCHEMA)]
SecretAddress = Annotated[Secret, PlainValidator(_resolve_address), WithJsonSchema(SECRET_SCHEMA)]
HeaderValue = Annotated[
    str,
    PlainValidator(_resolve_header),
    WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1}, SECRET_SCHEMA]}),
]
HomePath = Annotated[Path, BeforeValidator(_resolve_path), _text_schema(minLength=1)]
