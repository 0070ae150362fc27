"""How many patients: treated, assessed, improved, and still to be studied.

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
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import (
    LARGEST_TRIAL,
    PERSONS,
    amounts_in,
    clause,
    fits_a_trial,
    value_of,
)
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.owners import owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.qualifiers import TARGET, qualifier
from ipscwatch.watching.extractors.sentence import Owners, Sentence

_TARGET_CLOSE = Expression(
    (
        r"対象に|対象と|目標|確かめ|患者数|登録|使用|投与|移植|データ|症例|調査|検証|確認|比較|enrol\w*|treat\w*"
        r"|data|patients|people|stud\w+|trial|대상|환자|名患者|例"
    ),
    re.IGNORECASE,
)
_TRIAL = Expression(
    r"治験|臨床試験|臨床研究|試験|\btrials?\b|\bstud(?:y|ies)\b|임상|이식|투여|临床|臨床"
    r"|\bessai\b|投与(?:し|され|を受け|した)"
    r"|移植(?:し|され|を受け|した|手術)|\btransplant\w*|\btreat(?:ed)?\b|\bgiven\b|\btested\b|\binject\w+"
    r"|\breceived\b"
    r"|\benrol\w*|\bimplant\w*|\bgreffé",
    re.IGNORECASE,
)
_EFFICACY = Expression(
    (
        r"有効性(?:の|を)?(?:評価|解析|検討)(?:対象|できた|した)?|評価対象|解析対象"
        r"|\befficacy (?:analysis|set|population"
        r"|evaluation|assessment|endpoints?)\b|\b(?:assessed|evaluated|evaluable"
        r"|analy[sz]ed)\b(?: for efficacy)?|평가 ?대상|유효성 ?평가"
    ),
    re.IGNORECASE,
)
_BETTER = Expression(
    r"改善|向上|軽快|効果(?:が|を)(?:み|見|認|確認|示)|有効(?:性)?(?:が|と)(?:認|確認|判断"
    r"|示)|\bimprov\w+|\bbetter\b"
    r"|\bwalk(?:ed)? (?:farther|further|longer)\b|\brespon(?:ded|ders?)\b|\bbenefit\w*|\bgains?\b|\brecover\w+"
    r"|\balleviat\w+|호전|개선|改善|好转|好轉"
    r"|amélior\w+",
    re.IGNORECASE,
)
_NOT_BETTER = Expression(
    (
        r"改善(?:し|が(?:み|見)られ|は(?:み|見)られ)なかった|改善せず|(?:did|do|does) not (?:show|improve|respond)"
        r"|no improvement|悪化|without (?:\w+ )?improvement"
    ),
    re.IGNORECASE,
)
_NO_TRIAL = Expression(
    r"推定|推計|国内(?:の)?(?:患者|に)|世界(?:で|に)|有病|罹患|人口|一人|1人当"
    r"|candidates?\b|eligible|suffer\w*"
    r"|living with|prevalence|worldwide|estimated|nationwide|\bannually\b|a year\b|employees?|従業員"
    r"|社員|専門家|委員|医師|研究者|ドナー|donors?|authors?|scientists|マウス|mice"
    r"|monkeys?|サル|ラット|\brats?\b|약 ?\d+만"
    r"|환자 ?수|年間約|対象となる患者|適応患者",
    re.IGNORECASE,
)
_HARMED = Expression(
    r"\b(?:developed|died|experienced|suffered|reported|infect\w*|withdrew|dropped out)\b"
    r"|発症|死亡|感染|脱落|有害事象|副作用|사망",
    re.IGNORECASE,
)
_FURTHER = Expression(
    rf"(?<=[、,と])\s?(\d{{1,3}})例(?=の)|\b(?:and|versus|or) (\d{{1,3}}|\b{WORD}\b)(?= (?:for|given"
    rf"|receiving|on|with|in|treated|who)\b)|\bin (\d{{1,3}})(?=[,.;)]| within| over)",
    re.IGNORECASE,
)
_AFTERWARDS = Expression(r"[、，,;；。]|\bbut\b|\bwhile\b|\d")
_SO_FAR = Expression(r"これまでに|\bso far\b|\bto date\b|\bsince (?:the )?(?:launch|approval)", re.IGNORECASE)
"""Words by which patients are counted who were treated outside a trial, unless one is named."""
_STUDIED = Expression(r"治験|試験|研究|\btrial|\bstud(?:y|ies)\b", re.IGNORECASE)
_OF_OTHERS = Expression(r"\s*(?:に\s?\d|中|のうち|目|について|に関して)")
_IS_PAST = Expression(
    r"治験で|臨床試験で(?!は?7年)|試験では|\bin (?:the|a|an earlier|clinical) (?:\w+ )?trial|\btrial (?:of"
    r"|involving|in|with|on)\b|\bwere (?:treated|given)|\breceived\b",
    re.IGNORECASE,
)
"""Words by which a clause tells of a trial that was, beside what is still to be shown."""
_TAKEN_PART = Expression(r"(?:治験に参加し|治験で移植し|移植を受け|投与を受け|治験で投与し)た(?:患者)?$")


def _extract(passages: Passages) -> Iterator[Finding]:
    for sentence in passages.sentences:
        if not passages.amounts_of(sentence):
            continue
        yield from _persons(passages, sentence)
        yield from _ratios(passages, sentence)


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
    for match in sentence.finditer(_FURTHER):
        value = read_number(match[1] or match[2] or match[3])
        start, end = sentence.start + match.start(match.lastindex or 0), sentence.start + match.end()
        if value is not None and all(one.end <= start or end <= one.start for one in passages.amounts):
            yield Amount(kind="count", value=value, unit="patients", start=start, end=end, raw=match[0])


def _sort(sentence: Sentence, amount: Amount) -> str | None:
    """Return which count of people an amount is, by the words of its clause."""
    start, end = amount.start - sentence.start, amount.end - sentence.start
    near = (start - 24, end + 24)
    if sentence.near(_TAKEN_PART, 0, start) and sentence.text.startswith("のうち", end):
        return "trial_n"
    if not fits_a_trial(amount) or sentence.near(_NO_TRIAL, *near) or _OF_OTHERS.match(sentence.text[end:]):
        return None
    around = clause(sentence.text, start, end)
    if sentence.search(TARGET) and sentence.near(_TARGET_CLOSE, *near) and not _IS_PAST.search(around):
        return "enrolment_target"
    if "患者数" in sentence.text[max(0, start - 24) : end + 24]:
        return None
    if sentence.may_hold(_HARMED) and _HARMED.search(_after(sentence.text, end)):
        return None
    return _sort_in_trial(sentence, start, end, around)


def _sort_in_trial(sentence: Sentence, start: int, end: int, clause: str) -> str | None:
    text = sentence.text
    if sentence.may_hold(_EFFICACY) and _EFFICACY.search(_joined(text, start, end)):
        return "efficacy_n"
    if sentence.may_hold(_BETTER) and _BETTER.search(_after(text, end)) and not _NOT_BETTER.search(clause):
        return "responders"
    if not sentence.may_hold(_TRIAL) or not _TRIAL.search(clause):
        return None
    elsewhere = _SO_FAR.search(clause) and not sentence.search(_STUDIED)
    return None if elsewhere else "trial_n"


def _joined(text: str, start: int, end: int) -> str:
    """Return the words around a count that are not parted from it by a comma."""
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    return re.split(r"[、,，]", before)[-1] + " " + re.split(r"[、,，]", after)[0]


def _after(text: str, end: int) -> str:
    """Return the words that say what the people did: up to the next clause."""
    stop = _AFTERWARDS.search(text, min(len(text), end + 1))
    return text[end : stop.start() if stop else len(text)][:70]


def _person(sentence: Sentence, name: str, amount: Amount, owners: Owners) -> Finding:
    start, end = amount.start - sentence.start, amount.end - sentence.start
    how = modality(sentence, start, end)
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
            modality=modality(sentence, ratio.start - sentence.start, ratio.end - sentence.start),
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
    if ratio.of is None or ratio.of > LARGEST_TRIAL or _NOT_BETTER.search(text[end : end + 50]):
        return False
    near = text[max(0, ratio.start - sentence.start - 80) : end + 90]
    return _BETTER.search(near) is not None


EXTRACTOR = Extractor(
    name="counts",
    version=1,
    attributes=("trial_n", "efficacy_n", "responders", "enrolment_target"),
    extract=_extract,
)
