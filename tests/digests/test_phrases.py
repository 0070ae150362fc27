"""What other rooms say in English reaches a Japanese reader in Japanese, whatever they can say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.digests.days import NOW, busy_day, observation, quiet_day, source

import ipscwatch
from ipscwatch.digests.html import html
from ipscwatch.digests.japanese_phrases import FLAGS
from ipscwatch.digests.japanese_troubles import PAGES
from ipscwatch.digests.phrases import told, without_whose
from ipscwatch.digests.telling import tell
from ipscwatch.fetch import faults, signs
from ipscwatch.model.ledger import Modality, Observation
from ipscwatch.model.reading import Row
from ipscwatch.model.source import SourceState
from ipscwatch.text.language import detect
from ipscwatch.watching import health, ledger, rows
from ipscwatch.watching.flags import NOTES

LIST = {
    f"k{n}": Row(
        key=f"k{n}",
        cells={"name": f"製品{n}", "price": "100", "maker": "会社", "category": "内用薬"},
        place=f"row {n}",
        url="https://x.example/tp20260520-01.xlsx",
    )
    for n in range(100, 300)
}
SOURCE = Path(ipscwatch.__file__).parent
ERRORS = {"Fault", "FetchError", "ReadError", "NothingFoundError", "FeedError", "TreeError", "UnreadableError"}
ERRORS |= {"DeliveryError", "unread", "_unread", "_doubted"}
ELSEWHERE = ("documents/child.py", "service/engine.py", "service/lock.py", "service/serve.py")
"""What these say is for the terminal or the log."""
VALUES = {
    **dict.fromkeys(
        ("source.url", "self._whose", "whose", "address.shown", "document.request.url", "first", "old.shown"),
        "https://x.example/",
    ),
    "sentence": "dropped the connection; it is tried again later",
    "_broken(str(error))": "does not answer in valid HTTP; look at it in a browser",
    "_unreachable(error)": "could not be connected to; it is tried again later",
    "faults.py what": "is not there; look where it moved",
    "article.py what": "it has no text",
    "price_list.py what": "; the page is «News» with 4 links",
    "heads[:300]": "«品名», «薬価»",
    "names": "«品名», «薬価»",
    "answers.py name": "a captcha",
    "feed.py e": "the answer is no XML",
    "sitemap.py e": "it is no XML",
    "fault": "https://x.example/ is not there; look where it moved",
    "shown(url)": "x.example",
    "host": "x.example",
    "address.py shown(url)": "gopher://x.example/",
    "seen": "the page is «News» with 4 links",
    "why": "it took longer than 15 s",
    "guard.py why": "private",
    "remedy": "; if that is meant, set allow_private = true for the source",
    "pool.py whose": "x: ",
    "who": "the mail server mx.example for a@x.example",
    "code": "550 ",
    "whom": "Slack",
    "shows": "; it now shows «News»",
    "held": "1 entry",
    "_what_instead(answer)": "it says «no»",
    "nothing": "https://x.example/: no link to a document that is wanted; the page is «News» with 4 links",
    "size": "8 MiB",
    "'s' * (total != 1)": "s",
}
"""What stands in the place of a value where any number would not do; in one file only, where it is named."""


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Draw what anybody may say of a date, in any way."""
    tier = draw(st.integers(0, 6))
    one = observation(
        draw(st.sampled_from(["2026-03-06", "2026-02-19"])),
        attribute="approval_date",
        outlet=draw(st.sampled_from(["a", "b", "c"])),
        tier=tier,
        on=date(2026, 3, draw(st.integers(1, 9))),
    )
    modality = draw(st.sampled_from(get_args(Modality)))
    return replace(one, claim=replace(one.claim, modality=modality))


