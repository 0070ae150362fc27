"""Which count of people an amount is: treated, assessed, improved, to be enrolled, or none of these."""

from __future__ import annotations

import re

from ipscwatch.text.amounts import Amount
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import (
    clause,
    fits_a_trial,
)
from ipscwatch.watching.extractors.outcomes import BETTER, NOT_BETTER, came_to_harm, is_of_harm
from ipscwatch.watching.extractors.qualifiers import (
    MARKETED_TRIAL,
    TARGET,
)
from ipscwatch.watching.extractors.running import is_of_a_part
from ipscwatch.watching.extractors.sentence import Sentence
from ipscwatch.watching.extractors.shares import EFFICACY, joined

_TARGET_CLOSE = Expression(
    (
        r"対象に|対象と|目標|確かめ|組み入れ|(?:人|例|名)の(?:臨床)?試験|患者数|登録|使用|投与|移植|データ|症例|調査"
        r"|検証|確認|比較|enrol\w*|treat\w*|患者に対し"
        r"|追踪|追蹤|자료|데이터|data|patients|people|stud\w+|trial|follow|대상|환자|조사|名患者|例"
    ),
    re.IGNORECASE,
)
TRIAL = Expression(
    r"治験|臨床試験|臨床研究|試験|に[^。、]{0,12}を(?:貼|移植し)|\btrials?\b|\bstud(?:y|ies)\b|임상|이식|투여|临床|臨床"
    r"|\bessai\b|投与(?:し|され|を受け|した)"
    r"|移植(?:し|され|を受け|した|手術)|\btransplant\w*|\btreat(?:ed)?\b|\bgiven\b|\btested\b|\binject\w+"
    r"|\breceived\b|\boperat(?:ed|ions?)\b|\bsurger(?:y|ies)\b|\bclinical tests?\b|\bperformed on\b"
    r"|\btried (?:out )?(?:on|in)\b|\bevidence (?:so far |to date )?(?:comes?|came|rests?|is based)\b"
    r"|\bbased on\b|\bon (?:the (?:basis|strength) of|(?:the )?data from)\b"
    r"|\b(?:sewn|attached|stitched|applied)\b|\bgraft(?:ed|s)?\b|接受(?:了)?(?:移植|治疗|治療|手术|手術)"
    r"|移植[后後]|への移植|환자[^.]{0,12}대상"
    r"|\benrol\w*|\bimplant\w*|\bin the (?:\w+ )?survey\b|\bgreffé",
    re.IGNORECASE,
)
_NO_TRIAL = Expression(
    r"推定|推計|国内(?:の)?(?:患者|に)|世界(?:で|に)|有病|罹患|人口|一人|1人当"
    r"|candidates?\b|eligible|suffer\w*"
    r"|living with|prevalence|worldwide|estimated|nationwide|\bannually\b|a year\b|employees?|従業員"
    r"|社員|専門家|委員|医師(?!主導)|研究者|ドナー|donors?|authors?|scientists|マウス|mice"
    r"|monkeys?|サル|ラット|\brats?\b|약 ?\d+만"
    r"|환자 ?수|年間(?:約|(?=\d))|\d(?:例|人)以上の経験|対象となる患者|適応患者",
    re.IGNORECASE,
)
_HARMED = Expression(
    r"\b(?:developed|died|experienced|suffered|reported|infect\w*|withdrew|dropped out)\b"
    r"|発症|死亡|感染|脱落|有害事象|副作用|사망",
    re.IGNORECASE,
)
_BETTER_WERE = re.compile(
    r"(?:改善|軽減|向上|回復|[良よ]くな)(?![がを](?:保|維持))[^。、]{0,12}(?:のは|人は|患者は)(?:、|約)?$"
)
"""Before a count: that so many got better."""
_TAKEN_BACK = re.compile(r"と(?:した|ある|あった|記した|報じた|書いた|伝えた)のは[^。]{1,80}(?:誤り|間違い)")
"""After a count: that it was printed in error."""
_AFTER_TRIAL = re.compile(r"(?:治験|試験)(?:の)?終了後[^。]{0,24}$")
"""Before a count: that it is of those who were followed on."""
_PARTED = re.compile(r"\d(?:人|例|名)(?:中|[^。]{0,16}うち)")
"""Before a count: that it is one more part of those counted before."""
_SINCE_APPROVED = re.compile(r"(?:承認|発売|市販)後(?:、|に|は)[^。]*$")
"""Before a count: that it is of patients treated in practice."""
_UNTREATED = re.compile(r"(?:移植|投与|手術|治療)(?:し|を受け)(?:ない|なかった)(?:患者)?$")
"""Before a count: that these are compared with those treated."""
_ONE_OF_AN_AGE = re.compile(r"\d0代の[^。、]{0,8}$")
"""Before «1人»: that a single patient is spoken of."""
_REACHED = re.compile(
    r"(?:分)?(?:に|へ)(?:[^。、]{0,6})?(?:達し|到達|上っ|のぼっ|なっ)|[がを](?:[^。、]{0,6})?登録(?:され|し)(?:た|て|、|終え)|まで(?:登録|進|達)"
    r"|,? (?:of (?:the|a) \w+ )?(?:patients |people )?(?:have|had|has|were) (?:so far )?(?:been )?(?:so far )?enrol"
)
"""After a count: that so many were enrolled by now."""
_AS_CONDITION = re.compile(r"\bmade a condition\b|\bas a condition (?:of|for)\b", re.IGNORECASE)
"""Beside a count of a trial's patients: that the trial is still to be held."""
_AS_TARGET = re.compile(r"\b(?:target|targeted) (?:\w+ )?\w+$", re.IGNORECASE)
"""In a count: that it is what the trial aims at, even where it has got there: «60 target cases»."""
_TO_ENROL = Expression(
    r"\b(?:will|would|to|aims? to|plans? to|expected to|set to) (?:\w+ )?(?:enrol\w*|recruit)\b[^.;]{0,40}$"
    r"|\b(?:will|would|to|plans?) (?:begin|start|conduct|launch|carry out|run)(?:ning|ing)? (?:an? |the "
    r"|its )?(?:[\w/-]+ ){0,4}"
    r"(?:trial|study)\b[^.;]{0,90}$|\bwill be (?:transplanted|implanted|injected|grafted)\b[^.;]{0,40}$"
    r"|\b(?:plan|goal|quota|planned total) of (?:about |at least )?$"
    r"|\b(?:estimated|planned|anticipated|target) enrol?lment\s?[:|]\s?$|\btarget\s?[:|]\s?$"
    r"|\bpr[ée]voi\w+ (?:de |d['’])(?:transplant|greff|trait|inject|inclu)\w*[^.;]{0,90}$"
    r"|\btarget (?:number|enrol\w+|sample size) (?:of|is)[^.;]{0,16}$|目標(?:症例|登録)数[^。、]{0,6}$",
    re.IGNORECASE,
)
_ENROLS = Expression(
    r"[^。、]{0,16}(?:を|の)?(?:登録|組み入れ)(?:する|を)(?:予定|計画|見込)|を(?:組み入れ|登録す)る"
    r"|(?:に|へ|の)?(?:移植|投与|手術)?(?:を)?(?:実施|行う)(?:する)?予定"
    r"|(?:、[^。、]{2,14}は\d{1,3}(?:人|例|症例))?の(?:データ|症例|結果)[がを](?:[^。、]{0,6})?(?:必要|求め|要)"
)
"""Words by which a trial is still to take so many patients."""
_AFTERWARDS = Expression(
    r"[、，,;；。]|\bbut\b|\bwhile\b|\d(?!\d?\s?(?:年|か月|カ月|ヶ月|週))|\band (?=\w+ of (?:them|these|whom|\w+)\b"
    r"|(?!all|every|each|both|they)\w+ (?:showed|improved|got|responded)\b)"
)
_SOUGHT = Expression(
    r"\b(?:solicit|recruit|seek|look)\w*(?: for)? (?:\w+ ){0,2}$|募集"
    r"|\b(?:permission|permitted|allowed|cleared|approval) (?:\w+ ){0,6}?"
    r"to (?:graft|test|treat|implant|transplant|try)\b[^.;]{0,60}$"
    r"|\b(?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten)th) of (?:the |its |a )?"
    r"(?:planned |total of )?$",
    re.IGNORECASE,
)
"""Before a count: that the patients are yet to be found, or to follow the first."""
_MOST_OF = Expression(
    r"\b(?:most|many|some|several|half|majority|nearly all|almost all|a few|a number) (?:of )?"
    r"(?:the |these |those )?$|\b(?:health|condition|state|well-being|lives) of (?:the |these |all )?$",
    re.IGNORECASE,
)
_MOST_JA = Expression(
    r"(?:の|中)?(?:うち)?(?:の)?(?:大半|ほとんど|多く|大多数|半数|過半|一部|数人)|の(?:健康|状態|容体|生活)"
)
"""Around a count: that it is the whole of a vague share, or people whose health is spoken of."""
_IN_WHOM = re.compile(r"で[^。、]{0,10}(?<!安全性)[はがを](?:生着|確認|認め|みられ)")
"""After a count: that something was found in these of the patients."""
_OF_THE_FR = re.compile(r"\b(?:des|sur(?: les)?) $")
_LOOKED_AT = re.compile(
    r"(?:の[^。、]{0,8})?(?:データ|結果|成績)[がを](?:示|提出|報告|まとめ)(?:され|し|た)|で[^。、]{0,12}を(?:検証|確認|評価)し(?:た|て)"
)
"""After a count: that these have been studied already."""
_GIVEN = re.compile(r"(?:に|へ|への)(?:移植|投与)|에(?:게)? ?(?:이식|투여)")
"""After a count: that it is of those treated, whatever became of them."""
_STUDY_IN = Expression(
    r"\b(?:trial|study|studies|research|data|results?)\b[^.;,]{0,90}\b(?:in|of|with|on|involving|among|from"
    r"|covering) "
    r"(?:(?:a|the|just|only|all) )?$",
    re.IGNORECASE,
)
_SHOWED = re.compile(
    r"(?: [\w'’-]+){0,4}? (?:demonstrat|show|report|found|suggest|indicat|reveal|confirm|prov)\w*\b", re.IGNORECASE
)
"""Around a count: that the study showed something, in these patients."""
_SO_FAR = Expression(
    r"これまでに|(?<!\bevidence )\bso far\b|\bto date\b|\bby the end of\b|\bas of\b"
    r"|\bby (?:(?:late|early|mid)[ -])?(?-i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\b"
    r"(?!\.? (?:\d{1,2},? )?(?:19|20)\d\d)|\bsince (?:the )?(?:launch"
    r"|approval)",
    re.IGNORECASE,
)
"""Words by which patients are counted who were treated outside a trial, unless one is named."""
_ORDINAL = Expression(
    r"\s*(?:に\s?\d|中|のうち|目|について|に関して|の?対照|(?:as )?controls?\b)"
    r"|[ ,]+(?:who |that |which )?(?:(?:had |have )?(?:been |were |was )?(?:treated|given|managed|receiv\w+|on"
    r"|taking) )"
    r"(?:with |only )?(?:[\w-]+ ){0,3}(?:placebo|sham|drugs? (?:only|alone)|medication (?:only|alone)"
    r"|surgery (?:only|alone)"
    r"|(?:standard|usual|conventional) (?:care|treatment|therapy)(?: (?:only|alone))?)"
    r"|[ ,]+(?:who |that )?(?:did not|had not|never) (?:receiv\w+|get|undergo\w*|been)"
    r"|[ ,]+(?:in|of|from) (?:the|an?) (?:[\w-]+ ){0,2}(?:control|comparison|placebo|untreated|registry)\b",
    re.IGNORECASE,
)
"""After a number of people: that it is none, the whole of a share, or those not treated."""
IS_PAST = Expression(
    r"治験で|臨床試験で(?!は?7年)|(?:移植|投与)を(?:(?:行っ|実施し|受け)た|受け、)|試験では"
    r"|\bin (?:the|a|an earlier|clinical) (?:\w+ )?trial|\btrial (?:of"
    r"|involving|in|with|on)\b|\bwere (?:treated|given)|\b(?:on the (?:basis|strength) of|based on"
    r"|on (?:the )?data from)\b"
    r"|\breceived\b(?! (?:[\w-]+,? ){0,5}?(?:approv|authori|licen|permission|clearance|designation|backing"
    r"|endorse))"
    r"|(?<!\bmust )(?<!\bto )(?<!\bwill )\b(?:had|have|has|were|was) (?:\w+ )?"
    r"(?:conducted|performed|tested|treated|implanted|transplanted|given|grafted|operated"
    r"|administered|injected)\b"
    r"|\b(?:conducted|performed|treated|implanted|transplanted)\b[^.;]{0,80}\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""Words by which a clause tells of a trial that was, beside what is still to be shown."""
MARKETED = Expression(
    r"after (?:the )?(?:launch|approval)|since (?:its |the )?approval|since (?:[\w-]+ ){0,4}(?:launch\w*|on sale"
    r"|market"
    r"|approved|available|priced|covered)\b|post-?marketing|\bmarketed\b|市販後|承認後"
    r"|発売後|販売後|製販後|시판 ?후",
    re.IGNORECASE,
)
"""Words of use in practice, not in the trial an approval rests on."""
_STUDIED = Expression(r"治験|試験|研究|\btrial|\bstud(?:y|ies)\b|\btested\b", re.IGNORECASE)
_COMPARED_WITH = Expression(
    r"\b(?:compar\w+|contrast\w*|match\w*) (?:[\w'’-]+ ){0,6}?(?:with|to|against) (?:[\w'’-]+ ){0,5}$"
    r"|\b(?:records?|registry|registries|database|historical data) (?:of|on|from|with) (?:[\w-]+ ){0,2}$"
    r"|\b(?:historical|matched|untreated|external|placebo|control|sham)(?:[ -]group)? (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
"""Before a count: that these are whom the patients are compared with."""
TAKEN_PART = Expression(r"(?:治験に参加し|治験で移植し|移植を受け|投与を受け|治験で投与し)た(?:患者)?$")


IN_PRACTICE = "treated so far"
"""Those treated by now, outside a trial as far as the sentence tells."""


def sort_of(sentence: Sentence, amount: Amount) -> str | None:
    """Return which count of people an amount is, by the words of its clause."""
    text, start, end = sentence.text, amount.start - sentence.start, amount.end - sentence.start
    near = (start - 24, end + 24)
    if sentence.near(TAKEN_PART, 0, start) and text.startswith("のうち", end):
        return "trial_n"
    sought = sentence.near(_SOUGHT, start - 110, start)
    vague = text[max(0, start - 1) : start] in ("数", "數") or "control" in amount.raw
    none = (
        sought
        or sentence.near(_COMPARED_WITH, start - 60, start)
        or vague
        or sentence.near(_NO_TRIAL, *near)
        or _ORDINAL.match(text, end)
        or is_of_a_part(text, start, end)
        or _UNTREATED.search(text[:start])
        or _AFTER_TRIAL.search(text[:start])
        or _TAKEN_BACK.search(text, end)
        or (amount.value == 1 and _ONE_OF_AN_AGE.search(text[:start]))
    )
    if none or not fits_a_trial(amount):
        return None
    around = clause(text, start, end)
    to_enrol = sentence.near(_TO_ENROL, 0, start) or _AS_TARGET.search(amount.raw)
    ahead = to_enrol or (sentence.may_hold(_ENROLS) and _ENROLS.match(text, end))
    target = sentence.may_hold(TARGET) and TARGET.search(around) and sentence.near(_TARGET_CLOSE, *near)
    past = (IS_PAST.search(around) and not _AS_CONDITION.search(around)) or _LOOKED_AT.match(text[end:])
    reached = _REACHED.match(text[end:])
    if ahead or (target and not past and not reached):
        return "enrolment_target"
    marketed = MARKETED.search(_segment(text, start, end)) and not (past and sentence.search(MARKETED_TRIAL))
    if reached or "患者数" in text[max(0, start - 24) : end + 24] or marketed:
        return None
    if sentence.may_hold(_HARMED) and _HARMED.search(_after(text, end)):
        return None
    found = _sort_in_trial(sentence, start, end, around)
    harmed = is_of_harm(sentence, start, end) if found == "responders" else came_to_harm(sentence, end)
    return None if harmed else found


def _sort_in_trial(sentence: Sentence, start: int, end: int, clause: str) -> str | None:
    text = sentence.text
    if sentence.may_hold(EFFICACY) and EFFICACY.search(joined(text, start, end)):
        return "efficacy_n"
    vague = sentence.near(_MOST_OF, start - 40, start) or _MOST_JA.match(text[end:])
    better = sentence.may_hold(BETTER) and BETTER.search(_after(text, end)) and not NOT_BETTER.search(clause)
    if better and sentence.near(_STUDY_IN, 0, start) and _SHOWED.match(text, end):
        return "trial_n"
    if _BETTER_WERE.search(text[:start]) and not NOT_BETTER.search(clause):
        return "responders"
    if better and not vague and not _GIVEN.match(text[end:]) and not _OF_THE_FR.search(text[:start]):
        return "responders"
    part = text[:start].endswith("うち") or _IN_WHOM.match(text[end:]) or _OF_THE_FR.search(text[:start])
    part = part or _PARTED.search(text[:start]) or _SINCE_APPROVED.search(text[:start])
    if part or not sentence.may_hold(TRIAL) or not TRIAL.search(clause):
        return None
    elsewhere = None if sentence.search(_STUDIED) else _SO_FAR.search(clause)
    by_now = IN_PRACTICE if elsewhere is not None and elsewhere[0].isascii() else None
    return by_now if elsewhere is not None else "trial_n"


def _segment(text: str, start: int, end: int) -> str:
    """Return the words around a count between commas."""
    return re.split(r"[、,，;；]", text[:start])[-1] + text[start:end] + re.split(r"[、,，;；]", text[end:])[0]


def _after(text: str, end: int) -> str:
    """Return the words that say what the people did: up to the next clause."""
    stop = _AFTERWARDS.search(text, end)
    return text[end : stop.start() if stop else len(text)][:70]
