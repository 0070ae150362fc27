"""What a page tells beside facts and stories: questions, price rows, sources, and the service itself."""

from __future__ import annotations

from collections.abc import Iterator

from ipscwatch.digests import figures
from ipscwatch.digests.facts import headline
from ipscwatch.digests.page import Entry, Line, Piece, Tone
from ipscwatch.digests.pieces import NAME, NOTE, TITLE, linked, outside
from ipscwatch.digests.wording import count, label, words
from ipscwatch.model.digest import Digest, Language, SourceLine
from ipscwatch.model.ledger import Question
from ipscwatch.model.row import RowChange
from ipscwatch.text.language import detect

CELLS = 3
"""How many cells of a row that differ are shown."""


def answer_entries(digest: Digest) -> Iterator[Entry]:
    """Return the questions answered in the period, with their answers."""
    wording = words(digest.language)
    for question in digest.questions:
        lines = [Line("kicker", (Piece(wording.answered),)), Line("title", (_asked(question),))]
        lines += [Line("note", (outside(text, NOTE),)) for text in _answers(question, digest)]
        yield Entry(key=f"question:{question.question_id}", tone="answered", lines=tuple(lines))


def open_entries(digest: Digest) -> Iterator[Entry]:
    """Return the questions that are still open, the oldest first, each with how long it has been."""
    wording = words(digest.language)
    for question in sorted(digest.waiting, key=lambda one: (one.opened_on is None, one.opened_on)):
        days = (digest.local_on - question.opened_on).days if question.opened_on else 0
        since = (Piece(f" · {count(wording.n_days, days)}"),) if days > 0 else ()
        line = Line("title", (_asked(question), *since))
        yield Entry(key=f"question:{question.question_id}", tone="brief", lines=(line,))


def row_entries(digest: Digest) -> Iterator[Entry]:
    """Return the watched rows, a line each, and all others in one."""
    wording = words(digest.language)
    for index, row in enumerate(digest.row_changes):
        yield Entry(key=f"row:{row.key}:{row.kind}:{index}", tone="plain", lines=tuple(_row(row, digest.language)))
    if digest.row_counts:
        kinds = [f"{label(wording.row_kinds, kind)} {n:,}" for kind, n in digest.row_counts.items()]
        others = count(wording.n_other_rows, sum(digest.row_counts.values()))
        text = f"{others}{wording.colon}{wording.comma.join(kinds)}"
        yield Entry(key="rows", tone="brief", lines=(Line("title", (outside(text, NOTE),)),))


def source_entries(digest: Digest) -> Iterator[Entry]:
    """Return the sources that need a word, then those whose trouble lasts, in one line each."""
    for line in digest.sources:
        key = f"source:{line.source.source_id}:{line.kind}"
        yield Entry(key=key, tone=_tone(line), lines=tuple(_source(line, digest, brief=False)))
    for line in digest.troubled:
        key = f"troubled:{line.source.source_id}:{line.kind}"
        yield Entry(key=key, tone="brief", lines=tuple(_source(line, digest, brief=True)))


def notice_entries(digest: Digest) -> Iterator[Entry]:
    """Return the sentences about the service itself."""
    for index, notice in enumerate(digest.notices):
        piece = outside(notice, NOTE, language=_foreign(notice, digest.language))
        yield Entry(key=f"notice:{index}", tone="plain", lines=(Line("title", (piece,)),))


def _asked(question: Question) -> Piece:
    return outside(question.text, TITLE, language=detect(question.text))


def _answers(question: Question, digest: Digest) -> list[str]:
    """Return the answer as the digest's own fact tells it, where it does."""
    return [
        f"{fact.subject} · {headline(fact.change.after, digest.language)}"
        for fact in digest.facts
        if question.answered_by in {one.observation_id for one in fact.change.after.held_by}
    ]


def _row(row: RowChange, language: Language) -> Iterator[Line]:
    wording = words(language)
    yield Line("kicker", (Piece(label(wording.row_kinds, row.kind)),))
    yield Line("title", (outside(row.name or row.key, TITLE, language=detect(row.name)),))
    for column in _differing(row)[:CELLS]:
        before, after = (side.cells.get(column, "") if side else "" for side in (row.before, row.after))
        step = f"{before} → {after}" if before and after else before or after
        yield Line("note", (outside(f"{column}{wording.colon}{step}", NOTE, language=detect(step)),))
    place = side.place if (side := row.after or row.before) else ""
    yield Line("by", (outside(f"{row.key} · {place}" if place else row.key, NOTE),))


def _differing(row: RowChange) -> list[str]:
    """Return the columns in which the two sides differ; all that say something where there is one side."""
    before = row.before.cells if row.before else {}
    after = row.after.cells if row.after else {}
    columns = list(dict.fromkeys([*after, *before]))
    return [column for column in columns if before.get(column, "") != after.get(column, "")]


def _tone(line: SourceLine) -> Tone:
    return "trouble" if line.kind in ("failing", "silent") else "brief"


def _source(line: SourceLine, digest: Digest, *, brief: bool) -> Iterator[Line]:
    language, wording = digest.language, words(digest.language)
    said = Piece(f" · {wording.comma.join(_said(line, digest))}")
    if _tone(line) == "brief":
        yield Line("title", (outside(line.source.name, NAME), said))
        return
    yield Line("title", (linked(line.source.name, line.source.url, NAME), said))
    if line.note and not brief:
        yield Line("note", (outside(line.note, NOTE, language=_foreign(line.note, language)),))


def _said(line: SourceLine, digest: Digest) -> Iterator[str]:
    """Say in a few words how the source is, and since when or with what."""
    wording = words(digest.language)
    yield wording.source_kinds[line.kind]
    if line.kind == "added":
        yield count(wording.n_items, line.items)
        yield count(wording.n_mentions, line.mentions) if line.mentions else wording.no_mentions
    elif line.since_at is not None and line.kind != "recovered":
        yield wording.source_since.format(day=figures.local_day(line.since_at, digest.zone, digest.language))


def _foreign(text: str, language: Language) -> str | None:
    """Return the language of a sentence of ours that is not in the page's own."""
    found = detect(text)
    return found if found != language else None
