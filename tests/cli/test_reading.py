"""explain, eval, search, term add and term try: what is read, and what would be."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.cli.homes import Run
from tests.watching.shipped import make_item

from ipscwatch.cli import main
from ipscwatch.model.change import Draft, SourceUpdate
from ipscwatch.model.source import SourceState
from ipscwatch.store import Store

TITLE = "厚労省、アムシェプリを条件付き承認"
TEXT = "厚生労働省は６日、「アムシェプリ」を条件・期限付きで承認した。"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(f"{TITLE}\n\n{TEXT}\n", encoding="utf-8")
    return path


@pytest.fixture
def stored(home: Path) -> Path:
    """Return a home that holds three items, of which no term found anything when they came."""
    on = datetime.now(UTC).date() - timedelta(days=3)
    items = [
        make_item(TITLE, TEXT, item_id="0" * 15 + "1", source_id="ministry", on=on.isoformat(), tier=1),
        make_item(
            "ハートシートの話", "心臓の薬価。", item_id="0" * 15 + "2", source_id="company", on=on.isoformat()
        ),
        make_item("天気", "晴れ。", item_id="0" * 15 + "3", source_id="ministry", on=on.isoformat()),
    ]
    with Store.open(home / "state" / "ipscwatch.db") as store:
        state = SourceState(source_id="ministry")
        drafts = tuple(Draft(item=item) for item in items)
        store.apply(SourceUpdate(source_id="ministry", polled_at=datetime.now(UTC), state=state, drafts=drafts))
    return home


def explain(run: Run, home: Path, *words: str | Path) -> dict[str, Any]:
    done = run("explain", *words, "--home", home, "--format", "json")
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def test_explain_says_all_that_is_found_and_where(run: Run, home: Path, text: Path) -> None:
    found = explain(run, home, text, "--tier", "1", "--published", "2026-03-06", "--language", "ja")
    assert list(found)[-6:] == ["mentions", "events", "story", "claims", "flags", "verdict"]
    whole = text.read_text("utf-8")
    for mention in found["mentions"]:
        assert mention.keys() == {"term", "alias", "quote", "start", "end"}
        assert whole[mention["start"] : mention["end"]] == mention["quote"]
    (event,) = found["events"]
    assert (event["event"], event["subject"]) == ("approval_conditional", "amchepry")
    assert event["reasons"]
    assert any(claim["attribute"] == "approval_status" for claim in found["claims"])
    assert found["verdict"] == "reported"
    assert found["story"] == found["item"]


@pytest.mark.parametrize(
    ("body", "words", "verdict"),
    [
        ("今日の天気\n\n晴れ。", (), "no watch term"),
        ("Amchepry\n\nOur clinic: book a consultation.", ("--tier", "6"), "log only"),
        (TITLE, ("--tier", "5"), "reported"),
    ],
)
def test_explain_says_why_something_is_not_reported(
    run: Run, home: Path, tmp_path: Path, body: str, words: tuple[str, ...], verdict: str
) -> None:
    path = tmp_path / "one.txt"
    path.write_text(body, encoding="utf-8")
    assert explain(run, home, path, *words)["verdict"] == verdict


def test_offsets_are_those_of_the_file_whatever_parts_title_and_text(run: Run, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("題\nアムシェプリの話", encoding="utf-8")
    (mention,) = explain(run, home, path)["mentions"]
    assert path.read_text("utf-8")[mention["start"] : mention["end"]] == "アムシェプリ"


def test_several_texts_give_a_line_each_and_share_their_story(run: Run, home: Path, text: Path) -> None:
    other = text.with_name("other.txt")
    other.write_text("Japan's health ministry approves Amchepry", encoding="utf-8")
    done = run("explain", text, other, "--published", "2026-03-06", "--home", home, "--format", "json")
    one, two = map(json.loads, done.stdout.splitlines())
    assert one["story"] == two["story"] is not None
    listed = CliRunner().invoke(
        main,
        ["explain", "--published", "2026-03-06", "--home", str(home), "--format", "json"],
        input=f"{text}\n\n{other}\n",
        catch_exceptions=False,
    )
    assert listed.stdout == done.stdout


def test_what_cannot_be_read_has_its_line_and_stops_nothing(run: Run, home: Path, text: Path) -> None:
    done = run("explain", text.with_name("none.txt"), text, "--home", home, "--format", "json")
    one, two = map(json.loads, done.stdout.splitlines())
    assert done.exit_code == 1
    assert one["input"].endswith("none.txt")
    assert "is no file, no address, and no stored item" in one["error"]
    assert two["verdict"] == "reported"


def test_a_saved_page_is_read_as_polls_read_it(run: Run, home: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        f"<html lang='ja'><nav>ラグネプロセル</nav><main><h1>{TITLE}</h1><p>{TEXT}</p></main></html>",
        encoding="utf-8",
    )
    found = explain(run, home, page, "--url", "https://ministry.example.org/1")
    assert found["title"] == TITLE
    assert found["tier"] == 1
    assert {mention["quote"] for mention in found["mentions"]} == {"アムシェプリ"}


def test_explain_refuses_an_address_that_is_private(run: Run, home: Path) -> None:
    done = run("explain", "http://127.0.0.1:9/x", "--home", home)
    assert done.exit_code == 1
    assert "127.0.0.1" in done.stderr


def test_a_stored_item_is_explained_with_the_terms_of_now(run: Run, stored: Path) -> None:
    found = explain(run, stored, "0" * 15 + "1")
    assert found["tier"] == 1
    assert [event["event"] for event in found["events"]] == ["approval_conditional"]
    assert found["story"] is None


def test_eval_prints_scores_and_every_miss(run: Run, home: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    expect = {"terms": ["amchepry"], "events": ["price_listed"], "facts": ["amchepry.price_jpy=1"], "flags": []}
    cases.write_text(json.dumps({"id": "a", "title": TITLE, "text": TEXT, "expect": expect}) + "\n", "utf-8")
    done = run("eval", cases, "--home", home)
    assert done.exit_code == 0
    assert "a: events: missed price_listed" in done.stdout
    assert "a: events: found approval_conditional (headline: " in done.stdout
    assert "a: facts: missed amchepry.price_jpy=1" in done.stdout
    found = json.loads(run("eval", cases, "--home", home, "--format", "json").stdout)
    assert found["terms"]["amchepry"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "hits": 1, "wrong": 0, "missed": 0
    }  # fmt: skip
    assert found["events"]["price_listed"]["missed"] == 1


def test_eval_names_the_line_that_is_no_case(run: Run, home: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text("\n{\n", "utf-8")
    done = run("eval", cases, "--home", home)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert f"{cases}:2: not a case" in done.stderr


def test_search_finds_words_of_two_characters_and_takes_any_text(run: Run, stored: Path) -> None:
    assert "ハートシートの話" in run("search", "薬価", "--home", stored).stdout
    (hit,) = json.loads(run("search", "承認", "--tier", "1", "--home", stored, "--format", "json").stdout)
    assert hit["item"] == "0" * 15 + "1"
    assert "承認" in hit["snippet"]
    for words in ('"', "AND (", "*", "'; --", "NEAR/2", "words:x"):
        assert run("search", words, "--home", stored).exit_code == 0
    assert run("search", "天気", "--until", "2020-01-01", "--home", stored).stdout == "Nothing was found.\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--term", "amchepri"), "there is no term 'amchepri', did you mean 'amchepry'?"),
        (("--event", "price_list"), "there is no event 'price_list', did you mean 'price_listed'?"),
        (("--since", "soon"), "'soon' is no date; write it as 2026-03-06"),
    ],
)
def test_a_filter_that_names_nothing_is_told(run: Run, stored: Path, words: tuple[str, ...], message: str) -> None:
    done = run("search", "x", *words, "--home", stored)
    assert done.exit_code == 2
    assert message in done.stderr


def test_term_add_keeps_what_stands_there_and_says_the_line(run: Run, home: Path) -> None:
    path = home / "config" / "terms.toml"
    before = path.read_text("utf-8") + "# my own words\n"
    path.write_text(before, "utf-8")
    done = run("term", "add", "HeartSheet", "ハートシート", "--topic", "pipeline", "--home", home)
    assert done.exit_code == 0, done.output
    after = path.read_text("utf-8")
    assert after.startswith(before.rstrip())
    line = after[: after.index('[[term]]\nid = "heartsheet"')].count("\n") + 1
    assert f"{path}:{line}: term 'heartsheet' was added." in done.stdout
    assert tomllib.loads(after)["term"][-1]["any"] == ["HeartSheet", "ハートシート"]
    assert run("term", "add", "HeartSheet", "--home", home).exit_code == 0
    assert tomllib.loads(path.read_text("utf-8"))["term"][-1]["id"] == "heartsheet_2"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("心",), "no id can be made from these words"),
        (("心", "--id", "heart"), "'心' is one character, found in almost every text; write more of it"),
        (("®", "--id", "x"), "empty once it is compared"),
        (("HeartSheet", "--none", "HeartSheet"), "'HeartSheet' can never be found"),
        (("HeartSheet", "--id", "Heart Sheet"), "id"),
    ],
)
def test_term_add_refuses_what_finds_nothing_or_everything(
    run: Run, home: Path, words: tuple[str, ...], message: str
) -> None:
    path = home / "config" / "terms.toml"
    before = path.read_text("utf-8")
    done = run("term", "add", *words, "--home", home)
    assert done.exit_code == 2
    assert message in done.stderr
    assert path.read_text("utf-8") == before


def test_term_try_shows_what_a_term_would_have_found_and_stores_nothing(run: Run, stored: Path) -> None:
    done = run("term", "try", "ハートシート", "承認", "--home", stored)
    assert done.exit_code == 0, done.output
    assert "words: “ハートシートの話”" in done.stdout
    assert "Found in 2 of 3 items of the last 90 days; nothing was sent." in done.stdout
    found = json.loads(run("term", "try", "amchepry", "--home", stored, "--format", "json").stdout)
    assert (found["found"], found["by_source"], found["filed"]) == (1, {"ministry": 1}, None)
    with Store.open(stored / "state" / "ipscwatch.db", readonly=True) as store:
        assert store.search(term="amchepry") == ()


def test_term_try_takes_a_file_of_terms(run: Run, stored: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    path.write_text('[[term]]\nid = "weather"\nlabel = "W"\nany = ["天気"]\n', "utf-8")
    assert "Found in 1 of 3 items" in run("term", "try", path, "--home", stored).stdout
    path.write_text('[[term]]\nid = "weather"\nlabel = "W"\nalias = ["天気"]\n', "utf-8")
    assert f"{path}:4: term 'weather': unknown key 'alias'" in run("term", "try", path, "--home", stored).stderr


def test_applying_a_term_files_old_items_as_seen_and_tells_nothing(run: Run, stored: Path) -> None:
    assert "there is no term 'heartsheet'" in run("term", "try", "heartsheet", "--apply", "--home", stored).stderr
    done = run("term", "try", "amchepry", "--apply", "--home", stored)
    assert done.stdout.endswith("1 item is filed as seen; nothing is sent.\n")
    with Store.open(stored / "state" / "ipscwatch.db", readonly=True) as store:
        (hit,) = store.search(term="amchepry", event="approval_conditional")
        story = store.story_of(hit.item.item_id)
        assert story is not None
        assert story.baseline
        assert store.last_change_id() == 0
        assert store.standings() == ()
    again = run("term", "try", "amchepry", "--apply", "--home", stored)
    assert again.stdout.endswith("1 item is filed as seen; nothing is sent.\n")
    with Store.open(stored / "state" / "ipscwatch.db", readonly=True) as store:
        assert store.story_of(hit.item.item_id) == story


def test_check_names_the_line_of_a_term_that_cannot_work(run: Run, home: Path) -> None:
    path = home / "config" / "terms.toml"
    extra = '\n[[term]]\nid = "bad"\nlabel = "B"\nany = [\n  "ハートシート",\n  "心",\n]\nregex = "(a|b)*"\n'
    path.write_text(path.read_text("utf-8") + extra, "utf-8")
    done = run("check", "--home", home)
    assert done.exit_code == 2
    line = path.read_text("utf-8").split("\n").index('  "心",') + 1
    assert f"{path}:{line}: term 'bad': '心' is one character" in done.stderr
    assert f"{path}:{line + 2}: term 'bad': `regex` matches the empty text" in done.stderr
