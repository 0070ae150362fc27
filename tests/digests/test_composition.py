"""A digest tells every change once, facts first, the gravest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import get_args

from tests.digests.days import NOW, TODAY, Newsday, fact, observation

from ipscwatch.model.change import ChangeKind
from ipscwatch.model.digest import FactLine, Language
from ipscwatch.model.ledger import FactChange, FactOutcome, Question, Standing, Value
from ipscwatch.model.story import Event
from ipscwatch.model.term import Severity


def price(value: str, *, before: str | None = None, outcome: FactOutcome = "new", note: str = "") -> FactChange:
    """Return a change of the price to `value`, from `before`."""
    held = observation(value, unit="JPY", attribute="price_jpy", outlet="MHLW", tier=1)
    was = (
        Standing(key=held.claim.key, state="held", value=Value(text=before, unit="JPY"), since_on=None, held_by=())
        if before
        else None
    )
    return fact([held], before=was, outcome=outcome, note=note)


def values(line: FactLine) -> tuple[str | None, str | None]:
    """Return the values before and after."""
    before, after = line.change.before, line.change.after
    return (before.value.text if before and before.value else None, after.value.text if after.value else None)


def test_several_changes_of_one_fact_are_one_line(newsday: Newsday) -> None:
    newsday.fact(price("1000"))
    newsday.fact(price("2000", before="1000", outcome="changed"))
    newsday.fact(price("3000", before="2000", outcome="changed"))
    (line,) = newsday.digest().facts
    assert values(line)[1] == "3000"
    assert line.change.before is None
    assert line.change.outcome == "new"


def test_a_collapsed_line_tells_the_first_before_and_the_last_after(newsday: Newsday) -> None:
    newsday.fact(price("2000", before="1000", outcome="changed", note="one"))
    newsday.fact(price("3000", before="2000", outcome="confirmed", note="two"))
    (line,) = newsday.digest().facts
    assert values(line) == ("1000", "3000")
    assert line.change.outcome == "changed"
    assert line.change.note == "one two"


def test_a_value_that_went_and_came_back_keeps_its_last_step(newsday: Newsday) -> None:
    newsday.fact(price("2000", before="1000", outcome="changed"))
    newsday.fact(price("1000", before="2000", outcome="changed"))
    (line,) = newsday.digest().facts
    assert values(line) == ("2000", "1000")


def test_a_dispute_that_ends_a_chain_is_told_as_a_dispute(newsday: Newsday) -> None:
    newsday.fact(price("1000"))
    held = observation("1000", unit="JPY", attribute="price_jpy", outlet="MHLW", tier=1)
    other = observation("900", unit="JPY", attribute="price_jpy", outlet="A clinic", tier=6)
    newsday.fact(fact([held], [other], outcome="disputed"), severity="high")
    (line,) = newsday.digest().facts
    assert line.change.outcome == "disputed"


def test_facts_stand_by_gravity_then_subject_then_kind_then_dispute_then_time_and_names_last(
    newsday: Newsday,
) -> None:
    def tell(
        attribute: str, severity: Severity, hours: int, *, subject: str = "amchepry", disputed: bool = False
    ) -> None:
        held = observation("7", attribute=attribute, subject=subject, outlet="MHLW", tier=1)
        against = observation("8", attribute=attribute, subject=subject, outlet="A clinic", tier=6)
        change = fact([held], [against] if disputed else [])
        newsday.fact(change, severity=severity, at=NOW - timedelta(hours=hours))

    tell("sites_n", "high", 5)
    tell("trial_n", "high", 1)
    tell("responders", "high", 9, disputed=True)
    tell("products_converted", "critical", 1, subject="pathway", disputed=True)
    tell("approval_date", "critical", 3, disputed=True)
    tell("price_jpy", "critical", 9)
    tell("price_pack", "critical", 1, disputed=True)
    assert [line.change.key[1] for line in newsday.digest().facts] == [
        "price_jpy",
        "approval_date",
        "products_converted",
        "responders",
        "trial_n",
        "sites_n",
        "price_pack",
    ]


def test_what_is_only_logged_is_not_told(newsday: Newsday) -> None:
    newsday.fact(price("1000"), severity="log")
    newsday.story(newsday.item("A portrait", "Amchepry.", outlet="Kyodo"), severity="log")
    digest = newsday.digest()
    assert digest.quiet
    assert digest.upto_change_id == 2


def test_stories_stand_by_topic_the_gravest_first_then_the_newest(newsday: Newsday) -> None:
    def story(title: str, hours: int, *, event: str, severity: Severity, topic: str) -> None:
        item = newsday.item(title, "", outlet=title, at=NOW - timedelta(hours=hours))
        newsday.story(item, event=event, severity=severity, topic=topic)

    story("old high", 20, event="designation", severity="high", topic="reheart")
    story("new high", 2, event="designation", severity="high", topic="reheart")
    story("medium", 1, event="site_readiness", severity="medium", topic="amchepry")
    story("critical", 30, event="safety_signal", severity="critical", topic="amchepry")
    story("clinic", 1, event="clinic_marketing", severity="low", topic="amchepry")
    topics = [(one.topic, [line.lead.item.title for line in one.stories]) for one in newsday.digest().topics]
    assert topics == [("Amchepry", ["critical", "medium", "clinic"]), ("ReHeart", ["new high", "old high"])]


def test_a_story_that_is_new_and_grew_in_one_period_is_told_once_and_as_new(newsday: Newsday) -> None:
    first, second = (
        newsday.item("One", "Amchepry.", outlet="Jiji"),
        newsday.item("Two", "Amchepry.", outlet="Kyodo"),
    )
    story = newsday.story(first, second)
    newsday.change("story_grew", story_id=story.story_id, item_ids=(second,))
    (topic,) = newsday.digest().topics
    (line,) = topic.stories
    assert not line.grew
    assert line.outlets == ("Kyodo",)


def test_a_story_that_was_merged_away_is_found_by_its_items(newsday: Newsday) -> None:
    first, second = (
        newsday.item("One", "Amchepry.", outlet="Jiji"),
        newsday.item("Two", "Amchepry.", outlet="Kyodo"),
    )
    newsday.story(first, second)
    newsday.change("story_new", story_id="merged-away", item_ids=(second,))
    digest = newsday.digest()
    assert digest.stories_n == 1
    assert not digest.notices


def test_a_new_source_tells_only_the_stories_that_mention_a_term(newsday: Newsday) -> None:
    seen = newsday.item("Amchepry in an old notice", "", outlet="s1")
    newsday.story(seen, event="price_listed", baseline=True)
    unseen = newsday.item("Something else", "", outlet="s1")
    newsday.story(unseen, baseline=True)
    newsday.change(
        "source_added", severity="low", source_id="s1", item_ids=(seen,), counts={"items": 30, "mentions": 1}
    )
    digest = newsday.digest()
    assert [line.lead.item.item_id for topic in digest.topics for line in topic.stories] == [seen]
    (line,) = digest.sources
    assert (line.kind, line.items, line.mentions) == ("added", 30, 1)


def test_a_story_without_its_items_is_told_as_missing_and_not_passed_over(newsday: Newsday) -> None:
    item = newsday.item("Amchepry", "", outlet="Jiji")
    newsday.story(item)
    newsday.items.clear()
    newsday.change(
        "source_added", severity="low", source_id="s1", item_ids=("gone",), counts={"items": 3, "mentions": 1}
    )
    (notice,) = newsday.digest().notices
    assert notice.startswith("2 stories cannot be shown")


def test_the_quote_is_the_sentence_with_the_mention(newsday: Newsday) -> None:
    text = "The ministry met on Tuesday. It put Amchepry on the list. Then it went home."
    newsday.story(newsday.item("Amchepry listed", text, outlet="Jiji"))
    assert newsday.digest().topics[0].stories[0].quote == "It put Amchepry on the list."


def test_watched_rows_stand_alone_and_the_others_are_counted(busy: Newsday) -> None:
    digest = busy.digest()
    prices, registry = digest.tables
    assert (prices.name, prices.priced, prices.total) == ("Drug price list", True, 12_283)
    assert [row.name for row in prices.watched] == ["アムシェプリ"]
    assert [row.name for row in prices.largest] == ["試験注射液「甲」", "試験錠「乙」"]
    assert (registry.name, registry.priced) == ("ClinicalTrials.gov", False)
    assert [row.key for row in registry.watched] == ["NCT06482268"]
    assert list(digest.row_counts.items()) == [("listed", 18), ("revised", 4), ("delisted", 1)]


def test_watched_rows_alone_make_no_quiet_day(busy: Newsday, newsday: Newsday) -> None:
    newsday.changes = [change for change in busy.changes if change.kind == "row"]
    newsday.questions, newsday.states = [], {}
    assert not newsday.digest().quiet


def test_of_a_source_that_failed_and_recovered_only_the_recovery_is_told(newsday: Newsday) -> None:
    newsday.change("source_failing", severity="high", source_id="s1", note="timeout")
    newsday.change("source_recovered", severity="low", source_id="s1", note="well again after 2 hours")
    assert [line.kind for line in newsday.digest().sources] == ["recovered"]


def test_trouble_that_was_told_before_is_listed_apart_and_is_no_news(newsday: Newsday, busy: Newsday) -> None:
    newsday.sources, newsday.states = busy.sources, busy.states
    newsday.changes, newsday.questions = [], []
    digest = newsday.digest()
    assert [line.source.source_id for line in digest.troubled] == ["udn"]
    assert digest.quiet


def test_open_questions_are_shown_and_make_no_news(newsday: Newsday, busy: Newsday) -> None:
    newsday.questions = [question for question in busy.questions if question.answered_by is None]
    newsday.changes, newsday.states = [], {}
    digest = newsday.digest()
    assert [question.question_id for question in digest.waiting] == ["reheart_price", "reheart_launch"]
    assert not digest.moved
    assert digest.quiet


def test_a_question_is_open_from_its_day_on(newsday: Newsday) -> None:
    later, now, ever = (
        Question(question_id=name, subject_id=None, text="?", opened_on=on)
        for name, on in (("later", TODAY + timedelta(days=1)), ("now", TODAY), ("ever", None))
    )
    newsday.questions = [later, now, ever]
    assert [one.question_id for one in newsday.digest().waiting] == ["now", "ever"]


def test_a_fact_or_else_a_story_that_bears_on_an_open_question_is_told_with_it(newsday: Newsday) -> None:
    def question(name: str, *, attribute: str = "", word: str = "") -> Question:
        attributes, words = ((attribute,) if attribute else ()), ((word,) if word else ())
        return Question(question_id=name, subject_id="amchepry", text="?", attributes=attributes, words=words)

    newsday.questions = [
        question("by fact", attribute="price_jpy"),
        question("by Japanese word", word="薬価"),
        question("by Latin word", word="UMIN"),
        question("by no word", word="minium"),
        question("by another attribute", attribute="launch_date"),
    ]
    newsday.fact(price("1000"))
    newsday.story(newsday.item("iPS薬価 Amchepry, aluminium and UMIN000012345", "", outlet="Jiji"))
    newsday.story(
        newsday.item("Amchepry minium", "", outlet="x"), event="approval_full", doubtful="told by a clinic"
    )
    moved = {
        line.question.question_id: (line.fact is not None, line.story is not None)
        for line in newsday.digest().moved
    }
    assert moved == {"by fact": (True, False), "by Japanese word": (False, True)}


def test_a_doubtful_story_leads_neither_its_topic_nor_the_topics(newsday: Newsday) -> None:
    def story(title: str, topic: str, severity: Severity, doubtful: str | None = None) -> None:
        newsday.story(
            newsday.item(title, "Amchepry", outlet=title),
            event="approval_full",
            severity=severity,
            topic=topic,
            doubtful=doubtful,
        )

    story("doubted", "reheart", "critical", "a panel is named")
    story("sound", "reheart", "low")
    story("other", "amchepry", "medium")
    topics = [(one.topic, [line.lead.item.title for line in one.stories]) for one in newsday.digest().topics]
    assert topics == [("Amchepry", ["other"]), ("ReHeart", ["sound", "doubted"])]


def test_a_story_names_every_product_its_items_tell_the_same_of(newsday: Newsday) -> None:
    def event(subject: str, doubtful: str | None = None) -> Event:
        return Event(
            name="approval_conditional", subject_id=subject, severity="critical", reasons=(), doubtful=doubtful
        )

    both = newsday.item("Two approved", "Amchepry", outlet="MHLW", events=[event("amchepry"), event("reheart")])
    newsday.story(both, event="approval_conditional", severity="critical")
    one = newsday.item(
        "One approved", "Amchepry", outlet="blog", events=[event("amchepry"), event("reheart", "no")]
    )
    newsday.story(one, event="approval_conditional", severity="high")
    (topic,) = newsday.digest().topics
    assert [story.subjects for story in topic.stories] == [("Amchepry", "ReHeart"), ("Amchepry",)]


def test_a_trouble_an_earlier_digest_told_is_a_reminder(newsday: Newsday) -> None:
    newsday.told_before = frozenset({"s1"})
    for source_id in ("s1", "s2"):
        newsday.change("source_failing", severity="high", source_id=source_id, note="404")
    assert [(line.source.source_id, line.reminder) for line in newsday.digest().sources] == [
        ("s1", True),
        ("s2", False),
    ]


def test_the_last_two_weeks_are_counted_day_by_day(newsday: Newsday) -> None:
    newsday.mentions_per_day = {TODAY: 2, TODAY - timedelta(days=13): 1, TODAY - timedelta(days=14): 9}
    charted = newsday.digest().mentions_per_day
    assert [n for _, n in charted] == [1, *[0] * 12, 2]
    assert charted[-1][0] == TODAY
    newsday.mentions_per_day = {TODAY - timedelta(days=14): 9}
    assert newsday.digest().mentions_per_day == ()


def test_the_service_speaks_of_itself_once(newsday: Newsday) -> None:
    newsday.change("seeded", severity="low", counts={"documents": 92, "record": 61})
    for _ in range(2):
        newsday.change("delivery_failed", severity="high", note="mail: daily-2026-05-19 was not delivered: 550 no")
    assert newsday.digest().notices == (
        "The ledger was seeded: 92 facts from the five documents, 61 from the public record",
        "A digest could not be delivered: mail: daily-2026-05-19 was not delivered: 550 no",
    )


def test_composing_does_not_depend_on_when_it_is_done(busy: Newsday) -> None:
    assert busy.digest() == busy.digest()


def test_every_kind_of_change_is_told_somewhere(newsday: Newsday, busy: Newsday) -> None:
    for change in busy.changes:
        newsday.changes = [change]
        newsday.stories, newsday.items, newsday.sources = busy.stories, busy.items, busy.sources
        newsday.questions, newsday.states = [], {}
        assert not newsday.digest().quiet, change.kind


def test_a_fact_of_an_unknown_subject_is_told_by_its_id(newsday: Newsday) -> None:
    change = price("1000")
    key = ("new_product", "price_jpy", "")
    newsday.fact(replace(change, key=key, after=replace(change.after, key=key)))
    assert newsday.digest().facts[0].subject == "new_product"


def test_a_restored_database_is_told_with_the_backup_it_came_from(newsday: Newsday) -> None:
    newsday.change("restored", severity="high", note="of-19-May.db")
    assert newsday.digest().notices == (
        "A backup took the place of the database; what happened since may be told again: of-19-May.db",
    )
    assert "バックアップに戻しました" in newsday.digest("ja").notices[0]


def test_whatever_the_service_says_of_itself_is_a_notice_in_every_language(newsday: Newsday, busy: Newsday) -> None:
    others = set(get_args(ChangeKind)) - {change.kind for change in busy.changes}
    assert {"delivery_failed", "config_invalid", "network_down", "restored"} <= others
    for kind in others - {"story_grew", "rows", "source_recovered", "question"}:
        newsday.changes = []
        newsday.change(kind, severity="high")
        for language in get_args(Language):
            assert len(newsday.digest(language).notices) == 1, kind
