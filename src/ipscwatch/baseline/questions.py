"""The open questions that ship."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

from ipscwatch.model.ledger import Question


def questions() -> tuple[Question, ...]:
    """Return the open questions, in the order of the file."""
    tables = tomllib.loads(files(__package__).joinpath("questions.toml").read_text("utf-8"))
    return tuple(_question(question_id, table) for question_id, table in tables.items())


def _question(question_id: str, table: dict[str, Any]) -> Question:
    opened_on: date = table["opened_on"]
    return Question(
        question_id=question_id,
        subject_id=table["subject"],
        text=table["text"],
        text_ja=table["text_ja"],
        attributes=tuple(table.get("attributes", ())),
        words=tuple(table["words"]),
        opened_on=opened_on,
    )
