"""What each sentence of a text is about.

A sentence is about the subjects it names; else about those it refers back to («the former», «both»); else about
those of its paragraph, of the heading above it, or of the only product the text is about.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from ipscwatch.text.sentences import sentences
from ipscwatch.text.span import Span
from ipscwatch.watching.extractors.comparisons import uncompared
from ipscwatch.watching.extractors.expressions import Expression, held
from ipscwatch.watching.extractors.groups import groups_of
from ipscwatch.watching.extractors.namings import Naming, Namings
from ipscwatch.watching.extractors.sentence import Group, Owners, Sentence, distinct

_FORMER = Expression(
    r"\bthe former\b|前者|전자(?=[는가의])|\bthe first\b(?=(?:,| and| but| or) [^.;]{0,60}\bthe second\b)",
    re.IGNORECASE,
)
_LATTER = Expression(r"\bthe latter\b|後者|后者|후자(?=[는가의])", re.IGNORECASE)
_SECOND = re.compile(r"\bthe second\b", re.IGNORECASE)
"""Behind «the first» of two: the other."""
_BOTH = Expression(
    r"\bboth(?: of (?:them|these)| (?:iPS\w* )?(?:products|treatments|therapies|drugs|medicines"
    r"|approvals|companies|were|are|have|had|received|won|got|will|must)\b"
    r"|(?=[,.]|$| (?:on |last )?(?:mon|tues|wednes|thurs|fri)day\b| on [a-z]{3,9}\.? \d))|\b(?:were"
    r"|are|have) both\b"
    r"|\b(?:(?:the|these) two(?! of\b|-| (?:years|months|weeks|decades|groups|trials|studies|patients|sides"
    r"|previous|earlier|prior|other|doses)\b)|two (?:types|kinds|sorts) of (?:[\w'-]+ ){0,5}(?:therap"
    r"|treatment|product|drug|medicine)\w*|two (?:(?!(?:years|months|weeks|days|hours|of|in|after|or|to|and"
    r"|patients|people|other|decades|previous|previously|earlier|prior|more|further|additional|past|existing"
    r"|different|had|have|has|were|was|got|received|the|who|with)\b)[\w'-]+ ){0,5}"
    r"(?:therap|treatment|product|drug|medicine|approval|sheet|cell)\w*|each of them)\b"
    r"|両製品|両者|両品|両社|(?<![\d薬])(?:2|二)(?:つ|種類|種"
    r"|件)?の?(?:(?:新規)?iPS(?:細胞)?(?:由来)?の?)?(?:再生医療(?:等)?)?(?:製品|品目|治療"
    r"|療法|剤|品(?![目種質]))|製品(?:など)?(?:2|二)(?:件|品目?|つ)|いずれも"
    r"|(?<!と)ともに(?!歩)|두 (?:제품|업체|회사|치료제|치료법)|2종|两款|兩款|兩項|两项|两者|兩者|[两兩]家公司"
    r"|deux (?:produits"
    r"|traitements)",
    re.IGNORECASE,
)
_PLURAL = Expression(
    r"\bfirst (?:[\w'-]+ ){0,4}(?:approvals|therapies|treatments|products|medicines)\b"
    r"|\biPSC?s?[- ](?:[\w-]+[- ]){0,3}(?:therapies|treatments|products|approvals|drugs"
    r"|medicines)\b"
    r"|\bthese (?:[\w-]+ ){0,3}(?:therapies|treatments|products|approvals|drugs|medicines)\b"
    r"|これらの製品|iPS(?:細胞)?(?:を使った|由来の)?(?:2|二)製品",
    re.IGNORECASE,
)
_PLURAL_TAKEN_UP = Expression(
    r"(?:\W*|[\w' -]{0,30} )the (?:treatments|therapies|products|medicines)\b(?! (?:that|which|under))",
    re.IGNORECASE,
)
"""How a sentence begins that takes up the two products named before."""
_GENERIC = Expression(
    r"\b(?:an?|any|such|some|many|most|other|all) (?:[\w-]+ ){0,3}"
    r"(?:therap(?:y|ies)|products?|treatments?|drugs?|company|companies|manufacturers?|developers?)\b|一般に",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of products at large; it then says nothing of the one spoken of before."""
