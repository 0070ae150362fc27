"""The home the newsroom's watcher works in: the product's own configuration, on the newsroom's addresses."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from ipscwatch.config import default_folder
from ipscwatch.model.digest import Language

FILES = ("ipscwatch.toml", "sources.toml")
MARK = "The newsroom's own configuration"


def furnish(home: Path, *, origin: str, smtp_port: int, webhook: str, language: Language = "en") -> None:
    """Write the newsroom's configuration below `home`; the watch terms are those that ship, and its own product."""
    config = home / "config"
    config.mkdir(parents=True, exist_ok=True)
    templates = files("ipscwatch.newsroom") / "world" / "config"
    for name in FILES:
        text = (templates / name).read_text(encoding="utf-8")
        text = (
            text.replace("{origin}", origin).replace("{smtp_port}", str(smtp_port)).replace("{language}", language)
        )
        (config / name).write_text(text, encoding="utf-8")
    secret = config / "slack-webhook"
    secret.touch(mode=0o600)
    secret.write_text(webhook, encoding="utf-8")
    shipped = (default_folder() / "terms.toml").read_text(encoding="utf-8")
    own = (templates / "terms.toml").read_text(encoding="utf-8")
    (config / "terms.toml").write_text(f"{shipped}\n{own}", encoding="utf-8")


def is_newsroom(home: Path) -> bool:
    """Say whether this folder is a home the newsroom made."""
    config = home / "config" / "ipscwatch.toml"
    return config.is_file() and MARK in config.read_text(encoding="utf-8", errors="replace")
