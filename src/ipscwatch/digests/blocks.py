"""Facts in the groups they are read in: by subject, and those that moved alike for several subjects together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ipscwatch.model.digest import FactLine


@dataclass(frozen=True, slots=True)
class Block:
    """One fact, or the same fact of several subjects: same attribute, same values, same way it moved."""

    facts: tuple[FactLine, ...]

    @property
    def subjects(self) -> tuple[str, ...]:
        """Whose fact it is."""
        return tuple(fact.subject for fact in self.facts)

    @property
    def first(self) -> FactLine:
        """One of the facts, where what is asked for is the same for all."""
        return self.facts[0]


@dataclass(frozen=True, slots=True)
class Group:
    """The blocks of one subject, or of several that share them."""

    subjects: tuple[str, ...]
    blocks: tuple[Block, ...]


def groups(facts: Sequence[FactLine]) -> tuple[Group, ...]:
    """Return the facts in groups, in the order of each group's gravest fact; every fact is in one block."""
    found: dict[tuple[str, ...], list[Block]] = {}
    for block in blocks(facts):
        found.setdefault(block.subjects, []).append(block)
    return tuple(Group(subjects=subjects, blocks=tuple(members)) for subjects, members in found.items())


def blocks(facts: Sequence[FactLine]) -> tuple[Block, ...]:
    """Return the facts in blocks, in the order of each block's first fact; subjects by their first fact of all."""
    order = list(dict.fromkeys(fact.subject for fact in facts))
    alike: dict[object, list[FactLine]] = {}
    for fact in facts:
        alike.setdefault(_likeness(fact), []).append(fact)
    return tuple(Block(tuple(sorted(same, key=lambda fact: order.index(fact.subject)))) for same in alike.values())


def _likeness(fact: FactLine) -> object:
    """Return what two facts of different subjects must share to be told as one."""
    change, after = fact.change, fact.change.after
    before = change.before.value if change.before else None
    rivals = frozenset(one.claim.value for one in after.disputed_by)
    return (*change.key[1:], change.outcome, after.state, after.value, before, rivals, change.note)
