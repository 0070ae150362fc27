"""What sets a figure of a trial apart from another: the country, the endpoint, before or after the approval."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import timedelta
from functools import lru_cache

from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Sentence

TARGET = Expression(
    r"市販後|製造販売後|承認後|発売後|販売後|製販後|全例|使用成績(?:比較)?調査|本承認"
    r"|有効性(?:や安全性)?(?:など)?を(?:改めて|さらに|引き続き|再)?(?:検証|確認|証明|確かめ)|年以内に"
    r"|年間(?:で|に|かけ)|検証する|(?:症例|データ)を(?:集め|収集)|症例登録|登録目標|目標症例|を目標[とに]|目標の(?=\d)"
    r"|post-?marketing|post-?approval|after (?:the )?(?:launch|approval)|within (?:seven|five"
    r"|\d+) years|(?:over|in|for|during) (?:the )?(?:next |coming )?(?:seven|five|\d+)(?: "
    r"|-)years?|confirm\w* (?:[\w'’]+ ){0,4}(?:efficacy|effect\w*|safety|benefits?)"
    r"|\b(?:must|(?:has|have|had|having|is|are|was|were|be) (?:\w+ )?to|(?:need|oblig|requir|order"
    r"|ask)\w* to) (?:\w+ )?"
    r"(?:follow\w*|treat\w*|stud(?:y|ied)|enrol\w*|show\w*|demonstrate|prove\b|report\b|gather|collect|submit|test\b"
    r"|track|monitor|verify|confirm|survey|register)"
    r"|(?:must|to) be (?:tested|studied|followed|treated|enrol\w+|tracked|monitored"
    r"|given)|必要な(?:症例|患者)|verif\w+"
    r"|collect (?:\w+ ){0,3}data|full (?:marketing )?(?:approval|authori[sz]ation)"
    r"|\bmade a condition\b|\bas a condition (?:of|for)\b|\buse-results survey|\bsurvey of all (?:[\w-]+ )?patients"
    r"|\byears to (?:prove|show|confirm|verify|collect|gather|report|find|enrol\w*|recruit|treat|study"
    r"|follow)\b|\b(?:patients|people) (?:required|needed)\b"
    r"|\bconfirmatory (?:trial|study)|시판 ?후|향후 ?\d+년|\d+년 ?(?:안|이내|내)에?|收集[^。，,]{0,30}(?:数据|數據)"
    r"|[须須][^。，,]{0,6}(?:追踪|追蹤)"
    r"|\d+년간|上市后|上市後|未来七年|未來七年",
    re.IGNORECASE,
)
"""Words of the patients and sites still to be studied, after the approval."""
_IN_TRIAL = Expression(r"治験|臨床試験(?!.{0,12}(?:製造販売後|市販後))|\bclinical trial|\btrial", re.IGNORECASE)
_US = Expression(
    r"\bU\.?S\.?(?:A\.?)?\b(?!\$)|\bUnited States\b|\bSan Diego\b|\bUCSD\b|\bCalifornia\b"
    r"|\bAmerican?\b|米国|サンディエゴ|カリフォルニア|미국|美國|美国|米(?=で|国|食品)"
)
_ENDPOINTS: tuple[tuple[str, Expression], ...] = (
    (
        "OFF",
        Expression(
            r"\bOFF\b|\boff[- ](?:their |the |his |her )?(?:medic\w+|meds|state|time|period|drug|levodopa)"
            r"|オフ(?:時"
            r"|状態)|オフの"
        ),
    ),
    ("ON", Expression(r"\bON\b(?= |-)|オン(?:時|状態)")),
    (
        "exercise",
        Expression(
            r"運動(?:耐容)?能|運動能力|歩行|最大酸素|\bexercise\b|\bwalk\w*|oxygen (?:intake|uptake)", re.IGNORECASE
        ),
    ),
)
_AFTER_APPROVAL = Expression(
    r"市販後|製造販売後|製販後|\bpost-?(?:marketing|approval)\b|\bconfirmatory\b", re.IGNORECASE
)
_JAPAN = Expression(r"\bJapan\b|Kyoto|Osaka|国内|日本|京都|大阪|京大|阪大|일본|교토", re.IGNORECASE)
_THE_TRIAL = Expression(
    r"\b(?:the|this) (?:[\w/-]+ ){0,4}(?:trial|study)|\bit will\b|\benrol(?:l?ment|led|ling)\b|本試験|同試験|本治験"
    r"|同治験",
    re.IGNORECASE,
)
_THIS_TRIAL = Expression(
    r"\bthis (?:[\w-]+ ){0,4}(?:trial|study)"
    r"|\b(?:it|the (?:[\w/-]+ ){0,2}(?:trial|study)) will (?:[\w-]+ ){0,2}(?:take place"
    r"|enrol|recruit"
    r"|be (?:conducted|held|run)|run|involve|include)|本試験|本治験",
    re.IGNORECASE,
)
"""How a sentence goes on with the trial told of before it, be it in another paragraph."""
_NEAR = 400
"""Characters before a sentence in which the country of its trial is looked for."""
_AHEAD = Expression(r"見通し|見込|予定|計画|実施する|行う|\bwill\b|\bplan|\bexpect", re.IGNORECASE)


def qualifier(text: str, name: str = "") -> str:
    """Return what sets a trial figure apart: the country, or the endpoint of a response."""
    if (name != "enrolment_target" or not TARGET.search(text)) and _US.search(text):
        return "US"
    if name == "responders" and _AFTER_APPROVAL.search(text):
        return "post-marketing"
    if name == "responders":
        return next((endpoint for endpoint, expression in _ENDPOINTS if expression.search(text)), "")
    return ""


MARKETED_TRIAL = Expression(
    r"(?:市販後|製造販売後|製販後)臨床試験|使用成績(?:比較)?調査"
    r"|\b(?:post-?(?:marketing|approval)|confirmatory),? (?:[\w-]+,? ){0,2}(?:trial|study|survey)\b"
    r"|\buse-results survey|\bin the (?:\w+ )?survey\b|\bsurvey of all (?:[\w-]+ )?patients|\ball-(?:case"
    r"|patient)s? surve\w+"
    r"|\bsurvey\b[^.;]{0,40}\b(?:approval|licen[sc]e)\b",
    re.IGNORECASE,
)
"""A trial after approval, whose patients are others than those of the trial before it."""
_ANOTHER = Expression(
    r"\b(?:(?<!marketing )(?<!approval )(?<!confirmatory )clinical"
    r"|earlier|original|initial|previous|first|pivotal|Kyoto|phase \w+) (?:trial|study)\b"
    r"|\b(?:on the basis of|based on|rest(?:s|ed)? on) (?:an?|one) (?:(?!post|confirm)[\w-]+ ){0,3}"
    r"(?:trial|study)\b"
    r"|\bbefore (?:the |its )?approval|\b(?:led|leading) to the (?:approval|authori[sz]ation)",
    re.IGNORECASE,
)


def of_marketed(passages: Passages, sentence: Sentence) -> bool:
    """Say whether it is of a trial after approval, named in the sentence or told of before it."""
    if sentence.search(_ANOTHER):
        return False
    told = sentence.search(MARKETED_TRIAL) or MARKETED_TRIAL.search(passages.before(sentence))
    return bool(told) or _is_report(passages)


_REPORT = re.compile(r"\b(?:results?|findings|outcomes|analys[ie]s|report)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _is_report(passages: Passages) -> bool:
    """Say whether the text is titled as what a trial after approval has found."""
    title = passages.text[: len(passages.item.title)]
    return MARKETED_TRIAL.search(title) is not None and _REPORT.search(title) is not None


_STUDIED = re.compile(
    r"治験|臨床研究|試験|学会|論文|\btrials?\b|\bstud(?:y|ies)\b|\bphase\b|임상|临床|臨床", re.IGNORECASE
)
_BY_NOW = re.compile(
    r"これまで|現在|末まで|保険|当院|発売|申請に用い|\bso far\b|\bto date\b|\bas of\b|\bby the end of\b"
    r"|\bby (?:(?:late|early|mid)[ -])?(?-i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|\bsince\b|\binsur|\blaunch"
    r"|\b(?:has|have) (?:now |already )?(?:been (?:given|used|implanted|transplanted|treated)|treated)\b",
    re.IGNORECASE,
)
"""Words by which those treated in practice are counted."""
_SETTLED_IN = timedelta(days=90)
"""How long after an approval reports may still count its trial's patients without naming the trial."""


