"""A digest in words: the page that all media show, facts first."""

from __future__ import annotations

from collections.abc import Iterator

from ipscwatch.digests import figures
from ipscwatch.digests.charts import mentions
from ipscwatch.digests.facts import fact_sections
from ipscwatch.digests.page import Entry, Page, Section
from ipscwatch.digests.rows import row_sections
from ipscwatch.digests.sources import source_entries
from ipscwatch.digests.stories import story_sections
from ipscwatch.digests.subject import counts, headline, subject_line
from ipscwatch.digests.surroundings import answer_entries, notice_entries, open_entries
from ipscwatch.digests.wording import words
from ipscwatch.model.digest import Digest


def tell(digest: Digest) -> Page:
    """Return all a digest says, in the order it is read: facts, stories, questions, rows, sources, the service."""
    return Page(
        language=digest.language,
        subject=subject_line(digest),
        headline=headline(digest),
        counts=counts(digest),
        intro=tuple(_intro(digest)),
        sections=tuple(section for section in _sections(digest) if section.entries),
        foot=(words(digest.language).foot,),
        chart=mentions(digest) if digest.occasion == "day" else None,
    )


def _intro(digest: Digest) -> Iterator[str]:
    wording, language = words(digest.language), digest.language
    day = figures.weekday_day(digest.local_on, language)
    yield wording.when.format(day=day, city=figures.city(digest.zone, language))
    if digest.occasion == "day":
        yield from _polled(digest)
    else:
        yield {"alert": wording.alert, "notice": wording.notice, "test": wording.test}[digest.occasion]


def _polled(digest: Digest) -> Iterator[str]:
    """Say what was polled since when, and that nothing came of it where nothing did."""
    wording, language = words(digest.language), digest.language
    figure = {"polled": f"{digest.polled:,}", "total": f"{digest.sources_total:,}"}
    if digest.since_at is None:
        yield wording.polled_first.format(**figure)
    else:
        since = figures.weekday_time(digest.since_at, digest.zone, language)
        yield wording.polled_since.format(**figure, since=since)
    if digest.quiet:
        yield wording.quiet


def _sections(digest: Digest) -> Iterator[Section]:
    wording = words(digest.language)
    yield from fact_sections(digest)
    yield from story_sections(digest)
    yield _section(wording.answers, answer_entries(digest))
    if digest.occasion == "day":
        yield _section(wording.questions, open_entries(digest))
    yield from row_sections(digest)
    yield _section(wording.sources, source_entries(digest))
    yield _section(wording.service, notice_entries(digest))


def _section(title: str, entries: Iterator[Entry]) -> Section:
    return Section(title=title, entries=tuple(entries))
