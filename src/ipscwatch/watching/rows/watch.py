"""Which rows are watched: by the beginning of their code, by a word they hold, by a watch term's subject."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ipscwatch.model.reading import Row
from ipscwatch.model.row import CATEGORY, INGREDIENT, NAME
from ipscwatch.model.term import Subject, Term
from ipscwatch.text.fold import fold
from ipscwatch.watching.words import Finder, Words

NAMING = (CATEGORY, NAME, INGREDIENT)
"""The cells that say what a row is; in a table without them every cell may."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Says of a row whether it is watched, and which products it is about."""

    prefixes: tuple[str, ...]
    finder: Finder
    subjects: dict[int, frozenset[str]]
    """Word number → the products it names."""

    @classmethod
    def of(cls, choices: Iterable[str], terms: Sequence[Term], subjects: Sequence[Subject]) -> Watch:
        """Return a watch for a source's own choices (code prefixes such as ``4900``, words), terms and subjects.

        Words of a term that must stand beside others are left out: a cell holds a name and nothing beside it.
        """
        chosen = tuple(choices)
        codes = [one for one in chosen if one.isascii() and one[:1].isdigit()]
        prefixes = (*codes, *(one.price_code_prefix for one in subjects if one.price_code_prefix and one.watched))
        words, named = Words(), dict[int, set[str]]()
        words.add(*(one for one in chosen if one not in codes))
        for term in terms:
            if not (term.all or term.near or term.cues or term.languages or term.sources):
                words.add(*term.any)
        for subject in subjects:
            if subject.kind != "product":
                continue  # a company's name stands in the names of all its generics
            for number in words.add(*_names(subject)):
                named.setdefault(number, set()).add(subject.subject_id)
        return cls(
            tuple(dict.fromkeys(prefixes)), Finder(words), {number: frozenset(ids) for number, ids in named.items()}
        )

    def is_watched(self, row: Row) -> bool:
        """Say whether the row gets a line of its own."""
        return row.key.startswith(self.prefixes) or bool(self._find(row))

    def about(self, row: Row) -> frozenset[str]:
        """Return the ids of the products that the row names."""
        return frozenset[str]().union(*(self.subjects.get(number, frozenset()) for number in self._find(row)))

    def _find(self, row: Row) -> Iterable[int]:
        text = "\n".join(row.cells[column] for column in NAMING if column in row.cells)
        text = text or "\n".join(row.cells.values())
        return self.finder.find(text, fold(text)).keys()


def _names(subject: Subject) -> tuple[str, ...]:
    """Return every name that means it alone; in a list of prices even a weak one does."""
    return (*subject.names, *subject.weak)
