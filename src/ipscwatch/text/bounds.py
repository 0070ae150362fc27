"""How exactly an amount is meant: ``約``, ``以上``, «up to», «about», ``余り``."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from ipscwatch.model.ledger import Precision
from ipscwatch.text.numbers import Number

Word = Literal["exact", "about", "over", "under", "at_least", "at_most"]
"""`over` and `under` are «about» from one side only: ``5500万円余り``, ``2年弱``."""

_ABOUT = (
    r"約|およそ|おおよそ|おおむね|概ね|ほぼ|推定|大約|大约|约合?|約合|(?<![最直付身])近|약|~|≈"
    r"|\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|circa|(?:an )?estimated|close to"
    r"|environ|près de)"
)
_LEAST = (
    r"逾|超|超过|超過|少なくとも|最低|至少|最少|최소|>|≥|≧"
    r"|\b(?:at least|more than|over|above|exceed(?:ing|s)?|in excess of|upwards? of|(?:no|not) (?:less|fewer) than"
    r"|a minimum of|plus de|au moins)"
)
_MOST = (
    r"最大|最高|最多|最長|上限|不到|不超过|최장|최대|<|≤|≦"
    r"|\b(?:up to|at most|(?<!no )(?<!not )(?:less|fewer) than|under(?! (?:an?|the) $)|below|(?:no|not) more than"
    r"|a maximum of"
    r"|as (?:many|much) as|within|jusqu'à|moins de)"
)
_BEFORE = re.compile(
    rf"(?:(?P<at_most>{_MOST})|(?P<at_least>{_LEAST})|(?P<about>{_ABOUT}))\s?(?:the |a |an )?$", re.IGNORECASE
)
_AFTER = re.compile(
    r"\s?(?:(?P<over>余り?|あまり|強(?![いくさ])|多(?![い数く]))|(?P<under>弱(?![いく]))"
    r"|(?P<about>程度|前後|ほど|くらい|ぐらい|左右|정도|가량|or so\b)"
    r"|(?P<at_least>以上|超(?:え|過)?|を(?:超|上回)|이상|초과|or (?:more|higher|over)\b|\+(?!\d))"
    r"|(?P<at_most>以下|以内|未満|未满|を下回|이하|미만|이내|or (?:less|fewer|under)\b))",
    re.IGNORECASE,
)
_AFTER_NOTE = re.compile(r"\s?\([^()]{0,40}\)(?:(?P<at_least>以上|超)|(?P<at_most>以下|未満|以内))")
_IN_THE_COURSE_OF = re.compile(r"\b(?:over|within)\s?$", re.IGNORECASE)
_WINDOW = 24


def bounds_word(text: str, start: int, end: int, *, duration: bool = False) -> tuple[Word, int, int]:
    """Return how the amount at ``text[start:end]`` is meant, and its offsets with the words that say so.

    «Over seven years» is in their course, and no bound, when the amount is a `duration`.
    """
    after = _AFTER.match(text, end)
    if after is None and (note := _AFTER_NOTE.match(text, end)):
        return _word(note), start, end
    before = _BEFORE.search(text, max(0, start - _WINDOW), start)
    if before and duration and _IN_THE_COURSE_OF.match(text, before.start(), start):
        before = None
    first = before.start() if before else start
    if after:
        return _word(after), first, after.end()
    return (_word(before), first, end) if before else ("exact", start, end)


def _word(match: re.Match[str]) -> Word:
    return next(word for word in _WORDS if match.groupdict().get(word))


_WORDS: tuple[Word, ...] = ("about", "over", "under", "at_least", "at_most")


PRECISIONS: dict[Word, Precision] = {
    "exact": "exact",
    "about": "about",
    "over": "about",
    "under": "about",
    "at_least": "at_least",
    "at_most": "at_most",
}


def bounds(number: Number, word: Word) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the most that an amount said with `word` can be; None where nothing is said.

    What is about is right to its last digit that is not an idle zero, or to a tenth, whichever is closer.
    """
    value, slack = number.value, min(number.step, abs(number.value) / 10)
    match word:
        case "exact":
            return None, None
        case "at_least":
            return value, None
        case "at_most":
            return None, value
    return value if word == "over" else value - slack, value if word == "under" else value + slack
