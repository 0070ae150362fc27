"""Overclaims in a text, each with the words that raise it and the note the reader is shown."""

from ipscwatch.watching.flags.finding import find
from ipscwatch.watching.flags.notes import NOTES

__all__ = ["NOTES", "find"]
