"""How a deed is meant: who did it, whether it was done, planned or denied, and what it was done to."""

from __future__ import annotations

import re

from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.reading import Sentence

_ACTORS = ("panel", "ministry", "chuikyo", "foreign", "ethics")
_KANA = re.compile(r"[ぁ-ゖ]")
_OF = re.compile(
    r"[\s,']*(?:(?:of|under|at|for|to|advising|within|from|by|the|japan|japan's|s|a|an|country's)[\s,']*)+"
)
_NAME_GOES_ON = re.compile(r"[^はがをで、。,.;:!?]{0,16}")
_VERB = re.compile(r"\b(?:said|says|told|announced|that|after|as|will|has)\b")

BEFORE = 34
"""Latin characters before a deed in which a word of plan or denial governs it."""
AFTER = 16
"""Characters after a Japanese, Chinese or Korean deed in which one does."""


def actor(sentence: Sentence, deed: Cue) -> str | None:
    """Return who did a deed: panel, ministry, chuikyo, foreign, ethics, or None where nobody is named."""
    actors = _actors(sentence)
    before = [cue for cue in actors if cue.end <= deed.start]
    if before and _KANA.search(sentence.text):
        topics = [cue for cue in before if _after(sentence, cue, 14)[:14].lstrip().startswith(("は", "が", "も"))]
        return _role((topics or before)[-1])
    if before:
        return _role(before[-1])
    after = [cue for cue in actors if cue.start >= deed.end]
    return _role(after[0]) if after else None


def _actors(sentence: Sentence) -> list[Cue]:
    """Return the actors by place, a ministry left out where it only says whose panel it is."""
    found = list(sentence.all(*_ACTORS))
    kept: list[Cue] = []
    for place, cue in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if following is not None and _owns(sentence, cue, following):
            continue
        if kept and _belongs(sentence, kept[-1], cue):
            continue
        kept.append(cue)
    return kept


def _owns(sentence: Sentence, ministry: Cue, panel: Cue) -> bool:
    """厚労省の専門部会, health ministry panel: the second is the actor."""
    between = _between(sentence, ministry, panel)
    return (
        _role(ministry) == "ministry"
        and _role(panel) in {"panel", "chuikyo"}
        and (_NAME_GOES_ON.fullmatch(between) is not None and not _VERB.search(between))
    )


def _belongs(sentence: Sentence, panel: Cue, ministry: Cue) -> bool:
    """A panel of the health ministry: the first is the actor."""
    return (
        _role(panel) in {"panel", "chuikyo"}
        and _role(ministry) == "ministry"
        and _OF.fullmatch(_between(sentence, panel, ministry)) is not None
    )


def _role(cue: Cue) -> str:
    return next(role for role in ("chuikyo", "ethics", "panel", "foreign", "ministry") if role in cue.labels)


def _between(sentence: Sentence, one: Cue, other: Cue) -> str:
    return sentence.text[one.end - sentence.start : other.start - sentence.start]


def _after(sentence: Sentence, cue: Cue, size: int) -> str:
    place = cue.end - sentence.start
    return sentence.text[place : place + size]


def governed(sentence: Sentence, deed: Cue, *labels: str) -> bool:
    """Say whether a word with one of the labels governs the deed: before it in Latin script, after it elsewhere."""
    latin = deed.word.isascii()
    for cue in sentence.all(*labels):
        if latin and 0 <= deed.start - cue.end <= BEFORE and not _parted(_between(sentence, cue, deed)):
            return True
        if (
            (not latin or cue.word.isascii())
            and 0 <= cue.start - deed.end <= AFTER
            and (not _parted(_between(sentence, deed, cue)))
        ):
            return True
    return False


def _parted(between: str) -> bool:
    return any(mark in between for mark in ",;:。、，") or " and " in between or " after " in between


def planned(sentence: Sentence, deed: Cue) -> bool:
    """Say whether a deed is only expected, planned or hoped for."""
    if _after(sentence, deed, 3).startswith(("へ", "に向け", "見通", "か?", "目指")):
        return True
    if "approved" in deed.labels and deed.word.isascii():
        return governed_before(sentence, deed, "plan")
    return (
        governed(sentence, deed, "plan") or _SOON.search(sentence.text[: deed.start - sentence.start]) is not None
    )


