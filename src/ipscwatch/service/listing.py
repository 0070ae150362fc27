"""What one poll makes of a source's rows, and what they assert; nothing for a source that has none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from ipscwatch.model.document import Failure
from ipscwatch.model.ledger import FactKey, Observation
from ipscwatch.service.visit import Visit
from ipscwatch.watching import health, row_claims, rows
from ipscwatch.watching.rows import RowUpdate, Watch

if TYPE_CHECKING:
    from ipscwatch.service.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The rows after a poll, what they assert, and what was wrong with the list."""

    rows: RowUpdate = field(default_factory=RowUpdate)
    stated: tuple[Observation, ...] = ()
    failure: Failure | None = None

    @property
    def facts(self) -> frozenset[FactKey]:
        """The facts that the rows bear on."""
        return frozenset(one.claim.key for one in self.stated)


def listed(engine: Engine, visit: Visit, now: datetime) -> Listed:
    """Compare what was read with the rows the source had."""
    source = visit.source
    read = visit.reading.rows if visit.reading else ()
    known = engine.store.rows(source.source_id)
    watch = Watch.of(getattr(source.options, "watch", ()), engine.desk.terms, engine.desk.subjects)
    updated = rows.update(
        known,
        read,
        unmodified=visit.unmodified,
        missed=visit.missed if known or read else (),
        former=engine.store.rows_before_last_change(source.source_id) if read else None,
        believe=health.believed_anyhow(visit.state, now),
        is_watched=watch.is_watched,
    )
    stated = row_claims.observations(source, updated, watch, now)
    return Listed(rows=updated, stated=stated, failure=_failure(visit, updated, now))


def _failure(visit: Visit, updated: RowUpdate, now: datetime) -> Failure | None:
    """Return what was wrong with a part of the list; all its other parts were read and are told."""
    if not updated.faults:
        return None
    return Failure(
        source_id=visit.source.source_id,
        kind="NothingFoundError",
        message=f"{visit.source.name}: {'; '.join(updated.faults)}",
        failed_at=now,
        transient=False,
    )
