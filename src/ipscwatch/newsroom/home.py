"""The home the newsroom's watcher works in: the product's own configuration, on the newsroom's addresses."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

from ipscwatch.config import default_folder

FILES = ("ipscwatch.toml", "sources.toml")


def furnish(home: Path, *, origin: str, smtp_port: int) -> None:
    """Write the newsroom's configuration below `home`; the watch terms are those the product ships."""
    config = home / "config"
    config.mkdir(parents=True, exist_ok=True)
    templates = files("ipscwatch.newsroom") / "world" / "config"
    for name in FILES:
        text = (templates / name).read_text(encoding="utf-8")
        text = text.replace("{origin}", origin).replace("{smtp_port}", str(smtp_port))
        (config / name).write_text(text, encoding="utf-8")
    shutil.copyfile(default_folder() / "terms.toml", config / "terms.toml")
