"""What one sentence says happened: rules in order, the most particular first; several may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ipscwatch.watching.events.clauses import actor, denied, done, governed, planned
from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.reading import Page, Sentence


@dataclass(frozen=True, slots=True)
class Verdict:
    """One sentence's word that something happened."""

    name: str
    sentence: Sentence
    rule: str
    words: tuple[str, ...]
    sure: bool = True
    """Somebody who may do it is named, or the deed can only mean this."""


Rule = Callable[[Sentence, Page], Iterator[Verdict]]


def judge(sentence: Sentence, page: Page) -> tuple[Verdict, ...]:
    """Return the verdicts of one sentence: of the stages of a product at most one, of other classes any."""
    found: dict[str, Verdict] = {}
    for rules in (_STAGE_RULES, _OTHER_RULES):
        for rule in rules:
            verdicts = list(rule(sentence, page))
            for verdict in verdicts:
                found.setdefault(verdict.name, verdict)
            if verdicts and rules is _STAGE_RULES:
                break
    return tuple(found.values())


def _say(name: str, sentence: Sentence, rule: str, *cues: Cue | None) -> Verdict:
    return Verdict(name, sentence, rule, tuple(dict.fromkeys(cue.word for cue in cues if cue is not None)))


def _first(cues: tuple[Cue, ...]) -> Cue | None:
    return cues[0] if cues else None


# ── Prices ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _price_rules(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    rules = sentence.all("pricing_rules")
    if rules and (_of_price(rules) or sentence.has("price", "chuikyo")) and not _products(sentence, page):
        yield _say("pricing_policy", sentence, "rules of pricing, no product", rules[0])


def _of_price(cues: tuple[Cue, ...]) -> bool:
    """Say whether a word speaks of prices or insurance by itself."""
    return any(part in cue.word for cue in cues for part in ("薬価", "保険", "price", "pricing", "nhi", "coverage", "보험", "健保"))


def _products(sentence: Sentence, page: Page) -> frozenset[str]:
    """Return the products and companies a sentence names."""
    return frozenset(s.subject_id for s in page.subjects if s.kind in {"product", "company"}) & sentence.named


