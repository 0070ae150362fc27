"""Who develops a product, and who makes it: its own company or a partner, where the text joins them to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ipscwatch.model.ledger import Value
from ipscwatch.model.term import Subject
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.meant import products_meant
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Sentence
from ipscwatch.watching.wordings import any_of, plain

_FORM = (
    r"(?:,?\s?(?:(?:Inc|Co|Corp|Ltd|Corporation|Pharma\w*|Therapeutics|Company|HD)\b\.?,?|株式会社|社))*"
    r"(?:\s?(?:<[^<>]{1,12}>|\[[^\[\]]{1,8}\]|\([^()]{1,160}\)(?:, opens new tab ?)?|[」』\"”'’](?!s\b)))*"
)
_THING = (
    r"(?:therap|treatment|product|sheet|patch|cells?\b|drug|medicine|candidate|製品|シート|治療|薬|細胞|療法|注\b"
    r"|候補"
    r"|치료제|제품|시트|의약품|产品|產品|贴片|貼片|层片|層片|细胞|細胞)"
)
_OWNS = Expression(
    rf"{_FORM}(?P<own>['’]s?|:s|(?:製)?の|による|が提供する|\s?의|(?:公司)?的|,? (?:and|for|with"
    rf"|on) its)(?![^.;。]{{0,20}}(?:子会社|株価"
    rf"|株式|株は"
    rf"|shares|stock|subsidiary|자회사|주가))",
    re.IGNORECASE,
)
"""After a company: what makes the next thing its own."""
_ITS_THING = Expression(rf"[^.;。]{{0,70}}?{_THING}", re.IGNORECASE)
_ACTS = Expression(
    rf"{_FORM}(?:,? (?!to \d)(?:[^.;:]|\.(?! ?[A-Z])){{0,110}}?\b(?:appl(?:y|ied|ies|ying) (?:for|to|with)"
    rf"|fil(?:e|ed|es|ing)\b"
    r"|submit\w*|develop(?:s|ed|ing|er)\b|receiv\w+|obtain\w*|won\b|secur\w+|(?:to )launch\b|launch(?:ed|es"
    r"|ing)\b|(?:to )?market(?:s|ed|ing)\b|to market\b|to withdraw\b|withdraw(?:s|ing)\b"
    r"|sold\b(?! (?:its|their|a|the|some|all|shares|\d))|manufactur\w*|produc(?:e|es|ed|ing)\b|sell(?:s|ing)?\b"
    r"|commerciali\w+|mak(?:es|er|ing)\b|creat(?:ed|or|es)\b"
    r"|dosed|(?:beg[au]n|start(?:ed|s)|initiat(?:ed|es)|runs|conduct(?:s|ed)) (?:an? |the "
    r"|its )?(?:[\w/-]+ ){0,4}(?:trial|study)"
    r"|(?:beg[aiu]n|start|commenc)\w* (?:sales|selling)\b(?! (?:growth|talks))"
    r"|complet\w+ enrol\w+|behind\b|seek(?:s|ing)\b|sought\b|transplants?\b|granted|begins? (?:a )?phase"
    r"|application|reçu|fabriquer|"
    r"commercialiser)"
    r"|(?:など)?(?:と[^。、]{1,30})?(?:が|は、?|も|では|から|を申請者)[^。]{0,150}?(?:開発|申請|承認|取得|発売"
    r"|販売|製造(?!施設|受託|体制|拠点|設備|工場)|製品化|実用化|手(?:が|掛)け"
    r"|治験|調査|試験を(?:行|実施|開始|進め)|上市|担う|移植|提供|作製|出荷)"
    r"|\s?(?:가|이|는|은|와|과)[^.]{0,110}?(?:개발|신청|승인|시판|판매|제조|계획)"
    r"|(?:公司)?(?:与[^，。,]{0,12}|與[^，。,]{0,12})?(?:合作|共同)?(?:开发|研发|開發|研發|申请|申請|制造|製造))",
    re.IGNORECASE,
)
"""After a company: what it does to its product."""
_BY = Expression(
    r"(?:develop\w*|creat\w+|made|produc\w+|invent\w+|fil(?:ed|ing)|submitted|marketed|sold|manufactured|designed"
    r"|commerciali[sz]ed|owned|sponsored|announced|therap\w+|treatment|drug|medicine|sheets?|patch\w*|cells?"
    r"|application"
    r"|product)\b[^.;:]{0,45}?\b(?:by|from|at|to)(?: (?:and|[\w'’./-]+,?)){0,7}?[ (]{0,2}$"
    r"|(?:therap\w+|treatment|drug|medicine|sheets?|patch|product) of (?:(?:the|Japan['’]s"
    r"|[A-Z]\w+-based) )?(?:(?:\w+ )?(?:spin-?off|start-?up|venture|drugmaker|company|firm) )?$"
    r"|\b(?:the|its) (?:company|firm|drugmaker|startup|biotech|maker)(?: behind (?:it|the [\w ]{2,24}))?, $"
    r"|\bdevelop(?:s|ed|ing)\b[^.;]{0,45}? (?:with|alongside) $|\b(?:developer|maker|manufacturer|applicant"
    r"|authori[sz]ation holder|sponsor|company behind)\b[^.;]{0,30}?$"
    r"|(?:開発(?:し|する|中)[^。、]{0,8}|申請(?:した|中の)|(?:申請者|会社名?|製造販売(?:元|業者)|販売元|開発(?:元"
    r"|企業|会社|者)"
    r"|개발사|제조사|研发公司|sponsor|developer|company)(?:は、?|\s?[:：|])?)\s?[「『]?$"
    r"|開発したのは、?[^。、]{0,16}[「『]?$"
    r"|(?:開発(?:に(?:携わ|取り組)[^。、]{0,6}|を(?:進め|手がけ)る)|承認申請を)[「『]?$"
    r"|\b(?:trial|study|survey) (?:of [\w-]+ )?(?:was |is |being )?(?:run|conducted|held|carried out) by $"
    r"|(?-i:\b[A-Z])[\w-]+,? from $|[由]$|, by $|développée? par $|(?:traitement|produit|thérapie|médicament"
    r"|patch|feuillet)[^.;,]{0,60} de $"
    r"|(?:laboratoire|start-up|société)(?: \w+){0,2} $",
    re.IGNORECASE,
)
"""Before a company: what was done by it."""
_IN_BRACKETS = Expression(r"[」』®\"”\w]\s?\([^()]{0,24}$")
"""Before a company: the product that it is named behind, in brackets."""
_MADE_BY = Expression(
    r"(?:manufactur(?:ed|ing(?! approval| and)|er)|production|produced|made)\b(?! and)[^.;]{0,50}?\b(?:by|at|to"
    r"|is|will be)(?: [\w'’-]+){0,4}? $"
    r"|\bmanufacturing (?:sites?|facility|plant|location)\s?: $|\bmanufactur\w+ (?:of [\w-]+ )?(?:stays|remains"
    r"|lies|rests) with $"
    r"|(?<!販売・)製造(?!販売|・販売|承認|後|及び販売)[^、。]{0,4}(?:は|を|も|元|所|業務)"
    r"、?(?:[^、。]{0,6}|[^、。]{2,16}の(?:子会社|関連会社|合弁会社)(?:である|の)?)$|제조(?:는"
    r"|를)[^,.]{0,30}$",
    re.IGNORECASE,
)
_MAKES = Expression(
    rf"{_FORM}(?:,? (?:(?:the|an?) [^,.;]{{0,40}} (?=that|which))?(?:that |which |who |will "
    rf"|also ){{0,2}}(?:manufactures|produces|handles (?:the )?manufactur\w+"
    r"|is responsible for (?:the )?manufactur\w+|manufacture)\b(?! and (?:market|sell))"
    r"|(?:において|にて|で|が|に|は)[^。、]{0,24}?(?<!販売・)製造(?!販売|・販売|承認|後|、販売"
    r"|及び販売)[^。、]{0,12}(?:する|し|され|担|委託|受託|行)"
    r"|\s?(?:가|이|에서|는)[^,.]{0,24}제조(?:를|을)? ?(?:담당|맡(?!기)|하|한다))",
    re.IGNORECASE,
)
_IN_TURN = re.compile(
    r"、[^。、]{2,16}は[^。、]{2,24}が[^。、]{0,12}(?:開発|製造販売|販売|手がけ|申請|承認を(?:取得|得))"
)
"""After a company that stands for its part of a series: «AはX、BはYが製造販売する»."""
_PARENT = Expression(
    r"(?:と[^、。]{1,14})?の(?:合弁|子会社|関連会社|米子会社)|['’]s (?:\w+ )?(?:subsidiary|affiliate|unit)"
    r"|\s?(?:(?:과|와) [^,.]{1,14} )?(?:합작사|합작법인)|의 (?:[^,.]{1,6} )?자회사"
)
_OFFSPRING = Expression(r"(?:joint venture (?:of|between|by)|subsidiary of|affiliate of) [^,.;]*$", re.IGNORECASE)
"""Words by which a company is named as the parent of the one that is meant."""
_RIVAL = Expression(
    r"compet|\brivals?\b|\bunlike\b|other compan|similar (?:therap|treatment|product)|競合|ライバル|他社|경쟁"
    r"|竞争|競爭",
    re.IGNORECASE,
)

_REACH = 60
"""Characters between a company and the thing that is called its own."""
_SAME = "同社"
"""A word for the company named last."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The companies of the products: how they are found, and whose each is."""

    names: tuple[tuple[str, str], ...]
    """Each with the part of it behind its hyphen, in lower case."""
    by_alias: Mapping[str, Subject]
    products: Mapping[str, frozenset[str]]
    """By company: the products that are its own, or name it among their cues as a partner."""


