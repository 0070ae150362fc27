"""The commented set of files that ``ipscwatch init`` writes: the shipped configuration itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from ipscwatch.errors import UsageError


def default_folder() -> Path:
    """Return the shipped ``config/``: a link to the repository's in a checkout, its copy in the wheel."""
    return Path(__file__).resolve().parent / "default"


def init(home: Path) -> tuple[Path, ...]:
    """Write each shipped file that ``home/config`` does not have yet, make ``home/state``, return what was written.

    Nothing is overwritten; UsageError when the folder cannot be written.
    """
    shipped = default_folder().resolve()
    files = sorted(path for pattern in ("*.toml", "schema/*.json") for path in shipped.glob(pattern))
    targets = [(path, home / "config" / path.relative_to(shipped)) for path in files]
    try:
        (home / "state").mkdir(mode=0o700, parents=True, exist_ok=True)
        return tuple(target for path, target in targets if _write(path, target))
    except OSError as error:
        raise UsageError(f"{error.filename or home} cannot be written: {error.strerror}") from error


def _write(path: Path, target: Path) -> bool:
    """Copy one file unless something is there; say whether it was copied."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        return False
    shutil.copyfile(path, target)
    return True
