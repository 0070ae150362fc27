"""All rules in their order, and what one sentence says by them."""

from __future__ import annotations

import re

from ipscwatch.watching.events import afterwards, approvals, endings, harms, prices, surroundings
from ipscwatch.watching.events.classes import SOFT
from ipscwatch.watching.events.reading import Page, Sentence
from ipscwatch.watching.events.verdicts import Rule, Verdict

_STAGES: tuple[Rule, ...] = (
    prices.delisting,
    prices.billing,
    prices.guideline,
    prices.procedure,
    prices.policy,
    prices.revision,
    prices.endorsed,
    prices.listed,
    endings.extension,
    endings.refusal,
    endings.sale_ended,
    approvals.trial_permit,
    afterwards.post_marketing,
    approvals.approval,
    approvals.agreement,
    approvals.minister,
    approvals.agenda,
    approvals.filing,
    approvals.designation,
    afterwards.launch,
    afterwards.trial_start,
)
"""One product's way. The first that holds counts alone: the order says which reading is the more particular."""

_OTHERS: tuple[Rule, ...] = (
    harms.safety,
    surroundings.foreign,
    surroundings.law,
    afterwards.sites,
    afterwards.manufacturing,
    afterwards.result,
    surroundings.finance,
    surroundings.market,
    surroundings.commentary,
    surroundings.reaction,
    surroundings.background,
)


def judge(sentence: Sentence, page: Page) -> tuple[Verdict, ...]:
    """Return the verdicts of one sentence: of a product's stages one, and sale with its listing; of others any.

    What a sentence calls untrue it does not tell, and a headline that asks leaves the answer to what follows.
    """
    if not (sentence.cues or sentence.title or sentence.named):
        return ()
    told = _told(sentence, page)
    if told and _UNTRUE.search(sentence.text):
        return ()
    asks = sentence.title and sentence.text.rstrip().endswith("?")
    return tuple(verdict for verdict in told if verdict.name in SOFT or not asks)


_UNTRUE = re.compile(
    r"\bden(?:y|ies|ied|ying) that\b|デマ(?!ンド)|事実無根|事実では(?:な|あり)"
    r"|(?:報道|うわさ|噂|投稿|情報)(?:を|は)(?:強く)?(?:否定|誤り|虚偽)"
    r"|\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed)?|reject(?:s|ed)?) (?:that |the |an? |any |all |online |media )*"
    r"(?:rumou?rs?|reports?|claims?|speculation|posts?|allegations?)\b"
    r"|\b(?:hoax|debunk\w*|no truth)\b|\b(?:posts?|claims?|rumou?rs?|reports?)\b[^.;]{0,80}\b(?:is|are|was|were)"
    r" (?:\w+ )?(?:false|untrue|unfounded|not true)\b"
    r"|사실(?:이 아니|과 다르|무근)|허위|谣言|謠言|不实|不實"
)
"""A rumour, where it is denied."""


def _told(sentence: Sentence, page: Page) -> tuple[Verdict, ...]:
    stage = next((found for rule in _STAGES if (found := tuple(rule(sentence, page)))), ())
    if any(verdict.name == "price_listed" for verdict in stage):
        stage = (*stage, *afterwards.launch(sentence, page))
    if any(verdict.name == "delisting" for verdict in stage):
        stage = (*stage, *endings.refusal(sentence, page))
    others = tuple(verdict for rule in _OTHERS for verdict in rule(sentence, page))
    harmed = any(verdict.name == "safety_signal" for verdict in others)
    supplied = harmed or any(verdict.name == "launch_first_patient" for verdict in stage)
    return (*stage, *(verdict for verdict in others if not (supplied and verdict.name == "manufacturing")))
