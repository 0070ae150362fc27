"""The command as a whole: discovered, quick, helpful, and without tracebacks."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from tests.cli.homes import Run

from ipscwatch.cli import main
from ipscwatch.cli.reference import reference

OFFLINE = {"demo", "prices diff"}
"""Commands that make a home of their own."""


def leaves(context: click.Context) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that is no group, by its full name."""
    command = context.command
    if not isinstance(command, click.Group):
        yield context.command_path.removeprefix("ipscwatch "), command
        return
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from leaves(click.Context(inner, parent=context, info_name=name))


LEAVES = dict(leaves(main.make_context("ipscwatch", [], resilient_parsing=True)))


def test_the_commands_of_a_working_day_are_there() -> None:
    assert {
        "init",
        "schema",
        "check",
        "channel list",
        "channel test",
        "source list",
        "term list",
        "fact list",
        "fact history",
        "fact open",
        "digest list",
        "digest show",
        "status",
    } <= set(LEAVES)


@pytest.mark.parametrize("name", LEAVES)
def test_each_command_says_in_a_sentence_what_it_does_and_shows_an_example(run: Run, name: str) -> None:
    result = run(*name.split(), "--help")
    assert result.exit_code == 0
    help_text = LEAVES[name].help
    assert help_text is not None
    assert help_text.splitlines()[0].endswith((".", ".)"))
    assert "Example" in result.output
    assert f"  ipscwatch {name}" in result.output


@pytest.mark.parametrize("name", sorted(LEAVES.keys() - OFFLINE))
def test_each_command_takes_a_home(name: str) -> None:
    options = {option for parameter in LEAVES[name].params for option in parameter.opts}
    assert "--home" in options


def test_help_needs_no_heavy_module_and_is_quick() -> None:
    heavy = {"pydantic", "httpx", "feedparser", "sqlite_utils", "rich", "jinja2", "bs4", "apscheduler", "tomlkit"}
    code = "import sys, ipscwatch.cli as cli\ntry: cli.main(['--help'])\nfinally: print(*sys.modules)"
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=True)
    assert heavy.isdisjoint(done.stdout.splitlines()[-1].split())
    assert time.monotonic() - started < 3, "0.3 s on a machine with nothing else to do"


def test_the_version_is_the_packages(run: Run) -> None:
    assert run("--version").output == f"ipscwatch {version('ipscwatch')}\n"


@pytest.mark.parametrize(
    ("words", "meant"),
    [("chek", "check"), ("fact histry", "history"), ("statsu", "status"), ("check --hom .", "--home")],
)
def test_a_mistyped_command_is_told_the_nearest(run: Run, words: str, meant: str) -> None:
    result = run(*words.split())
    assert result.exit_code == 2
    assert "id you mean" in result.stderr
    assert f"'{meant}'" in result.stderr


def test_docs_cli_md_is_fresh() -> None:
    committed = Path(__file__).parents[2] / "docs" / "cli.md"
    assert committed.read_text("utf-8") == reference(), "run: python -m ipscwatch.cli.reference > docs/cli.md"


def test_the_home_comes_from_the_environment_when_not_given(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPSCWATCH_HOME", str(home))
    assert run("term", "list").exit_code == 0


def test_the_home_is_else_the_current_folder(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    assert run("term", "list").exit_code == 0


def test_every_summary_in_a_list_of_commands_is_whole_on_80_columns() -> None:
    for name, command in leaves(main.make_context("ipscwatch", [], resilient_parsing=True)):
        assert not command.get_short_help_str(68).endswith("..."), name
