"""Rules about how an approval or a sale ends, or goes on: extended, refused, revoked, lapsed, sold no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipscwatch.watching.events.clauses import (
    denied,
    governed,
    of_earlier_year,
    planned,
    told_before,
)
from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.phrases import phrases
from ipscwatch.watching.events.reading import Page, Sentence
from ipscwatch.watching.events.verdicts import Verdict, first, say

_TERM = re.compile(
    r"\bmore years to (?:prove|show|collect|gather|demonstrate)|期限|期間|\bterm\b|deadline|conditional approval"
    r"|time limit|기한"
)


def extension(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell that the term of a conditional approval is made longer."""
    longer = sentence.all("extended")
    if (
        longer
        and _TERM.search(sentence.text)
        and not planned(sentence, longer[0])
        and not denied(sentence, longer[0])
    ):
        yield say("term_extension", sentence, "the term of an approval is extended", longer[0])


def refusal(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell a refusal, a revocation, a lapse; what may happen one day is none."""
    if "先進医療" in sentence.text:
        return
    context = sentence.has("panel", "ministry", "filed", "approval", "full", "conditional", "approved", "foreign")
    context = context or _APPLICATION.search(sentence.text) is not None
    ended = first(sentence.all("sale_ended"))
    for cue in (*sentence.all("refused", "revoked"), *_taken_away(sentence)):
        about = context or "承認" in cue.word
        later = ended is not None and sentence.title and ended.start < cue.start
        unheard = later or _demanded(sentence, cue)
        if about and not unheard and not _feared(sentence, cue) and not _attributed(sentence, cue):
            yield say("refusal_revocation", sentence, "refused, withdrawn or lapsed", cue)
            return


_APPLICATION = re.compile(r"\b(?:its|the|an|their) (?:\w+ )?application\b|申請を")


def _taken_away(sentence: Sentence) -> tuple[Cue, ...]:
    """Return the phrases that tell it; «without being renewed» denies none."""
    told = phrases(sentence, "refusal_revocation")
    return tuple(cue for cue in told if not planned(sentence, cue) and not told_before(sentence, cue))


_DEMAND_AFTER = re.compile(
    r"[^。、]{0,8}(?:を|するよう(?:に)?|せよと|すべきだと)[^。、]{0,12}(?:求め|要求|訴え|要請|迫|促|主張)|(?:せよ|すべき)"
)
_DEMAND_BEFORE = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:for|on)|demand(?:s|ed|ing)?|urg(?:e|es|ed|ing)|petition\w*|seek(?:s|ing)?|sought"
    r"|ask(?:s|ed|ing)?|want(?:s|ed|ing)?)\b[^.;]{0,60}$"
)


def _demanded(sentence: Sentence, cue: Cue) -> bool:
    """Say whether a refusal is only what somebody asks for: 承認取り消しを求める署名."""
    if cue.word.isascii():
        return _DEMAND_BEFORE.search(sentence.text[: cue.start - sentence.start]) is not None
    return _DEMAND_AFTER.match(sentence.text, cue.end - sentence.start) is not None


_BECAUSE = re.compile(r"と(?:判断|結論)[^。]{0,8}ため")
_AN_EXAMPLE = re.compile(r"[^。]{0,24}(?:例[もがは]|製品もあ|ケースもあ|こともある)")
"""«本承認を得られず姿を消した例もある»."""


def _feared(sentence: Sentence, cue: Cue) -> bool:
    """Say whether a refusal is only expected or feared; «適切でないと判断したため» gives a reason."""
    if governed(sentence, cue, "plan") or _AN_EXAMPLE.match(sentence.text, cue.end - sentence.start):
        return True
    return _BECAUSE.match(sentence.text, cue.end - sentence.start) is None and governed(sentence, cue, "risk")


def _attributed(sentence: Sentence, cue: Cue) -> bool:
    """Say whether a refusal only says which product is meant, or is what someone answers to."""
    return not cue.word.isascii() and told_before(sentence, cue)


def sale_ended(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell that a maker stops selling; the plan is the news."""
    told = (*sentence.all("sale_ended"), *phrases(sentence, "sale_ended"))
    if of_earlier_year(sentence) or _ONLY_IF.search(sentence.text):
        return
    ends = [cue for cue in told if not denied(sentence, cue) and _of_goods(sentence, cue)]
    pulled = _PULLED.search(sentence.text)
    if not ends and pulled is not None and sentence.named:
        yield Verdict("sale_ended", sentence, "its sale ends", (pulled[0],))
    if ends and any(told.named for told in (sentence, page.title, *page.lead)):
        yield say("sale_ended", sentence, "its sale ends", ends[0])


_ONLY_IF = re.compile(r"^\W*(?:if|should|unless)\b|(?:なけ|され|すれ|られ)れ?ば、|場合(?:は|に|、)")
_PULLED = re.compile(
    r"\b(?:pull|pulls|pulled|pulling|take|takes|taking|withdraws?|withdrew|withdrawing|remov(?:e|es|ed"
    r"|ing))\b[^.;,]{1,50}"
    r"\b(?:from|off) (?:the |its )?(?:\w+ )?(?:market|sale)\b"
)
_GOODS = re.compile(r"\b(?:sales?|selling|market\w*|product\w*|suppl\w+|distribution)\b")


def _of_goods(sentence: Sentence, cue: Cue) -> bool:
    """Say whether it is goods that are discontinued, and not somebody's medication."""
    return not cue.word.startswith("discontinu") or _GOODS.search(sentence.text) is not None
