"""A product's way to approval: the stage it has reached, and the date of each step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ipscwatch.model.ledger import Value
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import Dated, days_in
from ipscwatch.watching.extractors.owners import owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.roles import assign
from ipscwatch.watching.extractors.sentence import Owners, Sentence
from ipscwatch.watching.extractors.steps import Step, steps

CONDITIONAL = Expression(
    r"conditional|time-limited|provisional|条件|期限付|期限つき|仮免許|仮承認|조건"
    r"|기한부|가면허|附條件|附条件|有條件|有条件|conditionnel",
    re.IGNORECASE,
)
_TURN = Expression(r"\bbut\b|\bwhile\b|\bwhereas\b|;|一方|だが|ものの")
_OBJECT = 24
"""Characters after an English verb in which its object begins."""
_STATUS: Mapping[str, str] = {
    "filed": "application filed",
    "endorsed": "endorsed by committee",
    "refused": "refused",
    "withdrawn": "withdrawn",
}
_DATES: Mapping[str, str] = {
    "filed": "application_date",
    "agenda": "committee_agenda_date",
    "endorsed": "committee_endorsement_date",
    "approved": "approval_date",
    "approved in full": "full_approval_date",
    "refused": "refusal_date",
    "withdrawn": "withdrawn",
}


def _extract(passages: Passages) -> Iterator[Finding]:
    conditional = CONDITIONAL.search(passages.text) is not None
    products = passages.ready.products
    for sentence in passages.sentences:
        told = [*steps(passages, sentence)]
        if not told:
            continue
        found = [_status(sentence, one, passages.text, conditional=conditional) for one in told]
        for finding in (*found, *_dates(passages, sentence, told)):
            owners = tuple(owner for owner in finding.owners if owner in products) if finding is not None else ()
            if finding is not None and (owners or finding.attribute != "approval_status"):
                yield finding if owners == finding.owners else finding._replace(owners=owners)


def _status(sentence: Sentence, told: Step, text: str, *, conditional: bool) -> Finding | None:
    value = _STATUS.get(told.cue.role) or _approved_as(told.cue.role, conditional=conditional)
    if value is None:
        return None
    start, end = sentence.start + told.cue.start, sentence.start + told.cue.end
    return Finding(
        owners=_owners(sentence, start, end, text),
        attribute="approval_status",
        value=Value(text=value),
        start=start,
        end=end,
        modality=told.modality,
    )


def _approved_as(role: str, *, conditional: bool) -> str | None:
    if role == "approved in full":
        return "full approval"
    if role != "approved":
        return None
    return "conditional and time-limited approval" if conditional else "approved"


def _owners(sentence: Sentence, start: int, end: int, text: str) -> Owners:
    """Return whose step it is; where the sentence turns («A …, but endorsed B»), the verb's own object."""
    (owners,) = owners_of(sentence, [(start, end)], text)
    if not sentence.search(_TURN):
        return _all_named(sentence, owners)
    ahead = [group for group in sentence.groups if end <= group.start <= end + _OBJECT]
    return ahead[0].owners if ahead and text[start:end].isascii() else owners


def _all_named(sentence: Sentence, owners: Owners) -> Owners:
    """Return every subject of a sentence with one happening: «approves A for x and B for y» approves both."""
    strangers = () in {group.owners for group in sentence.groups}
    return sentence.topic or owners if len(sentence.groups) > 1 and not strangers else owners


def _dates(passages: Passages, sentence: Sentence, told: list[Step]) -> Iterator[Finding]:
    dates = days_in(passages, sentence)
    if not dates:
        return
    spans = [(one.start - sentence.start, one.end - sentence.start) for one in dates]
    by_cue = {one.cue: one for one in told}
    for dated, cue in zip(dates, assign(sentence.text, spans, [one.cue for one in told]), strict=True):
        if cue is not None:
            yield _dated(sentence, dated, by_cue[cue], passages.text)


def _dated(sentence: Sentence, dated: Dated, told: Step, text: str) -> Finding:
    return Finding(
        owners=_owners(sentence, sentence.start + told.cue.start, sentence.start + told.cue.end, text),
        attribute=_DATES[told.cue.role],
        value=dated.value,
        start=dated.start,
        end=dated.end,
        modality="asserted" if told.cue.role == "agenda" else told.modality,
        rejected=dated.rejected,
    )


EXTRACTOR = Extractor(
    name="stages", version=1, attributes=("approval_status", *dict.fromkeys(_DATES.values())), extract=_extract
)
