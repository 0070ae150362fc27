"""What a person names to have it read: a file, an address or a stored item, each made an item."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ipscwatch.cli.common import is_stored, store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipscwatch.model.item import Item
    from ipscwatch.model.reading import Entry
    from ipscwatch.model.settings import Settings
    from ipscwatch.model.source import Source, Tier

TITLE = 200
"""A first line longer than this is no title."""
MARKUP = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said of a text on the command line; None: found in it, or taken as usual."""

    tier: int | None = None
    published_at: datetime | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that was named, as an item; `shift` leads from its text back to the file's."""

    name: str
    item: Item
    shift: int = 0
    stored: bool = False

    def place(self, offset: int | None) -> int | None:
        """Return an offset into the item's full text as one into the text of the file."""
        return offset if offset is None or offset <= len(self.item.title) else offset + self.shift


def moment(text: str) -> datetime:
    """Read a day or a time, as ``2026-03-06`` or ``2026-03-06T18:00+09:00``; without a zone it is Tokyo's."""
    from zoneinfo import ZoneInfo

    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = datetime.combine(date.fromisoformat(text), datetime.min.time())
    return at if at.tzinfo else at.replace(hour=at.hour or 12, tzinfo=ZoneInfo("Asia/Tokyo"))


async def read(names: Iterable[str], settings: Settings, stated: Stated) -> list[tuple[str, Given | str]]:
    """Return each name with what it stands for; a sentence in place of what cannot be read."""
    return [(name, await _read(name, settings, stated)) for name in names]


async def _read(name: str, settings: Settings, stated: Stated) -> Given | str:
    from ipscwatch.errors import IpscwatchError

    try:
        if name.startswith(("http://", "https://")):
            return await _fetched(name, settings, stated)
        path = Path(name)
        return _from_file(path, settings, stated) if _is_file(path) else _from_store(name, settings)
    except IpscwatchError as error:
        return str(error)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _from_store(name: str, settings: Settings) -> Given:
    from ipscwatch.errors import UsageError

    message = f"'{name}' is no file, no address, and no stored item; «ipscwatch search» shows the ids of items"
    if not is_stored(settings.home):
        raise UsageError(message)
    with store(settings.home) as opened:
        found = opened.items([name])
    if name not in found:
        raise UsageError(message)
    return Given(name, found[name].item, stored=True)


def _from_file(path: Path, settings: Settings, stated: Stated) -> Given:
    from ipscwatch.errors import UsageError
    from ipscwatch.text.charset import decode
    from ipscwatch.text.clean import clean

    try:
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    if path.suffix.lower() in MARKUP:
        return _from_markup(path, body, settings, stated)
    text = clean(_pages(path, body) if body.startswith(b"%PDF-") else decode(body).text)
    first, _, rest = text.partition("\n")
    title = first.strip() if len(first) <= TITLE else ""
    told = rest.lstrip("\n") if title else text
    shift = len(text) - len(told) - (len(title) + 2 if told else 0)
    return Given(str(path), _item(str(path), title, told, settings, stated), shift)


def _pages(path: Path, body: bytes) -> str:
    """Return the text of a PDF; UsageError where it has none."""
    from ipscwatch.errors import UsageError
    from ipscwatch.sheets.pdf import read_text
    from ipscwatch.sheets.sheet import UnreadableError

    try:
        return read_text(body).text
    except UnreadableError as error:
        raise UsageError(f"{path}: {error}") from error


def _from_markup(path: Path, body: bytes, settings: Settings, stated: Stated) -> Given:
    """Read a saved page as the page it was."""
    from ipscwatch import sources
    from ipscwatch.model.document import Document, Request
    from ipscwatch.model.source import Validators

    now = datetime.now(UTC)
    source = _page(stated.url or "https://localhost.invalid/", settings, stated)
    document = Document(
        request=Request(url=source.url),
        url=source.url,
        status=200,
        media_type="text/html",
        charset=None,
        headers={},
        body=body,
        fetched_at=now,
        validators=Validators(),
    )
    (entry, *_) = sources.kinds()["article"].read(source, document, now).entries
    return Given(str(path), _from_entry(str(path), entry, settings, stated))


async def _fetched(url: str, settings: Settings, stated: Stated) -> Given:
    """Fetch a page through the gate that polls go through, and read it in a child process as they do."""
    from ipscwatch import sources
    from ipscwatch.documents.pool import ReaderPool
    from ipscwatch.errors import FetchError
    from ipscwatch.fetch import Fetcher
    from ipscwatch.model.source import SourceState
    from ipscwatch.service.visit import Visitor

    source = _page(url, settings, stated)
    async with Fetcher(settings.polling) as fetcher, ReaderPool(workers=1) as readers:
        visitor = Visitor(fetcher=fetcher, readers=readers, kinds=sources.kinds())
        visit = await visitor.visit(source, SourceState(source_id=source.source_id), datetime.now(UTC))
    if visit.reading is None:
        raise FetchError(source.source_id, visit.failure.message if visit.failure else f"{url}: nothing was read")
    (entry, *_) = visit.reading.entries
    return Given(url, _from_entry(url, entry, settings, replace(stated, url=stated.url or url)))


def _page(url: str, settings: Settings, stated: Stated) -> Source:
    """Return an address as a source that is one page; it may be as private as a source of that host may."""
    from ipscwatch.model.source import Source
    from ipscwatch.sources.article import ArticleOptions
    from ipscwatch.text.urls import host

    private = any(one.allow_private for one in settings.sources if host(one.url) == host(url))
    return Source(
        source_id="explain",
        name=url,
        kind="article",
        url=url,
        tier=_tier(url, settings, stated),
        outlet=host(url),
        language=stated.language,
        allow_private=private,
        options=ArticleOptions(),
    )


def _tier(url: str | None, settings: Settings, stated: Stated) -> Tier:
    """Return the tier that is stated, else that of the source of this host, else a newspaper's."""
    from ipscwatch.text.urls import host
    from ipscwatch.watching.items import outlets

    known = outlets(settings.sources).get(host(url)) if url else None
    return cast("Tier", stated.tier or (known.tier if known else 3))


def _from_entry(name: str, entry: Entry, settings: Settings, stated: Stated) -> Item:
    filled = replace(
        stated,
        published_at=stated.published_at or entry.published_at,
        language=stated.language or entry.language,
    )
    return _item(name, entry.title, entry.content or entry.summary, settings, filled)


def _item(name: str, title: str, text: str, settings: Settings, stated: Stated) -> Item:
    from hashlib import sha256

    from ipscwatch.model.item import Item
    from ipscwatch.text.language import detect
    from ipscwatch.text.timestamps import zone_of
    from ipscwatch.text.urls import canonical, host

    address = canonical(stated.url) if stated.url else None
    digest = sha256(f"{address or name}\n{title}\n{text}".encode("utf-8", "replace")).hexdigest()
    return Item(
        item_id=digest[:16],
        source_id="explain",
        keys=(f"url:{address}",) if address else (),
        url=address,
        title=title,
        text=text,
        language=detect(f"{title}\n{text}", hint=stated.language),
        outlet=host(address) if address else name,
        tier=_tier(address, settings, stated),
        published_at=stated.published_at,
        received_at=stated.published_at or datetime.now(UTC),
        content_hash=digest[:24],
        zone=zone_of(stated.published_at) or ("Asia/Tokyo" if stated.language in (None, "ja") else "UTC"),
    )
