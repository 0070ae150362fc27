"""Every medium tells everything once and in order, within its limits, and outside text stays text in all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.digests.days import TODAY, Newsday, busy_day, fact, many_stories, observation, quiet_day

from ipscwatch.digests import html, slack, subject_line
from ipscwatch.digests.json import json as as_values
from ipscwatch.digests.page import Page, split
from ipscwatch.digests.slack import escape
from ipscwatch.digests.telling import tell
from ipscwatch.digests.text import text
from ipscwatch.model.digest import Language
from ipscwatch.model.ledger import Flag
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
    *("h1", "h2", "h3", "p", "br", "blockquote", "a", "span"),
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
        document = read(html.html(tell(poisoned(payload, payload).digest())))
        assert document.tags <= TAGS, payload
        assert not {name for name in document.attributes if name.startswith("on")}, payload
        assert all(address.startswith("https://") for address in document.links), payload


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
        ("en", "Amchepry price: ¥55,306,737 · 2 more facts · 4 stories · 1 source failing"),
        ("ja", "アムシェプリ 価格：5530万6737円 · ほか事実2件 · 記事4件 · 取得不可1件"),
    ],
)
def test_the_subject_says_it(language: Language, subject: str) -> None:
    assert subject_line(busy_day().digest(language)) == subject


def test_a_subject_without_facts_begins_with_the_gravest_story() -> None:
    day = quiet_day()
    day.story(day.item("Amchepry enters the price list", "", outlet="Jiji"), event="price_listed")
    assert subject_line(day.digest()) == "price listed: Amchepry enters the price list · 1 story"


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
    assert [line["attribute"] for line in values["facts"]] == ["price_jpy", "approval_date", "launch_expected"]
    assert values["facts"][1]["after"]["disputed_by"][0]["value"]["text"] == "2026-02-19"
    assert sum(len(topic["stories"]) for topic in values["topics"]) == digest.stories_n
    assert values["rows"]["others"] == {"listed": 18, "revised": 4, "delisted": 1}
    assert [line["source_id"] for line in values["sources"]["told"]] == ["cuorips", "urgent", "jrct"]
    assert not {"headers", "options"} & set(values["sources"]["told"][0])


@pytest.mark.parametrize(
    ("attribute", "value", "unit", "shown"),
    [
        ("price_jpy", "55306737", "JPY", "¥55,306,737, since 20 May 2026"),
        ("approval_status", "full approval", "", "full approval, since 20 May 2026"),
        ("approval_date", "2026-03-06", "", "6 Mar 2026"),
        ("approval_term_years", "7", "years", "7 years"),
        ("inn", "raguneprocel", "", "raguneprocel"),
    ],
)
def test_since_when_is_said_only_of_what_moves(attribute: str, value: str, unit: str, shown: str) -> None:
    day = quiet_day()
    held = observation(value, attribute=attribute, unit=unit, outlet="MHLW", tier=1)
    day.fact(fact([held], since_on=TODAY))
    (entry,) = tell(day.digest()).sections[0].entries
    assert next(line.text for line in entry.lines if line.kind == "title") == shown


def test_the_subject_says_when_a_fact_does_not_stand_unopposed() -> None:
    held = observation("2026-03-06", attribute="approval_date", outlet="PMDA", tier=1)
    other = observation("2026-02-19", attribute="approval_date", outlet="A clinic", tier=6)
    day = quiet_day()
    day.fact(fact([held], [other], outcome="disputed"))
    assert subject_line(day.digest()) == "Amchepry approval date: 6 Mar 2026 (disputed)"
    day = quiet_day()
    day.fact(fact([held], outcome="proposed", state="proposed"))
    assert subject_line(day.digest()) == "Amchepry approval date: 6 Mar 2026 (proposed)"


def test_open_questions_say_how_long_they_have_been_open_and_never_a_negative_time() -> None:
    day = busy_day()
    shown = text(tell(day.digest()))
    assert " - What will ReHeart cost, and by which route? · 75 days\n" in shown
    early = replace(day.digest(), local_on=date(2026, 2, 12))
    assert " - What will ReHeart cost, and by which route?\n" in text(tell(early))


def test_sources_that_were_added_take_one_line_each() -> None:
    day = quiet_day()
    for source_id in ("s1", "s2"):
        day.change("source_added", severity="low", source_id=source_id, counts={"items": 30, "mentions": 0})
    shown = text(tell(day.digest()))
    assert " - Source 1 · added, 30 items, none mentions your terms\n - Source 2 · added" in shown
