"""All rules in their order, and what one sentence says by them."""

from __future__ import annotations

from ipscwatch.watching.events import afterwards, approvals, prices, surroundings
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
    approvals.extension,
    approvals.refusal,
    approvals.sale_ended,
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
    afterwards.safety,
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
    """Return the verdicts of one sentence: of a product's stages one, and sale with its listing; of others any."""
    if not sentence.cues and not sentence.title:
        return ()
    stage = next((found for rule in _STAGES if (found := tuple(rule(sentence, page)))), ())
    if any(verdict.name == "price_listed" for verdict in stage):
        stage = (*stage, *afterwards.launch(sentence, page))
    if any(verdict.name == "delisting" for verdict in stage):
        stage = (*stage, *approvals.refusal(sentence, page))
    return (*stage, *(verdict for rule in _OTHERS for verdict in rule(sentence, page)))