def in_practice(passages: Passages, sentence: Sentence, product: str) -> bool:
    """Say whether patients are counted in a text from after a product's approval that speaks of no trial there."""
    approved_on = next((one.approved_on for one in passages.subjects if one.subject_id == product), None)
    published_on = passages.published_on
    if approved_on is None or published_on is None or published_on < approved_on + _SETTLED_IN:
        return False
    near = passages.before(sentence)[-_NEAR:] + sentence.text
    return (
        _BY_NOW.search(near) is not None
        and _STUDIED.search(near) is None
        and not any(
            one.text[:4].isdigit() and int(one.text[:4]) < approved_on.year for one in passages.dates_of(sentence)
        )
    )


def trial_qualifier(passages: Passages, sentence: Sentence, name: str = "") -> str:
    """Return what sets a trial figure apart where the country of «the trial» was told in the words before it."""
    text = sentence.text
    own = qualifier(text, name)
    if not own and name != "enrolment_target" and _is_asked_of_us(passages, sentence):
        return "US"
    if not own and _is_registered_in_us(passages) and not sentence.search(_JAPAN):
        return "US"
    if own or _JAPAN.search(text) or not _THE_TRIAL.search(text):
        return own
    if name == "enrolment_target" and TARGET.search(text):
        return own
    far = _THIS_TRIAL.search(text) is not None
    start = sentence.start
    last = passages.text[max(0, start - _NEAR) : start] if far else passages.before(sentence)[-_NEAR:]
    return "US" if _US.search(last) and not _JAPAN.search(_COMPANY_OF.sub("", last)) else ""


