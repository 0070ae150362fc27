"""Each recorded case: exactly these claims are read from the text, no more and no fewer."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from tests.watching.shipped import shipped

from ipscwatch.model.item import Item
from ipscwatch.model.ledger import Claim
from ipscwatch.watching.extractors import extract

HERE = Path(__file__).parent
UNLISTED = ("developer", "manufacturer", "indication", "trial_design")
"""Free wording: judged only where a case lists it."""


SUBJECTS = shipped()[1]
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['title']}")
    for path in sorted((HERE / "cases").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


def item(case: dict[str, Any]) -> Item:
    published = case.get("published")
    return Item(
        item_id="0123456789abcdef",
        source_id="source",
        keys=("id:1",),
        url=None,
        title=case["title"],
        text=case["text"],
        language=case.get("language"),
        outlet="outlet",
        tier=case.get("tier", 3),
        published_at=datetime.combine(published, time(1), UTC) if published else None,
        received_at=datetime(2026, 6, 1, tzinfo=UTC),
        content_hash="hash",
    )


def written(claim: Claim) -> str:
    qualifier = f".{claim.qualifier}" if claim.qualifier else ""
    return f"{claim.subject_id}.{claim.attribute}{qualifier}={claim.value.text}"


def judged(claims: tuple[Claim, ...], expected: list[str]) -> set[str]:
    found = {written(claim) for claim in claims}
    return {one for one in found if one in expected or one.split("=")[0].split(".")[1] not in UNLISTED}


@pytest.mark.parametrize("case", CASES)
def test_exactly_these_claims_are_read(case: dict[str, Any]) -> None:
    claims = extract(item(case), SUBJECTS)
    sound = tuple(claim for claim in claims if claim.rejected is None)
    asserted = tuple(claim for claim in sound if claim.modality == "asserted")
    assert judged(asserted, case["claims"]) == set(case["claims"])
    planned = {written(claim) for claim in sound if claim.modality == "planned"}
    assert set(case.get("planned", [])) <= planned
    assert set(case.get("rejected", [])) <= {written(claim) for claim in claims if claim.rejected}


@pytest.mark.parametrize("case", CASES)
def test_each_quote_is_of_the_text_and_each_span_holds_the_value(case: dict[str, Any]) -> None:
    one = item(case)
    for claim in extract(one, SUBJECTS):
        assert claim.start is not None
        assert claim.end is not None
        assert 0 <= claim.start < claim.end <= len(one.full_text)
        assert "\n" not in claim.quote
        assert claim.quote.strip("…") in " ".join(one.full_text.split())
