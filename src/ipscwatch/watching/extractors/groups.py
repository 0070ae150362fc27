"""The subjects a sentence names, with those named together in one group."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ipscwatch.watching.extractors.namings import Naming, Namings
from ipscwatch.watching.extractors.sentence import Group, Owners

_JOIN = re.compile(
    r"^[\s「」『』\"'®™*]*(?:\([^()]*\)|（[^（）]*）|[\s「」『』\"'®™])*(?:と(?!同じ|同日|同時に|比べ|異な|違|は)|、"
    r"|・|や|も|および|及び|ならびに|並びに|and|&|,|/|와|과|및|和|与|與|及|et|,\s*and)"
    r"(?:(?!と|が|は|を|に|で|へ|も)[^\s。、,.;:()（）0-9]{0,12}|\s+(?!(?:while|whereas|but|whose)\b)[A-Za-z'-]+){0,4}"
    r"[\s「『\"'(（]*$",
    re.IGNORECASE,
)
_PREDICATE = re.compile(r"\b(?:was|were|has|have|had|did|will)\b[^,;]*$")
"""Between two namings of one subject: that the second is part of what is said, after which another may follow."""


_UNLIKE = re.compile(
    r"\b(?:unlike|besides|in contrast to|as opposed to) (?:[\w-]+(?:['’]s)? ){0,2}$", re.IGNORECASE
)
"""Before a naming: that what is said of the next one is not said of it."""


def groups_of(text: str, inside: Sequence[Naming], ready: Namings) -> tuple[Group, ...]:
    """Return the groups of one sentence, by place; `inside` are its namings, with offsets of the whole `text`."""
    return _groups(text, _settled(inside, ready))


def _settled(inside: Sequence[Naming], namings: Namings) -> list[Naming]:
    """Return the namings that count: a name outweighs a company and a description of the same or overlapping words.

    A description is void beside a rival's name, and where the sentence turns to something else; a field's name
    («iPSC retina») beside a product's only describes it.
    """
    named = [one for one in inside if one.kind == "name"]
    void = {one.subject_id for one in named} | {namings.described_as(one.subject_id) for one in inside}
    void.discard(None)
    beside = any(one.subject_id in namings.products for one in named)
    described = namings.fields if beside else frozenset()
    elsewhere = any(one.subject_id is None and one.kind == "name" for one in inside)
    rival = any(one.subject_id is not None and one.subject_id not in namings.watched for one in named)
    kept: list[Naming] = []
    for one in inside:
        if (rival and one.subject_id is None) or one.subject_id in described:
            continue
        if beside and one.kind == "description" and one.subject_id not in (None, *namings.products):
            continue
        if one.kind != "name" and (one.subject_id in void or (elsewhere and one.kind == "description")):
            continue
        if one.kind != "name" and any(
            one.start < other.end and other.start < one.end for other in (*named, *kept[-1:])
        ):
            continue
        kept.append(one)
    return kept


def _groups(text: str, inside: Sequence[Naming]) -> tuple[Group, ...]:
    groups: list[Group] = []
    said = False
    for one in inside:
        owner: Owners = (one.subject_id,) if one.subject_id is not None else ()
        last = groups[-1] if groups else None
        if last is not None and owner and (owner == last.owners or _is_inside(one, owner, last)):
            said = said or _PREDICATE.search(text, last.end, one.start) is not None
            groups[-1] = Group(last.owners, last.start, max(last.end, one.end))
        elif last is not None and owner and last.owners and not said and _joined(text, last, one):
            groups[-1] = Group(tuple(dict.fromkeys(last.owners + owner)), last.start, one.end)
        else:
            said = False
            groups.append(Group(owner, one.start, one.end))
    return tuple(groups)


def _joined(text: str, last: Group, one: Naming) -> bool:
    """Say whether a naming is told together with the group before it."""
    if _JOIN.match(text[last.end : one.start]) is None:
        return False
    return _UNLIKE.search(text[max(0, last.start - 40) : last.start]) is None


def _is_inside(one: Naming, owner: Owners, group: Group) -> bool:
    """Say whether a naming is a longer or shorter form of a name that a group ends with."""
    return one.start < group.end and set(owner) <= set(group.owners)
