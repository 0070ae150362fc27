"""Which products' approvals a text calls conditional: those the sentences that say so are about, or all."""

from __future__ import annotations

import re

from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Owners, Sentence, distinct

CONDITIONAL = Expression(
    r"conditional|time-limited|provisional|\blimited (?:period|term|time)\b|\bon (?:the )?condition\b"
    r"|\btime limits?\b|\bwith (?:[\w-]+ ){0,2}conditions\b|\bconditions attached\b|\bwith strings attached\b"
    r"|\bsubject to (?:[\w-]+ ){0,3}(?:verif|confirm|evidence|data|proof)\w*|\bsous (?:\w+ )?conditions?\b"
    r"|条件|期限付|期限つき|期限を(?:付|つけ|設)|仮免許|仮承認|조건"
    r"|기한부|가면허|年間に限(?:り|って|定)|期間限定|附條件|附条件|附帶條件|附带条件|有條件|有条件|conditionnel",
    re.IGNORECASE,
)
_APPROVAL = Expression(
    r"approv|approuv|endors|recommend|backed|authori[sz]|licen[sc]e|green|\bclear|承認|了承|可とする|免許"
    r"|批准|核准|獲批|获批|승인|허가|면허|approbation|autoris",
    re.IGNORECASE,
)
_SHORT_OF_FULL = Expression(
    r"\bto (?:obtain|get|win|gain|secure|receive|earn) (?:a )?(?:full|final|regular"
    r"|formal) (?:\w+ )?(?:approv|authori)"
    r"|\bapprovals?\b[^.;]{0,60}\b(?:carr(?:y|ies)|comes?|subject to|with) (?:\w+ )?conditions\b"
    r"|本承認(?:を(?:得|取得|目指)|に向け|へ|の可否|が得ら)|承認(?:の)?期[限間]は",
    re.IGNORECASE,
)
"""Words that say of an approval that another, without conditions, is still to be won."""


_CONTRAST = Expression(r"[;；]|,? (?:while|whereas|but)\b|一方|だが、|が、", re.IGNORECASE)
"""Where what is said of one product is set against another."""
_SAME = Expression(
    r"(?:条件|期限)付き?[。!！」]?$|同(?:じ|様の)[^。、]{0,4}承認|\bthe same (?:\w+ )?approval"
    r"|\b(?:on|under) (?:the same|similar|those|these) (?:terms|basis|conditions|footing)\b"
    r"(?! as (?:any|all|other|ordinary|regular))",
    re.IGNORECASE,
)
"""A fragment that says no more, or an approval like the other product's."""


def conditionally(passages: Passages) -> frozenset[str] | None:
    """Return the products whose approval the text calls conditional; None where it says so at large."""
    found: set[str] = set()
    at_large = False
    for sentence in passages.sentences:
        if _says_so(sentence):
            owners = [one for one in _whose(sentence) if one in passages.ready.products]
            found.update(owners)
            at_large = at_large or not owners
    return None if at_large else frozenset(found)


def _whose(sentence: Sentence) -> Owners:
    """Return the products of the clause that says so, in a sentence that sets products against each other."""
    word = sentence.search(CONDITIONAL)
    if word is None or len(sentence.groups) < 2:
        return sentence.topic or sentence.around
    breaks = [0, *(hit.end() for hit in _CONTRAST.finditer(sentence.text)), len(sentence.text)]
    start = max(place for place in breaks if place <= word.start())
    end = min(place for place in breaks if place >= word.end())
    inside = [one for one in sentence.groups if start <= one.start - sentence.start < end]
    return distinct(inside) or sentence.topic


def _says_so(sentence: Sentence) -> bool:
    if sentence.search(_SHORT_OF_FULL) or sentence.search(_SAME):
        return True
    return sentence.search(CONDITIONAL) is not None and sentence.search(_APPROVAL) is not None
