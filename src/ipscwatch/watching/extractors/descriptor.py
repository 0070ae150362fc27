"""What an extractor is: a name, a version, the attributes it can tell of, and a pure function over a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ipscwatch.model.ledger import Modality, Value
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Owners


class Finding(NamedTuple):
    """One value found for one or more subjects; offsets are of the whole text."""

    owners: Owners
    attribute: str
    value: Value
    start: int
    end: int
    qualifier: str = ""
    as_of: str = ""
    """ISO date, possibly reduced; empty where the text gives none."""
    modality: Modality = "asserted"
    rejected: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """One way of reading claims; each module of this package that has one exports it as ``EXTRACTOR``.

    `version` rises with every change that can alter a claim, so that old observations can be told from new ones.
    """

    name: str
    version: int
    attributes: tuple[str, ...]
    extract: Callable[[Passages], Iterable[Finding]]