_AT_LARGE = Expression(
    r"\b(?:therapies|products|treatments|drugs|companies) (?:that|which|could|can|must|are|were|have|had)\b"
    r"|\b(?:previous|previously|earlier|prior|past|other) (?:[\w'-]+ ){0,5}"
    r"(?:therap(?:y|ies)|products?|treatments?|drugs?|medicines?)\b"
    r"|\bregenerative[- ]medicine products\b|(?:この|同)?制度(?![)）])"
    r"|(?:これまで|過去)に[^。]{0,20}(?:製品|品目|承認)",
    re.IGNORECASE,
)
"""Words by which all that follows in the paragraph is at large too."""
_TURNS = Expression(
    r"\W*(?:in (?:the|an?) (?:(?-i:[A-Z])|separate|different|similar|other)|in another|meanwhile|(?:by|in) contrast"
    r"|elsewhere|separately|another|other|similar|一方|これに対し|他方|別の|このほか|海外では|米国では|他社)",
    re.IGNORECASE,
)
"""How a sentence begins that turns to something else than its paragraph was about."""
_EARLIER = Expression(r"制度で|これまでに|過去に|の前に|に続く")
"""Words by which a sentence counts other products beside the two."""
_TAKES_UP = Expression(r"\W*(?:it|this|that|they|these|those|here|he|she)\b", re.IGNORECASE)
_BACK = Expression(
    r"\b(?:the|these|this|those|its|their|they|it|he|she) (?:\w+ )?(?:treatment|therap|product"
    r"|trial|study|cells?|team|patients?|approval"
    r"|company|participants|individuals|implant|transplant|price|list|notice|amendment|label)"
    r"|同(?:製品|剤|品|社|試験|治験|省|療法)|本(?:製品|剤|品|試験|治験)|これら|この(?:製品|治療|治験|試験)"
    r"|承認(?:の)?期[限間]|^期限は|両社|両製品",
    re.IGNORECASE,
)
_TRIAL_AGAIN = re.compile(r"\W*(?:The|This|Its) (?:[\w/-]+ ){0,3}(?:trial|study)\b")
"""How a sentence begins that goes on with a trial of the paragraph before."""
_DISEASE = re.compile(r"failure|disease|parkinson|cardiomyopath|心不全|パーキンソン|病", re.IGNORECASE)
_MARKED = re.compile(r"[■□◆●▼]\s?[^\n。]{2,60}$")
"""A heading of one thing in a list of several."""
LONGEST = 1_200
"""Characters of a sentence that are read as one."""
_HEADING_LENGTH = 90
_OPENING = 24
"""Characters at the head of a sentence in which it takes up what was spoken of."""


def read(text: str, named: Sequence[Naming], ready: Namings, *, title: int) -> tuple[Sentence, ...]:
    """Return the sentences of a narrowed text, by place; `named` are its namings, its title is `title` long."""
    return tuple(_Reader(text, named, ready, title).read())


def _bounded(text: str) -> Iterator[Span]:
    """Yield the sentences, longer ones than any prose cut at commas or spaces: to read one costs its square."""
    for sentence in sentences(text):
        start = sentence.start
        while sentence.end - start > LONGEST:
            last = max(text.rfind(mark, start, start + LONGEST) for mark in ("、", ",", " ", ";"))
            cut = last + 1 if last > start else start + LONGEST
            yield Span(start, cut)
            start = cut
        yield Span(start, sentence.end)


