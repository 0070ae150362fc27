"""The line scanner against tomllib: the same keys, and the line each value stands in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from ipscwatch.config.lines import Path, line_of, locate


def paths(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Yield every key path of a document that tomllib has read, with its value."""
    if path:
        yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from paths(inner, (*path, index))


def agrees(text: str) -> None:
    """Assert that the scanner finds exactly tomllib's keys, and every marked string in its own line."""
    found, read = locate(text), dict(paths(tomllib.loads(text)))
    assert set(found) == set(read)
    for path, value in read.items():
        if isinstance(value, str) and value.startswith("mark"):
            assert text[: text.index(value)].count("\n") + 1 == found[path], path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment\n",
        'a = "mark1"\nb = \'mark2\'\n\n\nc = """mark3\nsecond line"""\nd = "mark4"\n',
        "a = '''mark1 \\\n # no comment [x]\n'''\nb = 'mark2'",
        'a = """quotes ""inside"" and at the end"""""\nb = "mark1"',
        "a = '''one '' two'''''\nb = 'mark1'",
        'a = """\\"""escaped"""\nb = "mark1"',
        'a = [\n  "mark1", # a comment, with ] and "\n  "mark2",\n  [ "mark3",\n "mark4" ],\n]\nb = []\nc = [ ]\n',
        'a = { b = "mark1", c = { d = ["mark2"], e = {} } }\n',
        '[a.b]\nc = "mark1"\n[a]\nd = "mark2"\n[a.e.f]\n',
        '[[a]]\nb = "mark1"\n[[a.c]]\nd = "mark2"\n[[a.c]]\nd = "mark3"\n[a.c.e]\nf = "mark4"\n[[a]]\n',
        'a.b.c = "mark1"\na.b.d = "mark2"\n"a"."e f" = "mark3"\n\'x.y\' = "mark4"\n',
        '"\\u30ea\\U00030000" = "mark1"\n"" = 1\n',
        "[ a . \"b.c\" ]\nd = 'mark1'\n[[ e ]]\n[[ e ]]\nf = 'mark2'\n",
        "a = 1979-05-27 07:32:00 # with a space\nb = 1979-05-27T07:32:00Z\nc = 07:32:00\nd = 'mark1'\n",
        "a = [1, 2.5e3, 0xff, inf, true, 1979-05-27, 'mark1']\n",
        "a = [{ b = 'mark1' }, { b = 'mark2', c = 1 }]\n",
        "#:schema x\r\na = 'mark1'\r\n\r\n[t]\r\nb = 'mark2'\r\n".replace("\r\n", "\n"),
        "日本 = 1\n".replace("日本", '"日本"') + "b = 'mark1 日本'\n",
    ],
)
def test_keys_and_lines_are_those_of_tomllib(text: str) -> None:
    agrees(text)


KEYS = st.text("ab_-0 .\"'é日\\\t", min_size=0, max_size=4)
LEAVES = st.one_of(
    st.integers(-99, 99),
    st.booleans(),
    st.dates(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text("ab\"'\\#[]{}=,\n日 ", max_size=12),
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=12
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_every_document_has_the_same_keys_as_tomllib_sees(values: dict[str, object]) -> None:
    agrees(tomlkit.dumps(values))


@st.composite
def laid_out(draw: st.DrawFn) -> str:
    """Write a document in the styles people use, each string marked with a number of its own."""
    marks = iter(range(1000))

    def string() -> str:
        quote = draw(st.sampled_from(['"', "'", '"""', "'''"]))
        return f"{quote}mark{next(marks)}.{quote}"

    def value(depth: int) -> str:
        sort = draw(st.sampled_from(["string", "list", "table"])) if depth else "string"
        count = draw(st.integers(0, 3))
        if sort == "list":
            gap = draw(st.sampled_from([" ", "\n  ", " # ] } ' \"\n"]))
            return f"[{gap}" + "".join(f"{value(depth - 1)},{gap}" for _ in range(count)) + "]"
        if sort == "table":
            return "{ " + ", ".join(f"k{n} = {value(0)}" for n in range(count)) + " }"
        return string()

    lines = []
    for n in range(draw(st.integers(0, 5))):
        lines.append(draw(st.sampled_from(["", "# [x]", f"[t{n}]", f"[[a]]\n[a.s{n}]", "[[a]]", f"[x.y{n}]"])))
        lines += [
            f"{draw(st.sampled_from(['', 'dot.']))}k{n}{m} = {value(2)}" for m in range(draw(st.integers(0, 3)))
        ]
    return "\n".join(lines) + "\n"


@given(laid_out())
def test_every_value_is_found_in_its_own_line(text: str) -> None:
    agrees(text)


def test_a_table_in_several_places_stands_where_it_is_first_named() -> None:
    lines = locate("[a.b]\nc = 1\n[a]\nd.e = 1\nd.f = 2\n[[g]]\n[[g]]\n")
    assert (lines["a",], lines["a", "b"], lines["a", "d"], lines["g",], lines["g", 1]) == (1, 1, 4, 6, 7)


def test_a_path_that_is_not_there_has_the_line_of_what_is_around_it() -> None:
    lines = locate("[[a]]\nb = 1\n\n[[a]]\nc = [\n 1,\n 2,\n]\n")
    assert line_of(lines, ("a", 1, "c", 1)) == 7
    assert line_of(lines, ("a", 1, "missing")) == 4
    assert line_of(lines, ("a", 1, "c", "no", "such")) == 5
    assert line_of(lines, ("nothing",)) is None
