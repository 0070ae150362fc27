"""Everything that is stored, as plain records for JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlite_utils import Database

from ipscwatch.errors import UsageError
from ipscwatch.store import codec

TABLES: Mapping[str, str] = {
    "items": "SELECT item_id, source_id, url, title, language, outlet, tier, published_at, received_at, text "
    "FROM items ORDER BY search_id",
    "mentions": "SELECT item_id, value FROM findings WHERE kind = 'mention' ORDER BY item_id, n",
    "events": "SELECT item_id, value FROM findings WHERE kind = 'event' ORDER BY item_id, n",
    "claims": "SELECT item_id, value FROM findings WHERE kind = 'claim' ORDER BY item_id, n",
    "stories": "SELECT value FROM stories ORDER BY first_at, story_id",
    "facts": "SELECT value FROM standings ORDER BY subject_id, attribute, qualifier",
    "observations": "SELECT value FROM observations ORDER BY seen_at, observation_id",
    "questions": "SELECT value, answered_by, answered_at FROM questions ORDER BY question_id",
    "rows": "SELECT source_id, key, from_at, until_at, place, cells FROM rows ORDER BY source_id, key, from_at",
    "changes": "SELECT change_id, value FROM changes ORDER BY change_id",
    "digests": "SELECT value FROM digests ORDER BY until_at, digest_id",
    "messages": "SELECT message_id, digest_id, channel_id, recipient, part, parts, state, attempts, enqueued_at, "
    "next_try_at, last_error, delivered_at, receipt FROM messages ORDER BY n",
}
"""What can be exported, each with its query; a column ``value`` or ``cells`` is JSON and becomes fields."""


def records(db: Database, table: str) -> Iterator[dict[str, object]]:
    """Yield the records of a table of `TABLES`; raise `UsageError` for another name."""
    if table not in TABLES:
        message = f"There is no '{table}' to export; there are {', '.join(TABLES)}."
        raise UsageError(message)
    for row in db.query(TABLES[table]):
        fields = codec.parse(row.pop("value", None) or row.pop("cells", "{}"))
        yield {**row, **{name: value for name, value in fields.items() if name not in row}}
