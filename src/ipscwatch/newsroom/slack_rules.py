"""What Slack's incoming webhooks refuse: the limits of a message, its blocks and their texts.

The limits are those of Slack's reference (docs.slack.dev/reference/block-kit/blocks and /composition-objects): 50
blocks, 3,000 characters in a text, 150 in a header, 10 elements in a context and 10 fields of 2,000 characters.
Beyond Slack itself, a mention of people or channels and an unescaped bracket are refused too: no digest has any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

BLOCKS = 50
TEXT = 3_000
FIELD = 2_000
FIELDS = 10
HEADER = 150
ELEMENTS = 10
BLOCK_ID = 255
MESSAGE = 40_000

_LINK = re.compile(r"<https?://[^\s<>|]+(?:\|[^<>\n]*)?>")
_ESCAPE = re.compile(r"&(?:amp|lt|gt);")

Check = Callable[[Mapping[str, Any]], Iterator[str]]


def refusal(payload: object) -> str | None:
    """Return the word Slack would refuse the payload with, or None where it would take it."""
    return next(iter(problems(payload)), None)


def problems(payload: object) -> tuple[str, ...]:
    """Return every problem of a payload, each beginning with Slack's word for it."""
    if not isinstance(payload, Mapping):
        return ("invalid_payload",)
    return tuple(_payload(payload))


def _payload(payload: Mapping[str, Any]) -> Iterator[str]:
    text, blocks = payload.get("text"), payload.get("blocks", [])
    if text is not None and not isinstance(text, str):
        yield "invalid_payload"
        return
    if not text and not blocks:
        yield "no_text"
    if text:
        yield from _mrkdwn(text, MESSAGE)
    if not isinstance(blocks, list) or len(blocks) > BLOCKS:
        yield "invalid_blocks"
        return
    for block in blocks:
        yield from _block(block)
    ids = [block["block_id"] for block in blocks if isinstance(block, Mapping) and "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "invalid_blocks: a block_id is there twice"


def _block(block: object) -> Iterator[str]:
    if not isinstance(block, Mapping) or not isinstance(block.get("type"), str):
        yield "invalid_blocks: a block without a type"
        return
    if len(str(block.get("block_id", ""))) > BLOCK_ID:
        yield "invalid_blocks: a block_id is too long"
    check = _CHECKS.get(block["type"])
    if check is not None:
        yield from check(block)
    elif block["type"] not in _OTHER_BLOCKS:
        yield f"invalid_blocks: there is no block '{block['type']}'"


def _header(block: Mapping[str, Any]) -> Iterator[str]:
    text = block.get("text")
    if not isinstance(text, Mapping) or text.get("type") != "plain_text":
        yield "invalid_blocks: a header holds plain_text"
        return
    yield from _text(text, HEADER)


def _section(block: Mapping[str, Any]) -> Iterator[str]:
    text, fields = block.get("text"), block.get("fields", [])
    if text is None and not fields:
        yield "invalid_blocks: a section without text"
    if text is not None:
        yield from _text(text, TEXT)
    if not isinstance(fields, list) or len(fields) > FIELDS:
        yield "invalid_blocks: too many fields"
        return
    for field in fields:
        yield from _text(field, FIELD)


def _context(block: Mapping[str, Any]) -> Iterator[str]:
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= ELEMENTS:
        yield "invalid_blocks: a context has 1 to 10 elements"
        return
    for element in elements:
        if isinstance(element, Mapping) and element.get("type") != "image":
            yield from _text(element, TEXT)


def _nothing(_block: Mapping[str, Any]) -> Iterator[str]:
    return iter(())


_CHECKS: Mapping[str, Check] = {"header": _header, "section": _section, "context": _context, "divider": _nothing}
_OTHER_BLOCKS = frozenset(
    ("actions", "call", "file", "image", "input", "markdown", "rich_text", "table", "video"),
)
"""Blocks that exist and that no digest uses; they pass unread."""


def _text(text: object, longest: int) -> Iterator[str]:
    """Check a text object: its type, that it is not empty, its length after escaping, its control sequences."""
    if not isinstance(text, Mapping) or not isinstance(text.get("text"), str):
        yield "invalid_blocks: a text object without text"
        return
    said = text["text"]
    if not said or len(said) > longest:
        yield f"invalid_blocks: a text of {len(said)} characters, 1 to {longest:,} are allowed"
    if text.get("type") == "mrkdwn":
        yield from _mrkdwn(said, longest)
    elif text.get("type") != "plain_text":
        yield "invalid_blocks: a text is plain_text or mrkdwn"


def _mrkdwn(text: str, longest: int) -> Iterator[str]:
    """Check that nothing but links to the web stands in angle brackets, and that no ``&`` stands bare."""
    if len(text) > longest:
        yield f"msg_too_long: {len(text)} characters"
    rest = _LINK.sub("", text)
    quoting = re.sub(r"^>", "", rest, flags=re.MULTILINE)
    if "<" in quoting or ">" in quoting:
        yield "invalid_payload: an angle bracket that is no link to the web"
    if "&" in _ESCAPE.sub("", rest):
        yield "invalid_payload: an ampersand that is not escaped"
