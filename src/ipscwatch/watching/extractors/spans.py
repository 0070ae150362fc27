"""How long: the term of an approval, the time to collect evidence, a trial's follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ipscwatch.text.amounts import Amount
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import amounts_in, value_of
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.owners import meant_unnamed, owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.qualifiers import of_marketed, qualifier
from ipscwatch.watching.extractors.running import trial_owners
from ipscwatch.watching.extractors.sentence import Sentence, distinct

_TERM = Expression(
    r"期限(?:は|を|が|・|付|内)|承認は[^。、]{0,6}年で|(?:承認の?|有効)期間|条件・?期限|条件及び期限|期限付|仮免許|仮承認"
    r"|\bterm\b|\b(?:approv|authori[sz]|licen[sc])\w*\b[^.;]{0,80}\btime limit\b|\b(?:approv"
    r"|authori[sz])\w+ (?:\w+ ){0,3}for an? (?:\w+ )?(?:period|term)\b"
    r"|\btime-limited\b"
    r"|\bvalid\b|有?效期|年間に限|\byears (?:are|were|is) (?:allowed|granted|given)\b"
    r"|\b(?:approv\w+|licen[sc]es?|authori[sz]ations?|permits?)\b[^.;]{0,40}\b(?:runs?|lasts?|good) for\b"
    r"|\b(?:licen[sc]es?|authori[sz]ations?|permits?) (?:(?:is|are) (?:limited to|valid for)|runs?|lasts?)\b"
    r"|\b(?:approv\w+|licen[sc]\w+|authori[sz]\w+|green light|nod)\b[^.;]{0,60}\b(?:only for|for (?:only|just))\b"
    r"|\b(?:lapses?|runs? out) after\b|\(conditional\b"
    r"|[ -]years? (?:\w+[ -]){0,2}(?:licen[sc]e|approval|authori[sz]ation)s?\b"
    r"|\bapprovals? (?:(?:is|are) (?:limited to|good for|valid for)"
    r"|(?:runs?|lasts?)(?: for)?)\b|\bconditionnel\w*|\bexpir\w+"
    r"|\bconditional(?:ly)? approv\w+|\bapproved conditionally\b|\bapprov\w+ (?:is |was )?(?:valid "
    r"|granted )?(?:in \d{4} |on [A-Z][a-z]+\.? \d+ )?for\b|기한|기간|期限|가면허|附条件|附條件",
    re.IGNORECASE,
)
_EVIDENCE = Expression(
    r"検証|確認|確かめ|証明|データ|収集|評価|調査|報告|集め|示す|症例|再(?:び)?(?:審査|申請)|本承認"
    r"|\bconfirm\w*|\bverif\w*|\bcollect\w*"
    r"|\bgather\w*|\bprove\b|\bdemonstrate\w*|\bdata\b|\bevidence\b|\befficacy\b|\bstud(?:y|ies)\b"
    r"|\bfull (?:approval|review)\b|검증|확인|입증|수집|데이터|자료|제출|验证|驗證|確認|收集|证明|證明"
    r"|\bneeds? (?:\d|to (?:find|treat|enrol))|(?<!n't )(?<!not )\b(?:find|recruit) \d"
    r"|patients|people|対象|人を|例を|[人例]に",
    re.IGNORECASE,
)
_WITHIN = Expression(
    r"以内|以內|内に|の(?:間|あいだ)に|年内|年內|のうちに|年間で|かけて"
    r"|\bwithin\b|\bover (?:the )?(?:next |coming )?\b"
    r"|\bin the next\b"
    r"|\bduring\b|\bno later than\b|이내|년 ?안에|향후|내에|之内|之內",
    re.IGNORECASE,
)
_TYPICAL = Expression(r"typically|usually|generally|up to|maximum|原則|最長|最大|通常|一般に|上限", re.IGNORECASE)
_FOLLOWED = Expression(
    r"追跡|観察|経過(?:を)?観察|移植(?:後|から)|投与(?:後|から)|術後|手術(?:後|から)|フォロー|follow(?:ed"
    r"|s)?(?:[- ]?up)?\b"
    r"|\bfollowing[- ]up\b|\bmonitor\w*|\bobserv\w*|\bafter (?:the )?(?:treatment|transplant\w*"
    r"|surgery|implantation|procedure|administration)|\b(?:study|trial) period|\bpost-?(?:transplant\w*|treatment"
    r"|op\w*)|추적"
    r"|이식 ?후|随访|隨訪|移植后|après (?:la )?greffe",
    re.IGNORECASE,
)
_MEASURED_AT = Expression(
    r"\b(?:outcomes?|results?|profile|effects?|safety|survival|benefits?|improvements?|tolerability)\b[^.;]{0,30}"
    r"\b(?:at|over|through|after) $",
    re.IGNORECASE,
)
_NO_TRIAL = Expression(r"市販後|製造販売後|承認後|post-?marketing|発売後", re.IGNORECASE)
_AGO = Expression(
    r"^\s?(?:(?:以上|余り|近く)?(?:に?わた|(?:が|を)?(?:経過|たつ|経つ|過ぎ))|前|ぶり|連続|度|目|生|ago\b|old\b"
    r"|after (?:being|it (?:was|won|got)) (?:[\w-]+ ){0,3}(?:approv|authori|launch|licen)\w*"
    r"|later\b|earlier\b|in a row|of (?:research|work|experience"
    r"|hard)|戦争|전\b)|^間の(?:研究|開発)",
    re.IGNORECASE,
)
_SUBGROUP = Expression(
    r"\b(?:patients|participants|people|those|subjects|who) (?:\w+ )?(?:with|had|have) (?:at least"
    r"|more than|over) [\w-]+[ -]\w+$",
    re.IGNORECASE,
)
"""Up to a time: that it picks out those who were followed so long."""
_CONTRAST = Expression(r"[;；]|\b(?:while|whereas|but)\b|一方")
"""Words that part what is said of one product from what is said of the other."""
_EXTENDED = Expression(r"(?:間)?(?:の)?延(?:長|び|ばさ)|[ -]extension| more\b")
_EXTENDS = re.compile(r"\bexten(?:d\w*|sions?)\b[^.;]{0,80}\b(?:by|of) (?:another |a further )?$", re.IGNORECASE)
"""What a term is lengthened by is not the term."""
_STUDIED = Expression(
    r"[ -]?(?:\w+ )?(?:study|trial|follow-?up|observation|monitoring|data|results|outcomes)(?: period)?\b",
    re.IGNORECASE,
)
_PROGRESS = Expression(r"\bprogress over\b|経過を(?:検証|みる|見る|追)", re.IGNORECASE)
"""Words by which patients are watched, whatever the time is called."""
_TO_PROVE = Expression(
    r" (?:in which )?to (?:prove|show|confirm|collect|gather|verify|demonstrate|establish|report|do so)\b"
    r"|(?:間)?(?:で|のうちに)(?:[^。]{0,30}?の)?(?:有効性|効果|データ)(?:を|や)",
    re.IGNORECASE,
)
_TERM_ITSELF = Expression(
    r"間?の(?:承認)?期限(?!付)|間?で(?:切れ|失効|期限(?:切れ|が|を迎))|間?の(?:製造販売)?承認(?:の|有効)?期間|間?の?(?:条件(?:及び|・|や)?期限|期限)付"
    r"|[ -](?:conditional "
    r"|time-limited )+(?:approval )?(?:period|term)"
    r"|[ -](?:(?:conditional|time-limited|provisional|marketing|temporary),?(?: and)? )*(?:licen[sc]e|approval"
    r"|authori[sz]ation)s?\b(?! (?:process|pathway|review|journey|delay))",
    re.IGNORECASE,
)
"""After a number of years: they are the term."""
_BEFORE_APPROVAL = Expression(r"治験|臨床研究|臨床試験|\b(?:clinical )?trials?\b", re.IGNORECASE)
_APPROVED = Expression(
    r"承認|期限|市販|発売|仮免許|条件|approv|authori|market|launch|licen[sc]e|condition|term\b", re.IGNORECASE
)
"""With the words before: a trial is of the time after approval where these stand beside it."""
_TERM_IS = Expression(r"(?:承認(?:の)?|有効)(?:期限|期間)(?:は、?|である|となる|の)(?:承認から|約)?$")
_YEAR_BEHIND = Expression(r"(?:に(?!わた|及|渡|亘)|の|から|まで|末|度|春|夏|秋|冬)")
_LONGEST_TERM = 10
"""More years than any term has; so many years, with a particle behind, are a calendar year's last digits."""
_GATHERED = Expression(
    r"\b(?:collect|gather|submit|provid|accumulat|generat)\w* [^.;,]{0,60}\bfor (?:up to |another "
    r"|at least )?$",
    re.IGNORECASE,
)
_FIND_IN = re.compile(
    r"(?<!n't )(?<!n’t )(?<!not )\b(?:find|enrol|recruit|treat) \d{1,3}(?: (?:patients|people))?"
    r" in (?:the )?(?:next )?$"
)
"""Before a time: that so many people are to be found in it."""
_OF_BOTH = Expression(
    r"(?:[此本这這][次回]|两款产品|兩款產品)(?:的)?(?:批准|核准|獲批|获批)(?:的)?有效期[^，。,]{0,6}$"
    r"|\b(?:both|the two|the|these) (?:approvals|licen[sc]es|authori[sz]ations)\b[^.;,]{0,40}$"
    r"|いずれも[^。、]{0,12}$",
    re.IGNORECASE,
)
"""Before a term: that it is that of every product the sentence names."""
_MONTHS = {"years": 12, "months": 1}
_LONGEST_YEARS = 15


