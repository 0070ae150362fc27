"""Who a product is: generic name, developer, maker, indication, price-list code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ipscwatch.model.ledger import Modality, Value
from ipscwatch.model.term import Subject
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.owners import owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Owners, Sentence

_INN_CUE = Expression(
    r"一般名|一般的名称|国際一般名|일반명|成分名|\bgeneric name\b|\bINN\b|\bnonproprietary name\b|\balso known as\b"
    r"|\bknown (?:generically )?as\b|\bnamed\b|[(（「、,]\s?$",
    re.IGNORECASE,
)
_DEVELOPED = Expression(
    (
        r"開発|製造販売(?!後)|手(?:がけ|掛け)|申請(?:者|した|し)|개발|研发|研發|開發"
        r"|\b(?:develop\w*|made by\b|marketed by\b|from\b|sponsor\w*|applicant\b|describe\b)"
    ),
    re.IGNORECASE,
)
_MADE = Expression(
    r"製造(?!販売)(?:は|を|所|元|受託|する|し)|\bmanufactur(?:ed|er|es|ing)\b(?! and marketing)", re.IGNORECASE
)
_NOTHING = r"(?!)"
_FOR = (
    r"(?P<en>\b(?:for|treat(?:s|ing|ment of)?|indicated for|against"
    r"|targets?)\b (?:the treatment of |patients with |treating |people with |use in )?"
    r"(?P<en_what>(?:(?:severe|advanced|ischa?emic|chronic|moderate|progressive|the"
    r"|motor symptoms (?:of|in)|symptoms of) ){0,3}"
    r"(?:parkinson['’]?s?(?: disease)?|(?:ischa?emic )?heart failure|ischa?emic (?:cardiomyopathy"
    r"|heart disease)|cardiomyopathy|OWN)"
    r"(?: (?:due to|caused by|whose|that) [^.;,()]{4,80})?))"
)
_FOR_JA = (
    r"(?P<ja_what>(?:虚血性心筋症(?:による)?|重症|重い|進行(?:期|した)?の?"
    r"|既存(?:の)?(?:治療|薬)[^。、]{0,30}?)*(?:パーキンソン病|心不全"
    r"|虚血性心筋症|OWN)(?:における[^。、]{2,40}改善)?)(?:の治療|を対象|患者|向け|に対する|が対象|治療)"
)
"""«for Parkinson's disease», «重症心不全の治療»; `OWN` stands for the indications of the configuration."""
_DISEASE = Expression(
    r"parkinson|heart failure|ischaemic|ischemic|cardiomyopathy|パーキンソン病|心不全|心筋症",
    re.IGNORECASE,
)
_LEADS = Expression(r"(?:の)?(?:治療|患者)?[^、。,]{0,12}[「『\"“]?")
_PARENT = Expression(
    r"(?:と[^、。]{1,14})?の(?:合弁|子会社|関連会社|米子会社)|['’]s (?:\w+ )?(?:subsidiary|affiliate|unit)"
)
_OFFSPRING = Expression(r"(?:joint venture (?:of|between|by)|subsidiary of|affiliate of) [^,.;]*$", re.IGNORECASE)
"""Words by which a company is named as the parent of the one that is meant."""
_CODE = Expression(r"(?<![0-9A-Za-z])\d{7}[A-Z]\d{4}(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class _Known:
    """What is looked for of the configured subjects."""

    companies: tuple[tuple[Subject, tuple[tuple[str, str], ...]], ...]
    """Each with its names, as they are and in lower case."""
    generic: Mapping[str, tuple[str, tuple[str, ...]]]
    """By product: the generic name, and all its forms."""
    diseases: tuple[str, ...]
    """Indications in lower case that `_DISEASE` does not find."""
    latin: re.Pattern[str]
    """What finds an indication in a text of Latin letters alone, and `mixed` in any."""
    mixed: re.Pattern[str]


@lru_cache(maxsize=4)
def _known(subjects: tuple[Subject, ...]) -> _Known:
    named = sorted({one.indication for one in subjects if one.indication}, key=len, reverse=True)
    own = "|".join(map(re.escape, named)) or _NOTHING
    generic = {one.subject_id: _generic(one) for one in subjects if one.kind == "product"}
    return _Known(
        companies=tuple(
            (one, tuple((name, name.lower()) for name in one.names)) for one in subjects if one.kind == "company"
        ),
        generic={product: found for product, found in generic.items() if found is not None},
        diseases=tuple(name.lower() for name in named if not _DISEASE.search(name)),
        latin=re.compile(_FOR.replace("OWN", own), re.IGNORECASE),
        mixed=re.compile(f"{_FOR}|{_FOR_JA}".replace("OWN", own), re.IGNORECASE),
    )


def _generic(product: Subject) -> tuple[str, tuple[str, ...]] | None:
    latin = next((name for name in product.names if re.fullmatch(r"[a-z]{7,}", name)), None)
    return (latin, tuple(name for name in product.names if _is_generic(name, latin))) if latin else None


def _extract(passages: Passages) -> Iterator[Finding]:
    known = _known(passages.subjects)
    coded = _CODE.search(passages.text) is not None
    for sentence in passages.sentences:
        yield from _inn(sentence, known.generic)
        yield from _companies(passages, sentence, known)
        if sentence.search(_DISEASE) or any(word in sentence.lower for word in known.diseases):
            yield from _indication(passages, sentence, known.latin if sentence.text.isascii() else known.mixed)
        if coded:
            yield from _code(passages, sentence)


def _inn(sentence: Sentence, generic: Mapping[str, tuple[str, tuple[str, ...]]]) -> Iterator[Finding]:
    """Yield the generic name where the sentence calls it that, in one of its forms."""
    for group in sentence.groups:
        latin, forms = generic.get(group.owners[0], ("", ())) if len(group.owners) == 1 else ("", ())
        for name in forms:
            match = re.search(re.escape(name), sentence.text, re.IGNORECASE)
            if match and _is_called(sentence.text, match):
                yield _finding(sentence, group.owners, "inn", latin, match.span())


def _is_called(text: str, match: re.Match[str]) -> bool:
    """Say whether the words beside a name call it the generic one."""
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 16]
    return bool(_INN_CUE.search(before) or re.match(r"\W{0,2}(?:INN|一般名|generic name)", after, re.IGNORECASE))


