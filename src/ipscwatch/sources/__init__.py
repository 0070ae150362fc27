"""Source kinds, one module each, pure: what to ask, how to read the answer.

A module of this package that exports ``KIND`` is a kind; there is no list to add it to. The others are what the
kinds share: `address` (dates and page numbers in addresses), `stated` (an entry's own words made into an entry),
`page` (HTML), `strict` (JSON).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

from ipscwatch.model.found import Found
from ipscwatch.model.kinds import SourceKind


@cache
def kinds() -> Mapping[str, SourceKind[Any]]:
    """Return every source kind by its name, in alphabetical order of the modules."""
    return Found(sys.modules[__name__], "KIND", SourceKind)
