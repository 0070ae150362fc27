"""What a product is for: the disease that a text says it treats, in the words of the text.

A disease belongs to the product of its kind that the text speaks of, so that «for Parkinson's disease and heart
failure» is shared out without counting; where several are of one kind, the one that stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ipscwatch.model.ledger import Value
from ipscwatch.model.term import Subject
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.meant import products_meant
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.owners import owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Sentence
from ipscwatch.watching.wordings import DISEASE_WORDS, diseases

_DEGREE = (
    r"(?:(?:very |highly )?(?:severe|serious|advanced|chronic|end-stage|late-stage|early-stage|early|moderate|mild"
    r"|progressive|refractory|acute|subacute|isch[ae]{1,2}mic|congestive|dilated|intractable|malignant|recurrent"
    r"|relapsed|critical|duchenne|type [12]|residual|difficult-to-treat) (?:or |and |to )?){0,4}"
)
_CORE = rf"(?:{DISEASE_WORDS}|OWN)(?:['’]s?)?(?: (?:diseases?|degeneration|deficiency|syndrome))?"
_SYMPTOMS = (
    r"(?:(?:the )?(?:improvement (?:of|in) )?(?:the )?(?:motor|movement) (?:symptoms?|functions?)"
    r"(?: [\w'’-]+){0,6}? (?:of|in|with) )?"
)
_CAUSED = r"(?:due to|caused by|resulting from|associated with|secondary to|stemming from)"
_HARD = (
    r"(?:not (?:adequately|sufficiently)|that (?:does|do|is|are) not|inadequately|unresponsive|resistant to|whose"
    r"|with (?:an? )?(?:inadequate|insufficient|poor|incomplete) response to)"
)
_TAIL = rf"{_CORE}(?: \([A-Za-z -]{{2,30}}\))?(?: {_CAUSED} {_DEGREE}{_CORE})?(?: {_HARD} [^.;,()]{{4,70}})?"
_DEGREE_CJK = (
    r"(?:(?:重症|重い|重度の?|重篤な|進行期の?|進行した|進行性の?|慢性(?:期の)?|難治性の?|外傷性の?|悪性"
    r"|再発(?:または|・)"
    r"|デュシェンヌ型|虚血性|1型|既存の(?:薬物)?(?:療法|治療|薬)[^。、「」]{2,18}(?:ない|不十分な)"
    r"|標準(?:的)?(?:な)?治療(?:法)?で(?:は)?[^。、「」]{0,8}効果(?:が|の)?不十分な|중증|진행(?:성|기)|만성|심한"
    r"|严重的?|嚴重的?|重度|晚期|进展期|末期)\s?)*"
)
_TAIL_CJK = (
    rf"{_CORE}[症病병]?(?:(?:に伴う|による|に起因する|を原因とする|が原因の|에 의한"
    rf"|로 인한)\s?{_DEGREE_CJK}{_CORE}(?:氏?[症病]|병)?)?"
    r"(?:氏?[症病]|병)?(?:(?:患者)?(?:の|における)(?:オフ時の|オフ時間の)?(?:運動)?(?:症状|機能)の改善"
    r"|(?:に伴う|による)[^。、「」]{2,14}(?:麻痺|症状|障害)|\s?환자의 [^.。,]{0,14}증상 개선)?"
)
_BEFORE = re.compile(rf"(?:maladie de )?{_SYMPTOMS}{_DEGREE}$", re.IGNORECASE)
_BEFORE_CJK = re.compile(rf"{_DEGREE_CJK}$", re.IGNORECASE)
"""What belongs to a wording before the disease's name, and `_TAIL` from there on."""
_THERAPY = Expression(
    r"\bips|treat|therap|drugs?\b|medicine|transplant|sheet|patch|product|治療(?!法[がは]な)|薬|製品|療法|シート"
    r"|移植"
    r"|치료(?!법)|의약품|제품|治疗|產品|产品|traitement",
    re.IGNORECASE,
)
"""Words of what a disease is treated with."""
_FOR = Expression(
    r"\bfor\b|patients?|sufferers|people (?:with|living)|target|indicat|\bhelp|against|\btrial|向け|対象|患者|使"
    r"|効能|効果|改善|に対|治験|환자|대상|개선|用于|用於|针对|針對|对象|對像|引發|引发|contre|destiné|pour ",
    re.IGNORECASE,
)
"""Words by which a disease is what something named there is for."""
_ENROLS = Expression(
    r"\b(?:enrol\w*|recruit\w*|treat\w*) [^.;]{0,30}\b(?:patients|people|participants|subjects|adults) (?:with"
    r"|who have)\b",
    re.IGNORECASE,
)
"""Words by which a trial takes people with a disease."""
_ORGAN = re.compile(r"網膜|角膜|心筋|心臓|脊髄|軟骨|皮膚|망막|각막|retinal?|corneal?|heart|cardiac", re.IGNORECASE)
_MADE_OF = re.compile(r"(?:シート|パッチ|細胞|組織)|[ -](?:sheets?|patch(?:es)?|cells?|tissues?)\b", re.IGNORECASE)
"""After an organ: that a product is made of it, and for what is not said."""
_LEADS = Expression(r"(?:の)?(?:治療|患者|を対象)?[^。]{0,24}")
_INDICATED = re.compile(
    r"\W*(?:\d[.)] )?(?:(?:approved|proposed|target) )?indications?(?: or performance)?\s?[:：]", re.IGNORECASE
)
"""How a line begins that tells what a product is for."""
_BRACKET = re.compile(r" \((?:for )?(?:[\w-]+ ){0,3}$")
"""Before a disease: that it stands in brackets."""
_ANY = Expression(DISEASE_WORDS, re.IGNORECASE)
_REACH = 120
"""Characters beside a disease's name that can belong to its wording."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is looked for of the configured products."""

    latin: re.Pattern[str]
    """What a wording is from the disease's name on, in Latin letters, and `cjk` in others."""
    cjk: re.Pattern[str]
    own: tuple[str, ...]
    """Indications in lower case that no family of diseases covers."""
    families: Mapping[str, frozenset[str]]
    """By product: its families of disease, and its own indication where none covers it."""