def _extract(passages: Passages) -> Iterator[Finding]:
    for sentence in passages.sentences:
        amounts = amounts_in(passages, sentence, "duration", "years", "months")
        for amount in amounts:
            name = _sort(sentence, amount, passages.before(sentence))
            if name is not None:
                yield from _finding(passages, sentence, amount, name, alone=len(amounts) == 1)


def _sort(sentence: Sentence, amount: Amount, before: str) -> str | None:
    """Return which span of time it is; what is over or ahead without a purpose is none."""
    start, end = amount.start - sentence.start, amount.end - sentence.start
    text = sentence.text
    if amount.value is None or _is_no_span(text, start, end, amount.value):
        return None
    if _TERM_IS.search(text[:start]):
        return "approval_term_years"
    if named := _by_its_noun(text, end):
        return named
    limit = _is_limit(text, start, end)
    near = text[max(0, start - 45) : start].rpartition(";")[2] + text[start : end + 45].partition(";")[0]
    followed = (_FOLLOWED.search(near) or _is_measured_at(text, start)) and not limit
    if followed and amount.value * _MONTHS[amount.unit] <= _LONGEST_YEARS * 12:
        return "trial_followup_months"
    fits = amount.unit == "years" and 1 <= amount.value <= _LONGEST_YEARS
    if not fits or _PROGRESS.search(text) or (_EVIDENCE.search(text) and _is_of_trial(before + text)):
        return None
    return _by_its_purpose(text, start, end, limit=limit)


