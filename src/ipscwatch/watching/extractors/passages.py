"""A text as its sentences, each with what it is about, and whose a figure in it is.

A sentence is about the subjects it names; else about those it refers back to («the former», «both»); else about
those of its paragraph, of the heading above it, or of the only product the text is about.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeVar

from ipscwatch.model.item import Item
from ipscwatch.model.term import Subject
from ipscwatch.text.amounts import Amount, find_amounts
from ipscwatch.text.dates import FoundDate, find_dates
from ipscwatch.text.fold import fold
from ipscwatch.text.sentences import one_line, sentences
from ipscwatch.text.width import narrow
from ipscwatch.watching.extractors.namings import Naming, Namings, namings

Placed = TypeVar("Placed", Amount, FoundDate)
Owners = tuple[str, ...]
"""Subject ids; several where one statement is made of several subjects alike."""

FORMER = re.compile(r"\bthe former\b|前者", re.IGNORECASE)
LATTER = re.compile(r"\bthe latter\b|後者", re.IGNORECASE)
BOTH = re.compile(
    r"\bboth(?: of (?:them|these)| (?:iPS\w* )?(?:products|treatments|therapies|drugs|medicines"
    r"|approvals|companies|were|are|have|had|received|won|got|will|must)\b|(?=[,.]|$))|\b(?:were"
    r"|are|have) both\b"
    r"|\b(?:(?:the|these) two(?! of)|two (?:types|kinds|sorts) of (?:[\w'-]+ ){0,5}(?:therap|treatment|product"
    r"|drug|medicine)\w*|two (?:(?!years|months|weeks|days|hours|of|in|after|or|to|and"
    r"|patients|people|other|decades)[\w'-]+ ){0,5}"
    r"(?:therap|treatment|product|drug|medicine|approval|sheet|cell)\w*|each of them)\b"
    r"|両製品|両者|両品|両社|(?:2|二)(?:つ|種類|種"
    r"|件)?の?(?:(?:新規)?iPS(?:細胞)?(?:由来)?の?)?(?:再生医療(?:等)?)?(?:製品|品目|治療"
    r"|療法|剤)|製品(?:など)?(?:2|二)(?:件|品目|つ)|いずれも"
    r"|ともに(?!歩)|두 제품|2종|两款|兩款|兩項|两项|deux (?:produits"
    r"|traitements)",
    re.IGNORECASE,
)
PLURAL = re.compile(
    r"\bfirst (?:[\w'-]+ ){0,4}(?:approvals|therapies|treatments|products|medicines)\b"
    r"|\biPSC?s?[- ](?:[\w-]+[- ]){0,3}(?:therapies|treatments|products|approvals|drugs"
    r"|medicines)\b"
    r"|\bthese (?:[\w-]+ ){0,3}(?:therapies|treatments|products|approvals|drugs|medicines)\b"
    r"|これらの製品|iPS(?:細胞)?(?:を使った|由来の)?(?:2|二)製品",
    re.IGNORECASE,
)
_PLURAL_STEMS = (
    "both",
    "two",
    "these",
    "first",
    "ips",
    "each",
    "両",
    "2",
    "二",
    "いずれ",
    "とも",
    "これら",
    "두 ",
    "两",
    "兩",
    "deux",
)
GENERIC = re.compile(
    r"\b(?:an?|any|such|some|many|most|other|all) (?:[\w-]+ ){0,3}"
    r"(?:therap(?:y|ies)|products?|treatments?|drugs?|company|companies|manufacturers?|developers?)\b|一般に",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of products at large; it then says nothing of the one spoken of before."""
