"""From the verdicts of single sentences to what the item as a whole tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from ipscwatch.model.item import Item
from ipscwatch.model.story import Event
from ipscwatch.model.term import SEVERITIES, Mention, Subject
from ipscwatch.watching.events.classes import CLASSES, SOFT, STAGES, severity
from ipscwatch.watching.events.concerned import concerned
from ipscwatch.watching.events.corrections import corrected
from ipscwatch.watching.events.pages import anothers, arguing, drift, opining, others_work, resolved, selling
from ipscwatch.watching.events.reading import FOLLOWS, SECOND, Page, read
from ipscwatch.watching.events.rules import judge
from ipscwatch.watching.events.surroundings import EXPLANATION, OPINION, SPEECH
from ipscwatch.watching.events.verdicts import Verdict, about_product, accompanies, told_in

_LOW_TIER = 5
"""From this tier on a late stage is doubted."""


def classify(item: Item, mentions: Sequence[Mention], subjects: Sequence[Subject]) -> tuple[Event, ...]:
    """Return what an item says happened, the gravest first; nothing for an item without a mention.

    The headline decides, the lead corrects who acted, the body is asked where both are silent.
    """
    if not mentions:
        return ()
    page = read(item, subjects)
    verdicts = _chosen(page)
    events: dict[tuple[str, str | None], Event] = {}
    for verdict in verdicts:
        for subject_id in concerned(verdict, page):
            events.setdefault((verdict.name, subject_id), _event(verdict, subject_id, page))
    return tuple(sorted(events.values(), key=lambda event: SEVERITIES.index(event.severity)))


def _chosen(page: Page) -> list[Verdict]:
    """Return what an item is news of: what headline or lead tell first, put right by what follows."""
    head = (page.title, *page.lead)
    told = [[one for one in judge(sentence, page) if not _long_past(one, page)] for sentence in head]
    if (whole := selling(page, told) or resolved(page) or opining(page)) is not None:
        return [whole]
    place, speaking = _first(told)
    if (whole := drift(page, speaking)) is not None:
        return [whole, *_own_news(whole, told)]
    if not speaking:
        return _buried(page) or _soft(page, told)
    settled = _settled(speaking, told[place + 1 :], page)
    return [*settled, *_companions(settled, page), *others_work(page, settled)]


def _first(told: Sequence[Sequence[Verdict]]) -> tuple[int, Sequence[Verdict]]:
    """Return the first verdicts with their place; of what only talks, those that open the item."""
    if _only_muses(told[0]) and (news := [one for one in told_in(told[1:2]) if one.sure and one.name in _FIRM]):
        return 1, news
    for place, verdicts in enumerate(told):
        opens = place == 0 or (place == 1 and not told[0])
        if speaking := [verdict for verdict in verdicts if opens or verdict.name not in SOFT]:
            return place, speaking
    return 0, ()


_FIRM = frozenset((*STAGES, "refusal_revocation", "sale_ended", "safety_signal", "term_extension"))
"""What is news under whatever headline."""


def _only_muses(verdicts: Sequence[Verdict]) -> bool:
    """Say whether a headline does no more than doubt or wonder, and does not call itself opinion."""
    return bool(verdicts) and all(one.name == "commentary_criticism" and not one.sure for one in verdicts)


def _long_past(verdict: Verdict, page: Page) -> bool:
    """Say whether an approval by nobody named is only recalled, where the text began with what comes after it."""
    place = verdict.sentence.place
    if verdict.name != "approval_conditional" or verdict.sure or place < SECOND:
        return False
    return any(sentence.has(*_AFTER_APPROVAL) for sentence in page.sentences[:place])


_AFTER_APPROVAL = ("price", "chuikyo", "listed", "launched", "post_marketing", "sites")


def _buried(page: Page) -> list[Verdict]:
    """Return what the body tells, where headline and lead are silent: a product's step before a study's."""
    for names in (_ONCE, _STUDIES) if len(arguing(page)) < _ARGUED else ():
        for sentence in page.body[:FOLLOWS]:
            about = sentence.has("cells") or (names is _ONCE and about_product(sentence, page))
            if about and (hard := [v for v in judge(sentence, page) if v.name in names and _named(v)]):
                return [hard[0], *others_work(page, hard)]
    return []


def _named(verdict: Verdict) -> bool:
    """Say whether a panel's act deep in a text names the panel: «results backed by companies» is none."""
    return verdict.sure or verdict.name != "committee_endorsement"


