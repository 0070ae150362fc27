"""Which wordings say the same: of a disease, a company, a trial's design or phase, what a price is for.

Texts word one thing in many ways and scripts. Two wordings are told apart only where they name different things;
that one says more than the other is no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from ipscwatch.model.term import Subject
from ipscwatch.text.fold import fold
from ipscwatch.text.packs import find_packs
from ipscwatch.text.width import narrow

_DISEASES: Mapping[str, str] = {
    "Parkinson's disease": r"parkinson|パーキンソン|파킨슨|帕金森|柏金遜|巴金森",
    "heart disease": (
        r"heart (?:failure|diseases?|conditions?|disorders?|attack)|cardi(?:ac|ovascular) (?:failure|diseases?"
        r"|disorders?)"
        r"|cardiomyopath\w*|myocardial infarction|angina|coronary (?:artery|heart) disease"
        r"|心不全|心筋症|心疾患|心臓病|心筋梗塞|狭心症|심부전|심근(?:병증|경색)|심장(?:병|질환)|심질환"
        r"|心力?衰竭?|心肌病|心脏病|心臟病|心臟衰竭|insuffisances? cardiaques?|maladies? cardiaques?|cardiopathie"
    ),
    "spinal cord injury": (
        r"spinal[- ]cord (?:injur|damage)\w*|脊髄損傷|척수 ?손상|脊髓(?:损伤|損傷)|l[eé]sions? m[eé]dullaires?"
    ),
    "brain injury": r"traumatic brain injur\w+|外傷性脳損傷|외상성 ?뇌손상|脑外伤|創傷性腦損傷",
    "stroke": r"\bstroke|脳(?:卒中|梗塞)|뇌(?:졸중|경색)|脑卒中|中風",
    "limb ischaemia": (
        r"limb isch\w+|arteriosclerosis obliterans|peripheral arter(?:y|ial) disease|(?:閉塞性)?動脈硬化症"
        r"|重症虚血肢"
        r"|(?:慢性)?動脈閉塞症|バージャー病|buerger"
    ),
    "glioma": r"glioma|glioblastoma|神経膠腫|膠芽腫|脳腫瘍|brain tumou?r|교모세포종|胶质瘤|膠質瘤",
    "muscular dystrophy": r"muscular dystroph\w+|\bDMD\b|筋ジストロフィー|근이영양증|肌营养不良|肌肉萎縮症",
    "spinal muscular atrophy": r"spinal muscular atroph\w+|脊髄性筋萎縮症|척수성 ?근위축증|脊髓性肌萎缩",
    "blood cancer": r"leuk[ae]+mia\w*|lymphoma|myeloma|白血病|リンパ腫|骨髄腫|백혈병|림프종|淋巴瘤",
    "diabetes": r"diabet\w+|糖尿病|당뇨",
    "retinal disease": r"macular|retin(?:al|itis)|黄斑|網膜|망막|视网膜|視網膜",
    "corneal disease": r"cornea\w*|limbal|角膜|각막",
    "ALS": r"amyotrophic|\bALS\b|筋萎縮性側索硬化症|루게릭|渐冻",
}
"""The field's diseases, each with the words for it, its forms and its causes: a family of one treatment."""
_FAMILIES = {name: re.compile(words, re.IGNORECASE) for name, words in _DISEASES.items()}
DISEASE_WORDS = "|".join(_DISEASES.values())
DESIGNS: Mapping[str, str] = {
    "open-label": r"\bopen[- ]label(?:l?ed)?\b|\bunblinded\b|非盲検|オープンラベル|개방형|开放标签|開放標籤",
    "single-arm": r"\bsingle[- ]arm\b|単群|シングルアーム|단일군|单臂|單臂",
    "uncontrolled": (
        r"\buncontrolled\b|\bnon-controlled\b|\bno control (?:group|arm)"
        r"|\bwithout (?:a )?(?:randomi[sz]ed )?control (?:group|arm)"
        r"|対照群(?:の|を|が)?(?:ない|置か|なし|設け(?:ず|な))|非対照"
    ),
    "randomised": (
        r"(?<!without a )(?<!no )(?<!non-)\brandomi[sz]ed\b(?! control group)|(?<!非)無作為化|ランダム化|무작위"
        r"|随机|隨機"
    ),
    "double-blind": r"\bdouble[- ](?:blind(?:ed)?|mask(?:ed)?)\b|二重盲検|이중 ?맹검|双盲|雙盲",
    "sham-controlled": r"\bsham\b|偽手術|シャム",
    "placebo-controlled": r"\bplacebo[- ]controlled\b|プラセボ対照",
    "single-centre": r"\bsingle[- ](?:cent(?:er|re)|site)\b|単施設|単一施設|단일기관|单中心",
    "multicentre": r"\bmulti-?(?:cent(?:er|re)|site)\b|多施設|다기관|多中心",
    "dose-escalation": r"\bdose[- ]escalati(?:on|ng)\b|用量漸増|용량 ?증량",
}
"""The features of a trial's design, in the order they are told in."""
_DESIGNS = {name: re.compile(words, re.IGNORECASE) for name, words in DESIGNS.items()}
_OPPOSED = (("open-label", "double-blind"), ("uncontrolled", "sham-controlled"), ("single-centre", "multicentre"))
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV"}
_PHASE_WORD = re.compile(r"phase|第|相|임상|상|期|\s", re.IGNORECASE)
_PARTIES = re.compile(r"\s*(?:,|;|、|・|/|＆|&|\band\b|\bwith\b|\bet\b|および|及び|と|와|과|和|与|與)\s*")
_LEGAL_FORM = re.compile(
    r"\b(?:incorporated|inc|corporation|corp|company|co|limited|ltd|ag|plc|gmbh|kk|k\.k)\b\.?"
    r"|株式会社|\(株\)|주식회사|有限公司",
    re.IGNORECASE,
)


