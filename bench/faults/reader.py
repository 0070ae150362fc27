"""A reader of feeds that hangs, crashes, swells or breaks for certain sources; runs in the reader's process."""

from __future__ import annotations

import os
import signal
from datetime import datetime
from typing import cast

from ipscwatch.model.document import Document
from ipscwatch.model.reading import Reading
from ipscwatch.model.source import Source
from ipscwatch.sources.feed import KIND


def reading(source: Source, document: Document, now: datetime) -> Reading:
    """Read a feed as ever, but for sources that do to the reader what their name says."""
    match source.source_id:
        case "crashes":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hangs":
            while True:
                pass
        case "raises":
            raise ZeroDivisionError
        case "swells":
            return cast(Reading, [bytes(1 << 20) for _ in range(10_000)])
    return KIND.read(source, document, now)
