"""What every table of the files has in common."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A TOML table: no unknown keys, no silent conversions."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        use_attribute_docstrings=True,
        populate_by_name=False,
        defer_build=True,  # most runs read a few of the tables
    )

    def given(self, *left_out: str) -> dict[str, Any]:
        """Return the values that were written, lists as tuples; whatever was not keeps the value's own default."""
        names = self.model_fields_set.difference(left_out)
        return {name: _frozen(getattr(self, name)) for name in names}


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
