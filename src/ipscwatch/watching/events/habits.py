"""What usually happens, or is asked: how a pathway works is no news."""

from __future__ import annotations

import re

from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.reading import Sentence

_RULE = re.compile(
    r"\b(?:system|law|pathway|framework|scheme|legislation|act|rules?|regulations?|programme?|policy|policies|route|track"
    r"|mechanism|approach|which|that|process|designation) (?:also |now |still |only |often |usually |has |have )?$"
)
"""What a pathway allows is how it works: «the law allows products to be sold»."""
_ALLOWS = ("allow", "permit", "authori", "licens", "grant", "clear", "approves", "gives", "let ", "lets ")


def usual(sentence: Sentence, deed: Cue) -> bool:
    """Say whether it is a rule that does it, and nobody who acted."""
    if not deed.word.isascii():
        return _CUSTOM.search(sentence.text) is not None
    if _ASKED.match(sentence.text) and sentence.text.rstrip().endswith("?"):
        return True
    before = sentence.text[: deed.start - sentence.start]
    habit = _HABIT.match(deed.word) is not None and not sentence.title
    if _SO_MANY.search(before) or _OFTEN.search(before):
        return True
    return (deed.word.startswith(_ALLOWS) and _RULE.search(before) is not None) or (
        habit and (_UNDER.match(sentence.text) is not None or _SUCH.search(before) is not None)
    )


_CUSTOM = re.compile(
    r"通例|のが(?:普通|一般的|原則)|原則(?:として|、|\d)|一般に、|ことになっている|(?:制度|仕組み|手順|流れ)で(?:は|ある)|仕組みだ"
)
"""«収載されるのが通例だ»."""
_ASKED = re.compile(r"(?:which|what|who|how|why|when|where|has|have|is|are|did|does|do|will|would|can) ")
_HABIT = re.compile(r"(?!was\b|has\b)(?:\w+s|allow|permit|grant|get)\b")
"""A body tells what happened in the past tense; in the present it tells what usually happens."""
_UNDER = re.compile(
    r"(?:once|when|whenever|as soon as) (?:an? |the )?(?:product|treatment|therapy|drug|panel)s?\b"
    r"|(?:under|in|with) (?:the|this|that|japan's|such an?) (?:\w+[ -]){0,4}"
    r"(?:scheme|system|pathway|framework|rules?|law|act)\b"
)
_SUCH = re.compile(
    r"\b(?:products|therapies|treatments|companies|medicines?|drugs|firms|developers) (?:in japan )?$"
)
_SO_MANY = re.compile(
    r"\b(?:\d{1,3},\d{3}|[1-9]\d\d|dozens of|hundreds of|thousands of) (?:[\w-]+ ){0,2}"
    r"(?:treatments|therapies|procedures|plans|clinics|products)\b[^.;]{0,30}$"
)
"""So many at once are counted over years."""
_OFTEN = re.compile(r"\b(?:repeatedly|routinely|regularly|often|frequently) $")
