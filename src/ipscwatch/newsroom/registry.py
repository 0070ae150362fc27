"""A trial registry as the newsroom serves it: one study, in the structure of ClinicalTrials.gov's API v2."""

from __future__ import annotations

import json
import tomllib
from datetime import datetime
from importlib.resources import files
from typing import Any

from ipscwatch.newsroom.web import Page

PATH = "/registry/studies"
STUDY = "NCT09990001"
"""No registry has this number."""


def page(now: datetime) -> Page | None:
    """Return the registry's answer as it is at a moment; None before it has one."""
    stated = [state for state in _states() if state["at"] <= now]
    if not stated:
        return None
    body = json.dumps({"totalCount": 1, "studies": [_study(stated[-1])]}, ensure_ascii=False)
    return Page(body=body.encode(), content_type="application/json")


def _states() -> list[dict[str, Any]]:
    raw = tomllib.loads((files("ipscwatch.newsroom") / "world" / "script.toml").read_text(encoding="utf-8"))
    return sorted(raw["study"], key=lambda state: state["at"])


def _study(state: dict[str, Any]) -> dict[str, Any]:
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": STUDY,
                "briefTitle": "Dopaminergic Progenitors From Donor Cells in Parkinson Disease",
                "officialTitle": "An Open-label Study of Dopaminergic Progenitor Cells, a Newsroom Example",
            },
            "statusModule": {
                "overallStatus": state["status"],
                "startDateStruct": {"date": "2025-11-04", "type": "ACTUAL"},
                "studyFirstPostDateStruct": {"date": "2025-10-20", "type": "ACTUAL"},
                "lastUpdatePostDateStruct": {"date": f"{state['at']:%Y-%m-%d}", "type": "ACTUAL"},
            },
            "descriptionModule": {"briefSummary": "Donor-derived progenitor cells are given once and followed up."},
            "designModule": {
                "phases": ["PHASE1"],
                "enrollmentInfo": {"count": state["enrolment"], "type": state["enrolment_is"]},
            },
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Newsroom University Hospital"}},
            "armsInterventionsModule": {
                "interventions": [{"type": "BIOLOGICAL", "name": "CT1-DAP001 (newsroom example)"}]
            },
        },
        "hasResults": False,
    }
