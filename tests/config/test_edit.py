"""Adding a table: what a person wrote stays as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ipscwatch.config import add_table
from ipscwatch.config.lines import locate
from ipscwatch.errors import ConfigError, UsageError

BEFORE = """\
#:schema ./schema/sources.json
# My sources.

[[source]]   # the first
id = "one"
options = { item = "li" }  # by hand

# the end
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "sources.toml"
    file.write_text(BEFORE, encoding="utf-8")
    file.chmod(0o640)
    return file


def test_the_table_comes_last_and_all_else_stays(path: Path) -> None:
    line = add_table(path, "source", {"id": "two", "name": '引用"と\\', "tier": 3, "options": {"item": "a[href]"}})
    text = path.read_text("utf-8")
    assert text.startswith(BEFORE.rstrip())
    assert tomllib.loads(text)["source"][1] == {
        "id": "two",
        "name": '引用"と\\',
        "tier": 3,
        "options": {"item": "a[href]"},
    }
    assert text.splitlines()[line - 1] == "[[source]]"
    assert locate(text)[("source", 1)] == line
    assert path.stat().st_mode & 0o777 == 0o640


def test_tables_can_be_added_one_after_the_other(path: Path) -> None:
    for number in range(3):
        add_table(path, "term", {"id": f"t{number}", "any": ["a", "b"]})
    assert [term["id"] for term in tomllib.loads(path.read_text("utf-8"))["term"]] == ["t0", "t1", "t2"]


def test_an_id_that_is_taken_is_refused_and_nothing_changes(path: Path) -> None:
    with pytest.raises(UsageError, match="has a \\[\\[source\\]\\] with the id 'one' already"):
        add_table(path, "source", {"id": "one"})
    assert path.read_text("utf-8") == BEFORE


def test_a_broken_file_is_not_made_worse(path: Path) -> None:
    path.write_text("[[source]\n")
    with pytest.raises(ConfigError):
        add_table(path, "source", {"id": "two"})
    assert path.read_text("utf-8") == "[[source]\n"


def test_a_link_is_written_through_and_nothing_is_left_behind(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    add_table(link, "source", {"id": "two"})
    assert link.is_symlink()
    assert 'id = "two"' in path.read_text("utf-8")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link.toml", "sources.toml"]
