"""How long: the term of an approval, the time to collect evidence, a trial's follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipscwatch.text.amounts import Amount
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import amounts_in, value_of
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.owners import owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.qualifiers import qualifier
from ipscwatch.watching.extractors.sentence import Sentence

_TERM = Expression(
    r"期限(?:は|を|が|・|付|内)|(?:承認|有効)期間|条件・?期限|条件及び期限|期限付|仮免許|仮承認"
    r"|\bterm\b|\btime-limited\b|\bvalid\b"
    r"|\bexpir\w+|\bconditional(?:ly)? approv\w+|\bapproved conditionally\b|\bapprov\w+ (?:is |was )?(?:valid "
    r"|granted )?(?:in \d{4} )?for\b|기한|기간|期限|가면허|附条件|附條件",
    re.IGNORECASE,
)
_EVIDENCE = Expression(
    r"検証|確認|確かめ|証明|データ|収集|評価|調査|報告|集め|示す|症例|再(?:び)?(?:審査|申請)|本承認"
    r"|\bconfirm\w*|\bverif\w*|\bcollect\w*"
    r"|\bgather\w*|\bprove\b|\bdemonstrate\w*|\bdata\b|\bevidence\b|\befficacy\b|\bstud(?:y|ies)\b"
    r"|\bfull (?:approval|review)\b|검증|확인|입증|수집|验证|驗證|確認|收集|证明|證明"
    r"|patients|people|対象|人を|例を|[人例]に",
    re.IGNORECASE,
)
_WITHIN = Expression(
    r"以内|以內|内に|のうちに|年間で|かけて|\bwithin\b|\bover (?:the )?(?:next |coming )?\b|\bin the next\b"
    r"|\bduring\b|\bno later than\b|이내|향후|내에|之内|之內",
    re.IGNORECASE,
)
_TYPICAL = Expression(r"typically|usually|generally|up to|maximum|原則|最長|最大|通常|一般に|上限", re.IGNORECASE)
_FOLLOWED = Expression(
    r"追跡|観察|経過(?:を)?観察|移植(?:後|から)|投与(?:後|から)|術後|手術(?:後|から)|フォロー|follow(?:ed|s"
    r"|ing)?[- ]?(?:up)?\b|\bmonitor\w*|\bobserv\w*|\bafter (?:the )?(?:treatment|transplant\w*"
    r"|surgery|implantation|procedure|administration)|\bpost-?(?:transplant\w*|treatment|op\w*)|추적"
    r"|이식 ?후|随访|隨訪|移植后|après (?:la )?greffe",
    re.IGNORECASE,
)
_NO_TRIAL = Expression(r"市販後|製造販売後|承認後|post-?marketing|発売後", re.IGNORECASE)
_AGO = Expression(
    r"^\s?(?:前|ぶり|連続|度|目|生|ago\b|old\b|later\b|earlier\b|in a row|of (?:research|work|experience"
    r"|hard)|戦争|전\b)|^間の(?:研究|開発)",
    re.IGNORECASE,
)
_CONTRAST = Expression(r"[;；]|\b(?:while|whereas|but)\b|一方")
"""Words that part what is said of one product from what is said of the other."""
_MONTHS = {"years": 12, "months": 1}
_LONGEST_YEARS = 15


def _extract(passages: Passages) -> Iterator[Finding]:
    for sentence in passages.sentences:
        amounts = amounts_in(passages, sentence, "duration", "years", "months")
        for amount in amounts:
            name = _sort(sentence, amount)
            if name is not None:
                yield from _finding(passages, sentence, amount, name, alone=len(amounts) == 1)


def _sort(sentence: Sentence, amount: Amount) -> str | None:
    """Return which span of time it is; what is over or ahead without a purpose is none."""
    start, end = amount.start - sentence.start, amount.end - sentence.start
    text = sentence.text
    if _AGO.match(text[end:]) or amount.value is None:
        return None
    near = text[max(0, start - 45) : end + 45]
    if (
        _FOLLOWED.search(near)
        and amount.value * _MONTHS[amount.unit] <= _LONGEST_YEARS * 12
        and not _is_limit(text, start, end)
    ):
        return "trial_followup_months"
    if amount.unit != "years" or amount.value > _LONGEST_YEARS or amount.value < 1:
        return None
    if _TYPICAL.search(text[max(0, start - 30) : start]) and _EVIDENCE.search(text):
        return "approval_term_years"
    wide = text[max(0, start - 80) : end + 80]
    if _is_limit(text, start, end) and _EVIDENCE.search(text):
        return "evidence_period_years"
    return "approval_term_years" if _TERM.search(wide) else None


def _is_limit(text: str, start: int, end: int) -> bool:
    """Say whether something is to be done within the time."""
    return _WITHIN.search(text[max(0, start - 22) : start] + " " + text[start : end + 5]) is not None


def _finding(
    passages: Passages, sentence: Sentence, amount: Amount, name: str, *, alone: bool
) -> Iterator[Finding]:
    start, end = amount.start - sentence.start, amount.end - sentence.start
    (owners,) = owners_of(sentence, [(amount.start, amount.end)], passages.text)
    if alone and name == "evidence_period_years" and not sentence.search(_CONTRAST):
        owners = sentence.topic
    if name != "trial_followup_months" and _TYPICAL.search(sentence.text[max(0, start - 30) : end]):
        owners, name = ("pathway",), "conditional_term_years"
    months = name == "trial_followup_months"
    how = modality(sentence, start, end)
    if months and how == "denied":
        how = "asserted"
    marketed = months and sentence.search(_NO_TRIAL)
    yield Finding(
        owners=owners,
        attribute=name,
        qualifier="post-marketing" if marketed else qualifier(sentence.text) if months else "",
        value=value_of(amount, "months", _MONTHS[amount.unit]) if months else value_of(amount, "years"),
        start=amount.start,
        end=amount.end,
        modality=how
        if months or (name == "approval_term_years" and how in ("denied", "conditional"))
        else "asserted",
    )


EXTRACTOR = Extractor(
    name="spans",
    version=1,
    attributes=("approval_term_years", "evidence_period_years", "conditional_term_years", "trial_followup_months"),
    extract=_extract,
)