def diseases(text: str) -> frozenset[str]:
    """Return the families of disease that a wording names."""
    return frozenset(name for name, words in _FAMILIES.items() if words.search(text))


def plain(text: str) -> str:
    """Return the letters and digits of a wording alone, in one width and case."""
    return _plain(text)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text).text.casefold())


def same_disease(one: str, other: str) -> bool:
    """Say whether two indications can be one: a wording holds the other, or both name one family of disease."""
    return _holds(_plain(one), _plain(other)) or not diseases(one).isdisjoint(diseases(other))


def same_companies(one: str, other: str) -> bool:
    """Say whether two wordings share a company; whoever is named beside it is a partner, no contradiction."""
    return any(_holds(ours, theirs) for ours in _companies(one) for theirs in _companies(other))


def same_design(one: str, other: str) -> bool:
    """Say whether two designs share a feature and have none that excludes one of the other."""
    ours, theirs = designs(one), designs(other)
    if not ours or not theirs:
        return _holds(_plain(one), _plain(other))
    both = ours | theirs
    return not ours.isdisjoint(theirs) and not any(both.issuperset(pair) for pair in _OPPOSED)


def same_phase(one: str, other: str) -> bool:
    """Say whether two phases are one, in Roman or Arabic figures."""
    return phase(one) == phase(other)


def same_pack(one: str, other: str) -> bool:
    """Say whether two prices are for the same unit: «per patient», «1患者当たり»."""
    return _unit(one) == _unit(other)


def designs(text: str) -> frozenset[str]:
    """Return the features of a trial's design that a wording names."""
    return frozenset(name for name, words in _DESIGNS.items() if words.search(text))


def phase(text: str) -> str:
    """Return a phase in Roman figures, its parts joined by a slash."""
    parts = re.split(r"[/・~-]", _PHASE_WORD.sub("", text).upper())
    return "/".join(_ROMAN.get(part[:1], part[:1]) + part[1:] if part[:1] in _ROMAN else part for part in parts)


_PER = re.compile(r"^(?:per|an?|each|for (?:an?|one|each)) (?:single )?")


def _unit(text: str) -> str:
    packs = find_packs(narrow(text))
    name = packs[0].name if packs else _PER.sub("", text)
    return "patient" if name in ("patient", "person", "1 patient") else _plain(name)


def _companies(text: str) -> frozenset[str]:
    parts = (_plain(_LEGAL_FORM.sub("", part)) for part in _PARTIES.split(narrow(text)))
    return frozenset(part for part in parts if len(part) > 1)


def _holds(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)


SAME: Mapping[str, Callable[[str, str], bool]] = {
    "indication": same_disease,
    "developer": same_companies,
    "manufacturer": same_companies,
    "trial_design": same_design,
    "trial_phase": same_phase,
    "price_pack": same_pack,
}
"""By attribute: whether two of its wordings say the same."""


def generic(product: Subject) -> tuple[str, tuple[str, ...]] | None:
    """Return a product's generic name as the digest writes it, and all its forms; None where it has none."""
    latin = next((name for name in product.names if re.fullmatch(r"[a-z]{7,}(?: [a-z]{7,})?", name)), None)
    return (latin, tuple(name for name in product.names if _is_generic(name, latin))) if latin else None


_ENDINGS = (("cel", "セル"), ("vec", "ベク"), ("rev", "レブ"), ("gene", "ゲン"), ("cel", "셀"), ("gene", "plasmid"))
"""How generic names end, in Latin letters and in others: both forms end alike."""


def _is_generic(name: str, latin: str) -> bool:
    return name == latin or any(latin.endswith(end) and name.endswith(other) for end, other in _ENDINGS)


def spelled(name: str, text: str, subjects: Sequence[Subject]) -> str:
    """Return a wording with each subject's name in it as the digest writes it, whatever its script."""
    if name == "inn":
        known = (found for one in subjects if one.kind == "product" and (found := generic(one)))
        return next((latin for latin, forms in known if _plain(text) in map(_plain, forms)), text)
    if name not in ("developer", "manufacturer", "director"):
        return text
    for company in subjects:
        if company.kind == "company" and company.name.casefold() not in text.casefold():
            text = any_of(company.names).sub(company.name, text)
    return text


@lru_cache(maxsize=512)
def any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return an expression for any of these names, the longest first, with whatever stands for a hyphen in them."""
    longest = sorted(names, key=len, reverse=True)
    words = "|".join(re.escape(name).replace(r"\-", "[-ー‐–]") for name in longest) or r"(?!)"
    return re.compile(rf"(?<![A-Za-z])(?:{words})(?![A-Za-z])", re.IGNORECASE)