_SOON = re.compile(r"(?:近く|近日中に|年内に|早ければ.{0,8}|今後、?|来年|早期に)$")


def governed_before(sentence: Sentence, deed: Cue, *labels: str) -> bool:
    """Say whether one of the labels stands shortly before the deed, in the same clause."""
    return any(
        0 <= deed.start - cue.end <= BEFORE and not _parted(_between(sentence, cue, deed))
        for cue in sentence.all(*labels)
    )


def denied(sentence: Sentence, deed: Cue) -> bool:
    """Say whether a deed is said not to have been done."""
    return governed(sentence, deed, "negated")


_IN_ANSWER = re.compile(r"[^、。,]{0,6}(?:ことを受け|のを受け|を受け|受け[、て]|ことに伴|を前に|前に)")
_EARLIER = re.compile(
    r"\b(?:initially|originally|previously|ago|last year|earlier this|last month)\b|昨年|一昨年|かつて|以前|前年|去年|此前|曾|지난해|작년|l'an dernier"
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b(?!年度)|((?:19|20)\d\d)年(?!度)")


def told_before(sentence: Sentence, deed: Cue) -> bool:
    """Say whether a deed is what led up to the news: long ago, or what someone answers to."""
    place, end = deed.start - sentence.start, deed.end - sentence.start
    if _IN_ANSWER.match(sentence.text, end):
        return True
    clause = _clause(sentence.text, place, end, deed.word.isascii())
    years = [int(one or other) for one, other in _YEAR.findall(clause)]
    return (
        _EARLIER.search(clause) is not None
        or any(year < sentence.year for year in years)
        or _other_month(clause, sentence.month)
        or (deed.word == "approved" and sentence.text.endswith(", ", 0, place))
    )


_MONTHS = "january february march april may june july august september october november december".split()
_IN_MONTH = re.compile(rf"\bin ({'|'.join(_MONTHS)})\b")
_MONTH = re.compile(r"(\d{1,2})月[にの]")


def _other_month(clause: str, month: int) -> bool:
    """Say whether a month without a day is named that is not the item's own: 3月に, in March."""
    named = [int(number) for number in _MONTH.findall(clause)]
    named += [_MONTHS.index(name) + 1 for name in _IN_MONTH.findall(clause)]
    return any(number != month for number in named)


def _clause(text: str, start: int, end: int, latin: bool) -> str:
    """Return the words around a deed that can date it: both sides in Latin script, else those before it."""
    left = max(text.rfind(mark, 0, start) for mark in (", ", "。", "; ", "、"))
    if not latin:
        return text[max(left, start - 40, 0) : end]
    right = min((place for mark in (",", ";") if (place := text.find(mark, end)) > 0), default=len(text))
    return text[max(left, start - 40, 0) : min(right, end + 70)]


def done(sentence: Sentence, *labels: str) -> tuple[Cue, ...]:
    """Return the deeds with one of the labels that are told as done, and as news."""
    return tuple(
        cue
        for cue in sentence.all(*labels)
        if not planned(sentence, cue) and not denied(sentence, cue) and not told_before(sentence, cue)
    )


_DEED = re.compile(
    r"(?:した|しま|され|をした|をしま|を行っ|を取得|を受け|を得[たて]|を与え|を獲得|取得|を発表|を開始|始ま|했|받)"
)
_CLOSES = re.compile(r"$|[\s、。…!！」』)=|\-・;:―~]|のお知")


def stands_for_deed(sentence: Sentence, noun: Cue) -> bool:
    """Say whether a noun such as 承認 is told as a deed: with its verb, or closing a clause of a headline."""
    if noun.word.isascii():
        return sentence.title and sentence.has("conditional", "full") and not sentence.has("plan", "filed")
    place = noun.end - sentence.start
    return _DEED.match(sentence.text, place) is not None or (
        sentence.title and _CLOSES.match(sentence.text, place) is not None
    )
