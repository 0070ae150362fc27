"""What the reader is told beside each flag: what holds for every product, and what is so of those concerned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ipscwatch.model.term import FlagName, Subject

NOTES: Mapping[FlagName, str] = {
    "F-COND-OMITTED": "The conditions and the term of the approval go untold.",
    "F-STAGE": "A committee's endorsement is told as the state's approval, or an approval as market entry.",
    "F-COVER-AS-PROOF": "Coverage is access, not validation.",
    "F-EFFICACY-PROVEN": "Efficacy is told as settled; see on how many patients, and against what control.",
    "F-SMALL-N-OMITTED": "No number of patients is given.",
    "F-OPEN-LABEL-OMITTED": "The design of the trial goes untold.",
    "F-MECH-REPLACE": "How it acts, or where its cells come from, is told otherwise than reported.",
    "F-SAFE": "Safety is told as settled.",
    "F-GENERALISE": "An approval is of one product, not of iPS or stem-cell treatments at large.",
    "F-AVAILABLE": "Availability follows price and launch; check those facts.",
    "F-COST-INVENTED": "No known price supports this figure; it is not stored.",
    "F-HYPE": "Tone only.",
    "F-JURIS": "No approval outside Japan is on record.",
    "F-COI": "The source sells treatments or is paid.",
}


def own(name: FlagName, subjects: Iterable[Subject]) -> tuple[str, str]:
    """Return what these products' configuration says beside a flag, in English and in Japanese."""
    notes = [note for subject in subjects for note in subject.notes if note.flag == name]
    english = " ".join(note.en for note in notes)
    return english, "".join(note.ja or note.en for note in notes) if any(note.ja for note in notes) else ""
