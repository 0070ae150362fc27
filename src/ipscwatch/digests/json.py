"""A digest as JSON: for programs, with everything the pages show and nothing of the configuration."""

from __future__ import annotations

from datetime import date, datetime
from itertools import zip_longest

from ipscwatch.digests import shapes
from ipscwatch.digests.rows import applies_on
from ipscwatch.model.digest import Digest, FactLine, ItemView, SourceLine, StoryLine, TableLine
from ipscwatch.model.ledger import Observation, Standing, Value
from ipscwatch.model.row import RowChange
from ipscwatch.watching.rows import moved_by


def json(digest: Digest) -> shapes.Digest:
    """Return the digest as values that `json.dumps` takes; times are ISO 8601 with offset, days ISO dates."""
    return {
        "format": shapes.FORMAT,
        "digest_id": digest.digest_id,
        "schedule_id": digest.schedule_id,
        "local_on": digest.local_on.isoformat(),
        "zone": digest.zone,
        "language": digest.language,
        "since_at": _at(digest.since_at),
        "until_at": _at(digest.until_at),
        "polled": digest.polled,
        "sources_total": digest.sources_total,
        "quiet": digest.quiet,
        "facts": [_fact(fact) for fact in digest.facts],
        "topics": [
            {"topic": topic.topic, "stories": [_story(story) for story in topic.stories]} for topic in digest.topics
        ],
        "questions": {
            "answered": [{"question_id": one.question_id, "text": one.text} for one in digest.questions],
            "open": [
                {
                    "question_id": one.question_id,
                    "text": one.text,
                    "opened_on": _on(one.opened_on),
                    "moved": any(line.question == one for line in digest.moved),
                }
                for one in digest.waiting
            ],
        },
        "rows": {
            "watched": [
                _row(row, table, alerted_at)
                for table in digest.tables
                for row, alerted_at in zip_longest(table.watched, table.alerted_at)
            ],
            "others": dict(digest.row_counts),
            "tables": [_table(table) for table in digest.tables],
        },
        "sources": {
            "told": [_source(line) for line in digest.sources],
            "still_in_trouble": [_source(line) for line in digest.troubled],
        },
        "mentions_per_day": {day.isoformat(): n for day, n in digest.mentions_per_day},
        "notices": list(digest.notices),
    }


def _fact(fact: FactLine) -> shapes.Fact:
    subject_id, attribute, qualifier = fact.change.key
    return {
        "subject_id": subject_id,
        "subject": fact.subject,
        "attribute": attribute,
        "qualifier": qualifier,
        "outcome": fact.change.outcome,
        "first_at": _at(fact.first_at),
        "alerted_at": _at(fact.alerted_at),
        "before": _standing(fact.change.before),
        "after": _standing(fact.change.after),
        "because": _observation(fact.change.because),
        "note": fact.change.note,
    }


def _standing(standing: Standing | None) -> shapes.Standing | None:
    if standing is None:
        return None
    return {
        "state": standing.state,
        "value": _value(standing.value),
        "since_on": _on(standing.since_on),
        "held_by": [_observation(one) for one in standing.held_by],
        "disputed_by": [_observation(one) for one in standing.disputed_by],
        "reason": standing.reason,
    }


def _value(value: Value | None) -> shapes.Value | None:
    if value is None:
        return None
    return {
        "text": value.text,
        "unit": value.unit,
        "precision": value.precision,
        "low": value.low,
        "high": value.high,
    }


def _observation(one: Observation) -> shapes.Observation:
    return {
        "observation_id": one.observation_id,
        "value": _value(one.claim.value),
        "quote": one.claim.quote,
        "outlet": one.outlet,
        "tier": one.tier,
        "url": one.url,
        "item_id": one.item_id,
        "published_on": _on(one.published_on),
        "seen_at": _at(one.seen_at),
    }


def _story(story: StoryLine) -> shapes.Story:
    event = story.story.event
    return {
        "story_id": story.story.story_id,
        "event": event.name if event else None,
        "subject_ids": list(story.story.subject_ids),
        "subjects": list(story.subjects),
        "severity": event.severity if event else None,
        "doubtful": event.doubtful if event else None,
        "grew": story.grew,
        "edits": list(story.edits),
        "alerted_at": _at(story.alerted_at),
        "quote": story.quote,
        "aliases": list(story.aliases),
        "flags": [{"name": flag.name, "quote": flag.quote, "note": flag.told} for flag in story.flags],
        "lead": _item(story.lead),
        "others": [_item(view) for view in story.others],
    }


def _item(view: ItemView) -> shapes.Item:
    item = view.item
    return {
        "item_id": item.item_id,
        "source_id": item.source_id,
        "title": item.title,
        "url": item.url,
        "language": item.language,
        "outlet": item.outlet,
        "tier": item.tier,
        "published_at": _at(item.published_at),
        "received_at": _at(item.received_at),
    }


def _table(table: TableLine) -> shapes.Table:
    return {
        "source_id": table.source_id,
        "name": table.name,
        "url": table.url,
        "price_list": table.priced,
        "rows": table.total,
        "others": dict(table.counts),
        "largest": [_row(row, table, None) for row in table.largest],
    }


def _row(row: RowChange, table: TableLine, alerted_at: datetime | None) -> shapes.Row:
    side, move = row.after or row.before, moved_by(row)
    return {
        "source_id": table.source_id,
        "kind": row.kind,
        "key": row.key,
        "name": row.name,
        "before": dict(row.before.cells) if row.before else None,
        "after": dict(row.after.cells) if row.after else None,
        "percent": None if move is None else float(round(move, 2)),
        "list_on": _on(applies_on(side)),
        "alerted_at": _at(alerted_at),
        "place": side.place if side else "",
        "url": (side.url if side else "") or table.url,
    }


def _source(line: SourceLine) -> shapes.Source:
    return {
        "source_id": line.source.source_id,
        "name": line.source.name,
        "url": line.source.url,
        "kind": line.kind,
        "since_at": _at(line.since_at),
        "note": line.note,
        "items": line.items,
        "mentions": line.mentions,
        "reminder": line.reminder,
    }


def _at(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _on(on: date | None) -> str | None:
    return on.isoformat() if on else None
