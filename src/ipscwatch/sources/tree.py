"""XML before and after a parser: what is refused, what is mended, and lists of addresses (OPML, sitemaps) as trees.

Nothing outside the text is ever opened and no entity expanded. A document that declares entities is refused whole:
neither feeds nor lists of addresses need them, every expansion attack does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from html.entities import html5

from lxml import etree

from ipscwatch.text.clean import clean_line

_DECLARATION = re.compile(r"[\ufeff\s]*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_ASIDES = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_BLANK = "\ufeff \t\r\n"

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document may hold (XML 1.0, 2.2)."""
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#[xX]([0-9a-fA-F]{1,8});|#([0-9]{1,8});|(\w{2,32};))?", re.DOTALL
)
_XML_NAMES = {"amp;", "lt;", "gt;", "quot;", "apos;"}


class TreeError(ValueError):
    """The text is no XML we read; the message says why."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A document's root, and what had to be passed over to get at it."""

    root: etree._Element
    warnings: tuple[str, ...] = ()


def parse(text: str) -> Tree:
    """Return the tree of a decoded XML document, as much of it as can be read; raises `TreeError`."""
    if declares_entities(text):
        raise TreeError("it declares XML entities and was not read")
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        root = etree.fromstring(mended(text).encode(), parser)
    except etree.XMLSyntaxError as e:
        raise TreeError(f"it is no XML ({clean_line(e.msg, limit=100)})") from e
    if root is None:
        raise TreeError("it is no XML")
    faults = [f"line {fault.line}: {clean_line(fault.message, limit=100)}" for fault in parser.error_log][:1]
    return Tree(root, tuple(f"the XML is damaged ({fault}); what could be read of it was" for fault in faults))


def mended(text: str) -> str:
    """Mend what makes a parser give up though the rest is sound: bare ampersands, names and characters of HTML."""
    return _AMPERSAND.sub(_reference, _NOT_XML.sub("", _without_declaration(text)))


def _reference(found: re.Match[str]) -> str:
    """Return a reference that XML knows for one it may not: HTML's names, characters that do not exist."""
    if found[0][0] == "<" or found[3] in _XML_NAMES:
        return found[0]
    if found[3]:
        return escape(html5.get(found[3]) or f"&{found[3]}")
    if not (found[1] or found[2]):
        return "&amp;"
    code = int(found[1], 16) if found[1] else int(found[2])
    if code > 0x10FFFF or _NOT_XML.match(chr(code)):
        return "\ufffd" if code >= 0x80 else ""
    return found[0]


def _without_declaration(text: str) -> str:
    """Return the text without its XML declaration: it names another encoding, and often stands where it may not."""
    found = _DECLARATION.match(text)
    return text[found.end() :] if found else text


def declares_entities(text: str) -> bool:
    """Say whether the document has a DOCTYPE and declares entities in it."""
    prolog = _ASIDES.sub("", text[:100_000]).lstrip(_BLANK)
    return prolog[:9].upper() == "<!DOCTYPE" and _ENTITY.search(text) is not None


def local_name(element: etree._Element) -> str:
    """Return an element's name in lower case without its namespace."""
    return element.tag.rpartition("}")[2].lower()
