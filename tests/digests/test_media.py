"""Every medium tells everything once and in order, within its limits, and outside text stays text in all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.digests.days import NOW, TODAY, Newsday, busy_day, fact, many_stories, observation, quiet_day

from ipscwatch.digests import html, slack, subject_line
from ipscwatch.digests.blocks import blocks
from ipscwatch.digests.json import json as as_values
from ipscwatch.digests.page import Page, split
from ipscwatch.digests.slack import escape
from ipscwatch.digests.telling import tell
from ipscwatch.digests.text import text
from ipscwatch.model.digest import ALERT, NOTICE, TEST, Digest, Language
from ipscwatch.model.ledger import FactChange, Flag, Observation, Question, Standing, Value
from ipscwatch.model.source import Tier
from ipscwatch.model.story import Event
from ipscwatch.newsroom.slack_rules import problems

LANGUAGES: tuple[Language, ...] = ("en", "ja")
SUITE = Path(__file__).parents[3] / "shared/suites/xss-html/dompurify.jsonl"

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</title></style><h1>owned</h1>",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "<!channel> <!here> <@U012AB3CD> <#C012AB3CD> <!subteam^S1>",
    "<https://evil.example|mhlw.go.jp>",
    "&lt;!channel&gt; &amp;lt;",
    "title\r\nBcc: other@example.org\r\n\r\nbody",
    "title\u2028second\u2029third\x0b\x00",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200bzero\ufeff",
    "*bold* _it_ ~no~ `code` ```block```",
    "\ud800 lone surrogate",
    "A" * 10_000,
    "薬" * 10_000,
    "=cmd|' /C calc'!A0",
]
LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>",
    "file:///etc/passwd",
    "//x",
    "x|y>",
]

TAGS = {"html", "head", "meta", "title", "style", "body", "div", "main", "header", "footer", "section"} | {
    *("h1", "h2", "h3", "p", "br", "blockquote", "a", "span", "table", "tbody", "tr", "td"),
}


class Strict(HTMLParser):
    """Collects every tag, attribute and address of a document, as a browser would read them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def read(document: str) -> Strict:
    parser = Strict()
    parser.feed(document)
    parser.close()
    return parser


def poisoned(hostile: str, link: str = "https://example.org/") -> Newsday:
    """Return a day on which every text that comes from outside is hostile."""
    day = quiet_day()
    flag = Flag(name="F-HYPE", quote=hostile, start=0, end=1, note=hostile)
    item = day.item(hostile, f"{hostile} Amchepry {hostile}", outlet=hostile, url=link, flags=[flag])
    day.story(item, event="price_listed", doubtful=hostile, topic=hostile)
    day.story(day.item(hostile, "Amchepry", outlet="x", url=link), event="clinic_marketing", severity="low")
    held = observation(hostile, attribute="indication", outlet=hostile, tier=1, quote=hostile, url=link)
    other = observation(f"not {hostile}", attribute="indication", outlet=hostile, tier=6, quote=hostile, url=link)
    day.fact(fact([held], [other], outcome="disputed", reason=hostile, note=hostile))
    day.change("source_failing", source_id="s1", note=hostile)
    day.change("delivery_failed", note=hostile)
    return day


@pytest.mark.parametrize("link", ["https://example.org/?a=1&b=<x>|\"'", *LINKS])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_as_text_in_every_medium(hostile: str, link: str) -> None:
    page = tell(poisoned(hostile, link).digest())
    document = read(html.html(page))
    assert document.tags <= TAGS
    assert not {name for name in document.attributes if name.startswith("on")}
    assert all(re.match(r"https://[a-z0-9.-]+/", address) for address in document.links)
    for part in slack.fitting(page):
        assert problems(slack.payload(part)) == ()
    for rendered in (text(page), html.html(page), json.dumps(slack.payload(page))):
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\u2028\u2029\x00\x0b]", rendered)
        rendered.encode()
    assert "\n" not in page.subject
    assert page.subject.isprintable()


@pytest.mark.suites
@pytest.mark.skipif(not SUITE.exists(), reason="the script payloads of another project are not here")
def test_no_known_script_payload_becomes_markup() -> None:
    for line in SUITE.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        payload = json.loads(line)["payload"]
        for language in get_args(Language):
            page = tell(poisoned(payload, payload).digest(language))
            feed = "".join(html.entry_fragment(entry, language) for part in page.sections for entry in part.entries)
            for document in (read(html.html(page)), read(html.fragment(page)), read(feed)):
                assert document.tags <= TAGS, payload
                assert not {name for name in document.attributes if name.startswith("on")}, payload
                assert all(address.startswith("https://") for address in document.links), payload
            for part in slack.fitting(page):
                assert problems(slack.payload(part)) == (), payload


