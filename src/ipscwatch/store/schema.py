"""The tables, as named migrations that are only ever added to.

A value of the model is kept whole, as JSON in a column ``value`` (see `codec`); what is asked for by name is
a generated column beside it, so that nothing is stored twice. Items, rows and messages have columns of their
own. Times are text that sorts (`codec.stamp`).
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("ipscwatch")

FIRST = (
    # What a service must remember of itself: whether the baseline was taken in.
    """CREATE TABLE marks (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE sources (
        source_id TEXT PRIMARY KEY,
        value TEXT NOT NULL -- SourceState
    ) STRICT, WITHOUT ROWID""",
    # When each host was last asked: politeness outlives a restart.
    """CREATE TABLE hosts (
        host TEXT PRIMARY KEY,
        asked_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # search_id ascends with dated_at and is the row's number in the search index.
    """CREATE TABLE items (
        search_id INTEGER PRIMARY KEY,
        item_id TEXT NOT NULL UNIQUE,
        source_id TEXT NOT NULL,
        url TEXT,
        title TEXT NOT NULL,
        language TEXT,
        outlet TEXT NOT NULL,
        tier INTEGER NOT NULL,
        published_at TEXT,
        received_at TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        authors TEXT NOT NULL, -- JSON list
        zone TEXT NOT NULL,
        pruned INTEGER NOT NULL DEFAULT 0, -- its text was dropped, by age
        text TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE item_keys (
        source_id TEXT NOT NULL,
        key TEXT NOT NULL,
        item_id TEXT NOT NULL REFERENCES items (item_id) ON DELETE CASCADE,
        UNIQUE (source_id, key)
    ) STRICT""",
    "CREATE INDEX item_keys_by_item ON item_keys (item_id)",
    "CREATE INDEX item_keys_by_key ON item_keys (key)",
    # What an item said before its source changed it.
    """CREATE TABLE item_versions (
        item_id TEXT NOT NULL REFERENCES items (item_id) ON DELETE CASCADE,
        content_hash TEXT NOT NULL,
        until_at TEXT NOT NULL,
        note TEXT NOT NULL, -- what changed then, in a sentence
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (item_id, until_at)
    ) STRICT""",
    # What reading an item alone says; name is that of the term, the event, the attribute or the flag.
    """CREATE TABLE findings (
        item_id TEXT NOT NULL REFERENCES items (item_id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('mention', 'event', 'claim', 'flag')),
        n INTEGER NOT NULL,
        value TEXT NOT NULL, -- Mention, Event, Claim or Flag
        name TEXT GENERATED ALWAYS AS (
            coalesce(
                json_extract(value, '$.term_id'), json_extract(value, '$.name'), json_extract(value, '$.attribute')
            )
        ),
        PRIMARY KEY (item_id, kind, n)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX findings_by_name ON findings (kind, name)",
    """CREATE TABLE stories (
        story_id TEXT PRIMARY KEY,
        value TEXT NOT NULL, -- Story
        first_at TEXT GENERATED ALWAYS AS (json_extract(value, '$.first_at')),
        topic TEXT GENERATED ALWAYS AS (json_extract(value, '$.topic'))
    ) STRICT""",
    "CREATE INDEX stories_by_time ON stories (first_at)",
    # A story that is no more, and the one it became part of.
    """CREATE TABLE merged_stories (
        story_id TEXT PRIMARY KEY,
        into_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # story_id here is the truth; the one inside value is as it was when the key was made.
    """CREATE TABLE story_keys (
        item_id TEXT PRIMARY KEY REFERENCES items (item_id) ON DELETE CASCADE,
        story_id TEXT NOT NULL,
        value TEXT NOT NULL, -- StoryKey
        dated_at TEXT GENERATED ALWAYS AS (json_extract(value, '$.dated_at'))
    ) STRICT""",
    "CREATE INDEX story_keys_by_time ON story_keys (dated_at)",
    "CREATE INDEX story_keys_by_story ON story_keys (story_id)",
    # No ON DELETE for the item: what the ledger cites cannot be deleted.
    """CREATE TABLE observations (
        observation_id TEXT PRIMARY KEY,
        item_id TEXT REFERENCES items (item_id),
        value TEXT NOT NULL, -- Observation
        subject_id TEXT GENERATED ALWAYS AS (json_extract(value, '$.claim.subject_id')),
        attribute TEXT GENERATED ALWAYS AS (json_extract(value, '$.claim.attribute')),
        qualifier TEXT GENERATED ALWAYS AS (json_extract(value, '$.claim.qualifier')),
        origin TEXT GENERATED ALWAYS AS (json_extract(value, '$.origin')),
        seen_at TEXT GENERATED ALWAYS AS (json_extract(value, '$.seen_at'))
    ) STRICT""",
    "CREATE INDEX observations_by_fact ON observations (subject_id, attribute, qualifier, seen_at)",
    "CREATE INDEX observations_by_item ON observations (item_id)",
    """CREATE TABLE standings (
        subject_id TEXT NOT NULL,
        attribute TEXT NOT NULL,
        qualifier TEXT NOT NULL,
        value TEXT NOT NULL, -- Standing
        state TEXT GENERATED ALWAYS AS (json_extract(value, '$.state')),
        PRIMARY KEY (subject_id, attribute, qualifier)
    ) STRICT""",
    """CREATE TABLE questions (
        question_id TEXT PRIMARY KEY,
        value TEXT NOT NULL, -- Question
        answered_by TEXT REFERENCES observations (observation_id),
        answered_at TEXT
    ) STRICT""",
    # Each row from when to when it was as it is; until_at is null for the rows of now.
    """CREATE TABLE rows (
        source_id TEXT NOT NULL,
        key TEXT NOT NULL,
        from_at TEXT NOT NULL,
        until_at TEXT,
        place TEXT NOT NULL,
        cells TEXT NOT NULL, -- JSON object
        PRIMARY KEY (source_id, key, from_at)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX rows_of_now ON rows (source_id) WHERE until_at IS NULL",
    # Append-only; the fingerprint makes writing one twice harmless.
    """CREATE TABLE changes (
        change_id INTEGER PRIMARY KEY AUTOINCREMENT,
        fingerprint TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL, -- Change
        kind TEXT GENERATED ALWAYS AS (json_extract(value, '$.kind')),
        at TEXT GENERATED ALWAYS AS (json_extract(value, '$.at')),
        source_id TEXT GENERATED ALWAYS AS (json_extract(value, '$.source_id')),
        story_id TEXT GENERATED ALWAYS AS (json_extract(value, '$.story_id'))
    ) STRICT""",
    "CREATE INDEX changes_by_kind ON changes (kind)",
    "CREATE INDEX changes_by_story ON changes (story_id)",
    # One digest for each local day of a schedule, whatever clock or restart does.
    """CREATE TABLE digests (
        digest_id TEXT PRIMARY KEY,
        schedule_id TEXT NOT NULL,
        local_on TEXT NOT NULL,
        until_at TEXT NOT NULL,
        upto_change_id INTEGER NOT NULL,
        value TEXT NOT NULL -- Digest
    ) STRICT""",
    # A schedule has one digest a day; an alert ('alert:…') may come several times.
    "CREATE UNIQUE INDEX digests_by_day ON digests (schedule_id, local_on) WHERE instr(schedule_id, ':') = 0",
    """CREATE TABLE messages (
        n INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of sending
        message_id TEXT NOT NULL UNIQUE,
        digest_id TEXT NOT NULL REFERENCES digests (digest_id),
        channel_id TEXT NOT NULL,
        recipient TEXT NOT NULL,
        part INTEGER NOT NULL,
        parts INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'delivered', 'failed')),
        attempts INTEGER NOT NULL DEFAULT 0,
        repeats INTEGER NOT NULL DEFAULT 0, -- how often it may have been sent without our knowing
        enqueued_at TEXT NOT NULL,
        next_try_at TEXT,
        last_error TEXT,
        delivered_at TEXT,
        receipt TEXT NOT NULL DEFAULT '',
        content TEXT NOT NULL -- JSON
    ) STRICT""",
    "CREATE INDEX messages_unsent ON messages (state, n) WHERE state IN ('waiting', 'sending')",
    "CREATE INDEX messages_by_digest ON messages (digest_id)",
    # What could not be stored, set aside so that it stops nothing.
    """CREATE TABLE quarantine (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        source_id TEXT NOT NULL,
        item_id TEXT NOT NULL,
        at TEXT NOT NULL,
        reason TEXT NOT NULL,
        title TEXT NOT NULL,
        UNIQUE (source_id, item_id)
    ) STRICT""",
    # Words cut by `search.words`; only the index is kept, the text is in items. tags hold what can be filtered by.
    """CREATE VIRTUAL TABLE search USING fts5 (words, tags, content = '', tokenize = 'ascii')""",
)


@MIGRATIONS(name="0001 first")
def _first(db: Database) -> None:
    for statement in FIRST:
        db.execute(statement)


@MIGRATIONS(name="0002 rows know their document")
def _rows_know_their_document(db: Database) -> None:
    db.execute("ALTER TABLE rows ADD COLUMN url TEXT NOT NULL DEFAULT ''")


@MIGRATIONS(name="0003 robots.txt outlives a restart")
def _robots_outlives_a_restart(db: Database) -> None:
    db.execute(
        "CREATE TABLE robots (origin TEXT PRIMARY KEY, text TEXT, fetched_at TEXT NOT NULL) STRICT, WITHOUT ROWID"
    )


def pending(db: Database) -> tuple[str, ...]:
    """Return the names of the migrations still to be applied."""
    return tuple(migration.name for migration in MIGRATIONS.pending(db))


def unknown(db: Database) -> tuple[str, ...]:
    """Return the names of applied migrations that this program does not know: a newer one wrote them."""
    with Database(memory=True) as empty:
        ours = pending(empty)
    return tuple(migration.name for migration in MIGRATIONS.applied(db) if migration.name not in ours)
