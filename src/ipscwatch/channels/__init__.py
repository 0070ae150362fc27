"""Ways to reach people, one module each: what a message is on it, and how it is handed over.

A module of this package that exports ``CHANNEL`` is a kind; there is no list to add it to. `addressed` is what the
kinds share: messages with their keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

from ipscwatch.model.kinds import ChannelKind


@cache
def kinds() -> Mapping[str, ChannelKind[Any]]:
    """Return every channel kind by its name, in alphabetical order of the modules."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    exported = (getattr(module, "CHANNEL", None) for module in modules)
    return MappingProxyType({kind.name: kind for kind in exported if isinstance(kind, ChannelKind)})
