"""The five documents the ledger starts from, where a copy of them lies beside the project: what is read of each."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.watching.shipped import shipped

from ipscwatch.model.item import Item
from ipscwatch.text.clean import clean
from ipscwatch.watching.attributes import attribute
from ipscwatch.watching.extractors import extract
from ipscwatch.watching.flags import find

HERE = Path(__file__).parent
FOLDER = HERE.parents[2] / "shared" / "seeds"
DOCUMENTS = tomllib.loads((HERE / "documents.toml").read_text("utf-8"))
MEASURED = ("date", "money", "count", "ratio", "duration", "status")

pytestmark = [
    pytest.mark.suites,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the five documents are not beside the project"),
]


def document(number: str) -> Item:
    table = DOCUMENTS[number]
    published: date | None = table.get("published")
    (path,) = FOLDER.glob(f"{number}_*.txt")
    return Item(
        item_id="0123456789abcdef",
        source_id="documents",
        keys=("id:1",),
        url=None,
        title="",
        text=clean(path.read_text("utf-8")),
        language="en",
        outlet="document",
        tier=table["tier"],
        published_at=datetime(published.year, published.month, published.day, tzinfo=UTC) if published else None,
        received_at=datetime(2026, 6, 1, tzinfo=UTC),
        content_hash="hash",
    )


def read(number: str) -> set[str]:
    """Return every measured claim that may enter the ledger, with the names and phases listed for the document."""
    listed = set(DOCUMENTS[number]["facts"])
    return {
        written
        for claim in extract(document(number), shipped()[1])
        if claim.rejected is None and claim.modality == "asserted"
        for written in [f"{claim.subject_id}.{claim.attribute}{_dot(claim.qualifier)}={claim.value.text}"]
        if attribute(claim.attribute).kind in MEASURED or written in listed
    }


def _dot(qualifier: str) -> str:
    return f".{qualifier}" if qualifier else ""


@pytest.mark.parametrize("number", sorted(DOCUMENTS))
def test_no_wrong_value_is_read(number: str) -> None:
    assert read(number) <= set(DOCUMENTS[number]["facts"])


def test_at_least_85_percent_of_their_numbers_dates_and_stages_are_read() -> None:
    known = {(number, fact) for number, table in DOCUMENTS.items() for fact in table["facts"]}
    found = {(number, fact) for number in DOCUMENTS for fact in read(number)}
    missed = sorted(known - found)
    assert len(known & found) / len(known) >= 0.85, missed


@pytest.mark.parametrize("number", sorted(DOCUMENTS))
def test_the_overclaims_of_each_document(number: str) -> None:
    names = {flag.name for flag in find(document(number), shipped()[1])}
    assert set(DOCUMENTS[number]["flags"]) <= names
    if not DOCUMENTS[number]["flags"]:
        assert names == set()
