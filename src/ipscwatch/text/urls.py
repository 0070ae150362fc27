"""Addresses, read as browsers read them (WHATWG URL, by the ada library).

Two forms, for two uses. `absolute` is the address to follow and to show. `canonical` is the address to
recognise a page by: the same for ``http`` and ``https``, without fragment, credentials and tracking
parameters; it is a key, and nothing is ever fetched by it.
"""

from __future__ import annotations

import re

import can_ada

_SCHEMES = ("http:", "https:")
_AMPERSAND = re.compile(r"&(?:amp|#38|#x26);", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|pk_(?:campaign|kwd|source|medium|content)|hsa_\w+|guce_\w+|at_(?:medium|campaign)\w*"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_[ce]id|_ga|_gl"
    r"|_hsenc|_hsmi|__hstc|__hssc|__hsfp|mkt_tok|vero_id|oly_(?:enc|anon)_id|s_kwcid|ns_\w+|xtor|cmpid|ocid|spm"
    r"|phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken"
    r"|wt[._]mc\w*|wt\.mc_id|n_cid|smid|guccounter|__twitter_impression|share_?token|_openstat",
    re.IGNORECASE,
)
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/;?#]*", re.IGNORECASE)
_FEED_REFERRERS = frozenset(("ref=rss", "source=rss", "from=rss", "cmp=rss", "rss=1", "rss", "feed=rss"))


def absolute(url: str, base: str | None = None) -> str | None:
    """Return the WHATWG address of `url`, relative to `base`, to follow and to show.

    None when it is no address or neither http nor https. ``&amp;`` left over in feeds is read as ``&``.
    """
    parsed = _parse(url, base)
    return str(parsed.href) if parsed else None


def canonical(url: str, base: str | None = None) -> str | None:
    """Return the address to recognise a page by, or None when `url` is no http(s) address.

    As `absolute`, but always ``https``, without credentials, fragment, empty query and parameters that track or
    name a session, escapes in capitals; other parameters stay, in their order. Doing it twice changes nothing.
    """
    parsed = _parse(url, base)
    if parsed is None:
        return None
    path = _ESCAPE.sub(_upper, _SESSION.sub("", parsed.pathname))
    query = _ESCAPE.sub(_upper, _without_tracking(parsed.search))
    return f"https://{parsed.host}{path}{query}"


def host(url: str) -> str:
    """Return the host of an absolute http(s) address, lower case and in punycode; empty when there is none."""
    parsed = _parse(url, None)
    return str(parsed.hostname) if parsed else ""


def shown_host(url: str) -> str:
    """Return the host as it may be shown to a person: in its own script only where no other looks like it.

    Han with kana, Hangul and Latin with accents are shown; anything else, and any mixture that could be
    mistaken for another name, stays in punycode.
    """
    name = host(url)
    if "xn--" not in name:
        return name
    shown = str(can_ada.idna_decode(name.encode()))  # type: ignore[arg-type]  # its stub says str, it takes bytes
    return shown if all(map(_PLAIN_LABEL.fullmatch, shown.split("."))) else name


_PLAIN_LABEL = re.compile(
    r"[a-z0-9-]+"
    r"|[a-z0-9à-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĵķĺļľłńņňōŏőœŕŗřśŝşšţťũūŭůűųŵŷźżž-]+"
    r"|[a-z0-9\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff-]+"
    r"|[a-z0-9\uac00-\ud7a3-]+"
)


def _parse(url: str, base: str | None) -> can_ada.URL | None:
    """Return the parsed http(s) address, or None."""
    url = _AMPERSAND.sub("&", url)
    try:
        parsed = can_ada.parse(base) + url if base else can_ada.parse(url)
    except (ValueError, TypeError):  # a str with a lone surrogate is no str to the library
        return None
    return parsed if parsed.protocol in _SCHEMES else None


def _without_tracking(search: str) -> str:
    """Return a query (with its question mark) without what only says where the reader came from."""
    kept = [pair for pair in search[1:].split("&") if pair and not _is_tracking(pair)]
    return "?" + "&".join(kept) if kept else ""


def _is_tracking(pair: str) -> bool:
    return pair.lower() in _FEED_REFERRERS or _TRACKING.fullmatch(pair.partition("=")[0]) is not None


def _upper(escape: re.Match[str]) -> str:
    return escape[0].upper()
