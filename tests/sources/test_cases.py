"""Recorded cases: a document of a kind beside the reading it must give.

``cases/<kind>/<name>.<ext>`` is the document, ``<name>.toml`` how it is asked for, and ``<name>.reading.json`` the
reading or the error. A missing expected file is written and then fails: review it, and it is the case's truth.
"""

from __future__ import annotations

import dataclasses
import json
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.sources.asking import NOW, a_document, a_source

from ipscwatch.errors import ReadError
from ipscwatch.model.document import Document
from ipscwatch.model.source import Source
from ipscwatch.sources import kinds

CASES = Path(__file__).parent / "cases"
DOCUMENTS = [path for path in sorted(CASES.glob("*/*")) if not path.name.endswith((".toml", ".reading.json"))]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_document_reads_as_recorded(path: Path) -> None:
    expected = path.with_name(f"{path.stem}.reading.json")
    told = reading_of(path)
    if not expected.exists():
        expected.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{expected.name} was written; please review it")
    assert json.loads(expected.read_text(encoding="utf-8")) == told


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_has_a_recorded_case(kind: str) -> None:
    assert any((CASES / kind).glob("*.reading.json"))


def reading_of(path: Path) -> dict[str, Any]:
    """Return what the case's document says, as JSON would have it."""
    source, document = case(path)
    try:
        reading = kinds()[source.kind].read(source, document, NOW)
    except ReadError as e:
        return {"error": type(e).__name__, "message": str(e)}
    return {name: _plain(value) for name, value in dataclasses.asdict(reading).items() if value}


def case(path: Path) -> tuple[Source, Document]:
    """Return the source and the document of a case."""
    beside = path.with_suffix(".toml")
    settings = tomllib.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    kind = path.parent.name
    url = settings.get("url", f"https://source.example/{path.name}")
    source = a_source(kind, url, zone=settings.get("zone", "Asia/Tokyo"), options=settings.get("options"))
    asked = settings.get("asked") or kinds()[kind].ask(source, NOW)[0].url
    return source, a_document(path.read_bytes(), asked, charset=settings.get("charset"))


def _plain(value: object) -> object:
    """Return a part of a reading as JSON would have it, without what is empty."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if each not in (None, "", (), {}, False)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value.total_seconds() if isinstance(value, timedelta) else value
