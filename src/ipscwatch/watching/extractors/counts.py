"""How many: patients treated, assessed, improved and still to be studied, adverse events, sites.

The same number can be any of these, so each is read from the words it stands with, not from the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ipscwatch.model.ledger import Modality, Value
from ipscwatch.text.amounts import Amount
from ipscwatch.text.numbers import WORD, read_number
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.figures import PERSONS, amounts_in, value_of
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.passages import Owners, Passages, Sentence, owners_of

_TARGET = re.compile(
    r"市販後|製造販売後|承認後|発売後|販売後|全例|使用成績調査|本承認"
    r"|有効性(?:や安全性)?(?:など)?を(?:改めて|さらに|引き続き|再)?(?:検証|確認|証明|評価)|年以内に"
    r"|年間(?:で|に|かけ)|検証する|有効性を確かめ|(?:症例|データ)を(?:集め|収集)|症例登録|登録目標|目標症例"
    r"|post-?marketing|post-?approval|after (?:the )?(?:launch|approval)|within (?:seven|five"
    r"|\d+) years|(?:over|in|for|during) (?:the )?(?:next |coming )?(?:seven|five|\d+)(?: "
    r"|-)years?|confirm\w* (?:\w+ ){0,4}(?:efficacy|effect|safety)|verif\w+"
    r"|collect (?:\w+ ){0,3}data|full approval"
    r"|시판 ?후|향후 ?\d+년|\d+년간|上市后|上市後|未来七年|未來七年",
    re.IGNORECASE,
)
_TARGET_CLOSE = re.compile(
    (
        r"対象に|対象と|目標|確かめ|患者数|登録|使用|投与|移植|データ|症例|調査|検証|確認|比較|enrol\w*|treat\w*"
        r"|data|patients|people|stud\w+|trial|대상|환자|名患者|例"
    ),
    re.IGNORECASE,
)
_TRIAL = re.compile(
    r"治験|臨床試験|臨床研究|試験|\btrials?\b|\bstud(?:y|ies)\b|임상|이식|투여|临床|臨床"
    r"|\bessai\b|投与(?:し|され|を受け|した)"
    r"|移植(?:し|され|を受け|した|手術)|\btransplant\w*|\btreat(?:ed)?\b|\bgiven\b|\btested\b|\binject\w+"
    r"|\breceived\b"
    r"|\benrol\w*|\bimplant\w*|\bgreffé",
    re.IGNORECASE,
)
_EFFICACY = re.compile(
    (
        r"有効性(?:の|を)?(?:評価|解析|検討)(?:対象|できた|した)?|評価対象|解析対象"
        r"|\befficacy (?:analysis|set|population"
        r"|evaluation|assessment|endpoints?)\b|\b(?:assessed|evaluated|evaluable"
        r"|analy[sz]ed)\b(?: for efficacy)?|평가 ?대상|유효성 ?평가"
    ),
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"改善|向上|軽快|効果(?:が|を)(?:み|見|認|確認|示)|有効(?:性)?(?:が|と)(?:認|確認|判断"
    r"|示)|\bimprov\w+|\bbetter\b"
    r"|\bwalk(?:ed)? (?:farther|further|longer)\b|\brespon(?:ded|ders?)\b|\bbenefit\w*|\bgains?\b|\brecover\w+"
    r"|\balleviat\w+|호전|개선|改善|好转|好轉"
    r"|amélior\w+",
    re.IGNORECASE,
)
_NOT_BETTER = re.compile(
    (
        r"改善(?:し|が(?:み|見)られ|は(?:み|見)られ)なかった|改善せず|(?:did|do|does) not (?:show|improve|respond)"
        r"|no improvement|悪化|without (?:\w+ )?improvement"
    ),
    re.IGNORECASE,
)
_NO_TRIAL = re.compile(
    r"推定|推計|国内(?:の)?(?:患者|に)|世界(?:で|に)|有病|罹患|人口|一人|1人当"
    r"|candidates?\b|eligible|suffer\w*"
    r"|living with|prevalence|worldwide|estimated|nationwide|\bannually\b|a year\b|employees?|従業員"
    r"|社員|専門家|委員|医師|研究者|ドナー|donors?|authors?|scientists|マウス|mice"
    r"|monkeys?|サル|ラット|\brats?\b|약 ?\d+만"
    r"|환자 ?수|年間約|対象となる患者|適応患者",
    re.IGNORECASE,
)
_ADVERSE_NONE = re.compile(
    r"\b(?:no|zero|without(?: any)?) (?:\w+ ){0,2}?serious (?:adverse|side)[ -](?:events?|effects?"
    r"|reactions?)|\bserious adverse (?:events?|effects?) (?:were|was) (?:not|never) "
    r"|\bnone (?:were|was|of (?:the|these) (?:\w+ ){0,2}(?:were|was)) serious"
    r"|重(?:篤な|大な|い)(?:有害事象|副作用|健康被害)(?:は|が)?(?:確認|報告|発生|認め|み|見|起き"
    r"|生じ|なか|な(?:い|く|し)|ゼロ|[01]件も)(?:られ|され|し)?(?:ておら|ていな|なかった|なく|ず"
    r"|い)?|심각한 부작용(?:은|이)? ?(?:없|나타나지)|未(?:出现|出現|发现|發現|见"
    r"|見)严?嚴?重(?:不良|副作用)|没有严重|沒有嚴重",
    re.IGNORECASE,
)
_HARM_STEMS = (
    "adverse",
    "side effect",
    "side-effect",
    "serious",
    "有害事象",
    "副作用",
    "健康被害",
    "부작용",
    "不良",
    "mild",
)
_NEGATED = re.compile(
    r"なかっ|なく|ない|なし|ず|ゼロ|no |zero|without|not|never|none|없|나타나지|未|没有|沒有", re.IGNORECASE
)
_SERIOUS = re.compile(r"serious adverse|重篤な(?:有害事象|副作用)", re.IGNORECASE)
_MILD = re.compile(r"mild|moderate|軽度|中等度|軽微|경증|중등도|轻度|輕度", re.IGNORECASE)
_EVENT_WORD = re.compile(r"adverse|side effects?|events?|有害事象|副作用|부작용|不良|件", re.IGNORECASE)
_EVENT_COUNT = re.compile(
    rf"(?<![\d.,])(\d{{1,4}}|\b{WORD}\b)(?: |-)?(?:\w+[- ]?(?:to[- ]|or )?){{0,4}}?(?:adverse "
    rf"|side[- ])?(?:events?|effects?|reactions?)\b|(\d{{1,4}})\s?件",
    re.IGNORECASE,
)
_HARMED = re.compile(
    r"\b(?:developed|died|experienced|suffered|reported|infect\w*|withdrew|dropped out)\b"
    r"|発症|死亡|感染|脱落|有害事象|副作用|사망",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    rf"(?<=[、,と])\s?(\d{{1,3}})例(?=の)|\b(?:and|versus|or) (\d{{1,3}}|\b{WORD}\b)(?= (?:for|given"
    rf"|receiving|on|with|in|treated|who)\b)|\bin (\d{{1,3}})(?=[,.;)]| within| over)",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(r"[、，,;；。]|\bbut\b|\bwhile\b|\d")
_SITES = re.compile(
    (
        r"実施|治療|医療機関|移植|投与|治験|試験|調査|\btreat\w*|\btrial|\bstudy|\bparticipat\w+|\bpost-?marketing"
        r"|\bperform\w*|\badminister\w*|hospitals?|시행|병원"
    ),
    re.IGNORECASE,
)
_IN_TRIAL = re.compile(r"治験|臨床試験(?!.{0,12}(?:製造販売後|市販後))|\bclinical trial|\btrial", re.IGNORECASE)
_US = re.compile(
    r"\bU\.?S\.?(?:A\.?)?\b(?!\$)|\bUnited States\b|\bSan Diego\b|\bUCSD\b|\bCalifornia\b"
    r"|\bAmerican?\b|米国|サンディエゴ|カリフォルニア|미국|美國|美国|NCT\d{8}|米(?=で|国|食品)"
)
_ENDPOINTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("OFF", re.compile(r"\bOFF\b|\boff[- ](?:medication|meds|state|time|period|drug)|オフ(?:時|状態)|オフの")),
    ("ON", re.compile(r"\bON\b(?= |-)|オン(?:時|状態)")),
    (
        "exercise",
        re.compile(
            r"運動(?:耐容)?能|運動能力|歩行|最大酸素|\bexercise\b|\bwalk\w*|oxygen (?:intake|uptake)", re.IGNORECASE
        ),
    ),
)
_IN_TALKS = re.compile(r"\btalks\b|\bnegotiat|交渉|協議中", re.IGNORECASE)
_SO_FAR = re.compile(r"これまでに|\bso far\b|\bto date\b|\bsince (?:the )?(?:launch|approval)", re.IGNORECASE)
"""Words by which patients are counted who were treated outside a trial, unless one is named."""
_STUDIED = re.compile(r"治験|試験|研究|\btrial|\bstud(?:y|ies)\b", re.IGNORECASE)
_TAKEN_PART = re.compile(r"(?:治験に参加し|治験で移植し|移植を受け|投与を受け|治験で投与し)た(?:患者)?$")
_AHEAD = re.compile(r"見通し|見込|予定|計画|実施する|行う|\bwill\b|\bplan|\bexpect", re.IGNORECASE)
_LARGEST_TRIAL = 500


def _extract(passages: Passages) -> Iterator[Finding]:
    for sentence in passages.sentences:
        yield from _persons(passages, sentence)
        yield from _ratios(passages, sentence)
        if sentence.holds(*_HARM_STEMS):
            yield from _events(passages, sentence)
        yield from _sites(passages, sentence)


def _persons(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    """Yield the counts of people, those of one sort shared out among the sentence's subjects together."""
    sorted_out: dict[str, list[Amount]] = {}
    for amount in amounts_in(passages, sentence, "count", *PERSONS):
        name = _sort(sentence, amount)
        if name is not None:
            sorted_out.setdefault(name, []).append(amount)
    if len(sorted_out) == 1:
        next(iter(sorted_out.values())).extend(_elided(passages, sentence))
    for name, found in sorted_out.items():
        shared = owners_of(sentence, [(one.start, one.end) for one in found], passages.text)
        for amount, owners in zip(found, shared, strict=True):
            if len(owners) == 1:
                yield _person(sentence, name, amount, owners)


