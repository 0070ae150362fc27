"""Pages that stand in place of what was asked for: a challenge, a login, maintenance, «not found», nothing.

They come with status 200 as often as not, and to read them as content would make a change of every outage. The
rules are strict, because the opposite fault is as bad: an article about a maintenance, or one that says «404»,
must be read. So words count only where they are a whole piece of the title, or where a page says hardly anything
else; and words in links never count, because those are the titles of other pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from ipscwatch.fetch import signs
from ipscwatch.model.document import Document
from ipscwatch.text.charset import decode

BLOCKING = frozenset(
    (
        signs.CLOUDFLARE,
        signs.CHALLENGE,
        signs.CAPTCHA,
        signs.CONSENT,
        signs.PROFESSIONALS,
        signs.LOGIN,
        signs.DENIED,
    )
)
"""The pages that refuse us; the others are troubles of the publisher's own."""

_LARGEST = 200 << 10
"""Bytes; a larger page is no notice, and only its title is looked at."""
_TITLE_WITHIN = 32 << 10
_SHORT = 400
"""Characters of visible text up to which a page's words are its message."""
_BARE = 15
"""Characters of visible text that may still be nothing, such as «Loading…»."""
_HTML = frozenset(("text/html", "application/xhtml+xml"))
_DATA = re.compile(rb"^[\[{]|<(?:rss|rdf:rdf|feed|channel|urlset|sitemapindex)[\s>]")
_CONSENT_HOSTS = ("consent.", "guce.")
"""Where large publishers send visitors first."""

_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{0,500})", re.IGNORECASE)
_TITLE_PIECES = re.compile(r"\s[-–—|:：»·・/]\s|[|｜»«【】\[\]＜＞]|[:：]\s")
_TAG = re.compile(r"<(/?)([a-z!?][a-z0-9-]*)[^<>]*>")
_UNSEEN = frozenset(("script", "style", "template", "noscript", "svg", "title"))
_FRAME = re.compile(r"<(?:frame|iframe|object|embed|img|input)\b")
_REFRESH = re.compile(r"<meta\b[^<>]{0,200}\brefresh\b")
_SCRIPT = re.compile(r"<script\b")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Text:
    """A page's visible text as far as it matters."""

    length: int
    """Of all of it, links too; counted until the page is no longer short."""
    own: str
    """What is said outside links, in lower case on one line."""


def challenge(document: Document) -> str | None:
    """Name the page that stands in place of the content, such as ``a maintenance notice``; None for content.

    Looks at HTML alone. `BLOCKING` holds the names of pages that refuse us.
    """
    if name := _by_headers(document):
        return name
    if not _is_html(document):
        return None
    small = len(document.body) <= _LARGEST
    body = document.body if small else document.body[:_TITLE_WITHIN]
    html = decode(body, declared=document.charset, media_type=document.media_type).text
    return _by_title(html) or (_by_content(html) if small else None)


def _by_headers(document: Document) -> str | None:
    if "challenge" in document.headers.get("cf-mitigated", ""):
        return signs.CLOUDFLARE
    if "x-amzn-waf-action" in document.headers:
        return signs.CHALLENGE
    host = urlsplit(document.url).hostname or ""
    asked = urlsplit(document.request.url).hostname
    return signs.CONSENT if host != asked and host.startswith(_CONSENT_HOSTS) else None


def _is_html(document: Document) -> bool:
    """Say whether the body is a web page; feeds and data are often sent as HTML, too."""
    start = document.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if document.media_type is None:
        return start.startswith((b"<!doctype html", b"<html"))
    return document.media_type in _HTML and _DATA.search(start) is None


def _by_title(html: str) -> str | None:
    found = _TITLE.search(html[:_TITLE_WITHIN])
    if found is None:
        return None
    title = _line(found[1])
    for piece in (title, *_TITLE_PIECES.split(title)):
        for name, pattern in signs.TITLES:
            if pattern.fullmatch(piece.strip()):
                return name
    return None


def _by_content(html: str) -> str | None:
    html = html.lower()
    if name := _first(signs.SCRIPTS, html):
        return name
    text = _visible(html)
    if text.length > _SHORT:
        return None
    if name := _first(signs.WORDS, text.own) or _first(signs.TELLING, html):
        return name
    return _nothing(html, text) if text.length <= _BARE else None


def _first(rules: signs.Rules, text: str) -> str | None:
    return next((name for name, pattern in rules if pattern.search(text)), None)


def _nothing(html: str, text: _Text) -> str | None:
    """Name what a page with a word or none is; one that shows frames or pictures may be content."""
    if _REFRESH.search(html):
        return signs.FORWARDS
    if _FRAME.search(html):
        return None
    if _SCRIPT.search(html):
        return signs.NEEDS_SCRIPT
    return None if text.length else signs.EMPTY


def _visible(html: str) -> _Text:
    """Read the visible text of lower-case `html` until it is too much for a notice; linear in its length."""
    html = "".join(part.partition("-->")[2] if i else part for i, part in enumerate(html.split("<!--")))
    length, own, start = 0, list[str](), 0
    hidden, linked = "", False
    for tag in _TAG.finditer(html):
        if not hidden:
            piece = html[start : tag.start()]
            length += len(_SPACE.sub("", piece))
            if not linked:
                own.append(piece)
            if length > _SHORT:
                break
        start = tag.end()
        name, closes = tag[2], bool(tag[1])
        if hidden:
            hidden = "" if closes and name == hidden else hidden
        elif name in _UNSEEN and not closes:
            hidden = name
        elif name == "a":
            linked = not closes
    else:
        rest = "" if hidden else html[start:]
        own.append(rest)
        length += len(_SPACE.sub("", rest))
    return _Text(length, _line(" ".join(own)))


def _line(text: str) -> str:
    return _SPACE.sub(" ", unescape(text)).strip().lower()