AT_LARGE = re.compile(
    r"\b(?:therapies|products|treatments|drugs|companies) (?:that|which|could|can|must|are|were|have|had)\b"
    r"|\bregenerative[- ]medicine products\b|(?:この|同)?制度"
    r"|(?:これまで|過去)に[^。]{0,20}(?:製品|品目|承認)",
    re.IGNORECASE,
)
"""Words by which all that follows in the paragraph is at large too."""
TURNS = re.compile(
    r"\W*(?:in (?:the|an?) (?:(?-i:[A-Z])|separate|different|similar|other)|in another|meanwhile|(?:by|in) contrast"
    r"|elsewhere|separately|another|other|similar|一方|これに対し|他方|別の|このほか|海外では|米国では|他社)",
    re.IGNORECASE,
)
"""How a sentence begins that turns to something else than its paragraph was about."""
EARLIER = re.compile(r"制度で|これまでに|過去に|の前に|に続く")
"""Words by which a sentence counts other products beside the two."""
_TAKES_UP = re.compile(r"\W*(?:it|this|that|they|these|those|here|he|she)\b", re.IGNORECASE)
BACK = re.compile(
    r"\b(?:the|these|this|those|its|their|they|it|he|she) (?:\w+ )?(?:treatment|therap|product"
    r"|trial|study|cells?|team|patients?|approval"
    r"|company|participants|individuals|implant|transplant|price|list|notice|amendment|label)"
    r"|同(?:製品|剤|品|社|試験|治験|省|療法)|本(?:製品|剤|品|試験|治験)|これら|この(?:製品|治療|治験|試験)"
    r"|承認(?:の)?期[限間]|^期限は|両社|両製品",
    re.IGNORECASE,
)
EACH = re.compile(r"それぞれ|各々|\beach\b|respectively|각각|分别|分別|いずれも|ともに|\bboth\b", re.IGNORECASE)
_IN_ORDER = re.compile(r"respectively|それぞれ|각각|分别|分別|順に", re.IGNORECASE)
_JOIN = re.compile(
    r"^[\s「」『』\"'®™*]*(?:\([^()]*\)|（[^（）]*）|[\s「」『』\"'®™])*(?:と|、"
    r"|・|や|および|及び|ならびに|並びに|and|&|,|/|와|과|및|和|与|與|及|et|,\s*and)"
    r"(?:(?!と|が|は|を|に|で|へ|も)[^\s。、,.;:()（）0-9]{0,12}|\s+[A-Za-z'-]+){0,4}[\s「『\"'(（]*$",
    re.IGNORECASE,
)
_LEANS_ON = re.compile(
    r"^\s*(?:patients?|people|persons?|cases|participants|individuals|subjects|人|例|名|症例|명|例患者|年"
    r"|years?|円|yen)?\s*[\s(（]*"
    r"(?:for|of|with|on|in|to|receiving|given|who (?:got|received)|treated with|taking|from"
    r"|at)?\s*(?:the\s+)?[「『\"']?$",
    re.IGNORECASE,
)
_THAN = re.compile(r"\b(?:than|unlike|compared (?:with|to)|versus)\b(?:[^,.;]|[.,](?=\d))*$", re.IGNORECASE)
_COMPARED = re.compile(r"[」』]?[^、。]{0,22}(?:を(?:やや|大幅に|大きく)?(?:上回|下回)|より|に比べ|と比べ)")
_BEFORE = 2000
"""Characters of a paragraph that are looked back over."""
_HEADING_LENGTH = 90
_OPENING = 24
"""Characters at the head of a sentence in which it takes up what was spoken of."""


