"""What is known before the first poll: the facts of five documents, the public record, the open questions.

All of it is data in our own words: ``pages.toml`` (who said it), ``documents.csv`` and ``record.csv`` (what was
said), ``questions.toml`` (what is not known yet).
"""

from ipscwatch.baseline.facts import observations
from ipscwatch.baseline.questions import questions

__all__ = ["observations", "questions"]
