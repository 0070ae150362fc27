"""What pydantic found, said as a sentence with the line, the table's name and what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ipscwatch.config.fields import did_you_mean
from ipscwatch.config.files import TomlFile
from ipscwatch.config.lines import Path as KeyPath
from ipscwatch.errors import Problem

_MEANT: Mapping[str, Sequence[str]] = {
    "alias": ("any", "names"),
    "aliases": ("any", "names"),
    "words": ("any",),
    "keywords": ("any", "words"),
    "exclude": ("none",),
    "not": ("none",),
    "title": ("label", "name"),
    "name": ("label",),
    "label": ("name",),
    "link": ("url",),
    "address": ("url",),
    "feed": ("url",),
    "type": ("kind",),
    "every": ("interval",),
    "time": ("at",),
    "timezone": ("zone",),
    "tz": ("zone",),
    "lang": ("language", "languages"),
    "disabled": ("enabled",),
    "priority": ("severity",),
    "cues": ("with",),
    "section": ("topic",),
}
"""Words that users write for a key that is called otherwise and does not look alike."""

_SAID = {
    "string_type": "must be text in quotes",
    "bool_type": "must be true or false, without quotes",
    "int_type": "must be a whole number, without quotes",
    "float_type": "must be a number, without quotes",
    "list_type": "must be a list in brackets",
    "tuple_type": "must be a list in brackets",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "typed_dict_type": "must be a table",
    "date_type": "must be a date without quotes, such as 2026-03-06",
    "too_short": "must not be empty",
    "string_pattern_mismatch": "has not the right form: {pattern}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "greater_than": "must be more than {gt}",
    "less_than": "must be less than {lt}",
}


def problems(
    error: ValidationError, raw: object, file: TomlFile, at: KeyPath, label: str, schema: Mapping[str, Any]
) -> Iterator[Problem]:
    """Yield one problem for each place in which something was found.

    `raw` is the table, `at` its key path, `label` its name in messages, `schema` its JSON schema.
    """
    seen = set()
    for found in error.errors(include_url=False, include_input=True):
        loc = _written_path(found, raw)
        if loc not in seen:
            seen.add(loc)
            yield file.problem((*at, *(loc or _named(found))), f"{label}: {_sentence(found, loc, schema)}")


def _written_path(found: ErrorDetails, raw: object) -> KeyPath:
    """Return where a finding stands in the table, without pydantic's names for the members of a union."""
    *loc, last = found["loc"] or ("",)
    missing = (last,) if found["type"] == "missing" else ()
    path: KeyPath = ()
    for part in loc if missing else found["loc"]:
        if (isinstance(raw, dict) and part in raw) or (isinstance(raw, list) and isinstance(part, int)):
            path, raw = (*path, part), raw[part]  # type: ignore[index]  # a dict and its key, or a list and its position
    return (*path, *missing)


def unknown_key(key: str, known: Sequence[str]) -> str:
    """Say that a key is unknown, and which one was probably meant."""
    meant = next((name for name in _MEANT.get(key, ()) if name in known), None)
    hint = f", did you mean '{meant}'?" if meant else did_you_mean(key, known)
    return f"unknown key '{key}'{hint or _known(known)}"


def _known(known: Sequence[str]) -> str:
    return f"; known are {', '.join(known)}" if 0 < len(known) <= 12 else ""


def _sentence(found: ErrorDetails, loc: KeyPath, schema: Mapping[str, Any]) -> str:
    kind, context = found["type"], found.get("ctx", {})
    if kind == "extra_forbidden":
        return unknown_key(str(loc[-1]), tuple(_inside(schema, loc[:-1]).get("properties", ())))
    if kind == "missing":
        return f"the key '{_shown(loc)}' is missing"
    subject = f"'{_shown(loc)}' " if loc else ""
    if kind == "literal_error":
        return subject + _one_of(context["expected"], found["input"])
    if kind == "value_error":
        return _own(subject, str(context["error"]))
    said = _SAID.get(kind, "has a value that does not fit: {}".format(found["msg"].lower()))
    return f"{subject}{said.format(**context)}{_instead(kind, found['input'])}"


def _own(subject: str, message: str) -> str:
    """Join a key and a validator's sentence, which may begin with the value it is about."""
    apart = subject and message.startswith(("'", "the ", "a "))
    return f"{subject.strip()}: {message}" if apart else subject + message


def _shown(loc: KeyPath) -> str:
    """Write a key path as a reader would: ``near[1].a``, list positions from 1."""
    return re.sub(r"^\.", "", "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc))


def _one_of(expected: str, written: object) -> str:
    choices = re.findall(r"'([^']*)'", expected)
    hint = did_you_mean(written, choices) if isinstance(written, str) else ""
    return f"must be {expected}{hint}"


def _instead(kind: str, written: object) -> str:
    """Name the sort of thing that was written where another was needed; never the thing itself."""
    return f", not {_sort(written)}" if kind.endswith("_type") and _sort(written) else ""


_SORTS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"),
    (str, "text in quotes"),
    ((int, float), "a number"),
    ((list, tuple), "a list"),
    (dict, "a table"),
    ((date, time), "a date or a time"),
)


def _sort(written: object) -> str:
    return next((name for sort, name in _SORTS if isinstance(written, sort)), "")


def _named(found: ErrorDetails) -> KeyPath:
    """Return the key that a finding about a whole table begins with, as ``'items' is no selector`` does."""
    first = re.match(r"'(\w+)' ", str(found.get("ctx", {}).get("error", "")))
    return (first[1],) if first else ()


def _inside(schema: Mapping[str, Any], loc: KeyPath) -> Mapping[str, Any]:
    """Walk a JSON schema down a key path; an empty one where it says nothing."""
    here: Mapping[str, Any] = schema
    for part in loc:
        here = _resolved(schema, here)
        here = here.get("items", {}) if isinstance(part, int) else here.get("properties", {}).get(part, {})
    return _resolved(schema, here)


def _resolved(schema: Mapping[str, Any], here: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = here.get("$ref")
    return schema["$defs"][reference.rpartition("/")[2]] if reference else here
