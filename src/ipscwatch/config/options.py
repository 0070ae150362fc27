"""The options of a kind: its frozen dataclass, wherever it lives, read from a table as strictly as our own.

A field's type says how its value is written: ``timedelta`` as ``"30m"``, ``Secret`` as ``{ env = … }``, ``Path``
relative to the home folder, a nested dataclass as a table; everything else as pydantic does, ``Annotated``
validators included. A ValueError of the dataclass's ``__post_init__`` is a problem of the whole table.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import time, timedelta
from functools import cache
from pathlib import Path
from textwrap import dedent
from types import GenericAlias, UnionType
from typing import Annotated, Any, NotRequired, Union, get_args, get_origin, get_type_hints

import pydantic
from pydantic import AfterValidator, BeforeValidator, ConfigDict, TypeAdapter, ValidationInfo
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from ipscwatch.config.fields import Clock, Duration, HomePath, SecretReference
from ipscwatch.config.secrets import Surroundings
from ipscwatch.model.settings import Secret

TypeForm = Any
"""A type expression, such as ``tuple[str, ...]``; Python 3.11 has no name for the type of those."""

_WRITTEN: Mapping[TypeForm, TypeForm] = {timedelta: Duration, time: Clock, Path: HomePath, Secret: SecretReference}


_TYPED_DICT: Any = TypedDict
"""Untyped: the keys are known at run time only."""


@cache
def reader(options: type) -> TypeAdapter[Any]:
    """Return the adapter that reads a table into an instance of the options type, and gives its JSON schema."""
    return TypeAdapter(_table(options))


def _table(options: type) -> TypeForm:
    """Describe a dataclass as a table whose validated form becomes the dataclass again."""
    hints, notes = get_type_hints(options, include_extras=True), _notes(options)
    keys = {field.name: _key(field, hints[field.name], notes.get(field.name)) for field in fields(options)}
    table = _TYPED_DICT(options.__name__, keys)
    table.__pydantic_config__ = ConfigDict(extra="forbid", strict=True)
    return Annotated[table, AfterValidator(_maker(options))]


def _maker(options: type) -> Callable[[Mapping[str, Any], ValidationInfo[Surroundings]], object]:
    """Return what makes the dataclass of a validated table; a default path is relative to the home folder too."""
    paths = {field.name: field.default for field in fields(options) if isinstance(field.default, Path)}

    def make(given: Mapping[str, Any], info: ValidationInfo[Surroundings]) -> object:
        home = info.context.home
        return options(**{**{name: home / path for name, path in paths.items()}, **given})

    return make


def _key(field: Field[Any], hint: TypeForm, note: str | None) -> TypeForm:
    """Return how one field is written, with its note and its default for the schema."""
    about: dict[str, Any] = {"description": note} if note else {}
    if isinstance(field.default, str | int | float | bool | Path):
        shown = str(field.default) if isinstance(field.default, Path) else field.default
        about["json_schema_extra"] = {"default": shown}
    written: TypeForm = Annotated[_written(hint), pydantic.Field(**about)]
    required = field.default is MISSING and field.default_factory is MISSING
    return written if required else NotRequired[written]


def _written(hint: TypeForm) -> TypeForm:
    """Return how a value of this type is written in TOML."""
    if isinstance(hint, type) and is_dataclass(hint):
        return _table(hint)
    origin: TypeForm = get_origin(hint)
    inner = get_args(hint)
    match origin:
        case None:
            return _WRITTEN.get(hint, hint)
        case _ if origin is Annotated:
            return Annotated[(_written(inner[0]), *hint.__metadata__)]
        case _ if origin in (Union, UnionType):
            return Union[tuple(_written(part) for part in inner)]  # noqa: UP007 - no operator for a tuple of types
        case _ if origin is tuple:
            return Annotated[GenericAlias(tuple, tuple(_written(part) for part in inner)), BeforeValidator(_listed)]
    return hint


def _listed(raw: object) -> object:
    return tuple(raw) if isinstance(raw, list) else raw


def _notes(options: type) -> dict[str, str]:
    """Return the docstring under each field, of the base classes too."""
    notes: dict[str, str] = {}
    for base in reversed(options.__mro__):
        if is_dataclass(base):
            notes |= _own_notes(base)
    return notes


def _own_notes(options: type) -> dict[str, str]:
    """Read the notes from the class's source; there are none where that is not at hand."""
    try:
        body = ast.parse(dedent(inspect.getsource(options))).body[0]
    except OSError:
        return {}
    if not isinstance(body, ast.ClassDef):
        return {}
    return {
        key.target.id: inspect.cleandoc(note.value.value)
        for key, note in zip(body.body, body.body[1:], strict=False)
        if isinstance(key, ast.AnnAssign)
        and isinstance(key.target, ast.Name)
        and isinstance(note, ast.Expr)
        and isinstance(note.value, ast.Constant)
        and isinstance(note.value.value, str)
    }