@pytest.mark.parametrize("n", [0, 1, 50, 51, 500])
def test_every_story_is_told_once_and_in_order_within_the_limits(n: int) -> None:
    page = tell(many_stories(n).digest())
    in_mail = html.fitting(page)
    assert all(len(html.html(part).encode()) < html.LIMIT for part in in_mail)
    in_slack = slack.fitting(page)
    for part in in_slack:
        payload = slack.payload(part, message_id="daily-2026-05-20.slack.all.1")
        assert problems(payload) == ()
        assert len(payload["blocks"]) <= slack.BLOCKS
        assert all(len(block["text"]["text"]) <= slack.SECTION for block in payload["blocks"] if "text" in block)
    whole = list(_keys((page,)))
    assert list(_keys(in_mail)) == list(_keys(in_slack)) == whole
    assert len(whole) == len(set(whole)) == n
    titles = [f"Story number {number:05d}" for number in range(1, n)]  # the first also heads the page
    mailed = "".join(html.html(part) for part in in_mail)
    written = "".join(text(part) for part in in_mail)
    slacked = "".join(json.dumps(slack.payload(part)["blocks"]) for part in in_slack)
    for title in titles:
        assert mailed.count(f">{title}</a>") == written.count(title) == slacked.count(title) == 1


def test_a_flood_of_5000_stories_stays_sendable() -> None:
    page = tell(many_stories(5000).digest())
    in_slack = slack.fitting(page)
    assert list(_keys(in_slack)) == list(_keys((page,)))
    assert len(in_slack) < 20
    assert all(len(slack.payload(part)["blocks"]) <= slack.BLOCKS for part in in_slack)
    in_mail = html.fitting(page)
    assert list(_keys(in_mail)) == list(_keys((page,)))
    assert len(in_mail) < 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_media_tell_the_same_things(language: Language) -> None:
    page = tell(busy_day().digest(language))
    plain = re.sub(r"\s", "", text(page))
    shown = re.sub(r"\s", "", unescape(html.html(page)))
    sent = re.sub(r"\s", "", json.dumps(slack.payload(page), ensure_ascii=False).replace("\\n", ""))
    for line in (line for section in page.sections for entry in section.entries for line in entry.lines):
        for piece in line.pieces:
            said = re.sub(r"\s", "", piece.text)
            assert said in plain.replace(">", ""), piece
            assert said in shown, piece
            assert escape(said) in sent, piece
            if piece.url:
                assert piece.url in text(page)
                assert piece.url in unescape(html.html(page))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12), st.integers(0, 40))
def test_splitting_keeps_every_entry_once_and_in_order(parts: int, n: int) -> None:
    page = tell(many_stories(n).digest())
    pieces = split(page, parts, continued="continued")
    assert len(pieces) <= parts
    assert list(_keys(pieces)) == list(_keys((page,)))


def _keys(pages: tuple[Page, ...]) -> Iterator[str]:
    return (
        entry.key
        for page in pages
        for section in page.sections
        for entry in section.entries
        if _is_story(entry.key)
    )


def _is_story(key: str) -> bool:
    return key.startswith("story:")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_72_columns_wide_but_for_addresses(language: Language) -> None:
    for line in text(tell(busy_day().digest(language))).splitlines():
        assert cell_len(line) <= 72 or "https://" in line


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Amchepry: price in force, ¥55,306,737 · 6 facts · 4 stories · 1 source failing"),
        ("ja", "アムシェプリ：価格適用、5530万6737円 · 事実6件 · 記事4件 · 取得不可1件"),
    ],
)
def test_the_subject_says_it(language: Language, subject: str) -> None:
    assert subject_line(busy_day().digest(language)) == subject


def test_a_subject_without_facts_begins_with_the_gravest_story() -> None:
    day = quiet_day()
    day.story(day.item("Amchepry enters the price list", "", outlet="Jiji"), event="price_listed")
    assert subject_line(day.digest()) == "Amchepry: price listed · 1 story"


