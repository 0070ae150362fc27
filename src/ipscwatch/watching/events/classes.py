"""The classes of events, how grave each is, and the order of a product's stages."""

from __future__ import annotations

from collections.abc import Mapping

from ipscwatch.model.term import Severity

CLASSES: Mapping[str, Severity] = {
    "application_filed": "high",
    "designation": "medium",
    "committee_agenda": "high",
    "committee_endorsement": "high",
    "minister_statement": "medium",
    "approval_conditional": "critical",
    "approval_full": "critical",
    "term_extension": "critical",
    "refusal_revocation": "critical",
    "price_procedure_started": "high",
    "price_endorsed": "critical",
    "price_listed": "critical",
    "price_revision": "critical",
    "delisting": "critical",
    "billing_notice": "high",
    "guideline_use_criteria": "medium",
    "launch_first_patient": "critical",
    "sale_ended": "high",
    "site_readiness": "medium",
    "manufacturing": "medium",
    "confirmatory_trial": "high",
    "trial_start": "medium",
    "trial_result_publication": "high",
    "safety_signal": "critical",
    "foreign_regulatory": "high",
    "pipeline_other_ipsc": "low",
    "law_guidance": "medium",
    "pricing_policy": "medium",
    "financing_ir": "low",
    "market_move": "low",
    "commentary_criticism": "low",
    "reaction": "low",
    "clinic_marketing": "log",
    "background": "log",
}
"""Every class with its severity for a watched subject."""

STAGES: tuple[str, ...] = (
    "application_filed",
    "committee_agenda",
    "committee_endorsement",
    "approval_conditional",
    "price_procedure_started",
    "price_endorsed",
    "price_listed",
    "launch_first_patient",
    "confirmatory_trial",
    "approval_full",
)
"""One product's way, earliest first."""

SOFT: frozenset[str] = frozenset(
    ("market_move", "commentary_criticism", "reaction", "background", "clinic_marketing", "pipeline_other_ipsc")
)
"""Classes that talk about a happening and are none themselves."""

BROAD: frozenset[str] = frozenset(
    (
        "foreign_regulatory",
        "safety_signal",
        "manufacturing",
        "law_guidance",
        "financing_ir",
        "site_readiness",
        "trial_result_publication",
    )
)
"""Classes of which one subject may have two on one day; a stage of a product happens once."""

_OTHERS: Mapping[Severity, Severity] = {"critical": "high", "high": "medium"}
"""How grave a class is for a product that is followed, but not watched."""
_UNKNOWN: Mapping[Severity, Severity] = {"critical": "low", "high": "low", "medium": "low"}
"""How grave it is for a product that no subject names and that is not made from iPS cells."""
_ONLY_OURS: frozenset[str] = frozenset(("price_revision", "delisting"))


def severity(name: str, *, watched: bool, known: bool) -> Severity:
    """Return how grave a class is: for a watched subject, for one merely known, or for none that is named."""
    full = CLASSES[name]
    if watched:
        return full
    if name in _ONLY_OURS:
        return "low"
    return (_OTHERS if known else _UNKNOWN).get(full, full)
