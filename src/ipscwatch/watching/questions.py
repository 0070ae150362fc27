"""What is still unknown, and what answers it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ipscwatch.model.ledger import Question, Standing

_ANSWERS = 2
"""Only a regulator's or a company's word answers a question (tiers 1 and 2)."""


def answered(questions: Sequence[Question], standings: Iterable[Standing]) -> dict[str, str]:
    """Return the open questions that these facts answer, each with the id of the observation that does."""
    answers: dict[str, str] = {}
    for standing in standings:
        subject_id, attribute, _ = standing.key
        held = standing.held_by if standing.state in ("held", "disputed") else ()
        if not held or held[0].tier > _ANSWERS:
            continue
        for question in questions:
            asked = question.subject_id == subject_id and attribute in question.attributes
            if asked and question.answered_by is None:
                answers.setdefault(question.question_id, held[0].observation_id)
    return answers
