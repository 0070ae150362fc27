"""Reading a text for overclaims.

A flag is raised for a text about a watched product, or one that carries such a product over to other treatments.
When a product was approved and may be had, and at what price, is in its configuration; what depends on a day that
is not given is silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ipscwatch.model.item import Item
from ipscwatch.model.ledger import Flag
from ipscwatch.model.term import Subject
from ipscwatch.watching.flags import approvals, evidence, interests
from ipscwatch.watching.flags.notes import NOTES
from ipscwatch.watching.flags.reading import Hit, Text

_RULES: dict[str, Callable[[Text], Iterator[Hit]]] = {
    "F-COND-OMITTED": approvals.condition_omitted,
    "F-STAGE": approvals.stage,
    "F-COVER-AS-PROOF": evidence.cover_as_proof,
    "F-EFFICACY-PROVEN": evidence.efficacy_proven,
    "F-SMALL-N-OMITTED": evidence.small_n_omitted,
    "F-OPEN-LABEL-OMITTED": evidence.open_label_omitted,
    "F-MECH-REPLACE": evidence.mechanism,
    "F-SAFE": evidence.safe,
    "F-GENERALISE": interests.generalise,
    "F-AVAILABLE": approvals.available,
    "F-COST-INVENTED": interests.cost_invented,
    "F-HYPE": interests.hype,
    "F-JURIS": approvals.jurisdiction,
    "F-COI": interests.interest,
}


def find(item: Item, subjects: Sequence[Subject]) -> tuple[Flag, ...]:
    """Return the overclaims of the item, each kind once, where it first stands."""
    text = Text(item, subjects)
    if not text.watched:
        return ()
    found = []
    for name, rule in _RULES.items():
        hit = next(rule(text), None)
        if hit is not None:
            quote = " ".join(item.full_text[hit[0] : hit[1]].split())
            found.append(Flag(name=name, quote=quote, start=hit[0], end=hit[1], note=NOTES[name]))
    return tuple(sorted(found, key=lambda flag: flag.start))
