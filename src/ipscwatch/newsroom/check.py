"""Is what arrived what the newsroom published? Every difference in a sentence; none means all is well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern

from ipscwatch.model.digest import Digest
from ipscwatch.newsroom import registry
from ipscwatch.newsroom.mishaps import mishaps
from ipscwatch.newsroom.prices import OWN_CODE
from ipscwatch.newsroom.replay import SLACK_SECRET, Replay
from ipscwatch.newsroom.script import DAYS, Piece, pieces
from ipscwatch.store import Store

STORIES = {
    "2026-02-12": 2,
    "2026-02-13": 2,
    "2026-02-19": 1,
    "2026-02-20": 2,
    "2026-03-06": 1,
    "2026-05-13": 3,
    "2026-05-20": 1,
}
"""How many new stories each day's digest tells."""

OWN = "kakuwell"
"""The product that only the newsroom's configuration names: all that works for the others must work for it."""

STUDY = {
    "2026-03-06": {"status": "RECRUITING"},
    "2026-05-20": {"status": "ACTIVE_NOT_RECRUITING", "enrolment": "11", "enrolment is": "ACTUAL"},
}
"""What became of the registry's study, by the day on which a digest tells it."""

FACTS = {
    ("amchepry", "approval_date", ""): "2026-03-06",
    ("reheart", "approval_date", ""): "2026-03-06",
    ("amchepry", "committee_endorsement_date", ""): "2026-02-19",
    ("amchepry", "price_jpy", ""): "55306737",
    ("amchepry", "price_effective_date", ""): "2026-05-20",
    (OWN, "approval_status", ""): "conditional and time-limited approval",
    (OWN, "approval_date", ""): "2026-05-13",
    (OWN, "approval_term_years", ""): "5",
    (OWN, "approval_term_end", ""): "2031-05-12/2031-05-13",
    (OWN, "enrolment_target", ""): "40",
    (OWN, "price_jpy", ""): "8765400",
    (OWN, "listing_code", ""): OWN_CODE,
}
"""What the ledger must hold in the end."""


def differences(replay: Replay) -> list[str]:
    """Return everything that did not come out as published."""
    return [
        *_arrivals(replay),
        *_told_stories(replay),
        *_dispute(replay),
        *_own(replay),
        *_health(replay),
        *_manners(replay),
        *_items(replay),
        *_registry(replay),
        *_grouping(replay),
        *_ledger(replay),
        *_secrets(replay),
    ]


def differences_again(replay: Replay) -> list[str]:
    """Return what a second replay on the same state brought, which must be nothing."""
    new = sum(report.new_items for day in replay.days for report in day.reports)
    messages = len(replay.mails) + len(replay.payloads)
    return [
        *([f"{new} items came out as new"] if new else []),
        *([f"{messages} messages were sent"] if messages else []),
    ]


def mails(replay: Replay) -> list[EmailMessage]:
    """Return the mails that arrived, parsed."""
    return [message_from_bytes(raw, policy=modern) for _, raw in replay.mails]


def _arrivals(replay: Replay) -> Iterator[str]:
    """Every day's digest arrived on every channel, once."""
    ids = Counter(str(mail["Message-ID"]) for mail in mails(replay))
    if repeated := [key for key, n in ids.items() if n > 1]:
        yield f"mails arrived twice: {', '.join(repeated)}"
    for on in DAYS:
        for kind, found in (
            ("mail", [key for key in ids if f"daily-{on}" in key]),
            ("file", list((replay.home / "state" / "digests").glob(f"daily-{on}*.html"))),
        ):
            if not found:
                yield f"{on}: the digest did not arrive as {kind}"
    if len(replay.payloads) < len(DAYS):
        yield f"{len(replay.payloads)} Slack messages arrived, at least {len(DAYS)} were due"
    for reason in replay.refusals:
        yield f"Slack refused a message: {reason}"


def _told_stories(replay: Replay) -> Iterator[str]:
    """Each day told as many stories as happened, and nothing that was not news."""
    for day in replay.days:
        told = sum(digest.stories_n for digest in day.digests)
        if told != STORIES[day.on.isoformat()]:
            yield f"{day.on}: {told} stories told, {STORIES[day.on.isoformat()]} happened"
    everything = "\n".join(_text(mail) for mail in mails(replay))
    for piece in pieces():
        if piece.happening is None and piece.title in everything:
            yield f"told though it is no news: {piece.title}"


def _dispute(replay: Replay) -> Iterator[str]:
    """The day the ministry approves settles the date, and shows who says otherwise."""
    settled = {line.change.key: line.change.after for digest in _digests(replay) for line in digest.facts}
    for subject in ("amchepry", "reheart"):
        standing = settled.get((subject, "approval_date", ""))
        if standing is None or standing.state != "disputed":
            yield f"no digest shows the dispute over the approval date of {subject}"


def _own(replay: Replay) -> Iterator[str]:
    """A product that no code names is told with its stages in order, its row, and the answer to its question."""
    lines = [line for digest in _digests(replay) for topic in digest.topics for line in topic.stories]
    rumours = [line for line in lines if OWN in line.story.subject_ids and line.lead.item.source_id == "trade"]
    if not rumours or any(line.story.event is None or line.story.event.doubtful is None for line in rumours):
        yield f"a trade paper's word that {OWN} is approved, while it was only filed, was not told as doubtful"
    answered = {question.question_id for digest in _digests(replay) for question in digest.questions}
    if f"{OWN}_price" not in answered:
        yield f"no digest tells that the question after the price of {OWN} is answered"
    watched = {row.key for digest in _digests(replay) for table in digest.tables for row in table.watched}
    if OWN_CODE not in watched:
        yield f"no digest tells the row {OWN_CODE} as one that is watched"


