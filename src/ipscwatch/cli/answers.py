"""How values are written in answers: times in a zone, tiers in words, facts by their key."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from ipscwatch.model.ledger import FactKey, Observation, Standing, Value
    from ipscwatch.model.settings import Settings


def zone_of(settings: Settings) -> str:
    """Return the zone to show times in: that of the first digest."""
    return settings.digests[0].zone


def moment(at: datetime | None, zone: str) -> str:
    """Write a moment in a zone, to the minute; a dash for none."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if at else "–"


def iso(at: datetime | None) -> str | None:
    """Write a moment for programs."""
    return at.isoformat() if at else None


def fact_name(key: FactKey) -> str:
    """Write a fact's key as the commands take it: ``amchepry.price_jpy`` or ``amchepry.trial_n/kyoto``."""
    subject, attribute, qualifier = key
    return f"{subject}.{attribute}/{qualifier}" if qualifier else f"{subject}.{attribute}"


def value_of(attribute: str, value: Value | None) -> str:
    """Write a value as the English digest does; a dash for none."""
    from ipscwatch.digests.figures import value as shown

    return shown(attribute, value, "en") if value else "–"


def tier_of(tier: int) -> str:
    """Say who speaks on a tier."""
    from ipscwatch.digests.facts import label_of_tier

    return label_of_tier(tier, "en")


def plain_value(value: Value | None) -> dict[str, Any] | None:
    """Return a value for programs."""
    if value is None:
        return None
    return {
        "text": value.text,
        "unit": value.unit,
        "precision": value.precision,
        "low": value.low,
        "high": value.high,
    }


def plain_standing(standing: Standing) -> dict[str, Any]:
    """Return how a fact stands, for programs."""
    subject, attribute, qualifier = standing.key
    return {
        "subject": subject,
        "attribute": attribute,
        "qualifier": qualifier,
        "state": standing.state,
        "value": plain_value(standing.value),
        "since": standing.since_on.isoformat() if standing.since_on else None,
        "held_by": [one.observation_id for one in standing.held_by],
        "disputed_by": [one.observation_id for one in standing.disputed_by],
        "reason": standing.reason,
    }


def plain_observation(one: Observation) -> dict[str, Any]:
    """Return an observation for programs."""
    return {
        "id": one.observation_id,
        "value": plain_value(one.claim.value),
        "as_of": one.claim.as_of_on.isoformat() if one.claim.as_of_on else None,
        "modality": one.claim.modality,
        "rejected": one.claim.rejected,
        "tier": one.tier,
        "outlet": one.outlet,
        "published": one.published_on.isoformat() if one.published_on else None,
        "seen": iso(one.seen_at),
        "url": one.url,
        "item": one.item_id,
        "origin": one.origin,
        "quote": one.claim.quote,
        "extractor": f"{one.claim.extractor}/{one.claim.version}",
    }