@dataclass(frozen=True, slots=True)
class Group:
    """Subjects named together («A and B»), or one subject named several times in a row."""

    owners: Owners
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where it stands, what it names, and what it is about when it names nothing."""

    start: int
    end: int
    text: str
    paragraph: int
    groups: tuple[Group, ...]
    inherited: Owners
    lower: str
    """The text in lower case, for `holds`."""

    def holds(self, *stems: str) -> bool:
        """Say whether one of these stems is in the text: a cheap look before a costly expression."""
        lower = self.lower
        for stem in stems:  # noqa: SIM110 - the hottest line there is; a generator takes twice the time
            if stem in lower:
                return True
        return False

    @property
    def topic(self) -> Owners:
        """The subjects it is about; none where it lists more than two, as examples."""
        named = _distinct(self.groups) or self.inherited
        return named if len(named) <= 2 else ()


class Passages:
    """An item's text, narrowed without moving a character, with its sentences and whom they are about."""

    def __init__(self, item: Item, subjects: Sequence[Subject]) -> None:
        self.item = item
        self.original = item.full_text
        self.text = narrow(self.original)
        self.subjects = tuple(subjects)
        self.ready: Namings = namings(subjects)
        self.namings = self.ready.find(item, fold(self.original), self.text)

    @property
    def published_on(self) -> date | None:
        """The day the item was published, if it says so."""
        return self.item.published_on

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """All amounts in the text, in order."""
        return find_amounts(self.original)

    @cached_property
    def dates(self) -> tuple[FoundDate, ...]:
        """All dates in the text, in order."""
        return find_dates(self.original, published_on=self.published_on)

    def amounts_of(self, sentence: Sentence) -> Sequence[Amount]:
        """Return the amounts that begin in the sentence."""
        return _between(self.amounts, self._amount_starts, sentence)

    def dates_of(self, sentence: Sentence) -> Sequence[FoundDate]:
        """Return the dates that begin in the sentence."""
        return _between(self.dates, self._date_starts, sentence)

    @cached_property
    def _amount_starts(self) -> list[int]:
        return [one.start for one in self.amounts]

    @cached_property
    def _date_starts(self) -> list[int]:
        return [one.start for one in self.dates]

    @cached_property
    def only(self) -> Owners:
        """The product that the whole text is about: the only one named in it, or in its title."""
        for end in (len(self.item.title), len(self.text)):
            named = [one.subject_id for one in self.namings if one.kind == "name" and one.start < end]
            ours = tuple(dict.fromkeys(subject for subject in named if subject in self.ready.watched))
            if len(ours) == 1 and end == len(self.text):
                return ours
        described = {one.subject_id for one in self.namings if one.subject_id is not None}
        return tuple(described) if len(described) == 1 else ()

    def at(self, start: int) -> Sentence:
        """Return the sentence that stands at a place."""
        return self.sentences[max(0, bisect_right(self._starts, start) - 1)]

    def quote(self, start: int, end: int, limit: int) -> str:
        """Return the sentence around ``start:end`` in its original characters, on one line of at most `limit`."""
        sentence = self.at(start)
        own = self.original[sentence.start : max(end, sentence.end)]
        if len(own) <= limit:
            return " ".join(own.split())
        return one_line(own, start - sentence.start, end - sentence.start, limit)

    def before(self, sentence: Sentence) -> str:
        """Return what of the sentence's paragraph stands before it."""
        first = self._paragraphs[sentence.paragraph]
        return self.text[max(first, sentence.start - _BEFORE) : sentence.start]

    @cached_property
    def _paragraphs(self) -> dict[int, int]:
        return {one.paragraph: one.start for one in reversed(self.sentences)}

    def names(self, subject_id: str, start: int) -> bool:
        """Say whether the sentence at a place names the subject."""
        return (self.at(start).start, subject_id) in self._named

    @cached_property
    def _named(self) -> frozenset[tuple[int, str | None]]:
        return frozenset((self.at(one.start).start, one.subject_id) for one in self.namings if one.kind == "name")

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return tuple(_Reader(self).read())

    def both(self, before: Owners) -> Owners:
        """Return what «both» means: the two products just named, the two the text names, or the two watched."""
        named = [one.subject_id for one in self.namings if one.kind == "name" and one.subject_id is not None]
        found = tuple(dict.fromkeys(owner for owner in named if owner in self.ready.products))
        meant = {one.subject_id for one in self.namings}
        watched = tuple(one for one in self.ready.watched if one in meant)
        if len(before) == 2 and set(before) <= set(found):
            return before
        if len(watched) == 2 or len(found) == 2:
            return watched if len(watched) == 2 else found
        return self.ready.watched if len(self.ready.watched) == 2 and not found else ()


def _between(found: tuple[Placed, ...], starts: list[int], sentence: Sentence) -> tuple[Placed, ...]:
    return found[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]


@lru_cache(maxsize=2)
def passages_of(item: Item, subjects: tuple[Subject, ...]) -> Passages:
    """Return the item's passages, from memory where they were made last."""
    return Passages(item, subjects)


