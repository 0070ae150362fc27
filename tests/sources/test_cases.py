"""Recorded cases: a document of a kind beside the reading it must give.

``cases/<kind>/<name>.<ext>`` is the document, ``<name>.toml`` how it is asked for, and ``<name>.reading.json`` the
reading or the error. A missing expected file is written and then fails: review it, and it is the case's truth.
"""

from __future__ import annotations

import dataclasses
import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from ipscwatch.errors import ReadError
from ipscwatch.model.document import Document, Request
from ipscwatch.model.source import Source, Validators
from ipscwatch.sources import kinds

CASES = Path(__file__).parent / "cases"
NOW = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)


DOCUMENTS = [
    path
    for path in sorted(CASES.glob("*/*"))
    if path.suffix != ".toml" and path.suffixes[-2:] != [".reading", ".json"]
]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_document_reads_as_recorded(path: Path) -> None:
    expected = path.with_name(f"{path.stem}.reading.json")
    told = _told(path)
    if not expected.exists():
        expected.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{expected.name} was written; please review it")
    assert json.loads(expected.read_text(encoding="utf-8")) == told


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_has_a_recorded_case(kind: str) -> None:
    assert any((CASES / kind).glob("*.reading.json"))


def _told(path: Path) -> dict[str, Any]:
    source, document = _case(path)
    kind = kinds()[source.kind]
    if "asked" not in _settings(path):
        assert document.request in kind.ask(source, NOW)
    try:
        reading = kind.read(source, document, NOW)
    except ReadError as e:
        return {"error": type(e).__name__, "message": str(e), "source": e.source_id}
    return {name: _plain(value) for name, value in dataclasses.asdict(reading).items() if value}


def _settings(path: Path) -> dict[str, Any]:
    settings = path.with_suffix(".toml")
    return tomllib.loads(settings.read_text(encoding="utf-8")) if settings.exists() else {}


def _case(path: Path) -> tuple[Source, Document]:
    settings = _settings(path)
    kind = kinds()[path.parent.name]
    url = settings.get("url", f"https://source.example/{path.name}")
    source = Source(
        source_id=path.stem,
        name=path.stem,
        kind=kind.name,
        url=url,
        tier=1,
        outlet="Sample",
        zone=settings.get("zone", "Asia/Tokyo"),
        options=TypeAdapter(kind.options).validate_python(settings.get("options", {})),
    )
    asked = settings.get("asked") or kind.ask(source, NOW)[0].url
    document = Document(
        request=Request(url=asked),
        url=asked,
        status=200,
        media_type=settings.get("media_type"),
        charset=settings.get("charset"),
        headers={},
        body=path.read_bytes(),
        fetched_at=NOW,
        validators=Validators(),
    )
    return source, document


def _plain(value: object) -> object:
    """Return a reading as JSON would have it, without what is empty."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if each not in (None, "", (), {}, False)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value.total_seconds() if isinstance(value, timedelta) else value