def _is_of_trial(text: str) -> bool:
    """Say whether a paragraph tells of a trial, and of nothing after approval."""
    return _BEFORE_APPROVAL.search(text) is not None and _APPROVED.search(text) is None


def _by_its_purpose(text: str, start: int, end: int, *, limit: bool) -> str | None:
    if _TYPICAL.search(text[max(0, start - 30) : start]) and _EVIDENCE.search(text):
        return "approval_term_years"
    if _EVIDENCE.search(text) and (limit or _GATHERED.search(text[:start])):
        return "evidence_period_years"
    return "approval_term_years" if _TERM.search(text[max(0, start - 80) : end + 80]) else None


def _by_its_noun(text: str, end: int) -> str | None:
    """Return what the noun behind the number says that the time is: «two-year study», «7年の期限»."""
    if _STUDIED.match(text[end:]):
        return "trial_followup_months"
    if _TERM_ITSELF.match(text[end:]) and _TERM.search(text):
        return "approval_term_years"
    return "evidence_period_years" if _TO_PROVE.match(text[end:]) else None


def _is_no_span(text: str, start: int, end: int, number: Decimal) -> bool:
    """Say whether it is time gone by, an extension, or a calendar year: «14年に導入した», «the '15 approval»."""
    if _SUBGROUP.search(text[max(0, start - 60) : end]):
        return True
    if _EXTENDS.search(text[max(0, start - 120) : start]):
        return True
    if _AGO.match(text[end:]) or _EXTENDED.match(text[end:]) or text[start - 1 : start] in ("'", "’"):
        return True
    return number > _LONGEST_TERM and _YEAR_BEHIND.match(text[end:]) is not None


def _is_measured_at(text: str, start: int) -> bool:
    """Say whether results are told as of that time: «stable outcomes at 36 months»."""
    return _MEASURED_AT.search(text[max(0, start - 60) : start]) is not None


def _is_limit(text: str, start: int, end: int) -> bool:
    """Say whether something is to be done within the time."""
    if _FIND_IN.search(text[max(0, start - 50) : start]):
        return True
    return _WITHIN.search(text[max(0, start - 22) : start] + " " + text[start : end + 5]) is not None


def _finding(
    passages: Passages, sentence: Sentence, amount: Amount, name: str, *, alone: bool
) -> Iterator[Finding]:
    start, end = amount.start - sentence.start, amount.end - sentence.start
    place = [(amount.start, amount.end)]
    if name == "trial_followup_months":
        (owners,) = trial_owners(passages, sentence, place)
    else:
        (owners,) = owners_of(sentence, place, passages.text)
    owners = owners or meant_unnamed(passages, sentence)
    if alone and name == "evidence_period_years" and not sentence.search(_CONTRAST):
        owners = sentence.topic or owners
    if name == "approval_term_years" and sentence.near(_OF_BOTH, start - 50, start):
        owners = distinct(sentence.groups) or owners
    if name != "trial_followup_months" and _TYPICAL.search(sentence.text[max(0, start - 30) : end]):
        owners, name = ("pathway",), "conditional_term_years"
    months = name == "trial_followup_months"
    how = modality(sentence, start, end)
    if months and how == "denied":
        how = "asserted"
    marketed = months and (sentence.search(_NO_TRIAL) or of_marketed(passages, sentence))
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
    version=4,
    attributes=("approval_term_years", "evidence_period_years", "conditional_term_years", "trial_followup_months"),
    extract=_extract,
)
