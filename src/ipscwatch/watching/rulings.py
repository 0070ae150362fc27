"""What the user decides: a ruling is an observation of tier 0, and undoing it is another."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from ipscwatch.errors import UsageError
from ipscwatch.model.ledger import Claim, FactKey, Modality, Observation, Value
from ipscwatch.watching.attributes import STATUSES, attribute

UNITS = {"money": "JPY", "duration": "years"}
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?|-(?:spring|summer|autumn|winter|Q[1-4]|H[12]))?|FY\d{4}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def rule(key: FactKey, value: Value, because: str, now: datetime) -> Observation:
    """Return the user's ruling that the fact has this value, with the reason in the user's words."""
    return _observation(key, value, because, now, "asserted")


def undo(key: FactKey, ruling: Observation, because: str, now: datetime) -> Observation:
    """Return what withdraws every ruling on the fact made so far; the sources decide again."""
    return _observation(key, ruling.claim.value, because, now, "denied")


def last_ruling(observations: tuple[Observation, ...]) -> Observation | None:
    """Return the ruling that stands, or None where there is none or it was withdrawn."""
    rulings = [one for one in observations if one.tier == 0]
    last = max(rulings, key=lambda one: (one.seen_at, one.observation_id), default=None)
    return last if last is not None and last.claim.modality == "asserted" else None


def value_of(name: str, text: str) -> Value:
    """Read a value as the user writes it: ``2026-03-06``, ``55,306,737``, ``4/6``, a status, a name.

    UsageError where it is no value of the attribute.
    """
    fact = attribute(name)
    written = text.strip()
    number = written.replace(",", "").replace("_", "")
    if fact.kind == "date" and not all(_DAY.fullmatch(part) for part in written.split("/")):
        raise UsageError(f"'{text}' is no date; write it as 2026-03-06, or 2026-03, or 2026-autumn")
    if fact.kind == "status" and written not in STATUSES:
        raise UsageError(f"'{text}' is no {fact.labels['en']}; one of: {', '.join(STATUSES)}")
    if fact.kind in ("money", "count", "duration"):
        if not _NUMBER.fullmatch(number):
            raise UsageError(f"'{text}' is no number; write it as 55306737")
        return Value(text=number, unit=UNITS.get(fact.kind, ""), low=float(number), high=float(number))
    return Value(text=written)


def _observation(key: FactKey, value: Value, because: str, now: datetime, modality: Modality) -> Observation:
    subject_id, name, qualifier = key
    parts = (*key, value.text, modality, now.isoformat())
    return Observation(
        observation_id=hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16],
        claim=Claim(
            subject_id=subject_id,
            attribute=name,
            qualifier=qualifier,
            value=value,
            modality=modality,
            quote=because,
            extractor="ruling",
        ),
        tier=0,
        outlet="you",
        voice="you",
        url=None,
        item_id=None,
        origin="ruling",
        published_on=now.date(),
        seen_at=now,
    )
