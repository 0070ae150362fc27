"""Whether a noun («approval», «収載») stands for the deed it names: by its verb, a date, or as a headline ends."""

from __future__ import annotations

import re

from ipscwatch.watching.events.clauses import done
from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.reading import Sentence

_OBTAINED = 44
"""Characters between «obtained» and an approval with all its adjectives."""
_DATED = re.compile(r"(?:年|月|/|\.|-)\s*\d{1,2}\s*(?:日|일)?(?:付け?で?|に|で)?\s*$")
_DATE_AFTER = re.compile(
    r"\s*(?:年月)?(?:日|일|date)?\s*[:(]?\s*(?:on )?"
    r"(?:(?:令和)?\d{1,4}\s*(?:年|년|/|\.|-)|r\d\.|[a-z]{3,9}\.? \d{1,2}, \d{4}|\d{1,2} [a-z]{3,9} \d{4})"
)
_AIM = re.compile(
    r"\b(?:for|towards?|before|until|of|seek|seeks|seeking|sought|needs?|wants?|eyes|to|requests?|requested|awaits?"
    r"|awaiting|pursues?|without) (?:full |an? |the |its )?$"
)
"""«patients needed for full approval» tells no approval."""
_DEED = re.compile(
    r"した|しま|され|をした|をしま|を(?:[^、。を]{1,16}[でに])?行[っい]|を取得|を受け|を得[たて]|を与え|を獲得|取得|を発表|を開始|始ま|を(?:提出|完了|実施)"
    r"|を、[^。、]{0,20}[にへ](?:行っ|提出し|出し)た|し、|済み|했|받"
)
_CLOSES = re.compile(
    r"$|\([^()]{1,12}\)(?:の(?:お知|ご)|に(?:関する|つい)|$)|[\s、。…!！)=|/\-・;:―~]|[」』](?![のとにをはがでも])|のお知|に関するお知|についてのお知"
)
_ASIDE_OF_FILING = re.compile(r"申請\($")
_ASKED_FOR = re.compile(r"\)?(?:の)?申請")
"""«製造販売承認申請(本承認)» asks for what stands in brackets."""


def listed_with_date(sentence: Sentence, noun: Cue) -> bool:
    """Say whether a noun stands beside its date, as in a register: 令和8年3月6日承認, 承認日：2026年3月6日."""
    place, end = noun.start - sentence.start, noun.end - sentence.start
    before = _DATED.search(sentence.text, max(0, place - 14), place) is not None
    return before or _DATE_AFTER.match(sentence.text, end) is not None


def stands_for_deed(sentence: Sentence, noun: Cue) -> bool:
    """Say whether a noun such as 承認 is told as a deed: with its verb, or closing a clause of a headline."""
    if noun.word.isascii():
        verb = any(0 <= noun.start - cue.end <= _OBTAINED for cue in done(sentence, "obtained"))
        place = noun.start - sentence.start
        headline = sentence.title and sentence.has("conditional", "full") and not _AIM.search(sentence.text[:place])
        return verb or (headline and not sentence.has("plan", "filed"))
    place = noun.end - sentence.start
    if _ASIDE_OF_FILING.search(sentence.text[: noun.start - sentence.start]) or _ASKED_FOR.match(
        sentence.text, place
    ):
        return False
    with_verb = _DEED.match(sentence.text, place) is not None or _breaks_off(sentence, noun)
    return with_verb or (sentence.title and _CLOSES.match(sentence.text, place) is not None)


def _breaks_off(sentence: Sentence, noun: Cue) -> bool:
    """Say whether a sentence ends with a noun for its verb, as notes do: «2製品を承認。»."""
    before = sentence.text[: noun.start - sentence.start]
    return sentence.text.startswith("。", noun.end - sentence.start) and before.endswith(("を", "が"))
