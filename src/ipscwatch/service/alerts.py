"""What must not wait for the digest: composed some minutes after it happened, and told again by the digest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from ipscwatch.digests import compose
from ipscwatch.model.change import Change, ChangeKind
from ipscwatch.model.digest import ALERT, Digest, DigestSchedule, Gathered, StoryLine
from ipscwatch.model.settings import Alert
from ipscwatch.service.composing import enqueue, told_at_once
from ipscwatch.service.engine import Engine

NEWS: frozenset[ChangeKind] = frozenset({"story_new", "story_grew", "fact", "row"})
"""What an alert may tell; how the service and its sources are is told by the digest and by `status`."""


def alert_due(engine: Engine, now: datetime) -> tuple[Digest, ...]:
    """Compose every alert that something waits for long enough, and put its messages into the outbox."""
    upto = engine.store.last_change_id()
    made = (_alerted(engine, alert, upto, now) for alert in engine.settings.alerts)
    return tuple(digest for digest in made if digest is not None)


def _alerted(engine: Engine, alert: Alert, upto: int, now: datetime) -> Digest | None:
    if engine.unalarming.get(alert.alert_id) == upto:
        return None
    after = _told(engine, alert)
    gathered = engine.store.gather(f"{ALERT}{alert.alert_id}", upto, engine.settings.sources, after=after)
    grave = _grave(engine, alert, gathered)
    if not grave:
        engine.unalarming[alert.alert_id] = upto
        return None
    if now - min(change.at for change in grave) < alert.wait:
        return None
    digest = _composed(engine, alert, replace(gathered, changes=grave, questions=()), upto, now)
    return digest if enqueue(engine, _schedule(alert), digest) else None


def _told(engine: Engine, alert: Alert) -> int:
    """Return the last change that the alert, or any digest, has told: what a digest told needs no alert."""
    ids = (f"{ALERT}{alert.alert_id}", *(schedule.schedule_id for schedule in engine.settings.digests))
    lasts = (engine.store.last_digest(schedule_id) for schedule_id in ids)
    return max((last.upto for last in lasts if last is not None), default=0)


def _grave(engine: Engine, alert: Alert, gathered: Gathered) -> tuple[Change, ...]:
    """Return the changes to tell at once: not the seeding, and not that a story only grew once it was told."""
    seeded = engine.started_at
    grave = tuple(
        change
        for change in gathered.changes
        if change.kind in NEWS
        and change.at > seeded
        and (change.severity in alert.severities or _mentions(change, alert, gathered))
    )
    if not any(change.kind == "story_grew" for change in grave):
        return grave
    told = {line.story.story_id for line in _stories_told(engine)}
    return tuple(change for change in grave if change.kind != "story_grew" or change.story_id not in told)


def _stories_told(engine: Engine) -> Iterator[StoryLine]:
    for digest in told_at_once(engine.store, None):
        for topic in digest.topics:
            yield from topic.stories


def _mentions(change: Change, alert: Alert, gathered: Gathered) -> bool:
    items = (gathered.items[item_id] for item_id in change.item_ids if item_id in gathered.items)
    return any(mention.term_id in alert.terms for view in items for mention in view.mentions)


def _composed(engine: Engine, alert: Alert, gathered: Gathered, upto: int, now: datetime) -> Digest:
    local = now.astimezone(ZoneInfo(alert.zone))
    digest = compose(
        _schedule(alert),
        gathered,
        engine.settings.subjects,
        digest_id=f"{alert.alert_id}-{local:%H%M%S}-{local.date().isoformat()}",
        local_on=local.date(),
        since_at=min(change.at for change in gathered.changes),
        until_at=now,
        upto_change_id=upto,
    )
    return replace(digest, sources=(), troubled=(), waiting=())


def _schedule(alert: Alert) -> DigestSchedule:
    """Return the alert in the form of a schedule, which composing and rendering read."""
    return DigestSchedule(
        schedule_id=f"{ALERT}{alert.alert_id}",
        zone=alert.zone,
        channels=alert.channels,
        language=alert.language,
        quiet_days=False,
    )
