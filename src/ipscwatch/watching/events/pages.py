"""What a page is as a whole: a clinic's, a piece of opinion, another's work with iPS cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ipscwatch.model.term import Subject
from ipscwatch.watching.events.classes import SOFT, STAGES
from ipscwatch.watching.events.reading import FOLLOWS, LEAD, Page, Sentence
from ipscwatch.watching.events.surroundings import OPINION
from ipscwatch.watching.events.verdicts import Verdict

_CLINICS = 6
"""The tier of those who sell."""
_OFFERS = 2
"""Different words of selling that make a page of tier 5 a clinic's."""


def selling(page: Page, told: Sequence[Sequence[Verdict]]) -> Verdict | None:
    """Return the verdict that a clinic or an agent is selling.

    In tier 6 everybody is, except who tells a stage and names who acted, and offers nothing.
    """
    if page.item.tier < _CLINICS - 1:
        return None
    offers = {cue.word: sentence for sentence in page.sentences for cue in sentence.all("clinic")}
    news = any(verdict.sure and verdict.name in _NEWS for verdicts in told for verdict in verdicts)
    if page.item.tier < _CLINICS and (len(offers) < _OFFERS or news):
        return None
    if not offers and news:
        return None
    where = next(iter(offers.values()), page.sentences[min(1, len(page.sentences) - 1)])
    return Verdict("clinic_marketing", where, "a clinic speaks", tuple(offers)[:1])


_NEWS = frozenset((*STAGES, "trial_start", "refusal_revocation"))


def resolved(page: Page) -> Verdict | None:
    """Return what a council's minutes tell: a question put to its members, and no objection to it."""
    boards = page.title.all("chuikyo", "panel")
    if not (page.title.has("minutes") and boards):
        return None
    product: Sentence | None = None
    for place, sentence in enumerate(page.sentences, start=1):
        if page.makers & sentence.named:
            product = sentence
        if (vote := _PUT_TO_VOTE.search(sentence.text)) is None:
            continue
        answers = page.sentences[place : place + _ANSWERS]
        if product is not None and any(_UNOPPOSED.search(answer.text) for answer in answers):
            priced = any("chuikyo" in cue.labels for cue in boards)
            name = "price_endorsed" if priced else "committee_endorsement"
            return Verdict(name, product, "a council's members had no objection", (vote[0],))
        product = None
    return None


_ANSWERS = 4
"""Sentences in which the members answer."""
_PUT_TO_VOTE = re.compile(
    r"(?:承認|了承|可と|差し支えな|妥当|適当)[^。]{0,40}(?:よろしい(?:でしょうか|ですか|でございましょうか)|異議(?:は|ございま|あり)"
    r"|異議なしと)"
)
_UNOPPOSED = re.compile(
    r"異議な|異論な|賛成|はい。|ありがとうございま|それでは[^。]{0,30}(?:承認|了承|可)(?:と|いた|する)"
)


_COLUMN = re.compile(r"/(?:editorials?|opinions?|op-ed|shasetsu|commentary)(?:/|$|[-_.?])")
_SECTION = re.compile(r"/columns?(?:/|$|[-_.?])")
_SIGNED = re.compile(r"\(from the .{3,60}(?:editorial|opinion)")
_CLOSING = 200
"""Characters at the end in which an editorial says that it is one."""
_PRESS = 3
"""Up to this tier a column is opinion; a trade page calls its articles so."""


def opining(page: Page) -> Verdict | None:
    """Return the verdict that the whole text is opinion: its address or its closing line says so."""
    address = (page.item.url or "").lower()
    if _COLUMN.search(address) or (page.item.tier <= _PRESS and _SECTION.search(address)):
        return Verdict("commentary_criticism", page.title, OPINION, ("its address",))
    if _SIGNED.search(page.item.text[-_CLOSING:].lower()):
        return Verdict("commentary_criticism", page.title, OPINION, ("its closing line",))
    for sentence in page.sentences[:_ESSAY]:
        if (voice := _ARGUES.search(sentence.text)) is not None:
            return Verdict("commentary_criticism", sentence, OPINION, (voice[0],))
    return None


_ESSAY = 8
"""Sentences in which an essay or its abstract says that it argues."""
_ARGUES = re.compile(
    r"\b(?:(?<!and )we|i|the authors?|this (?:paper|article|essay|commentary|perspective|viewpoint|forum|review))"
    r" (?:\w+ly )?(?:argue|contend|criti(?:que|ci[sz]e)|caution against|call for|question)s?"
    r" |\bwe write (?:to|in)\b|\bas an? (?:physician|doctor|patient|scientist|researcher|neurologist), i\b"
    r"|\bin an? (?:opinion |guest )?(?:column|op-ed|essay)\b"
    r"|\bour analysis [^.]{0,90}\b(?:shortcoming|concern|suggest|question|fail)"
    r"|(?:本稿|小論|この論考|本論文)では?[^。]{0,60}(?:論じ|考察|批判|検討する|問い直)"
    r"|筆者は[^。]{0,60}(?:考える|思う|主張|疑問)"
)


