"""init, schema, check, source list, term list, channel list and test: the configuration from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.homes import CANARIES, LINES, Run

from ipscwatch.config import default_folder


def test_init_then_check_is_well(run: Run, tmp_path: Path) -> None:
    done = run("init", tmp_path / "watch")
    assert done.exit_code == 0
    assert f"wrote {tmp_path / 'watch' / 'config' / 'terms.toml'}" in done.output
    checked = run("check", "--home", tmp_path / "watch")
    assert checked.exit_code == 0
    assert checked.stdout.startswith("The configuration is right: ")


def test_init_again_changes_nothing_and_says_so(run: Run, tmp_path: Path) -> None:
    run("init", "--home", tmp_path)
    assert "every file is there already; nothing was changed" in run("init", "--home", tmp_path).output


def test_init_where_it_may_not_write_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("init", tmp_path / "file")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "cannot be written: " in done.stderr


def test_check_prints_every_problem_a_line_and_exits_with_two(run: Run, home: Path) -> None:
    path = home / "config" / "terms.toml"
    path.write_text(path.read_text("utf-8") + "alias = ['x']\nseverity = 'x'\n", "utf-8")
    done = run("check", "--home", home)
    assert done.exit_code == 2
    assert "is not TOML here: cannot overwrite a value" in done.stderr
    path.write_text(path.read_text("utf-8").replace("severity = 'x'\n", "tier = 1\n"), "utf-8")
    done = run("check", "--home", home)
    assert done.stderr.splitlines() == [
        f"{path}:13: term 'amchepry': unknown key 'alias', did you mean 'any'?",
        f"{path}:14: term 'amchepry': unknown key 'tier', did you mean 'tiers'?",
    ]


def test_check_for_programs_is_json(run: Run, home: Path) -> None:
    path = home / "config" / "sources.toml"
    path.write_text(path.read_text("utf-8") + "robots = false\n", "utf-8")
    done = run("check", "--home", home, "--format", "json")
    assert done.exit_code == 0
    (warning,) = json.loads(done.stdout)
    assert (warning["path"], warning["severity"]) == (str(path), "warning")
    assert "robots.txt is not obeyed" in warning["message"]


@pytest.mark.parametrize("words", [words for words in LINES if words != "check --format json"])
def test_a_broken_configuration_stops_each_command_with_one_sentence(run: Run, home: Path, words: str) -> None:
    (home / "config" / "sources.toml").write_bytes(b"\x00\xff")
    done = run(*words.split(), "--home", home)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{home}/config/sources.toml: is not text in UTF-8; ")
    assert done.stderr.count("\n") == 1
    assert not (home / "state").exists()


def test_schema_prints_one_or_all_and_writes_them(run: Run, home: Path) -> None:
    assert json.loads(run("schema", "terms").stdout)["title"] == "config/terms.toml"
    assert set(json.loads(run("schema").stdout)) == {"ipscwatch", "sources", "terms"}
    assert run("schema", "--write", "--home", home).exit_code == 0
    for stem in ("ipscwatch", "sources", "terms"):
        assert (home / "config" / "schema" / f"{stem}.json").read_bytes() == (
            default_folder() / "schema" / f"{stem}.json"
        ).read_bytes()


def test_sources_are_listed_with_columns_that_stand_under_each_other(run: Run, polled: Path) -> None:
    lines = run("source", "list", "--home", polled).stdout.splitlines()
    assert lines[0].split() == [
        "ID",
        "TIER",
        "KIND",
        "EVERY",
        "HEALTH",
        "LAST",
        "GOOD",
        "POLL",
        "LAST",
        "NEWS",
        "USUAL",
        "NEXT",
        "POLL",
        "NOTE",
    ]
    assert lines[1].split() == [
        "ministry",
        "1",
        "feed",
        "1h30m",
        "ok",
        "2026-05-20",
        "09:30",
        "2026-05-20",
        "09:30",
        "?",
        "2026-05-20",
        "10:30",
    ]
    assert lines[2].startswith("company")
    assert lines[2].endswith("company.example.org answered 503 [31m")
    assert lines[3].startswith("clinic")
    assert lines[3].endswith("only advertises")
    assert {
        line.index(word) for line, word in zip(lines, ("HEALTH", "ok", "failing", "disabled"), strict=False)
    } == {lines[0].index("HEALTH")}
    assert lines[-1] == "2 of 3 sources are enabled; times in Asia/Tokyo."


def test_sources_can_be_listed_before_anything_was_polled(run: Run, home: Path) -> None:
    done = run("source", "list", "--home", home, "--format", "json")
    assert [(one["id"], one["health"]) for one in json.loads(done.stdout)] == [
        ("ministry", "new"),
        ("company", "new"),
        ("clinic", "new"),
    ]
    assert not (home / "state").exists()


def test_disabled_sources_can_be_listed_alone(run: Run, home: Path) -> None:
    done = run("source", "list", "--disabled", "--home", home, "--format", "json")
    assert [(one["id"], one["reason"]) for one in json.loads(done.stdout)] == [("clinic", "only advertises")]


def test_terms_are_listed_with_the_first_of_their_names(run: Run, home: Path) -> None:
    lines = run("term", "list", "--home", home).stdout.splitlines()
    assert lines[1].split(maxsplit=4) == [
        "amchepry",
        "Amchepry",
        "amchepry",
        "high",
        "Amchepry, アムシェプリ, raguneprocel, DSP-1083 +1",
    ]
    (term,) = json.loads(run("term", "list", "--home", home, "--format", "json").stdout)
    assert term["finds"] == ["Amchepry", "アムシェプリ", "raguneprocel", "DSP-1083", "CT1-DAP001"]


def test_channels_are_listed_without_their_secrets(run: Run, home: Path) -> None:
    done = run("channel", "list", "--home", home, "--format", "json")
    assert json.loads(done.stdout)[1] == {"id": "mail", "kind": "email", "enabled": True, "digests": ["daily"]}
    assert run("channel", "list", "--home", home).stdout.splitlines()[1].split() == [
        "files",
        "file",
        "yes",
        "daily",
    ]


def test_a_test_message_reaches_the_channel_and_says_what_it_is(run: Run, home: Path) -> None:
    done = run("channel", "test", "files", "--home", home)
    assert done.exit_code == 0
    assert done.stdout.startswith("files: accepted (")
    (text,) = (home / "state" / "digests").glob("test-*.txt")
    said = text.read_text("utf-8")
    assert said.startswith("Test of the channel files\n")
    assert "This is a test, sent by «ipscwatch channel test»." in said
    assert "sources polled" not in said


@pytest.mark.parametrize("name", ["mail", "slack"])
def test_a_channel_that_is_not_there_fails_with_a_sentence_and_no_secret(run: Run, home: Path, name: str) -> None:
    done = run("channel", "test", name, "--home", home)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert not [canary for canary in CANARIES.values() if canary in done.output]


def test_an_unknown_channel_is_told_the_nearest(run: Run, home: Path) -> None:
    done = run("channel", "test", "mial", "--home", home)
    assert (done.exit_code, done.stderr) == (2, "there is no channel 'mial', did you mean 'mail'?\n")
