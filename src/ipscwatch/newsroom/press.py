"""How each outlet of the newsroom prints its pieces: the real structures, with their real faults."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from email.utils import format_datetime
from html import escape

from ipscwatch.newsroom.script import TOKYO, Piece
from ipscwatch.newsroom.web import Page

Printer = Callable[[str, str, Sequence[Piece]], Page]
"""(address of the outlet's folder, language, pieces newest first) to the page that lists them."""


def rdf_of_a_ministry(base: str, language: str, pieces: Sequence[Piece]) -> Page:
    """RSS 1.0 as a ministry serves it, with an element its namespace does not have."""
    return _rdf(base, language, pieces, "<copyright>無断転載を禁じます</copyright>")


def rdf(base: str, language: str, pieces: Sequence[Piece]) -> Page:
    """RSS 1.0: items are siblings of the channel, dates are dc:date, there is no guid."""
    return _rdf(base, language, pieces, "")


def rss(base: str, language: str, pieces: Sequence[Piece]) -> Page:
    """RSS 2.0 in UTF-8."""
    return Page(body=_rss(base, language, pieces, "UTF-8").encode(), content_type="application/rss+xml")


def rss_shift_jis(base: str, language: str, pieces: Sequence[Piece]) -> Page:
    """RSS 2.0 in Shift_JIS with vendor characters and links relative to the site, as some trade papers serve it."""
    text = _rss(base, language, pieces, "Shift_JIS").replace(f"<link>{base}/", f"<link>/{base.rsplit('/', 1)[1]}/")
    return Page(body=text.encode("cp932", "xmlcharrefreplace"), content_type="text/xml; charset=Shift_JIS")


def atom(base: str, language: str, pieces: Sequence[Piece]) -> Page:
    """Atom 1.0 with full content."""
    entries = "".join(
        f"<entry><id>tag:newsroom,2026:{piece.slug}</id><title>{escape(piece.title)}</title>"
        f'<link href="{_address(base, piece)}"/><updated>{piece.at.isoformat()}</updated>'
        f"<published>{piece.at.isoformat()}</published>"
        f'<content type="html">{escape(_paragraphs(piece))}</content></entry>'
        for piece in pieces
    )
    body = (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">'
        f"<id>{base}/</id><title>Newsroom</title><updated>{pieces[0].at.isoformat()}</updated>{entries}</feed>"
    )
    return Page(body=body.encode(), content_type="application/atom+xml")


def council_table(base: str, language: str, pieces: Sequence[Piece]) -> Page:
    """A ministry council's list of meetings: a table, double dates, dashes in empty cells."""
    rows = "".join(
        f"<tr><td>{escape(piece.title)}</td><td>{piece.at.year}年{piece.at.month}月{piece.at.day}日"
        f"（令和{piece.at.year - 2018}年{piece.at.month}月{piece.at.day}日）</td>"
        f'<td><ol class="m-listMarker">{_agenda(piece)}</ol></td><td>－</td>'
        f'<td><a href="{_address(base, piece)}">資料</a></td><td>－</td></tr>'
        for piece in pieces
    )
    heads = "".join(
        f"<th>{head}</th>" for head in ("回数", "開催日", "議題等", "議事録／議事要旨", "資料等", "開催案内")
    )
    body = f'<table class="m-tableFlex"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return _html(language, "総会", body)


def list_page(base: str, language: str, pieces: Sequence[Piece]) -> Page:
    """A company's or ministry's list of news: date, link and a line of text."""
    blocks = "".join(
        f'<li class="news"><time>{_written_date(language, piece)}</time> '
        f'<a href="{_address(base, piece)}">{escape(piece.title)}</a><p>{escape(piece.text)}</p></li>'
        for piece in pieces
    )
    return _html(language, "News", f'<h1>News</h1><ul class="list">{blocks}</ul>')


def list_page_shift_jis(base: str, language: str, pieces: Sequence[Piece]) -> Page:
    """A list in Shift_JIS with vendor characters, declared in the page alone, as older Japanese sites serve it."""
    page = list_page(base, language, pieces)
    text = page.body.decode().replace('charset="utf-8"', 'charset="Shift_JIS"')
    return Page(body=text.encode("cp932", "xmlcharrefreplace"), content_type="text/html")


def article(language: str, piece: Piece) -> Page:
    """The page behind one piece."""
    return _html(language, piece.title, f"<article><h1>{escape(piece.title)}</h1>{_paragraphs(piece)}</article>")


def _rdf(base: str, language: str, pieces: Sequence[Piece], extra: str) -> Page:
    items = "".join(
        f'<item rdf:about="{_address(base, piece)}"><title>{escape(piece.title)}</title>'
        f"<link>{_address(base, piece)}</link><description>{escape(piece.text)}</description>"
        f"<dc:date>{piece.at.isoformat()}</dc:date></item>"
        for piece in pieces
    )
    body = (
        '<?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xml:lang="{language}"><channel rdf:about="{base}/"><title>新着情報</title><link>{base}/</link>'
        f"<description>新着情報</description>{extra}</channel>{items}</rdf:RDF>"
    )
    return Page(body=body.encode(), content_type="application/rdf+xml")


def _rss(base: str, language: str, pieces: Sequence[Piece], encoding: str) -> str:
    items = "".join(
        f"<item><title>{escape(piece.title)}</title><link>{_address(base, piece)}</link>"
        f'<guid isPermaLink="false">{piece.slug}</guid><description>{escape(_paragraphs(piece))}</description>'
        f"<pubDate>{format_datetime(piece.at)}</pubDate></item>"
        for piece in pieces
    )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>Newsroom</title>'
        f"<link>{base}/</link><description>News</description><language>{language}</language>{items}</channel></rss>"
    )


def _html(language: str, title: str, body: str) -> Page:
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body><nav><a href='/'>Home</a></nav><main>{body}</main></body></html>"
    )
    return Page(body=page.encode(), content_type="text/html; charset=utf-8")


def _address(base: str, piece: Piece) -> str:
    return f"{base}/{piece.slug}"


def _paragraphs(piece: Piece) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in piece.text.splitlines())


def _agenda(piece: Piece) -> str:
    return "".join(f"<li>{escape(part)}</li>" for part in piece.text.split("／"))


def _written_date(language: str, piece: Piece) -> str:
    local = piece.at.astimezone(TOKYO)
    if language == "ja":
        return f"{local.year}年{local.month}月{local.day}日"
    return f"{local:%b}. {local.day}, {local.year}"