class _Reader:
    """Goes through a text once, remembering what it was about."""

    def __init__(self, passages: Passages) -> None:
        self.passages = passages
        self.heading: Owners = ()
        self.paragraph: Owners = ()
        self.before: Owners = ()
        self.pair: Owners = ()
        self.at_large = False
        self.opening = True

    def read(self) -> list[Sentence]:
        """Return the sentences with their groups and topics."""
        found: list[Sentence] = []
        text, number, last_end = self.passages.text, 0, 0
        for span in sentences(text):
            if found and "\n" in text[last_end : span.start]:
                number += 1
                self.before, self.paragraph, self.at_large = self.paragraph or self.before, (), False
            self.opening = not found or found[-1].paragraph != number
            sentence = self._sentence(span.start, span.end, number)
            self._remember(sentence)
            found.append(sentence)
            last_end = span.end
        return found

    def _sentence(self, start: int, end: int, number: int) -> Sentence:
        text = self.passages.text[start:end]
        inside = [one for one in self.passages.namings if start <= one.start < end]
        groups = _groups(self.passages.text, _settled(inside, self.passages.ready))
        sentence = Sentence(start, end, text, number, groups, (), text.lower())
        referred = self._referred(sentence)
        if referred is not None:
            return referred
        return sentence if groups else replace(sentence, inherited=self._inherited(text))

    def _referred(self, sentence: Sentence) -> Sentence | None:
        """Read «the former», «the latter» and «both» as names of what was spoken of before."""
        if len(self.pair) == 2 and not sentence.groups and (groups := _former_and_latter(sentence, self.pair)):
            return replace(sentence, groups=groups)
        if len(_distinct(sentence.groups)) > 1 or _named(sentence, self.passages) or EARLIER.search(sentence.text):
            return None
        if not sentence.holds(*_PLURAL_STEMS) or not (BOTH.search(sentence.text) or PLURAL.search(sentence.text)):
            return None
        both = self.passages.both(self.pair)
        return replace(sentence, groups=(), inherited=both) if both else None

    def _inherited(self, text: str) -> Owners:
        if TURNS.match(text):
            return tuple(one for one in self.passages.only if one in self.passages.ready.watched)
        if not _takes_up(text):
            self.at_large = self.at_large or AT_LARGE.search(text) is not None
            if self.at_large or GENERIC.search(text):
                return ()
        if self.paragraph:
            return self.paragraph
        if self.heading:
            return self.heading
        if self.opening and self.before and BACK.search(text):
            return self.before
        return self.passages.only

    def _remember(self, sentence: Sentence) -> None:
        topic = _uncompared(sentence)
        if _is_heading(sentence, self.passages.text):
            self.heading, self.paragraph = topic if sentence.groups else (), ()
        if not topic and not sentence.groups:
            return
        self.at_large = not topic
        if len(topic) == 2:
            self.pair = topic
        elif len(topic) == 1 and topic[0] not in self.pair:
            self.pair = (*self.pair[-1:], *topic)
        if not _is_heading(sentence, self.passages.text):
            self.paragraph = topic


def _uncompared(sentence: Sentence) -> Owners:
    """Return what the sentence is about, without a product it only compares with: «lower than that of B»."""
    if len(sentence.groups) < 2 or not sentence.topic:
        return sentence.topic
    text, offset = sentence.text, sentence.start
    kept = [
        group
        for group in sentence.groups
        if not _THAN.search(text[max(0, group.start - offset - 45) : group.start - offset])
        and not _COMPARED.match(text[group.end - offset :])
    ]
    return _distinct(kept) or sentence.topic


def _takes_up(text: str) -> bool:
    """Say whether a sentence begins with what was spoken of before: «The product …», «It …»."""
    return _TAKES_UP.match(text) is not None or BACK.search(text[:_OPENING]) is not None


