"""From the verdicts of single sentences to what the item as a whole tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ipscwatch.model.item import Item
from ipscwatch.model.story import Event
from ipscwatch.model.term import SEVERITIES, Mention, Subject
from ipscwatch.watching.events.classes import CLASSES, SOFT, STAGES, severity
from ipscwatch.watching.events.concerned import concerned
from ipscwatch.watching.events.reading import Page, read
from ipscwatch.watching.events.rules import judge
from ipscwatch.watching.events.surroundings import EXPLANATION, OPINION
from ipscwatch.watching.events.verdicts import Verdict, products

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
    if (told := _selling(page) or _opining(page)) is not None:
        return [told]
    title = list(judge(page.title, page))
    lead = [judge(sentence, page) for sentence in page.lead]
    if title:
        return _settled(title, lead)
    for verdicts in lead:
        if hard := [verdict for verdict in verdicts if verdict.name not in SOFT]:
            return hard[:1]
    for sentence in page.body:
        if products(sentence, page) and (hard := [v for v in judge(sentence, page) if v.name in STAGES]):
            return hard[:1]
    return _soft(page, lead)


_SPEAKS_FOR_ITSELF = frozenset((OPINION, EXPLANATION))
_APPROVING = frozenset(("approval_conditional", "approval_full", "committee_endorsement", "trial_start"))


def _settled(title: Sequence[Verdict], lead: Sequence[Sequence[Verdict]]) -> list[Verdict]:
    """Return the headline's verdicts, put right by the lead.

    Shares, an opinion, a reaction and an explanation are what the item is about, unless somebody is named
    who acted.
    An approval is told as the lead has it, who and what.
    """
    hard = [verdict for verdict in title if verdict.name not in SOFT]
    soft = [verdict for verdict in title if verdict.name in SOFT and verdict.sure]
    about = next(
        (
            v
            for v in soft
            if v.name == "market_move" or v.rule in _SPEAKS_FOR_ITSELF or not any(h.sure for h in hard)
        ),
        None,
    )
    if about is not None:
        return [_spoken(about, lead)]
    told = next((verdict for verdict in _told(lead) if verdict.name in _APPROVING), None)
    corrected = [told if told is not None and _corrects(told, verdict) else verdict for verdict in hard]
    seconded = [verdict for verdict in _told(lead) if any(_seconds(verdict, head) for head in corrected)]
    return [*corrected, *seconded] or [verdict for verdict in title if verdict.name in SOFT][:1]


def _told(lead: Sequence[Sequence[Verdict]]) -> Iterator[Verdict]:
    return (verdict for verdicts in lead for verdict in verdicts)


def _seconds(verdict: Verdict, head: Verdict) -> bool:
    """Say whether the lead tells the headline's stage once more, maybe of a product the headline left out."""
    return verdict.name == head.name and verdict.name in STAGES and verdict is not head


def _spoken(soft: Verdict, lead: Sequence[Sequence[Verdict]]) -> Verdict:
    """Return a reaction as a minister's statement, where the lead says that it is one."""
    statements = (verdict for verdict in _told(lead) if verdict.name == "minister_statement")
    return next(statements, soft) if soft.name == "reaction" else soft


def _corrects(lead: Verdict, title: Verdict) -> bool:
    """Say whether the lead's word on an approval goes before the headline's: a panel's or a study's always does."""
    if title.name not in _APPROVING or title.name == lead.name:
        return False
    return lead.name == "trial_start" or (title.name != "trial_start" and lead.name == "committee_endorsement")


def _soft(page: Page, lead: Sequence[Sequence[Verdict]]) -> list[Verdict]:
    """Return what is left to say: someone talks about it, or it is another's work with iPS cells."""
    if told := list(_told(lead)):
        return told[:1]
    named = {subject_id for sentence in page.sentences for subject_id in sentence.named}
    known = [subject for subject in page.subjects if subject.subject_id in named]
    if known and _from_ips(page) and not any(_is_ours(subject, page) for subject in known) and _at_work(known):
        sentence = next(sentence for sentence in page.sentences if sentence.named)
        return [Verdict("pipeline_other_ipsc", sentence, "another's work with iPS cells", ())]
    doubts = (
        verdict for told in page.body for verdict in judge(told, page) if verdict.name == "commentary_criticism"
    )
    return list(islice(doubts, 1))


_IPS = re.compile("ips|pluripotent|多能|多功能|유도만능|역분화")


def _from_ips(page: Page) -> bool:
    return any(_IPS.search(cue.word) for sentence in page.sentences for cue in sentence.all("cells"))


def _is_ours(subject: Subject, page: Page) -> bool:
    """Say whether a subject is watched, or is the company of one that is."""
    return subject.watched or any(one.watched and one.company == subject.subject_id for one in page.subjects)


def _at_work(known: Sequence[Subject]) -> bool:
    return any(subject.kind in {"product", "company", "field", "trial"} for subject in known)


def _selling(page: Page) -> Verdict | None:
    """Return the verdict that a clinic or an agent is selling, for tier 6."""
    if page.item.tier < 6:
        return None
    for sentence in page.sentences:
        if cues := sentence.all("clinic"):
            return Verdict("clinic_marketing", sentence, "a clinic speaks", (cues[0].word,))
    return None


_COLUMN = re.compile(r"/(?:editorial|editorials|opinion|op-ed|shasetsu|column|columns|commentary)(?:/|$|[-_.?])")
_SIGNED = re.compile(r"^\(?from the .{3,60}(?:editorial|opinion)")


def _opining(page: Page) -> Verdict | None:
    """Return the verdict that the whole text is opinion: its address or its closing line says so."""
    if _COLUMN.search((page.item.url or "").lower()):
        return Verdict("commentary_criticism", page.title, OPINION, ("its address",))
    signed = next((sentence for sentence in page.sentences if _SIGNED.search(sentence.text)), None)
    return Verdict("commentary_criticism", signed, OPINION, ("its closing line",)) if signed else None


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
