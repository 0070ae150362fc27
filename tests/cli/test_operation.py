"""status, doctor, backup, restore, export and the digest's own options, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest
from tests.cli.homes import CANARIES, NOW, Run, digest

from ipscwatch.cli.export import cell
from ipscwatch.model.change import Change
from ipscwatch.service.lock import held
from ipscwatch.store import Store


def test_status_exits_with_one_only_when_asked_to(run: Run, polled: Path) -> None:
    assert run("status", "--home", polled).exit_code == 0
    assert run("status", "--exit-code", "--home", polled).exit_code == 1


def test_status_names_troubles_and_waits_for_programs(run: Run, polled: Path) -> None:
    found = json.loads(run("status", "--format", "json", "--home", polled).stdout)
    assert found["level"] == "bad"
    assert {"not_running", "no_good_poll", "message_failed", "source_failing"} <= {
        one["kind"] for one in found["troubles"]
    }
    assert {one["kind"] for one in found["waits"]} == {"poll", "digest"}


def test_a_backup_is_made_and_restored(run: Run, polled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", copy, "--home", polled).exit_code == 0
    assert copy.stat().st_mode & 0o777 == 0o600
    with Store.open(polled / "state" / "ipscwatch.db") as store:
        store.write_changes([Change(kind="network_up", at=NOW, note="after the backup")])
    done = run("restore", copy, "--home", polled)
    assert done.exit_code == 0
    assert "the former database is" in done.output
    with Store.open(polled / "state" / "ipscwatch.db", create=False) as store:
        assert store.newest_change("network_up") is None
        assert store.newest_change("restored") is not None
        assert store.check() == ()


def test_a_backup_without_a_name_goes_where_the_daily_ones_are(run: Run, polled: Path) -> None:
    assert run("backup", "--home", polled).exit_code == 0
    assert len(list((polled / "state" / "backups").glob("ipscwatch-*Z.db"))) == 1


def test_nothing_is_restored_under_a_running_service(run: Run, polled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    run("backup", copy, "--home", polled)
    with held(polled / "state"):
        done = run("restore", copy, "--home", polled)
    assert done.exit_code == 3
    assert f"process {os.getpid()}" in done.stderr


def test_what_is_no_backup_is_refused_and_the_database_stays(run: Run, polled: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(b"no database" * 100)
    before = (polled / "state" / "ipscwatch.db").read_bytes()
    assert run("restore", wrong, "--home", polled).exit_code == 3
    assert (polled / "state" / "ipscwatch.db").read_bytes() == before
    assert run("backup", wrong, "--home", polled).exit_code == 2


def test_export_prints_records_and_writes_all_tables(run: Run, polled: Path, tmp_path: Path) -> None:
    facts = [json.loads(line) for line in run("export", "facts", "--home", polled).stdout.splitlines()]
    rows = list(csv.DictReader(io.StringIO(run("export", "facts", "--format", "csv", "--home", polled).stdout)))
    assert len(facts) == len(rows) > 50
    assert rows[0]["state"] == facts[0]["state"]
    done = run("export", "--into", tmp_path / "dump", "--home", polled)
    assert done.exit_code == 0
    assert {path.stem for path in (tmp_path / "dump").iterdir()} >= {"items", "facts", "changes", "messages"}
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in (tmp_path / "dump").iterdir())


@pytest.mark.parametrize("words", ["export nothing", "export"])
def test_a_table_that_is_not_there_is_named_with_those_that_are(run: Run, polled: Path, words: str) -> None:
    done = run(*words.split(), "--home", polled)
    assert done.exit_code == 2
    assert "observations" in done.stderr


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_numbers_and_containers_are_cells_as_they_are() -> None:
    assert [cell(value) for value in (-5, 1.5, True, None, ["a", "価格"], "価格")] == [
        "-5",
        "1.5",
        "true",
        "",
        '["a", "価格"]',
        "価格",
    ]


def test_the_next_digest_can_be_looked_at_in_every_form(run: Run, polled: Path) -> None:
    said = run("digest", "--preview", "--home", polled)
    assert said.exit_code == 0
    assert "<html" in run("digest", "--preview", "--format", "html", "--home", polled).stdout
    assert json.loads(run("digest", "--preview", "--format", "json", "--home", polled).stdout)
    assert "blocks" in run("digest", "--preview", "--format", "slack", "--home", polled).stdout
    assert '"subject"' in run("digest", "--preview", "--channel", "mail", "--home", polled).stdout
    longer = run("digest", "--preview", "--since", "3650d", "--home", polled)
    assert longer.exit_code == 0
    with Store.open(polled / "state" / "ipscwatch.db", create=False) as store:
        assert [one.digest_id for one in store.digests()] == [digest().digest_id]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("digest", "say --preview or --send"),
        ("digest --preview --send", "say --preview or --send"),
        ("digest --preview --since soon", "'soon' is not a duration"),
        ("digest --preview --channel male", "did you mean 'mail'?"),
        ("digest --preview --schedule dayly", "did you mean 'daily'?"),
        ("digest resend daily-2026-05-21", "did you mean 'daily-2026-05-20'?"),
        ("digest resend daily-2026-05-20 --channel male", "did you mean 'mail'?"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(run: Run, polled: Path, words: str, said: str) -> None:
    done = run(*words.split(), "--home", polled)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_digest_is_sent_now_and_only_once_a_day(run: Run, polled: Path) -> None:
    first = run("digest", "--send", "--home", polled)
    assert "composed daily-" in first.stdout
    assert list((polled / "state" / "digests").glob("daily-*.html"))
    again = run("digest", "--send", "--home", polled)
    assert again.exit_code == 2
    assert "was made already" in again.stderr


def test_a_digest_is_sent_again_under_a_running_service_by_the_service(run: Run, polled: Path) -> None:
    with held(polled / "state"):
        done = run("digest", "resend", "daily-2026-05-20", "--home", polled)
    assert done.exit_code == 0
    with Store.open(polled / "state" / "ipscwatch.db", create=False) as store:
        assert [one.state for one in store.deliveries()] == ["waiting"]


def test_a_checkup_says_the_fix_and_exits_with_one(run: Run, polled: Path) -> None:
    done = run("doctor", "--offline", "--home", polled)
    assert done.exit_code == 1
    assert "BAD   channel mail: mail: the server refused the login" in done.stdout
    assert "fix: mend it, then: ipscwatch channel test mail" in done.stdout
    assert "ok    database: whole, search index too" in done.stdout
    found = json.loads(run("doctor", "--offline", "--format", "json", "--home", polled).stdout)
    assert {"configuration", "database", "disk", "clock", "zones", "backups", "state", "service"} <= {
        one["about"] for one in found
    }


def test_a_checkup_of_a_wrong_configuration_names_its_lines(run: Run, polled: Path) -> None:
    path = polled / "config" / "sources.toml"
    path.write_text(path.read_text() + "tier = 1\n")
    done = run("doctor", "--offline", "--home", polled)
    assert done.exit_code == 1
    assert "sources.toml:" in done.stdout
    assert "ipscwatch check" in done.stdout


@pytest.mark.parametrize(
    "words", ["doctor --offline", "status --format json", "export messages", "digest --preview --channel slack"]
)
def test_no_secret_is_shown(run: Run, polled: Path, words: str) -> None:
    output = run(*words.split(), "--home", polled).output
    assert not [canary for canary in CANARIES.values() if canary in output]
