"""When a product reaches patients: launch expected, launched, first commercial patient."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ipscwatch.model.ledger import Modality
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import Dated, dates_in
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.owners import meant_unnamed, owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.roles import Cue, assign
from ipscwatch.watching.extractors.sentence import Sentence

_CUES: tuple[tuple[str, Expression], ...] = (
    (
        "first_patient_date",
        Expression(
            r"(?:市販後|承認後|製造販売後)?(?:の)?(?:1|一|第1|第一|初)例目(?:の(?:移植|投与|治療|手術"
            r"|患者(?:への(?:移植|投与))?))?(?:を|が|は)?"
            r"|(?:市販|承認|発売)後(?:の)?初[^。、]{0,20}?(?:移植|投与|手術)|初の(?:移植|投与|患者|治療"
            r"|手術)|最初の(?:移植|投与|患者|治療)|初めて(?:の)?(?:移植|投与)|初めての(?:治療|手術)"
            r"|\bfirst (?:commercial "
            r"|post-approval |paying )?(?:patient|transplant\w*|implant\w*|treatment|surgery|case)\b"
            r"|첫 ?(?:환자|이식|투여)|(?:首|第一)例(?:患者)?(?:移植|手术|手術|治疗|治療)|首位患者",
            re.IGNORECASE,
        ),
    ),
    (
        "launch",
        Expression(
            (
                r"発売(?!元)|販売(?:を)?(?:開始|始め|する|へ)|(?<!製造)販売(?=(?:は|の見込|の予定|予定|を(?:計画|予定|見込|目指)))"
                r"|上市(?![后後])|市場(?:に|へ)投入|提供(?:を)?開始|実用化|出荷(?:を)?開始"
                r"|(?<!startup )(?<!start-up )(?<!company )(?<!venture )(?<!firm )"
                r"\blaunch(?:ed|es|ing)?\b(?! (?:an? |the |its )?(?:[\w-]+ ){0,3}(?:sites?|trials?|stud(?:y|ies)"
                r"|program\w*|campaign|plant|facility|unit|website|fund|offering|company)\b)"
                r"|\b(?:go(?:es|ne)?|going|went) on sale\b|\bon the market\b|\bsales? (?:to )?(?:begin"
                r"|start)\w*|\b(?:beg[aiu]n|start|commenc)\w* (?:selling|sales?)\b(?! (?:growth|force|campaign"
                r"|team|talks))"
                r"|\bcommerciali[sz]\w+|\brolls? out\b"
                r"|\b(?:bring|get|put)(?:s|ting|ing)? [^.;,]{1,40}? (?:to|onto|on) (?:the )?(?:market|sale)\b|발매"
                r"|\bhit the market\b|\bavailable\b(?= (?:to patients|from|in|on|by|around|as early))"
                r"|\bsold\b(?! as\b)(?=[^.;]{0,120}\bsince )|출시|시판(?! ?(?:승인|허가|후))"
                r"|판매 ?개시|mise sur le marché"
            ),
            re.IGNORECASE,
        ),
    ),
)
_TREATED = Expression(
    r"(?:移植|投与|手術)(?:した|を(?:実施|行っ))|\b(?:transplanted|implanted|treated|receiv(?:ed|ing)|underwent|operat(?:ed|ion))\b"
    r"|\b(?:surgery|procedure) (?:was|took)\b|(?:진행|시행|실시)(?:됐|했|되었|하였)|이뤄졌|(?:이식|투여)(?:했"
    r"|을 받)",
    re.IGNORECASE,
)
_FIRST_OUTSIDE = re.compile(
    r"[^。]{0,12}(?:保険診療|市販後|承認後|発売後|実用化後|治験以外|保険適用)[^。、]{0,16}(?:初めて|初|(?:1|一)例目)"
    r"|[^.]{0,40}\bfirst\b[^.]{0,40}\b(?:outside (?:a |the |of )?(?:clinical )?trials?"
    r"|under insurance|since (?:its |the )?approval)",
    re.IGNORECASE,
)
_FIRST_TOLD = Expression(
    r"\bfirst (?:[\w-]+ ){0,3}(?:time|patient|person|use|case|operation"
    r"|treatment)\b[^.;]{0,70}\b(?:outside (?:of )?(?:an? |the )?"
    r"(?:clinical )?(?:trials?|stud(?:y|ies))|under (?:public |national )?(?:health )?insurance"
    r"|since (?:its |the )?(?:approval|launch))"
    r"|(?:임상시험이 아닌|승인 ?후|보험 ?진료로)[^.]{0,30}첫 ?(?:수술|이식|환자|투여)",
    re.IGNORECASE,
)
_TRIAL_PATIENT = Expression(
    r"治験(?!後)|臨床試験|臨床研究|clinical trial|\bin (?:the|a) trial"
    r"|(?<!outside )\b(?:of|in) (?:our|its|their|this|the|an?) (?:[\w-]+ )?(?:trial|study)\b|\bphase\b|NCT\d|世界初"
    r"|world(?:'s)? first"
    r"|임상시험",
    re.IGNORECASE,
)
_MARKETED = Expression(
    r"市販後|承認後|発売後|製造販売後|\bpost-?(?:marketing|approval)|\bcommercial", re.IGNORECASE
)
_ALLOWED = Expression(r"(?:批准|核准|獲批|获批)[^。，,；;]{0,40}$|\bautoris\w+[^.;]{0,24}$", re.IGNORECASE)
"""«批准…上市» allows a launch, and tells of none."""
_AND_WILL = re.compile(r",? and (?:it |they )?(?:will|plans?|expects?|hopes?|aims?)\b")
_SINCE_JA = Expression(r"(?:以来|以降|時(?:点)?(?:より|から)|当初|(?:して)?から|後[、の]|後に)")
_SINCE = Expression(r"\b(?:since|after|following|before|from) (?:the |its |their )?(?:\w+ )?$", re.IGNORECASE)
_OWN_DATE = re.compile(r" (?:of (?:the )?[\w-]+(?: [A-Z]\w+)? )?(?:in|on) ")
"""A launch that other things are counted from has a date only where it stands beside it."""
_NON_PAST = re.compile(
    r"(?:を)?(?:開始|始め)?(?:する|される|始まる)(?=[。、」』）)]|$|と(?:発表|明らか|公表|決)|ことを|方針|考え)"
)
"""After a Japanese launch: that it is to come."""
_NOW = re.compile(r"現在|、今は|\bnow\b")
"""Between a date and a launch: the date is that of what was before."""
_NOUN = Expression(r"commerciali[sz]ation|実用化|販売", re.IGNORECASE)
"""Words that name a launch without saying that it took place."""
_POSTPONED = Expression(
    r"\b(?:delay|postpon|defer|push(?:ed|es)? back|put(?:s|ting)? off|mov(?:ed|es|ing)|shift"
    r"|slip)\w*\b|延期|先送り|後ろ倒し|遅らせ|ずらし|ずれ込",
    re.IGNORECASE,
)
_FROM_JA = re.compile(r"(?:ごろ|頃|上旬|中旬|下旬)?から")
_FROM = re.compile(r"\b(?:from|since|instead of|rather than) (?:around |about |the )?$")
"""Before a date: that a launch is no longer expected then."""
_TO = re.compile(r"\b(?:to|until|till) (?:around |about |the )?$")
"""Before a date: that it is what a launch was put off to, wherever the date before it stands."""
_AT_FIRST = re.compile(
    r"\b(?:first|originally|initially|once|previously) (?:planned|expected|scheduled|set|due) (?:for|in|on) $"
)
"""Before a date: the same, where it took place later."""
_TOLD_ON = re.compile(r"\b(?:announced|said|reported|disclosed|revealed|told [\w ]{2,20})(?: on| in)? $")
"""Before a date: that it is the day somebody told of it."""
_PLAN = Expression(
    r"見込|予定|見通し|延期|先送り|後ろ倒し|遅らせ|ずれ込|(?:行う|始める|実施する|開始する|移植する|投与する)(?:と|こと|方針)|目指|めざ|方針|計画|めど|目途|たい|頃|ごろ|にも|\bexpect\w*|\bplan\w*"
    r"|\baim\w*|\bwill\b|\bschedul\w*"
    r"|\b(?:delay|postpon)\w*|\btarget\w*|\bslated\b|\bset to\b|\bhop\w+|\bcould\b|\bas early as\b|\bintend\w*|예정"
    r"|전망|목표"
    r"|계획|预计|預計|計畫|计划",
    re.IGNORECASE,
)


def _extract(passages: Passages) -> Iterator[Finding]:
    for number, sentence in enumerate(passages.sentences):
        dates = dates_in(passages, sentence)
        cues = [*_cues(passages, sentence)] if dates else []
        if dates and not cues and sentence.search(_TREATED) and _first_told_next(passages, number):
            cues = [Cue("first_patient_date", one.start(), one.end()) for one in sentence.finditer(_TREATED)]
        if not cues:
            continue
        dates = _own(sentence, dates)
        spans = [(one.start - sentence.start, one.end - sentence.start) for one in dates]
        for dated, cue in zip(dates, assign(sentence.text, spans, cues), strict=True):
            if cue is None or _is_counted_from(sentence, dated.start, dated.end, cue):
                continue
            if _NOW.search(sentence.text, max(0, dated.end - sentence.start), max(0, cue.start)):
                continue
            (owners,) = owners_of(sentence, [(dated.start, dated.end)], passages.text)
            name, how = _meaning(sentence, cue)
            if name == "launch_date" and _NOUN.fullmatch(sentence.text[cue.start : cue.end]):
                continue
            yield Finding(
                owners=owners or meant_unnamed(passages, sentence),
                attribute=name,
                value=dated.value,
                start=dated.start,
                end=dated.end,
                modality=how,
                rejected=dated.rejected,
            )


def _own(sentence: Sentence, dates: list[Dated]) -> list[Dated]:
    """Return of several dates those of a launch: not when it was told, nor when it was put off from."""
    put_off = sentence.search(_POSTPONED)
    if len(dates) < 2:
        return [_later(sentence, one) for one in dates] if put_off else dates
    at = put_off.start() + sentence.start if put_off else 0
    before = [(one, sentence.text[: one.start - sentence.start]) for one in dates]
    until = at if any(one.start > at and _TO.search(text) for one, text in before) else 0
    kept = [
        one
        for one, text in before
        if one.end >= until
        and not (put_off and _is_left(sentence, one))
        and not (_TOLD_ON.search(text) or _AT_FIRST.search(text))
    ]
    return kept or dates


def _is_left(sentence: Sentence, dated: Dated) -> bool:
    """Say whether a launch is put off from this date."""
    start, end = dated.start - sentence.start, dated.end - sentence.start
    return _FROM.search(sentence.text[:start]) is not None or _FROM_JA.match(sentence.text, end) is not None


def _later(sentence: Sentence, dated: Dated) -> Dated:
    """Return the second of two dates that read as a span: «delayed from May to August»."""
    first, _, last = dated.value.text.partition("/")
    moved = last and first != last and _FROM.search(sentence.text[: dated.start - sentence.start])
    return dated._replace(value=replace(dated.value, text=last)) if moved else dated


def _cues(passages: Passages, sentence: Sentence) -> Iterator[Cue]:
    for role, expression in _CUES:
        for match in sentence.finditer(expression):
            allowed = role == "launch" and (
                sentence.near(_ALLOWED, match.start() - 60, match.start()) or _is_past_mark(sentence, match)
            )
            if not allowed and (role == "launch" or not _in_trial(passages, sentence)):
                yield Cue(role, match.start(), match.end())


def _is_past_mark(sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether an English launch without a date of its own only says after what something was."""
    before = sentence.near(_SINCE, match.start() - 30, match.start())
    return before is not None and _OWN_DATE.match(sentence.text, match.end()) is None


