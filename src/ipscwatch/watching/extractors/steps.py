"""The steps towards approval a sentence tells of: filed, on the agenda, endorsed, approved, refused, withdrawn.

What a verb means depends on who acts and on what: a panel's «approves» is an endorsement, a clinical study's
approval is no product's, and another country's regulator decides for another country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ipscwatch.model.ledger import Modality
from ipscwatch.watching.extractors.actors import STATE, SUBPANEL, by_panel, by_stranger
from ipscwatch.watching.extractors.assertion import stage_modality
from ipscwatch.watching.extractors.cues import CUES
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.other_acts import is_of_other, is_of_something_else, is_void
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.roles import Cue
from ipscwatch.watching.extractors.sentence import Sentence

_FULL = Expression(
    r"本承認|通常承認|通常の承認|本승인|본승인|\b(?:full|regular|unconditional) (?:\w+ )?(?:approv|authori)",
    re.IGNORECASE,
)
_FORMAL = Expression(r"正式承認|正式な承認|正式批准|\bformal (?:\w+ )?(?:approv|authori)", re.IGNORECASE)
_SEEKS = Expression(r"see?k|sought", re.IGNORECASE)


class Step(NamedTuple):
    """One step the sentence tells of, and how it is meant."""

    cue: Cue
    modality: Modality


def steps(passages: Passages, sentence: Sentence) -> Iterator[Step]:
    """Yield the steps, each place read by the first role that fits it."""
    taken: list[tuple[int, int]] = []
    endorsed = False
    for role, expression in CUES:
        for match in sentence.finditer(expression):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            actual = _actual_role(role, sentence, match)
            if actual is None or (actual == "endorsed" != role and endorsed):
                continue
            endorsed = endorsed or actual == "endorsed"
            if not by_stranger(passages, sentence, match.start()):
                yield Step(Cue(actual, match.start(), match.end()), _meant(sentence, match))


def _meant(sentence: Sentence, match: re.Match[str]) -> Modality:
    """Return how the step is meant; a company that seeks approval may have filed for it or may not."""
    return "planned" if _SEEKS.match(match[0]) else stage_modality(sentence, *match.span())


def _actual_role(role: str, sentence: Sentence, match: re.Match[str]) -> str | None:
    """Return what the words mean where they stand; None when they are not of a product's approval in Japan."""
    if is_void(role, sentence, match) or is_of_something_else(role, sentence, match):
        return None
    if role == "refused" and is_of_other(sentence, match):
        return None
    if role == "refused" and sentence.search(SUBPANEL):
        return "advised against"
    if role != "approved":
        return role
    if by_panel(sentence, match):
        return "endorsed"
    return "approved in full" if _in_full(sentence, match) else "approved"


def _in_full(sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether it is the approval without conditions; the minister's «formal» approval follows a panel's."""
    start, end = match.start() - 12, match.end()
    return sentence.near(_FULL, start, end) is not None or (
        sentence.near(_FORMAL, start, end) is not None and sentence.search(STATE) is None
    )
