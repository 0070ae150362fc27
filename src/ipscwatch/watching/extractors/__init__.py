"""Claims read from an item: each module of this package exports one ``EXTRACTOR``, found by looking here."""

from ipscwatch.watching.extractors.extraction import extract, extractors

__all__ = ["extract", "extractors"]

extractors()  # Now: a sentence knows only of the expressions that were there when it was first read.