def _elided(passages: Passages, sentence: Sentence) -> Iterator[Amount]:
    """Yield the further counts of a series, whose unit is not said again: «75 patients on A and 35 on B»."""
    for match in _FURTHER.finditer(sentence.text):
        value = read_number(match[1] or match[2] or match[3])
        start, end = sentence.start + match.start(match.lastindex or 0), sentence.start + match.end()
        if value is not None and all(one.end <= start or end <= one.start for one in passages.amounts):
            yield Amount(kind="count", value=value, unit="patients", start=start, end=end, raw=match[0])


def _sort(sentence: Sentence, amount: Amount) -> str | None:
    """Return which count of people an amount is, by the words of its clause."""
    start, end = amount.start - sentence.start, amount.end - sentence.start
    clause, near = _clause(sentence.text, start, end), sentence.text[max(0, start - 24) : end + 24]
    if _TAKEN_PART.search(sentence.text[:start]) and sentence.text.startswith("のうち", end):
        return "trial_n"
    if (
        _too_many(amount)
        or _NO_TRIAL.search(near)
        or re.match(r"\s*(?:に\s?\d|中|のうち|目|について|に関して)", sentence.text[end:])
    ):
        return None
    if _TARGET.search(sentence.text) and _TARGET_CLOSE.search(near) and not _is_past(clause):
        return "enrolment_target"
    if "患者数" in near or _HARMED.search(_after(sentence.text, end)):
        return None
    return _sort_in_trial(sentence.text, start, end, clause)


