"""What kind of thing an item says happened, to which subject, and why we think so."""

from ipscwatch.watching.events.classes import CLASSES, STAGES
from ipscwatch.watching.events.judging import classify

__all__ = ["CLASSES", "STAGES", "classify"]
