"""What a page tells beside facts and stories: questions and the service itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ipscwatch.digests.facts import attribute, headline
from ipscwatch.digests.page import Entry, Line, Piece
from ipscwatch.digests.pieces import NAME, NOTE, TITLE, foreign, linked, ours, outside
from ipscwatch.digests.wording import count, words
from ipscwatch.model.digest import Digest, Language, QuestionLine
from ipscwatch.model.ledger import Question

ASK = "ipscwatch fact open"
"""The command that lists the open questions."""


def answer_entries(digest: Digest) -> Iterator[Entry]:
    """Return the questions answered in the period, with their answers."""
    wording = words(digest.language)
    for question in digest.questions:
        lines = [Line("kicker", (Piece(wording.answered),)), Line("title", (_asked(question, digest.language),))]
        lines += [Line("note", (outside(text, NOTE),)) for text in _answers(question, digest)]
        yield Entry(key=f"question:{question.question_id}", tone="answered", lines=tuple(lines))


def open_entries(digest: Digest) -> Iterator[Entry]:
    """Return the open questions on which something here bears, a line each, and one line that counts all."""
    for line in digest.moved:
        yield Entry(key=f"moved:{line.question.question_id}", tone="plain", lines=tuple(_moved(line, digest)))
    if digest.waiting:
        pieces = (*_how_many(digest), Piece(f" · {ASK}"))
        yield Entry(key="open", tone="brief", lines=(Line("title", pieces),))


def notice_entries(digest: Digest) -> Iterator[Entry]:
    """Return the sentences about the service itself."""
    for index, notice in enumerate(digest.notices):
        lines = (Line("title", ours(notice, digest.language)),)
        yield Entry(key=f"notice:{index}", tone="brief", lines=lines)


def _asked(question: Question, language: Language) -> Piece:
    text = question.text_ja if language == "ja" and question.text_ja else question.text
    return outside(text, TITLE, language=foreign(text, language))


def _moved(line: QuestionLine, digest: Digest) -> Iterator[Line]:
    """Tell an open question, how long it has been open, and what here bears on it."""
    wording = words(digest.language)
    since = _open_for(line.question, digest)
    tail = (Piece(f" · {wording.open_for.format(days=since)}"),) if since else ()
    yield Line("title", (_asked(line.question, digest.language), *tail))
    if line.fact is not None:
        after = line.fact.change.after
        text = (
            f"{attribute(line.fact.change.key, digest.language)}{wording.colon}{headline(after, digest.language)}"
        )
        state = wording.states[after.state].join(wording.brackets) if after.state == "proposed" else ""
        yield Line("note", (Piece(wording.bears), outside(text + state, NOTE)))
    elif line.story is not None:
        item = line.story.lead.item
        title = linked(item.title, item.url, TITLE, language=item.language)
        yield Line("note", (Piece(wording.bears), outside(item.outlet, NAME), Piece(wording.comma), title))


def _open_for(question: Question, digest: Digest) -> str:
    """Return how long the question has been open, in words; empty where that is unknown or less than a day."""
    days = (digest.local_on - question.opened_on).days if question.opened_on else 0
    return count(words(digest.language).n_days, days) if days > 0 else ""


def _how_many(digest: Digest) -> Iterator[Piece]:
    """Count the open questions and ask the oldest, unless it stands above."""
    wording, oldest = words(digest.language), digest.waiting[0]
    days = _open_for(oldest, digest)
    form = wording.n_open_for if days else wording.n_open
    yield Piece(count(form, len(digest.waiting), days=days))
    if oldest not in [line.question for line in digest.moved]:
        asked = _asked(oldest, digest.language)
        yield replace(asked, text=wording.open_first.format(question=asked.text))


def _answers(question: Question, digest: Digest) -> list[str]:
    """Return the answer as the digest's own fact tells it, where it does."""
    return [
        f"{fact.subject} · {headline(fact.change.after, digest.language)}"
        for fact in digest.facts
        if question.answered_by in {one.observation_id for one in fact.change.after.held_by}
    ]
