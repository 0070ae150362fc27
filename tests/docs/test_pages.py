"""What the pages show works: their tables load, their commands exist, their links lead somewhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click
import pytest

from ipscwatch import channels, sources
from ipscwatch.cli import main
from ipscwatch.config import init, load

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FILE_OF = {"term": "terms.toml", "subject": "terms.toml", "question": "terms.toml", "source": "sources.toml"}
TOML = [
    (page, block)
    for page in PAGES
    for block in re.findall(r"^```toml\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
]
COMMANDS = sorted(
    {
        (page, line.strip())
        for page in PAGES
        for block in re.findall(
            r"^```console\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        for line in re.findall(r"^\$ (?:\.venv/bin/)?ipscwatch (.*)$", block, re.MULTILINE)
    }
)


@pytest.mark.parametrize(("page", "block"), TOML, ids=[f"{page.name}-{n}" for n, (page, _) in enumerate(TOML)])
def test_a_table_shown_in_a_page_loads(page: Path, block: str, tmp_path: Path) -> None:
    kinds = set(re.findall(r"^\[\[(\w+)\]\]", block, re.MULTILINE))
    if not kinds & FILE_OF.keys():
        pytest.skip(
            f"{page.name}: shows no source, term, subject or question table; others have tests of their own"
        )
    init(tmp_path)
    name = FILE_OF[next(kind for kind in kinds if kind in FILE_OF)]
    path = tmp_path / "config" / name
    shown = set(re.findall(r'^id = "([^"]+)"', block, re.MULTILINE))
    kept = [table for table in _tables(path) if not any(f'id = "{one}"' in table.splitlines() for one in shown)]
    path.write_text("\n".join([*kept, block]), encoding="utf-8")
    load(tmp_path, kinds=sources.kinds(), channels=channels.kinds(), environ={})


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[line for _, line in COMMANDS])
def test_a_command_shown_in_a_page_exists_with_its_options(page: Path, line: str) -> None:
    words = line.partition("#")[0].split()
    command: click.Command = main
    context = click.Context(main)
    while words and isinstance(command, click.Group) and (found := command.get_command(context, words[0])):
        command, words = found, words[1:]
    known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    asked = {word.partition("=")[0] for word in words if word.startswith("--")}
    assert command is not main, f"{page.name}: «{line}» names no command"
    assert asked <= known | {"--help"}, f"{page.name}: «{line}» has unknown options"


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_folder_of_the_design_is_there() -> None:
    for name in ("architecture", "glossary", "sources", "terms", "ledger", "channels", "operations", "cli"):
        assert (ROOT / "docs" / f"{name}.md").is_file()
    assert shutil.which("make") is None or (ROOT / "Makefile").is_file()


def _tables(path: Path) -> list[str]:
    """Return the file cut before each of its tables."""
    return re.split(r"^(?=\[\[)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
