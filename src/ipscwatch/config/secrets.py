"""Secrets come from the environment or from a file of their own, never from the configuration itself."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ipscwatch.model.settings import Secret

SCHEMA: dict[str, Any] = {
    "description": 'A secret: { env = "NAME" } or { file = "path" }; never the secret itself.',
    "oneOf": [
        {
            "type": "object",
            "properties": {key: {"type": "string", "minLength": 1}},
            "required": [key],
            "additionalProperties": False,
        }
        for key in ("env", "file")
    ],
}

_FORM = 'a secret is written { env = "NAME" } or { file = "path" }, never as itself'
_OTHERS = stat.S_IROTH | stat.S_IWOTH | stat.S_IWGRP
"""Permissions nobody but the owner and a reading group may have on a secret's file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a value may refer to outside the file: the home folder and the environment."""

    home: Path
    environ: Mapping[str, str] = field(repr=False)
    needed: bool = True
    """Whether a secret must be there; that of a disabled table need not be, and is empty then."""


def read_secret(raw: object, around: Surroundings) -> Secret:
    """Resolve ``{ env = … }`` or ``{ file = … }``; ValueError without any part of a secret in it."""
    match raw:
        case {"env": str(name), **rest} if name and not rest:
            return _from_environment(name, around.environ) if around.needed else Secret("")
        case {"file": str(name), **rest} if name and not rest:
            return _from_file(around.home / Path(name).expanduser()) if around.needed else Secret("")
    raise ValueError(_FORM)


def _from_environment(name: str, environ: Mapping[str, str]) -> Secret:
    if value := environ.get(name, "").strip():
        return Secret(value)
    raise ValueError(f"the environment variable {name} is not set; export it, or disable this table")


def _from_file(path: Path) -> Secret:
    try:
        if path.stat().st_mode & _OTHERS:
            raise ValueError(f"the file {path} can be read or changed by others: run «chmod 600 {path}»")
        value = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ValueError(f"the secret's file {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"the secret's file {path} is not text in UTF-8") from error
    if not value:
        raise ValueError(f"the secret's file {path} is empty")
    return Secret(value)
