"""Two Atom feeds (RFC 4287) in a folder, of the digests and of their stories, for any feed reader.

A feed holds the newest entries; one that is told again takes the place of its earlier self, so that sending a
digest a second time changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from ipscwatch.channels import whole
from ipscwatch.channels.addressed import addressed
from ipscwatch.digests.html import entry_fragment, fragment
from ipscwatch.digests.page import Page
from ipscwatch.digests.telling import tell
from ipscwatch.errors import DeliveryError
from ipscwatch.model.digest import Digest, Message, StoryLine
from ipscwatch.model.kinds import ChannelKind
from ipscwatch.model.settings import Channel
from ipscwatch.text.clean import clean_line
from ipscwatch.text.urls import absolute

NAMESPACE = "http://www.w3.org/2005/Atom"
_DEFAULT: Any = {None: NAMESPACE}
"""Untyped: the stubs know no default namespace."""
TITLE = 240
"""The longest title, in characters."""
FEEDS: Mapping[str, str] = {"digests": "ipscwatch · digests", "stories": "ipscwatch · stories"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""What an XML reader takes as a language (BCP 47, the part of it that sources use)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomOptions:
    """Where the feeds are, and how much they hold."""

    folder: Path = Path("state/feeds")
    """The folder for digests.atom and stories.atom, relative to the home folder; it is made where missing."""
    digests: int = 30
    """How many digests the one feed holds, the newest."""
    stories: int = 200
    """How many stories the other holds, those told last."""

    def __post_init__(self) -> None:
        """Refuse feeds that would hold nothing or everything."""
        if not (1 <= self.digests <= 1000 and 1 <= self.stories <= 5000):
            raise ValueError("digests must be 1 to 1000, and stories 1 to 5000")


def render(digest: Digest, channel: Channel) -> tuple[Message, ...]:
    """Return the entries of both feeds as one message."""
    page = tell(digest)
    return addressed(
        digest.digest_id, channel, [{"digests": [_digest(digest, page)], "stories": _stories(digest, page)}]
    )


async def send(message: Message, channel: Channel) -> str:
    """Put the entries into the feeds, each feed written whole or not at all."""
    options = cast(AtomOptions, channel.options)
    kept = {"digests": options.digests, "stories": options.stories}
    try:
        for name, n in kept.items():
            path = options.folder / f"{name}.atom"
            feed = _feed(name, [_element(entry) for entry in message.content[name]], _entries(path), n)
            whole.write(path, feed)
    except OSError as e:
        raise DeliveryError(channel.channel_id, whole.reason(options.folder, e)) from e
    return str(options.folder)


def _digest(digest: Digest, page: Page) -> dict[str, Any]:
    return {
        "id": _id("digest", digest.digest_id),
        "title": page.subject,
        "updated": _stamp(digest.until_at),
        "language": page.language,
        "html": fragment(page),
    }


def _stories(digest: Digest, page: Page) -> list[dict[str, Any]]:
    entries = {entry.key: entry for section in page.sections for entry in section.entries}
    return [
        _story(story, digest, entry_fragment(entries[f"story:{story.story.story_id}"], page.language))
        for topic in digest.topics
        for story in topic.stories
    ]


def _story(story: StoryLine, digest: Digest, html: str) -> dict[str, Any]:
    item = story.lead.item
    return {
        "id": _id("story", story.story.story_id),
        "title": clean_line(item.title, TITLE),
        "updated": _stamp(digest.until_at),
        "published": _stamp(item.dated_at),
        "link": absolute(item.url) if item.url else None,
        "author": clean_line(item.outlet, TITLE),
        "terms": [story.story.topic, *([story.story.event.name] if story.story.event else [])],
        "language": digest.language,
        "html": html,
    }


def _id(kind: str, name: str) -> str:
    return uuid5(NAMESPACE_URL, f"ipscwatch:{kind}:{name}").urn


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _element(entry: Mapping[str, Any]) -> etree._Element:
    made = etree.Element(_name("entry"), nsmap=_DEFAULT)
    for name in ("id", "title", "updated", "published"):
        if entry.get(name):
            _child(made, name, entry[name])
    if entry.get("link"):
        _child(made, "link", rel="alternate", href=entry["link"])
    if entry.get("author"):
        _child(_child(made, "author"), "name", entry["author"])
    for term in entry.get("terms", ()):
        _child(made, "category", term=clean_line(term, TITLE))
    content = _child(made, "content", entry["html"], type="html")
    if _LANGUAGE.fullmatch(entry["language"]):
        content.set("{http://www.w3.org/XML/1998/namespace}lang", entry["language"])
    return made


def _feed(name: str, fresh: Sequence[etree._Element], known: Sequence[etree._Element], n: int) -> str:
    """Return the feed with the fresh entries among the known ones, the newest first, `n` at most."""
    by_id = {_text(entry, "id"): entry for entry in (*known, *fresh)}
    entries = sorted(by_id.values(), key=lambda entry: _text(entry, "updated"), reverse=True)[:n]
    feed = etree.Element(_name("feed"), nsmap=_DEFAULT)
    _child(feed, "id", _id("feed", name))
    _child(feed, "title", FEEDS[name])
    _child(feed, "updated", _text(entries[0], "updated") if entries else _stamp(datetime.fromtimestamp(0, UTC)))
    _child(_child(feed, "author"), "name", "ipscwatch")
    feed.extend(entries)
    etree.indent(feed)
    etree.cleanup_namespaces(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + etree.tostring(feed, encoding="unicode") + "\n"


def _entries(path: Path) -> list[etree._Element]:
    """Return the entries of the feed as it stands; none where there is no feed, or one that somebody has broken."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return list(etree.fromstring(path.read_bytes(), parser).iterchildren(_name("entry")))
    except (FileNotFoundError, etree.XMLSyntaxError):
        return []


def _child(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, _name(name), attributes)
    child.text = text
    return child


def _text(entry: etree._Element, name: str) -> str:
    return entry.findtext(_name(name)) or ""


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


CHANNEL = ChannelKind(
    name="atom",
    summary="two Atom feeds in a folder: the digests, and their stories",
    options=AtomOptions,
    render=render,
    send=send,
)