@given(st.lists(observations(), min_size=1, max_size=6))
def test_every_reason_the_ledger_gives_is_told_in_japanese(seen: list[Observation]) -> None:
    reason = ledger.weigh(seen).reason
    assert detect(told(reason, "ja")) == "ja", reason


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_reason_names_who_speaks_and_not_a_number(language: str) -> None:
    for tier in range(1, 7):
        assert str(tier) not in told(f"a source of tier {tier} says so", "ja" if language == "ja" else "en")


@pytest.mark.parametrize("status", [*range(400, 430), 451, 500, 503, 301, 204])
def test_every_refusal_of_the_web_is_told_in_japanese(status: int) -> None:
    address = "https://example.org/feed"
    said = without_whose(str(faults.refused(status, address, None)), address, "Example")
    assert said.startswith("It ")
    translated = told(said, "ja")
    assert detect(translated) == "ja", said
    assert f"HTTP {status}" in translated


def sentences_of_trouble() -> Iterator[tuple[str, str]]:
    """Yield what the source code can say of a source or a channel in trouble, its values filled in, and where."""
    for room in ("fetch", "sources", "documents", "sheets", "channels", "service"):
        for path in sorted((SOURCE / room).glob("*.py")):
            if f"{room}/{path.name}" in ELSEWHERE:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                for said in _said_by(node, path.name):
                    yield f"{room}/{path.name}:{node.lineno}", said  # type: ignore[attr-defined]  # it has one


def _said_by(node: ast.AST, file: str) -> Iterator[str]:
    """Yield the sentences of an error that is made here, or of a message or a clause prepared for one."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS:
        yield from filter(
            None, (_filled(arg, file) for arg in [*node.args, *(word.value for word in node.keywords)])
        )
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("message", "nothing"):
        yield from filter(None, (_filled(node.value, file),))


def _filled(node: ast.AST, file: str) -> str:
    """Return a text with words in it as it may come out; empty for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if " " in node.value else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    parts = [
        str(part.value) if isinstance(part, ast.Constant) else _value(ast.unparse(part.value), file)  # type: ignore[attr-defined]  # a FormattedValue has one
        for part in node.values
    ]
    return "".join(parts) if " " in "".join(parts) else ""


def _value(name: str, file: str) -> str:
    return VALUES.get(f"{file} {name}") or VALUES.get(name, "7")


@pytest.mark.parametrize(("place", "sentence"), sorted(set(sentences_of_trouble())))
def test_whatever_can_be_said_of_a_source_or_a_channel_is_told_in_japanese(place: str, sentence: str) -> None:
    translated = told(without_whose(sentence, "https://x.example/"), "ja")
    assert detect(translated) == "ja", f"{place}: {sentence}"
    assert not translated.startswith("「"), f"{place} has no counterpart: {sentence}"


@pytest.mark.parametrize(
    "fresh",
    [
        {},
        {key: row for n, (key, row) in enumerate(LIST.items()) if n < 3},
        {key: row for n, (key, row) in enumerate(LIST.items()) if n < 170},
        {key: replace(row, cells={**row.cells, "maker": ""}) for key, row in LIST.items()},
        {key: replace(row, cells={"name": row.cells["name"]}) for key, row in LIST.items()},
        {key: replace(row, url="https://x.example/tp20200101-01.xlsx") for key, row in LIST.items()},
    ],
)
def test_what_is_wrong_with_a_list_is_told_in_japanese(fresh: dict[str, Row]) -> None:
    found = rows.update(LIST, tuple(fresh.values())).faults
    assert found
    for fault in found:
        assert not told(fault, "ja").startswith("「"), fault


def test_a_stage_nobody_confirms_is_told_without_numbers_of_tiers() -> None:
    said = "no source of tiers 1 to 3 says more than «endorsed by committee»"
    assert told(said, "en") == "no regulator, company or newspaper says more than «endorsed by committee»"
    assert detect(told(said, "ja")) == "ja"
    assert "committee" not in told(said, "ja")


@pytest.mark.parametrize("sentence", [sentence for _, sentence in faults._SENTENCES])
def test_every_trouble_of_the_line_is_told_in_japanese(sentence: str) -> None:
    assert not told(f"It {sentence}", "ja").startswith("「")


