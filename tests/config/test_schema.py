"""The schemas: made from the models, committed as they are made, and true of the shipped files."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.config.homes import CHANNELS, KINDS

from ipscwatch import channels, sources
from ipscwatch.config import default_folder, schema

STEMS = ("ipscwatch", "sources", "terms")


@pytest.mark.parametrize("stem", STEMS)
def test_the_committed_schema_is_the_one_the_models_make(stem: str) -> None:
    made = schema(sources.kinds(), channels.kinds())[stem]
    committed = json.loads((default_folder() / "schema" / f"{stem}.json").read_text("utf-8"))
    assert made == committed, "run: ipscwatch schema --write"


@pytest.mark.parametrize("stem", STEMS)
def test_each_shipped_file_names_its_schema_in_its_first_line(stem: str) -> None:
    folder = default_folder()
    first = (folder / f"{stem}.toml").read_text("utf-8").splitlines()[0]
    assert first == f"#:schema ./schema/{stem}.json"
    assert (folder / first.split()[1]).is_file()


def test_a_sources_options_are_those_of_its_kind() -> None:
    made = schema(KINDS, CHANNELS)["sources"]
    table = made["$defs"]["SourceTable"]
    assert table["properties"]["kind"]["enum"] == ["plain", "picky"]
    assert table["properties"]["kind"]["description"] == "plain: a plain; picky: a picky"
    plain, picky = table["allOf"]
    assert plain["then"] == {"properties": {"options": {"$ref": "#/$defs/PlainOptions"}}}
    assert picky["then"]["required"] == ["options"]
    options = made["$defs"]["PickyOptions"]
    assert options["required"] == ["item"]
    assert options["additionalProperties"] is False
    assert options["properties"]["item"]["description"] == "What to pick."
    assert options["properties"]["pages"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 9,
        "default": 1,
        "description": "How many pages to read",
    }
    assert {"env", "file"} == {next(iter(one["properties"])) for one in options["properties"]["key"]["oneOf"]}


def test_a_channels_other_keys_are_those_of_its_kind() -> None:
    made = schema(KINDS, CHANNELS)["ipscwatch"]
    post = made["$defs"]["PostOptions"]
    assert set(post["properties"]) == {"id", "kind", "enabled", "to", "password", "folder", "spool", "tls"}
    assert post["additionalProperties"] is False


def test_there_is_no_null_in_toml() -> None:
    assert "null" not in json.dumps(schema(KINDS, CHANNELS))


def test_every_key_tells_what_it_is_for() -> None:
    made = schema(sources.kinds(), channels.kinds())
    silent = [
        f"{stem}: {table}.{key}"
        for stem, one in made.items()
        for table, definition in one["$defs"].items()
        for key, about in definition.get("properties", {}).items()
        if about is not True and "description" not in about and "$ref" not in about
    ]
    assert silent == []


def fits(schema: dict[str, Any], table: str, keys: set[str]) -> set[str]:
    """Return the keys that the schema does not know."""
    return keys - set(schema["$defs"][table]["properties"])


@pytest.mark.parametrize(
    ("stem", "name", "table"),
    [
        ("sources", "source", "SourceTable"),
        ("terms", "term", "TermTable"),
        ("terms", "subject", "SubjectTable"),
        ("ipscwatch", "digest", "DigestTable"),
    ],
)
def test_the_shipped_tables_fit_their_schema(stem: str, name: str, table: str) -> None:
    made = json.loads((default_folder() / "schema" / f"{stem}.json").read_text("utf-8"))
    values = tomllib.loads((default_folder() / f"{stem}.toml").read_text("utf-8"))
    assert values[name]
    for one in values[name]:
        assert fits(made, table, set(one)) == set()
        assert set(made["$defs"][table]["required"]) <= set(one)


def test_the_default_folder_is_the_repositorys_own() -> None:
    assert default_folder().resolve() == Path(__file__).parents[2] / "config"
