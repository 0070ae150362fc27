"""The flags by name, and the note each puts beside the text."""

from __future__ import annotations

from collections.abc import Mapping

NOTES: Mapping[str, str] = {
    "F-COND-OMITTED": "The approval is conditional and time-limited (seven years).",
    "F-STAGE": "A committee's endorsement is told as the state's approval, or an approval as market entry.",
    "F-COVER-AS-PROOF": "Coverage is access, not validation.",
    "F-EFFICACY-PROVEN": "Efficacy is not proven: 7 patients (Amchepry) and 8 (ReHeart), uncontrolled.",
    "F-SMALL-N-OMITTED": "No patient number is given: 7 treated and 6 assessed (Amchepry), 8 (ReHeart).",
    "F-OPEN-LABEL-OMITTED": "The trials were open-label, without a control group.",
    "F-MECH-REPLACE": "Reported action: new vessels, not new muscle; the cells are donor iPS cells.",
    "F-SAFE": "Safety is not settled: 73 adverse events, immunosuppression, long-term risk unknown.",
    "F-GENERALISE": "The approvals are of two products only, not of iPS or stem-cell treatments at large.",
    "F-AVAILABLE": "Availability follows price and launch; check those facts.",
    "F-COST-INVENTED": "No known price supports this figure; it is not stored.",
    "F-HYPE": "Tone only.",
    "F-JURIS": "The approvals are Japan's; no other regulator has approved.",
    "F-COI": "The source sells treatments or is paid.",
}
