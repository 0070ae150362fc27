"""What one poll writes and tells, from drafts and what the store knows; pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ipscwatch.model.change import Change, Draft, Known, SourceUpdate
from ipscwatch.model.item import Edit, Item
from ipscwatch.model.ledger import Claim, Observation, Question, Value
from ipscwatch.model.source import Source, SourceState, Tier
from ipscwatch.model.story import Event
from ipscwatch.model.term import Mention, Severity, Term
from ipscwatch.watching import ledger, stories
from ipscwatch.watching.plan import OLD_AFTER, Poll, plan
from ipscwatch.watching.stages import doubted, status_keys

NOW = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)
TERMS = (Term(term_id="amchepry", label="Amchepry", subject_id="amchepry", topic="amchepry", severity="high"),)
KNOWN_SOURCE = SourceState(source_id="wire", added_at=NOW - timedelta(days=30))
NEW_SOURCE = SourceState(source_id="wire")
PRICE = "amchepry", "price_jpy", ""


def source(tier: Tier = 3) -> Source:
    return Source(source_id="wire", name="Wire", kind="feed", url="https://wire.example/", tier=tier, outlet="Wire")


def item(title: str, *, tier: Tier = 3, outlet: str = "Wire", days_old: float = 0, text: str = "") -> Item:
    at = NOW - timedelta(days=days_old)
    key = f"url:https://{outlet.lower()}.example/{abs(hash(title))}"
    return Item(
        item_id=f"{abs(hash((title, outlet))):016x}"[:16],
        source_id="wire",
        keys=(key,),
        url=key.removeprefix("url:"),
        title=title,
        text=text,
        language="en",
        outlet=outlet,
        tier=tier,
        published_at=at,
        received_at=NOW,
        content_hash=title,
    )


def draft(
    one: Item,
    event: str = "price_listed",
    *,
    severity: Severity = "critical",
    claims: tuple[Claim, ...] = (),
    edit: Edit | None = None,
) -> Draft:
    events = (Event(name=event, subject_id="amchepry", severity=severity, reasons=("a test",)),)
    mention = Mention(term_id="amchepry", alias="Amchepry", quote=one.title[:8], start=0, end=8)
    return Draft(
        item=one, edit=edit, mentions=(mention,), events=events, claims=claims, story_key=stories.key(one, events)
    )


def claim(value: str, *, attribute: str = "price_jpy", rejected: str | None = None) -> Claim:
    return Claim(
        subject_id="amchepry",
        attribute=attribute,
        value=Value(text=value, unit="JPY" if attribute == "price_jpy" else ""),
        as_of_on=date(2026, 5, 20),
        quote=f"it is {value}",
        extractor="test",
        rejected=rejected,
    )


def seen(value: str, *, tier: Tier, attribute: str = "price_jpy", outlet: str = "Earlier") -> Observation:
    said = replace(claim(value, attribute=attribute), as_of_on=date(2026, 5, 1))
    return ledger.observe(said, item(f"{outlet} says {value}", tier=tier, outlet=outlet), voice=outlet, now=NOW)


def planned(*drafts: Draft, known: Known | None = None, before: SourceState = KNOWN_SOURCE) -> SourceUpdate:
    poll = Poll(
        source=source(),
        before=before,
        after=replace(before, added_at=before.added_at or NOW),
        drafts=drafts,
        seen=(),
        read=len(drafts),
        now=NOW,
    )
    return plan(poll, known or Known(), TERMS)


def afterwards(update: SourceUpdate) -> Known:
    """Return what the store would know after this update."""
    return Known(
        story_keys=tuple(one.story_key for one in update.drafts if one.story_key is not None),
        stories={story.story_id: story for story in update.stories},
        observations={
            standing.key: tuple(one for one in update.observations if one.claim.key == standing.key)
            for standing in update.standings
        },
    )


def kinds(update: SourceUpdate) -> list[str]:
    return [change.kind for change in update.changes]


LISTED = item("Price of Amchepry set at 55,306,737 yen from May 20")


def test_a_first_poll_is_one_line_and_no_flood() -> None:
    others = tuple(Draft(item=item(f"Unrelated report number {n}")) for n in range(28))
    update = planned(draft(LISTED), *others, before=NEW_SOURCE)
    (added,) = update.changes
    assert added.kind == "source_added"
    assert added.counts == {"items": 29, "mentions": 1}
    assert added.item_ids == (LISTED.item_id,)
    assert [story.baseline for story in update.stories] == [True]


def test_a_new_story_is_told_once_and_its_copies_are_not() -> None:
    first = planned(draft(LISTED))
    copy = draft(item(LISTED.title, outlet="Copier"))
    second = planned(copy, known=afterwards(first))
    assert kinds(first) == ["story_new"]
    assert kinds(second) == []
    assert second.stories[0].story_id == first.stories[0].story_id
    assert set(second.stories[0].item_ids) == {LISTED.item_id, copy.item.item_id}


def test_a_better_witness_of_a_told_story_leads_it_and_is_told() -> None:
    first = planned(draft(LISTED))
    ministry = draft(item(LISTED.title, tier=1, outlet="Ministry"))
    second = planned(ministry, known=afterwards(first))
    assert kinds(second) == ["story_grew"]
    assert second.stories[0].lead_id == ministry.item.item_id


def test_stories_of_one_poll_do_not_depend_on_the_order_of_its_drafts() -> None:
    one, other = draft(LISTED), draft(item(LISTED.title, outlet="Copier"))
    forward, backward = planned(one, other), planned(other, one)
    assert [set(story.item_ids) for story in forward.stories] == [set(story.item_ids) for story in backward.stories]
    assert len(forward.stories) == 1


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (draft(item("A portrait of the field", days_old=1), "background", severity="log"), []),
        (draft(item("Price of Amchepry set", days_old=OLD_AFTER.days + 1)), []),
        (draft(item("Price of Amchepry set", tier=1, days_old=OLD_AFTER.days + 1)), ["story_new"]),
    ],
    ids=["log only", "old", "old but a regulator's"],
)
def test_what_is_no_news_is_filed_not_told(one: Draft, told: list[str]) -> None:
    update = planned(one)
    assert kinds(update) == told
    assert len(update.stories) == 1


def test_a_regulators_claim_makes_a_fact_and_says_so() -> None:
    ministry = item(LISTED.title, tier=1, outlet="Ministry")
    update = planned(draft(ministry, claims=(claim("55306737"),)))
    fact = _fact(update)
    assert (fact.kind, fact.severity) == ("fact", "critical")
    assert fact.fact is not None
    assert fact.fact.key == PRICE
    assert [standing.state for standing in update.standings] == ["held"]


def test_a_clinics_different_claim_disputes_and_does_not_change() -> None:
    held = Known(observations={PRICE: (seen("55306737", tier=1, outlet="Ministry"),)})
    clinic = item("Costs", tier=6, outlet="Clinic")
    update = planned(draft(clinic, claims=(claim("50000000"),)), known=held)
    (standing,) = update.standings
    assert standing.value is not None
    assert standing.value.text == "55306737"
    assert {one.outlet for one in standing.disputed_by} <= {"Clinic"}


def test_a_fact_is_as_grave_as_its_attribute() -> None:
    ministry = item(LISTED.title, tier=1, outlet="Ministry")
    price, name = claim("55306737"), replace(claim("raguneprocel"), attribute="inn", quote="")
    update = planned(draft(ministry, claims=(price, name)))
    told = {change.fact.key[1]: change.severity for change in update.changes if change.fact is not None}
    assert told == {"price_jpy": "critical", "inn": "low"}


def test_a_rejected_claim_never_reaches_the_ledger() -> None:
    update = planned(draft(LISTED, claims=(claim("0", rejected="no price is 0 yen"),)))
    assert update.observations == ()
    assert update.standings == ()


def test_the_same_claim_again_changes_nothing() -> None:
    ministry = item(LISTED.title, tier=1, outlet="Ministry")
    first = planned(draft(ministry, claims=(claim("55306737"),)))
    again = planned(draft(ministry, claims=(claim("55306737"),)), known=afterwards(first))
    assert "fact" not in kinds(again)


def test_a_regulators_claim_answers_an_open_question() -> None:
    question = Question(
        question_id="price", subject_id="amchepry", text="What is its price?", attributes=("price_jpy",)
    )
    ministry = item(LISTED.title, tier=1, outlet="Ministry")
    update = planned(draft(ministry, claims=(claim("55306737"),)), known=Known(questions=(question,)))
    assert update.answered == {"price": update.observations[0].observation_id}
    assert "question" in kinds(update)
    trade = item(LISTED.title, tier=4, outlet="Trade")
    assert planned(draft(trade, claims=(claim("55306737"),)), known=Known(questions=(question,))).answered == {}


def test_a_late_stage_from_a_low_tier_alone_is_doubted_and_filed_with_the_stage_reached() -> None:
    status = ("amchepry", "approval_status", "")
    held = Known(observations={status: (seen("endorsed by committee", tier=3, attribute="approval_status"),)})
    paper = draft(item("Japan approves Amchepry", tier=4, outlet="Paper"), "approval_conditional")
    assert status_keys([paper]) == (status,)
    after = doubted(paper, held)
    assert after.events[0].doubtful is not None
    assert after.story_key is not None
    assert after.story_key.events == (("committee_endorsement", "amchepry"),)
    ministry = draft(item("Ministry approves Amchepry", tier=1, outlet="Ministry"), "approval_conditional")
    assert doubted(ministry, held) == ministry
    told = planned(paper, known=held).changes[0]
    assert told.severity == "medium"


def test_a_trade_paper_that_agrees_with_the_newswires_is_not_doubted() -> None:
    status = ("amchepry", "approval_status", "")
    said = (
        seen("application filed", tier=2, attribute="approval_status", outlet="Company"),
        seen("endorsed by committee", tier=3, attribute="approval_status", outlet="Agency"),
    )
    paper = draft(item("Panel backs Amchepry", tier=4, outlet="Paper"), "committee_endorsement")
    assert doubted(paper, Known(observations={status: said})) == paper


def test_a_story_stands_under_the_topic_of_its_gravest_events_subject() -> None:
    terms = (Term(term_id="law", label="Law", subject_id="pathway", topic="law"), *TERMS)
    both = draft(LISTED)
    law = Mention(term_id="law", alias="approval", quote="approval", start=0, end=8)
    minor = Event(name="law_guidance", subject_id="pathway", severity="medium", reasons=("a test",))
    mixed = replace(both, mentions=(law, *both.mentions), events=(minor, *both.events))
    poll = Poll(source=source(), before=KNOWN_SOURCE, after=KNOWN_SOURCE, drafts=(mixed,), seen=(), read=1, now=NOW)
    assert plan(poll, Known(), terms).stories[0].topic == "amchepry"


def test_an_edit_is_told_when_it_brings_a_new_figure() -> None:
    one = item("Amchepry priced", text="The price is 55 million yen.")
    first = planned(draft(one))
    edited = replace(one, text="The price is 55 million yen for 18 vials, from May 20.", content_hash="new")
    note = Edit(item=edited, note="the text was edited")
    second = planned(draft(edited, edit=note), known=afterwards(first))
    same = planned(draft(one, edit=Edit(item=one, note="the text was edited")), known=afterwards(first))
    assert kinds(same) == []
    assert [change.note for change in second.changes] == ["the text was edited"]


def _fact(update: SourceUpdate) -> Change:
    return next(change for change in update.changes if change.kind == "fact")