@lru_cache(maxsize=4)
def _known(subjects: tuple[Subject, ...]) -> _Known:
    companies = [one for one in subjects if one.kind == "company"]
    products = {company.subject_id: _of(company, subjects) for company in companies}
    by_alias = {plain(name): one for one in companies if products[one.subject_id] for name in one.names}
    names = tuple(
        (name.rpartition("-")[2].lower(), name)
        for one in companies
        if products[one.subject_id]
        for name in one.names
    )
    return _Known(names=names, by_alias=by_alias, products=products)


def _of(company: Subject, subjects: tuple[Subject, ...]) -> frozenset[str]:
    return frozenset(
        one.subject_id
        for one in subjects
        if one.kind == "product" and (one.company == company.subject_id or set(company.names) & set(one.cues))
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """One place where a company is told as developer or maker of a product."""

    sentence: Sentence
    start: int
    end: int
    company: Subject


def _extract(passages: Passages) -> Iterator[Finding]:
    known = _known(passages.subjects)
    meant = products_meant(passages)
    told: defaultdict[tuple[str, str], list[_Told]] = defaultdict(list)
    leads = frozenset(one.company for one in passages.subjects if one.subject_id in meant)
    company: Subject | None = None
    for match in _mentions(passages, known) if meant else ():
        company = known.by_alias.get(plain(match[0]), company)
        if company is None:
            continue
        sentence = passages.at(match.start())
        place = _Told(sentence, match.start() - sentence.start, match.end() - sentence.start, company)
        for product in known.products[company.subject_id] & meant:
            for attribute in _roles(passages, place, product):
                told[attribute, product].append(place)
    for (attribute, product), places in told.items():
        yield _finding(attribute, product, places, leads)


def _mentions(passages: Passages, known: _Known) -> Iterator[re.Match[str]]:
    """Yield where a company is named, looking for those alone of which a part of a name is in the text."""
    lower = passages.text.lower()
    here = tuple(name for part, name in known.names if part in lower)
    return any_of((*here, _SAME)).finditer(passages.text) if here else iter(())


def _roles(passages: Passages, place: _Told, product: str) -> Iterator[str]:
    """Yield what the company is to the product by this sentence."""
    sentence, text = place.sentence, place.sentence.text
    if product not in {*(one for group in sentence.groups for one in group.owners), *sentence.inherited}:
        return
    before, after = text[max(0, place.start - 110) : place.start], text[place.end : place.end + 240]
    if sentence.search(_RIVAL) or _PARENT.match(after) or _OFFSPRING.search(before):
        return
    if modality(sentence, place.start, place.end) == "denied":
        return
    if _MADE_BY.search(before) or _MAKES.match(after):
        yield "manufacturer"
        return
    if (
        _BY.search(before)
        or _IN_BRACKETS.search(before)
        or _ACTS.match(after)
        or (before.endswith("は") and _IN_TURN.match(after))
        or _owns(passages, place, product, after)
    ):
        yield "developer"


def _owns(passages: Passages, place: _Told, product: str, after: str) -> bool:
    """Say whether the product, or such a thing as it is, is called the company's own."""
    match = _OWNS.match(after)
    if match is None:
        return False
    begin = place.sentence.start + place.end + match.end()
    named = any(one.subject_id == product and 0 <= one.start - begin <= _REACH for one in passages.namings)
    return named or _ITS_THING.match(after, match.end()) is not None


def _finding(attribute: str, product: str, places: list[_Told], leads: frozenset[str | None]) -> Finding:
    """Return all that a text names together, at the sentence that names most of them."""
    by_sentence: defaultdict[int, list[_Told]] = defaultdict(list)
    for one in places:
        by_sentence[one.sentence.start].append(one)
    first = max(by_sentence.values(), key=len)[0]
    own_first = sorted(places, key=lambda one: one.company.subject_id not in leads)
    return Finding(
        owners=(product,),
        attribute=attribute,
        value=Value(text=" and ".join(dict.fromkeys(one.company.name for one in own_first))),
        start=first.sentence.start + first.start,
        end=first.sentence.start + first.end,
    )


EXTRACTOR = Extractor(name="makers", version=3, attributes=("developer", "manufacturer"), extract=_extract)
