"""Rows of a list from poll to poll: what changed, what is watched, and when the list and not the world is wrong.

`differences` tells two versions of one row apart, `comparison` two lists, `faults` a broken list from a changed
one; `update` is a whole poll's outcome, `watch` says which rows get a line each, `telling` makes the changes.
"""

from ipscwatch.watching.rows.comparison import RowComparison, compare
from ipscwatch.watching.rows.differences import moved_by
from ipscwatch.watching.rows.telling import tell
from ipscwatch.watching.rows.update import RowUpdate, update
from ipscwatch.watching.rows.watch import Watch

__all__ = ["RowComparison", "RowUpdate", "Watch", "compare", "moved_by", "tell", "update"]