def test_a_story_without_a_subject_is_named_by_its_topic_and_never_by_a_foreign_title() -> None:
    day = quiet_day()
    title = "使用薬剤の薬価（薬価基準）の一部改正について"
    day.story(day.item(title, "", outlet="MHLW"), event="price_revision", topic="price_list", subject=None)
    assert subject_line(day.digest()) == "Prices: price revised · 1 story"
    day = quiet_day()
    day.story(day.item(title, "", outlet="MHLW"), topic="price_list", subject=None)
    assert subject_line(day.digest()) == "Prices · 1 story"


def approved(subject: str) -> FactChange:
    return fact(
        [
            observation(
                "conditional and time-limited approval",
                attribute="approval_status",
                subject=subject,
                outlet="MHLW",
                tier=1,
            )
        ]
    )


def told_of(*subjects: str) -> tuple[Event, ...]:
    return tuple(
        Event(name="approval_conditional", subject_id=one, severity="critical", reasons=()) for one in subjects
    )


def test_what_happened_to_two_is_said_of_both() -> None:
    day = quiet_day()
    day.fact(approved("amchepry"))
    day.fact(approved("reheart"))
    assert subject_line(day.digest()) == "Amchepry, ReHeart: conditional approval"


@pytest.mark.parametrize(
    ("tier", "subject"),
    [(1, "Amchepry, ReHeart: conditional approval · 1 story"), (5, "ReHeart: conditional approval · 1 story")],
)
def test_a_regulators_story_says_whom_else_a_fact_happened_to(tier: Tier, subject: str) -> None:
    day = quiet_day()
    day.fact(approved("reheart"))
    item = day.item("Approved", "Amchepry", outlet="x", tier=tier, events=told_of("amchepry", "reheart"))
    day.story(item, event="approval_conditional", severity="critical")
    assert subject_line(day.digest()) == subject


def test_a_doubtful_story_never_heads_the_subject() -> None:
    day = quiet_day()
    doubt = "told by a source of tier 5, which may set no fact"
    day.story(day.item("Approved!", "", outlet="blog"), event="approval_full", severity="critical", doubtful=doubt)
    assert subject_line(day.digest()) == "1 doubtful story"
    assert "Doubtful: an aggregator or blog tells it, which may set no fact." in text(tell(day.digest())).replace(
        "\n   ", " "
    )
    day.story(day.item("Shares", "", outlet="Jiji"), event="market_move", severity="low")
    assert subject_line(day.digest()) == "Amchepry: shares · 1 story · 1 doubtful story"


def test_a_name_heads_the_subject_only_where_nothing_graver_happened() -> None:
    day = quiet_day()
    day.fact(fact([observation("Cuorips", attribute="developer", subject="reheart", outlet="Cuorips", tier=2)]))
    assert subject_line(day.digest()) == "ReHeart: developer, Cuorips"
    day.story(day.item("Withdrawn", "", outlet="MHLW"), event="refusal_revocation", severity="critical")
    assert subject_line(day.digest()) == "Amchepry: refused or revoked · 1 fact · 1 story"


def test_a_price_is_in_force_only_from_its_day_on() -> None:
    def day_with(starts: str) -> Digest:
        day = quiet_day()
        day.fact(fact([observation("7", unit="JPY", attribute="price_jpy", outlet="MHLW", tier=1)]))
        day.fact(fact([observation(starts, attribute="price_effective_date", outlet="MHLW", tier=1)]))
        return day.digest()

    assert subject_line(day_with("2026-05-20")) == "Amchepry: price in force, ¥7"
    assert subject_line(day_with("2026-05-21")) == "Amchepry: price, ¥7 · 2 facts"


def test_trouble_that_was_told_before_does_not_return_in_the_subject() -> None:
    day = quiet_day()
    day.told_before = frozenset({"s1"})
    day.change("source_failing", severity="high", source_id="s1", note="404")
    assert subject_line(day.digest()) == "1 source still in trouble"
    day.story(day.item("Listed", "", outlet="Jiji"), event="price_listed")
    assert subject_line(day.digest()) == "Amchepry: price listed · 1 story"


def test_a_quiet_day_says_so_and_what_was_polled() -> None:
    page = tell(quiet_day().digest())
    assert page.subject == "Quiet day, Wed 20 May 2026 · 61 of 63 sources polled"
    assert "61 of 63 sources polled since Tue 19 May 08:00." in page.intro
    assert any(sentence.startswith("Nothing changed") for sentence in page.intro)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_a_subject_fits_a_line_whatever_happened(title: str, language: Language) -> None:
    day = quiet_day()
    day.story(day.item(title, "", outlet="Jiji"), event="price_listed")
    day.change("network_down", note=title)
    subject = subject_line(day.digest(language))
    assert 0 < cell_len(subject) <= 78
    assert not re.search(r"[\x00-\x1f\x7f\u2028\u2029]", subject)


