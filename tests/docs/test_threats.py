"""The page of threats names a test for each, and every test it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = re.findall(
    r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", (ROOT / "docs/threats.md").read_text("utf-8"), re.M
)


def functions(path: Path) -> set[str]:
    """Return the names of all functions in a module, those of its classes included."""
    found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.name for node in found if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}


def test_the_rows_are_numbered_and_none_is_lost() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, len(ROWS) + 1))
    assert len(ROWS) == len(re.findall(r"^\| \d", (ROOT / "docs/threats.md").read_text("utf-8"), re.M))
    assert len(ROWS) >= 24


@pytest.mark.parametrize("row", ROWS, ids=[f"{number} {threat[:40]}" for number, threat, *_ in ROWS])
def test_every_test_that_is_named_exists(row: tuple[str, str, str, str]) -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", row[3])
    assert named, "each threat has a test"
    assert row[3].count("`") == 2 * len(named)
    for path, name in named:
        assert name in functions(ROOT / "tests" / path), f"{path}::{name}"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_requirement_is_locked_with_its_hash(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines()
    locked = [line for line in lines if line.strip() and not line.startswith("#")]
    assert locked
    for line in locked:
        assert re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line