_READ = 16
"""Sentences in which the drift of a text is sought."""
_RULING = 2
"""Up to this tier regulators and companies speak for themselves: their «should» and «must» are conditions."""
_TRADE = 4
"""From this tier on an item without a headline may be nothing but a note on shares."""
_OFTEN = 3
"""Sentences of one kind that make it what the text is about."""


def drift(page: Page, told: Sequence[Verdict]) -> Verdict | None:
    """Return what the text keeps coming back to, where nobody is said to have decided: shares, or a judgement.

    Who trades in shares, or argues, begins with the news too; a headline of its own says what it is.
    """
    read = page.sentences[:_READ]
    shares = [sentence for sentence in read if sentence.has("market", "shares")]
    if len(shares) >= _OFTEN and page.item.tier >= _TRADE and not page.title.text:
        return Verdict("market_move", shares[0], "the text comes back to shares", ())
    if any((verdict.sure or verdict.sentence.title) and verdict.name not in SOFT for verdict in told):
        return None
    argued = arguing(page)
    if len(argued) >= _OFTEN:
        return Verdict("commentary_criticism", argued[0], "the text argues", ())
    return None


def arguing(page: Page) -> list[Sentence]:
    """Return the sentences in which a text argues, doubts or tells of those who do; who rules only prescribes."""
    if page.item.tier <= _RULING:
        return []
    return [s for s in page.sentences[:_READ] if s.has("stance", "doubted", "criticism", "judging")]


_IPS = re.compile("ips|es細胞|pluripotent|embryonic|胚性|胚胎|배아|多能|多功能|유도만능|역분화")
_STEPS = frozenset(("trial_start", "trial_result_publication", "foreign_regulatory"))
"""Steps of another's product that are news of the field too; its approval or filing is that product's own."""


def others_work(page: Page, told: Sequence[Verdict]) -> list[Verdict]:
    """Return the verdict that a study or a foreign step is another's, beside the verdict on the step."""
    steps = {verdict.name for verdict in told} & _STEPS
    if not steps or (steps == {"foreign_regulatory"} and not _from_ips(page)):
        return []
    other = anothers(page)
    return [other] if other is not None else []


def anothers(page: Page) -> Verdict | None:
    """Return the verdict that the item is about iPS cells in the hands of someone who is not watched."""
    named = {subject_id for sentence in page.sentences for subject_id in sentence.named}
    known = [subject for subject in page.subjects if subject.subject_id in named]
    if any(_is_ours(subject, page) for subject in known) or not (_from_ips(page) or _developed(page, known)):
        return None
    head = (page.title, *page.lead)
    where = next((sentence for sentence in page.sentences if sentence.named), None)
    if where is not None and any(subject.kind in {"product", "company", "field", "trial"} for subject in known):
        return Verdict("pipeline_other_ipsc", where, "another's work with iPS cells", ())
    for sentence in head:
        if (illness := sentence.all("elsewhere")) and not any(told.has("our_illness") for told in head):
            return Verdict("pipeline_other_ipsc", sentence, "iPS cells against another illness", (illness[0].word,))
    cells = [(sentence, cue.word) for sentence in head for cue in sentence.all("cells")]
    embryonic = next(((sentence, word) for sentence, word in cells if _EMBRYONIC.search(word)), None)
    if embryonic is not None and not any(_INDUCED.search(word) for _, word in cells):
        return Verdict("pipeline_other_ipsc", embryonic[0], "cells of another kind", embryonic[1:])
    return None


_INDUCED = re.compile("ips|induced|人工多能性|诱导|誘導|유도만능|역분화")
_EMBRYONIC = re.compile("embryonic|胚性|胚胎|배아|es細胞")
"""Cells from which none of the watched products is made."""


_DERIVED = re.compile(r"stem[- ]cell[- ](?:derived|based)")


def _developed(page: Page, known: Sequence[Subject]) -> bool:
    """Say whether a developer's cells are told of, though not from which cells they are made."""
    developers = [subject for subject in known if subject.kind in {"product", "company"}]
    if any(_IPS.search(word.lower()) for subject in developers for word in subject.cues):
        return True
    makers = {subject.kind for subject in developers}
    if "product" not in makers:
        return bool(makers) and page.has("therapy")
    return any(_DERIVED.search(sentence.text) for sentence in page.sentences[: 1 + LEAD + FOLLOWS])


def _from_ips(page: Page) -> bool:
    return any(_IPS.search(cue.word) for sentence in page.sentences for cue in sentence.all("cells"))


def _is_ours(subject: Subject, page: Page) -> bool:
    """Say whether a subject is watched, or belongs to the company of one that is."""
    of = {subject.subject_id, subject.company}
    return subject.watched or any(one.watched and one.company in of for one in page.subjects if one.company)
