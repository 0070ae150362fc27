"""Which role a date plays: the happening it belongs to, of those the sentence tells of.

Japanese puts the date before the verb (``6日に承認した``), English after it (``approved on March 6``) or at the
head of the sentence; both join it closely in nouns (``the March 6 approval``, ``承認日：3月6日``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_CJK = re.compile(r"[\u3041-\u9fff\uac00-\ud7a3]")
_LINK = re.compile(
    r"^[\s,(（:：「」]*(?:(?:conditionally|formally|provisionally)\s)?(?:by [\w' ]{2,40}?)?(?:(?:was|is|were"
    r"|will be|to be)? ?(?:on|in|by|from|of"
    r"|dated|since|effective|at|as of|for|until|around|about|early|late|mid|le|du|en|starting"
    r"|beginning)\b[\s\w-]{0,12})?[\s,(（]*(?:the )?$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?:^|[.;:)\n]|\b(?:then|and|but|later|dateline))\s*(?:(?:on|in|by|as of|since|from|le|en"
    r"|effective)\s+)?(?:\w+day,? )?$",
    re.IGNORECASE,
)
_BARRIER = re.compile(r"[;；。]|, (?:and|but|while|after|which|who|with)\b|、一方")
_LABEL = re.compile(
    r"^(?:された|した|取得|予定)?(?:の)?(?:日付?|年月日|予定日|時期)?(?:は|が|を|일은|:|：|\(|（)?\s*[「(（]?$"
)
_SUBORDINATE = re.compile(
    r"\b(?:after|before|since|following|ahead of|until)\b|^ (?:under|on|with) (?:an?|its|the) (?:[\w-]+,? ){0,3}$",
    re.IGNORECASE,
)
"""«on Thursday, a week after it was approved»; «since 2026 under an approval»."""
_TELLS = re.compile(r"[^。]{0,60}?(?:と|ことを|旨を)(?:発表|公表|明らか)")
_DONE_ON = re.compile(r"(?:に|、[^。、]{0,30}で)?(?:実施|行|開始|始め|施行|した)")
_THEN = re.compile(r"(?:の[^。、]{0,14}?)?(?:[をがは]、?)?[^。、]{0,24}$")
"""«1例目の移植を…11月28日に実施した»."""
_AND = re.compile(r" and (?:\w+ly )?")
_FROM = re.compile(r"以降|から|より|に")
_RELATIVE = re.compile(r"に[^。、]{0,16}(?:承認|了承|認可)を?(?:得|取得|受け)た(?=[一-龥ァ-ヶ「『])")
"""After a date: that it is of what a product is described by: «申請は、3月に承認を得た「A」に続き»."""
_LEAD = re.compile(r"(?:の[^、。]{0,8}(?:総会|会合|部会|会議)で)?、")
"""After the date that a sentence leads with."""
_IS_FROM = re.compile(r"(?:は|が)、?[^。、]{0,24}$")
"""«適用は、…7月1日から»."""
_OTHER = re.compile(
    (
        r"承認(?!の可否|の是非|するか|後|制度|を了承|することを了承|[をが]、?[^。]{0,24}(?:了承|可とする|差し?支え))|了承(?!するか|の可否)"
        r"|申請|(?:収載|適用)(?!(?:すること)?[をがは][^。]{0,6}(?:了承|承認|認め)"
        r"|[をが][^。]{0,24}(?:総会|中医協|協議会)[^。、]{0,12}で、?(?:了承|承認|認め))|告示|発売|(?<!製造)(?<!製造[・や、と])販売(?!元"
        r"|承認)|上市(?![后後])|施行|公布"
        r"|成立|移植(?!用)|投与(?!用)|開始|掲載|更新|指定|審議(?!会)|設立|創業|승인|신청|출시"
        r"|\b(?:approv(?:ed|es|al)|filed|files|submitted|endors(?:ed|es|ement)|list(?:ed|s)"
        r"|launch(?:ed|es)?|sold|marketed|on sale|on the market|available|effective|force|publish(?:ed|es)"
        r"|updated|designat\w+|began|begin"
        r"|started|founded|established|enrol\w+)\b"
    ),
    re.IGNORECASE,
)
_BESIDE = re.compile(r"は|\band\b|[(（]|^[\s~〜～-]*$|から")
_TOLD_AT = re.compile(
    r"^の?[^。、]{0,12}(?:会見|説明会|取材|インタビュー|講演|発表会)で"
    r"|^ ?[^.。]{0,24}(?:에 따르면|(?:の報道|新聞|テレビ|通信)によると)"
)
"""A date followed by this is the day somebody spoke."""
_SAID_BEFORE = re.compile(
    r"\b(?:announced|said|reported|disclosed|revealed|told|stated)\b[^.;,]{0,24}$|\b(?:statement|release"
    r"|report)s? (?:\w+ )?$",
    re.IGNORECASE,
)
_SAID_AFTER = re.compile(
    r"[^。、]{0,14}?(?:と|ことを|旨を|を)(?:発表|公表|明らか|開示|伝え)|[^.]{0,14}?고[^.]{0,40}?(?:발표"
    r"|밝혔|전했|공시)"
)
_SAID = re.compile(r"(?:に|、)? ?(?:発表|公表|明らか|開示|밝|발표|전했|공시)")
_MEETING = re.compile(
    r"(?:に|の)[^、。]{0,24}?(?:部会|審議会|分科会|開[かきく催])|(?:夕|朝|午前|午後)?(?:開催)?(?:予定)?の"
)
_EMBEDDED = re.compile(
    r"(?:を|が|は)?[^\s。、]{0,6}?(?:した|された|している|されている|する(?=告示|通知|改正|旨|治療|手術|製品)"
    r"|に(?:使う|使われる|用いる))"
    r"(?!と|が|ため|ので|のに|のを|の?は|ものの|後|上で|うえで|ことを?(?:発表|明らか|公表|決|了承|報告|わか|分か"
    r"|受け))(?=[\u3041-\u9fff「『A-Za-z])"
)
"""After a verb: what it qualifies. A date at the head of the sentence then belongs to another, the main verb."""
_FAR = 10_000
_REACH_CJK = 150
_REACH_LEAD = 280
"""«13日、…»: the date of a lead reaches over all that stands before its verb."""
_REACH = 170
_HEAD_REACH = 40
"""Characters before a date in which it is seen that it heads its sentence or clause."""


class Cue(NamedTuple):
    """A happening the sentence tells of; `role` names it, offsets are within the sentence."""

    role: str
    start: int
    end: int


def assign(sentence: str, dates: Sequence[tuple[int, int]], cues: Sequence[Cue]) -> list[Cue | None]:
    """Return for each date the cue it belongs to; None where none is close, or some other happening is closer."""
    if not dates or not cues:
        return [None] * len(dates)
    others = [Cue("", match.start(), match.end()) for match in _OTHER.finditer(sentence)]
    clear = [one for one in others if not any(_is_one_with(sentence, one, cue) for cue in cues)]
    best = [_best(sentence, number, dates, [*cues, *clear]) for number in range(len(dates))]
    named = [cue if cue is not None and cue.role else None for cue in best]
    kept = _one_each(sentence, dates, named)
    return [
        _of_main_verb(sentence, number, dates, [one for one in cues if one not in kept])
        if cue is None and named[number] is not None and _LEAD.match(sentence, dates[number][1])
        else cue
        for number, cue in enumerate(kept)
    ]


def _of_main_verb(sentence: str, number: int, dates: Sequence[tuple[int, int]], left: Sequence[Cue]) -> Cue | None:
    """Return whose a lead's date is where a nearer one has its cue: «13日、…を20日に収載することを了承した»."""
    return _best(sentence, number, dates, [cue for cue in left if cue.start >= dates[number][1]])


