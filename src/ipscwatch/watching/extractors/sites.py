"""How many sites treat or study."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ipscwatch.text.amounts import Amount
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import amounts_in, clause, fits_a_trial, value_of
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.owners import owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.qualifiers import of_marketed, site_qualifier
from ipscwatch.watching.extractors.sentence import Sentence

_SITES = Expression(
    (
        r"実施|治療|医療機関|移植|投与|治験|試験|調査|提供|受け入れ|\btreat\w*|\btrial|\bstudy"
        r"|\btak\w+ part|\bparticipat\w+|\bpost-?marketing"
        r"|\buse-results survey|\bsurvey of all\b|\bperform\w*|\badminister\w*|hospitals?|시행|병원"
    ),
    re.IGNORECASE,
)
_OTHERS = Expression(r"\b(?:other|more|further)\b|^(?:ほか|他に|他の)", re.IGNORECASE)
"""Within a number of sites, or just before it: it does not count those that were named."""
_SITE = re.compile(r" (?:[\w-]+ ){0,2}(?:hospitals|sites|cent(?:er|re)s|institutions|facilities)\b", re.IGNORECASE)
"""After a share: that it is of sites."""
_THAT_DO = re.compile(
    r" (?:that|which|where) (?:already |now )?(?:perform|carry|offer|treat|use|do|transplant|provide|patients"
    r"|the)\b"
)
"""After a number of sites: that these treat already, whatever they are asked to do."""
_IN_TALKS = Expression(r"\btalks\b|\bnegotiat|交渉|協議中", re.IGNORECASE)


def _extract(passages: Passages) -> Iterator[Finding]:
    for sentence in passages.sentences:
        yield from _sites(passages, sentence)


def _counts(passages: Passages, sentence: Sentence) -> Iterator[Amount]:
    """Yield the numbers of sites, the whole where one of them speaks: «we are one of the seven sites»."""
    yield from amounts_in(passages, sentence, "count", "sites")
    for ratio in amounts_in(passages, sentence, "ratio"):
        named = ratio.unit == "sites" or _SITE.match(sentence.text, ratio.end - sentence.start)
        if ratio.value == 1 and ratio.of is not None and named:
            yield replace(ratio, kind="count", value=ratio.of, of=None, unit="sites")


def _sites(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    for amount in _counts(passages, sentence):
        start, end = amount.start - sentence.start, amount.end - sentence.start
        around = clause(sentence.text, start, end)
        if not _SITES.search(around) or not fits_a_trial(amount) or _IN_TALKS.search(around):
            continue
        if _OTHERS.search(sentence.text[max(0, start - 2) : end]):
            continue
        (owners,) = owners_of(sentence, [(amount.start, amount.end)], passages.text)
        if len(owners) == 1:
            yield Finding(
                owners=owners,
                attribute="sites_n",
                qualifier="post-marketing"
                if of_marketed(passages, sentence)
                else site_qualifier(sentence.text, passages.before(sentence)),
                value=value_of(amount, "sites"),
                start=amount.start,
                end=amount.end,
                modality="asserted" if _THAT_DO.match(sentence.text, end) else modality(sentence, start, end),
            )


EXTRACTOR = Extractor(name="sites", version=3, attributes=("sites_n",), extract=_extract)
