"""Whole digests as people get them; a change of wording or layout shows as a difference to review.

An expected file that is missing is written, and the test then fails, so that somebody looks at it.
"""

from __future__ import annotations

from json import dumps
from pathlib import Path

import pytest
from tests.digests.days import Newsday, busy_day, quiet_day

from ipscwatch.digests.html import html
from ipscwatch.digests.json import json
from ipscwatch.digests.slack import payload
from ipscwatch.digests.telling import tell
from ipscwatch.digests.text import text
from ipscwatch.model.digest import Language

GOLDEN = Path(__file__).parent / "golden"


def forms(day: Newsday, language: Language) -> dict[str, str]:
    """Return the day's digest in every form, by the ending of its file."""
    digest = day.digest(language)
    page = tell(digest)
    return {
        "txt": text(page),
        "html": html(page),
        "json": dumps(json(digest), ensure_ascii=False, indent=1) + "\n",
        "slack.json": dumps(payload(page), ensure_ascii=False, indent=1) + "\n",
    }


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", ["busy", "quiet"])
def test_the_digest_reads_as_reviewed(name: str, language: Language) -> None:
    day = busy_day() if name == "busy" else quiet_day()
    missing = []
    for ending, written in forms(day, language).items():
        path = GOLDEN / f"{name}-{language}.{ending}"
        if not path.exists():
            GOLDEN.mkdir(exist_ok=True)
            path.write_text(written, encoding="utf-8")
            missing.append(path.name)
        else:
            assert written == path.read_text(encoding="utf-8"), path.name
    assert not missing, f"written, please review: {', '.join(missing)}"