def _is_one_with(sentence: str, other: Cue, cue: Cue) -> bool:
    """Say whether the words are the cue's own, or joined to it by «and»: «approved and launched in 2015»."""
    joined = other.start >= cue.end and _AND.fullmatch(sentence, cue.end, other.start)
    return bool(joined) or (other.start < cue.end and cue.start < other.end)


def is_day_of_telling(sentence: str, date: tuple[int, int], cue: Cue) -> bool:
    """Say whether the date is when somebody told of the act, which may well be another day's."""
    start, end = date
    if _CJK.search(sentence[cue.start : cue.end]) is None:
        return end <= cue.start and _SAID_BEFORE.search(sentence[:start]) is not None
    if _SAID_AFTER.match(sentence[cue.end :]) is None:
        return False
    return (cue.end <= start and _SAID.match(sentence[end:]) is not None) or (
        cue.role == "agenda" and not _MEETING.match(sentence[end:])
    )


def _one_each(sentence: str, dates: Sequence[tuple[int, int]], found: list[Cue | None]) -> list[Cue | None]:
    """Leave each happening its nearest date, and others only where a subject or «and» sets them beside it."""
    kept = list(found)
    for cue in {one for one in found if one is not None}:
        numbers = [number for number, one in enumerate(found) if one is cue]
        nearest = min(numbers, key=lambda number: _distance(sentence, number, dates, cue))
        for number in numbers:
            low, high = sorted((number, nearest))
            between = sentence[dates[low][1] : dates[high][0]]
            parted = dates[low][1] <= cue.start < dates[high][0] and sentence[cue.start : cue.end].isascii()
            if number != nearest and (parted or not _BESIDE.search(between)):
                kept[number] = None
    return kept


