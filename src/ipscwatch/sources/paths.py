"""Paths into JSON: ``protocolSection.statusModule.overallStatus``, ``history[status=entrez].date``, ``result.*``.

Names are parted by dots; a list on the way is gone through, ``[name=value]`` keeps only those of its objects, and
``*`` is every member of an object. In a template, paths stand in braces: ``https://registry.example/{id}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STEP = re.compile(r"(?P<name>[^.\[\]{}]+)(?:\[(?P<field>[^.=\[\]{}]+)=(?P<value>[^.\[\]{}]*)\])?")
_BRACES = re.compile(r"\{([^{}]+)\}")


def check(path: str) -> str:
    """Return a path or template as it is; raises ValueError where it is neither."""
    for one in _BRACES.findall(path) or [path]:
        if not is_path(one):
            raise ValueError(f"«{one}» is no path such as a.b[name=value].c")
    return path


def is_path(text: str) -> bool:
    """Say whether the text is a path, and no template."""
    return all(_STEP.fullmatch(step) for step in text.split("."))


def values(value: object, path: str) -> Iterator[object]:
    """Yield every value the path leads to from here, the members of lists one by one; nothing where it ends."""
    found = [value]
    for step in _STEP.finditer(path):
        found = [inner for each in found for inner in _step(each, step)]
    return (member for each in found for member in members(each))


def leads_somewhere(value: object, path: str) -> bool:
    """Say whether there is something at the path, be it an empty list."""
    found = [value]
    for step in _STEP.finditer(path):
        found = [inner for each in found for inner in _named(each, step["name"])]
    return bool(found)


def text(value: object, path: str) -> str:
    """Return what a path or template says as text; several values are parted by commas, a template needs all."""
    if "{" not in path:
        return ", ".join(filter(None, map(_text, values(value, path))))
    told = {one: text(value, one) for one in _BRACES.findall(path)}
    return _BRACES.sub(lambda found: told[found[1]], path) if all(told.values()) else ""


def _step(value: object, step: re.Match[str]) -> Iterator[object]:
    for inner in _named(value, step["name"]):
        if step["field"] is None:
            yield inner
        else:
            yield from (each for each in members(inner) if _text(_field(each, step["field"])) == step["value"])


def _named(value: object, name: str) -> Iterator[object]:
    for each in members(value):
        if name == "*" and isinstance(each, dict):
            yield from each.values()
        elif isinstance(each, dict) and name in each:
            yield each[name]


def _field(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else None


def members(value: object) -> Iterator[object]:
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