def _sort_in_trial(text: str, start: int, end: int, clause: str) -> str | None:
    if _EFFICACY.search(_joined(text, start, end)):
        return "efficacy_n"
    if _BETTER.search(_after(text, end)) and not _NOT_BETTER.search(clause):
        return "responders"
    elsewhere = _SO_FAR.search(clause) and not _STUDIED.search(text)
    return "trial_n" if _TRIAL.search(clause) and not elsewhere else None


def _joined(text: str, start: int, end: int) -> str:
    """Return the words around a count that are not parted from it by a comma."""
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    return re.split(r"[、,，]", before)[-1] + " " + re.split(r"[、,，]", after)[0]


def _is_past(clause: str) -> bool:
    """Say whether the clause tells of a trial that was, beside what is still to be shown."""
    return (
        re.search(
            (
                r"治験で|臨床試験で(?!は?7年)|試験では|\bin (?:the|a|an earlier"
                r"|clinical) (?:\w+ )?trial|\btrial (?:of"
                r"|involving|in|with|on)\b|\bwere (?:treated|given)|\breceived\b"
            ),
            clause,
            re.IGNORECASE,
        )
        is not None
    )


def _too_many(amount: Amount) -> bool:
    most = amount.value if amount.value is not None else amount.high
    return most is None or most > _LARGEST_TRIAL or most < 1


