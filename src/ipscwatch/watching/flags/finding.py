"""Reading a text for overclaims.

A flag is raised for a text about a watched product, or one that carries such a product over to other treatments.
What is so of a product is in its configuration: when it was approved and may be had, at what price, and, in its
notes, that its approval has conditions and how it acts. What depends on something that is not given is silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ipscwatch.model.item import Item
from ipscwatch.model.ledger import Flag
from ipscwatch.model.term import FlagName, Subject
from ipscwatch.watching.flags import approvals, evidence, interests
from ipscwatch.watching.flags.notes import NOTES, own
from ipscwatch.watching.flags.reading import Hit, Text

_RULES: dict[FlagName, Callable[[Text], Iterator[Hit]]] = {
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
            found.append(_flag(text, name, hit))
    return tuple(sorted(found, key=lambda flag: flag.start))


def _flag(text: Text, name: FlagName, hit: Hit) -> Flag:
    start, end = hit
    concerned = text.owners(text.passages.at(start))
    english, japanese = own(name, [one for one in text.subjects if one.subject_id in concerned])
    quote = " ".join(text.item.full_text[start:end].split())
    return Flag(name=name, quote=quote, start=start, end=end, note=NOTES[name], own=english, own_ja=japanese)