_ARGUED = 2
"""Arguing sentences from which on a deed deep in the body is what the text argues about."""
_ONCE = frozenset((*STAGES, "refusal_revocation", "sale_ended"))
_STUDIES = frozenset(("trial_start", "trial_result_publication"))
_SPEAKS_FOR_ITSELF = frozenset((OPINION, EXPLANATION, SPEECH))
_OWN_NEWS = frozenset(("application_filed", "designation", "financing_ir", "safety_signal"))
"""What a company tells about itself, and its shares answer to."""


def _settled(title: Sequence[Verdict], lead: Sequence[Sequence[Verdict]], page: Page) -> list[Verdict]:
    """Return the first verdicts, put right by what follows.

    Shares, an opinion, a reaction and an explanation are what the item is about, unless somebody is named
    who acted. With shares stands what their company told.
    An approval is told as the lead has it, who and what; one by nobody, or by «Japan», as the panel's it was.
    """
    hard = [verdict for verdict in title if verdict.name not in SOFT]
    soft = [v for v in title if v.sure and (v.name in SOFT or v.rule in _SPEAKS_FOR_ITSELF)]
    decided = any(h.sure or any(v.sure and v.name == h.name for v in told_in(lead)) for h in hard)
    about = next(
        (v for v in soft if v.name == "market_move" or v.rule in _SPEAKS_FOR_ITSELF or not decided),
        None,
    )
    if about is not None:
        return [_spoken(about, lead), *_own_news(about, [hard, *lead])]
    heads = _decided([corrected(verdict, lead, page) for verdict in hard], lead)
    seconded = [verdict for verdict in told_in(lead) if any(_seconds(verdict, head) for head in heads)]
    answered = [v for v in told_in(lead) if v.name == "market_move"][: any(_own(v) for v in hard)]
    return [*heads, *seconded, *answered] or [verdict for verdict in title if verdict.name in SOFT][:1]


def _decided(heads: list[Verdict], lead: Sequence[Sequence[Verdict]]) -> list[Verdict]:
    """Return the approval that a minister makes known, where the next sentence tells it."""
    if heads and all(head.name == "minister_statement" and not head.sentence.title for head in heads):
        approved = [verdict for verdict in told_in(lead[:1]) if verdict.name == "approval_conditional"]
        return approved or heads
    return heads


_COMPANIONS = {
    "refusal_revocation": "sale_ended",
    "price_listed": "billing_notice",
    "billing_notice": "price_listed",
    "committee_endorsement": "minister_statement",
    "approval_conditional": "minister_statement",
    "trial_start": "foreign_regulatory",
}
"""What follows a step at once, and is news of its own in the same text."""
_CALLED = {
    "sale_ended": "sale_ended",
    "billing_notice": "enacted",
    "price_listed": "listed",
    "minister_statement": "minister",
    "foreign_regulatory": "foreign",
}
"""The words without which none of them is told."""
_NOTICES = 1
"""The tier of those who issue notices, and word them as rules."""


