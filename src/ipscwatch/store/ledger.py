"""Facts: every observation, how each fact stands, and what is still asked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from ipscwatch.model.ledger import FactKey, FactState, Observation, Question, Standing
from ipscwatch.store import codec


def observations(db: Database, keys: Iterable[FactKey]) -> dict[FactKey, tuple[Observation, ...]]:
    """Return all observations of each fact, in the order they were seen; facts without one are left out."""
    rows = db.execute(
        "SELECT o.value FROM (SELECT DISTINCT json_extract(value, '$[0]') AS subject_id, "
        "json_extract(value, '$[1]') AS attribute, json_extract(value, '$[2]') AS qualifier FROM json_each(?)) "
        "JOIN observations AS o USING (subject_id, attribute, qualifier) ORDER BY o.seen_at, o.rowid",
        [codec.listed(keys)],
    )
    found: defaultdict[FactKey, list[Observation]] = defaultdict(list)
    for (value,) in rows:
        observation = codec.decode(Observation, value)
        found[observation.claim.key].append(observation)
    return {key: tuple(values) for key, values in found.items()}


def observation(db: Database, observation_id: str) -> Observation | None:
    """Return one observation, or None."""
    row = db.execute("SELECT value FROM observations WHERE observation_id = ?", [observation_id]).fetchone()
    return codec.decode(Observation, row[0]) if row else None


def standing(db: Database, key: FactKey) -> Standing | None:
    """Return how a fact stands, or None where nothing was ever said of it."""
    row = db.execute(
        "SELECT value FROM standings WHERE subject_id = ? AND attribute = ? AND qualifier = ?", key
    ).fetchone()
    return codec.decode(Standing, row[0]) if row else None


def standings(db: Database, subject_id: str | None, state: FactState | None) -> tuple[Standing, ...]:
    """Return how facts stand, by key; of one subject or in one state where given."""
    rows = db.execute(
        "SELECT value FROM standings WHERE (?1 IS NULL OR subject_id = ?1) AND (?2 IS NULL OR state = ?2) "
        "ORDER BY subject_id, attribute, qualifier",
        [subject_id, state],
    )
    return tuple(codec.decode(Standing, value) for (value,) in rows)


def questions(db: Database, *, open_only: bool, answered_since: datetime | None = None) -> tuple[Question, ...]:
    """Return the questions by the day they were opened; of the answered ones, those answered since a time."""
    rows = db.execute(
        "SELECT value, answered_by FROM questions WHERE answered_by IS NULL OR (NOT ?1 AND (?2 IS NULL OR "
        "answered_at > ?2)) ORDER BY json_extract(value, '$.opened_on'), question_id",
        [open_only, codec.stamp_or_none(answered_since)],
    )
    return tuple(_question(value, answered_by) for value, answered_by in rows)


def write_observations(db: Database, values: Iterable[Observation]) -> None:
    """Add observations; one that is there already stays as it was first seen."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO observations (observation_id, item_id, value) VALUES (?, ?, ?)",
        [(value.observation_id, value.item_id, codec.encode(value)) for value in values],
    )


def write_standings(db: Database, values: Iterable[Standing]) -> None:
    """Store how facts stand now."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO standings (subject_id, attribute, qualifier, value) VALUES (?, ?, ?, ?)",
        [(*value.key, codec.encode(value)) for value in values],
    )


def write_questions(db: Database, values: Sequence[Question]) -> None:
    """Store what is asked; what is there already takes new words and keeps its answer, what was given up goes."""
    db.execute(
        "DELETE FROM questions WHERE answered_by IS NULL AND question_id NOT IN (SELECT value FROM json_each(?))",
        [json.dumps([value.question_id for value in values])],
    )
    db.conn.executemany(
        "INSERT INTO questions (question_id, value) VALUES (?, ?) "
        "ON CONFLICT (question_id) DO UPDATE SET value = excluded.value",
        [(value.question_id, codec.encode(replace(value, answered_by=None))) for value in values],
    )


def answer(db: Database, answered: Mapping[str, str], now: datetime) -> None:
    """Close questions, each with the observation that answered it; an answered one keeps its first answer."""
    db.conn.executemany(
        "UPDATE questions SET answered_by = ?, answered_at = ? WHERE question_id = ? AND answered_by IS NULL",
        [(observation_id, codec.stamp(now), question_id) for question_id, observation_id in answered.items()],
    )


def _question(value: str, answered_by: str | None) -> Question:
    return replace(codec.decode(Question, value), answered_by=answered_by)


def seeded(db: Database) -> bool:
    """Return whether facts of the baseline are there."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM observations WHERE origin IN ('documents', 'record'))"
    ).fetchone()
    return bool(row[0])