def _best(sentence: str, number: int, dates: Sequence[tuple[int, int]], cues: Sequence[Cue]) -> Cue | None:
    scored = [(_distance(sentence, number, dates, cue), not cue.role, cue.start, cue) for cue in cues]
    best = min(scored, default=None, key=lambda one: one[:3])
    return best[3] if best is not None and best[0] < _FAR else None


def _distance(sentence: str, number: int, dates: Sequence[tuple[int, int]], cue: Cue) -> int:
    start, end = dates[number]
    first, last = (end, cue.start) if cue.start >= end else (cue.end, start)
    if last - first > _REACH_LEAD:
        return _FAR
    gap = sentence[first:last]
    between = sum(first <= other[0] and other[1] <= last for other in dates)
    barriers = 60 * len(_BARRIER.findall(gap))
    if _CJK.search(sentence[cue.start : cue.end]):
        return (
            _cjk_distance(
                gap,
                sentence[end : end + 40],
                date_first=cue.start >= end,
                embedded=_EMBEDDED.match(sentence, cue.end) is not None,
            )
            + barriers
            + 30 * between
            + 20 * (gap.startswith("、") and _TELLS.match(sentence, cue.end) is not None)
        )
    if between:
        return _FAR
    heads = _HEAD.search(sentence, max(0, start - _HEAD_REACH), start) is not None
    return _latin_distance(gap, date_first=cue.start >= end, heads=heads) + barriers


def _cjk_distance(gap: str, after: str, *, date_first: bool, embedded: bool) -> int:
    if date_first:
        if _TOLD_AT.match(gap) or (gap.startswith("、") and embedded):
            return _FAR
        return len(gap) if len(gap) <= (_REACH_LEAD if gap.startswith("、") else _REACH_CJK) else _FAR
    if _RELATIVE.match(after):
        return _FAR
    if _LABEL.match(gap) and gap.endswith((":", "：")):
        return 0
    if _LABEL.match(gap) and not (gap.isspace() and _FROM.match(after)):
        return len(gap)
    later = (_IS_FROM.match(gap) and _FROM.match(after)) or (_THEN.match(gap) and _DONE_ON.match(after))
    return len(gap) if later else _FAR


def _latin_distance(gap: str, *, date_first: bool, heads: bool) -> int:
    if len(gap) > _REACH or (date_first and _SUBORDINATE.search(gap)):
        return _FAR
    if not date_first:
        return len(gap) // 4 if _LINK.match(gap) else len(gap) + 15
    if len(gap) <= 28 and re.match(r"^(?! and )[\s\w'’-]*$", gap):
        return len(gap) + 2
    return len(gap) // 2 + 10 if heads else len(gap) + 30
