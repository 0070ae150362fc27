"""Whose a figure is, of the subjects that its sentence names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from ipscwatch.watching.extractors.comparisons import is_of_unnamed
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Group, Owners, Sentence, distinct

_IN_ORDER = Expression(r"respectively|それぞれ|각각|分别|分別|順に", re.IGNORECASE)
_LEANS_ON = Expression(
    r"^\s*(?:patients?|people|persons?|cases|participants|individuals|subjects|人|例|名|症例|명|例患者|年"
    r"|years?|円|yen)?\s*[\s(（]*"
    r"(?:for|of|with|on|in|to|receiving|given|who (?:got|received)|treated with|taking|from"
    r"|(?:(?:had|have|has|were|was) )?(?:(?:been )?(?:treated|operated on|implanted|transplanted) with"
    r"|been given|given"
    r"|received|got)"
    r"|at|, according to|, sa(?:id|ys|y))?\s*(?:the\s+)?[「『\"']?$",
    re.IGNORECASE,
)


_AND = re.compile(r"(?: patients| people)? and |(?:例|人|名|명)?(?:患者)?(?:と|和|与|및|와|과) ?")
_IPS_PRODUCT = Expression(
    r"(?:\biPSC?s?\b|pluripotent|stem[- ]cells?)[^.;]{0,60}?\b(?:therap(?:y|ies)|treatments?|products?"
    r"|medicines?|drugs?)\b"
    r"|\b(?:therap(?:y|ies)|treatments?|products?|medicines?|drugs?)\b[^.;]{0,60}?(?:\biPSC?s?\b"
    r"|pluripotent|stem[- ]cells?)"
    r"|iPS(?:細胞|细胞| ?세포)?[^。；;]{0,24}?(?:製品|治療|再生医療|医療|薬|產品|产品|疗法|療法|제품|치료제|의약품)"
    r"|(?:traitements?|produits?|thérapies?)[^.;]{0,60}?cellules (?:souches|iPS)",
    re.IGNORECASE,
)
"""Words for a product made from these cells, without its name."""


def meant_unnamed(passages: Passages, sentence: Sentence) -> Owners:
    """Return whom a sentence that names nobody means: a lead the text's products, else those spoken of before."""
    if sentence.topic or sentence.groups or sentence.at_large:
        return sentence.topic
    leads = bool(passages.namings) and sentence.end <= passages.namings[0].start
    return passages.watched if leads or sentence.search(_IPS_PRODUCT) else sentence.around


def owners_of(sentence: Sentence, spans: Sequence[tuple[int, int]], text: str) -> list[Owners]:
    """Return whose each of these figures is; figures of one kind in one sentence are shared out together."""
    groups = sentence.groups
    if len(groups) == 0:
        in_order = sentence.search(_IN_ORDER) or _side_by_side(text, spans)
        if len(sentence.inherited) == len(spans) > 1 and in_order:
            return [(owner,) for owner in sentence.inherited]
        return [sentence.inherited] * len(spans)
    if len(groups) == 1:
        shared = _shared(groups[0], spans)
        return [() if is_of_unnamed(sentence, *span) else one for one, span in zip(shared, spans, strict=True)]
    order = _in_order(sentence, spans)
    if order is not None:
        return order
    leaning = bool(spans) and spans[0][0] < groups[0].start and len(spans) == len(groups)
    return [_nearest(groups, span, text, leaning=leaning) for span in spans]


def _side_by_side(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether figures are joined by nothing but «and»: «studies in eight and seven patients»."""
    gaps = [text[one[1] : other[0]] for one, other in itertools.pairwise(spans)]
    return bool(gaps) and all(_AND.fullmatch(gap) for gap in gaps)


def _shared(group: Group, spans: Sequence[tuple[int, int]]) -> list[Owners]:
    """Share figures out over one group: one each where there are as many as subjects, else all to all."""
    if len(group.owners) == len(spans) > 1:
        return [(owner,) for owner in group.owners]
    return [group.owners] * len(spans)


def _in_order(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> list[Owners] | None:
    """Pair figures with subjects where the sentence says «respectively»."""
    if len(spans) < 2 or not sentence.search(_IN_ORDER):
        return None
    owners = distinct(sentence.groups)
    return [(owner,) for owner in owners] if len(owners) == len(spans) else None


def _nearest(groups: Sequence[Group], span: tuple[int, int], text: str, *, leaning: bool) -> Owners:
    """Return the group before the figure, or the one after it that it leans on."""
    before = [group for group in groups if group.start <= span[0]]
    after = [group for group in groups if group.start > span[0]]
    if after and (leaning or _LEANS_ON.match(text[span[1] : after[0].start])):
        return after[0].owners
    return before[-1].owners if before else distinct(groups)
