"""When a sentence with an overclaim's words makes none: it denies, hedges, asks, or quotes a critic."""

from __future__ import annotations

import re

from ipscwatch.watching.extractors.expressions import Expression

_DENIED = Expression(
    (
        r"\b(?:not|never|cannot|can't|no (?:proof|evidence|guarantee|data|cure)|nor|neither"
        r"|without (?:proof|proving)|isn't|doesn't|don't|hasn't|haven't|wasn't|won't|far from"
        r"|rather than|less than proof|remains? to be|yet to|fails? to|unproven|too early|myth|false"
        r"|wrong|instead of|unlike)\b"
        r"|ではな(?:い|く)|とは(?:言え|いえ|限ら)な|わけではな|(?:証明|確立|確認|実証|立証"
        r"|承認)(?:は)?(?:して(?:は)?(?:い|お)(?:な|ら)|されて(?:は)?(?:い|お)(?:な|ら)|されな|できな|され(?:た"
        r"|る)わけ)"
        r"|な(?:い|く)(?:まま|段階|状態)|未確認|未確立|未証明|まだ|誤(?:り|解)|にすぎ|時期尚早|アニ않"
        r"|아니|않|없|并非|並非|尚未|不是"
    ),
    re.IGNORECASE,
)
_HEDGED = Expression(
    (
        r"\b(?:may|might|could|would|can potentially|potential(?:ly)?|possib\w+|hop(?:e|es|ed|ing)"
        r"|aims?|aiming|designed to|intended|promis\w+|expect\w*|suggest\w*|appear\w*|seem\w*"
        r"|preliminary|exploratory|early signs?|signals?|if|whether|should|goal|plans?|need\w*"
        r"|question\w*|until)\b"
        r"|期待|可能性|目指|狙い|推定|示唆|とみられ|見込|かもしれ|ため(?:に)?研究|課題|検証|必要|義務|れば"
        r"|かどうか|予備的|계획|기대|가능성|可能|有望|希望"
    ),
    re.IGNORECASE,
)
_CRITIC = Expression(
    r"\b(?:critics?|sceptic\w*|skeptic\w*|argu(?:e|es|ed|ing)|warn\w*|caution\w*|concern\w*"
    r"|criticis\w*|criticiz\w*|disput\w+|question(?:s|ed))\b|批判|懸念|慎重|疑問|警鐘|警告|비판|우려|批评|批評"
    r"|质疑|質疑",
    re.IGNORECASE,
)
_QUESTION = Expression(r"[?？]\s*[\"'”」]?$|か[。」]?$")
_TURN = Expression(
    r"\b(?:but|however|yet|although|though|while)\b|[;；]|(?:が|けれども|ものの|一方で)、", re.IGNORECASE
)


def denied(sentence: str, start: int, end: int) -> bool:
    """Say whether the clause around ``start:end`` denies it, asks it, or gives it as a critic's view."""
    clause = _clause(sentence, start, end)
    return bool(_DENIED.search(clause) or _CRITIC.search(sentence) or _QUESTION.search(sentence))


def hedged(sentence: str, start: int, end: int) -> bool:
    """Say whether the clause around ``start:end`` hedges it."""
    return _HEDGED.search(_clause(sentence, start, end)) is not None


def _clause(sentence: str, start: int, end: int) -> str:
    """Return the part of the sentence between turns such as «but»."""
    turns = [match.span() for match in _TURN.finditer(sentence)]
    left = max((stop for _, stop in turns if stop <= start), default=0)
    right = min((begin for begin, _ in turns if begin >= end), default=len(sentence))
    return sentence[left:right]
