"""A digest in a line: the gravest thing in words, and how many others there are."""

from __future__ import annotations

from rich.cells import cell_len

from ipscwatch.digests import figures
from ipscwatch.digests.facts import attribute
from ipscwatch.digests.stories import subject_of
from ipscwatch.digests.wording import count, words
from ipscwatch.digests.words import Forms
from ipscwatch.model.digest import Digest, FactLine
from ipscwatch.text.clean import clean_line

COLUMNS = 78
"""The longest subject, in columns of a terminal; a Japanese character takes two."""
SEPARATOR = " · "


def subject_line(digest: Digest) -> str:
    """Return the subject: what a reader must know who opens nothing, in at most 78 columns, on one line."""
    parts = [headline(digest), *counts(digest)]
    while len(parts) > 1 and cell_len(SEPARATOR.join(parts)) > COLUMNS:
        parts.pop()
    return shortened(SEPARATOR.join(parts), COLUMNS)


def headline(digest: Digest) -> str:
    """Return the gravest thing by name: the first fact, else the first story, else the first of the counts."""
    wording, language = words(digest.language), digest.language
    if digest.quiet:
        day = figures.weekday_day(digest.local_on, language)
        return wording.quiet_subject.format(day=day, polled=digest.polled, total=digest.sources_total)
    if digest.facts:
        return clean_line(_fact(digest.facts[0], digest), COLUMNS)
    if digest.topics:
        story = digest.topics[0].stories[0]
        event = subject_of(story, language)
        title = f"{event}{wording.colon}{story.lead.item.title}" if event else story.lead.item.title
        return shortened(clean_line(title), COLUMNS * 2 // 3)
    return _counted(digest)[0]


def counts(digest: Digest) -> tuple[str, ...]:
    """Return how many further things there are, kind by kind, the ones that need care first."""
    if digest.quiet:
        return ()
    counted = _counted(digest)
    return tuple(counted if digest.facts or digest.topics else counted[1:])


def shortened(text: str, columns: int) -> str:
    """Return `text`, cut with an ellipsis where it takes more columns than that."""
    if cell_len(text) <= columns:
        return text
    while cell_len(text) > columns - 1:
        text = text[:-1]
    return text.rstrip(" ·、,") + "…"


def _fact(fact: FactLine, digest: Digest) -> str:
    """Name a fact with its value, where that is short, and with how it stands where it does not stand unopposed."""
    wording, after = words(digest.language), fact.change.after
    name = f"{fact.subject} {attribute(fact.change.key, digest.language)}"
    moved = wording.outcomes[fact.change.outcome]
    if after.value is None:
        return f"{name}{wording.colon}{moved}"
    value = figures.value(fact.change.key[1], after.value, digest.language)
    if cell_len(name + value) > COLUMNS - 8:
        value = moved
    stands = "" if after.state == "held" else wording.states[after.state].join(wording.brackets)
    return f"{name}{wording.colon}{value}{stands}"


def _counted(digest: Digest) -> list[str]:
    wording = words(digest.language)
    kinds = [line.kind for line in digest.sources]
    counts: list[tuple[Forms, int]] = [
        (wording.n_more_facts, len(digest.facts) - 1),
        (wording.n_stories, digest.stories_n),
        (wording.n_failing, kinds.count("failing")),
        (wording.n_silent, kinds.count("silent")),
        (wording.n_answers, len(digest.questions)),
        (wording.n_rows, len(digest.row_changes)),
        (wording.n_notices, len(digest.notices)),
        (wording.n_recovered, kinds.count("recovered")),
        (wording.n_added, kinds.count("added")),
        (wording.n_other_rows, sum(digest.row_counts.values())),
    ]
    return [count(forms, n) for forms, n in counts if n > 0]
