"""The one object through which the rest of the program reads and writes the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from ipscwatch.errors import ReadError
from ipscwatch.model.change import Change, ChangeKind, Draft, Known, SourceUpdate
from ipscwatch.model.digest import Delivery, DeliveryState, Digest, Gathered, ItemView, Message
from ipscwatch.model.item import Item, KnownItem
from ipscwatch.model.ledger import Claim, FactKey, FactState, Observation, Question, Standing
from ipscwatch.model.reading import Row
from ipscwatch.model.source import RobotsFile, Source, SourceState
from ipscwatch.model.story import Story
from ipscwatch.store import (
    backup,
    changes,
    connection,
    digests,
    export,
    items,
    ledger,
    outbox,
    rows,
    search,
    sources,
    stories,
    update,
    upkeep,
)
from ipscwatch.store.digests import LastDigest
from ipscwatch.store.items import Quarantined, Version
from ipscwatch.store.opened import Opened
from ipscwatch.store.rows import RowVersion
from ipscwatch.store.search import Filter, Hit
from ipscwatch.store.upkeep import Flaw, Pruned


class Store(Opened):
    """Everything that is remembered; it belongs to the thread that opened it, and is a context manager.

    Every method may raise `StoreError`, which names the file and the way out: it is locked, the disk is full,
    it is damaged (`CorruptError`). Nothing is ever half written: each writing method is one transaction.
    """

    # Sources

    def states(self, ids: Iterable[str]) -> Mapping[str, SourceState]:
        """Return what is remembered of each source; one never polled has a new state."""
        with self._reading() as db:
            return sources.states(db, ids)

    def due(self, configured: Iterable[Source], now: datetime) -> tuple[str, ...]:
        """Return the ids of the enabled sources to poll now, the longest waiting first."""
        with self._reading() as db:
            return sources.due(db, tuple(configured), now)

    def host_times(self) -> Mapping[str, datetime]:
        """Return when each host was last asked."""
        with self._reading() as db:
            return sources.host_times(db)

    def write_host_times(self, times: Mapping[str, datetime]) -> None:
        """Remember when hosts were last asked; hosts not named stay as they are."""
        with self._writing() as db:
            sources.write_host_times(db, times)

    def robots_files(self) -> tuple[RobotsFile, ...]:
        """Return the robots.txt files of the hosts asked in the last two days."""
        with self._reading() as db:
            return sources.robots_files(db)

    def write_robots_files(self, files: Iterable[RobotsFile]) -> None:
        """Remember robots.txt files; those of hosts not named stay as they are."""
        with self._writing() as db:
            sources.write_robots_files(db, files)

    # Polls

    def known_items(self, source_id: str, keys: Iterable[str]) -> tuple[KnownItem, ...]:
        """Return the items of a source that were seen under one of `keys`, each with all its keys."""
        with self._reading() as db:
            return items.known(db, source_id, keys)

    def known(
        self,
        drafts: Sequence[Draft],
        *,
        since: datetime,
        source_id: str | None = None,
        facts: Iterable[FactKey] = (),
    ) -> Known:
        """Return what bears on drafts of one source.

        Story keys dated at `since` or later and their stories, where one of the drafts has a key; the
        observations of the facts their claims bear on, and of `facts`; the open questions; the last rows of
        the source (`source_id`, or that of the drafts).
        """
        with self._reading() as db:
            return update.known(db, drafts, since=since, source_id=source_id, facts=facts)

    def apply(self, found: SourceUpdate) -> tuple[Change, ...]:
        """Store all that one poll found, or nothing; return its changes with their ids.

        Applying the same again changes nothing. An item that cannot be stored is set aside with the reason
        (`quarantine`) and stops nothing; raises `ReadError` where something else of the poll cannot be.
        """
        try:
            with self._writing() as db:
                return update.apply(db, found)
        except UnicodeError as error:
            message = f"Source {found.source_id}: what was read holds characters that cannot be stored ({error})."
            raise ReadError(found.source_id, message) from error

    def refile(self, drafts: Sequence[Draft], told: Iterable[Story], merged: Mapping[str, str]) -> None:
        """Store what is found in stored items now (a term came anew), and their stories, without telling it."""
        with self._writing() as db:
            update.refile(db, drafts, told, merged)

    def write_changes(self, found: Iterable[Change]) -> tuple[Change, ...]:
        """Store changes that came without a poll; return them with their ids."""
        with self._writing() as db:
            return changes.append(db, found)

    # Facts

    def seed(
        self,
        observations: Iterable[Observation],
        standings: Iterable[Standing] = (),
        found: Iterable[Change] = (),
        *,
        now: datetime,
        answered: Mapping[str, str] = MappingProxyType({}),
    ) -> tuple[Change, ...]:
        """Take in observations that came without a poll: the baseline, a file, a ruling of the user.

        `answered` names the questions they answer (question id → observation id). Idempotent: an observation
        is stored once.
        """
        with self._writing() as db:
            ledger.write_observations(db, observations)
            ledger.write_standings(db, standings)
            ledger.answer(db, answered, now)
            return changes.append(db, found)

    def ask(self, questions: Sequence[Question], answered: Mapping[str, str], *, now: datetime) -> None:
        """Ask these questions and no others; one asked before takes the new words and keeps its answer.

        `answered` names those the ledger can answer already (question id → observation id).
        """
        with self._writing() as db:
            ledger.write_questions(db, questions)
            ledger.answer(db, answered, now)

    def seeded(self) -> bool:
        """Return whether the baseline was taken in."""
        with self._reading() as db:
            return ledger.seeded(db)

    def standings(self, *, subject_id: str | None = None, state: FactState | None = None) -> tuple[Standing, ...]:
        """Return how facts stand, by key; of one subject or in one state where given."""
        with self._reading() as db:
            return ledger.standings(db, subject_id, state)

    def standing(self, key: FactKey) -> Standing | None:
        """Return how one fact stands; None where nothing was said of it."""
        with self._reading() as db:
            return ledger.standing(db, key)

    def observations(self, key: FactKey) -> tuple[Observation, ...]:
        """Return all that was ever said of one fact, in the order it was seen."""
        with self._reading() as db:
            return ledger.observations(db, [key]).get(key, ())

    def questions(self, *, open_only: bool = False) -> tuple[Question, ...]:
        """Return what is asked, by the day it was opened."""
        with self._reading() as db:
            return ledger.questions(db, open_only=open_only)

    # Items, stories and rows

    def items(self, ids: Iterable[str]) -> Mapping[str, ItemView]:
        """Return the items with these ids with what was found in them; unknown ids are left out."""
        with self._reading() as db:
            return items.views(db, ids)

    def claims(self, item_id: str) -> tuple[Claim, ...]:
        """Return what an item asserts, rejected claims included."""
        with self._reading() as db:
            return items.claims(db, item_id)

    def versions(self, item_id: str) -> tuple[Version, ...]:
        """Return what an item said before its source changed it, the oldest first."""
        with self._reading() as db:
            return items.versions(db, item_id)

    def stories(self, ids: Iterable[str]) -> Mapping[str, Story]:
        """Return the stories with these ids; unknown ids, and stories that became part of another, are left out."""
        with self._reading() as db:
            return stories.by_id(db, ids)

    def story_of(self, item_id: str) -> Story | None:
        """Return the story an item belongs to, or None."""
        with self._reading() as db:
            return stories.of_item(db, item_id)

    def search(
        self,
        query: str = "",
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        source: str | None = None,
        tier: int | None = None,
        term: str | None = None,
        event: str | None = None,
        limit: int = 20,
    ) -> tuple[Hit, ...]:
        """Return the newest items that hold all words of a query, and phrases in double quotes as they are.

        Any text is a valid query; an empty one finds all. A Latin word that ends in ``*`` stands for all that
        begin so. The filters: dated at `since` or later and before `until`, of a source, a tier, with a
        mention of a term, with an event.
        """
        wanted = Filter(since=since, until=until, source=source, tier=tier, term=term, event=event)
        with self._reading() as db:
            found = items.by_id(db, search.find(db, query, wanted, limit))
        return tuple(Hit(item=item, snippet=search.snippet(item, query)) for item in found.values())

    def archive(self, since: datetime) -> Iterator[Item]:
        """Yield the items dated at `since` or later, the oldest first, through a connection of its own."""
        with self._apart() as own:
            yield from items.since(own, since)

    def rows(self, source_id: str) -> Mapping[str, Row]:
        """Return the rows of a source as they are now, by key."""
        with self._reading() as db:
            return rows.of_source(db, source_id)

    def rows_before_last_change(self, source_id: str) -> Mapping[str, Row]:
        """Return the rows of a source as they were before they last changed; none where they never did."""
        with self._reading() as db:
            return rows.before_last_change(db, source_id)

    def row_history(self, text: str, *, source_id: str | None = None) -> tuple[RowVersion, ...]:
        """Return all versions of the rows with this key, or with this text in one of their cells."""
        with self._reading() as db:
            return rows.history(db, text, source_id)

    # Digests

    def last_change_id(self) -> int:
        """Return the id of the newest change; 0 before the first."""
        with self._reading() as db:
            return changes.last_id(db)

    def newest_change(self, *kinds: ChangeKind) -> Change | None:
        """Return the newest change of one of these kinds; None where there is none."""
        with self._reading() as db:
            return changes.newest(db, kinds)

    def last_digest(self, schedule_id: str) -> LastDigest | None:
        """Return the day, the end and the last change of a schedule's newest digest; None before the first."""
        with self._reading() as db:
            return digests.last(db, schedule_id)

    def gather(
        self, schedule_id: str, upto: int, configured: Sequence[Source], *, after: int | None = None
    ) -> Gathered:
        """Return what the next digest of a schedule is composed from.

        The changes after its last digest (or after change `after`, where given) up to change `upto`, the stories
        and items they name, the states of the enabled sources, the open questions and those answered since.
        """
        with self._reading() as db:
            return digests.gather(db, schedule_id, upto, configured, after)

    def enqueue(self, digest: Digest, messages: Iterable[Message]) -> bool:
        """Store a digest with its messages; False, and nothing stored, where its day has one already."""
        with self._writing() as db:
            return digests.enqueue(db, digest, messages)

    def digest(self, digest_id: str) -> Digest | None:
        """Return a digest as it was composed (its sources without options and headers), or None."""
        with self._reading() as db:
            return digests.by_id(db, digest_id)

    def digests(self, *, limit: int = 50) -> tuple[Digest, ...]:
        """Return the newest digests, the newest first."""
        with self._reading() as db:
            return digests.newest(db, limit)

    # Deliveries

    def waiting_channels(self) -> tuple[str, ...]:
        """Return the ids of the channels that messages wait for, due or not, the longest waiting first."""
        with self._reading() as db:
            return outbox.waiting_channels(db)

    def claim(self, now: datetime, *, channel_id: str | None = None) -> Delivery | None:
        """Take the next message to send, of one channel where given, in order; None when there is none.

        Of one digest to one receiver a later part waits for the earlier. A receiver that refused is given
        its time, and other receivers and channels go on.
        """
        with self._writing() as db:
            return outbox.claim(db, now, channel_id)

    def settle_delivered(self, message_id: str, receipt: str, now: datetime) -> None:
        """Note that a claimed message was accepted, and what the receiver answered."""
        with self._writing() as db:
            outbox.settle_delivered(db, message_id, receipt, now)

    def settle_failed(self, message_id: str, error: str, *, retry_at: datetime | None) -> None:
        """Note that a claimed message was not accepted; None for `retry_at`: sending it again cannot help."""
        with self._writing() as db:
            outbox.settle_failed(db, message_id, error, retry_at)

    def release_stale(self, now: datetime) -> int:
        """Let messages that a killed process was sending wait again; return how many may arrive twice.

        To be called at the start of the one process that sends.
        """
        with self._writing() as db:
            return outbox.release_stale(db, now)

    def resend(self, digest_id: str, *, channel_id: str | None = None) -> int:
        """Let the settled messages of a digest be sent again, with the same ids; return how many."""
        with self._writing() as db:
            return outbox.resend(db, digest_id, channel_id)

    def deliveries(
        self,
        *,
        state: DeliveryState | None = None,
        channel_id: str | None = None,
        digest_id: str | None = None,
        limit: int = 100,
    ) -> tuple[Delivery, ...]:
        """Return messages and how sending them stands, the newest first."""
        with self._reading() as db:
            return outbox.deliveries(db, state=state, channel_id=channel_id, digest_id=digest_id, limit=limit)

    # Upkeep

    def counts(self) -> Mapping[str, int]:
        """Return how much is stored: ``items``, ``facts_disputed``, ``messages_waiting``, ``bytes`` and others."""
        with self._reading() as db:
            return upkeep.counts(db)

    def quarantined(self, *, limit: int = 100) -> tuple[Quarantined, ...]:
        """Return the items that could not be stored, the newest first."""
        with self._reading() as db:
            return items.quarantined(db, limit)

    def check(self) -> tuple[Flaw, ...]:
        """Return what is wrong with the whole file, its references and its search index; nothing: all is well."""
        with self._writing() as db:
            return upkeep.check(db)

    def prune(self, before: datetime, *, schedules: Iterable[str] | None = None) -> Pruned:
        """Drop the texts of items received before a time, except of those the ledger cites or nobody was told of.

        `schedules` are those that must have told an item; None: one digest is enough. A pruned item keeps its
        title and its keys, so that it is never news again.
        """
        with self._writing() as db:
            return upkeep.prune(db, before, digests.told(db, schedules))

    def optimize(self) -> None:
        """Do a day's housekeeping: the search index, statistics, the write-ahead log."""
        with self._writing() as db:
            upkeep.tidy_search(db)
        with connection.translated(self.path):
            self._db.execute("PRAGMA optimize")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def vacuum(self) -> None:
        """Give unused space back to the disk; needs as much free space again, and nobody else writing."""
        with connection.translated(self.path):
            self._db.execute("VACUUM")

    def backup(self, to: Path) -> None:
        """Write a consistent copy while the database is in use; checked, in one file of mode 0600."""
        with connection.translated(to):
            backup.copy(self._db, to)

    @staticmethod
    def restore(path: Path, source: Path, now: datetime) -> Path | None:
        """Put a backup in the place of the database at `path`, which no process may have open.

        Returns where the former file was put, None where there was none. Raises `CorruptError` or
        `SchemaError` where the backup is not a whole database of ours; then nothing is changed.
        """
        with connection.translated(path):
            return backup.restore(path, source, now)

    def export(self, table: str) -> Iterator[Mapping[str, object]]:
        """Yield every record of one of `export.TABLES` as plain values, through a connection of its own."""
        with self._apart() as own:
            yield from export.records(own, table)