def _former_and_latter(sentence: Sentence, pair: Owners) -> tuple[Group, ...]:
    matches = (FORMER.search(sentence.text), LATTER.search(sentence.text))
    found = [
        Group((owner,), sentence.start + match.start(), sentence.start + match.end())
        for match, owner in zip(matches, pair, strict=True)
        if match is not None
    ]
    return tuple(sorted(found, key=lambda group: group.start))


def owners_of(sentence: Sentence, spans: Sequence[tuple[int, int]], text: str) -> list[Owners]:
    """Return whose each of these figures is; figures of one kind in one sentence are shared out together."""
    groups = sentence.groups
    if len(groups) == 0:
        return [sentence.inherited] * len(spans)
    if len(groups) == 1:
        return _shared(groups[0], spans)
    order = _in_order(groups, spans, sentence.text)
    if order is not None:
        return order
    leaning = bool(spans) and spans[0][0] < groups[0].start and len(spans) == len(groups)
    return [_nearest(groups, span, text, leaning=leaning) for span in spans]


def _shared(group: Group, spans: Sequence[tuple[int, int]]) -> list[Owners]:
    """Share figures out over one group: one each where there are as many as subjects, else all to all."""
    if len(group.owners) == len(spans) > 1:
        return [(owner,) for owner in group.owners]
    return [group.owners] * len(spans)


def _in_order(groups: Sequence[Group], spans: Sequence[tuple[int, int]], text: str) -> list[Owners] | None:
    """Pair figures with subjects where the sentence says «respectively»."""
    if not _IN_ORDER.search(text) or len(spans) < 2:
        return None
    owners = _distinct(groups)
    return [(owner,) for owner in owners] if len(owners) == len(spans) else None


def _nearest(groups: Sequence[Group], span: tuple[int, int], text: str, *, leaning: bool) -> Owners:
    """Return the group before the figure, or the one after it that it leans on."""
    before = [group for group in groups if group.start <= span[0]]
    after = [group for group in groups if group.start > span[0]]
    if after and (leaning or _LEANS_ON.match(text[span[1] : after[0].start])):
        return after[0].owners
    return before[-1].owners if before else _distinct(groups)


def _settled(inside: Sequence[Naming], namings: Namings) -> list[Naming]:
    """Return the namings that count: a name outweighs a company and a description of the same or overlapping words.

    A description is void beside a rival's name, and where the sentence turns to something else.
    """
    named = [one for one in inside if one.kind == "name"]
    void = {one.subject_id for one in named} | {namings.described_as(one.subject_id) for one in inside}
    void.discard(None)
    elsewhere = any(one.subject_id is None and one.kind == "name" for one in inside)
    rival = any(one.subject_id is not None and one.subject_id not in namings.watched for one in named)
    kept: list[Naming] = []
    for one in inside:
        if rival and one.subject_id is None:
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
    for one in inside:
        owner: Owners = (one.subject_id,) if one.subject_id is not None else ()
        last = groups[-1] if groups else None
        if last is not None and owner and owner == last.owners:
            groups[-1] = Group(owner, last.start, one.end)
        elif last is not None and owner and last.owners and _JOIN.match(text[last.end : one.start]):
            groups[-1] = Group(tuple(dict.fromkeys(last.owners + owner)), last.start, one.end)
        else:
            groups.append(Group(owner, one.start, one.end))
    return tuple(groups)


def _distinct(groups: Sequence[Group]) -> Owners:
    return tuple(dict.fromkeys(owner for group in groups for owner in group.owners))


def _named(sentence: Sentence, passages: Passages) -> bool:
    return any(
        one.kind == "name" and sentence.start <= one.start < sentence.end and one.subject_id is not None
        for one in passages.namings
    )


def _is_heading(sentence: Sentence, text: str) -> bool:
    """Say whether the sentence is a short line by itself, and no point of a list."""
    start, end = sentence.start, sentence.end
    alone = text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
    listed = sentence.text[:1] in "•・-*–" or text[max(0, start - 4) : start].rstrip()[-1:] in (":", "：")
    return (
        alone
        and not listed
        and len(sentence.text) <= _HEADING_LENGTH
        and sentence.text[-1:] not in ".。!?！？」)）:：;,"
    )
