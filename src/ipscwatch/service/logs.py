"""The log: one line per event, as readable text or as JSON, with control characters escaped in both."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal

Format = Literal["text", "json"]

LOGGER = logging.getLogger("ipscwatch")
LOGGER.setLevel(logging.ERROR)
"""Only faults of our own, until the service configures more: what a command did it says itself."""


def event(name: str, /, *, level: int = logging.INFO, **fields: object) -> None:
    """Log that something happened, with what is worth knowing of it; never pass a body or a secret."""
    LOGGER.log(level, name, extra={"fields": fields})


def configure(form: Format, *, level: int = logging.INFO) -> None:
    """Send the log to standard error in the given form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines() if form == "json" else _TextLines())
    LOGGER.handlers[:] = [handler]
    LOGGER.setLevel(level)
    LOGGER.propagate = False
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Return the event as one JSON object."""
        fields: dict[str, object] = getattr(record, "fields", {})
        line = {"at": _stamp(record), "level": record.levelname.lower(), "event": record.getMessage()}
        if record.exc_info:
            fields = {**fields, "traceback": self.formatException(record.exc_info)}
        return json.dumps({**line, **fields}, ensure_ascii=False, default=str).translate(_CONTROLS)


class _TextLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Return the event as one line of text."""
        fields: dict[str, object] = getattr(record, "fields", {})
        shown = " ".join(f"{key}={_shown(value)}" for key, value in fields.items())
        line = f"{_stamp(record)} {record.levelname.lower():7} {record.getMessage()} {shown}".rstrip()
        if record.exc_info:
            line += " " + repr(self.formatException(record.exc_info))
        return line.translate(_CONTROLS)


_CONTROLS = {code: f"\\u{code:04x}" for code in [*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029]}
"""A hostile title must not forge a second line or steer a terminal."""


def _stamp(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _shown(value: object) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if (not text or any(c in text for c in ' "=')) else text
