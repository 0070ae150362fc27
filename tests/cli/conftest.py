"""Running a command as a user does, on a home that was seeded and polled."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cli.homes import CANARIES, MAIN, NOW, SOURCES, TERMS, Run, digest, failing, good, message

from ipscwatch.cli import main
from ipscwatch.model.change import SourceUpdate
from ipscwatch.service.seeding import ask, seed
from ipscwatch.store import Store


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home with a right configuration and nothing stored."""
    for name, value in CANARIES.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "config").mkdir()
    for stem, text in {"ipscwatch": MAIN, "sources": SOURCES, "terms": TERMS}.items():
        (tmp_path / "config" / f"{stem}.toml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def polled(home: Path) -> Path:
    """Return a home whose ledger is seeded, with one good source, one that fails, and one digest."""
    with Store.open(home / "state" / "ipscwatch.db") as store:
        seed(store, NOW)
        ask(store, (), NOW)
        store.apply(SourceUpdate(source_id="ministry", polled_at=NOW, state=good("ministry")))
        store.apply(SourceUpdate(source_id="company", polled_at=NOW, state=failing("company")))
        assert store.enqueue(digest(), [message()])
        assert store.claim(NOW)
        store.settle_failed(message().message_id, "mail: the server refused the login", retry_at=None)
    return home


@pytest.fixture
def run() -> Run:
    """Run a command line and return what came of it."""

    def run_command(*words: str | Path) -> Result:
        return CliRunner().invoke(
            main, [str(word) for word in words], prog_name="ipscwatch", catch_exceptions=False
        )

    return run_command