def _companions(settled: Sequence[Verdict], page: Page) -> list[Verdict]:
    told_of = {verdict.name for verdict in settled}
    wanted = {_COMPANIONS[name] for name in told_of if name in _COMPANIONS} - told_of
    if not wanted:
        return []
    called = {_CALLED[name] for name in wanted} | ({"billing"} if page.item.tier == _NOTICES else set())
    told = (
        verdict
        for sentence in page.sentences[1 : 1 + FOLLOWS]
        if any(sentence.has(word) for word in called)
        for verdict in judge(sentence, page)
        if verdict.name in wanted and accompanies(verdict, page, told_of)
    )
    return list(islice(told, 1))


def _own_news(about: Verdict, told: Sequence[Sequence[Verdict]]) -> list[Verdict]:
    """Return what a company told of itself, where the item is about its shares."""
    return [v for v in told_in(told) if _own(v)] if about.name == "market_move" else []


_RECEIVED = re.compile(
    r"取得したと発表|取得を発表|承認を(?:取得|受け|得)[^。]{0,6}と発表|\b(?:received|obtained|won|gained|secured)\b[^.]{0,60}\bapproval\b"
    r"|(?:審議|議題)[^。]{0,16}(?:発表|公表|公開)"
)


_OLDER_DAY = re.compile(
    r"^同社は\d{1,2}日(?!.{0,40}(?:きょう|本日|同日付))|先週|前週|\blast (?:week|month)\b|\bearlier this\b"
)
"""What led up to the move days ago."""


def _own(verdict: Verdict) -> bool:
    """Say whether it is what a company tells of itself; a step counts where it says so: 承認を取得したと発表."""
    title, text = verdict.sentence.title, verdict.sentence.text
    own_step = verdict.name == "approval_conditional" or (verdict.name == "committee_agenda" and title)
    return verdict.name in _OWN_NEWS or (
        own_step and _RECEIVED.search(text) is not None and _OLDER_DAY.search(text) is None
    )


def _seconds(verdict: Verdict, head: Verdict) -> bool:
    """Say whether the lead tells the headline's stage once more, maybe of a product the headline left out."""
    return verdict.name == head.name and verdict.name in STAGES and verdict is not head


def _spoken(soft: Verdict, lead: Sequence[Sequence[Verdict]]) -> Verdict:
    """Return a reaction as a minister's statement, where the lead says that it is one."""
    statements = (verdict for verdict in told_in(lead) if verdict.name == "minister_statement")
    return next(statements, soft) if soft.name == "reaction" else soft


def _soft(page: Page, told: Sequence[Sequence[Verdict]]) -> list[Verdict]:
    """Return what is left to say: someone talks about it, or it is another's work with iPS cells."""
    if soft := list(told_in(told)):
        return soft[:1]
    if (other := anothers(page)) is not None:
        return [other]
    doubts = (v for sentence in page.body for v in judge(sentence, page) if v.name == "commentary_criticism")
    return list(islice(doubts, 1))


def _event(verdict: Verdict, subject_id: str | None, page: Page) -> Event:
    subject = next((s for s in page.subjects if s.subject_id == subject_id), None)
    watched = subject.watched if subject is not None else page.has("cells")
    where = "headline" if verdict.sentence.title else f"sentence {verdict.sentence.place}"
    return Event(
        name=verdict.name,
        subject_id=subject_id,
        severity=severity(verdict.name, watched=watched, known=subject is not None),
        reasons=(f"{where}: {verdict.rule}", *(f"word: {word}" for word in verdict.words)),
        doubtful=_doubt(verdict, page.item, page),
    )


def _doubt(verdict: Verdict, item: Item, page: Page) -> str | None:
    """Say why a late stage may be wrong."""
    if verdict.name not in STAGES or item.tier < _LOW_TIER - 1:
        return None
    late = STAGES.index(verdict.name) >= STAGES.index("approval_conditional")
    if late and item.tier >= _LOW_TIER:
        return f"told by a source of tier {item.tier}, which may set no fact"
    if verdict.name == "approval_conditional" and page.has("panel"):
        return "a panel is named, which endorses and does not approve"
    return None


__all__ = ["CLASSES", "classify"]
