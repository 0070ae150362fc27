"""What was gathered, selected and ordered into a digest: facts first, the gravest first, nothing twice."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from ipscwatch.digests.health import source_lines, troubled_lines
from ipscwatch.digests.phrases import told
from ipscwatch.digests.questions import bearing, waiting
from ipscwatch.digests.tables import table_lines
from ipscwatch.digests.topics import topic_sections
from ipscwatch.digests.wording import count, label, words
from ipscwatch.model.change import Change
from ipscwatch.model.digest import Digest, DigestSchedule, FactLine, Gathered, Language
from ipscwatch.model.ledger import FactChange, FactKey, FactOutcome
from ipscwatch.model.term import SEVERITIES, Subject
from ipscwatch.text.language import detect
from ipscwatch.watching.attributes import AttributeKind, attribute

_TELLING: tuple[FactOutcome, ...] = ("answered", "new", "changed", "settled")
"""What a fact that came to stand is called, where several would do."""
_KINDS: Mapping[AttributeKind, int] = {"status": 0, "money": 1, "date": 2}
"""What of equally grave facts is read first; all other kinds come after these."""
CHART_DAYS = 14
_SERVICE_KINDS = ("seeded", "network_down", "network_up", "delivery_failed", "config_invalid", "restored")


def compose(
    schedule: DigestSchedule,
    gathered: Gathered,
    subjects: Sequence[Subject],
    *,
    digest_id: str,
    local_on: date,
    since_at: datetime | None,
    until_at: datetime,
    upto_change_id: int,
) -> Digest:
    """Return the digest of the period that ends at `until_at` and the changes up to `upto_change_id`.

    Changes of severity `log` are left out; everything else that was gathered is told, each thing once.
    """
    names = {subject.subject_id: name_of(subject, schedule.language) for subject in subjects}
    changes = [change for change in gathered.changes if change.severity != "log"]
    products = {subject.subject_id for subject in subjects if subject.kind == "product"}
    topics, lost = topic_sections(changes, gathered, names, products)
    facts = _facts(changes, names, {one.subject_id for one in subjects if one.watched})
    still_open = waiting(gathered.questions, local_on)
    return Digest(
        digest_id=digest_id,
        schedule_id=schedule.schedule_id,
        local_on=local_on,
        zone=schedule.zone,
        language=schedule.language,
        since_at=since_at,
        until_at=until_at,
        upto_change_id=upto_change_id,
        polled=gathered.polled,
        sources_total=len(gathered.sources),
        facts=facts,
        topics=topics,
        questions=tuple(one for one in gathered.questions if one.answered_by is not None),
        moved=bearing(still_open, facts, topics),
        waiting=still_open,
        tables=table_lines(changes, gathered.sources),
        sources=source_lines(changes, gathered),
        troubled=troubled_lines(changes, gathered),
        mentions_per_day=_charted(gathered.mentions_per_day, local_on),
        notices=_notices(changes, lost, schedule.language),
    )


def name_of(subject: Subject, language: Language) -> str:
    """Return a subject's name for a reader of the language: in Japanese its first Japanese name, if it has one."""
    if language == "ja":
        return next((name for name in (*subject.names, *subject.weak) if detect(name) == "ja"), subject.name)
    return subject.name


def _facts(changes: Iterable[Change], names: Mapping[str, str], watched: Container[str]) -> tuple[FactLine, ...]:
    """Return a line for each fact that moved, the one to read first at the head."""
    by_key: dict[FactKey, list[Change]] = {}
    for change in changes:
        if change.fact is not None:
            by_key.setdefault(change.fact.key, []).append(change)
    ordered = sorted(by_key.items(), key=lambda pair: _fact_order(pair[0], pair[1], watched))
    return tuple(_fact_line(moves, names) for _, moves in ordered)


def _fact_order(
    key: FactKey, moves: Sequence[Change], watched: Container[str]
) -> tuple[bool, int, bool, int, bool, float]:
    """Order names and wordings last; then by gravity, watched, stages, money, dates, disputes, the latest."""
    last = moves[-1].fact
    disputed = last is not None and last.after.state == "disputed"
    kind = _KINDS.get(attribute(key[1]).kind, len(_KINDS))
    later = (_gravest(moves), key[0] not in watched, kind, not disputed, -moves[-1].at.timestamp())
    return is_minor(key), *later


def is_minor(key: FactKey) -> bool:
    """Say whether a fact is a name or a wording (a developer, an indication), which is told in one line."""
    return attribute(key[1]).kind in ("name", "text")


def _gravest(changes: Iterable[Change]) -> int:
    """Return the place of the gravest change's severity, 0 for critical."""
    return min(SEVERITIES.index(change.severity) for change in changes)


def _fact_line(moves: Sequence[Change], names: Mapping[str, str]) -> FactLine:
    facts = [move.fact for move in moves if move.fact is not None]
    subject_id = facts[0].key[0]
    return FactLine(subject=names.get(subject_id, subject_id), change=_collapsed(facts), first_at=moves[0].at)


def _collapsed(facts: Sequence[FactChange]) -> FactChange:
    """Return several changes of one fact as one: from how it stood at first to how it stands at last."""
    first, last = facts[0], facts[-1]
    if len(facts) == 1:
        return last
    note = " ".join(dict.fromkeys(fact.note for fact in facts if fact.note))
    if first.before is not None and first.before.value == last.after.value:
        return replace(last, note=note)
    return replace(last, before=first.before, outcome=_outcome(facts), note=note)


def _outcome(facts: Sequence[FactChange]) -> FactOutcome:
    """Return in one word what several changes came to: how it ended, or that it is new, or an answer."""
    outcomes = [fact.outcome for fact in facts]
    last = facts[-1]
    if last.after.state in ("disputed", "proposed"):
        return last.outcome
    return next((telling for telling in _TELLING if telling in outcomes), last.outcome)


def _charted(counts: Mapping[date, int], local_on: date) -> tuple[tuple[date, int], ...]:
    """Return the last days up to this one, each with its count; nothing where nothing was mentioned on any."""
    days = [local_on - timedelta(days=back) for back in reversed(range(CHART_DAYS))]
    charted = tuple((day, counts.get(day, 0)) for day in days)
    return charted if any(n for _, n in charted) else ()


def _notices(changes: Iterable[Change], lost: int, language: Language) -> tuple[str, ...]:
    """Return what the service says of itself, each sentence once."""
    said = [_notice(change, language) for change in changes if change.kind in _SERVICE_KINDS]
    if lost:
        said.append(count(words(language).n_lost, lost))
    return tuple(dict.fromkeys(said))


def _notice(change: Change, language: Language) -> str:
    wording = words(language)
    details = [label(wording.origins, origin).format(n=f"{n:,}") for origin, n in change.counts.items()]
    lead = wording.service_kinds[change.kind]
    said = ". ".join(part for part in (wording.comma.join(details), told(change.note, language)) if part)
    return f"{lead}{wording.colon}{said}" if said else f"{lead}{wording.stop}"