def _health(replay: Replay) -> Iterator[str]:
    """What went wrong with a source is named, its end too, and nothing is said of the others."""
    lines = [line for digest in _digests(replay) for line in digest.sources]
    trouble = {(line.source.source_id, line.kind) for line in lines if line.kind in ("failing", "silent")}
    told = {mishap.outlet: mishap for mishap in mishaps() if mishap.told}
    expected = {("foreign", "silent"), ("price_list", "failing"), *((outlet, "failing") for outlet in told)}
    for missing in sorted(expected - trouble):
        yield f"not told: {missing[0]} is {missing[1]}"
    for wrong in sorted(trouble - expected):
        yield f"told though it is well: {wrong[0]} is {wrong[1]}"
    for outlet, mishap in told.items():
        notes = [line.note for line in lines if line.source.source_id == outlet and line.kind == "failing"]
        if notes and not any(str(mishap.told) in note for note in notes):
            yield f"{outlet} is failing because «{notes[0]}», and not because «{mishap.told}»"
        recovered = any(line.source.source_id == outlet and line.kind == "recovered" for line in lines)
        if recovered != (mishap.until is not None):
            yield f"{outlet}: {'its recovery was not told' if mishap.until else 'it was told to be well again'}"


def _registry(replay: Replay) -> Iterator[str]:
    """A study's new status and enrolment are told, each on its day, and nothing else of it."""
    told = {
        day.on.isoformat(): {
            name: cell for name, cell in change.after.cells.items() if cell != change.before.cells.get(name)
        }
        for day in replay.days
        for digest in day.digests
        for change in digest.row_changes
        if change.key == registry.STUDY and change.before is not None and change.after is not None
    }
    if told != STUDY:
        yield f"the registry's study was told as {told}, it changed as {STUDY}"


def _manners(replay: Replay) -> Iterator[str]:
    """Who says «ask again in six hours» is not asked before that."""
    refused = Counter(path for path, status in replay.requests if status == 429)
    for path, n in refused.items():
        if n > 1:
            yield f"{path} was asked {n} times though it had asked for a pause"


def _items(replay: Replay) -> Iterator[str]:
    """Every piece is one item, whatever became of its guid, address and characters; so is the registry's study."""
    with Store.open(replay.settings.database, readonly=True) as store:
        stored = Counter(
            (item.source_id, item.title) for item in store.archive(since=datetime.min.replace(tzinfo=UTC))
        )
    for piece in pieces():
        gone = any(one.outlet == piece.outlet and one.kind == "gone" and piece.at >= one.since for one in mishaps())
        if stored[piece.outlet, piece.title] != 1 and not gone:
            yield f"{piece.title}: stored {stored[piece.outlet, piece.title]} times"
    studies = sum(n for (source_id, _), n in stored.items() if source_id == "registry")
    if studies != 1:
        yield f"{registry.STUDY}: stored {studies} times"


def _grouping(replay: Replay) -> Iterator[str]:
    """The pieces of one happening are one story, and no story holds two happenings."""
    story_of = _stories_by_piece(replay)
    stories: dict[str, set[str]] = {}
    for piece, story in story_of.items():
        stories.setdefault(str(piece.happening), set()).add(story)
    for happening, found in stories.items():
        if len(found) > 1:
            yield f"{happening}: one happening came out as {len(found)} stories"
    shared = Counter(story for found in stories.values() for story in found)
    for story, n in shared.items():
        if n > 1:
            names = [name for name, found in stories.items() if story in found]
            yield f"one story holds several happenings: {', '.join(names)}"
    for piece in pieces():
        if piece.happening is not None and piece not in story_of:
            yield f"not found: {piece.title}"


def _stories_by_piece(replay: Replay) -> dict[Piece, str]:
    told = {(piece.outlet, piece.title): piece for piece in pieces() if piece.happening is not None}
    found = {}
    with Store.open(replay.settings.database, readonly=True) as store:
        for item in store.archive(since=datetime.min.replace(tzinfo=UTC)):
            piece = told.get((item.source_id, item.title))
            story = store.story_of(item.item_id)
            if piece is not None and story is not None:
                found[piece] = story.story_id
    return found


def _ledger(replay: Replay) -> Iterator[str]:
    """The ledger holds what the record says."""
    with Store.open(replay.settings.database, readonly=True) as store:
        for key, expected in FACTS.items():
            standing = store.standing(key)
            held = standing.value.text if standing and standing.value and standing.state != "proposed" else None
            if held != expected:
                yield f"{key[0]}.{key[1]} is held as {held}, the record says {expected}"


def _secrets(replay: Replay) -> Iterator[str]:
    """The Slack address appears in nothing that was written or sent."""
    for path in sorted((replay.home / "state").rglob("*")):
        if path.is_file() and SLACK_SECRET.encode() in path.read_bytes():
            yield f"the Slack address stands in {path.name}"


def _digests(replay: Replay) -> list[Digest]:
    return [digest for day in replay.days for digest in day.digests]


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain",))
    return str(body.get_content()) if body is not None else ""
