"""Rules about reimbursement prices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipscwatch.watching.events.clauses import between, denied, done, planned
from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.nouns import stands_for_deed
from ipscwatch.watching.events.phrases import phrased
from ipscwatch.watching.events.reading import SECOND, Page, Sentence
from ipscwatch.watching.events.verdicts import Verdict, first, of_price, products, say

_NEAR = 45
"""Characters between a price and the deed that settles it."""
_TAKEN_OFF = re.compile(
    r"\b(?:dropped|removed|deleted|struck|taken off|disappears?|disappeared)\b.{0,30}\blist\b|リストから外"
)
_COVERED = re.compile(
    r"\bcoverage\b[^.;]{0,50}\b(?:begins?|began|starts?|started|takes effect|took effect)\b"
    r"|\binsurance\b[^.;]{0,20}\b(?:began|begins|started|starts) (?:paying|covering|to (?:pay|cover))\b"
    r"|保険[^。]{0,6}適用が[^。]{0,14}始まっ"
)
_USUALLY = re.compile(r"\b(?:are|is|be) (?:\w+ly )?$")
_SALE = re.compile(r"製造|販売|manufactur|production|marketing|\bsales?\b|生产|生產|销售|銷售|제조|판매")


_HOW_COVERED = re.compile(r"(?:保険適用|薬価|価格|算定)の(?:あり方|在り方)[^。]{0,12}(?:議論|検討|審議)")


def policy(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell rules of pricing, where no product is named."""
    rules = sentence.all("pricing_rules")
    if sentence.has("chuikyo") and (how := _HOW_COVERED.search(sentence.text)) is not None:
        yield Verdict("pricing_policy", sentence, "how it should be covered is discussed", (how[0],))
        return
    nearby = page.lead if sentence.title else ()
    priced = of_price(rules) or any(told.has("price", "chuikyo") for told in (page.title, sentence, *nearby))
    if rules and priced and not any(products(told, page) for told in (sentence, page.title)):
        yield say("pricing_policy", sentence, "rules of pricing, no product", rules[0])