@pytest.mark.parametrize(
    "page", [value for value in vars(signs).values() if isinstance(value, str) and " " in value]
)
def test_every_page_in_place_of_the_content_has_a_japanese_name(page: str) -> None:
    if not page.startswith(("a ", "an ")):
        return
    assert page in PAGES


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "https://x.example/ shows a page that only sends a browser elsewhere (https://y.example/) in place of "
            "its content; look at it in a browser"
        ),
        (
            "X News: nothing that was asked for came; https://x.example/20260520 is not there; look where it moved "
            "(HTTP 404)"
        ),
        (
            "https://x.example/: no list of dated links was found; the page is «x» with 0 links; it shows "
            "https://x.example/l.html in a frame, which may be the page meant. Give a selector in `item`"
        ),
    ],
)
def test_troubles_with_an_address_inside_are_told_in_japanese(sentence: str) -> None:
    translated = told(without_whose(sentence, "https://x.example/", "X News"), "ja")
    assert detect(translated) == "ja", translated
    assert not translated.startswith("「")


@pytest.mark.parametrize("quiet", [timedelta(minutes=40), timedelta(hours=5), timedelta(days=1), timedelta(days=9)])
def test_silence_is_told_in_japanese(quiet: timedelta) -> None:
    watched = replace(source("s", "S"), quiet_after=timedelta(seconds=1))
    before = SourceState(source_id="s", added_at=NOW - quiet, last_new_at=NOW - quiet)
    _, (change,) = health.after_not_modified(watched, before, now=NOW, next_poll_at=NOW)
    assert change.kind == "source_silent"
    assert detect(told(change.note, "ja")) == "ja", change.note


@pytest.mark.parametrize(
    "trouble", [timedelta(seconds=5), timedelta(minutes=1), timedelta(hours=3), timedelta(days=9)]
)
def test_recovery_is_told_in_japanese(trouble: timedelta) -> None:
    failing = SourceState(source_id="s", added_at=NOW, failing_since_at=NOW - trouble, told_at=NOW - trouble)
    _, (change,) = health.after_not_modified(source("s", "S"), failing, now=NOW, next_poll_at=NOW)
    assert change.kind == "source_recovered"
    assert detect(told(change.note, "ja")) == "ja", change.note


def test_every_overclaim_has_a_japanese_note() -> None:
    assert set(NOTES) <= set(FLAGS)


def test_a_sentence_without_a_counterpart_is_quoted_as_it_came() -> None:
    assert told("something entirely new", "ja") == "「something entirely new」"
    assert told("something entirely new", "en") == "something entirely new"


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("https://x.example/ is not there; look where it moved", "It is not there; look where it moved"),
        ("https://x.example/: the answer is no JSON", "the answer is no JSON"),
        ("X News: reading it failed", "reading it failed"),
        ("https://other.example/ is not there", "https://other.example/ is not there"),
    ],
)
def test_what_stands_beside_its_name_is_not_named_again(sentence: str, said: str) -> None:
    assert without_whose(sentence, "https://x.example/", "X News") == said


def test_a_japanese_digest_holds_no_english_sentence_of_ours() -> None:
    page = tell(busy_day().digest("ja"))
    for section in page.sections:
        for entry in section.entries:
            for line in entry.lines:
                if line.kind in ("note", "warning") and not any(piece.language for piece in line.pieces):
                    assert detect(line.text) in ("ja", None), line.text


def test_what_another_server_said_is_quoted_in_its_own_language() -> None:
    day = quiet_day()
    note = "mail: daily-1 was not delivered: the mail server mx.example for a@x.example: 550 No such user"
    day.change("delivery_failed", severity="high", note=note)
    shown = html(tell(day.digest("ja")))
    assert "メールサーバーmx.exampleのa@x.example宛ての応答「" in shown
    assert '「<span lang="en">550 No such user</span>」' in shown