@lru_cache(maxsize=4)
def _known(subjects: tuple[Subject, ...]) -> _Known:
    named = {one.subject_id: one.indication for one in subjects if one.kind == "product" and one.indication}
    own = tuple(sorted({text.lower() for text in named.values() if not diseases(text)}, key=len, reverse=True))
    alone = "|".join(map(re.escape, own)) or r"(?!)"
    return _Known(
        latin=re.compile(_TAIL.replace("OWN", alone), re.IGNORECASE),
        cjk=re.compile(_TAIL_CJK.replace("OWN", alone), re.IGNORECASE),
        own=own,
        families={product: diseases(text) or frozenset((text.lower(),)) for product, text in named.items()},
    )


def _extract(passages: Passages) -> Iterator[Finding]:
    known = _known(passages.subjects)
    meant = products_meant(passages)
    if not meant:
        return
    for sentence in passages.sentences:
        places = _places(sentence, known)
        if not places:
            continue
        told = sentence.search(_FOR) and (_names_a_product(passages, sentence) or sentence.search(_ENROLS))
        listed = _INDICATED.match(sentence.text) or _in_brackets(passages, sentence, places)
        if not (told or listed or sentence.search(_THERAPY)):
            continue
        for start, end in _wordings(sentence.text, places, known):
            yield from _indication(passages, sentence, (start, end), known, meant)


def _in_brackets(passages: Passages, sentence: Sentence, places: Sequence[int]) -> bool:
    """Say whether a disease stands in brackets behind a product's name: «ReHeart (severe heart failure)»."""
    ends = {one.end for one in passages.namings if one.kind == "name" and one.subject_id in passages.ready.products}
    return any(
        (match := _BRACKET.search(sentence.text, 0, place)) is not None and sentence.start + match.start() in ends
        for place in places
    )


