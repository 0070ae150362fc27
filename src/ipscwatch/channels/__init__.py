"""Ways to reach people, one module each: what a message is on it, and how it is handed over.

A module of this package that exports ``CHANNEL`` is a kind; there is no list to add it to. `addressed` is what the
kinds share: messages with their keys.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

from ipscwatch.model.found import Found
from ipscwatch.model.kinds import ChannelKind


@cache
def kinds() -> Mapping[str, ChannelKind[Any]]:
    """Return every channel kind by its name, in alphabetical order of the modules."""
    return Found(sys.modules[__name__], "CHANNEL", ChannelKind)