def test_a_first_digest_says_that_it_is_the_first() -> None:
    page = tell(quiet_day().digest(since_at=None))
    assert "61 of 63 sources polled. This is the first digest." in page.intro


def test_quotes_say_their_language() -> None:
    document = html.html(tell(busy_day().digest()))
    assert '<html lang="en">' in document
    assert re.search(r'<blockquote lang="ja"[^>]*>ラグネプロセル', document)
    assert re.search(r'<a href="https://mhlw.example/news/item0000"[^>]* lang="ja"', document)


def test_json_holds_everything_and_no_option_of_a_source() -> None:
    digest = busy_day().digest()
    values = json.loads(json.dumps(as_values(digest)))
    assert values["format"] == "ipscwatch.digest/1"
    assert [line["attribute"] for line in values["facts"]] == [
        *("price_jpy", "price_effective_date"),
        *("approval_date", "approval_date", "launch_expected", "price_pack"),
    ]
    assert values["facts"][2]["after"]["disputed_by"][0]["value"]["text"] == "2026-02-19"
    assert sum(len(topic["stories"]) for topic in values["topics"]) == digest.stories_n
    assert values["rows"]["others"] == {"listed": 18, "revised": 4, "delisted": 1}
    assert [line["source_id"] for line in values["sources"]["told"]][:2] == ["cuorips", "urgent"]
    assert len(values["sources"]["told"]) == 17
    assert not {"headers", "options"} & set(values["sources"]["told"][0])


@pytest.mark.parametrize(
    ("attribute", "value", "unit", "shown"),
    [
        ("price_jpy", "55306737", "JPY", "¥55,306,737, since 20 May 2026"),
        ("approval_status", "full approval", "", "full approval, since 20 May 2026"),
        ("approval_date", "2026-03-06", "", "6 Mar 2026"),
        ("approval_term_years", "7", "years", "7 years"),
        ("inn", "raguneprocel", "", "generic name: raguneprocel · new · MHLW (regulator)"),
    ],
)
def test_since_when_is_said_only_of_what_moves(attribute: str, value: str, unit: str, shown: str) -> None:
    day = quiet_day()
    held = observation(value, attribute=attribute, unit=unit, outlet="MHLW", tier=1, as_of_on=TODAY)
    day.fact(fact([held], since_on=TODAY))
    (entry,) = tell(day.digest()).sections[0].entries
    assert next(line.text for line in entry.lines if line.kind == "title") == shown


@pytest.mark.parametrize("tier", [1, 6])
def test_a_day_that_nobody_who_may_set_the_value_stated_is_not_since_when_it_holds(tier: int) -> None:
    held = observation("full approval", attribute="approval_status", outlet="MHLW", tier=1)
    copy = observation(
        "full approval", attribute="approval_status", outlet="A copy", tier=tier, as_of_on=TODAY - timedelta(days=9)
    )
    day = quiet_day()
    day.fact(fact([held, copy], since_on=TODAY - timedelta(days=9)))
    shown = text(tell(day.digest()))
    assert ("full approval, since 11 May 2026" in shown) is (tier == 1)


def test_the_subject_says_when_a_fact_does_not_stand_unopposed() -> None:
    held = observation("2026-03-06", attribute="approval_date", outlet="PMDA", tier=1)
    other = observation("2026-02-19", attribute="approval_date", outlet="A clinic", tier=6)
    day = quiet_day()
    day.fact(fact([held], [other], outcome="disputed"))
    assert subject_line(day.digest()) == "Amchepry: approval date, 6 Mar 2026 (disputed)"
    day = quiet_day()
    day.fact(fact([held], outcome="proposed", state="proposed"))
    assert subject_line(day.digest()) == "Amchepry: approval date, 6 Mar 2026 (proposed)"


