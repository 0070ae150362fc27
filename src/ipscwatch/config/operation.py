"""The tables of operation: alerts, pings, health and upkeep, and the values they become."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from ipscwatch.config.fields import Duration, HomePath, Id, SecretAddress, Zone, between
from ipscwatch.config.table import Table
from ipscwatch.model.digest import Language
from ipscwatch.model.settings import Alert, Ping, Upkeep
from ipscwatch.model.term import Severity


class AlertTable(Table):
    """What is told at once; the day's digest tells it again and marks it as told."""

    id: Id
    """Its name in the archive, such as urgent."""
    severities: Annotated[list[Severity], Field(min_length=1)] | None = None
    """Changes of these severities are told at once."""
    terms: Annotated[list[str], Field(min_length=1)] | None = None
    """News that mention one of these terms, by id, are told at once, whatever their severity."""
    channels: Annotated[list[str], Field(min_length=1)]
    """The ids of the channels it goes to."""
    wait: Annotated[Duration, between("0s", "1h")] = timedelta(minutes=3)
    """How long to wait for more of the same before it is sent, so that one happening is one message."""
    zone: Zone = "Asia/Tokyo"
    """The IANA time zone of the times it writes."""
    language: Language = "en"
    """The language of its headings and dates."""

    @model_validator(mode="after")
    def _tells_something(self) -> Self:
        if not (self.severities or self.terms):
            raise ValueError("names nothing to tell: give it `severities`, `terms`, or both")
        return self

    def value(self) -> Alert:
        """Return the alert."""
        return Alert(alert_id=self.id, **self.given("id"))


class PingTable(Table):
    """Addresses to ask after each good pass and each delivered digest, for a dead man's switch."""

    cycle: SecretAddress | None = None
    """Asked after each pass that reached the web, at most once a minute."""
    digest: SecretAddress | None = None
    """Asked when all messages of a digest were accepted."""
    allow_private: bool = False
    """They may be on a private address."""

    def value(self) -> Ping:
        """Return the addresses."""
        return Ping(**self.given())


class HealthTable(Table):
    """The health of the running service, for a monitor on this machine."""

    port: int | None = Field(default=None, ge=1024, le=65535)
    """Answer /healthz and /metrics on this port of 127.0.0.1; off when left out."""


class UpkeepTable(Table):
    """Backups, and what may be dropped with age and size."""

    backups: int = Field(default=7, ge=0, le=1000)
    """How many daily backups are kept; 0 makes none."""
    folder: HomePath | None = None
    """Where backups go; state/backups when left out. Another disk is a good place."""
    texts: Annotated[Duration, between("30d", "36500d")] | None = None
    """Drop the texts of items older than this, never of those the ledger cites; kept for ever when left out."""
    megabytes: int | None = Field(default=None, ge=100)
    """Drop the oldest texts when the database grows beyond this, never those of the last 90 days."""

    def value(self, home: Path) -> Upkeep:
        """Return the upkeep."""
        return Upkeep(**{"folder": home / "state" / "backups", **self.given()})
