"""JSON interfaces of registries and databases: where in the answer the entries and rows are, by paths.

The big ones have presets (`presets`), whose paths a source's own options replace one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlencode, urlsplit, urlunsplit

from pydantic import AfterValidator, Field

from ipscwatch.errors import NothingFoundError, ReadError
from ipscwatch.model.document import Document, Request
from ipscwatch.model.reading import Reading, Row
from ipscwatch.model.source import Source, SourceKind
from ipscwatch.sources import paths, strict
from ipscwatch.sources.address import ask, next_page
from ipscwatch.sources.options import Options, options_of
from ipscwatch.sources.stated import Stated, holds_one, settle
from ipscwatch.sources.table import ROWS, with_own_keys
from ipscwatch.text.charset import decode
from ipscwatch.text.clean import clean_line, plain

Path = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(paths.check)]
Preset = Literal["clinicaltrials", "pubmed", "europepmc", "ema_medicines", "edinet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonOptions(Options):
    """Where things are in the answer; every path but `items` and `more_ids` starts from one item."""

    preset: Annotated[Preset | None, Field(description="A registry or database whose paths are known")] = None
    items: Annotated[Path | None, Field(description="Path of the list; without it the answer is the list")] = None
    id: Annotated[Path | None, Field(description="What names an item for ever")] = None
    title: Annotated[Path | None, Field(description="Its title")] = None
    link: Annotated[Path | None, Field(description="Its page; a template such as `https://registry.example/{id}`")] = None
    date: Annotated[Path | None, Field(description="When it was published")] = None
    date_form: Annotated[
        str | None, Field(description="How dates are written, as for strptime, where day and month could be mistaken")
    ] = None
    updated: Annotated[Path | None, Field(description="When it was last changed")] = None
    summary: Annotated[tuple[Path, ...], Field(description="What it says, from several places")] = ()
    outlet: Annotated[Path | None, Field(description="Who published it")] = None
    authors: Annotated[Path | None, Field(description="Who wrote it")] = None
    key: Annotated[Path | None, Field(description="What names a row; without it there are no rows")] = None
    cells: Annotated[
        dict[str, Path], Field(description="Columns of the row, compared from poll to poll, each with its path")
    ] = field_of_nothing
