"""The shipped terms and subjects, and items to read with them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from ipscwatch.config.reading import Reading
from ipscwatch.config.secrets import Surroundings
from ipscwatch.config.tables import FILES, SubjectTable, TermTable
from ipscwatch.model.item import Item
from ipscwatch.model.source import Tier
from ipscwatch.model.story import Event
from ipscwatch.model.term import Mention, Subject, Term
from ipscwatch.watching.events import classify
from ipscwatch.watching.terms import Matcher

ROOT = Path(__file__).resolve().parents[2]


@cache
def shipped() -> tuple[tuple[Term, ...], tuple[Subject, ...]]:
    """Read ``config/terms.toml`` as the service does."""
    reading = Reading(Surroundings(home=ROOT, environ={}))
    file = reading.file(ROOT / "config" / "terms.toml", FILES["terms"])
    terms = tuple(table.value() for _, table in reading.tables(file, TermTable, "term"))
    subjects = tuple(table.value() for _, table in reading.tables(file, SubjectTable, "subject"))
    assert not reading.found
    return terms, subjects


@cache
def matcher() -> Matcher:
    return Matcher(*shipped())


def make_item(
    title: str,
    text: str = "",
    *,
    tier: Tier = 3,
    on: str = "2026-03-06",
    hour: int = 6,
    item_id: str = "i",
    outlet: str = "Outlet",
    url: str | None = None,
    language: str | None = None,
    source_id: str = "s",
) -> Item:
    at = datetime.fromisoformat(on).replace(hour=hour, tzinfo=UTC)
    return Item(
        item_id=item_id,
        source_id=source_id,
        keys=(f"url:{url}",) if url else (),
        url=url,
        title=title,
        text=text,
        language=language,
        outlet=outlet,
        tier=tier,
        published_at=at,
        received_at=at,
        content_hash="",
    )


def mentions(item: Item) -> tuple[Mention, ...]:
    return matcher().match(item)


def events(item: Item) -> tuple[Event, ...]:
    return classify(item, mentions(item), shipped()[1])
