"""Adverse events: serious ones, or that there were none, and mild or moderate ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipscwatch.model.ledger import Value
from ipscwatch.text.numbers import WORD, read_number
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.qualifiers import in_practice, of_marketed, qualifier
from ipscwatch.watching.extractors.running import trial_owners
from ipscwatch.watching.extractors.sentence import Sentence

_HARM = Expression(
    r"adverse|side[ -]effect|serious|有害事象|副作用|健康被害|重篤|부작용|이상 ?반응|不良|mild", re.IGNORECASE
)
_ADVERSE_NONE = Expression(
    r"\b(?:none of|nobody|no one|no (?:patients?|participants?|one|subjects?)\b)[^.;,]{0,40}?"
    r"\b(?:had|has|have|experienced|suffered|developed|reported)\b[^.;,]{0,20}?serious (?:adverse|side)[ -]"
    r"(?:events?|effects?|reactions?)"
    r"|\b(?:no|zero|without(?: any)?) (?:\w+ ){0,2}?serious (?:adverse|side)[ -](?:events?|effects?"
    r"|reactions?)|\bserious adverse (?:events?|effects?) (?:were|was) (?:not|never) "
    r"|\badverse (?:events?|effects?|reactions?),? (?:and|but|with|though) (?:no|zero) serious ones?\b"
    r"|\bnone (?:were|was|of (?:the|these) (?:\w+ ){0,2}(?:were|was)) serious"
    r"|重(?:篤な|大な|い)(?:有害事象|副作用|健康被害)(?:は|が)?(?:確認|報告|発生|認め|み|見|起き"
    r"|生じ|出|なか|な(?:い|く|し)|ゼロ|[01]件も)(?:られ|され|し)?(?:ておら|ていな|なかった|なく|ず"
    r"|い)?|重篤なもの(?:は|が)(?:な|認め|みられ)|(?:심각한|중대한) (?:부작용|이상 ?반응)(?:은|이|도)? ?(?:없"
    r"|나타나지)|未(?:出现|出現|发现|發現|见"
    r"|見)严?嚴?重(?:不良|副作用)|没有严重|沒有嚴重",
    re.IGNORECASE,
)
_NEGATED = Expression(
    r"なかっ|なく|ない|なし|ず|ゼロ|no |nobody|zero|without|not|never|none|없|나타나지|未|没有|沒有", re.IGNORECASE
)
_SERIOUS = Expression(r"serious adverse|重(?:篤な|い)(?:有害事象|副作用)", re.IGNORECASE)
_MILD = Expression(r"mild|moderate|軽度|中等度|軽微|경증|중등도|轻度|輕度", re.IGNORECASE)
_HAD = re.compile(r" (?:\w+ ){0,2}(?:had|has|have|experienced|suffered|developed|reported)\b", re.IGNORECASE)
"""After a number: that so many people had events, however many there were."""
_EVENT_WORD = Expression(r"adverse|side effects?|events?|有害事象|副作用|부작용|不良|件", re.IGNORECASE)
_JUDGED = re.compile(
    r"[^.;,]{0,40}?\b(?:judged|considered|deemed|thought|found|held|determined) (?:\w+ ){0,3}?(?:related"
    r"|attribut\w+|linked"
    r"|due|caused)\b",
    re.IGNORECASE,
)
"""After «no serious adverse event»: that there may well have been some that the product did not cause."""
_EVENT_COUNT = Expression(
    rf"(?<![\d.,])(\d{{1,4}}|\b{WORD}\b)(?!\s?(?:%|(?:months?|years?|weeks?|days?|patients?|people"
    rf"|participants?)\b))(?: |-)?(?:\w+[- ]?(?:to[- ]|or )?){{0,4}}?(?:adverse "
    rf"|side[- ])?(?:events?|effects?|reactions?)\b|(\d{{1,4}})\s?件",
    re.IGNORECASE,
)


def _extract(passages: Passages) -> Iterator[Finding]:
    for sentence in passages.sentences:
        if sentence.search(_HARM):
            yield from _events(passages, sentence)


def _events(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    for match in sentence.finditer(_ADVERSE_NONE):
        negated = _NEGATED.search(match[0] + sentence.text[match.end() : match.end() + 8])
        if negated and not _JUDGED.match(sentence.text, match.end()):
            yield from _event(passages, sentence, "serious_adverse_events", "0", match.span())
    for match in sentence.finditer(_EVENT_COUNT):
        number_ends = match.end(1) if match[1] else match.end(2)
        if _HAD.match(sentence.text, number_ends):
            continue
        near = sentence.text[max(0, match.start() - 40) : match.end() + 40]
        if not _EVENT_WORD.search(match[0]) or not re.search(
            r"adverse|mild|有害事象|副作用|side effect|부작용|不良", near, re.IGNORECASE
        ):
            continue
        serious = _SERIOUS.search(sentence.text[max(0, match.start() - 14) : match.end()])
        name = (
            "serious_adverse_events" if serious else "adverse_events_mild_moderate" if _MILD.search(near) else None
        )
        if name is not None:
            number = read_number(match[1] or match[2])
            if number is not None:
                yield from _event(passages, sentence, name, f"{number:f}", match.span())


def _event(
    passages: Passages, sentence: Sentence, name: str, number: str, span: tuple[int, int]
) -> Iterator[Finding]:
    start, end = sentence.start + span[0], sentence.start + span[1]
    (owners,) = trial_owners(passages, sentence, [(start, end)])
    if len(owners) == 1:
        value = Value(text=number, unit="events", low=float(number), high=float(number))
        marketed = of_marketed(passages, sentence) or in_practice(passages, sentence, owners[0])
        yield Finding(
            owners=owners,
            attribute=name,
            value=value,
            start=start,
            end=end,
            qualifier="post-marketing" if marketed else qualifier(sentence.text, name),
        )


EXTRACTOR = Extractor(
    name="harms", version=3, attributes=("serious_adverse_events", "adverse_events_mild_moderate"), extract=_extract
)
