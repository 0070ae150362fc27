"""What the channels' tests share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ipscwatch.digests import shapes

SCHEMA = Path(__file__).parents[2] / "docs" / "webhook.schema.json"


@pytest.fixture
def published() -> dict[str, Any]:
    """The schema in docs/; one that is missing is written and its test then fails, so that somebody looks."""
    if not SCHEMA.exists():
        SCHEMA.write_text(json.dumps(shapes.schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        pytest.fail(f"written, please review: {SCHEMA.name}")
    read: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return read
