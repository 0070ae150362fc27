"""Overclaims about what a product does: that it works, how, how safely, and on what evidence."""

from __future__ import annotations

from collections.abc import Iterator

from ipscwatch.watching.extractors.figures import PERSONS, amounts_in
from ipscwatch.watching.flags import evidence_words as words
from ipscwatch.watching.flags.guards import only_possible
from ipscwatch.watching.flags.reading import Hit, Text


def cover_as_proof(text: Text) -> Iterator[Hit]:
    """Yield coverage or a price given as proof."""
    for sentence, hit in text.search(words.PROOF, text.unturned, unhedged=True):
        if sentence.search(words.COVERAGE):
            yield hit


def efficacy_proven(text: Text) -> Iterator[Hit]:
    """Yield efficacy told as settled."""
    for _, hit in text.search(words.PROVEN, text.ours, unhedged=True):
        yield hit


def small_n_omitted(text: Text) -> Iterator[Hit]:
    """Yield where a product is said to work, in a text that gives no number of patients."""
    if not _counted(text):
        yield from _works(text)


def open_label_omitted(text: Text) -> Iterator[Hit]:
    """Yield where a product is said to work, in a text that says nothing of the trial's design."""
    if not text.first(words.DESIGN):
        yield from _works(text)


def mechanism(text: Text) -> Iterator[Hit]:
    """Yield heart muscle told as replaced, and cells of a wrong source, of products whose notes say what is so."""
    of_heart = {one.subject_id for one in text.subjects if words.HEART.search(one.indication or "")}
    heart = [one for one in text.unturned if one.search(words.HEART) or of_heart.intersection(one.topic)]
    for sentence, (start, end) in text.search(words.REPLACES, heart):
        if not only_possible(sentence.text, start - sentence.start) and text.noted(sentence, "F-MECH-REPLACE"):
            yield start, end
    for sentence, hit in text.search(words.OWN_CELLS, text.ours):
        if not sentence.search(words.OTHER_CELLS) and text.noted(sentence, "F-MECH-REPLACE"):
            yield hit


def safe(text: Text) -> Iterator[Hit]:
    """Yield safety told as settled."""
    for _, hit in text.search(words.SAFE, text.ours, unhedged=True):
        yield hit
    for _, hit in text.search(words.NO_REJECTION, text.unturned, unhedged=True):
        yield hit


def _works(text: Text) -> Iterator[Hit]:
    """Yield where the text asserts that a product works, and does not merely count who got better."""
    counted = {claim.start for claim in text.claims if claim.attribute == "responders"}
    for sentence, hit in text.search(words.WORKS, text.ours, unhedged=True):
        if sentence.search(words.COVERAGE) and sentence.search(words.PROOF):
            continue
        told = any(sentence.start <= (place or 0) < sentence.end for place in counted)
        if (
            not told
            and not sentence.search(words.COUNTED)
            and not amounts_in(text.passages, sentence, "count", *PERSONS)
        ):
            yield hit


def _counted(text: Text) -> bool:
    """Say whether the text gives any number of patients of ours, or says that they were few."""
    if text.first(words.FEW):
        return True
    told = {"trial_n", "efficacy_n", "responders"}
    return any(claim.attribute in told for claim in text.claims) or any(
        amounts_in(text.passages, sentence, "count", *PERSONS) for sentence in text.ours
    )