def test_open_questions_are_one_line_beside_those_that_something_bears_on() -> None:
    shown = " ".join(text(tell(busy_day().digest())).split())
    bears = "Bears on it: launch expected: Oct 2026 to Dec 2026 (proposed)"
    assert f"- When is ReHeart launched? · open for 49 days {bears}" in shown
    asked = "What will ReHeart cost, and by which route?"
    line = f"- 2 questions are open, the oldest for 75 days: {asked} · ipscwatch fact open"
    assert line in shown
    assert "What is asked only tomorrow?" not in shown


def test_an_open_question_of_today_has_no_length_of_time() -> None:
    day = quiet_day()
    day.questions = [Question(question_id="q", subject_id=None, text="Does it work?", opened_on=TODAY)]
    assert " - 1 question is open: Does it work? · ipscwatch fact open\n" in text(tell(day.digest()))


def test_sources_that_were_added_and_mention_nothing_are_one_line() -> None:
    shown = text(tell(busy_day().digest()))
    assert (
        " - jRCT, iPS trials · added, 30 items, 1 with a watch term\n"
        " - 14 more sources added: 42 items, none with a watch term\n"
    ) in shown
    day = quiet_day()
    for source_id in ("s1", "s2"):
        day.change("source_added", severity="low", source_id=source_id, counts={"items": 30, "mentions": 0})
    assert " - 2 sources added: 60 items, none with a watch term\n" in text(tell(day.digest()))


def test_a_single_added_source_is_named() -> None:
    day = quiet_day()
    day.change("source_added", severity="low", source_id="s1", counts={"items": 30, "mentions": 0})
    assert " - Source 1 · added, 30 items, none with a watch term\n" in text(tell(day.digest()))


def test_facts_that_moved_alike_share_a_block_and_a_section_of_their_own() -> None:
    sections = [(section.title, len(section.entries)) for section in tell(busy_day().digest()).sections]
    assert sections[:3] == [("Facts · Amchepry", 3), ("Facts · Amchepry, ReHeart", 1), ("Facts · ReHeart", 1)]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["amchepry", "reheart", "pathway"]),
            st.sampled_from(["approval_date", "price_jpy", "inn", "trial_n"]),
            st.sampled_from(["1", "2"]),
            st.sampled_from([None, "1", "2"]),
        ),
        unique_by=lambda one: one[:2],
    )
)
def test_every_fact_is_in_one_block_and_no_value_is_given_to_another_subject(
    told: list[tuple[str, str, str, str | None]],
) -> None:
    day = quiet_day()
    for subject, attribute, value, rival in told:
        held = observation(value, attribute=attribute, subject=subject, outlet="MHLW", tier=1)
        against = [observation(rival, attribute=attribute, subject=subject, outlet="x", tier=6)] if rival else []
        day.fact(fact([held], against))
    facts = day.digest().facts
    blocked = blocks(facts)
    assert sorted(id(one) for block in blocked for one in block.facts) == sorted(map(id, facts))
    for block in blocked:
        assert len({one.change.key[1:] for one in block.facts}) == 1
        assert len({one.change.after.value for one in block.facts}) == 1
        assert (
            len({frozenset(rival.claim.value for rival in one.change.after.disputed_by) for one in block.facts})
            == 1
        )
        assert len(set(block.subjects)) == len(block.subjects)


def test_whose_a_witness_is_is_said_where_it_speaks_of_one_of_two() -> None:
    day = quiet_day()
    for subject, outlet in (("amchepry", "Sumitomo"), ("reheart", "MHLW")):
        day.fact(
            fact([observation("2026-03-06", attribute="approval_date", subject=subject, outlet=outlet, tier=2)])
        )
    shown = text(tell(day.digest()))
    assert "According to Sumitomo (company, Amchepry), 19 May 2026" in shown
    assert "According to MHLW (company, ReHeart), 19 May 2026" in shown


def test_a_witness_of_another_figure_is_told_with_its_own() -> None:
    said = observation("55300000", unit="JPY", attribute="price_jpy", outlet="Jiji", tier=3)
    about = replace(said, claim=replace(said.claim, value=replace(said.claim.value, precision="about")))
    exact = observation("55306737", unit="JPY", attribute="price_jpy", outlet="A blog", tier=5)
    day = quiet_day()
    change = fact([about, exact], state="proposed", outcome="proposed")
    day.fact(replace(change, after=replace(change.after, value=exact.claim.value)))
    shown = " ".join(text(tell(day.digest())).split())
    assert "According to Jiji (press or journal), 19 May 2026 · says about ¥55,300,000" in shown


