"""The descriptors by which a module of ``sources`` or ``channels`` says what it is."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ipscwatch.model.document import Document, Request
from ipscwatch.model.reading import Reading
from ipscwatch.model.source import Source

if TYPE_CHECKING:  # the children that read know of sources only
    from ipscwatch.model.digest import Digest, Message
    from ipscwatch.model.settings import Channel

Options = TypeVar("Options")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceKind(Generic[Options]):
    """How a sort of source is asked and read; each module of ``sources`` exports one as ``KIND``.

    Both functions are pure: `ask` says which requests a poll begins with, `read` turns one answer into a
    reading (it runs in a child process, so it must be a module-level function and its values picklable).
    """

    name: str
    summary: str
    options: type[Options]
    ask: Callable[[Source, datetime], tuple[Request, ...]]
    read: Callable[[Source, Document, datetime], Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelKind(Generic[Options]):
    """A way to reach people; each module of ``channels`` exports one as ``CHANNEL``.

    `render` is pure; `send` delivers one message, returns what the receiver answered, and raises
    ``DeliveryError`` when it was not accepted.
    """

    name: str
    summary: str
    options: type[Options]
    render: Callable[[Digest, Channel], tuple[Message, ...]]
    send: Callable[[Message, Channel], Coroutine[Any, Any, str]]