def _clause(text: str, start: int, end: int) -> str:
    left = max(
        (text.rfind(mark, 0, start) for mark in (";", "；", "、一方", "一方、", ", while", ", but")), default=-1
    )
    stops = [
        place
        for mark in (";", "；", "、一方", "一方、", ", while", ", but")
        if (place := text.find(mark, end)) >= 0
    ]
    return text[left + 1 : min(stops, default=len(text))]


def _after(text: str, end: int) -> str:
    """Return the words that say what the people did: up to the next clause."""
    stop = _AFTERWARDS.search(text, min(len(text), end + 1))
    return text[end : stop.start() if stop else len(text)][:70]


def _person(sentence: Sentence, name: str, amount: Amount, owners: Owners) -> Finding:
    start, end = amount.start - sentence.start, amount.end - sentence.start
    how = modality(sentence.text, start, end)
    return Finding(
        owners=owners,
        attribute=name,
        qualifier=qualifier(sentence.text, name),
        value=value_of(amount, "patients"),
        start=amount.start,
        end=amount.end,
        modality=_how(name, amount, how),
    )


def _how(name: str, amount: Amount, how: Modality) -> Modality:
    """Return how a count is meant: a target is set while planned; «seven planned patients» are not yet treated."""
    if name == "enrolment_target" and how == "planned":
        return "asserted"
    ahead = "planned" in amount.raw or amount.precision == "at_most"
    return "planned" if how == "asserted" and ahead else how


def qualifier(text: str, name: str = "") -> str:
    """Return what sets a trial figure apart: the country, or the endpoint of a response."""
    if name != "enrolment_target" and _US.search(text):
        return "US"
    if name == "responders":
        return next((endpoint for endpoint, expression in _ENDPOINTS if expression.search(text)), "")
    return ""


