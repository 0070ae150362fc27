"""XML as a tree, for lists of addresses (OPML, sitemaps): nothing outside is ever opened, no entity expanded.

A document that declares entities is refused whole: no list of addresses needs them, every expansion attack does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

_DECLARATION = re.compile(r"[\ufeff\s]*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_ASIDES = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_BLANK = "\ufeff \t\r\n"

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document may hold (XML 1.0, 2.2)."""


class TreeError(ValueError):
    """The text is no XML we read; the message says why."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A document's root, and what had to be passed over to get at it."""

    root: etree._Element
    warnings: tuple[str, ...] = ()


def parse(text: str) -> Tree:
    """Return the tree of a decoded XML document, as much of it as can be read; raises `TreeError`."""
    text = without_declaration(text)
    if declares_entities(text):
        raise TreeError("it declares XML entities and was not read")
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        root = etree.fromstring(NOT_XML.sub("", text).encode(), parser)
    except etree.XMLSyntaxError as e:
        raise TreeError(f"it is no XML ({e.msg})") from e
    if root is None:
        raise TreeError("it is no XML")
    faults = [f"line {fault.line}: {fault.message}" for fault in parser.error_log][:1]
    return Tree(root, tuple(f"the XML is damaged ({fault}); what could be read of it was" for fault in faults))


def without_declaration(text: str) -> str:
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
