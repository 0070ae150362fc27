"""Which products a text speaks of: by a name, by the words that mean it alone, or by its company's name."""

from __future__ import annotations

from ipscwatch.watching.extractors.passages import Passages


def products_meant(passages: Passages) -> frozenset[str]:
    """Return the products that the text speaks of; a disease or an organ by itself means none."""
    generics = {one.subject_id: {word.casefold() for word in one.generics} for one in passages.subjects}
    found = {
        one.subject_id
        for one in passages.namings
        if one.subject_id is not None
        and (
            one.kind != "description"
            or passages.text[one.start : one.end].casefold() in generics.get(one.subject_id, ())
        )
    }
    return frozenset(found & passages.ready.products)
