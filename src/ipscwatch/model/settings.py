"""The whole configuration as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from ipscwatch.errors import Problem
from ipscwatch.model.digest import DigestSchedule, Language
from ipscwatch.model.ledger import Question
from ipscwatch.model.source import Source
from ipscwatch.model.term import Severity, Subject, Term


class Secret:
    """A password or an address that must not be shown; only `reveal` gives it away."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the secret itself; call this only where it is handed to its receiver."""
        return self._value

    def __repr__(self) -> str:
        """Return stars, whatever the secret is."""
        return "***"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        """Compare by value, so that an unchanged configuration is seen as unchanged."""
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        """Hash by value."""
        return hash(self._value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A configured way to reach people; `options` is an instance of its kind's options type."""

    channel_id: str
    kind: str
    enabled: bool = True
    options: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """How the web is asked."""

    contact: str = ""
    """An address or page for the User-Agent, so that a publisher can reach us; empty: the user is asked for one."""
    workers: int = 10
    """Polls under way at once."""
    interval: timedelta = timedelta(hours=1)
    """For sources that state none."""
    host_gap: timedelta = timedelta(seconds=2)
    """The least time between two requests to one host."""
    timeout: timedelta = timedelta(seconds=45)
    """For one request, from the first byte sent to the last read."""
    proxy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What is told at once: changes of these severities, and news that mention one of these terms."""

    alert_id: str
    channels: tuple[str, ...]
    severities: tuple[Severity, ...] = ()
    terms: tuple[str, ...] = ()
    """Term ids."""
    wait: timedelta = timedelta(minutes=3)
    """How long to wait for more of the same."""
    zone: str = "Asia/Tokyo"
    language: Language = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ping:
    """Addresses that a dead man's switch watches; whoever knows one may ask it, so they are secrets."""

    cycle: Secret | None = None
    """Asked after a pass that reached the web."""
    digest: Secret | None = None
    """Asked when all messages of a digest were accepted."""
    allow_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """Backups, and what may be dropped with age and size."""

    folder: Path
    """Where daily backups go."""
    backups: int = 7
    """How many are kept; 0: none is made."""
    texts: timedelta | None = None
    """The age at which texts may be dropped; None: they are kept."""
    megabytes: int | None = None
    """The size of the database from which the oldest texts may be dropped; None: no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole configuration, validated; what is here can be used without another look."""

    home: Path
    polling: Polling
    digests: tuple[DigestSchedule, ...]
    channels: tuple[Channel, ...]
    sources: tuple[Source, ...]
    terms: tuple[Term, ...]
    subjects: tuple[Subject, ...]
    upkeep: Upkeep
    alerts: tuple[Alert, ...] = ()
    ping: Ping = field(default_factory=Ping)
    health_port: int | None = None
    """Where on 127.0.0.1 the health is told; None: nowhere."""
    questions: tuple[Question, ...] = ()
    warnings: tuple[Problem, ...] = ()
    """What `check` prints though it does not stop anything."""

    @property
    def state(self) -> Path:
        """The folder the program writes to."""
        return self.home / "state"

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.state / "ipscwatch.db"
