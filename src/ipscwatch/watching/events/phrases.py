"""Steps told by a whole phrase, where no single word of the lexicon tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, chain

from ipscwatch.text.needed import Needed
from ipscwatch.watching.events import approval_phrases, practice_phrases, price_phrases
from ipscwatch.watching.events.clauses import is_done
from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.reading import Sentence

_PHRASES = {**price_phrases.PHRASES, **approval_phrases.PHRASES, **practice_phrases.PHRASES}
_COMPILED = {name: tuple(re.compile(one) for one in patterns) for name, patterns in _PHRASES.items()}
_NEEDED = Needed(tuple(chain.from_iterable(_COMPILED.values())))
_FIRST_BIT = dict(zip(_COMPILED, accumulate((len(each) for each in _COMPILED.values()), initial=0), strict=False))


@lru_cache(maxsize=64)
def _held(text: str) -> int:
    """Return which of all the phrases can stand in a sentence."""
    return _NEEDED.held(text)


_DONE = frozenset(
    ("launch_first_patient", "safety_signal", "price_listed", "application_filed", "approved", "full")
)
"""Steps whose phrases have no word of plan or denial of their own."""
_OPEN = re.compile(
    r"\b(?:not|never|yet|nor|neither|will|would|could|may|might|should|if|expected|plans?|planned)\b"
    r"|場合|れば|たら|予定|計画|方針|見通|見込|可能性|おそれ|恐れ|リスク|ない"
)


def phrases(sentence: Sentence, name: str) -> Iterator[Cue]:
    """Yield the phrases that tell a step, each as if it were one word."""
    held = _held(sentence.text) >> _FIRST_BIT[name]
    for place, expression in enumerate(_COMPILED[name]):
        for found in expression.finditer(sentence.text) if held >> place & 1 else ():
            if name in _DONE and "recall" not in found[0] and _OPEN.search(found[0]):
                continue
            start = sentence.start + found.start()
            yield Cue(frozenset((name,)), found[0], start, start + len(found[0]))


def phrased(sentence: Sentence, name: str) -> tuple[Cue, ...]:
    """Return the phrases that tell a step as done, and as news."""
    return tuple(cue for cue in phrases(sentence, name) if is_done(sentence, cue))
