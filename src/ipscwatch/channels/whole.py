"""Writing a file so that a reader sees the old or the new one, never half of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Replace a file by `text` in UTF-8, on disk before it is seen, readable by its owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def reason(folder: Path, error: OSError) -> str:
    """Say why a folder cannot be written to, and what to do."""
    return f"cannot write to {folder}: {error.strerror or error}; free space or mend its permissions"
