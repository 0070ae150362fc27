"""Pages that stand in place of what was asked for: a challenge, a login, maintenance, «not found», nothing.

They come with status 200 as often as not, and to read them as content would make a change of every outage. The
rules are strict, because the opposite fault is as bad: an article about a maintenance, or one that says «404»,
must be read. So words count only where they are a whole piece of the title, or where a page says hardly anything
else beside its menu and footer; words in links never count, because those are the titles of other pages; and a page
with a link between two dates is a list, whatever its banner says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from itertools import chain, pairwise
from unicodedata import normalize
from urllib.parse import urlsplit

from ipscwatch.fetch import signs
from ipscwatch.fetch.address import shown
from ipscwatch.model.document import Document
from ipscwatch.text.charset import decode
from ipscwatch.text.urls import absolute, canonical

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
_SITE_NAME = re.compile(r"\s[-–—:»›・·/]\s|[|»›«【】\[\]<>]")
_COLON = re.compile(r"(?<!\d):\s?(?!\d)")
_NUMBER_404 = re.compile(r"(?:http|error|エラー|status|ステータス|\W)*(?<!\d)404(?!\d)(?:error|エラー|\W)*")
_EXCUSE = re.compile(r"^(?:(?:sorry|oops|we(?:'|’)re sorry|申し訳(?:ありません|ございません))[,.!、。 ]+)+")
_TAG = re.compile(r"<(/?)([a-z!?][a-z0-9-]*)[^<>]*>")
_UNSEEN = frozenset(("script", "style", "template", "noscript", "svg", "title"))
_AROUND = frozenset(("nav", "footer"))
_FRAME = re.compile(r"<(?:frame|iframe|object|embed|img|input)\b")
_REFRESH = re.compile(
    r"""<meta\b(?=[^<>]{0,200}\brefresh\b)[^<>]{0,300}?\burl\s{0,9}=\s{0,9}["']?([^"'<>\s]{1,2000})""",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"<script\b")
_SPACE = re.compile(r"\s+")
_DATE = re.compile(
    r"(?:19|20)\d\d\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}|(?:令和|[^a-z]r)\s?(?:\d{1,2}|元)[.年]\s?\d{1,2}[.月]"
    r"|\d{1,2}月\s?\d{1,2}日|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2},?\s20\d\d"
    r"|\b\d{1,2}\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s20\d\d"
)


@dataclass(frozen=True, slots=True)
class _Text:
    """A page's visible text as far as it matters."""

    length: int
    """Of all of it, links too; counted until the page is no longer short."""
    heart: int
    """The part of that which is in no menu and no footer."""
    own: str
    """What is said there outside links, in lower case on one line."""


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
    return _by_title(html) or (_by_content(html, document.url) if small else None)


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
    names = map(_named, (title, *_SITE_NAME.split(title)))
    return next(filter(None, names), None)


def _named(piece: str) -> str | None:
    """Name what a piece of a title says of the page; of a piece with a colon both sides must say the same."""
    told = [_said(part) for part in _COLON.split(piece)]
    return told[0] if len(set(told)) == 1 else _said(piece)


def _said(piece: str) -> str | None:
    bare = _EXCUSE.sub("", piece.strip()).strip(" 。.!…?()")
    rest = _NUMBER_404.sub("", bare).rstrip(" )!1")  # Google's end in «!!1»
    if rest != bare and (not rest or _first(signs.TITLES, rest, whole=True) == signs.NOT_FOUND):
        return signs.NOT_FOUND
    return _first(signs.TITLES, bare, whole=True)


def _by_content(html: str, url: str) -> str | None:
    lower = html.lower()
    if name := _first(signs.SCRIPTS, lower):
        return name
    text = _visible(lower)
    if text.heart > _SHORT or _is_list(lower):
        return None
    if name := _first(signs.WORDS, text.own) or _first(signs.TELLING, lower):
        return name
    return _forwards(html, url) or (_nothing(lower, text) if text.length <= _BARE else None)


def _is_list(html: str) -> bool:
    """Say whether there is a link between two dates."""
    ends = [found.span() for found in _DATE.finditer(html)]
    return any(html.find("<a ", end, start) >= 0 for (_, end), (start, _) in pairwise(ends))


def _forwards(html: str, url: str) -> str | None:
    """Name a page that sends a browser to another address; many pages only load themselves again."""
    found = _REFRESH.search(html)
    target = absolute(unescape(found[1]), url) if found else None
    if target is None or canonical(target) == canonical(url):
        return None
    return f"{signs.FORWARDS} ({shown(target)})"


def _first(rules: signs.Rules, text: str, *, whole: bool = False) -> str | None:
    return next((name for name, rule in rules if (rule.fullmatch(text) if whole else rule.search(text))), None)


def _nothing(html: str, text: _Text) -> str | None:
    """Name what a page with a word or none is; one that shows frames or pictures may be content."""
    if _FRAME.search(html):
        return None
    if _SCRIPT.search(html):
        return signs.NEEDS_SCRIPT
    return None if text.length else signs.EMPTY


def _visible(html: str) -> _Text:
    """Read the visible text of lower-case `html` until it is too much for a notice; linear in its length."""
    html = "".join(part.partition("-->")[2] if i else part for i, part in enumerate(html.split("<!--")))
    length, heart, own, start = 0, 0, list[str](), 0
    hidden, around, linked = "", "", False
    for tag in chain(_TAG.finditer(html), (None,)):
        if not hidden:
            piece = html[start : tag.start() if tag else None]
            size = len(_SPACE.sub("", piece))
            length += size
            heart += 0 if around else size
            if not (linked or around):
                own.append(piece)
            if heart > _SHORT:
                break
        if tag is None:
            break
        start = tag.end()
        name, closes = tag[2], bool(tag[1])
        if hidden:
            hidden = "" if closes and name == hidden else hidden
        elif name in _UNSEEN and not closes:
            hidden = name
        elif name in _AROUND:
            around = "" if closes else name
        elif name == "a":
            linked = not closes
    return _Text(length, heart, _line(" ".join(own)))


def _line(text: str) -> str:
    return _SPACE.sub(" ", normalize("NFKC", unescape(text))).strip().lower()
