"""Overclaims about how far a product is: approved, on the market, to be had, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ipscwatch.watching.extractors.conditions import CONDITIONAL
from ipscwatch.watching.extractors.sentence import Sentence
from ipscwatch.watching.extractors.steps import steps
from ipscwatch.watching.flags import approval_words as words
from ipscwatch.watching.flags.guards import denied
from ipscwatch.watching.flags.reading import Hit, Text

_AROUND = 60
"""Characters around an approval in which a word for a study says what was approved."""
_OBJECT = 60
"""Characters after an English verb in which its object is named."""


class _Approval(NamedTuple):
    """A place where the text says that the state approved a watched product."""

    sentence: Sentence
    hit: Hit
    in_full: bool


def condition_omitted(text: Text) -> Iterator[Hit]:
    """Yield approvals that have a condition in a paragraph without it, unless the headline or lead states it.

    A regulator's own notice refers to an approval, and claims nothing by it.
    """
    if text.item.tier == 1 or CONDITIONAL.search(text.lead) or words.CORRECTION.search(text.item.title):
        return
    paragraphs: dict[int, str] = {}
    for sentence in text.sentences:
        paragraphs[sentence.paragraph] = paragraphs.get(sentence.paragraph, "") + sentence.text
    for approval in _approvals(text):
        if approval.in_full:
            continue
        paragraph = paragraphs[approval.sentence.paragraph]
        told = CONDITIONAL.search(paragraph) or words.CONDITIONED.search(paragraph)
        if not told and not _answered(text, approval.sentence) and text.noted(approval.sentence, "F-COND-OMITTED"):
            yield approval.hit


def _answered(text: Text, sentence: Sentence) -> bool:
    """Say whether the sentence that follows names the condition at once, as «A conditional one» does."""
    place = text.sentences.index(sentence) + 1
    following = text.sentences[place : place + 1]
    return any(words.A_CONDITIONAL_ONE.match(one.text) for one in following)


def stage(text: Text) -> Iterator[Hit]:
    """Yield the state's approval told before there was one, and a panel's act told as the state's or as sale."""
    if words.CORRECTION.search(text.item.title):
        return
    told = _approvals(text)
    for claim in text.said("approval_date"):
        approved = _approved_on(text, claim.subject_id)
        day = claim.value.text
        sentence = text.passages.at(claim.start or 0)
        acted = sentence.start in {one.sentence.start for one in told} and not sentence.search(words.MISREPORTED)
        if approved and acted and len(day) == 10 and day < approved.isoformat():
            yield claim.start or 0, claim.end or 0
    early = {owner: _is_early(text, owner) for owner in text.watched}
    for approval in told:
        if any(early[owner] for owner in text.owners(approval.sentence)):
            yield approval.hit
    if text.published is not None and not any(early.values()):
        return
    if told and (_awaits_approval(text) or _only_panel_acts(text, told)):
        yield told[0].hit
    too_soon = any(early.values()) and any(one.search(words.PANEL) for one in text.sentences)
    acts = _acts_of_panel(text)
    for sentence, hit in text.search(words.MARKET, text.unturned, unhedged=True):
        if too_soon or (acts and (told or sentence.search(words.PANEL))):
            yield hit


def available(text: Text) -> Iterator[Hit]:
    """Yield where a product can be had, before the day from which it can."""
    for sentence, hit in text.search(words.AVAILABLE, text.ours, unhedged=True):
        for owner in text.owners(sentence):
            known = text.approved.get(owner)
            if known is not None and _before(text.published, known.available_on):
                yield hit


def jurisdiction(text: Text) -> Iterator[Hit]:
    """Yield another country's regulator as the one that approved."""
    for sentence, hit in text.search(words.ABROAD, text.ours):
        if not sentence.search(words.COMPARED) and not _of_other_product(sentence, hit[1] - sentence.start):
            yield hit


def _of_other_product(sentence: Sentence, end: int) -> bool:
    """Say whether «the FDA approved …» goes on with something that is not ours."""
    after = sentence.text[end : end + _OBJECT]
    if not after[:1].isspace() or not after.strip():
        return False
    ours = any(0 <= group.start - sentence.start - end < _OBJECT for group in sentence.groups)
    return not ours and words.TAKEN_UP.search(after) is None


