"""fact, digest and status: what is stored, told to people and to programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.homes import CANARIES, LINES, Run


def test_the_history_of_a_fact_tells_who_says_what_and_which_is_held_and_why(run: Run, polled: Path) -> None:
    done = run("fact", "history", "amchepry.approval_date", "--home", polled)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "amchepry.approval_date"
    assert lines[1] == "  held: 6 Mar 2026 · disputed: 19 Feb 2026"
    assert lines[2].startswith("  why: ")
    held, disputed = done.stdout.index("  holds: 6 Mar 2026"), done.stdout.index("  disputes: 19 Feb 2026")
    assert held < disputed
    assert re.search(r"· (regulator|company|press or journal) \(tier [123]\) · 2026-", done.stdout[held:disputed])
    assert "    https://" in done.stdout[held:disputed]
    assert "Rakan Clinic Tokyo · clinic or promotion (tier 6)" in done.stdout[disputed:]
    assert "“" in done.stdout[disputed:]


def test_the_history_for_programs_holds_every_observation_once(run: Run, polled: Path) -> None:
    (fact,) = json.loads(
        run("fact", "history", "amchepry.approval_date", "--home", polled, "--format", "json").stdout
    )
    assert fact["state"] == "disputed"
    assert fact["value"]["text"] == "2026-03-06"
    ids = [one["id"] for one in fact["observations"]]
    assert len(ids) == len(set(ids))
    assert set(fact["held_by"]) | set(fact["disputed_by"]) <= set(ids)
    assert {one["role"] for one in fact["observations"]} >= {"holds", "disputes"}
    assert all(one["quote"] and one["outlet"] and one["tier"] for one in fact["observations"])


def test_a_fact_without_its_qualifier_shows_all_of_them(run: Run, polled: Path) -> None:
    every = json.loads(run("fact", "history", "amchepry.trial_id", "--home", polled, "--format", "json").stdout)
    one = json.loads(
        run("fact", "history", "amchepry.trial_id/NCT06482268", "--home", polled, "--format", "json").stdout
    )
    assert len(every) > 1
    assert [fact["qualifier"] for fact in one] == ["NCT06482268"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("fact list amchepri", "there is no subject 'amchepri', did you mean 'amchepry'?"),
        ("fact history amchepri.price_jpy", "there is no subject 'amchepri', did you mean 'amchepry'?"),
        ("fact history amchepry.aproval_date", "'amchepry.aproval_date', did you mean 'amchepry.approval_date'?"),
        ("fact history amchepry", "name a fact as SUBJECT.ATTRIBUTE; «ipscwatch fact list amchepry»"),
        ("digest show daily-2026-05-21", "'daily-2026-05-21', did you mean 'daily-2026-05-20'?"),
    ],
)
def test_an_unknown_name_is_told_the_nearest(run: Run, polled: Path, words: str, message: str) -> None:
    done = run(*words.split(), "--home", polled)
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_facts_are_listed_by_subject_and_state(run: Run, polled: Path) -> None:
    lines = run("fact", "list", "amchepry", "--home", polled).stdout.splitlines()
    (line,) = [line for line in lines if line.startswith("amchepry.approval_date ")]
    assert line.split("  ")[0] == "amchepry.approval_date"
    assert "6 Mar 2026" in line
    assert line.endswith("Rakan Clinic Tokyo")
    disputed = json.loads(run("fact", "list", "--state", "disputed", "--home", polled, "--format", "json").stdout)
    assert {fact["state"] for fact in disputed} == {"disputed"}


def test_open_questions_are_listed_with_their_day(run: Run, polled: Path) -> None:
    questions = json.loads(run("fact", "open", "--home", polled, "--format", "json").stdout)
    assert ("reheart_price", "2026-03-06") in {(one["id"], one["opened"]) for one in questions}
    assert "reheart_price" in run("fact", "open", "--home", polled).stdout


def test_digests_are_listed_with_their_deliveries_and_shown(run: Run, polled: Path) -> None:
    assert "mail failed" in run("digest", "list", "--home", polled).stdout
    (one,) = json.loads(run("digest", "list", "--home", polled, "--format", "json").stdout)
    assert one["deliveries"][0]["last_error"] == "mail: the server refused the login"
    newest = run("digest", "show", "--home", polled).stdout
    assert "The ledger was filled." in newest
    assert run("digest", "show", "daily-2026-05-20", "--home", polled).stdout == newest
    assert "<html" in run("digest", "show", "--format", "html", "--home", polled).stdout
    assert json.loads(run("digest", "show", "--format", "json", "--home", polled).stdout)


def test_status_names_what_is_not_well(run: Run, polled: Path) -> None:
    said = run("status", "--home", polled).stdout
    assert said.splitlines()[0] == f"{polled}: not all is well (no service; times in Asia/Tokyo)"
    assert "Sources: 2 of 3 enabled: 1 failing, 1 ok" in said
    assert "- Company (company) is failing since 2026-05-20: company.example.org answered 503 [31m" in said
    assert "Digest daily: at 08:00 Asia/Tokyo, last on 2026-05-20" in said
    assert "Deliveries: 0 waiting, 1 failed" in said
    assert "! mail: daily-2026-05-20 to analyst@example.org was not delivered: mail: the server refused the" in said


def test_status_for_programs_says_the_same(run: Run, polled: Path) -> None:
    found = json.loads(run("status", "--home", polled, "--format", "json").stdout)
    assert found["sources"]["health"] == {"ok": 1, "failing": 1}
    assert found["sources"]["trouble"][0]["id"] == "company"
    assert found["open_questions"] > 5


@pytest.mark.parametrize(
    "words", ["fact list", "fact open", "fact history a.b", "digest list", "digest show", "status"]
)
def test_before_the_first_poll_there_is_nothing_to_look_at(run: Run, home: Path, words: str) -> None:
    done = run(*words.split(), "--home", home)
    assert done.exit_code == 2
    assert (
        done.stderr
        == f"{home}/state/ipscwatch.db: nothing is stored yet; «ipscwatch poll --home {home}» makes it\n"
    )
    assert not (home / "state").exists()


def test_a_database_that_is_not_ours_is_refused_and_stays_as_it_is(run: Run, home: Path) -> None:
    path = home / "state" / "ipscwatch.db"
    path.parent.mkdir()
    path.write_bytes(b"not a database at all, but long enough to be looked at" * 20)
    before = path.read_bytes()
    done = run("fact", "list", "--home", home)
    assert done.exit_code == 3
    assert str(path) in done.stderr
    assert done.stderr.count("\n") == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("words", [*LINES, "fact list", "fact open", "digest list", "digest show --format json"])
def test_no_command_shows_a_secret_or_a_control_character(run: Run, polled: Path, words: str) -> None:
    output = run(*words.split(), "--home", polled).output
    assert not [canary for canary in CANARIES.values() if canary in output]
    assert "\x1b" not in output
