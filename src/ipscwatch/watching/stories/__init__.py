"""Stories: which items tell of one happening, who leads, and how many voices there are."""

from ipscwatch.watching.stories.grouping import Grouping, group
from ipscwatch.watching.stories.keys import key
from ipscwatch.watching.stories.voices import lead, voice, voices

__all__ = ["Grouping", "group", "key", "lead", "voice", "voices"]
