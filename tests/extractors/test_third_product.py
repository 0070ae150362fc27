"""A product that only this test's configuration names is read like the two that are shipped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.extractors.test_cases import SUBJECTS, item, written

from ipscwatch.model.ledger import Claim, Modality
from ipscwatch.model.story import Event
from ipscwatch.model.term import Subject
from ipscwatch.watching import flags
from ipscwatch.watching.extractors import extract

THIRD = Subject(
    subject_id="okulara",
    kind="product",
    name="Okulara",
    names=("Okulara", "オクララ", "visuprocel", "ビスプロセル", "VSP-201"),
    cues=("iPS", "Stargardt", "スターガルト病", "Lumière"),
    company="lumiere",
    indication="スターガルト病",
    price_code_prefix="4900999",
    watched=True,
    approved_on=date(2027, 6, 4),
    price_jpy=48000000,
)
COMPANY = Subject(
    subject_id="lumiere", kind="company", name="Lumière Bio", names=("Lumière Bio", "ルミエールバイオ")
)
THREE = (*SUBJECTS, THIRD, COMPANY)


def said(text: str, on: date, title: str = "ニュース", modality: Modality = "asserted") -> set[str]:
    claims: tuple[Claim, ...] = extract(item({"title": title, "text": text, "published": on}), THREE)
    return {written(one) for one in claims if one.rejected is None and one.modality == modality}


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        (
            "厚労省は4日、ルミエールバイオのiPS細胞製品「オクララ」を条件・期限付きで承認した。期限は5年。",
            date(2027, 6, 4),
            {
                "okulara.approval_status=conditional and time-limited approval",
                "okulara.approval_date=2027-06-04",
                "okulara.approval_term_years=5",
                "okulara.approval_term_end=2032-06-03/2032-06-04",
            },
        ),
        (
            "中医協総会は9月8日、オクララの薬価を4800万円とすることを了承した。9月15日に収載する。",
            date(2027, 9, 8),
            {"okulara.price_jpy=48000000", "okulara.price_endorsed_date=2027-09-08"},
        ),
        (
            "Okulara was given to 12 patients in a phase 2 trial. Amchepry had been given to seven patients.",
            date(2027, 6, 5),
            {"okulara.trial_n=12", "okulara.trial_phase=II", "amchepry.trial_n=7"},
        ),
        ("収載コードは4900999X1020、オクララ。", date(2027, 9, 15), {"okulara.listing_code=4900999X1020"}),
        (
            "Lumière Bio filed for approval of Okulara on Feb. 1, 2027. It is indicated for スターガルト病.",
            date(2027, 2, 1),
            {"okulara.approval_status=application filed", "okulara.application_date=2027-02-01"},
        ),
    ],
)
def test_every_extractor_reads_it(text: str, on: date, expected: set[str]) -> None:
    assert expected <= said(text, on)


def test_what_is_not_configured_is_not_read() -> None:
    one = item({"title": "ニュース", "text": "厚労省は4日、オクララを承認した。", "published": date(2027, 6, 4)})
    assert all(not claim.subject_id for claim in extract(one, SUBJECTS))


def test_its_indication_comes_from_its_table() -> None:
    text = "ルミエールバイオは、スターガルト病の治療に使うオクララを開発した。"
    assert "okulara.indication=スターガルト病" in said(text, date(2027, 6, 4))


@pytest.mark.parametrize(
    ("title", "tier", "on", "flag"),
    [
        ("Japan approved Okulara on March 1, 2027", 5, date(2027, 3, 2), "F-STAGE"),
        ("オクララの価格は6000万円", 5, date(2027, 10, 1), "F-COST-INVENTED"),
        ("Okulara, an iPS cell therapy, is available now", 6, date(2027, 7, 1), "F-AVAILABLE"),
    ],
)
def test_its_days_and_price_on_record_raise_flags(title: str, tier: int, on: date, flag: str) -> None:
    one = item({"title": title, "text": "", "published": on, "tier": tier})
    assert flag in {found.name for found in flags.find(one, THREE)}
    silent = replace(THIRD, approved_on=None)
    assert flag not in {found.name for found in flags.find(one, (*SUBJECTS, silent, COMPANY))}


def test_an_event_of_it_needs_no_more_than_its_table() -> None:
    event = Event(name="approval_conditional", subject_id="okulara", severity="critical", reasons=())
    one = item(
        {"title": "オクララを承認", "text": "厚労省は4日、オクララを承認した。", "published": date(2027, 6, 4)}
    )
    one = replace(one, received_at=datetime(2027, 6, 4, tzinfo=UTC))
    assert any(claim.subject_id == "okulara" for claim in extract(one, THREE, (event,)))