def _is_counted_from(sentence: Sentence, start: int, end: int, cue: Cue) -> bool:
    """Say whether the date is that of something since the launch: «発売以来、…2023年11月まで»."""
    text, start, end = sentence.text, start - sentence.start, end - sentence.start
    if cue.role != "launch":
        return False
    if _SINCE_JA.match(text[cue.end :]):
        return not (end <= cue.start and text[end : cue.start] in ("", "の", "に"))
    if sentence.near(_SINCE, cue.start - 30, cue.start):
        return start < cue.end or not _OWN_DATE.fullmatch(text, cue.end, start)
    return False


def _first_told_next(passages: Passages, number: int) -> bool:
    """Say whether the sentence behind tells that a treatment was the first outside trials: «保険診療では初めて».

    An English or Korean text may tell so in the sentence itself or just before it, too.
    """
    following = passages.sentences[number + 1 : number + 2]
    if following and _FIRST_OUTSIDE.match(following[0].text) is not None:
        return True
    return any(one.search(_FIRST_TOLD) for one in passages.sentences[max(0, number - 2) : number + 1])


def _in_trial(passages: Passages, sentence: Sentence) -> bool:
    """Say whether the patients of a trial before approval are spoken of."""
    if not sentence.search(_TRIAL_PATIENT):
        return False
    return _MARKETED.search(passages.before(sentence) + sentence.text) is None


def _own_clause(text: str, cue: Cue) -> str:
    """Return the sentence without what an English «and will …» adds after the cue."""
    cut = _AND_WILL.search(text, cue.end)
    return text[: cut.start()] if cut else text


def _meaning(sentence: Sentence, cue: Cue) -> tuple[str, Modality]:
    """Return attribute and modality: a launch that is planned is an expectation."""
    how = modality(sentence, cue.start, cue.end)
    when = sentence.text[cue.end : cue.end + 2] in ("時期", "予定", "目標")
    if how == "asserted" and (
        when or _NON_PAST.match(sentence.text, cue.end) or _PLAN.search(_own_clause(sentence.text, cue))
    ):
        how = "planned"
    if how == "conditional" and sentence.search(_PLAN):
        how = "planned"
    if cue.role == "launch":
        return ("launch_date" if how == "asserted" else "launch_expected"), how
    return cue.role, how


EXTRACTOR = Extractor(
    name="launches",
    version=4,
    attributes=("launch_expected", "launch_date", "first_patient_date"),
    extract=_extract,
)
