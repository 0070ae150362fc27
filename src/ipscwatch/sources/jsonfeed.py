"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ipscwatch.sources import strict
from ipscwatch.sources.stated import Feed, FeedError, Stated
from ipscwatch.text.clean import clean, plain


def read(text: str) -> Feed:
    """Read a JSON Feed from its decoded text; raises `FeedError` where it is no JSON, or another sort of it."""
    try:
        feed = strict.read(text)
    except strict.JsonError as e:
        raise FeedError(f"the answer begins like JSON but is none ({e})") from e
    if not isinstance(feed, dict) or not isinstance(items := feed.get("items"), list):
        raise FeedError("the answer is JSON, but no JSON Feed: it has no list named «items»")
    entries = [_entry(item, feed) for item in items if isinstance(item, dict)]
    return Feed(
        title=_words(feed, "title"),
        link=_words(feed, "home_page_url") or None,
        language=_words(feed, "language") or None,
        entries=tuple(entries),
        warnings=tuple(_warnings(items, len(entries))),
    )


def _entry(item: Mapping[str, Any], feed: Mapping[str, Any]) -> Stated:
    entry_id = _identifier(item.get("id"))
    markup = _words(item, "content_html")
    return Stated(
        entry_id=entry_id,
        link=_words(item, "url") or _words(item, "external_url") or entry_id,
        title=_words(item, "title"),
        summary=clean(_words(item, "summary")),
        content=plain(markup) if markup else clean(_words(item, "content_text")),
        published=_words(item, "date_published") or None,
        updated=_words(item, "date_modified") or None,
        authors=tuple(_authors(item) or _authors(feed)),
        language=_words(item, "language") or None,
        categories=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
    )


def _authors(stated: Mapping[str, Any]) -> list[str]:
    people = [*_list(stated, "authors"), stated.get("author")]
    return [name for person in people if isinstance(person, dict) and (name := _words(person, "name"))]


def _warnings(items: list[Any], read: int) -> Iterator[str]:
    if strangers := len(items) - read:
        yield f"{strangers} of the items are no JSON objects"


def _identifier(stated: object) -> str | None:
    """Return an id as text; version 1.0 lets publishers write a number."""
    if isinstance(stated, bool) or not isinstance(stated, str | int | float):
        return None
    return str(stated) or None


def _words(stated: Mapping[str, Any], name: str) -> str:
    value = stated.get(name)
    return value if isinstance(value, str) else ""


def _list(stated: Mapping[str, Any], name: str) -> list[Any]:
    value = stated.get(name)
    return value if isinstance(value, list) else []
