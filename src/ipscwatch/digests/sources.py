"""Sources as a page tells them: those in trouble first, those that were added last, most of these in one line."""

from __future__ import annotations

from collections.abc import Iterator

from ipscwatch.digests import figures
from ipscwatch.digests.page import Entry, Line, Piece, Tone
from ipscwatch.digests.phrases import told, without_whose
from ipscwatch.digests.pieces import NAME, linked, ours, outside
from ipscwatch.digests.wording import count, words
from ipscwatch.model.digest import Digest, SourceLine


def source_entries(digest: Digest) -> Iterator[Entry]:
    """Return the sources that need a word, those added without a mention in one line; then lasting troubles."""
    unmentioned = [line for line in digest.sources if line.kind == "added" and not line.mentions]
    together = unmentioned if len(unmentioned) > 1 else []
    for line in digest.sources:
        if line not in together:
            yield _entry("source", line, digest, brief=False)
    if together:
        yield Entry(key="sources:added", tone="brief", lines=(_added(together, digest),))
    for line in digest.troubled:
        yield _entry("troubled", line, digest, brief=True)


def _entry(key: str, line: SourceLine, digest: Digest, *, brief: bool) -> Entry:
    new = line.kind in ("failing", "silent") and not line.reminder and not brief
    tone: Tone = "trouble" if new else "brief"
    lines = _full(line, digest) if new else (_short(line, digest, noted=line.reminder),)
    return Entry(key=f"{key}:{line.source.source_id}:{line.kind}", tone=tone, lines=lines)


def _added(lines: list[SourceLine], digest: Digest) -> Line:
    """Count the sources that were added and mention nothing, beside those that have a line of their own."""
    wording = words(digest.language)
    others = any(line.kind == "added" and line.mentions for line in digest.sources)
    lead = count(wording.n_more_added if others else wording.n_added, len(lines))
    said = (count(wording.n_items, sum(line.items for line in lines)), wording.no_mentions)
    return Line("title", (Piece(f"{lead}{wording.colon}{wording.comma.join(said)}"),))


def _full(line: SourceLine, digest: Digest) -> tuple[Line, ...]:
    said = Piece(f" · {words(digest.language).comma.join(_said(line, digest))}")
    title = Line("title", (linked(line.source.name, line.source.url, NAME), said))
    return (title, Line("note", _note(line, digest))) if line.note else (title,)


def _short(line: SourceLine, digest: Digest, *, noted: bool) -> Line:
    said = Piece(f" · {words(digest.language).comma.join(_said(line, digest))}")
    note = (Piece(" · "), *_note(line, digest)) if noted and line.note else ()
    return Line("title", (outside(line.source.name, NAME), said, *note))


def _note(line: SourceLine, digest: Digest) -> tuple[Piece, ...]:
    return ours(told(without_whose(line.note, line.source.url, line.source.name), digest.language), digest.language)


def _said(line: SourceLine, digest: Digest) -> Iterator[str]:
    """Say in a few words how the source is, and since when or with what."""
    wording = words(digest.language)
    yield wording.source_kinds[line.kind]
    if line.kind == "added":
        yield count(wording.n_items, line.items)
        yield count(wording.n_mentions, line.mentions) if line.mentions else wording.no_mentions
    elif line.since_at is not None and line.kind != "recovered":
        yield wording.source_since.format(day=figures.local_day(line.since_at, digest.zone, digest.language))
