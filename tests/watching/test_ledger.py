"""What the ledger lets each tier do, and which differences it tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipscwatch.model.item import Item
from ipscwatch.model.ledger import Claim, Modality, Observation, Precision, Value
from ipscwatch.watching.ledger import compare, observe, severity, weigh

APPROVED = "conditional and time-limited approval"
NOW = datetime(2026, 5, 20, tzinfo=UTC)


def value(text: str, precision: Precision = "exact", unit: str = "") -> Value:
    number = float(text) if text.replace(".", "").isdigit() and len(text) != 4 else None
    low = None if precision == "at_most" else number
    high = None if precision == "at_least" else number
    return Value(text=text, precision=precision, unit=unit, low=low, high=high)


def seen(
    text: str,
    tier: int,
    outlet: str = "",
    *,
    attribute: str = "price_jpy",
    precision: Precision = "exact",
    modality: Modality = "asserted",
    as_of: date | None = None,
    voice: str = "",
    published: date | None = None,
    at: datetime = NOW,
) -> Observation:
    outlet = outlet or f"outlet of tier {tier}"
    claim = Claim(
        subject_id="amchepry",
        attribute=attribute,
        value=value(text, precision),
        as_of_on=as_of,
        modality=modality,
        quote="",
        extractor="test",
    )
    return Observation(
        observation_id=f"{text} {tier} {outlet} {modality} {precision} {as_of} {at}",
        claim=claim,
        tier=tier,
        outlet=outlet,
        voice=voice or outlet,
        url=None,
        item_id=None,
        origin="ruling" if tier == 0 else "item",
        published_on=published,
        seen_at=at,
    )


def values(observations: Sequence[Observation]) -> list[str]:
    return [one.claim.value.text for one in observations]


@pytest.mark.parametrize(
    ("tier", "state"), [(1, "held"), (2, "held"), (3, "proposed"), (4, "proposed"), (5, "proposed")]
)
def test_one_source_alone(tier: int, state: str) -> None:
    standing = weigh([seen("55306737", tier)])
    assert standing.state == state
    assert standing.value is not None
    assert standing.value.text == "55306737"


def test_a_clinic_neither_sets_nor_proposes() -> None:
    standing = weigh([seen("55306737", 6)])
    assert standing.value is None
    assert standing.state == "proposed"
    assert compare(None, standing, seen("55306737", 6)) is None


def test_two_independent_newspapers_set_where_nothing_higher_stands() -> None:
    assert weigh([seen("55306737", 3, "Jiji"), seen("55306737", 3, "Yomiuri")]).state == "held"


def test_two_copies_of_one_wire_story_are_one_voice() -> None:
    copies = [seen("55306737", 3, "Japan Today", voice="Kyodo"), seen("55306737", 3, "CRNTT", voice="Kyodo")]
    assert weigh(copies).state == "proposed"


def test_a_lower_tier_disputes_and_does_not_change() -> None:
    standing = weigh([seen("55306737", 1), seen("70000000", 3, "Jiji"), seen("70000000", 3, "Yomiuri")])
    assert standing.state == "disputed"
    assert standing.value == value("55306737")
    assert values(standing.disputed_by) == ["70000000", "70000000"]


def test_the_regulator_outweighs_the_company() -> None:
    standing = weigh(
        [seen("2026-03-06", 1, attribute="approval_date"), seen("2026-03-07", 2, attribute="approval_date")]
    )
    assert standing.value == value("2026-03-06")
    assert values(standing.disputed_by) == ["2026-03-07"]


def test_a_newer_as_of_date_replaces_a_price() -> None:
    old = seen("55306737", 1, as_of=date(2026, 5, 20))
    new = seen("52000000", 1, as_of=date(2028, 4, 1))
    standing = weigh([old, new])
    assert standing.state == "held"
    assert standing.value == value("52000000")
    assert values(standing.superseded) == ["55306737"]
    change = compare(weigh([old]), standing, new)
    assert change is not None
    assert change.outcome == "changed"
    assert change.note == "Coverage is access, not validation."


def test_a_newer_page_is_no_newer_fact() -> None:
    old = seen("55306737", 1, as_of=date(2026, 5, 20), published=date(2026, 5, 19))
    page = seen("52000000", 2, published=date(2027, 1, 1))
    standing = weigh([old, page])
    assert standing.value == value("55306737")
    assert standing.state == "disputed"


def test_an_older_price_told_by_an_older_page_is_history() -> None:
    standing = weigh(
        [seen("55306737", 1, as_of=date(2026, 5, 20)), seen("50000000", 4, published=date(2026, 4, 1))]
    )
    assert standing.state == "held"
    assert values(standing.superseded) == ["50000000"]


@pytest.mark.parametrize("rough", ["55300000", "55000000"])
def test_an_approximate_price_confirms_the_exact_one(rough: str) -> None:
    exact = [seen("55306737", 3, "Jiji"), seen("55306737", 3, "Yomiuri")]
    regulator = seen(rough, 1, precision="about")
    standing = weigh([*exact, regulator])
    assert standing.value == value("55306737")
    assert standing.state == "held"
    change = compare(weigh(exact), standing, regulator)
    assert change is not None
    assert change.outcome == "confirmed"


def test_a_lower_bound_is_no_contradiction_and_another_price_is() -> None:
    exact = seen("55306737", 1)
    assert weigh([exact, seen("10000000", 3, precision="at_least")]).state == "held"
    assert weigh([exact, seen("14760000", 3)]).state == "disputed"


@pytest.mark.parametrize("modality", ["denied", "conditional"])
def test_a_denial_or_a_condition_decides_nothing(modality: Modality) -> None:
    assert weigh([seen("55306737", 1, modality=modality)]).value is None
    assert weigh([seen("55306737", 1), seen("70000000", 1, "other", modality=modality)]).state == "held"


@pytest.mark.parametrize("modality", ["planned", "hearsay"])
def test_a_plan_proposes_and_never_sets(modality: Modality) -> None:
    standing = weigh([seen("2026-autumn", 2, attribute="launch_expected", modality=modality)])
    assert standing.state == "proposed"
    assert standing.value is not None
    assert weigh([seen("55306737", 1), seen("70000000", 2, modality=modality)]).state == "held"


def test_a_stage_is_not_left_backwards_by_an_old_story() -> None:
    standing = weigh([
        seen(APPROVED, 2, attribute="approval_status"),
        seen("endorsed by committee", 3, attribute="approval_status"),
    ])  # fmt: skip
    assert standing.state == "held"
    assert standing.value == value(APPROVED)
    assert values(standing.superseded) == ["endorsed by committee"]


def test_two_newspapers_may_tell_that_a_panel_endorsed_what_its_company_filed() -> None:
    filed = seen("application filed", 2, attribute="approval_status", as_of=date(2025, 8, 5))
    panel = [seen("endorsed by committee", 3, name, attribute="approval_status") for name in ("wire", "paper")]
    endorsed = weigh([filed, *panel])
    assert endorsed.state == "held"
    assert endorsed.value == value("endorsed by committee")
    assert endorsed.superseded == (filed,)
    assert weigh([filed, panel[0]]).value == value("application filed")
    press = [seen(APPROVED, 3, name, attribute="approval_status") for name in ("wire", "paper")]
    assert weigh([filed, *press]).value == value("application filed")


def test_a_later_stage_of_a_lower_tier_is_a_dispute() -> None:
    standing = weigh([
        seen("endorsed by committee", 2, attribute="approval_status"),
        seen(APPROVED, 4, attribute="approval_status"),
    ])  # fmt: skip
    assert standing.state == "disputed"
    assert standing.value == value("endorsed by committee")


def test_the_ministry_may_turn_a_stage_back_with_a_newer_date() -> None:
    approved = seen("full approval", 1, attribute="approval_status", as_of=date(2033, 1, 1))
    back = seen(APPROVED, 1, attribute="approval_status", as_of=date(2034, 1, 1))
    assert weigh([approved, back]).value == value(APPROVED)
    assert weigh([approved, seen(APPROVED, 1, attribute="approval_status")]).value == value("full approval")


def test_a_ruling_decides_and_what_it_overruled_may_be_repeated() -> None:
    before = [seen("2026-03-06", 1, attribute="approval_date"), seen("2026-02-19", 6, attribute="approval_date")]
    assert weigh(before).state == "disputed"
    ruling = seen("2026-03-06", 0, attribute="approval_date", at=NOW + timedelta(days=1))
    settled = weigh([*before, ruling])
    assert settled.state == "held"
    change = compare(weigh(before), settled, ruling)
    assert change is not None
    assert change.outcome == "settled"
    copy = seen("2026-02-19", 5, attribute="approval_date", at=NOW + timedelta(days=9))
    assert weigh([*before, ruling, copy]).state == "held"
    fresh = seen("2026-03-09", 1, "gazette", attribute="approval_date", at=NOW + timedelta(days=9))
    assert weigh([*before, ruling, fresh]).state == "disputed"


def test_a_ruling_can_be_undone() -> None:
    ruling = seen("2026-02-19", 0, attribute="approval_date")
    undone = seen("2026-02-19", 0, attribute="approval_date", modality="denied", at=NOW + timedelta(days=1))
    record = seen("2026-03-06", 1, attribute="approval_date")
    assert weigh([record, ruling]).value == value("2026-02-19")
    assert weigh([record, ruling, undone]).value == value("2026-03-06")


@pytest.mark.parametrize(("day", "state"), [("2026-05-20", "held"), ("2026-06-01", "disputed")])
def test_a_month_agrees_with_its_days(day: str, state: str) -> None:
    standing = weigh([seen("2026-05", 1, attribute="launch_date"), seen(day, 2, attribute="launch_date")])
    assert standing.state == state
    assert standing.value == value("2026-05-20" if state == "held" else "2026-05")


def test_a_second_mention_of_a_told_dispute_is_not_told_again() -> None:
    held = [seen("2026-03-06", 1, attribute="approval_date"), seen("2026-02-19", 6, attribute="approval_date")]
    again = seen("2026-02-19", 6, "another clinic", attribute="approval_date")
    assert compare(weigh(held), weigh([*held, again]), again) is None
    weightier = seen("2026-02-19", 3, "a newspaper", attribute="approval_date")
    change = compare(weigh(held), weigh([*held, weightier]), weightier)
    assert change is not None
    assert change.outcome == "disputed"


def test_a_proposal_of_a_better_source_is_told_and_one_of_an_equal_is_not() -> None:
    blog, paper, other = (
        seen("55306737", 5),
        seen("55306737", 3),
        seen("55306737", 3, "copy", voice="outlet of tier 3"),
    )
    first = compare(weigh([blog]), weigh([blog, paper]), paper)
    assert first is not None
    assert first.outcome == "proposed"
    assert compare(weigh([blog, paper]), weigh([blog, paper, other]), other) is None


@pytest.mark.parametrize(
    ("attribute", "tier", "expected"),
    [("price_jpy", 1, "critical"), ("price_jpy", 4, "high"), ("developer", 1, "low"), ("wording", 4, "low")],
)
def test_a_change_is_as_grave_as_its_attribute_and_less_while_proposed(
    attribute: str, tier: int, expected: str
) -> None:
    one = seen("1", tier, attribute=attribute)
    change = compare(None, weigh([one]), one)
    assert change is not None
    assert severity(change) == expected


def test_a_dissent_repeated_by_another_page_is_not_told_again() -> None:
    ministry, clinic = (
        seen("2026-03-06", 1, attribute="approval_date"),
        seen("2026-02-19", 6, attribute="approval_date"),
    )
    blog = seen("2026-02-19", 6, "another clinic", attribute="approval_date")
    assert compare(weigh([ministry, clinic]), weigh([ministry, clinic, blog]), blog) is None


def test_a_proposal_that_is_confirmed_is_new() -> None:
    first, second = seen("55306737", 3, "Jiji"), seen("55306737", 3, "Yomiuri")
    told = compare(None, weigh([first]), first)
    assert told is not None
    assert told.outcome == "proposed"
    change = compare(weigh([first]), weigh([first, second]), second)
    assert change is not None
    assert change.outcome == "new"


def test_an_observation_is_the_same_however_often_its_page_is_read() -> None:
    item = Item(
        item_id="0123456789abcdef", source_id="jiji", keys=("id:1",), url="https://a.jp/1", title="t", text="",
        language="ja", outlet="Jiji", tier=3, published_at=NOW, received_at=NOW, content_hash="h",
    )  # fmt: skip
    claim = seen("55306737", 3).claim
    one = observe(claim, item, voice="Jiji", now=NOW)
    later = observe(claim, item, voice="Jiji", now=NOW + timedelta(days=2))
    assert one.observation_id == later.observation_id
    assert len(one.observation_id) == 16
    assert (one.tier, one.outlet, one.origin, one.published_on) == (3, "Jiji", "item", NOW.date())


TEXTS: dict[str, Sequence[str]] = {
    "price_jpy": ("55306737", "55300000", "55000000", "14760000"),
    "approval_date": ("2026-03-06", "2026-02-19", "2026-03", "2026"),
    "approval_status": ("endorsed by committee", APPROVED, "full approval", "refused"),
    "director": ("Jun Takahashi", "Shinya Yamanaka", "jun takahashi"),
}  # fmt: skip
DAYS = (None, date(2026, 2, 1), date(2026, 5, 20), date(2027, 1, 1))


@st.composite
def facts(draw: st.DrawFn) -> list[Observation]:
    attribute = draw(st.sampled_from(sorted(TEXTS)))
    one: st.SearchStrategy[Observation] = st.builds(
        seen,
        st.sampled_from(TEXTS[attribute]),
        st.integers(0, 6),
        st.sampled_from(["A", "B", "C"]),
        attribute=st.just(attribute),
        precision=st.sampled_from(["exact", "about", "at_least"] if attribute == "price_jpy" else ["exact"]),
        modality=st.sampled_from(["asserted", "asserted", "planned", "denied", "hearsay"]),
        as_of=st.sampled_from(DAYS),
        published=st.sampled_from(DAYS),
        at=st.sampled_from([NOW, NOW + timedelta(days=3)]),
    )
    return draw(st.lists(one, min_size=1, max_size=9))


@given(facts(), st.randoms(use_true_random=False))
def test_the_order_of_the_observations_does_not_matter(observations: list[Observation], random: Random) -> None:
    shuffled = observations[:]
    random.shuffle(shuffled)
    assert weigh(observations) == weigh(shuffled)


@given(facts(), st.data())
def test_repeating_an_observation_changes_nothing(observations: list[Observation], data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(observations))
    assert weigh(observations) == weigh([*observations, again])


@given(facts())
def test_a_standing_compared_with_itself_tells_nothing(observations: list[Observation]) -> None:
    standing = weigh(observations)
    assert all(compare(standing, standing, one) is None for one in observations)


@given(facts())
def test_only_those_who_may_set_hold_a_fact(observations: list[Observation]) -> None:
    standing = weigh(observations)
    if standing.state in ("held", "disputed"):
        tiers = [one.tier for one in standing.held_by]
        voices = {one.voice for one in standing.held_by if one.tier == 3}
        assert min(tiers) <= 2 or (min(tiers) == 3 and len(voices) >= 2)
        assert all(one.claim.modality == "asserted" for one in standing.held_by)


def test_a_rumour_that_came_true_does_not_set_the_day() -> None:
    early = seen(APPROVED, 4, attribute="approval_status", published=date(2026, 2, 20))
    told = seen(APPROVED, 1, attribute="approval_status", published=date(2026, 3, 6))
    standing = weigh([early, told])
    assert standing.since_on == date(2026, 3, 6)
    assert values(standing.held_by) == [APPROVED, APPROVED]