class _Reader:
    """Goes through a text once, remembering what it was about."""

    def __init__(self, text: str, named: Sequence[Naming], ready: Namings, title: int) -> None:
        self.text = text
        self.named = named
        self.ready = ready
        self.title = title
        self.heading: Owners = ()
        self.paragraph: Owners = ()
        self.before: Owners = ()
        self.pair: Owners = ()
        self.at_large = False
        self.opening = True
        self.listing = False
        """Headings name things one after the other, and one of them was ours."""
        self.of_another = False
        """The last of these headings names none of ours."""

    def read(self) -> list[Sentence]:
        """Return the sentences with their groups and topics."""
        found: list[Sentence] = []
        number, last_end = 0, 0
        for span in _bounded(self.text):
            if found and "\n" in self.text[last_end : span.start]:
                number += 1
                self.before, self.paragraph, self.at_large = self.paragraph or self.before, (), False
            self.opening = not found or found[-1].paragraph != number
            sentence = self._sentence(span.start, span.end, number)
            self._remember(sentence)
            found.append(sentence)
            last_end = span.end
        return found

    def _sentence(self, start: int, end: int, number: int) -> Sentence:
        text = self.text[start:end]
        lower = text.lower()
        inside = self.named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        groups = groups_of(self.text, inside, self.ready) if inside else ()
        groups = self._of_rival(text, groups, inside)
        alone = _taken_up(Sentence(start, end, text, number, groups, lower=lower, bits=held(lower)))
        groups = alone.groups
        named = any(one.kind == "name" and one.subject_id is not None for one in inside)
        referred = self._referred(alone, named=named)
        inherited = () if groups or self.of_another else self._inherited(alone)
        told = alone.about(*(referred or (groups, inherited)))
        return told if told.groups or told.inherited else self._placed(told)

    def _of_rival(self, text: str, groups: tuple[Group, ...], inside: Sequence[Naming]) -> tuple[Group, ...]:
        """Return a sentence's groups, a disease alone as the rival's that was just told of and is for it too."""
        last = self.paragraph or (self.before if _TRIAL_AGAIN.match(text) else ())
        meant = self.ready.described_as(last[0]) if len(last) == 1 else None
        diseases = all(
            one.kind == "description" and _DISEASE.search(self.text, one.start, one.end) for one in inside
        )
        if meant is None or not diseases or any(group.owners != (meant,) for group in groups):
            return groups
        return tuple(group._replace(owners=last) for group in groups)

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.named]

    def _referred(self, sentence: Sentence, *, named: bool) -> tuple[tuple[Group, ...], Owners] | None:
        """Read «the former», «the latter» and «both» as names of what was spoken of before."""
        if len(self.pair) == 2 and not sentence.groups and (groups := _former_and_latter(sentence, self.pair)):
            return groups, ()
        if named:
            return None
        counted = sentence.search(_BOTH) or (not sentence.groups and sentence.search(_PLURAL))
        taken_up = not sentence.groups and len(self._named_products) == 2 and _PLURAL_TAKEN_UP.match(sentence.text)
        if not counted and not taken_up:
            return None
        if len(distinct(sentence.groups)) > 1 or sentence.search(_EARLIER):
            return None
        both = self._both()
        return ((), both) if both or counted else None

    def _placed(self, sentence: Sentence) -> Sentence:
        """Return a sentence that is about nothing, with where it stands."""
        turned = self.of_another or self.at_large or _TURNS.match(sentence.text) is not None
        if turned or sentence.search(_GENERIC) or sentence.search(_BOTH):
            return sentence._replace(at_large=True)
        return sentence._replace(around=self.before) if self.before and not self.paragraph else sentence

    def _inherited(self, sentence: Sentence) -> Owners:
        if sentence.may_hold(_TURNS) and _TURNS.match(sentence.text):
            return tuple(one for one in self._only if one in self.ready.watched)
        if not _takes_up(sentence):
            self.at_large = self.at_large or sentence.search(_AT_LARGE) is not None
            if self.at_large or sentence.search(_GENERIC):
                return ()
        if self.paragraph:
            return self.paragraph
        if self.heading:
            return self.heading
        if self.opening and self.before and sentence.search(_BACK):
            return self.before
        return self._only

    def _remember(self, sentence: Sentence) -> None:
        topic, heading = uncompared(sentence), _is_heading(sentence, self.text)
        if _MARKED.match(sentence.text):
            self.of_another = self.listing and not sentence.groups
            self.listing = self.listing or bool(sentence.groups)
        if heading:
            self.heading, self.paragraph = topic if sentence.groups else (), ()
        if not topic and not sentence.groups:
            return
        self.at_large = not topic
        if len(topic) == 2:
            self.pair = topic
        elif len(topic) == 1 and topic[0] not in self.pair:
            self.pair = (*self.pair[-1:], *topic)
        if not heading:
            self.paragraph = topic

    @cached_property
    def _only(self) -> Owners:
        """The product that the whole text is about: the only one named in it, or in its title."""
        for end in (self.title, len(self.text)):
            named = [one.subject_id for one in self.named if one.kind == "name" and one.start < end]
            ours = tuple(dict.fromkeys(subject for subject in named if subject in self.ready.watched))
            if len(ours) == 1 and end == len(self.text):
                return ours
        described = {
            one.subject_id
            for one in self.named
            if one.subject_id is not None and (one.kind != "company" or one.subject_id in self.ready.watched)
        }
        return tuple(described) if len(described) == 1 else ()

    @cached_property
    def _named_products(self) -> Owners:
        named = [one.subject_id for one in self.named if one.kind == "name" and one.subject_id is not None]
        return tuple(dict.fromkeys(owner for owner in named if owner in self.ready.products))

    def _both(self) -> Owners:
        """Return what «both» means: the two products just named, the two the text names, or the two watched."""
        found = self._named_products
        meant = {one.subject_id for one in self.named}
        watched = tuple(one for one in self.ready.watched if one in meant)
        here = self.paragraph or not set(watched).isdisjoint(self.pair)
        if len(self.pair) == 2 and set(self.pair) <= set(found) and (here or len(watched) != 2):
            return self.pair
        if len(watched) == 2 or len(found) == 2:
            in_order = tuple(one for one in found if one in watched)
            return found if len(watched) != 2 else in_order if len(in_order) == 2 else watched
        return self.ready.watched if len(self.ready.watched) == 2 and not found else ()


def _takes_up(sentence: Sentence) -> bool:
    """Say whether a sentence begins with what was spoken of before: «The product …», «It …»."""
    return (sentence.may_hold(_TAKES_UP) and _TAKES_UP.match(sentence.text) is not None) or (
        sentence.may_hold(_BACK) and _BACK.search(sentence.text[:_OPENING]) is not None
    )


def _taken_up(sentence: Sentence) -> Sentence:
    """Return the sentence with «the former» and «the latter» as names of two products it has named before them."""
    owners = distinct(sentence.groups)
    if len(owners) != 2 or not (sentence.search(_FORMER) or sentence.search(_LATTER)):
        return sentence
    again = [one for one in _former_and_latter(sentence, owners) if one.start >= sentence.groups[-1].end]
    return sentence._replace(groups=(*sentence.groups, *again))


def _former_and_latter(sentence: Sentence, pair: Owners) -> tuple[Group, ...]:
    former = sentence.search(_FORMER)
    counted = _SECOND.search(sentence.text, former.end()) if former and former[0].endswith("first") else None
    matches = (former, counted or sentence.search(_LATTER))
    found = [
        Group((owner,), sentence.start + match.start(), sentence.start + match.end())
        for match, owner in zip(matches, pair, strict=True)
        if match is not None
    ]
    return tuple(sorted(found, key=lambda group: group.start))


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
