"""What reading one item alone can say: mentions, events, claims, flags and its grouping key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ipscwatch.model.change import Draft
from ipscwatch.model.item import Edit, Item
from ipscwatch.model.term import Subject, Term
from ipscwatch.watching.terms import Matcher

LONGEST = 200_000
"""Characters of a text that are read; no article or notice is longer."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The configured terms and subjects, made ready once, for reading many items."""

    terms: Sequence[Term]
    subjects: Sequence[Subject]
    matcher: Matcher

    @classmethod
    def of(cls, terms: Sequence[Term], subjects: Sequence[Subject]) -> Desk:
        """Return a desk for these terms and subjects."""
        return cls(terms=terms, subjects=subjects, matcher=Matcher(terms, subjects))

    def draft(self, item: Item, *, edit: Edit | None = None) -> Draft:
        """Read one item; an item without a mention is stored and searchable, and nothing more.

        Of a text longer than `LONGEST` the beginning is read.
        """
        whole = item
        item = item if len(item.text) <= LONGEST else replace(item, text=item.text[:LONGEST])
        mentions = self.matcher.match(item)
        if not mentions:
            return Draft(item=whole, edit=edit)
        # Their many patterns are made ready with the first mention: most passes bring none.
        from ipscwatch.watching import events, extractors, flags, stories  # noqa: PLC0415
        from ipscwatch.watching.row_claims import doubt_digits  # noqa: PLC0415

        found = events.classify(item, mentions, self.subjects)
        return Draft(
            item=whole,
            edit=edit,
            mentions=mentions,
            events=found,
            claims=doubt_digits(item, extractors.extract(item, self.subjects, found)),
            flags=flags.find(item, self.subjects),
            story_key=stories.key(item, found),
        )