def test_what_stood_before_only_as_a_proposal_says_so() -> None:
    day = quiet_day()
    held = observation("2026-03-06", attribute="approval_date", outlet="MHLW", tier=1)
    was = Standing(
        key=held.claim.key, state="proposed", value=Value(text="2026-02-19", unit=""), since_on=None, held_by=()
    )
    day.fact(fact([held], before=was, outcome="changed"))
    assert "before, proposed: 19 Feb 2026" in text(tell(day.digest()))


def test_what_a_section_has_said_it_does_not_say_again() -> None:
    shown = text(tell(busy_day().digest()))
    assert shown.count("Coverage is access, not validation.") == 1
    assert shown.count("> ラグネプロセル") == 1
    assert shown.count("https://mhlw.example/notice?id=1&lang=ja\n") == 1


def test_a_price_that_changed_is_drawn_step_by_step() -> None:
    def at(year: int, value: str) -> Observation:
        on = date(year, 4, 1)
        return observation(value, unit="JPY", attribute="price_jpy", outlet="MHLW", tier=1, as_of_on=on, on=on)

    day = quiet_day()
    change = fact([at(2026, "500")], outcome="changed")
    day.fact(replace(change, after=replace(change.after, superseded=(at(2022, "1000"), at(2024, "750")))))
    assert (
        f"   {'█' * 24}\n   1 Apr 2022 · ¥1,000\n   {'█' * 18}\n   1 Apr 2024 · ¥750\n"
        f"   {'█' * 12}\n   1 Apr 2026 · ¥500\n"
    ) in text(tell(day.digest()))
    assert re.findall(r'class="bar" style="[^"]*width: (\d+)%', html.html(tell(day.digest()))) == [
        "100",
        "75",
        "50",
    ]


def test_the_last_days_are_drawn_and_said_in_a_sentence() -> None:
    page = tell(busy_day().digest())
    said = "Items that mention your terms, last 14 days: 5 today, 19 in all, 8 on 13 May."
    assert f"\n·····▃█···▁·▂▅\n{said}" in text(page).replace("13\nMay", "13 May")
    assert said in html.html(page)
    assert said in slack.payload(page)["blocks"][1]["elements"][0]["text"]
    assert html.html(page).count("<td") == 14


def test_two_days_with_mentions_are_no_chart() -> None:
    day = quiet_day()
    day.mentions_per_day = {TODAY: 3, TODAY - timedelta(days=1): 2}
    assert tell(day.digest()).chart is None


def test_what_an_alert_told_says_so() -> None:
    digest = busy_day().digest()
    told = NOW - timedelta(hours=2)
    first = replace(digest.topics[0].stories[0], alerted_at=told)
    topics = (replace(digest.topics[0], stories=(first,)), *digest.topics[1:])
    tables = (replace(digest.tables[0], alerted_at=(told,)), *digest.tables[1:])
    facts = (replace(digest.facts[0], alerted_at=told),)
    shown = text(tell(replace(digest, facts=facts, topics=topics, tables=tables)))
    assert "listed · from 20 May 2026 · told at once, Wed 20 May 07:00" in shown
    assert "price · new, told at once, Wed 20 May 07:00" in shown
    assert "price listed · told at once, Wed 20 May 07:00" in shown


def test_an_alert_says_that_it_is_one_and_leaves_out_what_is_for_the_day() -> None:
    alert = replace(busy_day().digest(), schedule_id=f"{ALERT}urgent")
    page = tell(alert)
    assert page.subject.startswith("Alert: Amchepry: price in force, ¥55,306,737")
    assert page.intro == (
        "Wed 20 May 2026, Tokyo",
        "Told at once. The next digest has it again, among everything else.",
    )
    assert page.chart is None
    assert "Still open" not in [section.title for section in page.sections]
    assert tell(replace(alert, schedule_id=f"{NOTICE}daily")).intro[1].startswith("A digest did not arrive")


@pytest.mark.parametrize(
    ("language", "subject"),
    [("en", "ipscwatch: Test of the channel mail"), ("ja", "ipscwatch：配信先 mail のテスト")],
)
def test_a_test_message_says_so_in_its_subject_and_nothing_of_polling(language: Language, subject: str) -> None:
    page = tell(replace(quiet_day().digest(language), schedule_id=f"{TEST}mail", waiting=(), troubled=()))
    assert page.subject == subject
    assert (page.sections, page.counts) == ((), ())
    assert "63" not in text(page)
    assert problems(slack.payload(page)) == ()
