"""The descriptors that the modules of a package export, each imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """A descriptor, which says what it is called."""

    @property
    def name(self) -> str:
        """Its name, usually that of its module."""
        ...


Kind = TypeVar("Kind", bound=Named)


class Found(Mapping[str, Kind], Generic[Kind]):
    """The descriptors of a package by their names, in alphabetical order of the modules.

    `export` is what the modules call them, `kind` their class. One that is called as its module is found without
    importing the others.
    """

    def __init__(self, package: ModuleType, export: str, kind: type[Kind]) -> None:
        self._package = package.__name__
        self._modules = tuple(module.name for module in iter_modules(package.__path__))
        self._export = export
        self._kind = kind
        self._met: dict[str, Kind] = {}

    def __getitem__(self, name: str) -> Kind:
        if name not in self._met:
            found = self._exported(name) if name in self._modules else None
            self._met[name] = found if found is not None and found.name == name else self._all[name]
        return self._met[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def _all(self) -> Mapping[str, Kind]:
        exported = (self._exported(module) for module in self._modules)
        return {kind.name: kind for kind in exported if kind is not None}

    def _exported(self, module: str) -> Kind | None:
        kind = getattr(import_module(f"{self._package}.{module}"), self._export, None)
        return kind if isinstance(kind, self._kind) else None
