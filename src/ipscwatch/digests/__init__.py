"""Composing a digest and rendering it: pure, from what was gathered to what is read.

`compose` selects and orders; `page.page` puts the selection into words; `html`, `text`, `slack` and `json` give it
the form of one medium. A page is the same in every medium, so that none of them can say more or less than another.
"""

from ipscwatch.digests.composition import compose
from ipscwatch.digests.subject import subject_line

__all__ = ["compose", "subject_line"]
