"""Tables: columns under each other whatever the script, and nothing in a cell steers the terminal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ipscwatch.cli import tables

CELLS = st.text("aｱア薬é ́\x1b\u202e[]\n", max_size=12)


def test_east_asian_characters_count_two_places() -> None:
    assert tables.aligned(("ID", "NAME"), [("薬価", "x"), ("a", "中医協")]) == [
        "ID    NAME",
        "薬価  x",
        "a     中医協",
    ]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_every_second_column_begins_at_the_same_place(rows: list[tuple[str, str]]) -> None:
    marked = [(tables.visible(left), f"|{tables.visible(right)}") for left, right in rows]
    lines = tables.aligned(("A", "|B"), marked)
    assert len({cell_len(line[: line.index("|")]) for line in lines}) == 1


@given(CELLS)
def test_what_is_visible_is_one_printable_line(text: str) -> None:
    assert tables.visible(text).isprintable()
    assert len(tables.visible(text)) == len(text)


def test_without_rows_a_sentence_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    tables.print_table(("ID",), [], empty="there is nothing")
    assert capsys.readouterr().out == "there is nothing\n"


def test_on_a_terminal_ids_stay_whole_and_cells_are_no_markup(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    rows = [("amchepry.approval_date", "ok", "[red]x[/red] " + "word " * 20)]
    tables.print_table(("FACT", "STATE", "NOTE"), rows, empty="")
    drawn = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    assert "amchepry.approval_date" in drawn
    assert "[red]" in drawn
    assert max(map(cell_len, drawn.splitlines())) <= 40
