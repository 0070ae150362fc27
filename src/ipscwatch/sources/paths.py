"""Paths into JSON: ``protocolSection.statusModule.overallStatus``, ``history[pubstatus=entrez].date``, ``authors.name``.

Names are parted by dots; a list on the way is gone through, and ``[name=value]`` keeps only those of its objects. In
a template, paths stand in braces: ``https://registry.example/{id}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STEP = re.compile(r"(?P<name>[^.\[\]{}]+)?(?:\[(?P<field>[^=\[\]]+)=(?P<value>[^\[\]]*)\])?")
_BRACES = re.compile(r"\{([^{}]+)\}")


def check(path: str) -> str:
    """Return a path or template as it is; raises ValueError where it is neither."""
    for one in _BRACES.findall(path) or [path]:
        if not all(step and _STEP.fullmatch(step) for step in one.split(".")):
            raise ValueError(f"«{path}» is no path such as a.b[name=value].c")
    return path


def values(value: object, path: str) -> Iterator[object]:
    """Yield every value the path leads to from here; nothing where it leads nowhere."""
    found = [value]
    for step in path.split("."):
        parts = _STEP.fullmatch(step)
        if parts is None:
            return
        found = [one for each in found for one in _named(each, parts["name"])]
        if parts["field"]:
            found = [one for each in found for one in _listed(each) if _text(_field(one, parts["field"])) == parts["value"]]
    for each in found:
        yield from _listed(each)


def text(value: object, path: str) -> str:
    """Return what a path or template says as text; several values are parted by commas, a template needs all."""
    if "{" not in path:
        return ", ".join(filter(None, map(_text, values(value, path))))
    told = {one: text(value, one) for one in _BRACES.findall(path)}
    return _BRACES.sub(lambda found: told[found[1]], path) if all(told.values()) else ""


def _named(value: object, name: str | None) -> Iterator[object]:
    for each in _listed(value):
        inner = _field(each, name) if name else each
        if inner is not None:
            yield inner


def _field(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else None


def _listed(value: object) -> Iterator[object]:
    """Yield the members of a list, and of lists in it; anything else is its own only member."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(reversed(each))
        else:
            yield each


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | int | float) else ""
