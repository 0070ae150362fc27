"""seed and fact rule: what a user takes into the ledger, and decides."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.homes import Run

TEXT = """\
Ministry approves Amchepry

The health ministry approved Amchepry on March 6, 2026. It was given to seven patients in a trial.
"""


def test_a_document_is_read_shown_and_stored_once(run: Run, home: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    asked = ("seed", report, "--tier", "2", "--published", "2026-03-06", "--home", home, "--format", "json")
    claims = {one["fact"]: one for one in json.loads(run(*asked).stdout)}
    assert claims["amchepry.approval_date"]["says"] == "6 Mar 2026"
    assert claims["amchepry.approval_date"]["stands"] == "held"
    again = {one["fact"]: one for one in json.loads(run(*asked).stdout)}
    assert again["amchepry.approval_date"]["held_before"] == "6 Mar 2026"
    history = json.loads(
        run("fact", "history", "amchepry.approval_date", "--home", home, "--format", "json").stdout
    )
    assert [one["outlet"] for one in history[0]["observations"]] == ["report.txt"]


def test_a_document_of_nobody_in_particular_is_only_proposed(run: Run, home: Path, tmp_path: Path) -> None:
    report = tmp_path / "clipping.txt"
    report.write_text(TEXT, encoding="utf-8")
    claims = {
        one["fact"]: one for one in json.loads(run("seed", report, "--home", home, "--format", "json").stdout)
    }
    assert claims["amchepry.approval_status"]["stands"] == "proposed"


def test_a_dry_run_stores_nothing(run: Run, home: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    done = run("seed", report, "--tier", "2", "--dry-run", "--home", home)
    assert "amchepry.approval_date" in done.stdout
    assert not (home / "state" / "ipscwatch.db").exists()


def test_a_ruling_settles_a_dispute_and_can_be_undone(run: Run, polled: Path) -> None:
    fact = "amchepry.approval_date"
    ruled = run("fact", "rule", fact, "2026-03-06", "--because", "the ministry says so", "--home", polled)
    assert "held: 6 Mar 2026" in ruled.stdout
    assert "the ministry says so" in ruled.stdout
    undone = run("fact", "rule", fact, "--undo", "--because", "let us see", "--home", polled)
    assert "disputed: 19 Feb 2026" in undone.stdout
    nothing = run("fact", "rule", fact, "--undo", "--because", "again", "--home", polled)
    assert nothing.exit_code == 2
    assert "nothing to undo" in nothing.stderr


def test_a_value_that_does_not_fit_is_refused(run: Run, polled: Path) -> None:
    done = run("fact", "rule", "amchepry.approval_date", "soon", "--because", "why not", "--home", polled)
    assert done.exit_code == 2
    assert "'soon' is no date" in done.stderr
