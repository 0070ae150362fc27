"""JSON interfaces of registries and databases: entries and rows at paths of the answer (`presets`, `paths`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from ipscwatch.errors import NothingFoundError, ReadError
from ipscwatch.model.document import Document, Request
from ipscwatch.model.kinds import SourceKind
from ipscwatch.model.reading import Reading, Row
from ipscwatch.model.source import Source
from ipscwatch.sources import paths, strict
from ipscwatch.sources.address import ask, next_page
from ipscwatch.sources.options import options_of
from ipscwatch.sources.presets import JsonOptions, filled
from ipscwatch.sources.stated import Stated, holds_one, settle
from ipscwatch.sources.table import ROWS, with_own_keys
from ipscwatch.text.charset import decode
from ipscwatch.text.clean import clean_line, plain
from ipscwatch.text.urls import absolute

_IDS = 200
"""Identifiers asked for at once; more make an address that servers refuse."""
_ERRORS = ("message", "error", "errors", "detail", "title")


def read(source: Source, document: Document, now: datetime) -> Reading:
    """Read an answer in JSON; raises `NothingFoundError` where its list is not where the options say.

    An empty list is a good answer. Where the answer lists identifiers only, the reading's `more` asks for the
    things themselves.
    """
    options = filled(options_of(source, JsonOptions))
    decoded = decode(document.body, declared=document.charset, media_type="application/json")
    try:
        answer = strict.read(decoded.text)
    except strict.JsonError as e:
        raise ReadError(source.source_id, f"{source.url}: the answer is no JSON ({e})") from e
    if options.ids and options.details and paths.leads_somewhere(answer, options.ids):
        return Reading(more=_details(answer, options.ids, options.details, document.url))
    items = _items(source, answer, options)
    entries, warnings = settle(_entries(items, options), base=document.url, source=source, now=now)
    rows, doubles = with_own_keys(_rows(items, options))
    return Reading(
        entries=entries,
        rows=rows,
        more=next_page(source, document, now) if items else (),
        warnings=(*decoded.warnings, *warnings, *doubles),
    )


def _details(answer: object, ids: str, details: str, url: str) -> tuple[Request, ...]:
    found = ",".join([str(one) for one in paths.values(answer, ids) if isinstance(one, str | int)][:_IDS])
    asked = absolute(details.replace("{ids}", found), url) if found else None
    return (Request(url=asked),) if asked else ()


def _items(source: Source, answer: object, options: JsonOptions) -> list[dict[str, object]]:
    """Return the objects of the list; an answer that is itself one of them is a list of one."""
    if options.items is None or paths.leads_somewhere(answer, options.items):
        found = paths.values(answer, options.items) if options.items else paths.members(answer)
        return [one for one in found if isinstance(one, dict)]
    if isinstance(answer, dict) and options.id and paths.text(answer, options.id):
        return [answer]
    raise NothingFoundError(
        source.source_id, f"{source.url}: the answer has nothing at «{options.items}»; {_what_instead(answer)}"
    )


def _what_instead(answer: object) -> str:
    """Say what the answer holds: what it says of an error, else the names of its members."""
    if not isinstance(answer, dict):
        return f"it is {'a list' if isinstance(answer, list) else 'a single value'}"
    told = next(filter(None, (paths.text(answer, name) for name in _ERRORS)), "")
    if told:
        return f"it says «{clean_line(told, limit=120)}»"
    return f"its members are {clean_line(', '.join(map(str, answer)), limit=200) or 'none'}"


def _entries(items: list[dict[str, object]], options: JsonOptions) -> Iterator[Stated]:
    for item in items:
        title = _told(item, options.title)
        summary = "\n\n".join(filter(None, (_told(item, path) for path in options.summary)))
        if title or (summary and not options.title):
            yield Stated(
                entry_id=_told(item, options.id) or None,
                link=paths.text(item, options.link) if options.link else None,
                title=title,
                summary=summary,
                published=_date(item, options.date, options.date_form),
                updated=_date(item, options.updated, options.date_form),
                outlet=_told(item, options.outlet) or None,
                authors=tuple(str(one) for one in paths.values(item, options.authors)) if options.authors else (),
            )


def _rows(items: list[dict[str, object]], options: JsonOptions) -> Iterator[Row]:
    for n, item in enumerate(items[:ROWS] if options.key else (), 1):
        key = clean_line(_told(item, options.key))
        cells = {name: clean_line(_told(item, path), limit=2_000) for name, path in options.cells.items()}
        if key and holds_one(options.only, key, *cells.values()):
            yield Row(key=key, cells=cells, place=f"item {n}")


def _told(item: dict[str, object], path: str | None) -> str:
    return plain(paths.text(item, path)) if path else ""


def _date(item: dict[str, object], path: str | None, form: str | None) -> str | None:
    """Return a date as written, or in ISO 8601 where its form is known."""
    raw = clean_line(paths.text(item, path)) if path else ""
    if form:
        with suppress(ValueError):
            return datetime.strptime(raw, form).date().isoformat()  # noqa: DTZ007 - a day; its zone is the source's
    return raw or None


KIND = SourceKind(
    name="json",
    summary="an interface that answers in JSON, such as a trial registry's",
    options=JsonOptions,
    ask=ask,
    read=read,
)