@lru_cache(maxsize=1)
def _is_registered_in_us(passages: Passages) -> bool:
    """Say whether the text is a register's entry whose title says that its trial is America's."""
    title = passages.text[: len(passages.item.title)]
    of_us = _US.search(title) is not None and _JAPAN.search(title) is None
    return of_us and "ClinicalTrials.gov" in passages.text


def _is_asked_of_us(passages: Passages, sentence: Sentence) -> bool:
    """Say whether the sentence answers a question about America, and speaks of no other place."""
    place = bisect_left(passages.sentences, sentence.start, key=lambda one: one.start)
    asked = passages.sentences[place - 1] if place else sentence
    about = asked.text.endswith("?") and asked.search(_US) and not asked.search(_JAPAN)
    return bool(about) and not sentence.search(_JAPAN) and not sentence.search(MARKETED_TRIAL)


_COMPANY_OF = re.compile(
    r"\b(?:sold|approved|marketed|available|priced|known) in Japan\b"
    r"|\b(?:Japan|Kyoto|Osaka|Tokyo)(?:['’]s (?=[A-Z])|[- ]based\b|ese (?:company|startup|firm|drugmaker|biotech))"
)
"""Words that say where a company is from, and not where its trial is."""


def site_qualifier(text: str, before: str) -> str:
    """Return where the sites are; a trial still to come that follows talk of the market is one after approval."""
    if TARGET.search(text) or (_AHEAD.search(text) and TARGET.search(before)):
        return "post-marketing"
    return "US" if _US.search(text) else "trial" if _IN_TRIAL.search(text) else ""
