"""The baseline's data is sound, and the ledger rules its conflicts as the evidence does."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from ipscwatch import baseline
from ipscwatch.model.ledger import FactKey, Observation, Standing, Value
from ipscwatch.watching.attributes import REGISTRY, STATUSES
from ipscwatch.watching.ledger import compare, weigh

TERMS = Path(__file__).parents[2] / "config" / "terms.toml"
OBSERVATIONS = baseline.observations()


def standings() -> dict[FactKey, Standing]:
    facts: defaultdict[FactKey, list[Observation]] = defaultdict(list)
    for one in OBSERVATIONS:
        facts[one.claim.key].append(one)
    return {key: weigh(group) for key, group in facts.items()}


STANDINGS = standings()


def standing(fact: str) -> Standing:
    subject, attribute, *qualifier = fact.split(".")
    return STANDINGS[subject, attribute, qualifier[0] if qualifier else ""]


def held(fact: str) -> str:
    value = standing(fact).value
    assert value is not None
    return value.text


def disputing(fact: str) -> set[str]:
    return {one.claim.value.text for one in standing(fact).disputed_by}


def test_every_row_of_the_five_documents_is_there_and_each_id_once() -> None:
    assert len({one.observation_id for one in OBSERVATIONS}) == len(OBSERVATIONS)
    documents = [one for one in OBSERVATIONS if one.origin == "documents"]
    assert {one.outlet: one.tier for one in documents} == {
        "clinicvisor": 6, "The Khabar Express": 5, "Rakan Clinic Tokyo": 6, "CellXperience": 5, "Nature": 3,
    }  # fmt: skip
    assert len(documents) >= 92 + 6, "six facts are said of both products"


def test_every_subject_is_configured() -> None:
    configured = {table["id"] for table in tomllib.loads(TERMS.read_text("utf-8"))["subject"]}
    used = {one.claim.subject_id for one in OBSERVATIONS} | {q.subject_id for q in baseline.questions()}
    assert used <= configured


def test_each_observation_is_well_formed() -> None:
    for one in OBSERVATIONS:
        assert 1 <= one.tier <= 6
        assert one.claim.quote.endswith(".")
        assert one.seen_at.tzinfo is not None
        assert_value_fits(one.claim.attribute, one.claim.value)


def assert_value_fits(attribute: str, value: Value) -> None:
    kind = REGISTRY[attribute].kind if attribute in REGISTRY else "text"
    if kind == "date":
        assert re.fullmatch(r"\d{4}(-(\d\d(-\d\d)?|summer|autumn))?(/\d{4}-(\d\d|autumn))?", value.text)
    if kind in ("money", "count", "duration"):
        assert value.unit
        assert (value.low, value.high) != (None, None)
    if kind == "status":
        assert value.text in STATUSES


def test_questions_name_attributes_that_exist() -> None:
    questions = baseline.questions()
    assert len({question.question_id for question in questions}) == len(questions) >= 11
    assert {name for question in questions for name in question.attributes} <= set(REGISTRY)


@pytest.mark.parametrize("product", ["amchepry", "reheart"])
def test_1_the_approval_date_is_the_ministers_and_the_clinics_date_disputes_it(product: str) -> None:
    fact = standing(f"{product}.approval_date")
    assert fact.state == "disputed"
    assert held(f"{product}.approval_date") == "2026-03-06"
    assert [(one.claim.value.text, one.tier, one.origin) for one in fact.disputed_by] == [
        ("2026-02-19", 6, "documents")
    ]
    assert fact.held_by[0].outlet == "PMDA"
    told = compare(None, fact, fact.held_by[0])
    assert told is not None
    assert told.outcome == "new"


@pytest.mark.parametrize("product", ["amchepry", "reheart"])
def test_2_the_committee_date_is_another_attribute_and_is_the_19th(product: str) -> None:
    assert held(f"{product}.committee_endorsement_date") == "2026-02-19"
    assert disputing(f"{product}.committee_endorsement_date") == {"2026-02-20"}


def test_3_cira_is_led_by_takahashi_and_yamanaka_is_the_stale_claim() -> None:
    assert held("cira.director") == "Jun Takahashi"
    assert disputing("cira.director") == {"Shinya Yamanaka"}
    assert held("cira.director_emeritus") == "Shinya Yamanaka"


def test_4_the_pathway_was_enacted_in_2013_and_in_force_in_2014() -> None:
    assert (held("pathway.enacted"), disputing("pathway.enacted")) == ("2013", set())
    assert (held("pathway.in_force"), disputing("pathway.in_force")) == ("2014-11-25", set())


def test_5_the_number_of_earlier_products_goes_with_its_date() -> None:
    fact = standing("pathway.products_conditionally_approved")
    assert held("pathway.products_conditionally_approved") == "6"
    assert {one.claim.value.text for one in fact.superseded} == {"4", "5"}


def test_6_seven_were_treated_and_six_assessed() -> None:
    assert held("amchepry.trial_n") == "7"
    assert disputing("amchepry.trial_n") == {"6"}
    assert (held("amchepry.efficacy_n"), disputing("amchepry.efficacy_n")) == ("6", set())


def test_7_at_least_four_agrees_with_four_of_six() -> None:
    assert (held("amchepry.responders"), disputing("amchepry.responders")) == ("4/6", set())
    assert held("amchepry.responders.OFF") == "4/6"
    assert held("amchepry.responders.ON") == "5/6"


def test_8_responders_to_different_endpoints_are_not_merged() -> None:
    assert held("reheart.responders.exercise") == "4/8"
    assert held("reheart.responders") == "8/8"
    assert not disputing("reheart.responders")


def test_9_the_filed_indication_is_kept_beside_the_approved_one() -> None:
    assert "off-time" in held("amchepry.indication.as filed")
    assert "off-time" not in held("amchepry.indication")


def test_11_the_dates_of_the_amendment_agree_to_the_month() -> None:
    assert (held("rm_act.amendment_passed"), disputing("rm_act.amendment_passed")) == ("2024-06-07", set())
    assert (held("rm_act.amendment_in_force"), disputing("rm_act.amendment_in_force")) == ("2025-05-31", set())
    assert held("rm_act.amendment_promulgated") == "2024-06-14"


def test_13_the_pack_is_kept_as_published() -> None:
    assert held("amchepry.price_pack") == "18-vial set"


def test_14_three_price_dates_are_three_roles() -> None:
    assert standing("amchepry.price_endorsed_date").value is None, "only a clinic's agent says so"
    assert held("amchepry.price_notice_date") == "2026-05-19"
    assert held("amchepry.price_effective_date") == "2026-05-20"
    assert not disputing("amchepry.price_effective_date")


def test_16_the_filing_day_of_the_sheet_is_uncertain_by_one() -> None:
    fact = standing("reheart.application_date")
    assert (fact.state, held("reheart.application_date")) == ("proposed", "2025-04-08")
    assert disputing("reheart.application_date") == {"2025-04-07"}


def test_17_the_funding_in_yen_agrees() -> None:
    assert not disputing("ipsc.funding_jpy.Japan")


def test_18_an_announcement_is_not_the_registrys_start() -> None:
    assert held("amchepry.trial_announced.US") == "2023-12-26"
    assert held("amchepry.trial_start.US") == "2024-06"
    assert held("amchepry.trial_start") == "2018-08-01"


def test_19_the_official_price_of_heartsheet_outweighs_an_article_at_odds_with_itself() -> None:
    assert held("heartsheet.price_jpy.A kit and five B kits") == "14760000"
    assert disputing("heartsheet.price_jpy.A kit and five B kits") == {"14700000"}
    assert held("heartsheet.price_jpy.A kit") == "6360000"
    assert disputing("heartsheet.price_jpy.A kit") == {"6790000"}


def test_20_the_securities_code_is_4506() -> None:
    assert held("sumitomo_pharma.ticker") == "4506"
    assert disputing("sumitomo_pharma.ticker") == {"4505"}