@lru_cache(maxsize=1)
def _approvals(text: Text) -> tuple[_Approval, ...]:
    """Return the approvals told."""
    return tuple(_told(text))


def _told(text: Text) -> Iterator[_Approval]:
    """Yield the approvals told; a headline of a study without a product's name has them all be the study's."""
    if not text.named and words.STUDY_PLAN.search(text.item.title):
        return
    for sentence in text.sentences:
        ours = text.watched.intersection(sentence.topic)
        if not ours and (sentence.topic or sentence.groups or not sentence.search(words.IPS_PRODUCTS)):
            continue
        if sentence.search(words.PANEL) and not sentence.search(words.EARLIER):
            continue
        for step in steps(text.passages, sentence):
            span = step.cue.start, step.cue.end
            if (
                step.cue.role in ("approved", "approved in full")
                and step.modality == "asserted"
                and not denied(sentence.text, *span)
                and not _is_to_come(sentence, *span)
                and not _of_something_else(sentence, *span)
            ):
                hit = sentence.start + span[0], sentence.start + span[1]
                yield _Approval(sentence, hit, step.cue.role == "approved in full")
        for _, (start, end) in text.search(words.LET_THROUGH, [sentence], unhedged=True):
            if not _of_something_else(sentence, start - sentence.start, end - sentence.start):
                yield _Approval(sentence, (start, end), in_full=False)


def _is_to_come(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether the approval is near or asked for, or merely named («the approved product», «iPS製品の承認»)."""
    before, after = sentence.text[:start], sentence.text[end:]
    if words.ATTRIBUTE_BEFORE.search(before) and words.ATTRIBUTE_AFTER.search(after):
        return True
    if words.OF_BEFORE.search(before) and not words.HAD_AFTER.search(after):
        return True
    return (sentence.may_hold(words.NOT_YET_BEFORE) and words.NOT_YET_BEFORE.search(before) is not None) or (
        sentence.may_hold(words.NOT_YET_AFTER) and words.NOT_YET_AFTER.search(after) is not None
    )


def _of_something_else(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether a study or its plan was approved, a price, or something by another country's regulator."""
    if any(hit.start() < end and start < hit.end() for hit in sentence.finditer(words.ABROAD)):
        return True
    plans = sentence.finditer(words.STUDY_PLAN)
    if any(hit.start() < end + _AROUND and start - _AROUND < hit.end() for hit in plans):
        return True
    left = max(sentence.text.rfind(mark, 0, start) for mark in "、,;") + 1
    right = min((place for mark in "、,;" if (place := sentence.text.find(mark, end)) >= 0), default=None)
    return any(hit.end() <= start for hit in sentence.finditer(words.PRICERS)) or (
        sentence.may_hold(words.PRICE) and words.PRICE.search(sentence.text[left:right]) is not None
    )


def _approved_on(text: Text, subject_id: str) -> date | None:
    known = text.approved.get(subject_id)
    return known.approved_on if known is not None else None


def _is_early(text: Text, subject_id: str) -> bool:
    approved = _approved_on(text, subject_id)
    return approved is not None and text.published is not None and text.published < approved


def _awaits_approval(text: Text) -> bool:
    """Say whether the text itself has the state's act still to come."""
    return any(sentence.search(words.TO_COME) for sentence in text.unturned)


@lru_cache(maxsize=1)
def _acts_of_panel(text: Text) -> list[Sentence]:
    """Return the sentences in which a panel acts now, and not before what the text is news of."""
    return [
        sentence
        for sentence in text.unturned
        if sentence.search(words.PANEL)
        and not sentence.search(words.EARLIER)
        and (
            sentence.search(words.PANEL_ACTS)
            or any(step.cue.role == "endorsed" for step in steps(text.passages, sentence))
        )
    ]


def _only_panel_acts(text: Text, told: Sequence[_Approval]) -> bool:
    """Say whether a panel is the only one the text knows to have acted: no minister, no ministry."""
    return bool(_acts_of_panel(text)) and not any(one.sentence.search(words.MINISTRY) for one in told)


def _before(published: date | None, available_on: date | None) -> bool:
    return available_on is None or published is None or published < available_on
