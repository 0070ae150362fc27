"""The day a conditional approval ends, where a text writes it; else it is worked out from approval and term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import Dated, days_in
from ipscwatch.watching.extractors.owners import meant_unnamed, owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Sentence

_ENDS = Expression(
    r"期限|満了|有効期間|\bexpir\w+|\b(?:valid|runs?|lasts?|extend\w*|ends?|lapses?|(?:has|have) until)\b|기한"
    r"|만료|有效期",
    re.IGNORECASE,
)
_OF_APPROVAL = Expression(r"承認|仮免許|\bapprov\w+|\bauthori[sz]ation\w*|승인|批准", re.IGNORECASE)
_OF_TERM = re.compile(
    r"承認(?:の)?期[限間]|承認[^。]{0,16}延長|\bapproval\b[^.]{0,80}\b(?:extend|expire)|\btime-limited",
    re.IGNORECASE,
)
_NEAR = 140
"""Characters before a sentence in which the approval that ends is spoken of."""
_BEFORE = re.compile(
    r"(?:期限|期間|満了日)(?:切れ)?(?:は|が|：|:)、?$|(?:期限|期間)(?:を|が)[^。]{0,12}延長(?:し|され)、?$"
    r"|\b(?:expir(?:es?|ing|y|ation)(?: date)?|valid|runs?|lasts?|lapses?|ends?|extended|(?:has|have))"
    r"(?: is| was)?(?: by [\w ]{2,14})?(?: on| until| till| through| to|:) $|(?:기한은|有效期(?:至|到)) ?$",
    re.IGNORECASE,
)
"""Up to a date: that the approval ends on it."""
_AFTER = re.compile(
    r"まで(?:の(?:条件|期限)|に?(?:延長|有効)|とし|とする|だ|。|が期限)"
    r"|(?:に|で|を?もって)[^。、]{0,10}(?:期限(?:が|切れ|を(?:迎|過ぎ))|満了)|(?:に|が)?期限(?!を[^。]{0,4}(?:付|つけ|設|定め))"
)
"""After a date: the same."""
_SAME_AS = re.compile(r"\b(?:same (?:day|date|time|month|year) as|like|unlike|as with) (?:the )?$", re.IGNORECASE)
"""Before a product: that it is only set beside the one that is meant."""


def _extract(passages: Passages) -> Iterator[Finding]:
    for sentence in passages.sentences:
        if not sentence.search(_ENDS):
            continue
        if not (sentence.search(_OF_APPROVAL) or _OF_TERM.search(passages.before(sentence)[-_NEAR:])):
            continue
        for one in days_in(passages, sentence):
            if _is_end(sentence, one):
                yield _finding(passages, sentence, one)


def _is_end(sentence: Sentence, one: Dated) -> bool:
    start, end = one.start - sentence.start, one.end - sentence.start
    return bool(_BEFORE.search(sentence.text[:start]) or _AFTER.match(sentence.text[end:]))


def _finding(passages: Passages, sentence: Sentence, one: Dated) -> Finding:
    beside = [group for group in sentence.groups if not _SAME_AS.search(passages.text[: group.start][-24:])]
    (owners,) = owners_of(sentence._replace(groups=tuple(beside)), [(one.start, one.end)], passages.text)
    meant = owners or meant_unnamed(passages, sentence)
    return Finding(
        owners=tuple(owner for owner in meant if owner in passages.ready.products),
        attribute="approval_term_end",
        value=one.value,
        start=one.start,
        end=one.end,
        rejected=one.rejected,
    )


EXTRACTOR = Extractor(name="expiries", version=2, attributes=("approval_term_end",), extract=_extract)
