"""The JSON schemas of the three files, made from the models that read them; editors complete and check with them.

Draft 7 (https://json-schema.org/draft-07), which the TOML language servers understand; the first line of a file,
``#:schema ./schema/sources.json``, tells them where to look.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from ipscwatch.config.fields import write_duration
from ipscwatch.config.options import reader
from ipscwatch.config.tables import FILES
from ipscwatch.model.kinds import ChannelKind, SourceKind

Json = dict[str, Any]


class _Toml(GenerateJsonSchema):
    """JSON Schema as TOML needs it: there is no null, a duration is written ``1h``, titles only repeat keys."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        return {key: value for key, value in made.items() if (key, value) != ("default", None)}

    def encode_default(self, dft: object) -> object:
        if isinstance(dft, timedelta):
            return write_duration(dft)
        return f"{dft:%H:%M}" if isinstance(dft, time) else super().encode_default(dft)

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - the base class's signature
        return False


def schema(kinds: Mapping[str, SourceKind[Any]], channels: Mapping[str, ChannelKind[Any]]) -> Mapping[str, Json]:
    """Return the schema of each file by its stem: ``ipscwatch``, ``sources``, ``terms``."""
    schemas = {stem: _file_schema(stem) for stem in FILES}
    _with_source_kinds(schemas["sources"], kinds)
    _with_channel_kinds(schemas["ipscwatch"], channels)
    return schemas


def _file_schema(stem: str) -> Json:
    made = FILES[stem].model_json_schema(schema_generator=_Toml)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **made, "title": f"config/{stem}.toml"}


def _with_source_kinds(schema: Json, kinds: Mapping[str, SourceKind[Any]]) -> None:
    """Let `options` be what the source's kind needs."""
    table = schema["$defs"]["SourceTable"]
    table["properties"]["kind"] |= _choice(kinds)
    for name, kind in kinds.items():
        options = _options(schema, kind.options)
        then: Json = {"properties": {"options": {"$ref": options}}}
        if schema["$defs"][options.rpartition("/")[2]].get("required"):
            then["required"] = ["options"]
        table.setdefault("allOf", []).append(_if_kind(name, then))


def _with_channel_kinds(schema: Json, kinds: Mapping[str, ChannelKind[Any]]) -> None:
    """Let a channel's other keys be what its kind needs."""
    table = schema["$defs"]["ChannelTable"]
    table["properties"]["kind"] |= _choice(kinds)
    table["additionalProperties"] = True
    common = dict.fromkeys(table["properties"], True)
    for name, kind in kinds.items():
        options = schema["$defs"][_options(schema, kind.options).rpartition("/")[2]]
        options["properties"] = {**common, **options["properties"]}
        table.setdefault("allOf", []).append(_if_kind(name, {"$ref": f"#/$defs/{kind.options.__name__}"}))


def _choice(kinds: Mapping[str, SourceKind[Any]] | Mapping[str, ChannelKind[Any]]) -> Json:
    told = "; ".join(f"{name}: {kind.summary}" for name, kind in kinds.items())
    return {"enum": list(kinds), "description": told}


def _if_kind(name: str, then: Json) -> Json:
    return {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": then}


def _options(schema: Json, options: type) -> str:
    """Add the schema of an options type to the definitions and return the reference to it."""
    made = reader(options).json_schema(schema_generator=_Toml)
    schema["$defs"] |= made.pop("$defs", {})
    schema["$defs"][options.__name__] = made
    return f"#/$defs/{options.__name__}"
