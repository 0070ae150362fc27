"""Source kinds, one module each, pure: what to ask, how to read the answer.

A module of this package that exports ``KIND`` is a kind; there is no list to add it to. The others are what the
kinds share: `address` (dates and page numbers in addresses), `stated` (an entry's own words made into an entry),
`page` (HTML), `strict` (JSON).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

from ipscwatch.model.kinds import SourceKind


@cache
def kinds() -> Mapping[str, SourceKind[Any]]:
    """Return every source kind by its name, in alphabetical order of the modules."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    exported = (getattr(module, "KIND", None) for module in modules)
    return MappingProxyType({kind.name: kind for kind in exported if isinstance(kind, SourceKind)})