def _delisting(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    out = done(sentence, "delisted")
    if out and (_of_price(out) or sentence.has("price", "listed")):
        yield _say(
            "delisting", sentence, "taken off the price list", out[0], _first(sentence.all("price", "listed"))
        )


def _procedure(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    steps = sentence.all("procedure")
    if steps and not denied(sentence, steps[0]):
        yield _say("price_procedure_started", sentence, "the pricing procedure begins", steps[0])


def _billing(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    notes = sentence.all("billing")
    if notes and not planned(sentence, notes[0]):
        yield _say("billing_notice", sentence, "how it is billed", notes[0])


def _guideline(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    if guides := sentence.all("guideline"):
        yield _say("guideline_use_criteria", sentence, "criteria of use", guides[0])


def _revision(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    cuts = sentence.all("revised")
    if cuts and (_of_price(cuts) or sentence.has("price")):
        yield _say("price_revision", sentence, "a price in force changes", cuts[0])


_PRICE_OBJECT = 90
"""Characters between a price and the deed that settles it."""
_PRODUCTION = re.compile(r"製造|販売|manufactur|production|marketing|\bsales?\b|生产|生產|销售|銷售|제조|판매")


def _price_endorsed(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Chuikyo and a price, or a price as the object of the deed."""
    deeds = done(sentence, "endorsed", "approved", "approval", "decided")
    prices = sentence.all("price", "yen")
    if not deeds or not prices:
        return
    council = _first(sentence.all("chuikyo"))
    for deed in deeds:
        near = next((price for price in prices if _is_object(sentence, price, deed)), None)
        if council is not None and not _is_approval_of_sale(sentence, deed):
            yield _say("price_endorsed", sentence, "Chuikyo settles a price", council, deed, prices[0])
            return
        if near is not None and "price" in near.labels:
            yield _say("price_endorsed", sentence, "a price is what was agreed", near, deed)
            return


def _is_object(sentence: Sentence, price: Cue, deed: Cue) -> bool:
    first, second = sorted((price, deed), key=lambda cue: cue.start)
    between = sentence.text[first.end - sentence.start : second.start - sentence.start]
    parted = any(mark in between for mark in "。;、,") or " and " in between or " after " in between
    latin_order = deed.word.isascii() and deed.start > price.start
    return (
        len(between) <= _PRICE_OBJECT // 2
        and not _PRODUCTION.search(between)
        and not (parted or (latin_order and " was " not in between and " is " not in between))
    )


def _is_approval_of_sale(sentence: Sentence, deed: Cue) -> bool:
    place = deed.start - sentence.start
    return _PRODUCTION.search(sentence.text[max(0, place - 12) : place]) is not None


def _price_listed(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    listings = done(sentence, "listed")
    if listings and (_of_price(listings) or sentence.has("price", "yen")) and not sentence.has("filed"):
        yield _say("price_listed", sentence, "on the price list", listings[0])


# ── Approval and what leads to it ───────────────────────────────────────────────────────────────────────────────

_OBJECT = 70
_BASIS = re.compile(r"based on|after|following|result|data|involving|に基づ|結果|データ|踏まえ|経て")


def _trial_permit(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Permission of a study, whatever the headline calls it."""
    if _PRODUCTION.search(sentence.text) and sentence.has("conditional"):
        return
    permits = done(sentence, "permit")
    if permits:
        yield _say("trial_start", sentence, "a study is permitted", permits[0])
        return
    for deed in done(sentence, "approved", "approval", "endorsed"):
        trial = next((trial for trial in sentence.all("trial") if _permits(sentence, deed, trial)), None)
        if trial is not None or (actor(sentence, deed) == "ethics"):
            yield _say("trial_start", sentence, "what was permitted is a study", deed, trial)
            return


def _permits(sentence: Sentence, deed: Cue, trial: Cue) -> bool:
    first, second = sorted((deed, trial), key=lambda cue: cue.start)
    between = sentence.text[first.end - sentence.start : second.start - sentence.start]
    if _BASIS.search(between) or _PRODUCTION.search(between) or "。" in between or len(between) > _OBJECT:
        return False
    if deed.word.isascii():
        return first is deed and "," not in between
    topic = "について" in between and len(between) <= 50
    return first is trial and (topic or (len(between) <= 14 and any(mark in between for mark in "をの ")))


def _extension(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    longer = sentence.all("extended")
    if longer and re.search(
        r"期限|期間|\bterm\b|deadline|conditional approval|time limit|期限|기한", sentence.text
    ):
        if not planned(sentence, longer[0]) and not denied(sentence, longer[0]):
            yield _say("term_extension", sentence, "the term of an approval is extended", longer[0])


def _refusal(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    if "先進医療" in sentence.text:
        return
    for cue in sentence.all("refused", "revoked"):
        sure = not governed(sentence, cue, "plan", "risk") and (
            cue.word.startswith("不承認") or not denied(sentence, cue)
        )
        context = sentence.has(
            "panel", "ministry", "filed", "approval", "full", "conditional", "approved", "foreign"
        )
        if sure and context:
            yield _say("refusal_revocation", sentence, "refused, withdrawn or lapsed", cue)
            return


def _sale_ended(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    ends = [cue for cue in sentence.all("sale_ended") if not denied(sentence, cue)]
    if ends and (sentence.named or page.title.named):
        yield _say("sale_ended", sentence, "its sale ends", ends[0])


def _approval(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Approval or endorsement: who acted decides, not the verb."""
    deeds = _approving(sentence)
    if not deeds or not _about_product(sentence, page):
        return
    by = {deed: actor(sentence, deed) for deed in deeds}
    endorsed = [deed for deed in deeds if "endorsed" in deed.labels or by[deed] == "panel"]
    approved = [deed for deed in deeds if deed not in endorsed]
    if approved and (not endorsed or any(by[deed] in {"ministry", "foreign"} for deed in approved)):
        yield _approved(sentence, approved, by)
    elif endorsed:
        yield _say("committee_endorsement", sentence, "a panel is the one that acted", endorsed[0], _who(sentence))


def _approving(sentence: Sentence) -> tuple[Cue, ...]:
    """Return the deeds of approving told as done; a bare noun counts in a headline, or beside a condition."""
    deeds = done(sentence, "approved", "endorsed")
    nouns = tuple(
        cue
        for cue in done(sentence, "approval")
        if "approved" not in cue.labels and _stands_for_deed(sentence, cue)
    )
    return tuple(sorted({*deeds, *nouns}, key=lambda cue: cue.start))


def _stands_for_deed(sentence: Sentence, noun: Cue) -> bool:
    """承認 closing a headline's clause is a deed; in running text a verb is needed."""
    if noun.word.isascii():
        return sentence.title and sentence.has("conditional") and not sentence.has("plan", "filed")
    following = sentence.text[noun.end - sentence.start :][:2]
    return sentence.title and (
        not following or following[0] in " 、。…!！」』)=|-・;" or following in {"のお", "取得"}
    )


def _approved(sentence: Sentence, deeds: list[Cue], by: dict[Cue, str | None]) -> Verdict:
    full = done(sentence, "full")
    if full and not sentence.has("conditional"):
        return _say("approval_full", sentence, "full approval, told as done", full[0])
    if by[deeds[0]] == "foreign":
        return _say("approval_full", sentence, "a foreign regulator approves", deeds[0], _who(sentence))
    name = by[deeds[0]] or "nobody"
    return _say(
        "approval_conditional",
        sentence,
        f"approved, by {name}",
        deeds[0],
        _who(sentence),
        _first(sentence.all("conditional")),
    )


def _who(sentence: Sentence) -> Cue | None:
    return _first(sentence.all("panel", "ministry", "chuikyo", "foreign"))


def _about_product(sentence: Sentence, page: Page) -> bool:
    products = {subject.subject_id for subject in page.subjects if subject.kind in {"product", "company"}}
    return (
        sentence.has("cells")
        or not products.isdisjoint(sentence.named)
        or (not sentence.title and (page.title.has("cells") or not products.isdisjoint(page.title.named)))
        or (sentence.title and (any(s.has("cells") or not products.isdisjoint(s.named) for s in page.lead)))
    )


def _minister(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    who = sentence.all("minister")
    if not who:
        return
    record = any(cue.word in {"会見概要", "大臣会見"} for cue in who)
    speech = sentence.has("plan", "reaction", "approval", "hearsay", "endorsed") and not _by_ministry(sentence)
    if record or (speech and _about_product(sentence, page)):
        yield _say("minister_statement", sentence, "a minister speaks; nothing is decided", who[0])


def _by_ministry(sentence: Sentence) -> bool:
    return any(actor(sentence, deed) != "panel" for deed in _approving(sentence) if "endorsed" not in deed.labels)


def _agenda(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    items = sentence.all("agenda")
    boards = sentence.all("panel", "chuikyo")
    if items and (boards or (sentence.has("ministry") and _about_product(sentence, page))):
        yield _say("committee_agenda", sentence, "a panel is to discuss it", items[0], _first(boards))


def _filing(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    for cue in done(sentence, "filed"):
        if sentence.has("price") and not sentence.has("approval") and "承認" not in cue.word:
            continue
        if cue.word in {
            "filed",
            "files",
            "filing",
            "submitted",
            "submits",
            "submission",
            "申請",
            "申請した",
            "신청",
            "申请",
        } and not (sentence.has("approval", "approved", "neutral") or sentence.title):
            continue
        if _about_product(sentence, page):
            foreign = sentence.has("foreign")
            yield _say(
                "foreign_regulatory" if foreign else "application_filed",
                sentence,
                "an application is handed in",
                cue,
            )
            return


def _designation(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    marks = done(sentence, "designated")
    named = [cue for cue in marks if cue.word not in {"指定された", "指定を受け", "designation", "désignation"}]
    if named and _about_product(sentence, page):
        foreign = sentence.has("foreign") or any(cue.word == "rmat" for cue in named)
        yield _say("foreign_regulatory" if foreign else "designation", sentence, "a designation is given", named[0])


# ── After approval ──────────────────────────────────────────────────────────────────────────────────────────────


def _post_marketing(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    studies = sentence.all("post_marketing")
    starts = done(sentence, "started")
    registry = re.search(r"jrct[a-z]?\d{6,}", sentence.text)
    if studies and (starts or registry or sentence.title):
        yield _say("confirmatory_trial", sentence, "the study after approval", studies[0], _first(starts))


def _launch(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    launches = done(sentence, "launched")
    if launches and not sentence.has("trial", "permit") and _about_product(sentence, page):
        yield _say("launch_first_patient", sentence, "on sale, or a first patient", launches[0])


def _trial_start(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    trials, transplants = sentence.all("trial"), done(sentence, "transplant")
    starts = (*done(sentence, "started", "launched"), *_conducting(sentence))
    if trials and starts and sentence.has("cells", "trial"):
        yield _say("trial_start", sentence, "a study begins", trials[0], starts[0])
    elif transplants and sentence.has("cells") and (sentence.title or trials):
        yield _say("trial_start", sentence, "a transplant within a study", transplants[0])


def _conducting(sentence: Sentence) -> Iterator[Cue]:
    """Conducts a trial; a trial that was conducted is what results are about."""
    trials = sentence.all("trial")
    return (cue for cue in done(sentence, "conducts") if any(0 < t.start - cue.end < _OBJECT // 2 for t in trials))


def _result(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    results = done(sentence, "result")
    if results and sentence.has("trial", "cells") or len(results) > 1 and sentence.named:
        if not sentence.has("approved", "endorsed", "filed") and results:
            yield _say("trial_result_publication", sentence, "results are reported", results[0])


_HARM = re.compile(
    r"報告|発生|確認|死亡|判明|見つか|発表|回収|改訂|命令|reported|died|death|found|recall|develop|suspend|halt|issued|warn|hold|사망|보고|死亡|召回|décès|rappel"
)


def _safety(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    harms = [
        cue
        for cue in sentence.all("safety")
        if not denied(sentence, cue) and not governed(sentence, cue, "risk", "plan")
    ]
    if (
        harms
        and not sentence.has("negated", "risk", "result")
        and _HARM.search(sentence.text)
        and _about_product(sentence, page)
    ):
        yield _say("safety_signal", sentence, "harm is reported", harms[0])


def _sites(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    if sites := sentence.all("sites"):
        yield _say("site_readiness", sentence, "where it is given", sites[0])


def _manufacturing(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    if (making := sentence.all("manufacturing")) and not sentence.has("approved", "endorsed", "trial"):
        yield _say("manufacturing", sentence, "how it is made and supplied", making[0])


# ── Around it ───────────────────────────────────────────────────────────────────────────────────────────────────


def _foreign(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    bodies, steps = sentence.all("foreign"), sentence.all("foreign_filing")
    if bodies and steps:
        yield _say("foreign_regulatory", sentence, "a step before a foreign regulator", bodies[0], steps[0])


def _law(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    laws, deeds = sentence.all("law"), sentence.all("enacted")
    if laws and deeds and not sentence.has("approved", "endorsed", "price"):
        yield _say("law_guidance", sentence, "a law or guidance changes", laws[0], deeds[0])


def _finance(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    figures = sentence.all("finance")
    if figures and not sentence.has("price"):
        yield _say("financing_ir", sentence, "a company's figures", figures[0])


def _market(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    moves = sentence.all("market") or (sentence.all("shares") if sentence.has("moves") else ())
    if moves:
        yield _say("market_move", sentence, "its shares", moves[0])


def _commentary(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    if critics := sentence.all("criticism"):
        yield _say("commentary_criticism", sentence, "a judgement or a doubt", critics[0])


def _reaction(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    if words := sentence.all("reaction"):
        yield _say("reaction", sentence, "someone reacts", words[0])


def _background(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    if words := sentence.all("background"):
        yield _say("background", sentence, "explains, nothing new", words[0])


_STAGE_RULES: tuple[Rule, ...] = (
    _delisting,
    _billing,
    _guideline,
    _procedure,
    _price_endorsed,
    _price_rules,
    _revision,
    _price_listed,
    _extension,
    _refusal,
    _sale_ended,
    _trial_permit,
    _post_marketing,
    _approval,
    _minister,
    _agenda,
    _filing,
    _designation,
    _launch,
    _trial_start,
)
"""One product's way; the first that holds counts alone, so the order says which reading is the more particular."""

_OTHER_RULES: tuple[Rule, ...] = (
    _safety,
    _foreign,
    _law,
    _sites,
    _manufacturing,
    _result,
    _finance,
    _market,
    _commentary,
    _reaction,
    _background,
)