def _ratios(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    """Yield «4 of 6 improved», and the whole as the number assessed where the sentence says so."""
    ratios = [one for one in amounts_in(passages, sentence, "ratio") if _is_response(sentence, one)]
    shared = owners_of(sentence, [(one.start, one.end) for one in ratios], passages.text)
    for ratio, owners in zip(ratios, shared, strict=True):
        if len(owners) != 1:
            continue
        if _EFFICACY.search(_joined(sentence.text, ratio.start - sentence.start, ratio.end - sentence.start)):
            yield _assessed(ratio, owners, qualifier(sentence.text))
        yield Finding(
            owners=owners,
            attribute="responders",
            qualifier=_ratio_qualifier(sentence, ratio, ratios),
            value=value_of(ratio, "patients"),
            start=ratio.start,
            end=ratio.end,
            modality=modality(sentence.text, ratio.start - sentence.start, ratio.end - sentence.start),
        )


def _assessed(ratio: Amount, owners: Owners, where: str) -> Finding:
    """Return the whole of a share as the number assessed."""
    whole = ratio.of or Decimal(0)
    value = Value(text=f"{whole:f}", unit="patients", low=float(whole), high=float(whole))
    return Finding(
        owners=owners, attribute="efficacy_n", qualifier=where, value=value, start=ratio.start, end=ratio.end
    )


def _ratio_qualifier(sentence: Sentence, ratio: Amount, ratios: Sequence[Amount]) -> str:
    """Return the endpoint or country of one share: told up to the next share, where there are several."""
    place = ratios.index(ratio)
    stop = ratios[place + 1].start if place + 1 < len(ratios) else sentence.end
    begin = ratio.start if len(ratios) > 1 and place else sentence.start
    return qualifier(sentence.text[begin - sentence.start : stop - sentence.start], "responders")


def _is_response(sentence: Sentence, ratio: Amount) -> bool:
    end = ratio.end - sentence.start
    text = sentence.text
    if ratio.of is None or ratio.of > _LARGEST_TRIAL or _NOT_BETTER.search(text[end : end + 50]):
        return False
    near = text[max(0, ratio.start - sentence.start - 80) : end + 90]
    return _BETTER.search(near) is not None


def _events(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    for match in _ADVERSE_NONE.finditer(sentence.text):
        if _NEGATED.search(match[0] + sentence.text[match.end() : match.end() + 8]):
            yield from _event(passages, sentence, "serious_adverse_events", "0", match.span())
    for match in _EVENT_COUNT.finditer(sentence.text):
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
    (owners,) = owners_of(sentence, [(start, end)], passages.text)
    if len(owners) == 1:
        value = Value(text=number, unit="events", low=float(number), high=float(number))
        yield Finding(
            owners=owners,
            attribute=name,
            value=value,
            start=start,
            end=end,
            qualifier=qualifier(sentence.text, name),
        )


def _sites(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    for amount in amounts_in(passages, sentence, "count", "sites"):
        start, end = amount.start - sentence.start, amount.end - sentence.start
        clause = _clause(sentence.text, start, end)
        if not _SITES.search(clause) or _too_many(amount) or _IN_TALKS.search(clause):
            continue
        (owners,) = owners_of(sentence, [(amount.start, amount.end)], passages.text)
        if len(owners) == 1:
            yield Finding(
                owners=owners,
                attribute="sites_n",
                qualifier=_site_qualifier(sentence.text, passages.before(sentence)),
                value=value_of(amount, "sites"),
                start=amount.start,
                end=amount.end,
                modality=modality(sentence.text, start, end),
            )


def _site_qualifier(text: str, before: str) -> str:
    """Return where the sites are; a trial still to come that follows talk of the market is one after approval."""
    if _TARGET.search(text) or (_AHEAD.search(text) and _TARGET.search(before)):
        return "post-marketing"
    return "US" if _US.search(text) else "trial" if _IN_TRIAL.search(text) else ""


EXTRACTOR = Extractor(
    name="counts",
    version=1,
    attributes=(
        "trial_n",
        "efficacy_n",
        "responders",
        "enrolment_target",
        "serious_adverse_events",
        "adverse_events_mild_moderate",
        "sites_n",
    ),
    extract=_extract,
)