def _is_generic(name: str, latin: str) -> bool:
    """Say whether a name is the generic one, or its Japanese form: both end alike."""
    return name == latin or (name.endswith("セル") and latin.endswith("cel"))


def _companies(passages: Passages, sentence: Sentence, known: _Known) -> Iterator[Finding]:
    """Yield developers and makers: companies named beside a product and such a word."""
    if not sentence.topic or not (sentence.search(_DEVELOPED) or sentence.search(_MADE)):
        return
    named = [(match, company) for company, names in known.companies if (match := _named(sentence, names))]
    for attribute, expression in (("manufacturer", _MADE), ("developer", _DEVELOPED)):
        found = [(match, company) for match, company in named if _beside(sentence.text, match, expression)]
        if found:
            yield from _told(passages, sentence, attribute, sorted(found, key=lambda one: one[0].start()))


def _named(sentence: Sentence, names: Sequence[tuple[str, str]]) -> re.Match[str] | None:
    """Return where a company is named: by the first of its names that is there."""
    for name, lower in names:
        if lower in sentence.lower:
            return re.search(re.escape(name), sentence.text, re.IGNORECASE)
    return None


def _beside(text: str, match: re.Match[str], expression: Expression) -> bool:
    if _PARENT.match(text[match.end() :]) or _OFFSPRING.search(text[: match.start()]):
        return False
    return expression.search(text[max(0, match.start() - 40) : match.end() + 40]) is not None


def _told(
    passages: Passages, sentence: Sentence, attribute: str, found: Sequence[tuple[re.Match[str], Subject]]
) -> Iterator[Finding]:
    for owner in sentence.topic:
        ours = [(match, company) for match, company in found if _may_make(company, owner, passages.subjects)]
        if ours:
            text = " and ".join(dict.fromkeys(company.name for _, company in ours))
            yield _finding(sentence, (owner,), attribute, text, ours[0][0].span())


def _may_make(company: Subject, product: str, subjects: Sequence[Subject]) -> bool:
    """Say whether the company is the product's, or a partner its cues name."""
    subject = next((one for one in subjects if one.subject_id == product), None)
    return subject is not None and (
        subject.company == company.subject_id or bool(set(company.names) & set(subject.cues))
    )


def _indication(passages: Passages, sentence: Sentence, expression: re.Pattern[str]) -> Iterator[Finding]:
    for match in expression.finditer(sentence.text):
        text = (match["en_what"] or match["ja_what"]).strip()
        start = match.start("en_what") if match["en_what"] else match.start("ja_what")
        owners = _described(passages, sentence, start, start + len(text))
        if len(owners) == 1 and any(
            one.kind == "name" for one in passages.namings if sentence.start <= one.start < sentence.end
        ):
            yield _finding(sentence, owners, "indication", text, (start, start + len(text)))


def _described(passages: Passages, sentence: Sentence, start: int, end: int) -> Owners:
    """Return whose indication it is; none where the words mean another product than the one they stand beside.

    Japanese puts the indication before the name («重症心不全治療「リハート」»), English after it.
    """
    place = (sentence.start + start, sentence.start + end)
    ahead = [group for group in sentence.groups if group.start >= place[1]]
    if (
        ahead
        and not sentence.text[start:end].isascii()
        and _LEADS.fullmatch(passages.text[place[1] : ahead[0].start])
    ):
        return ahead[0].owners
    (owners,) = owners_of(sentence, [place], passages.text)
    meant = {
        one.subject_id for one in passages.namings if one.kind == "description" and place[0] <= one.start < place[1]
    }
    watched = meant & set(passages.ready.watched)
    return owners if not watched or watched & set(owners) else ()


def _code(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    for match in sentence.finditer(_CODE):
        (owners,) = owners_of(
            sentence, [(sentence.start + match.start(), sentence.start + match.end())], passages.text
        )
        if len(owners) == 1:
            yield _finding(sentence, owners, "listing_code", match[0], match.span())


def _finding(
    sentence: Sentence, owners: tuple[str, ...], attribute: str, text: str, span: tuple[int, int]
) -> Finding:
    return Finding(
        owners=owners,
        attribute=attribute,
        value=Value(text=text),
        start=sentence.start + span[0],
        end=sentence.start + span[1],
        modality="asserted" if attribute != "developer" else _not_denied(sentence, span),
    )


def _not_denied(sentence: Sentence, span: tuple[int, int]) -> Modality:
    return "denied" if modality(sentence, *span) == "denied" else "asserted"


EXTRACTOR = Extractor(
    name="identities",
    version=1,
    attributes=("inn", "developer", "manufacturer", "indication", "listing_code"),
    extract=_extract,
)
