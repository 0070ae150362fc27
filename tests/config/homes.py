"""A right configuration to spoil, and kinds with every sort of option."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from ipscwatch.config import load
from ipscwatch.errors import ConfigError
from ipscwatch.model.digest import Digest, Message
from ipscwatch.model.document import Document, Request
from ipscwatch.model.kinds import ChannelKind, SourceKind
from ipscwatch.model.reading import Reading
from ipscwatch.model.settings import Channel, Secret, Settings
from ipscwatch.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainOptions:
    pages: Annotated[int, Field(ge=1, le=9, description="How many pages to read")] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    name: str
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PickyOptions(PlainOptions):
    item: str
    """What to pick."""
    columns: tuple[Column, ...] = ()
    size: int | Literal["all"] = "all"
    wait: timedelta = timedelta(minutes=5)
    at: time | None = None
    params: Mapping[str, str] | None = None
    key: Secret | None = None

    def __post_init__(self) -> None:
        if "[[" in self.item:
            raise ValueError("'item' is no CSS selector")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOptions:
    to: tuple[str, ...]
    password: Secret
    folder: Path
    spool: Path = Path("spool")
    tls: Literal["tls", "none"] = "tls"

    def __post_init__(self) -> None:
        if not self.to:
            raise ValueError("to must name at least one recipient")


def _ask(source: Source, now: datetime) -> tuple[Request, ...]:
    raise NotImplementedError


def _read(source: Source, document: Document, now: datetime) -> Reading:
    raise NotImplementedError


def _render(digest: Digest, channel: Channel) -> tuple[Message, ...]:
    raise NotImplementedError


async def _send(message: Message, channel: Channel) -> str:
    raise NotImplementedError


KINDS: Mapping[str, SourceKind[Any]] = {
    name: SourceKind(name=name, summary=f"a {name}", options=options, ask=_ask, read=_read)
    for name, options in {"plain": PlainOptions, "picky": PickyOptions}.items()
}
CHANNELS: Mapping[str, ChannelKind[Any]] = {
    name: ChannelKind(name=name, summary=f"by {name}", options=options, render=_render, send=_send)
    for name, options in {"post": PostOptions, "shelf": PlainOptions}.items()
}

GOOD = {
    "ipscwatch": """\
[polling]
contact = "watch@example.org"

[[channel]]
id = "shelf"
kind = "shelf"

[[digest]]
id = "daily"
channels = ["shelf"]
""",
    "sources": """\
[[source]]
id = "ministry"
name = "Ministry"
kind = "plain"
url = "https://ministry.example.org/news.rdf"
tier = 1
""",
    "terms": """\
[[subject]]
id = "reheart"
kind = "product"
name = "ReHeart"
names = ["ReHeart", "リハート"]

[[term]]
id = "reheart"
label = "ReHeart"
subject = "reheart"
""",
}

Write = Callable[..., Path]


def loaded(home: Path, **environ: str) -> Settings:
    """Load with the kinds above."""
    return load(home, kinds=KINDS, channels=CHANNELS, environ=environ)


def complaints(home: Path, **environ: str) -> list[str]:
    """Return the problems as they are printed, paths relative to the home."""
    with pytest.raises(ConfigError) as caught:
        loaded(home, **environ)
    return [str(problem).replace(f"{home}/", "") for problem in caught.value.problems]
