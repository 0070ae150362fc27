"""Who really approved: a headline says «Japan approves» of a panel and of a study too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from ipscwatch.watching.events.clauses import days
from ipscwatch.watching.events.reading import FOLLOWS, LEAD, Page
from ipscwatch.watching.events.rules import judge
from ipscwatch.watching.events.verdicts import Verdict, told_in

_APPROVING = frozenset(("approval_conditional", "approval_full", "committee_endorsement", "trial_start"))


def corrected(head: Verdict, lead: Sequence[Sequence[Verdict]], page: Page) -> Verdict:
    """Return a verdict on an approval as what follows tells it: a panel's or a study's word goes before."""
    for told in told_in(lead):
        if _corrects(told, head):
            return told
        if told.name in _APPROVING and told.sure:
            break
    if head.name != "approval_conditional" or head.sure:
        return head
    later = [v for told in page.body[:FOLLOWS] for v in judge(told, page)]
    if any(v.name == "approval_conditional" and v.sure for v in (*told_in(lead), *later)):
        return head
    panels = (v for v in later if v.name == "committee_endorsement" and v.sure and _fresh(v))
    return next(panels, None) or _still_open(page) or head


_OPEN = re.compile(
    r"\b(?:final|formal|official)(?:ly)? (?:approv|authori|sign-?off|decision|nod|clearance)[^.]{0,80}"
    r"\b(?:expect|await|pending|still|remain|yet|soon|within|likely|next month)"
    r"|\bawait\w* (?:the )?(?:\w+ )?(?:final|formal|official)"
    r"|\bminister\b[^.]{0,30}\b(?:still|has yet|is expected|must)\b"
    r"|正式な?承認(?:は|へ|される|する)?[^。]{0,20}(?:見込み|見通し|予定)"
    r"|정식 승인[^.]{0,20}(?:전망|예정)|正式批准[^。]{0,8}(?:预计|預計|有望)"
)
"""An approval that is still to come."""


def _still_open(page: Page) -> Verdict | None:
    """Return a panel's endorsement, where a panel is named and the approval is said to be still to come."""
    if not page.has("panel"):
        return None
    told = (sentence for sentence in page.sentences[: 1 + LEAD + FOLLOWS] if _OPEN.search(sentence.text))
    return next(
        (Verdict("committee_endorsement", s, "the approval itself is still to come", ()) for s in told), None
    )


def _corrects(told: Verdict, head: Verdict) -> bool:
    """Say whether the lead's word on an approval goes before the headline's: a panel's or a study's always does."""
    if head.name not in _APPROVING or head.name == told.name or told.name not in _APPROVING:
        return False
    return told.name == "trial_start" or (head.name != "trial_start" and told.name == "committee_endorsement")


_NOW = timedelta(days=7)


def _fresh(verdict: Verdict) -> bool:
    """Say whether a panel's act is not dated more than a week before the item."""
    on = verdict.sentence.on
    return all(on - day <= _NOW for day in days(verdict.sentence.text, on))