def delisting(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell what is taken off the price list."""
    out = done(sentence, "delisted") or (sentence.all("listed") if _TAKEN_OFF.search(sentence.text) else ())
    out = out or phrased(sentence, "delisting")
    if out and (of_price(out) or sentence.has("price", "listed")):
        yield say("delisting", sentence, "taken off the price list", out[0])


_BEGINS = re.compile(
    r"\b(?:beg[aiu]n|start|open|enter|launch|initiat|proceed|under ?way|move|agree|approv|allow)\w*"
)
"""What is done with a procedure, which else only has a name."""


_WORK_ON_PRICE = re.compile(
    r"\b(?:agreed|approved|allowed|decided|let)\b[^.;]{0,40}\b(?:work|talks|discussions|process"
    r"|procedures?)\b[^.;]{0,12}"
    r"\b(?:set|setting|fix|fixing|pricing|price)\b[^.;]{0,60}\b(?:begin|start|proceed|go ahead|get under way)\b"
)


def procedure(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell that pricing begins."""
    if sentence.has("chuikyo") and (work := _WORK_ON_PRICE.search(sentence.text)) and not sentence.has("yen"):
        yield Verdict("price_procedure_started", sentence, "the pricing procedure begins", (work[0],))
        return
    steps = sentence.all("procedure")
    about = of_price(steps) or sentence.has("price", "chuikyo")
    if (
        (begun := phrased(sentence, "price_procedure_started"))
        and about
        and not sentence.has("yen")
        and _named(sentence, page)
    ):
        yield say("price_procedure_started", sentence, "the pricing procedure begins", begun[0])
        return
    if steps and steps[0].word.isascii() and not _BEGINS.search(sentence.text):
        return
    if steps and about and not denied(sentence, steps[0]) and not sentence.has("yen"):
        yield say("price_procedure_started", sentence, "the pricing procedure begins", steps[0])


def _named(sentence: Sentence, page: Page) -> bool:
    """Say whether a product is named in the sentence, the headline or the lead."""
    return any(products(told, page) for told in (sentence, page.title, *page.lead))


def billing(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell how a product is billed."""
    notes = sentence.all("billing")
    if notes and not planned(sentence, notes[0]) and _of_product(page):
        yield say("billing_notice", sentence, "how it is billed", notes[0])


def _of_product(page: Page) -> bool:
    return page.has("cells", "therapy") or any(products(sentence, page) for sentence in page.sentences)


def guideline(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell criteria of use."""
    if guides := sentence.all("guideline") or phrased(sentence, "guideline_use_criteria"):
        yield say("guideline_use_criteria", sentence, "criteria of use", guides[0])


def revision(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell that a price in force changes."""
    cuts = sentence.all("revised") or phrased(sentence, "price_revision")
    if cuts and (of_price(cuts) or sentence.has("price")):
        yield say("price_revision", sentence, "a price in force changes", cuts[0])


def endorsed(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell that Chuikyo settled a price, or that a price is what was agreed; of no product it is a rule."""
    deeds = done(sentence, "endorsed", "approved", "approval")
    council = first(sentence.all("chuikyo"))
    prices = sentence.all("price", "yen") or (sentence.all("listed") if council is not None else ())
    if council is not None and deeds and not prices and sentence.title:
        prices = tuple(cue for told in page.lead[:2] for cue in told.all("price"))[:1]
    if council is not None and deeds and not prices and 0 < sentence.place <= SECOND:
        prices = page.sentences[sentence.place - 1].all("price", "yen")[:1]
    if word := next(_word_of_council(sentence, page, council), None):
        yield word
        return
    settled = tuple(
        cue for cue in done(sentence, "settled") if sentence.has("yen") or not _as_a_rule(sentence, cue)
    )
    goes_on = sentence.place == SECOND and page.lead[0].has("price", "yen")
    goes_on = goes_on or (sentence.place == 1 and sentence.has("price") and page.title.has("yen"))
    goes_on = goes_on or (council is not None and sentence.has("yen"))
    if settled and (sentence.has("price") or goes_on) and (council or sentence.has("yen") or page.title.has("yen")):
        yield say("price_endorsed", sentence, "a price is set", council, settled[0])
        return
    if not deeds or not prices:
        return
    for deed in deeds:
        if council is not None and not _of_sale(sentence, deed):
            single = sentence.has("yen") or any(products(told, page) for told in (sentence, page.title, *page.lead))
            name = "price_endorsed" if single else "pricing_policy"
            yield say(name, sentence, "Chuikyo settles a price", council, deed, prices[0])
            return
        near = next((price for price in prices if _object(sentence, price, deed)), None)
        if near is not None:
            yield say("price_endorsed", sentence, "a price is what was agreed", near, deed)
            return


def _word_of_council(sentence: Sentence, page: Page, council: Cue | None) -> Iterator[Verdict]:
    """Tell by whole phrases what a price is, and that insurance is to pay."""
    paid = _PAID_FOR.search(sentence.text)
    if council is not None and _AGREED_PRICE.search(sentence.text) and sentence.has("yen"):
        yield say("price_endorsed", sentence, "the price the council agreed to", council)
    elif council is not None and paid is not None and any(products(told, page) for told in (sentence, page.title)):
        yield Verdict("price_endorsed", sentence, "insurance is to pay, by the council's word", (paid[0],))
    elif (fixed := phrased(sentence, "price_endorsed")) and (council or sentence.has("yen", "panel")):
        yield say("price_endorsed", sentence, "a price is set", council, fixed[0])


_AGREED_PRICE = re.compile(r"(?:中医協|協議会|総会)が[^。、]{0,10}(?:了承|承認)した(?:薬価|価格|公定価格)は")
_PAID_FOR = re.compile(
    r"\binsurance\b[^.;]{0,40}\bwill (?:pay for|cover)\b"
    r"|\bwill be (?:covered|paid for) by\b[^.;]{0,40}\binsurance\b"
)


_FOR_SO_MUCH = re.compile(r"\d[万億]?円(?:で|を|とすることを|とする案を)$")
"""«1480万円で了承»."""


def _as_a_rule(sentence: Sentence, deed: Cue) -> bool:
    """Say whether a deed is what usually happens: «prices are set by Chuikyo»."""
    return _USUALLY.search(sentence.text[: deed.start - sentence.start]) is not None


def _object(sentence: Sentence, price: Cue, deed: Cue) -> bool:
    """Say whether the price is what the deed is done to; a bare sum is, where it stands at once before it."""
    if "price" not in price.labels:
        return _FOR_SO_MUCH.search(sentence.text[: deed.start - sentence.start]) is not None
    gap = between(sentence, price, deed)
    if gap == " to " or len(gap) > _NEAR or _SALE.search(gap):
        return False
    if any(mark in gap for mark in "。;、,") or " and " in gap:
        return False
    if deed.word.isascii():
        return deed.start < price.start and " after " not in gap
    return price.start < deed.start


def _of_sale(sentence: Sentence, deed: Cue) -> bool:
    place = deed.start - sentence.start
    return _SALE.search(sentence.text[max(0, place - 12) : place]) is not None


_NOUNS = frozenset(("保険適用", "収載", "薬価収載", "保険収載", "薬価基準収載"))
"""Words that are a listing only with their verb, or closing a headline's clause."""


_LISTS = frozenset(("price list", "nhi price list", "nhi drug price list"))
"""The list itself, on which something is put."""


_TO_BE_COVERED = frozenset(("保険適用となる",))
"""How a headline puts what the council on prices let be covered."""


_FROM_DAY = re.compile(r"[月日]から[^。、]{0,8}(?:保険|薬価)")
"""«12月から保険適用» is to come, where the council agreed to it only now."""


_AMENDED = re.compile(r"(?:薬価|材料価格)[^。]{0,14}の一部を[^。]{0,12}改正(?!等?について)")


def listed(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell that a product is on the price list, or covered."""
    if "先進医療" in sentence.text:
        return
    listings = tuple(
        cue for cue in done(sentence, "listed") if cue.word not in _NOUNS or stands_for_deed(sentence, cue)
    )
    if not listings and _AMENDED.search(sentence.text) and _of_product(page):
        yield say("price_listed", sentence, "the price list is amended", first(sentence.all("price", "listed")))
        return
    council = first(sentence.all("chuikyo"))
    told = tuple(cue for cue in phrased(sentence, "price_listed") if not _as_a_rule(sentence, cue))
    listings = tuple(cue for cue in listings if sentence.title or told or cue.word not in _LISTS) or told
    if not listings and _COVERED.search(sentence.text) and not sentence.has("plan"):
        listings = sentence.all("price")[:1]
    if sentence.title and council is None:
        council = first(cue for told in page.lead[:2] for cue in told.all("chuikyo"))
        agreed = any(
            told.has("chuikyo") and done(told, "endorsed", "approved", "approval") for told in page.lead[:2]
        )
        to_be = agreed and _FROM_DAY.search(sentence.text) is not None
        council = council if to_be or any(cue.word in _TO_BE_COVERED for cue in listings) else None
    if council is not None and any(cue.word in _NOUNS | _TO_BE_COVERED for cue in listings):
        yield say("price_endorsed", sentence, "Chuikyo lets it be covered", council, listings[0])
    elif (
        listings
        and (of_price((*listings, *sentence.all("listed"))) or sentence.has("price", "yen"))
        and not sentence.has("filed")
    ):
        yield say("price_listed", sentence, "on the price list", listings[0])
