"""The options every kind has; each kind's own type adds to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, TypeVar

from annotated_types import Interval  # pydantic's own, without pydantic: children read options too

from ipscwatch.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How much of a source to read."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    only: tuple[str, ...] = ()
    """Keep only entries that hold one of these words; width and case do not matter"""
    look_back: Annotated[int, Interval(ge=0, le=31)] = 0
    """Days before today to ask for as well, where the address holds {date:…}"""
    pages: Annotated[int, Interval(ge=1, le=50)] = 1
    """How many pages of the list to read at most, the first included"""


Own = TypeVar("Own", bound=Options)


def options_of(source: Source, kind: type[Own]) -> Own:
    """Return the source's options as those of its kind; the defaults where it states none."""
    return source.options if isinstance(source.options, kind) else kind()