def _wordings(text: str, places: Sequence[int], known: _Known) -> Iterator[tuple[int, int]]:
    """Yield the wordings of the diseases that are named at these places."""
    last = 0
    for place in places:
        latin = text[place].isascii()
        match = (known.latin if latin else known.cjk).match(text, place)
        if place < last or match is None:
            continue
        if _ORGAN.fullmatch(match[0]) and _MADE_OF.match(text, match.end()):
            continue
        before = (_BEFORE if latin else _BEFORE_CJK).search(text[max(last, place - _REACH) : place])
        last = match.end()
        yield place - (len(before[0]) if before else 0), last


def _places(sentence: Sentence, known: _Known) -> list[int]:
    """Return where diseases are named, in order."""
    found = [match.start() for match in sentence.finditer(_ANY)]
    own = [sentence.lower.index(word) for word in known.own if word in sentence.lower]
    return sorted(found + own)


def _names_a_product(passages: Passages, sentence: Sentence) -> bool:
    """Say whether the sentence means a product otherwise than by its disease, or goes on about one."""
    if not sentence.groups:
        return bool(sentence.inherited)
    return any(
        one.subject_id in passages.ready.products and not diseases(passages.text[one.start : one.end])
        for one in passages.namings
        if sentence.start <= one.start < sentence.end
    )


def _indication(
    passages: Passages, sentence: Sentence, span: tuple[int, int], known: _Known, meant: frozenset[str]
) -> Iterator[Finding]:
    text = sentence.text[slice(*span)].strip()
    families = diseases(text) or frozenset(word for word in known.own if word in text.lower())
    fitting = frozenset(one for one in meant if not families.isdisjoint(known.families.get(one, ())))
    start = sentence.text.index(text, span[0])
    owner = _whose(passages, sentence, (start, start + len(text)), fitting)
    if owner is not None:
        yield Finding(
            owners=(owner,),
            attribute="indication",
            value=Value(text=text),
            start=sentence.start + start,
            end=sentence.start + start + len(text),
            modality="denied" if _is_denied(sentence, start, start + len(text)) else "asserted",
        )


_WHO = re.compile(r"(?: patients?)? (?:who|whose|that|which|for whom)\b", re.IGNORECASE)
"""After a disease: what narrows down whose it is, in words that deny nothing of the product."""


def _is_denied(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether the sentence says that it is not what the product is for."""
    narrowed = _WHO.match(sentence.text, end)
    return modality(sentence, start, len(sentence.text) if narrowed else end) == "denied"


def _whose(passages: Passages, sentence: Sentence, span: tuple[int, int], fitting: frozenset[str]) -> str | None:
    """Return the product of these that the disease is told of; None where the sentence is about something else."""
    if not fitting:
        return None
    named = {owner for group in sentence.groups for owner in group.owners if owner in fitting}
    if len(named) > 1:
        return _beside(passages, sentence, span, named)
    if named:
        return named.pop()
    if any(not group.owners for group in sentence.groups):
        return None
    inherited = [owner for owner in sentence.inherited if owner in fitting]
    if len(inherited) == 1:
        return inherited[0]
    return next(iter(fitting)) if len(fitting) == 1 and not inherited else None


def _beside(passages: Passages, sentence: Sentence, span: tuple[int, int], named: set[str]) -> str | None:
    """Return the product the disease stands beside: Japanese puts the disease before the name, English after it."""
    start, end = sentence.start + span[0], sentence.start + span[1]
    ahead = [group for group in sentence.groups if group.start >= end and named.intersection(group.owners)]
    if ahead and not passages.text[start:end].isascii() and _LEADS.fullmatch(passages.text[end : ahead[0].start]):
        return next((one for one in ahead[0].owners if one in named), None)
    (owners,) = owners_of(sentence, [(start, end)], passages.text)
    return owners[0] if len(owners) == 1 and owners[0] in named else None


EXTRACTOR = Extractor(name="indications", version=2, attributes=("indication",), extract=_extract)
